"""Receipts leave the desk once: entered first, then printed or written; paper that fails is told back to the ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

import ui.printing
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId
from tests.desk import filed
from tests.ui.page_desk import PageDesk, page_desk
from ui.receipt_run import ReceiptRun


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def run(qtbot, desk: PageDesk) -> ReceiptRun:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = ReceiptRun(desk.ctx, owner)
    made.owner_kept = owner
    return made


def ledger(desk: PageDesk, id: ComplaintId) -> int:
    return desk.session.services.issue_receipts.queries.copies(id)


def test_a_print_is_entered_and_told(qtbot, desk: PageDesk, run: ReceiptRun, monkeypatch) -> None:
    printed: list[str] = []
    monkeypatch.setattr(ui.printing, "print_on_default", lambda pdf, *, job_title: printed.append(job_title))
    recorded = filed(desk.entrance, desk.session)
    with qtbot.waitSignal(run.finished) as finished:
        run.print((recorded.id,))
        run.print((recorded.id,))
    assert finished.args == [1]
    assert printed == [recorded.number]
    assert ledger(desk, recorded.id) == 1
    assert not run.busy


def test_nothing_asked_is_nothing_done(qtbot, desk: PageDesk, run: ReceiptRun) -> None:
    run.print(())
    assert not run.busy


def test_a_file_that_cannot_be_written_is_told(qtbot, desk: PageDesk, run: ReceiptRun, tmp_path: Path) -> None:
    recorded = filed(desk.entrance, desk.session)
    with qtbot.waitSignal(run.failed) as failed:
        run.save((recorded.id,), tmp_path / "no such folder" / "x.pdf")
    assert failed.args[0].code == "file_unwritable"
    desk.settle(qtbot)
    assert not run.busy


def test_a_printer_that_fails_leaves_the_complaint_and_the_next_print_goes_on(
    qtbot, desk: PageDesk, run: ReceiptRun, monkeypatch
) -> None:
    def refuse(pdf: bytes, *, job_title: str) -> None:
        raise UserProblem("printer_absent")

    recorded = filed(desk.entrance, desk.session)
    monkeypatch.setattr(ui.printing, "print_on_default", refuse)
    with qtbot.waitSignal(run.failed) as failed:
        run.print((recorded.id,))
    assert failed.args[0].code == "printer_absent"
    desk.settle(qtbot)
    monkeypatch.setattr(ui.printing, "print_on_default", lambda pdf, *, job_title: None)
    with qtbot.waitSignal(run.finished):
        run.print((recorded.id,))


def test_what_may_not_be_printed_is_refused_before_any_paper(qtbot, desk: PageDesk, run: ReceiptRun) -> None:
    with qtbot.waitSignal(run.failed) as failed:
        run.print((ComplaintId("019ab000-0000-7000-8000-00000000dead"),))
    assert failed.args[0].code == "complaint_unknown"
    assert not run.busy
