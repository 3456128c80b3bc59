"""A second reporter of the same thing: seen while typed, joined by one key, with a receipt of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.access import Role
from app.domain.complaint import Identity
from app.domain.follow_up import FactKind
from tests.desk import another, filed
from tests.journeys.test_type_a_complaint import Counter
from tests.ui.page_desk import page_desk
from ui.widgets.similar_panel import SimilarPanel

pytestmark = pytest.mark.journey

LAMP = {
    "title": "Lampu parkir belakang mati",
    "text": "Lampu di parkir belakang rumah sakit mati sejak hari Kamis, gelap sekali dan rawan.",
    "place": "Parkir belakang",
}
AGAIN = "Lampu parkir belakang rumah sakit mati, gelap dan rawan."


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        desk.settle(qtbot)


def panel(counter: Counter) -> SimilarPanel:
    (found,) = (one for one in counter.entry.side.panels if isinstance(one, SimilarPanel))
    return found


def test_a_further_reporter_joins_by_one_key_and_gets_a_receipt_of_his_own(counter: Counter) -> None:
    first = filed(counter.desk.entrance, counter.desk.session, **LAMP)
    keys, entry, session = counter.keys, counter.entry, counter.desk.session
    counter.type_into(identity="a", secrecy="b", notice=" ", name="Wati Suryani", phone="081345670011", text=AGAIN)
    keys.wait(lambda: panel(counter).isVisible(), "a similar report")
    assert [row.number for row in panel(counter).shown_rows()] == [first.number]
    keys.press("Ctrl+G")
    values = entry.form.values()
    assert (values["joins"], values["title"], values["place"]) == (first.number, LAMP["title"], LAMP["place"])
    assert values["text"] == AGAIN
    assert {"category", "agency"} <= values.keys()
    assert first.number in panel(counter).accessibleName()
    keys.press("Ctrl+S")
    counter.wait_for("saved")

    rows = session.services.find_complaints(session.officer).rows
    assert len(rows) == 2
    assert rows[0].identity is Identity.ANONYMOUS
    second, before = (session.services.open_case(session.officer, row.id) for row in rows)
    assert second.joins == first.number
    assert before.joined_by == (second.number,)
    for case, other in ((second, first.number), (before, second.number)):
        assert [fact.detail for fact in case.facts if fact.kind is FactKind.JOINED] == [other]
    receipt = session.services.issue_receipts.message(session.officer, second.id)
    assert (receipt.number, receipt.joins) == (second.number, first.number)
    assert not session.services.verify_desk(session.officer).findings
    keys.press("Escape")
    counter.wait_for("entry")
    assert panel(counter).isHidden()


def test_the_next_press_joins_the_next_and_esc_takes_all_back(counter: Counter) -> None:
    desk = counter.desk
    other = {"nik": "", "name": "Hasan Basri", "phone": "0811-000-111"}
    one = filed(desk.entrance, desk.session, **LAMP)
    two = filed(desk.entrance, desk.session, **{**LAMP, **other, "place": "Parkir belakang gedung B"})
    keys, entry = counter.keys, counter.entry
    counter.type_into(identity="t", text=AGAIN)
    keys.press("Ctrl+G")  # before anything was looked up
    keys.wait(lambda: panel(counter).joined(), "the first case")
    numbers = [row.number for row in panel(counter).shown_rows()]
    assert set(numbers) == {one.number, two.number}
    first_place = entry.form.values()["place"]
    keys.press("Ctrl+G")
    assert entry.form.values()["joins"] == numbers[1]
    assert entry.form.values()["place"] != first_place
    keys.press("Escape")
    values = entry.form.values()
    assert not {"joins", "title", "place", "category", "agency"} & values.keys()
    assert (values["text"], values["identity"]) == (AGAIN, "open")
    assert panel(counter).isVisible()
    keys.press("Ctrl+G", "Ctrl+G", "Ctrl+G")
    assert not panel(counter).joined()


@pytest.mark.parametrize(("presses", "joined"), [(1, 0), (2, 1), (3, None)])
def test_each_press_before_the_answer_counts(qtbot, counter: Counter, presses: int, joined: int | None) -> None:
    other = {"nik": "", "name": "Hasan Basri", "phone": "0811-000-111", "place": "Parkir belakang gedung B"}
    for more in ({}, other):
        filed(counter.desk.entrance, counter.desk.session, **{**LAMP, **more})
    counter.type_into(identity="t", text=AGAIN)
    for _ in range(presses):
        panel(counter).go_on()
    counter.keys.wait(lambda: panel(counter).shown_rows(), "the cases")
    counter.desk.settle(qtbot)
    numbers = [row.number for row in panel(counter).shown_rows()]
    assert panel(counter).joined() == ("" if joined is None else numbers[joined])


def test_what_was_typed_is_never_overwritten_and_stays_when_undone(counter: Counter) -> None:
    filed(counter.desk.entrance, counter.desk.session, **LAMP)
    keys, entry = counter.keys, counter.entry
    counter.type_into(title="Lampu parkir padam", text=AGAIN)
    keys.press("Ctrl+G")
    keys.wait(lambda: panel(counter).joined(), "the case")
    assert entry.form.values()["title"] == "Lampu parkir padam"
    counter.type_into(place=" lantai dua")
    keys.press("Escape")
    assert entry.form.values()["title"] == "Lampu parkir padam"
    assert "lantai dua" in entry.form.values()["place"]


def test_a_join_survives_as_part_of_the_draft(counter: Counter, qtbot) -> None:
    first = filed(counter.desk.entrance, counter.desk.session, **LAMP)
    keys = counter.keys
    counter.type_into(text=AGAIN)
    keys.press("Ctrl+G")
    keys.wait(lambda: panel(counter).joined(), "the case")
    counter.entry.may_leave()
    counter.desk.settle(qtbot)
    at_hand = counter.desk.session.services.keep_draft.at_hand(counter.desk.session.officer)
    assert [kept.draft.get("joins") for kept in at_hand.own] == [first.number]


def test_secret_reports_of_colleagues_are_no_suggestion(counter: Counter, qtbot) -> None:
    dewi = another(counter.desk.session, Role.OFFICER)
    filed(counter.desk.entrance, counter.desk.session, dewi, secrecy="secret", **LAMP)
    filed(counter.desk.entrance, counter.desk.session, dewi, identity="anonymous", **LAMP)
    counter.type_into(title=LAMP["title"], text=AGAIN)
    counter.keys.press("Ctrl+G")
    counter.desk.settle(qtbot)
    assert panel(counter).isHidden()
    assert not panel(counter).joined()
