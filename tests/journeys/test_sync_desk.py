"""The sync page by keys alone: decide what differs, note what is done, look at what would leave."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from app.domain.changes import CentralEdit, EditedField, TrackingGiven
from app.domain.follow_up import FactKind
from app.domain.ids import EventId
from tests.app.usecases.counter import CENTRE
from tests.desk import filed
from tests.journeys.test_type_a_complaint import Counter
from tests.ui.house import told
from tests.ui.page_desk import COUNTER_TIME, page_desk
from ui.keyboard import focused_in
from ui.pages.sync_page import SyncPage

pytestmark = pytest.mark.journey


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        with desk.session.services.work_off_tasks.units() as unit:
            unit.centre.keep_centre(CENTRE)
            unit.commit()
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)


def sync_page(counter: Counter) -> SyncPage:
    page = counter.window.page("sync")
    assert isinstance(page, SyncPage)
    return page


def test_what_came_back_is_worked_off_by_keys_alone(counter: Counter) -> None:
    desk, keys = counter.desk, counter.keys
    services, officer = desk.session.services, desk.session.officer
    case = filed(desk.entrance, desk.session)
    with services.work_off_tasks.units() as unit:
        last = unit.outbox.last_event_of(case.id)
    assert last is not None
    fields = (EditedField(field="place", before="Lama", after="Apotek lantai 2"),)
    told(
        desk,
        CentralEdit(id="e1", complaint_id=case.id, follows=EventId(last), fields=fields, at=COUNTER_TIME),
        TrackingGiven(complaint_id=case.id, tracking_id="9104417", at=COUNTER_TIME, source="lapor"),
    )
    keys.press("F6")
    counter.wait_for("sync")
    page = sync_page(counter)
    keys.wait(lambda: page.model.rowCount() > 2 and page.table.hasFocus(), "the tasks")
    keys.press("Return")
    keys.wait(lambda: page.tasks._dialog is not None and isinstance(keys.dialog(), QDialog), "the two values")
    keys.press("Right", "Right")
    keys.go_to("choose_reason")
    keys.write("pusat lebih tepat\n")
    keys.wait(lambda: len(services.work_off_tasks.waiting(officer)) == 1, "the decision")
    assert services.open_case(officer, case.id).report["place"] == "Apotek lantai 2"
    keys.wait(lambda: keys.dialog() is None and page.table.hasFocus(), "the table")
    keys.press("L")
    keys.wait(lambda: focused_in("leaving_items"), "what would leave")
    keys.press("Escape")
    keys.wait(lambda: keys.dialog() is None, "the end of the dry run")
    keys.wait(lambda: page.model.task(1) is not None and page.table.hasFocus(), "the second task")
    keys.press("Return")
    counter.wait_for("case")
    keys.wait(lambda: desk.ctx.read.idle, "the case")
    keys.press("K")
    keys.wait(lambda: services.open_case(officer, case.id).facts[-1].kind is FactKind.NUMBER_TOLD, "that it was told")
    assert services.work_off_tasks.waiting(officer) == ()
