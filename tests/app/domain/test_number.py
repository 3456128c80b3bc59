"""Complaint numbers: what the check digits catch is stated here and proven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserProblem
from app.domain.number import ComplaintNumber, check_digits, spoken

numbers = st.builds(
    ComplaintNumber,
    agency=st.from_regex(r"[A-Z][A-Z0-9]{1,7}", fullmatch=True),
    series=st.from_regex(r"[A-Z]([1-9][0-9]?)?", fullmatch=True),
    year=st.integers(2000, 2099),
    running=st.integers(1, 999_999_999),
)


def test_a_number_is_written_as_on_the_receipt() -> None:
    number = ComplaintNumber(agency="AWS", series="A", year=2026, running=1285)
    assert str(number) == "AWS-A-26-001285-19"
    assert number.groups() == ("AWS", "A", "26", "001", "285", "19")


def test_letters_and_digits_are_spoken_in_indonesian() -> None:
    assert spoken("M3RT-8H") == "em · tiga · er · te · delapan · ha"


@given(numbers)
def test_every_number_reads_back_as_itself(number: ComplaintNumber) -> None:
    assert ComplaintNumber.parse(str(number)) == number
    assert ComplaintNumber.parse(f"  {str(number).lower()} ") == number


@given(numbers, st.data())
def test_every_single_wrong_digit_is_caught(number: ComplaintNumber, data: st.DataObject) -> None:
    written = str(number)
    places = [i for i, c in enumerate(written) if c.isdigit()]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != written[at]]))
    with pytest.raises(UserProblem):
        ComplaintNumber.parse(written[:at] + other + written[at + 1 :])


@given(numbers, st.data())
def test_every_swap_of_neighbouring_digits_is_caught(number: ComplaintNumber, data: st.DataObject) -> None:
    written = str(number)
    pairs = [
        i
        for i in range(len(written) - 1)
        if written[i].isdigit() and written[i + 1].isdigit() and written[i] != written[i + 1]
    ]
    at = data.draw(st.sampled_from(pairs)) if pairs else None
    if at is not None:
        with pytest.raises(UserProblem):
            ComplaintNumber.parse(written[:at] + written[at + 1] + written[at] + written[at + 2 :])


@pytest.mark.parametrize("typed", ["", "AWS", "AWS-A-26-1285-19", "AWS-A-26-001285", "1285", "AWS A 26", "x" * 300])
def test_what_is_no_number_says_so(typed: str) -> None:
    with pytest.raises(UserProblem, match="number_shape"):
        ComplaintNumber.parse(typed)


def test_wrong_check_digits_have_their_own_word() -> None:
    with pytest.raises(UserProblem, match="number_check"):
        ComplaintNumber.parse("AWS-A-26-001285-47")


def test_check_digits_are_those_of_iso_7064() -> None:
    assert check_digits("794") == "44"  # worked example of ISO 7064 MOD 97-10
