"""Masks show enough to recognise and too little to know; one person is one key."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.complaint import Identity, Reporter
from app.domain.person import (
    age_on,
    masked_email,
    masked_name,
    masked_nik,
    masked_phone,
    person_key,
    same_entry_key,
)

BUDI = Reporter(identity=Identity.OPEN, name="Budi Santoso", nik="6472034506890057", phone="0812-5550-1234")


def test_masks_are_those_of_the_paper() -> None:
    assert masked_name("Budi Santoso") == "B••• S••••••"
    assert masked_nik("6472031205900007") == "6472 •••• •••• 0007"
    assert masked_phone("0812-5550-1234") == "0812-••••-1234"
    assert masked_phone("110") == "•10"
    assert masked_email("budi@contoh.id") == "b•••@contoh.id"


@given(st.text(max_size=40))
def test_no_mask_fails_whatever_was_typed(text: str) -> None:
    for mask in (masked_name, masked_phone, masked_email):
        mask(text)


def test_one_person_is_known_by_nik_else_by_name_and_contact() -> None:
    assert person_key(BUDI) == person_key(replace(BUDI, name="BUDI  S.", phone=None))
    without = replace(BUDI, nik=None)
    assert person_key(without) == person_key(replace(without, name="budi santoso", phone="+62 812 5550 1234"))
    assert person_key(without) != person_key(replace(without, phone="0812-5550-9999"))
    assert person_key(Reporter(identity=Identity.NAMELESS)) is None


def test_the_same_entry_is_equal_only_when_person_day_title_and_text_are() -> None:
    key = same_entry_key(BUDI, date(2026, 9, 20), "Mohon trayek", "Warga berharap ada bus.")
    assert key == same_entry_key(BUDI, date(2026, 9, 20), " MOHON  trayek", "warga berharap ada bus")
    assert key != same_entry_key(BUDI, date(2026, 9, 21), "Mohon trayek", "Warga berharap ada bus.")
    assert key != same_entry_key(BUDI, date(2026, 9, 20), "Mohon trayek", "Warga berharap ada bus ya pak.")


def test_age_counts_full_years() -> None:
    assert age_on(date(2026, 11, 23), date(2009, 11, 24)) == 16
    assert age_on(date(2026, 11, 24), date(2009, 11, 24)) == 17
