"""The small parts of the entry page: help line, steps, right column, key lock, tight cards."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.domain.completeness import Completeness, Part
from app.domain.due import due_dates
from app.domain.read_back import Span
from app.domain.scope import Scope
from app.paths import resources
from app.texts import texts
from tests.builders import FixedClock, a_desk, an_officer
from ui.context import Context
from ui.widgets.action_button import ActionButton
from ui.widgets.card import Card
from ui.widgets.entry_foot import EntryFoot
from ui.widgets.entry_side import EntrySide
from ui.widgets.entry_steps import EntrySteps
from ui.widgets.help_line import HelpLine
from ui.widgets.key_lock import KeyLock
from ui.widgets.tone import Tone

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
LISTS = load_reference(resources() / "reference")
MORNING = datetime(2026, 11, 23, 9, 41, 7, tzinfo=UTC)


@pytest.fixture
def side(qtbot) -> EntrySide:
    class Session:
        officer, desk = an_officer(), a_desk()

    nothing: Any = None
    session: Any = Session()
    ctx = Context(
        session=session,
        write=nothing,
        read=nothing,
        net=nothing,
        files=nothing,
        words=texts("id"),
        lists=LISTS,
        form=FORM,
        language="id",
        now=FixedClock(),
    )
    made = EntrySide(ctx)
    qtbot.addWidget(made)
    made.resize(336, 700)
    made.show()
    return made


def test_a_wrong_answer_is_said_with_a_sign_and_help_without(qtbot) -> None:
    line = HelpLine("help")
    qtbot.addWidget(line)
    line.show()
    line.say("Enter maju")
    assert not line._sign.isVisible()
    line.say("Belum tersimpan", Tone.BAD)
    assert line._sign.isVisible()
    assert (line.text(), line.tone(), line.accessibleName()) == ("Belum tersimpan", Tone.BAD, "Belum tersimpan")


def test_the_first_step_that_is_not_done_is_the_present_one(qtbot) -> None:
    steps = EntrySteps()
    qtbot.addWidget(steps)
    for done, present in (
        ((False, True, False, False), 0),
        ((True, False, False, False), 1),
        ((True, True, True, False), 3),
    ):
        steps.set_steps(done, note="Di telepon 07.21")
        assert steps.present() == present
    steps.resize(800, 40)
    assert not steps.grab().isNull()
    assert "✓" in steps.accessibleName()


def test_the_light_shows_only_what_is_asked_and_what_to_ask_next(side: EntrySide) -> None:
    side.show_completeness(Completeness(asked=(Part.WHAT, Part.HOW), told=frozenset({Part.WHAT})))
    shown = [part for part, badge in side._badges.items() if badge.isVisible()]
    assert shown == [Part.WHAT, Part.HOW]
    assert side._ask.text() == "Tanyakan urutan kejadiannya, dari awal sampai akhir."
    side.show_completeness(Completeness(asked=(Part.WHAT, Part.HOW), told=frozenset({Part.WHAT, Part.HOW})))
    assert not any(badge.isVisible() for badge in side._badges.values())
    assert side._whole.isVisible() and not side._ask.isVisible()


def test_due_days_are_shown_for_the_own_agency_only(side: EntrySide) -> None:
    dates = due_dates(
        MORNING.date(),
        classification="complaint",
        supervisory=False,
        form=FORM,
        clocks=LISTS.clocks,
        calendar=LISTS.calendar,
    )
    side.show_due(dates, Scope.OWN)
    assert [day.text().partition(" · ")[0] for day in side._due_days] == ["Sen 30-11-2026", "Jum 11-12-2026"]
    assert not side._due_said.isVisible()
    side.show_due(None, Scope.PROVINCE)
    assert side._due_said.isVisible()
    assert not side._due_days[0].isVisible()


def test_what_is_read_back_is_never_markup(side: EntrySide) -> None:
    side.show_read_back((Span(text="<i>Rina</i>, "), Span(text="5 < 6", strong=True)))
    assert side._spans.text() == "“&lt;i&gt;Rina&lt;/i&gt;, <b>5 &lt; 6</b>”"
    side.show_read_back(())
    assert not side.read_back.isVisible()


def test_a_draft_that_could_not_be_stored_is_said(side: EntrySide) -> None:
    side.show_draft(MORNING)
    assert side.draft.text().endswith("09.41.07")
    side.show_draft_problem("Disk penuh")
    assert side.draft.text() == "Disk penuh"
    side.show_draft(None)
    assert side.draft.text() == ""


def test_a_locked_page_hears_no_key_and_its_neighbours_do(qtbot) -> None:
    class Window(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.page, self.beside = QWidget(), QLineEdit()
            self.inside = QLineEdit()
            QVBoxLayout(self.page).addWidget(self.inside)
            column = QVBoxLayout(self)
            column.addWidget(self.page)
            column.addWidget(self.beside)
            self.lock = KeyLock(self.page)

    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.lock.close()
    QTest.keyClicks(window.inside, "abc")
    QTest.keyClicks(window.beside, "abc")
    assert (window.inside.text(), window.beside.text()) == ("", "abc")
    window.lock.open()
    QTest.keyClicks(window.inside, "abc")
    assert window.inside.text() == "abc"


def test_the_foot_names_three_fields_and_has_one_button_by_phone(qtbot) -> None:
    foot = EntryFoot()
    qtbot.addWidget(foot)
    foot.show()
    foot.say_usual(phone=False, saving=False)
    assert foot.stops() == [foot.save_only, foot.save]
    foot.say_refused(["Satu", "Dua", "Tiga", "Empat"], 4)
    assert "Satu, Dua, Tiga, …" in foot.help.text()
    assert "Empat" not in foot.help.text()
    foot.say_usual(phone=True, saving=False)
    assert foot.stops() == [foot.save]


def test_enter_presses_no_saving_button(qtbot) -> None:
    foot = EntryFoot()
    qtbot.addWidget(foot)
    pressed: list[str] = []
    for button in (foot.save_only, foot.save):
        button.clicked.connect(lambda: pressed.append("pressed"))
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert pressed == []
    QTest.keyClick(foot.save, Qt.Key.Key_Space)
    assert len(pressed) == 1


def test_a_tight_card_leaves_less_room_around(qtbot) -> None:
    usual, tight = Card("Pelapor"), Card("Pelapor")
    qtbot.addWidget(usual)
    qtbot.addWidget(tight)
    tight.set_tight()
    assert tight.sizeHint().height() < usual.sizeHint().height()


def test_a_button_may_change_its_sign(qtbot) -> None:
    button = ActionButton("more", "Lainnya", sign="chevron-right")
    qtbot.addWidget(button)
    before = button.grab().toImage()
    button.set_sign("chevron-down")
    assert button.grab().toImage() != before
