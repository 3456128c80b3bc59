"""Text is kept as typed but for its form, refused where it could harm, folded only to compare."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import clean, clean_line, folded, harmful, shortened


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


@pytest.mark.parametrize("text", ["😡👍🏽", "﷽", "ꦲꦏ꧀ꦱꦫ", "Jl. Gerilya\tGg. 5\nRT 24", "l'état", "👨‍👩‍👧", "0"])
def test_scripts_emoji_tabs_and_new_lines_are_kept(text: str) -> None:
    assert not harmful(text)
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ufffe", "\ud800", "\x0b"])
def test_control_characters_and_broken_code_points_are_refused(sign: str) -> None:
    assert harmful(f"lampu{sign}mati")


def test_a_line_has_no_breaks() -> None:
    assert clean_line(" Budi \r\n  Santoso\u00a0") == "Budi Santoso"


@given(st.text())
def test_folding_is_stable_and_never_fails(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_folding_ignores_case_spaces_and_punctuation() -> None:
    assert folded("  Kab.\u00a0PASER, ") == folded("kab paser") == "kab paser"


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_shortening_keeps_the_limit(text: str, letters: int) -> None:
    assert len(shortened(text, letters)) <= max(letters, 2)
