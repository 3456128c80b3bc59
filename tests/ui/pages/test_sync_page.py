"""Sync: a sentence first, progress and cancel, outcomes in words; leaving or closing in the middle is safe."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.access import Role
from app.domain.centre import FileOnItsWay, SyncProgress, SyncRow, SyncState, SyncSummary
from app.domain.errors import UserProblem
from app.domain.ids import EventId
from app.domain.outbox import Delivery
from app.services import Standing
from tests.desk import filed, with_journeys
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.dialogs.connect import ConnectDialog
from ui.pages.sync_page import SyncPage

NUMBER = "AWS-A-26-001282-28"


class Centre:
    """Stands for the sync and the standing of a connected desk; a run waits until the test lets it go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.reported = threading.Event()
        self.stops: list[bool] = []
        self.summary = SyncSummary(
            sent=41, accepted=39, duplicate=0, rejected=2, held=0, needs_check=0, left=0, problem=None
        )
        self.problem: Exception | None = None
        self.outbox: list[SyncRow] = []
        self.state: dict[str, Any] = {}

    def sync(self, actor: object, *, progress: Callable[[SyncProgress], None], stop: Callable[[], bool]) -> SyncSummary:
        progress(SyncProgress(done=39, total=41))
        self.reported.set()
        while not self.go_on.wait(0.01):
            if stop():
                break
        self.stops.append(stop())
        if self.problem is not None:
            raise self.problem
        return self.summary

    def __call__(self, actor: object) -> Standing:
        known: dict[str, Any] = {
            "connected": True,
            "only_here": 0,
            "only_here_since": None,
            "pending": 0,
            "needs_person": 0,
            "confirmed": 37,
            "accepted": 0,
            "last_contact_at": COUNTER_TIME,
            "last_problem": None,
            "next_try_at": None,
            "skew_s": None,
        }
        return Standing(sync=SyncState(**{**known, **self.state}), year=2026, recorded_this_year=1284)

    def rows(self, actor: object) -> tuple[SyncRow, ...]:
        return tuple(self.outbox)


def a_row(delivery: Delivery, **values: Any) -> SyncRow:
    known: dict[str, Any] = {
        "event_id": EventId("e"),
        "number": NUMBER,
        "kind": "complaint",
        "title": "Petugas loket 4 tidak di tempat",
        "created_at": COUNTER_TIME,
        "decided_at": None,
        "code": None,
        "field": None,
    }
    return SyncRow(delivery=delivery, **{**known, **values})


@pytest.fixture(scope="module")
def synced(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def centre() -> Iterator[Centre]:
    made = Centre()
    yield made
    made.go_on.set()


@pytest.fixture
def page(qtbot, synced: PageDesk, centre: Centre) -> Iterator[SyncPage]:
    session = with_journeys(synced.session, sync=centre.sync, desk_status=centre)
    made = opened(qtbot, synced, replace(synced.ctx, session=session))
    yield made
    made.stop()
    centre.go_on.set()
    assert synced.ctx.net.wait(20)


def opened(qtbot, desk: PageDesk, ctx: Any) -> SyncPage:
    made = SyncPage(ctx)
    qtbot.addWidget(made)
    made.resize(1170, 684)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    desk.settle(qtbot)
    return made


def cells(page: SyncPage, row: int) -> list[str]:
    return [str(page.model.data(page.model.index(row, column))) for column in range(page.model.columnCount())]


def test_the_sentence_says_what_the_centre_confirmed(qtbot, page: SyncPage, centre: Centre, synced: PageDesk) -> None:
    centre.state = {"needs_person": 2, "pending": 2}
    page.look()
    synced.settle(qtbot)
    assert page.sentence.text() == "37 confirmed by the centre · 2 need(s) a look"
    assert page.detail.text().startswith("2 item(s) wait")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"confirmed": 0, "pending": 10}, "10 wait(s) to be sent"),
        ({"confirmed": 0}, "Connected, nothing to send yet"),
        ({"confirmed": 0, "accepted": 3}, "3 received, not confirmed yet"),
    ],
)
def test_before_anything_is_confirmed_the_sentence_says_what_is_true(
    qtbot, page: SyncPage, centre: Centre, synced: PageDesk, state: dict[str, Any], said: str
) -> None:
    centre.state = state
    page.look()
    synced.settle(qtbot)
    assert page.sentence.text() == said


def test_events_stand_in_groups_with_outcome_and_what_to_do(
    qtbot, page: SyncPage, centre: Centre, synced: PageDesk
) -> None:
    centre.outbox = [
        a_row(Delivery.CONFIRMED, decided_at=COUNTER_TIME),
        a_row(Delivery.PENDING, title=""),
        a_row(Delivery.REJECTED, decided_at=COUNTER_TIME, code="field_long", field="title"),
    ]
    page.look()
    synced.settle(qtbot)
    assert [cells(page, row)[0] for row in page.model.headings()] == ["Needs a look 1", "Waiting 1", "Sent 1"]
    assert page.model.event_row(0) is None
    refused = cells(page, 1)
    assert refused[1] == NUMBER
    assert refused[3] == "ditolak pusat 09.41"
    assert refused[4] == "Judul: Ada isian yang terlalu panjang. Pendekkan."
    assert cells(page, 3)[2] == "Laporan: rahasia"
    assert cells(page, 5)[3] == "dipastikan pusat 09.41"


def test_a_run_shows_how_far_it_is_and_ends(qtbot, page: SyncPage, centre: Centre, synced: PageDesk) -> None:
    with qtbot.waitSignal(page.running_changed) as running:
        page.sync_now()
    assert running.args == [True]
    qtbot.waitUntil(lambda: "39" in page.progress.findChild(type(page.progress._fact)).text())
    assert page.progress.isVisible()
    with qtbot.waitSignals([page.running_changed, page.standing_changed]):
        centre.go_on.set()
    assert not page.running
    assert not page.progress.isVisible()
    assert not page.banner.isVisible()


def test_a_second_f9_begins_nothing(qtbot, page: SyncPage, centre: Centre) -> None:
    page.sync_now()
    page.sync_now()
    centre.go_on.set()
    qtbot.waitUntil(lambda: not page.running)
    assert len(centre.stops) == 1


def test_esc_cancels_and_says_nothing_bad(qtbot, page: SyncPage, centre: Centre) -> None:
    centre.summary = replace(centre.summary, problem="sync_stopped")
    page.sync_now()
    qtbot.waitUntil(centre.reported.is_set)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.running)
    assert centre.stops == [True]
    assert not page.banner.isVisible()


def test_leaving_the_page_does_not_stop_a_run_but_closing_does(qtbot, page: SyncPage, centre: Centre) -> None:
    page.sync_now()
    qtbot.waitUntil(centre.reported.is_set)
    assert page.may_leave()
    assert page.running
    page.stop()
    qtbot.waitUntil(lambda: not page.running)
    assert centre.stops == [True]


def test_a_fault_of_the_line_is_said_in_words(qtbot, page: SyncPage, centre: Centre, synced: PageDesk) -> None:
    centre.summary = replace(centre.summary, problem="server_absent")
    centre.go_on.set()
    page.sync_now()
    qtbot.waitUntil(lambda: not page.running)
    assert page.banner.isVisible()
    assert page.banner.accessibleName() != synced.ctx.words.tables["problem"]["unexpected"]["title"]  # type: ignore[index]


def test_a_run_elsewhere_is_said(qtbot, page: SyncPage, centre: Centre) -> None:
    centre.problem = UserProblem("sync_running")
    centre.go_on.set()
    page.sync_now()
    qtbot.waitUntil(lambda: not page.running)
    assert page.banner.isVisible()


def test_a_desk_that_is_not_connected_says_so_and_offers_to_connect(qtbot, synced: PageDesk) -> None:
    filed(synced.entrance, synced.session)
    made = opened(qtbot, synced, synced.ctx)
    assert made.sentence.text() == "Not connected yet"
    assert made.connect_button.isVisible()
    made.sync_now()
    qtbot.waitUntil(lambda: not made.running)
    assert not made.banner.isVisible()
    made.connect_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConnectDialog)
    dialog.reject()


def test_only_an_admin_is_offered_to_connect(qtbot, synced: PageDesk) -> None:
    officer = replace(synced.session.officer, role=Role.OFFICER)
    made = opened(qtbot, synced, replace(synced.ctx, session=replace(synced.session, officer=officer)))
    assert not made.connect_button.isVisible()


def test_enter_on_an_event_opens_its_case(qtbot, synced: PageDesk) -> None:
    recorded = filed(synced.entrance, synced.session, title="Toilet lantai 2 bocor")
    made = opened(qtbot, synced, synced.ctx)
    row = next(n for n in range(made.model.rowCount()) if recorded.number in cells(made, n)[1])
    made.table.choose(row)
    with qtbot.waitSignal(made.case_wanted) as wanted:
        QTest.keyClick(made.table, Qt.Key.Key_Return)
    assert wanted.args == [recorded.id]


def test_what_is_proven_says_when(qtbot, page: SyncPage, centre: Centre, synced: PageDesk) -> None:
    centre.state = {"proven_at": COUNTER_TIME, "only_here": 3, "only_here_since": COUNTER_TIME}
    page.look()
    synced.settle(qtbot)
    assert page.sentence.text() == "37 confirmed by the centre on 23-11-2026 09.41"
    assert page.detail.text().startswith("3 complaint(s) exist only on this PC, since 23-11-2026 09.41.")


def test_a_file_on_its_way_is_told(qtbot, page: SyncPage) -> None:
    file = FileOnItsWay(number=NUMBER, there_bytes=11_000_000, size_bytes=18_000_000)
    page._show_progress(SyncProgress(done=41, total=41, file=file))
    assert page.progress._now.text() == f"Attachment of {NUMBER}: 11 MB of 18 MB"


@pytest.mark.parametrize(
    ("skew", "said"), [(300.0, "5 minute(s) behind"), (-300.0, "5 minute(s) ahead"), (30.0, "Syncs by itself every 15")]
)
def test_a_wrong_clock_and_the_interval_are_said(
    qtbot, page: SyncPage, centre: Centre, synced: PageDesk, skew: float, said: str
) -> None:
    centre.state = {"skew_s": skew}
    page.show_interval(15)
    page.look()
    synced.settle(qtbot)
    assert said in page.detail.text()
    assert ("clock" in page.detail.text()) == (abs(skew) > 120)


def test_a_desk_without_a_line_is_told_of_the_stick_and_of_no_interval(
    qtbot, page: SyncPage, centre: Centre, synced: PageDesk
) -> None:
    centre.state = {"by_stick": True, "confirmed": 0, "last_problem": "no_line", "last_contact_at": None}
    page.show_interval(15)
    page.look()
    synced.settle(qtbot)
    assert page.sentence.text() == "Enrolled, nothing to send yet"
    assert "E writes a parcel" in page.detail.text()
    assert "15" not in page.detail.text()
    assert "Loket ini tanpa jalur" not in page.detail.text()
    assert page.export_button.isEnabled() and page.answer_button.isEnabled()
    assert not page.prove_button.isEnabled() and not page.courier_button.isEnabled()
