"""Setting text: never wider than allowed, never more lines than allowed, nothing gone without a sign."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.paper.fonts import PLACEHOLDER, Fonts, plain
from app.adapters.paper.setting import ELLIPSIS, lines_of, size_that_fits, width_of
from app.domain.errors import StorageProblem
from app.paths import resources

ANY = st.text(max_size=200).map(plain)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts(resources() / "fonts")


@given(first=ANY, second=ANY, size=st.floats(4, 30), width=st.floats(40, 600), most=st.integers(1, 8))
def test_lines_keep_to_their_width_and_count(
    fonts: Fonts, first: str, second: str, size: float, width: float, most: int
) -> None:
    lines = lines_of(((first, True), (second, False)), fonts, size, width, most)
    assert len(lines) <= most
    widest = max((fonts.width(c, b, size) for text, b in ((first, True), (second, False)) for c in text), default=0)
    for line in lines:
        assert width_of(line, fonts, size) <= max(width, widest + fonts.width(f" {ELLIPSIS}", True, size)) + 1e-6


@given(text=ANY, width=st.floats(60, 600))
def test_with_lines_enough_every_character_is_set(fonts: Fonts, text: str, width: float) -> None:
    lines = lines_of(((text, False),), fonts, 9, width, 400)
    told = "".join(part for line in lines for part, _ in line)
    spoken = text.replace(" ", "").replace("·", "")
    assert told.replace(" ", "").replace("·", "") == spoken


def test_a_text_too_long_ends_at_a_word_with_three_dots(fonts: Fonts) -> None:
    lines = lines_of((("satu dua tiga empat lima enam tujuh, delapan sembilan sepuluh", False),), fonts, 10, 120, 2)
    told = " ".join(part for line in lines for part, _ in line)
    assert told.endswith(" …")
    assert told[:-2] in ("satu dua tiga empat lima enam tujuh, delapan", "satu dua tiga empat lima enam tujuh")


def test_a_word_wider_than_the_line_is_broken_not_lost(fonts: Fonts) -> None:
    lines = lines_of((("x" * 100, False),), fonts, 10, 100, 20)
    assert "".join(part for line in lines for part, _ in line) == "x" * 100
    assert len(lines) > 1


def test_a_dot_between_parts_goes_where_the_line_ends(fonts: Fonts) -> None:
    width = fonts.width("Budi Santoso · N", False, 10)
    lines = lines_of((("Budi Santoso · NIK 6472", False),), fonts, 10, width, 3)
    assert [part for line in lines for part, _ in line] == ["Budi Santoso", "NIK 6472"]


def test_words_in_two_weights_stay_one_word_when_they_touch(fonts: Fonts) -> None:
    (line,) = lines_of((("Kode: ", False), ("7KQ4", True), (", ya", False)), fonts, 10, 400, 2)
    assert line == (("Kode: ", False), ("7KQ4", True), (", ya", False))


@given(text=ANY.filter(str.strip), width=st.floats(60, 500))
def test_one_line_gets_smaller_then_shorter(fonts: Fonts, text: str, width: float) -> None:
    shown, size = size_that_fits(text, True, fonts, 20, width, 6)
    assert 6 <= size <= 20
    assert fonts.width(shown, True, size) <= width * 1.001


@given(text=st.text())
def test_every_visible_character_is_set_by_a_font_that_has_it(fonts: Fonts, text: str) -> None:
    for name, run in fonts.runs(plain(text), False):
        glyphs = fonts._load(name).face.charToGlyph
        assert all(glyphs.get(ord(letter)) for letter in run)


@pytest.mark.parametrize("letter", ["汉", "ع", "Ꮳ", "\U0001fae0", "\x07", "\ue000", "\ud800", "\U0010fffd"])
def test_a_character_no_font_has_is_an_empty_box(fonts: Fonts, letter: str) -> None:
    assert "".join(run for _, run in fonts.runs(plain(f"a{letter}b"), False)) == f"a{PLACEHOLDER}b"


@pytest.mark.parametrize("letter", ["ꦗ", "ᬩ", "ᮞ", "ᨅ", "ᯅ", "😡", "👍", "♿", "→", "✓", "½", "Ω", "ж", "é"])
def test_scripts_of_indonesia_and_pictographs_are_set(fonts: Fonts, letter: str) -> None:
    assert "".join(run for _, run in fonts.runs(letter, True)) == letter


def test_invisible_marks_leave_nothing_and_breaks_become_spaces() -> None:
    assert plain("a\u200d\ufe0f\u2066b\nc\td\u3000e") == "ab c d e"


def test_a_font_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem) as gone:
        Fonts(tmp_path)
    assert (gone.value.code, dict(gone.value.facts)) == ("fonts_unreadable", {"file": "NotoSans-Regular.ttf"})


def test_a_font_that_is_damaged_is_named(tmp_path: Path) -> None:

    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"no font at all")
    with pytest.raises(StorageProblem):
        Fonts(tmp_path)
