"""The panel of known citizens: a count while it is closed, never a late answer, never a key too much."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.domain.complaint import Status
from app.domain.draft import Draft
from app.domain.errors import StorageProblem
from app.domain.ids import ComplaintId
from app.domain.known import PersonFact
from app.services import Known, KnownRow
from tests.desk import filed
from tests.ui.page_desk import PageDesk, page_desk
from ui.models.known_model import KnownModel
from ui.widgets.known_panel import KnownPanel
from ui.widgets.line_list import LINE, Line

NIK = "6472031205900007"


@pytest.fixture
def desk(qapp, tmp_path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def panel(qtbot, desk: PageDesk) -> KnownPanel:
    made = KnownPanel(desk.ctx)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.begin(draft())
    return made


def draft(**values: str) -> Draft:
    return Draft(id=ComplaintId("d"), values=values)


def a_row(**values: object) -> KnownRow:
    known: dict[str, object] = {
        "id": ComplaintId("c"),
        "number": "AWS-A-26-001285-19",
        "title": "Antrean obat",
        "name": "",
        "received_on": date(2026, 11, 20),
        "status": Status.IN_PROGRESS,
        "is_open": True,
        "days_left": 3,
        "facts": frozenset({PersonFact.NIK}),
    }
    return KnownRow(**{**known, **values})  # type: ignore[arg-type]


def shown(panel: KnownPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def test_the_model_keeps_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    model = KnownModel(desk.ctx)
    model.show_cases([a_row(), a_row(days_left=-2, name="B••• S••••••", status=Status.CLOSED)])
    qtmodeltester.check(model)
    model.show_different({"phone": "0812", "area": "64.72.01.1001"}, {"phone": "0813", "area": "x"})
    qtmodeltester.check(model)


def test_a_row_says_what_when_and_how_it_stands(desk: PageDesk) -> None:
    model = KnownModel(desk.ctx)
    model.show_cases([a_row()])
    line = model.index(0).data(LINE)
    assert isinstance(line, Line)
    assert line.head == "Antrean obat"
    assert line.below == "AWS-A-26-001285-19 · 20-11-2026"
    assert line.badge == "dalam tindak lanjut"
    assert line.note == "3 working day(s) left"
    assert model.index(0).data() == line.said()


def test_what_is_recorded_stands_beside_what_was_typed_in_words(desk: PageDesk) -> None:
    model = KnownModel(desk.ctx)
    model.show_different({"sex": "L"}, {"sex": "P"})
    label = next(choice.label["id"] for choice in desk.ctx.form.field("sex").choices if choice.id == "L")
    assert label in model.index(0).data()


def test_closed_it_tells_a_count_and_no_title(qtbot, desk: PageDesk, panel: KnownPanel) -> None:
    assert panel.isHidden()
    filed(desk.entrance, desk.session)
    panel.look(draft(nik=NIK))
    desk.settle(qtbot)
    assert not panel.isHidden()
    assert panel.count() == 1
    assert "Antrean" not in shown(panel)
    assert panel.model.rowCount() == 0


def test_a_late_answer_for_somebody_else_is_dropped(qtbot, desk: PageDesk, panel: KnownPanel) -> None:
    filed(desk.entrance, desk.session)
    panel.look(draft(nik=NIK))
    panel.look(draft(nik="6472086505900003"))
    desk.settle(qtbot)
    assert panel.isHidden()


def test_the_same_person_is_looked_up_once(qtbot, desk: PageDesk, panel: KnownPanel, monkeypatch) -> None:
    asked: list[str] = []
    journey = type(desk.session.services.known_citizens)

    def heard(self: object, actor: object, typed: Draft) -> Known:
        asked.append(typed.get("title"))
        return Known()

    monkeypatch.setattr(journey, "__call__", heard)
    for title in ("A", "An", "Ant"):
        panel.look(draft(nik=NIK, title=title))
    desk.settle(qtbot)
    assert asked == ["A"]


def test_a_next_entry_closes_it_and_forgets(qtbot, desk: PageDesk, panel: KnownPanel) -> None:
    filed(desk.entrance, desk.session)
    panel.look(draft(nik=NIK))
    desk.settle(qtbot)
    panel.go_on()
    assert panel.is_open()
    panel.begin(draft())
    assert panel.isHidden()
    assert (panel.count(), panel.model.rowCount()) == (0, 0)


def test_a_store_that_fails_is_said_and_stops_nothing(qtbot, desk: PageDesk, panel: KnownPanel, monkeypatch) -> None:
    def fails(*_: object) -> Known:
        raise StorageProblem("database_busy")

    monkeypatch.setattr(type(desk.session.services.known_citizens), "__call__", fails)
    with qtbot.waitSignal(panel.said):
        panel.look(draft(nik=NIK))
    assert panel.isHidden()


def test_opening_is_logged_before_the_case_is_shown(qtbot, desk: PageDesk, panel: KnownPanel) -> None:
    told = filed(desk.entrance, desk.session)
    panel.look(draft(nik=NIK))
    desk.settle(qtbot)
    panel.go_on()
    with qtbot.waitSignal(panel.case_wanted) as opened:
        QTest.keyClick(panel.rows, Qt.Key.Key_Return)
    assert opened.args == [told.id]
    assert not panel.is_open()


def test_nothing_is_taken_over_into_an_entry_begun_meanwhile(qtbot, desk: PageDesk, panel: KnownPanel) -> None:
    filed(desk.entrance, desk.session)
    panel.look(draft(nik=NIK))
    desk.settle(qtbot)
    put: list[object] = []
    panel.put_wanted.connect(put.append)
    panel.go_on()
    panel.go_on()
    panel.begin(draft())
    desk.settle(qtbot)
    assert put == []
