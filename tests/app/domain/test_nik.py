"""The NIK: its shape is an error, all else a warning; what it hints at; it never shows itself."""

import re
import traceback
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.reference import load_reference
from app.domain.area import Areas
from app.domain.errors import UserProblem
from app.domain.nik import Nik, mask_nik, nik_hint

AREAS = load_reference(Path(__file__).parents[3] / "resources" / "reference").areas
TODAY = date(2026, 11, 23)


def a_nik(place: str = "647208", day: int = 12, month: int = 5, year: int = 90, serial: str = "0007") -> Nik:
    return Nik(f"{place}{day:02d}{month:02d}{year:02d}{serial}")


def test_a_nik_of_the_register_is_read_with_its_spaces() -> None:
    assert Nik.parse("6401 0303 0989 0030").digits == "6401030309890030"


@pytest.mark.parametrize(
    "typed",
    [
        "6472.0812.0590.0007",
        "6472-0812-0590-0007",
        " 6472\u00a00812 0590 0007\n",
        "'6472081205900007",
        "6472–081205–900007",
    ],
)
def test_dots_dashes_spaces_and_a_sheets_quote_are_passed_over(typed: str) -> None:
    assert Nik.parse(typed) == a_nik()


@pytest.mark.parametrize("typed", ["647203120590000", "64720312059000071", "", "   ", "-"])
def test_another_length_is_an_error(typed: str) -> None:
    with pytest.raises(UserProblem) as caught:
        Nik.parse(typed)
    assert caught.value.code == "nik_length"
    assert caught.value.facts["wanted"] == 16


@pytest.mark.parametrize(
    "typed",
    ["6472O31205900007", "٦٤٧٢٠٨١٢٠٥٩٠٠٠٠٧", "64720812059000O", "6,47208E+15", "０４７２０８１２０５９００００７"],
)
def test_anything_but_plain_digits_is_an_error(typed: str) -> None:
    with pytest.raises(UserProblem) as caught:
        Nik.parse(typed)
    assert caught.value.code == "nik_digits"


@given(st.text(max_size=40))
def test_whatever_is_typed_becomes_sixteen_digits_or_one_of_two_problems(typed: str) -> None:
    try:
        outcome = Nik.parse(typed).digits
    except UserProblem as problem:
        outcome = problem.code
    assert re.fullmatch("[0-9]{16}|nik_length|nik_digits", outcome)


@given(st.from_regex("[0-9]{16}", fullmatch=True))
def test_every_sixteen_digits_are_taken_and_hinted_at_without_failing(digits: str) -> None:
    hint = nik_hint(Nik(digits), AREAS, TODAY)
    assert hint.born_on is None or date(1900, 1, 1) <= hint.born_on <= TODAY
    assert (hint.born_on is None) == ("nik_date_odd" in hint.warnings)
    assert (hint.first_registered is None) == ("nik_place_unknown" in hint.warnings)
    assert ("nik_serial_zero" in hint.warnings) == digits.endswith("0000")


@given(st.dates(min_value=date(1927, 1, 1), max_value=TODAY), st.booleans(), st.sampled_from(["6472", "6401", "9501"]))
def test_sex_and_birth_date_of_anybody_under_a_hundred_are_read_back(born: date, woman: bool, place: str) -> None:
    nik = a_nik(f"{place}01", day=born.day + 40 * woman, month=born.month, year=born.year % 100)
    hint = nik_hint(nik, AREAS, TODAY)
    assert (hint.sex, hint.born_on, hint.warnings) == ("P" if woman else "L", born, ())


def test_a_clean_nik_hints_at_sex_birth_and_first_registration() -> None:
    hint = nik_hint(a_nik(), AREAS, TODAY)
    assert (hint.sex, hint.born_on, hint.first_registered, hint.warnings) == (
        "L",
        date(1990, 5, 12),
        "Kota Samarinda",
        (),
    )


@pytest.mark.parametrize(
    ("day", "month", "year", "born"),
    [
        (23, 11, 26, date(2026, 11, 23)),
        (24, 11, 26, date(1926, 11, 24)),
        (1, 1, 27, date(1927, 1, 1)),
        (69, 2, 0, date(2000, 2, 29)),
        (29, 2, 4, date(2004, 2, 29)),
    ],
)
def test_the_century_is_this_one_only_if_the_day_has_come(day: int, month: int, year: int, born: date) -> None:
    assert nik_hint(a_nik(day=day, month=month, year=year), AREAS, TODAY).born_on == born


@pytest.mark.parametrize(
    ("day", "month", "sex"), [(0, 5, None), (32, 5, None), (40, 5, None), (72, 5, None), (31, 2, "L"), (71, 13, "P")]
)
def test_an_odd_date_warns_and_gives_no_birth_date(day: int, month: int, sex: str | None) -> None:
    hint = nik_hint(a_nik(day=day, month=month), AREAS, TODAY)
    assert (hint.sex, hint.born_on, hint.warnings) == (sex, None, ("nik_date_odd",))


def test_a_serial_of_zeros_warns() -> None:
    assert nik_hint(a_nik(serial="0000"), AREAS, TODAY).warnings == ("nik_serial_zero",)


@pytest.mark.parametrize("place", ["640401", "640501", "640601", "641001", "647301", "910101", "927101"])
def test_codes_that_only_old_niks_bear_are_known(place: str) -> None:
    assert nik_hint(a_nik(place), AREAS, TODAY).warnings == ()


@pytest.mark.parametrize("province", ["65", "92", "93", "94", "95", "96"])
def test_the_young_provinces_are_known(province: str) -> None:
    assert nik_hint(a_nik(f"{province}0301"), AREAS, TODAY).warnings == ()


@pytest.mark.parametrize("place", ["990101", "000000", "646001"])
def test_an_unknown_place_warns(place: str) -> None:
    hint = nik_hint(a_nik(place), AREAS, TODAY)
    assert (hint.first_registered, hint.warnings) == (None, ("nik_place_unknown",))


def test_without_areas_the_place_only_warns() -> None:
    assert nik_hint(a_nik(), Areas([]), TODAY).warnings == ("nik_place_unknown",)


def test_a_nik_is_masked_for_the_eye_and_never_shows_itself() -> None:
    nik = a_nik()
    assert mask_nik(nik) == "6472 •••• •••• 0007"
    for shown in (str(nik), repr(nik), f"{nik}", f"{[nik]}", f"{nik!s:>40}"):
        assert not re.search("[0-9]", shown)


def test_a_refused_nik_does_not_stand_in_its_problem() -> None:
    with pytest.raises(UserProblem) as caught:
        Nik.parse("647208120590000O")
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + str(dict(caught.value.facts))
    assert "647208120590000" not in told.replace('Nik.parse("647208120590000O")', "")


def test_equal_digits_are_one_nik() -> None:
    assert a_nik() == a_nik() and len({a_nik(), a_nik(), a_nik(serial="0008")}) == 2
