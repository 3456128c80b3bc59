"""Which paper of a pile is pinned, and that one PDF of several papers is taken apart."""

import os
from pathlib import Path

import pytest

from app.domain.errors import UserProblem
from ui.models.pile import Pile, Sheet, content_of
from ui.page_images import one_page, page_image


def a_pile(*names: str) -> Pile:
    pile = Pile()
    pile.lay([Sheet(path=Path(name)) for name in names])
    return pile


def a_pdf(pages: int) -> bytes:
    from io import BytesIO

    from pypdfium2 import PdfDocument

    document, target = PdfDocument.new(), BytesIO()
    for n in range(pages):
        document.new_page(200 + n, 300)
    document.save(target)
    document.close()
    return target.getvalue()


def test_each_paper_recorded_pins_the_next_until_none_is_left() -> None:
    pile = a_pile("a.png", "b.png")
    assert (pile.place, pile.sheet) == ((1, 2), Sheet(path=Path("a.png")))
    pile.note_recorded()
    assert (pile.place, pile.sheet) == ((2, 2), Sheet(path=Path("b.png")))
    pile.note_recorded()
    assert (pile.place, pile.sheet, pile.recorded) == ((2, 2), None, 2)
    pile.note_recorded()
    assert pile.recorded == 3


def test_without_scans_only_what_is_recorded_is_counted() -> None:
    pile = Pile()
    pile.note_recorded()
    assert (pile.place, pile.sheet, pile.recorded, pile.go(1)) == ((0, 0), None, 1, False)


def test_one_pdf_of_several_pages_is_as_many_papers() -> None:
    pile = a_pile("kotak.pdf")
    assert pile.split(3)
    assert not pile.split(3)
    assert pile.place == (1, 3)
    assert pile.go(1)
    assert pile.sheet == Sheet(path=Path("kotak.pdf"), page=1)
    assert pile.sheet.name == "kotak-2.pdf"
    assert not a_pile("a.pdf", "b.pdf").split(3)


def test_a_paper_is_cut_out_alone() -> None:
    single = one_page(a_pdf(3), 1)
    shown = page_image(single, 0, 100)
    assert (shown.pages, shown.image.width()) == (1, 100)
    for broken in (b"%PDF-1.7 nothing", single):
        with pytest.raises(UserProblem, match="preview_broken"):
            one_page(broken, 5)


def test_only_a_file_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    assert content_of(tmp_path / "a.png") == b"x"
    os.mkfifo(tmp_path / "pipe")
    for name in (tmp_path, tmp_path / "none", tmp_path / "pipe"):
        with pytest.raises(UserProblem, match="attachment_not_a_file"):
            content_of(name)
