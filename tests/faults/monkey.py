"""A seeded random officer at the real window: keys of every room, odd pastes, scans, locks, a colleague, clock leaps.

Every step is a plain pair that can be written down and played again; after some steps the promises are looked at.
"""

import gc
import logging
import random
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from app.domain.access import Role
from app.domain.officer import Officer
from app.settings import Settings
from db.tables import audit, case_facts, complaints, drafts, import_rows, outbox
from tests.desk import another, typed
from tests.ui.page_desk import PageDesk
from ui.keyboard import Impatient, Keyboard
from ui.keys import KEYS
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage

Step = tuple[str, str]

PLANTED: Final = {
    "name": "Xaverius Tertanam",
    "nik": "6472031205900007",
    "phone": "0811-7788-9900",
    "address": "Gang Tertanam RT 77",
}
_TELLTALE: Final = ("Tertanam", "6472031205900007", "7788-9900", "77889900")
_PLAIN_KEYS: Final = (
    *("Tab", "Shift+Tab", "Return", "Escape", "Down", "Up", "Space", "Delete", "Backspace", "Home", "End"),
    *("PgDown", "PgUp", "Y", "N", "X", "T", "P", "W", "F", "1", "2", "3", "Ctrl+Z", "Ctrl+A", "Alt+Down"),
)
_OFTEN: Final = (
    *("Ctrl+Return", "Ctrl+S", "Ctrl+Shift+Return", "Ctrl+N", "Ctrl+Tab", "Ctrl+D", "Ctrl+G", "Ctrl+K", "Ctrl+H"),
    *("Ctrl+E", "Ctrl+Delete", "F2", "F3", "Return", "Escape"),
)
_LEFT_OUT: Final = frozenset({"Ctrl+Q", "Ctrl+L"})  # these are steps of their own
_ODD: Final = (
    "\u202eابجد RTL \u202c",
    "😀👩‍👩‍👧 parkir",
    "a\0b\0c",
    "\ud800 setengah",
    "𠮷野家 4 bait",
    "A" * 300,
    "baris satu\nbaris dua\r\nbaris tiga\u2029empat",
    "x" * 10_500,
    "\t\t\v\f\u200b\u00a0\ufeff",
    "%1 %2 {0} {name} & && <b>tebal</b> <img src=x>",
    "'; DROP TABLE complaints; --\" OR NEAR(a b)",
    "[24/11/26 09.41.07] Wayan: lampu padam di gang\n[24/11/26 09.42.00] Wayan: sudah tiga hari",
)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789 .,-/#'\""


@dataclass
class Seen(logging.Handler):
    """Holds every line that is logged, whatever its level."""

    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def journey(seed: int, steps: int) -> list[Step]:
    """Give the steps of a seed."""
    chance = random.Random(seed)
    return [_step(chance) for _ in range(steps)]


def _step(chance: random.Random) -> Step:
    every = sorted({key for one in KEYS for key in one.keys} - _LEFT_OUT)
    kinds = {
        "key": (26, every),
        "often": (24, _OFTEN),
        "plain": (26, _PLAIN_KEYS),
        "write": (16, None),
        "who": (4, tuple(PLANTED)),
        "whole": (7, ("open", "anonymous", "nameless", "secret", "phone", "letter")),
        "paste": (4, tuple(str(n) for n in range(len(_ODD)))),
        "picture": (3, ("",)),
        "scan": (3, tuple("012345")),
        "officer": (3, tuple("012")),
        "lock": (1, ("",)),
        "clock": (2, ("1", "61", "-30", "1500", "60000")),
        "rest": (14, ("",)),
    }
    names = list(kinds)
    kind = chance.choices(names, weights=[kinds[name][0] for name in names])[0]
    if kind == "write":
        return kind, "".join(chance.choices(_LETTERS, k=chance.randrange(1, 12)))
    choices = kinds[kind][1]
    assert choices is not None
    return ("key" if kind in ("often", "plain") else kind), chance.choice(choices)


class Monkey:
    """Plays steps at the window over a desk and looks at the promises."""

    def __init__(self, qtbot: Any, desk: PageDesk, folder: Path) -> None:
        self.qtbot, self.desk, self.folder, self.keys = qtbot, desk, folder, Keyboard()
        self.officers = [
            desk.session.officer,
            another(desk.session, Role.OFFICER),
            another(desk.session, Role.ADMIN, login="joko", pin="835175"),
        ]
        self.shown: list[str] = []
        self.counted = 0
        self.at = 0
        self.window: MainWindow | None = None
        self.log = Seen()
        root = logging.getLogger()
        root.addHandler(self.log)
        self._boxes = QTimer(interval=50)
        self._boxes.timeout.connect(self._answer_box)
        self._boxes.start()
        self.sit_down(self.officers[0])

    # ---- the window ----

    def sit_down(self, officer: Officer) -> None:
        """Let an officer sign in: a new window over the same desk, as after the door."""
        self.leave()
        window = MainWindow(replace(self.desk.ctx, session=replace(self.desk.session, officer=officer)), Settings())
        self.window = window
        window.resize(1366, 768)
        with self.qtbot.waitExposed(window):
            window.show()
        self._activate()
        window.start()
        entry = window.page("entry")
        if isinstance(entry, EntryPage):
            entry.recorded.connect(self._on_recorded)
            entry.counted.connect(self._on_counted)

    def leave(self) -> None:
        """Take the window down as the program does: keep what is unsaved first."""
        if self.window is None:
            return
        window, self.window = self.window, None
        window.go_away()
        window.stop()
        self.desk.settle(self.qtbot)
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del window
        gc.collect()

    def end(self) -> None:
        """Leave the desk as it was found."""
        self.leave()
        self._boxes.stop()
        QGuiApplication.clipboard().clear()  # what is left there would be taken down with the interpreter
        root = logging.getLogger()
        root.removeHandler(self.log)

    def _answer_box(self) -> None:
        """Close a box of Qt's own, as of the file chooser, which waits in a loop of its own."""
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            box.reject()

    def _activate(self) -> None:
        assert self.window is not None
        window = QApplication.activeModalWidget() or self.window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)

    def _on_recorded(self, recorded: Any, *_: object) -> None:
        self.shown.append(recorded.number)

    def _on_counted(self) -> None:
        self.counted += 1

    @property
    def entry(self) -> EntryPage | None:
        page = self.window.page("entry") if self.window is not None else None
        return page if isinstance(page, EntryPage) else None

    # ---- steps ----

    def play(self, steps: Sequence[Step], *, look_every: int = 12) -> None:
        """Play steps; AssertionError names the step at which a promise was found broken."""
        for self.at, (kind, what) in enumerate(steps):
            try:
                getattr(self, f"_{kind}")(what)
                if self.at % look_every == look_every - 1 or kind == "officer":
                    self.look()
            except Exception as broken:
                told = f"step {self.at} of {list(steps)[: self.at + 1][-30:]}"
                raise AssertionError(f"{type(broken).__name__}: {broken}\n{told}") from broken
        self.look()

    def _key(self, what: str) -> None:
        with suppress(Impatient):
            self.keys.press(what)

    def _write(self, what: str) -> None:
        with suppress(Impatient):
            self.keys.write(what)

    def _who(self, what: str) -> None:
        """Type who it is, in the field it belongs to."""
        entry = self.entry
        if entry is None or self._covered() or not entry.isVisible() or entry._saving or what not in entry.form.fields:
            return
        entry.form.fields[what].shown.focus_input()
        if entry.form.fields[what].input.hasFocus():
            self._key("Ctrl+A")
            self._write(PLANTED[what])

    def _whole(self, what: str) -> None:
        """Put a whole entry into the form, as a panel does."""
        entry = self.entry
        if entry is None or not entry.isVisible() or entry._saving:
            return
        values = {k: v for k, v in typed(self.desk.entrance, **PLANTED).values.items() if k != "received_at"}
        channels = self.desk.entrance.lists.channels
        changes = {
            "anonymous": {"identity": "anonymous"},
            "nameless": {"identity": "nameless"},
            "secret": {"secrecy": "secret"},
            "phone": {"channel": str(channels.understand("telepon"))},
            "letter": {"channel": str(channels.understand("surat"))},
        }.get(what, {})
        entry.form.add({**values, **changes, "title": f"{values['title']} {self.at}"})

    def _paste(self, what: str) -> None:
        text = _ODD[int(what)]
        brought = QMimeData()
        brought.setText(text)
        QGuiApplication.clipboard().setMimeData(brought)
        self._key("Ctrl+V")

    def _picture(self, _: str) -> None:
        image = QImage(60, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        QGuiApplication.clipboard().setImage(image)
        self._key("Ctrl+Shift+V")

    def _scan(self, what: str) -> None:
        numbers = [number for (number,) in self._rows(sa.select(complaints.c.number).order_by(complaints.c.row))]
        number = numbers[int(what) % len(numbers)] if numbers else "RSUDAWS-A-26-000099-11"
        self._write(number + "\n")

    def _officer(self, what: str) -> None:
        self.sit_down(self.officers[int(what)])

    def _lock(self, _: str) -> None:
        assert self.window is not None
        self.window.go_away()
        door = QWidget()
        with self.qtbot.waitExposed(door):
            door.show()
        door.activateWindow()
        self.qtbot.waitUntil(door.isActiveWindow)
        door.close()
        self._activate()
        self.window.come_back()

    def _clock(self, what: str) -> None:
        self.desk.clock.advance(minutes=int(what))

    def _rest(self, _: str) -> None:
        self.desk.settle(self.qtbot)

    # ---- promises ----

    def look(self) -> None:
        """Look whether every promise is kept."""
        self.desk.settle(self.qtbot)
        crashes = ["".join(traceback.format_exception(crash)[-6:]) for crash in self.desk.crashes]
        assert not crashes, "\n".join(crashes)
        self._look_at_window()
        self._look_at_form()
        self._look_at_store()
        self._look_for_names()

    def _covered(self) -> QWidget | None:
        return QApplication.activeModalWidget() or QApplication.activePopupWidget()

    def _look_at_window(self) -> None:
        window = self.window
        assert window is not None
        assert window.width() <= 1366, f"the window is {window.width()} wide"
        assert window.minimumSizeHint().width() <= 1366, f"needs {window.minimumSizeHint().width()}"
        if QApplication.activeWindow() is None:  # no window manager gives it back when a box has closed
            self._activate()
        focus = QApplication.focusWidget()
        assert focus is not None, f"nothing has the focus on {window.current()}"
        assert focus.isVisible(), f"focus is hidden in {focus.objectName()} on {window.current()}"
        shown = [one for one in window.findChildren(QDialog) if one.isVisible()]
        assert len([one for one in shown if one.isModal()]) <= 2, [one.objectName() for one in shown]

    def _look_at_form(self) -> None:
        entry = self.entry
        if entry is None:
            return
        self.qtbot.waitUntil(lambda: not entry._keeper.unsaved, timeout=5_000)
        self.desk.settle(self.qtbot)
        assert not entry._saving
        officer = self.window.session.officer if self.window else None
        assert officer is not None
        kept = {row.id: row for row in self._rows(sa.select(drafts))}
        recorded = {id for (id,) in self._rows(sa.select(complaints.c.id))}
        at_hand = self.desk.session.services.keep_draft.at_hand(officer)
        own = {one.draft.id: one.draft for one in at_hand.own}
        for one in entry._drafts._open.all:
            row = kept.get(one.id)
            assert row is None or row.officer_id == officer.id, "the draft of another officer is open"
            assert one.id not in recorded, "an entry that is recorded stands open"
            values = entry.form.values() if one is entry._drafts.current else one.values
            shown_now = one is entry._drafts.current
            if shown_now and (entry._drafts.is_blank() or entry._keeper._stored is None):
                continue
            stored = own.get(one.id)
            assert stored is not None, "what is typed is not stored"
            typed_now = {name: text for name, text in values.items() if text}
            held = {name: text for name, text in stored.values.items() if text}
            assert typed_now == held, {n: (typed_now.get(n), held.get(n)) for n in typed_now.keys() ^ held.keys()} or {
                n: (typed_now[n], held[n]) for n in typed_now if typed_now[n] != held[n]
            }

    def _look_at_store(self) -> None:
        found = self.desk.session.services.verify_desk(self.officers[2]).findings
        assert found == (), found
        numbers = [number for (number,) in self._rows(sa.select(complaints.c.number))]
        imported = self._rows(sa.select(sa.func.count()).select_from(import_rows))[0][0]
        assert len(set(self.shown)) == len(self.shown), "a number was shown for two entries"
        assert set(self.shown) <= set(numbers)
        assert len(numbers) == len(self.shown) + self.counted + imported, (numbers, self.shown, self.counted)
        first = self._rows(
            sa.select(sa.func.count(sa.distinct(outbox.c.complaint_id))).where(outbox.c.kind == "complaint")
        )
        assert first[0][0] == len(numbers), "a complaint without its event"

    def _look_for_names(self) -> None:
        lines = list(self.log.lines)
        lines += [f"{row.act} {row.subject} {row.detail}" for row in self._rows(sa.select(audit))]
        lines += [f"fact {row}" for row in self._rows(sa.select(case_facts.c.kind, case_facts.c.detail))]
        lines += [str(file.relative_to(self.folder)) for file in self.folder.rglob("*")]
        leaks = [line for line in lines if any(word in line for word in _TELLTALE)]
        assert leaks == [], leaks

    def _rows(self, asked: Any) -> Sequence[Any]:
        engine = self.desk.entrance._engine
        assert engine is not None
        with engine.connect() as connection:
            return connection.execute(asked).all()


def a_morning() -> datetime:
    """Give the moment at which journeys begin: late in a year, so that a leap of the clock turns it."""
    return datetime(2026, 12, 30, 1, 41, 7, tzinfo=UTC)
