"""Tracking IDs from LAPOR!'s export: shown before anything is taken in, never over another number."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.lapor_export import ExportOutcome, number_at_head
from app.domain.sp4n_sheet import COLUMNS
from app.services import Recorded, Session
from tests.builders import FixedClock
from tests.desk import another, filed, open_desk
from tests.ui.page_desk import COUNTER_TIME, at_clock

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path / "desk")
    yield entrance, at_clock(session, FixedClock(COUNTER_TIME))
    entrance.close()


def export(folder: Path, rows: Sequence[tuple[object, str, str]]) -> Path:
    """Write rows of Tracking ID, status and content as LAPOR! exports them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ekspor laporan SP4N-LAPOR!"])
    sheet.append(list(COLUMNS))
    for tracking_id, status, content in rows:
        sheet.append([tracking_id, "20/11/2026 09:00", "RSUD AWS", "Sungai Pinang", status, "Kesehatan", content])
    path = folder / "ekspor.xlsx"
    book.save(path)
    return path


def content(told: Recorded) -> str:
    return f"[No. {told.number}] Saya antre obat dari jam 08.00."


def outcomes(desk: Desk, path: Path) -> list[tuple[ExportOutcome, str]]:
    _, session = desk
    return [(row.outcome, row.line.tracking_id) for row in session.services.take_in_export.look(session.officer, path)]


def test_every_kind_of_line_is_named_and_only_the_new_ones_change_anything(desk: Desk, tmp_path: Path) -> None:
    _, session = desk
    enter, officer = session.services.enter_tracking, session.officer
    names = ("Baru", "Berstatus", "Sama", "Beda", "Ganda", "Batal", "Bukan angka", "Milik lain")
    told = {name: filed(*desk, title=name, name=f"Warga {name}") for name in names}
    for name, number in (("Berstatus", "9000002"), ("Sama", "9000003"), ("Beda", "9000004")):
        enter(officer, told[name].id, number)
    session.services.void_complaint(officer, told["Batal"].id, "tercatat dua kali", seen_version=1)
    path = export(
        tmp_path,
        [
            (9000001, "Belum Ditindaklanjuti", content(told["Baru"])),
            (9000002, "Dalam Proses", content(told["Berstatus"])),
            (9000003, "", content(told["Sama"])),
            (9999999, "", content(told["Beda"])),
            (9000005, "", content(told["Ganda"])),
            (9000055, "", content(told["Ganda"])),
            (9000006, "", content(told["Batal"])),
            ("menunggu", "", content(told["Bukan angka"])),
            (9000003, "", content(told["Milik lain"])),
            (9000010, "", "[No. BPK-A-26-000001-00] Laporan loket lain"),
            (9000011, "", "Laporan dari aplikasi"),
        ],
    )
    assert outcomes(desk, path) == [
        (ExportOutcome.DIFFERS, "9999999"),
        (ExportOutcome.TWICE, "9000005"),
        (ExportOutcome.TWICE, "9000055"),
        (ExportOutcome.VOID, "9000006"),
        (ExportOutcome.WRONG_ID, "menunggu"),
        (ExportOutcome.TAKEN, "9000003"),
        (ExportOutcome.NEW, "9000001"),
        (ExportOutcome.STATUS, "9000002"),
        (ExportOutcome.SAME, "9000003"),
        (ExportOutcome.NO_NUMBER, "9000010"),
        (ExportOutcome.NO_NUMBER, "9000011"),
    ]
    rows = session.services.take_in_export.look(officer, path)
    taken = session.services.take_in_export(officer, rows)
    assert (taken.numbers, taken.statuses, taken.left) == (1, 2, 0)
    case = session.services.open_case(officer, told["Baru"].id)
    assert (case.tracking_id, case.central_status) == ("9000001", "Belum Ditindaklanjuti")
    assert session.services.open_case(officer, told["Berstatus"].id).central_status == "Dalam Proses"
    assert session.services.open_case(officer, told["Beda"].id).tracking_id == "9000004"
    again = session.services.take_in_export(officer, rows)
    assert (again.numbers, again.statuses) == (0, 0)
    assert session.services.verify_desk(officer).findings == ()


def test_a_number_that_came_meanwhile_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    _, session = desk
    told = filed(*desk)
    rows = session.services.take_in_export.look(session.officer, export(tmp_path, [(9000001, "", content(told))]))
    session.services.enter_tracking(session.officer, told.id, "9000009")
    taken = session.services.take_in_export(session.officer, rows)
    assert (taken.numbers, taken.left) == (0, 1)
    assert session.services.open_case(session.officer, told.id).tracking_id == "9000009"


def test_an_unclear_try_of_the_copy_desk_ends_by_the_imported_number(desk: Desk, tmp_path: Path) -> None:
    from app.domain.complaint import Forwarder

    _, session = desk
    session.services.manage_desk.settings(session.officer, forwarder=Forwarder.BY_HAND)
    told = filed(*desk)
    session.services.copy_desk.doubt(session.officer, told.id)
    rows = session.services.take_in_export.look(session.officer, export(tmp_path, [(9000001, "", content(told))]))
    session.services.take_in_export(session.officer, rows)
    queue = session.services.copy_desk.queue(session.officer)
    assert (queue.rows, queue.done_today) == ((), 1)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("[No. AWS-A-26-001285-19] Antre", "AWS-A-26-001285-19"),
        ("  [no AWS-A-26-001285-19]Antre", "AWS-A-26-001285-19"),
        ("[No. AWS-A-26-001285-18] Antre", ""),
        ("Antre [No. AWS-A-26-001285-19]", ""),
        ("[No. ]", ""),
    ],
)
def test_the_local_number_is_read_from_the_head_only_with_right_check_digits(said: str, number: str) -> None:
    assert number_at_head(said) == number


def test_a_table_without_the_columns_says_which_are_missing(desk: Desk, tmp_path: Path) -> None:
    _, session = desk
    path = tmp_path / "lain.csv"
    path.write_text("tracking_id;status\n1;2\n", encoding="utf-8")
    with pytest.raises(UserProblem, match="export_columns_missing") as caught:
        session.services.take_in_export.look(session.officer, path)
    assert caught.value.facts["columns"] == "isi_laporan_awal"


def test_a_status_set_by_hand_is_the_centres_word_with_who_noted_it(desk: Desk) -> None:
    _, session = desk
    told = filed(*desk)
    take = session.services.take_in_export
    with pytest.raises(UserProblem, match="tracking_absent"):
        take.set_status(session.officer, told.id, "Dalam Proses")
    session.services.enter_tracking(session.officer, told.id, "9000001")
    with pytest.raises(UserProblem, match="status_missing"):
        take.set_status(session.officer, told.id, " ")
    assert take.set_status(session.officer, told.id, " Dalam  Proses ") == "Dalam Proses"
    case = session.services.open_case(session.officer, told.id)
    assert (case.central_status, case.central_status_at) == ("Dalam Proses", COUNTER_TIME)
    assert (case.facts[-1].kind, case.facts[-1].officer_name) == (FactKind.CENTRE_STATUS, "Siti Rahmawati")
    auditor = another(session, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        take.set_status(auditor, told.id, "Selesai")
