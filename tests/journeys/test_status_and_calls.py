"""Somebody asks how their case stands, and somebody is called back: by keys, in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.asking import AskedBy, Proof, StatusNote
from app.domain.call_back import Outcome, outcome_read
from app.domain.follow_up import FactKind
from app.services import Recorded
from tests.desk import filed
from tests.journeys.test_type_a_complaint import Counter
from tests.ui.page_desk import page_desk
from ui.keyboard import focused_in
from ui.pages.calls_page import CallsPage
from ui.pages.status_page import StatusPage

pytestmark = pytest.mark.journey


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        desk.settle(qtbot)


def status_page(counter: Counter) -> StatusPage:
    page = counter.window.page("status")
    assert isinstance(page, StatusPage)
    return page


def calls_page(counter: Counter) -> CallsPage:
    page = counter.window.page("calls")
    assert isinstance(page, CallsPage)
    return page


def facts_of(counter: Counter, recorded: Recorded) -> list[tuple[FactKind, str]]:
    session = counter.desk.session
    facts = session.services.open_case(session.officer, recorded.id).facts
    return [(fact.kind, fact.detail) for fact in facts]


def told(counter: Counter) -> str:
    return status_page(counter).answer.say.text()


def test_a_caller_with_the_receipt_hears_the_status_and_it_is_noted(counter: Counter) -> None:
    recorded = filed(counter.desk.entrance, counter.desk.session)
    keys = counter.keys
    counter.type_into(text="Jalan berlubang di depan pasar.")
    keys.press("Ctrl+Shift+S")
    counter.wait_for("status")
    keys.write(f"{recorded.number}\n{recorded.status_code}\n")
    keys.wait(lambda: told(counter), "the status")
    assert "Antrean" not in told(counter)
    assert "Budi" not in told(counter)
    keys.wait(lambda: focused_in("status_note"), "the note")
    keys.write("istri pelapor\n")
    keys.wait(lambda: status_page(counter).banner.isVisible(), "the word that it is noted")
    assert not told(counter)
    kind, detail = facts_of(counter, recorded)[-1]
    assert kind is FactKind.STATUS_TOLD
    assert StatusNote.read(detail) == StatusNote(by=AskedBy.PHONE, proof=Proof.CODE, note="istri pelapor")
    keys.press("Escape")
    counter.wait_for("entry")
    assert counter.entry.form.values()["text"] == "Jalan berlubang di depan pasar."


def test_without_the_receipt_two_facts_do_and_a_wrong_one_is_not_named(counter: Counter) -> None:
    recorded = filed(counter.desk.entrance, counter.desk.session)
    keys = counter.keys
    keys.press("Ctrl+Shift+S")
    counter.wait_for("status")
    keys.write(f"{recorded.number}\n")
    keys.go_to("name")
    keys.write("Budi Santosa")
    keys.go_to("phone")
    keys.write("081255501234\n")
    page = status_page(counter)
    keys.wait(lambda: page.banner.isVisible(), "the refusal")
    assert not told(counter)
    keys.go_to("name")
    keys.press("Ctrl+A")
    keys.write("Budi Santoso")
    keys.press("Ctrl+Return")
    keys.wait(lambda: told(counter), "the status")
    assert [kind for kind, _ in facts_of(counter, recorded)].count(FactKind.STATUS_REFUSED) == 1


def test_from_the_known_panel_the_facts_typed_already_are_the_proof(counter: Counter) -> None:
    recorded = filed(counter.desk.entrance, counter.desk.session)
    keys = counter.keys
    counter.type_into(nik="6472031205900007", name="Budi Santoso")
    panel = counter.entry.side.panels[0]
    keys.wait(lambda: panel.isVisible(), "known")
    keys.press("Ctrl+D", "S")
    counter.wait_for("status")
    keys.wait(lambda: told(counter), "the status")
    assert status_page(counter).number.value() == recorded.number
    keys.press("Escape")
    counter.wait_for("entry")
    assert counter.entry.form.values()["name"] == "Budi Santoso"
    assert counter.entry.form.name_of(counter.entry.focusWidget()) == "name"


def test_what_was_told_does_not_stay_on_the_screen(counter: Counter) -> None:
    recorded = filed(counter.desk.entrance, counter.desk.session)
    keys = counter.keys
    keys.press("Ctrl+Shift+S")
    keys.write(f"{recorded.number}\n{recorded.status_code}\n")
    keys.wait(lambda: told(counter), "the status")
    keys.press("F3")
    counter.wait_for("list")
    keys.press("Ctrl+Shift+S")
    counter.wait_for("status")
    assert not told(counter)
    assert not status_page(counter).number.value()


def test_a_caller_is_put_on_the_list_after_saving_and_worked_off_by_keys(counter: Counter) -> None:
    keys = counter.keys
    keys.go_to("channel", key="Shift+Tab")
    keys.write("tele")
    counter.type_into(phone="081355507788", name="Rina Wulandari", identity="t", secrecy="b", notice=" ")
    counter.type_into(text="Hasil rontgen belum jadi. Sudah dijanjikan Rabu.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    keys.press("Ctrl+B", "Ctrl+S")
    counter.wait_for("saved")
    keys.press("T")
    keys.wait(lambda: focused_in("reason"), "the reason")
    keys.write("kabar hasil rontgen\n")
    keys.wait(lambda: counter.saved.rows["call"].note(), "the list")
    keys.press("Ctrl+Shift+T")
    counter.wait_for("calls")
    page = calls_page(counter)
    keys.wait(lambda: page.model.rowCount() == 1, "the row")
    keys.wait(lambda: counter.window.side.pages["calls"].accessibleName().endswith("(1)"), "the count")
    assert page.model.row(0).reason == "kabar hasil rontgen"
    assert "0813" not in page.callee.text()
    keys.press("T")
    keys.wait(lambda: page.callee.text() == "081355507788", "the number")
    keys.press("N")
    keys.wait(lambda: focused_in("call_note"), "the line for a note")
    keys.write("tidak diangkat\n")
    keys.wait(lambda: page.model.row(0).tries == 1, "the try")
    assert page.model.row(0).last_note == "tidak diangkat"
    assert page.callee.text() == ""
    keys.press("Y")
    keys.wait(lambda: page.model.rowCount() == 0, "the end of the list")
    keys.wait(lambda: not counter.window.side.pages["calls"].accessibleName().endswith(")"), "no count")
    session = counter.desk.session
    (row,) = session.services.find_complaints(session.officer).rows
    kinds = [(fact.kind, fact.detail) for fact in session.services.open_case(session.officer, row.id).facts]
    called = [outcome_read(detail) for kind, detail in kinds if kind is FactKind.CALLED_BACK]
    assert called == [(Outcome.NOT_REACHED, "tidak diangkat"), (Outcome.REACHED, "")]


def test_a_case_and_a_status_put_somebody_on_the_list_once(counter: Counter) -> None:
    recorded = filed(counter.desk.entrance, counter.desk.session)
    keys = counter.keys
    counter.window.open_case(recorded.id)
    counter.wait_for("case")
    keys.wait(lambda: counter.desk.ctx.read.idle, "the case")
    keys.press("Ctrl+Shift+C")
    keys.wait(lambda: focused_in("reason"), "the reason")
    keys.write("minta kabar\n")
    keys.wait(lambda: facts_of(counter, recorded)[-1] == (FactKind.CALL_BACK, "minta kabar"), "the fact")
    keys.wait(lambda: keys.dialog() is None, "the end of the dialog")
    keys.press("Ctrl+Shift+S")
    keys.write(f"{recorded.number}\n{recorded.status_code}\n")
    keys.wait(lambda: told(counter), "the status")
    keys.write("minta kabar")
    keys.press("Ctrl+Shift+C")
    keys.wait(lambda: status_page(counter).banner.isVisible(), "that they wait already")
    session = counter.desk.session
    assert len(session.services.call_back.waiting(session.officer)) == 1
