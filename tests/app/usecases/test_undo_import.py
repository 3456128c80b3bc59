"""Imports as one act: each run is known, and can be taken back as long as nobody has worked on what came in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.complaint import Status
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId
from app.domain.import_run import ImportRun
from app.services import Session
from tests.desk import another, open_desk

Desk = tuple[DeskEntrance, Session]
HEADER = "Tanggal;Kanal;Nama;No HP;Jenis;Judul;Isi Aduan;Kategori;OPD Tujuan"
REASON = "salah berkas, ini register tahun lalu"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path / "desk")
    yield entrance, session
    entrance.close()


def rows(*numbers: int) -> str:
    return "\n".join(
        f"20/11/2026;WA;Warga {n};08125550{n:04d};Pengaduan;Jalan {n} berlubang;Sudah sebulan jalan nomor {n} rusak"
        ";Kesehatan;Dinas PUPR"
        for n in numbers
    )


def take_in(desk: Desk, folder: Path, *numbers: int, more: str = "") -> list[ComplaintId]:
    file = folder / "r.csv"
    file.write_text(f"{HEADER}\n{rows(*numbers)}\n{more}", encoding="utf-8")
    session = desk[1]
    found = [r.number for r in session.services.take_in_register(session.officer, file) if r.number]
    return [session.services.find_complaints.by_number(session.officer, n) or ComplaintId("") for n in found]


def runs(desk: Desk) -> tuple[ImportRun, ...]:
    return tuple(desk[1].services.undo_import.runs(desk[1].officer))


def status_of(desk: Desk, id: ComplaintId) -> Status:
    complaint = desk[1].services.open_case.queries.complaint(id)
    assert complaint
    return complaint.status


def test_a_run_is_known_with_its_counts_and_one_that_adds_nothing_leaves_no_trace(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, *range(1, 100), more=rows(5) + "\n;;;;;;;;x\n")
    (run,) = runs(desk)
    assert (run.accepted, run.refused, run.duplicates) == (99, 1, 1)
    assert run.undone_at is None
    take_in(desk, tmp_path, *range(1, 100))
    assert len(runs(desk)) == 1


def test_a_run_that_was_cut_is_known_with_what_stands(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(f"{HEADER}\n{rows(*range(1, 200))}\n", encoding="utf-8")
    results = desk[1].services.take_in_register(desk[1].officer, file)
    next(results)
    results.close()  # type: ignore[attr-defined]
    (run,) = runs(desk)
    recorded = desk[1].services.desk_status(desk[1].officer).recorded_this_year
    assert 0 < run.accepted == recorded < 199
    take_in(desk, tmp_path, *range(1, 200))
    assert desk[1].services.desk_status(desk[1].officer).recorded_this_year == 199


def test_undoing_makes_all_of_a_run_void_with_the_reason_and_keeps_the_numbers(desk: Desk, tmp_path: Path) -> None:
    (before,) = take_in(desk, tmp_path, 1)
    ids = take_in(desk, tmp_path, *range(1, 51))
    session = desk[1]
    told: list[tuple[int, int]] = []
    newest = runs(desk)[0]
    assert session.services.undo_import(session.officer, newest.id, REASON, progress=told.append) == 49
    assert told[-1] == (49, 49)
    assert {status_of(desk, id) for id in ids} == {Status.VOID}
    assert status_of(desk, before) is Status.RECORDED
    facts = session.services.open_case.queries.facts(ids[0])
    assert [(f.kind, f.detail) for f in facts][-1] == (FactKind.IMPORT_UNDONE, REASON)
    undone = runs(desk)[0]
    assert (undone.undo_reason, undone.undone_by) == (REASON, session.officer.id)
    assert session.services.verify_desk(session.officer).findings == ()
    with pytest.raises(UserProblem, match="import_undone"):
        session.services.undo_import(session.officer, newest.id, REASON)


def test_the_right_file_can_be_taken_in_after_the_wrong_one_was_undone(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, 1, 2)
    desk[1].services.undo_import(desk[1].officer, runs(desk)[0].id, REASON)
    assert len(take_in(desk, tmp_path, 1, 2)) == 2


def test_what_somebody_has_worked_on_is_not_undone_nor_is_anything_else(desk: Desk, tmp_path: Path) -> None:
    ids = take_in(desk, tmp_path, *range(1, 11))
    session = desk[1]
    session.services.enter_tracking(session.officer, ids[4], "9104417")
    with pytest.raises(UserProblem, match="import_worked_on") as caught:
        session.services.undo_import(session.officer, runs(desk)[0].id, REASON)
    assert caught.value.facts["count"] == 1
    assert {status_of(desk, id) for id in ids} == {Status.RECORDED}
    assert runs(desk)[0].undone_at is None


def test_a_stop_or_a_missing_reason_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    ids = take_in(desk, tmp_path, 1, 2, 3)
    undo, officer = desk[1].services.undo_import, desk[1].officer
    with pytest.raises(UserProblem, match="import_undo_stopped"):
        undo(officer, runs(desk)[0].id, REASON, stop=lambda: True)
    with pytest.raises(UserProblem, match="reason_missing"):
        undo(officer, runs(desk)[0].id, " ")
    with pytest.raises(UserProblem, match="import_unknown"):
        undo(officer, "nothing", REASON)
    assert {status_of(desk, id) for id in ids} == {Status.RECORDED}


def test_an_officer_undoes_imports_of_their_own_and_a_supervisor_any(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, 1, 2)
    undo = desk[1].services.undo_import
    with pytest.raises(NotAllowed):
        undo(another(desk[1], Role.OFFICER, "rina"), runs(desk)[0].id, REASON)
    assert undo(another(desk[1], Role.SUPERVISOR, "dewi"), runs(desk)[0].id, REASON) == 2


def test_a_row_that_was_voided_by_itself_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    first, _ = take_in(desk, tmp_path, 1, 2)
    desk[1].services.void_complaint(desk[1].officer, first, "salah ketik dua kali", seen_version=1)
    assert desk[1].services.undo_import(desk[1].officer, runs(desk)[0].id, REASON) == 1
