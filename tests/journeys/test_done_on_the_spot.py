"""By keys in the real window: a question answered at the desk is filed with its answer in one save."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.complaint import Status
from app.domain.follow_up import FactKind
from tests.journeys.test_type_a_complaint import Counter
from tests.receipts import words_of
from tests.ui.page_desk import page_desk
from ui.pages.case_page import CasePage
from ui.widgets.done_strip import DoneStrip

pytestmark = pytest.mark.journey


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)


def strip(counter: Counter) -> DoneStrip:
    found = counter.entry.findChild(DoneStrip)
    assert found is not None
    return found


def type_a_question(counter: Counter) -> None:
    counter.type_into(identity="t", secrecy="b", notice=" ", name="Budi Santoso", phone="081255501234")
    counter.type_into(title="Jam buka apotek", text="Jam berapa apotek rawat jalan buka hari Sabtu?")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")


def test_an_answered_question_is_filed_with_its_answer_in_one_save(counter: Counter) -> None:
    keys, desk = counter.keys, counter.desk
    type_a_question(counter)
    keys.press("Ctrl+Shift+Return")
    keys.write("Buka pukul 08.00 sampai 12.00.")
    keys.press("Tab", "D", "D", "Tab")
    assert strip(counter).fields["told"].typed() == "desk"
    keys.press("Ctrl+Shift+Return")
    counter.wait_for("saved")
    number = counter.saved.facts.number.text()
    keys.wait(counter.saved.facts.due.text, "the receipt")
    assert "Buka pukul 08.00 sampai 12.00." in counter.saved.facts.due.text()
    services, officer = desk.session.services, desk.session.officer
    row = services.find_complaints(officer, number).rows[0]
    assert row.status is Status.CLOSED
    view = services.open_case(officer, row.id)
    assert [(a.text, a.result, a.told) for a in view.answers] == [
        ("Buka pukul 08.00 sampai 12.00.", "informed", "desk")
    ]
    assert {FactKind.ANSWERED, FactKind.CLOSED} <= {fact.kind for fact in view.facts}
    assert {fact.at for fact in view.facts if fact.kind is not FactKind.RECEIPT_PRINTED} == {view.recorded_at}
    paper = words_of(services.issue_receipts.preview(officer, row.id))
    assert "Sudah dijawab" in paper and "Diberi informasi, Lisan di loket" in paper
    assert not services.verify_desk(officer).findings

    counter.window.open_case(row.id)
    page = counter.window.page("case")
    assert isinstance(page, CasePage)
    keys.wait(lambda: page.sheet.number.text() == number, "the case")
    assert page.sheet.answer.text.text() == "Buka pukul 08.00 sampai 12.00."
    assert page.sheet.answer.isVisible() and not page.sheet.awaited.isVisible()

    counter.window.open_entry()
    counter.wait_for("entry")
    assert not strip(counter).isVisible() and counter.entry.is_blank()


def test_what_was_typed_stays_in_the_draft_when_the_form_is_gone_back_to(counter: Counter) -> None:
    keys = counter.keys
    type_a_question(counter)
    focused = keys.go_to("title", key="Shift+Tab")
    keys.press("Ctrl+Shift+Return")
    keys.write("Buka pukul delapan.")
    keys.press("Escape")
    found = strip(counter)
    assert not found.is_open() and found.isVisible() and "Buka pukul delapan." in found.told()
    assert focused.hasFocus()
    assert counter.entry.form.values()["answer"] == "Buka pukul delapan."
    keys.press("Ctrl+Shift+Return")
    assert found.fields["answer"].typed() == "Buka pukul delapan."
    keys.press("Ctrl+A", "Delete", "Escape")
    assert not found.isVisible()
    assert not {"answer", "result", "told"} & counter.entry.form.values().keys()


def test_a_forgotten_result_is_asked_for_at_its_field_and_nothing_is_filed(counter: Counter) -> None:
    keys, desk = counter.keys, counter.desk
    type_a_question(counter)
    keys.press("Ctrl+Shift+Return")
    keys.write("Buka pukul delapan.")
    keys.press("Ctrl+Return")
    found = strip(counter)
    keys.wait(lambda: found.fields["result"].shown.error(), "the refusal")
    assert found.is_open() and found.has_focus()
    assert "Hasil" in counter.entry.foot.help.text()
    assert not desk.session.services.find_complaints(desk.session.officer).rows
    keys.write("d")
    keys.press("Ctrl+Return")
    counter.wait_for("saved")
    assert len(desk.session.services.find_complaints(desk.session.officer).rows) == 1


def test_by_telephone_the_answer_was_told_by_telephone(counter: Counter) -> None:
    keys = counter.keys
    keys.go_to("channel", key="Shift+Tab")
    keys.write("tele")
    keys.press("Ctrl+Shift+Return")
    keys.write("x")
    assert strip(counter).fields["told"].typed() == "phone"
