"""Tasks on the sync page: what came back is opened, decided field by field, or noted as done; sticks and dry runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.centre import ProofSummary
from app.domain.changes import CentralEdit, Change, EditedField, TrackingGiven
from app.domain.errors import UserProblem
from app.domain.ids import EventId
from app.domain.task import Task, TaskKind
from app.services import Exported, Recorded
from app.usecases.take_in_change import TakeInChange
from tests.app.usecases.counter import CENTRE
from tests.builders import FixedClock
from tests.desk import filed, with_journeys
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.dialogs.choose_values import OURS, THEIRS, ChooseValues
from ui.dialogs.leaving import LeavingDialog
from ui.pages.sync_page import SyncPage


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk", clock=FixedClock(COUNTER_TIME)) as made:
        with made.session.services.work_off_tasks.units() as unit:
            unit.centre.keep_centre(CENTRE)
            unit.commit()
        yield made


def opened(qtbot, desk: PageDesk, ctx: Any = None) -> SyncPage:
    made = SyncPage(ctx or desk.ctx)
    qtbot.addWidget(made)
    made.resize(1170, 684)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    desk.settle(qtbot)
    return made


def told(desk: PageDesk, what: Any) -> None:
    """Let the centre tell something, as a pull would."""
    services = desk.session.services
    take = TakeInChange(desk=services.desk_status.desk, form=desk.ctx.form, lists=desk.ctx.lists)
    with services.work_off_tasks.units() as unit:
        take(unit, Change(seq=1, kind="x", at=COUNTER_TIME, told=what), at=COUNTER_TIME)
        unit.commit()


def edited(desk: PageDesk, case: Recorded) -> None:
    """Let the centre change two fields that stand otherwise here."""
    with desk.session.services.work_off_tasks.units() as unit:
        last = unit.outbox.last_event_of(case.id)
    assert last is not None
    fields = (
        EditedField(field="title", before="Lama", after="Antrean obat di apotek"),
        EditedField(field="place", before="Lama", after="Apotek lantai 2"),
    )
    told(desk, CentralEdit(id="e1", complaint_id=case.id, follows=EventId(last), fields=fields, at=COUNTER_TIME))


def test_a_returned_record_is_a_task_that_opens_its_case_and_is_done_by_a_key(qtbot, desk: PageDesk) -> None:
    case = filed(desk.entrance, desk.session)
    with desk.session.services.work_off_tasks.units() as unit:
        task = Task(
            kind=TaskKind.RETURNED, complaint_id=case.id, cause="r", opened_at=COUNTER_TIME, code="not_authority",
            detail="Dinas Perhubungan",
        )  # fmt: skip
        unit.tasks.open(task)
        unit.commit()
    page = opened(qtbot, desk)
    assert "1 need(s) a look" in page.sentence.text()
    row = [str(page.model.index(1, column).data()) for column in range(5)]
    assert row[3] == "dikembalikan pusat"
    assert "bukan kewenangan: Dinas Perhubungan" in row[4]
    with qtbot.waitSignal(page.case_wanted) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == [case.id]
    with qtbot.waitSignal(page.standing_changed):
        QTest.keyClick(page.table, Qt.Key.Key_D)
    desk.settle(qtbot)
    assert page.model.task(1) is None


def test_what_differs_is_decided_field_by_field(qtbot, desk: PageDesk) -> None:
    case = filed(desk.entrance, desk.session)
    edited(desk, case)
    page = opened(qtbot, desk)
    assert not page.done_button.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    desk.settle(qtbot)
    dialog = page.tasks._dialog
    assert isinstance(dialog, ChooseValues)
    dialog.ok.click()
    assert dialog.field.error()
    dialog.bars["title"].set_value(THEIRS)
    dialog.bars["place"].set_value(OURS)
    dialog.ok.click()
    desk.settle(qtbot)
    assert dialog.field.error()
    dialog.reason.set_value("judul pusat lebih tepat")
    dialog.ok.click()
    desk.settle(qtbot)
    view = desk.session.services.open_case(desk.session.officer, case.id)
    assert view.title == "Antrean obat di apotek"
    assert view.report["place"] == "Apotek rawat jalan"
    assert desk.session.services.work_off_tasks.waiting(desk.session.officer) == ()


def test_of_two_numbers_one_is_chosen(qtbot, desk: PageDesk) -> None:
    case = filed(desk.entrance, desk.session)
    desk.session.services.enter_tracking(desk.session.officer, case.id, "9104417")
    told(desk, TrackingGiven(complaint_id=case.id, tracking_id="9104499", at=COUNTER_TIME, source="lapor"))
    page = opened(qtbot, desk)
    page.open_button.click()
    desk.settle(qtbot)
    dialog = page.tasks._dialog
    assert dialog is not None
    (bar,) = dialog.bars.values()
    bar.set_value(THEIRS)
    dialog.reason.set_value("dilihat di LAPOR!")
    dialog.ok.click()
    desk.settle(qtbot)
    assert desk.session.services.open_case(desk.session.officer, case.id).tracking_id == "9104499"


def test_the_dry_run_shows_the_very_text_and_what_is_sealed(qtbot, desk: PageDesk) -> None:
    case = filed(desk.entrance, desk.session)
    dialog = LeavingDialog(desk.ctx)
    qtbot.addWidget(dialog)
    dialog.show()
    desk.settle(qtbot)
    assert CENTRE.url in dialog.said.text()
    assert case.number in dialog.text.toPlainText()
    assert "Budi" not in dialog.text.toPlainText()
    assert "Nama" in dialog.sealed.text()
    with desk.session.services.work_off_tasks.units() as unit:
        assert unit.outbox.last_event_of(case.id) is not None


def test_a_proof_on_demand_says_when_and_what_differs(qtbot, desk: PageDesk) -> None:
    def prove(_: object) -> ProofSummary:
        return ProofSummary(confirmed=37, missing=1, different=0, at=COUNTER_TIME)

    filed(desk.entrance, desk.session)
    page = opened(qtbot, desk, _with(desk, prove=prove))
    with qtbot.waitSignal(page.standing_changed):
        page.prove()
    assert page.banner.accessibleName() == "37 confirmed by the centre on 23-11-2026 09.41"
    assert "goes out" in page.banner.accessibleDescription() or "go(es) out" in page.banner.accessibleDescription()


def test_a_parcel_goes_to_the_chosen_folder_and_a_wrong_answer_is_said(qtbot, desk: PageDesk, tmp_path: Path) -> None:
    asked: list[Path] = []

    def export(_: object, target: Path) -> Exported:
        asked.append(target)
        return Exported(n=3, files=(target / "kiriman.lak",), volumes=1, events=2, attachments=0, left=0)

    def answer(_: object, file: Path) -> None:
        raise UserProblem("parcel_answer_unknown")

    page = opened(qtbot, desk, _with(desk, export_parcel=export, take_in_answer=answer))
    page.stick.choose_folder = lambda: tmp_path  # type: ignore[method-assign]
    page.stick.choose_file = lambda: tmp_path / "jawaban"  # type: ignore[method-assign]
    with qtbot.waitSignal(page.standing_changed):
        page.stick.export()
    assert asked == [tmp_path]
    assert "kiriman.lak" in page.banner.accessibleDescription()
    page.stick.take_answer()
    qtbot.waitUntil(lambda: "kiriman.lak" not in page.banner.accessibleDescription())


def _with(desk: PageDesk, **journeys: Any) -> Any:
    from dataclasses import replace

    return replace(desk.ctx, session=with_journeys(desk.session, **journeys))


class Direct:
    """Stands for forwarding straight from this counter."""

    def __init__(self, *, number_wanted: bool = False) -> None:
        self.acts: list[tuple[str, ...]] = []
        self.number_wanted = number_wanted

    def piece_there(self, _: object, id: str) -> None:
        if self.number_wanted:
            raise UserProblem("number_wanted")
        self.acts.append(("there", id))

    def not_there(self, _: object, id: str, reason: str) -> None:
        if len(reason) < 5:
            raise UserProblem("reason_missing")
        self.acts.append(("absent", id, reason))


def unclear(desk: PageDesk) -> Recorded:
    case = filed(desk.entrance, desk.session)
    with desk.session.services.work_off_tasks.units() as unit:
        unit.tasks.open(Task(kind=TaskKind.FORWARD_UNCLEAR, complaint_id=case.id, cause="u", opened_at=COUNTER_TIME))
        unit.commit()
    return case


def test_an_unclear_forwarding_is_settled_by_who_looked(qtbot, desk: PageDesk) -> None:
    case, direct = unclear(desk), Direct()
    page = opened(qtbot, desk, _with(desk, direct_desk=direct))
    assert page.again_button.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_D)
    desk.settle(qtbot)
    QTest.keyClick(page.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.tasks._reason is not None)
    for reason in ("x", "dicari, tidak ada"):
        page.tasks._reason.reason.set_value(reason)
        page.tasks._reason.ok.click()
        desk.settle(qtbot)
    assert direct.acts == [("there", case.id), ("absent", case.id, "dicari, tidak ada")]


def test_a_report_that_is_there_wants_its_number(qtbot, desk: PageDesk) -> None:
    unclear(desk)
    page = opened(qtbot, desk, _with(desk, direct_desk=Direct(number_wanted=True)))
    page.finish_task()
    desk.settle(qtbot)
    assert not page.banner.isHidden()


def test_other_tasks_have_nothing_to_send_again(qtbot, desk: PageDesk) -> None:
    case = filed(desk.entrance, desk.session)
    edited(desk, case)
    assert not opened(qtbot, desk).again_button.isVisible()


def test_what_was_set_aside_goes_out_again_by_a_key(qtbot, desk: PageDesk) -> None:
    case = filed(desk.entrance, desk.session)
    with desk.session.services.work_off_tasks.units() as unit:
        event = unit.outbox.last_event_of(case.id)
        assert event is not None
        unit.outbox.set_aside(event, code="server_error", at=COUNTER_TIME)
        unit.commit()
    page = opened(qtbot, desk)
    assert "1 need(s) a look" in page.sentence.text()
    assert page.again_button.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_B)
    desk.settle(qtbot)
    assert "1 wait(s) to be sent" in page.sentence.text()
    assert not page.again_button.isVisible()
