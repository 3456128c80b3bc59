"""Batal: the number stays with its reason, the entry counts no more, and the centre is told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.complaint import Status
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.outbox import EventKind
from app.services import Session
from app.usecases.void_complaint import void
from db.tables import outbox
from tests.desk import another, filed, open_desk

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def test_a_void_entry_keeps_its_number_with_the_reason(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    session.services.void_complaint(session.officer, told.id, "tercatat dua kali", seen_version=1)
    view = session.services.open_case(session.officer, told.id)
    assert (view.status, view.version) == (Status.VOID, 2)
    assert (view.facts[-1].kind, view.facts[-1].detail) == (FactKind.VOIDED, "tercatat dua kali")
    assert [row.status for row in session.services.find_complaints(session.officer, told.number).rows] == [Status.VOID]
    assert not session.services.verify_desk(session.officer).findings
    following = filed(entrance, session, title="Lain sekali")
    assert int(following.number.split("-")[3]) == int(told.number.split("-")[3]) + 1


def test_the_event_follows_the_complaint_and_tells_the_reason(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    session.services.void_complaint(session.officer, told.id, "salah pencet", seen_version=1)
    engine = session.services.open_case.queries._engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        first, event = connection.execute(select(outbox))
    assert (event.kind, event.follows, event.identity) == (EventKind.VOID, first.id, None)
    body = json.loads(event.body)
    assert (body["number"], body["version"], body["reason"]) == (told.number, 2, "salah pencet")


def test_it_happens_once_and_needs_a_reason_without_the_reporter(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    void = session.services.void_complaint
    with pytest.raises(UserProblem, match="reason_missing"):
        void(session.officer, told.id, "", seen_version=1)
    with pytest.raises(UserProblem, match="reason_names_reporter"):
        void(session.officer, told.id, "Budi salah loket", seen_version=1)
    with pytest.raises(UserProblem, match="changed_meanwhile"):
        void(session.officer, told.id, "salah loket", seen_version=7)
    void(session.officer, told.id, "salah loket", seen_version=1)
    with pytest.raises(UserProblem, match="complaint_void"):
        void(session.officer, told.id, "salah loket", seen_version=2)
    with pytest.raises(UserProblem, match="complaint_void"):
        session.services.correct_complaint.begin(session.officer, told.id)


def test_what_was_answered_is_not_taken_back(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, answer="Sudah dijelaskan jadwalnya", result="informed", told="desk")
    with pytest.raises(UserProblem, match="void_answered"):
        session.services.void_complaint(session.officer, told.id, "salah catat", seen_version=1)


def test_a_colleagues_entry_is_voided_by_a_supervisor_only(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    other, supervisor = another(session, Role.OFFICER), another(session, Role.SUPERVISOR, login="wati")
    with pytest.raises(NotAllowed):
        session.services.void_complaint(other, told.id, "salah catat", seen_version=1)
    session.services.void_complaint(supervisor, told.id, "salah catat", seen_version=1)


def test_the_same_report_may_be_recorded_anew_after_it_was_voided(desk: Desk, tmp_path: Path) -> None:
    _, session = desk
    register = tmp_path / "register.csv"
    register.write_text(
        "Nama,HP,Kanal,Jenis Laporan,Judul,Isi,Kategori,Instansi,Tanggal\n"
        "Budi Santoso,081255501234,Tatap muka,Pengaduan,Lampu jalan padam,Lampu di gang dua padam sudah lama.,"
        "Perhubungan,RSUD AWS,20-11-2026\n",
        encoding="utf-8",
    )
    take_in, officer = session.services.take_in_register, session.officer
    (first,) = list(take_in(officer, register))
    assert first.number is not None, first
    (again,) = list(take_in(officer, register))
    assert again.duplicate_of == first.number
    (row,) = session.services.find_complaints(officer).rows
    session.services.void_complaint(officer, row.id, "impor salah berkas", seen_version=1)
    (anew,) = list(take_in(officer, register))
    assert anew.number not in (None, first.number)


def test_a_receipt_says_that_the_entry_is_void(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    session.services.void_complaint(session.officer, told.id, "tercatat dua kali", seen_version=1)
    receipt = session.services.issue_receipts.message(session.officer, told.id)
    assert receipt.voided_on is not None
    assert receipt.void_reason == "tercatat dua kali"


def test_one_reason_for_a_whole_import_is_not_held_against_each_name(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, name="Bulan Purnama")
    journey = session.services.void_complaint
    with journey.units() as unit:
        complaint = unit.complaints.get(told.id)
        assert complaint is not None
        void(
            unit,
            session.officer,
            session.desk,
            complaint,
            reason="berkas bulan lalu",
            now=told.recorded_at,
            salt=journey.salt,
            kind=FactKind.IMPORT_UNDONE,
        )
        unit.commit()
    assert session.services.open_case(session.officer, told.id).facts[-1].kind is FactKind.IMPORT_UNDONE
