"""Pages come out of bytes as images of the width asked, and nothing broken or hostile ever gets further than a code."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserProblem
from tests.files import a_docx, a_pdf, a_photo, a_picture, a_png_of
from ui.page_images import page_image


def test_a_picture_is_its_one_page_and_no_larger_than_itself() -> None:
    shown = page_image(a_picture(800, 400), 5, 400)
    assert (shown.page, shown.pages, shown.image.width(), shown.image.height()) == (0, 1, 400, 200)
    assert page_image(a_picture(80, 40), 0, 400).image.width() == 80


def test_a_photo_held_upright_is_shown_upright() -> None:
    assert page_image(a_photo(400, 200, orientation=6), 0, 1000).image.height() == 400


def test_a_see_through_picture_stands_on_white() -> None:
    shown = page_image(a_picture(kind="PNG", mode="RGBA"), 0, 100)
    assert not shown.image.hasAlphaChannel()


def test_a_pdf_has_its_pages_and_the_last_one_is_shown_for_one_beyond() -> None:
    shown = page_image(a_pdf(3), 7, 300)
    assert (shown.page, shown.pages, shown.image.width()) == (2, 3, 300)


def test_a_page_of_a_kilometre_is_shown_within_bounds() -> None:
    shown = page_image(a_pdf(1, size=(14_000, 60)), 0, 9_000)
    assert shown.image.width() <= 4_000
    tall = page_image(a_pdf(1, size=(60, 14_000)), 0, 3_000)
    assert tall.image.height() <= 4_000


def test_a_locked_pdf_says_that_it_is_locked() -> None:
    with pytest.raises(UserProblem, match="preview_locked"):
        page_image(a_pdf(1, encrypt="rahasia"), 0, 300)


@pytest.mark.qt_log_level_fail("CRITICAL")
@pytest.mark.parametrize(
    "content",
    [a_png_of(60_000, 60_000), b"%PDF-1.4 nothing", a_picture()[:40], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"],
    ids=["bomb", "no pdf", "cut", "png head", "jpeg head"],
)
def test_what_is_broken_or_a_bomb_cannot_be_shown(content: bytes) -> None:
    with pytest.raises(UserProblem, match="preview_broken"):
        page_image(content, 0, 300)


def test_a_word_document_has_no_page_to_show() -> None:
    with pytest.raises(UserProblem, match="preview_no_page"):
        page_image(a_docx(), 0, 300)


@pytest.mark.qt_log_level_fail("CRITICAL")
@given(st.sampled_from([a_pdf(1), a_picture(), a_picture(kind="PNG")]), st.data())
def test_bytes_turned_at_random_give_an_image_or_a_code(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    turned = content[:at] + bytes([content[at] ^ data.draw(st.integers(1, 255))]) + content[at + 1 :]
    with contextlib.suppress(UserProblem):
        assert not page_image(turned, 0, 60).image.isNull()
