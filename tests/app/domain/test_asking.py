"""Who may hear a status: by the receipt's code, or by two facts; wrong tries make the next one wait."""

from datetime import date, timedelta

import pytest

from app.domain.asking import AskedBy, Proof, StatusNote, facts_given, only_by_code, proof_of, wait_s
from app.domain.complaint import Complaint, Identity, Secrecy
from app.domain.follow_up import CaseFact, FactKind
from app.domain.secrets import status_code, status_code_hash
from tests.builders import NOON, a_complaint

TODAY = date(2026, 11, 23)
NIK = "6472086505900003"
KEY = b"k" * 32


def a_case(**values: object) -> Complaint:
    complaint = a_complaint(born_on=date(1990, 5, 25), address="Jl. Gerilya RT 24", **values)  # type: ignore[arg-type]
    from dataclasses import replace

    return replace(complaint, status_code_hash=status_code_hash(complaint.id, status_code(KEY, complaint.id)))


def proven(complaint: Complaint, code: str = "", **facts: str) -> Proof | None:
    return proof_of(complaint, code=code, facts=facts, today=TODAY)


def test_the_code_opens_it_however_it_is_typed() -> None:
    case = a_case()
    code = status_code(KEY, case.id)
    assert proven(case, code) is Proof.CODE
    assert proven(case, code.lower().replace("-", " ")) is Proof.CODE
    assert proven(case, "000000") is None


def test_two_facts_open_it_and_one_does_not() -> None:
    case = a_case()
    assert proven(case, name="siti aminah", phone="+62 812 5511 2345") is Proof.FACTS
    assert proven(case, nik=NIK, name="Siti Aminah") is Proof.FACTS
    assert proven(case, born_on="25-05-1990", address="jl gerilya rt 24") is Proof.FACTS
    assert proven(case, name="Siti Aminah") is None


def test_a_nik_and_the_birth_date_in_it_are_one_fact() -> None:
    assert proven(a_case(), nik=NIK, born_on="25-05-1990") is None
    assert facts_given({"nik": NIK, "born_on": "25-05-1990"}) == 1


def test_a_changed_telephone_does_no_harm_but_a_wrong_nik_refuses() -> None:
    case = a_case()
    assert proven(case, nik=NIK, name="Siti Aminah", phone="0813-1") is Proof.FACTS
    assert proven(case, nik="6472031205900007", name="Siti Aminah", phone="0812-5511-2345") is None
    assert proven(case, born_on="1-1-1990", name="Siti Aminah", phone="0812-5511-2345") is None


@pytest.mark.parametrize(
    "hidden", [{"secrecy": Secrecy.SECRET}, {"identity": Identity.ANONYMOUS}, {"identity": Identity.NAMELESS}]
)
def test_hidden_ones_open_by_the_code_alone(hidden: dict[str, object]) -> None:
    case = a_case(**hidden)
    assert only_by_code(case)
    assert proven(case, name="Siti Aminah", phone="0812-5511-2345", nik=NIK) is None
    assert proven(case, status_code(KEY, case.id)) is Proof.CODE


def test_nonsense_in_a_fact_is_only_wrong() -> None:
    assert proven(a_case(), nik="abc", name="Siti Aminah", phone="x") is None
    assert proven(a_case(), name="  ", address="", phone="") is None


def history(*kinds: FactKind) -> list[CaseFact]:
    case = a_case()
    return [CaseFact(complaint_id=case.id, at=NOON, kind=kind) for kind in kinds]


def test_three_tries_are_free_then_each_waits_longer() -> None:
    refused = FactKind.STATUS_REFUSED
    assert [wait_s(history(*[refused] * n), NOON) for n in (0, 2, 3, 4, 7, 30)] == [0, 0, 10, 30, 900, 900]
    assert wait_s(history(*[refused] * 3), NOON + timedelta(seconds=4, microseconds=1)) == 6
    assert wait_s(history(*[refused] * 3), NOON + timedelta(seconds=10)) == 0


def test_what_was_told_rightly_begins_anew_and_a_clock_set_back_locks_nobody_out() -> None:
    refused = FactKind.STATUS_REFUSED
    assert wait_s(history(*[refused] * 5, FactKind.STATUS_TOLD), NOON) == 0
    assert wait_s(history(*[refused] * 5), NOON - timedelta(days=1)) == 0


def test_a_note_is_read_as_it_was_written() -> None:
    note = StatusNote(by=AskedBy.PHONE, proof=Proof.CODE, note="istri pelapor · akan datang Senin")
    assert StatusNote.read(note.written()) == note
    assert StatusNote.read(StatusNote(by=AskedBy.DESK, proof=Proof.FACTS).written()) is not None
    assert StatusNote.read("catatan lama") is None
