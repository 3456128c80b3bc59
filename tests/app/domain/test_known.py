"""Who is known: by NIK, by telephone, by name and area; what of the person may be taken over."""

from datetime import date

import pytest

from app.domain.complaint import Identity, Status
from app.domain.known import (
    EarlierCase,
    PersonFact,
    asked_of,
    contact_of,
    matches,
    people_in,
    phone_digits,
    to_take,
)
from tests.builders import a_complaint, a_draft

NIK = "6472086505900003"
OTHER_NIK = "6472031205900007"


def a_case(row: int = 1, **values: object) -> EarlierCase:
    complaint = a_complaint(**values)  # type: ignore[arg-type]
    return EarlierCase(
        row=row,
        id=complaint.id,
        number=complaint.number,
        title=complaint.report.title,
        received_at=complaint.intake.received_at,
        status=complaint.status,
        close_due_on=None,
        reporter=complaint.reporter,
    )


def asked(**typed: str):
    empty = {"nik": "", "name": "", "phone": "", "area": ""}
    return asked_of(a_draft(**{**empty, **typed}))


def test_half_a_nik_a_short_number_and_a_name_alone_ask_for_nobody() -> None:
    assert not asked(nik="6472 0865", phone="0812-5", name="Siti Aminah")
    assert not asked(area="64.72.04")
    assert asked(nik="6472 0865 0590 0003").nik == NIK
    assert asked(name="Siti Aminah", area="64.72.04")


def test_nobody_is_looked_up_for_a_report_without_a_name() -> None:
    assert not asked(identity="nameless", nik=NIK)


@pytest.mark.parametrize("typed", ["0812-5511-2345", "+62 812 5511 2345", "62812.5511.2345", "081255112345"])
def test_a_telephone_is_the_same_however_it_is_written(typed: str) -> None:
    assert phone_digits(typed) == "081255112345"


def test_every_fact_that_agrees_is_named() -> None:
    case = a_case(area="64.72.04")
    (match,) = matches(asked(nik=NIK, phone="+6281255112345", name="siti  AMINAH", area="64.72.04"), [case])
    assert match.facts == frozenset(PersonFact)


def test_another_nik_is_another_person_even_on_the_same_telephone() -> None:
    assert not matches(asked(nik=OTHER_NIK, phone="081255112345"), [a_case()])


def test_the_same_name_in_another_area_is_somebody_else() -> None:
    assert not matches(asked(name="Siti Aminah", area="64.72.05"), [a_case(nik=None, area="64.72.04")])


@pytest.mark.parametrize("identity", [Identity.ANONYMOUS, Identity.NAMELESS])
def test_hidden_people_are_never_known(identity: Identity) -> None:
    assert not matches(asked(nik=NIK, phone="081255112345"), [a_case(identity=identity)])


def test_a_void_case_does_not_count() -> None:
    assert not matches(asked(nik=NIK), [a_case(status=Status.VOID)])


def test_cases_come_newest_first_and_only_those_at_work_are_open() -> None:
    found = matches(asked(nik=NIK), [a_case(1, status=Status.CLOSED), a_case(3), a_case(2, status=Status.ANSWERED)])
    assert [match.case.row for match in found] == [3, 2, 1]
    assert [match.is_open for match in found] == [True, True, False]


def test_a_family_on_one_telephone_is_several_people() -> None:
    found = matches(asked(phone="081255112345"), [a_case(1), a_case(2), a_case(3, nik=OTHER_NIK, name="Budi")])
    assert people_in(found) == 2


def test_each_datum_comes_from_the_newest_case_that_has_it() -> None:
    older = a_case(1, occupation="guru", email="siti@contoh.id", phone="0541-11111")
    newer = a_case(2, born_on=date(1990, 5, 25), returns_to_desk=True)
    newest = a_case(3, nik=OTHER_NIK, name="Budi Santoso", occupation="sopir")
    found = matches(asked(nik=NIK), [older, newer]) + matches(asked(nik=OTHER_NIK), [newest])
    contact = contact_of(found[0], found)
    assert contact["occupation"] == "guru"
    assert contact["email"] == "siti@contoh.id"
    assert contact["phone"] == "0812-5511-2345"
    assert contact["born_on"] == "25-05-1990"
    assert contact["returns_to_desk"] == "yes"


def test_address_and_area_come_from_one_case() -> None:
    cases = [a_case(1, address="Jl. Lama 1", area="64.72.04"), a_case(2, area="64.72.05")]
    found = matches(asked(nik=NIK), cases)
    contact = contact_of(found[0], found)
    assert contact["area"] == "64.72.05"
    assert "address" not in contact


def test_only_empty_fields_are_filled_and_differences_are_told() -> None:
    draft = a_draft(name="Siti Aminah", phone="+62 812 5511 2345", nik="", address="", kind="individual")
    contact = {"nik": NIK, "name": "Siti Aminah", "phone": "081255112345", "email": "a@b.id", "kind": "company"}
    values, different = to_take(draft, contact, {"kind": "individual"})
    assert values == {"nik": NIK, "email": "a@b.id", "kind": "company"}
    assert different == {}
    values, different = to_take(a_draft(phone="0813-0000-0000"), {"phone": "0812-5511-2345"}, {})
    assert (values, different) == ({}, {"phone": "0812-5511-2345"})


def test_half_an_old_address_never_stands_beside_half_a_new_one() -> None:
    draft = a_draft(address="Jl. Baru 9", area="")
    values, different = to_take(draft, {"address": "Jl. Lama 1", "area": "64.72.04"}, {})
    assert values == {}
    assert different == {"address": "Jl. Lama 1", "area": "64.72.04"}
