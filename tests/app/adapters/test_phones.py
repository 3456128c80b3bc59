"""Telephone numbers: what is compared, what is read aloud."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.phones import normal, readable


@pytest.mark.parametrize(
    "typed",
    ["0812-3456-7890", "081234567890", "+62 812-3456-7890", "62 812 3456 7890", "0812/3456/7890", " 0812 3456 7890 "],
)
def test_every_way_of_writing_one_number_is_one_number(typed: str) -> None:
    assert normal(typed) == "+6281234567890"
    assert readable(typed) == "0812-3456-7890"


def test_short_mobile_numbers_of_eleven_digits_are_numbers() -> None:
    assert normal("08134309409") == "+628134309409"


def test_a_landline_keeps_its_area_code() -> None:
    assert normal("(0541) 741234") == "+62541741234"
    assert readable("0541741234") == "(0541) 741234"


def test_a_foreign_number_is_read_with_its_country() -> None:
    assert normal("+65 6123 4567") == "+6561234567"
    assert readable("+6561234567") == "+65 6123 4567"


@pytest.mark.parametrize("typed", ["110", "112", "741234", "", "abc", "tidak ada", "081234567890123456"])
def test_what_is_no_full_number_has_no_normal_form_and_stays_as_typed(typed: str) -> None:
    assert normal(typed) is None
    assert readable(typed) == typed


@given(st.text())
def test_no_text_at_all_breaks_the_reading(typed: str) -> None:
    found = normal(typed)
    assert found is None or (found[0] == "+" and found[1:].isdigit() and len(found) <= 16)
    readable(typed)


@given(st.integers(min_value=10**8, max_value=10**10 - 1))
def test_the_normal_form_is_its_own_normal_form(rest: int) -> None:
    once = normal(f"08{rest}")
    assert once is None or normal(once) == once


def test_the_number_tables_are_read_on_use_only() -> None:
    look = "import sys; import app.adapters.phones; print([m for m in sys.modules if m.startswith('phonenumbers')])"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
