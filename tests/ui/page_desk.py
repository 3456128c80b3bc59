"""A real desk behind a page: lanes, words and lists as the window hands them out, and a clock that stands."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap import DeskEntrance
from app.services import Session
from app.texts import texts
from tests.builders import FixedClock
from tests.desk import journeys_of, open_desk, with_journeys
from ui.collector import Collector
from ui.context import Context
from ui.lane import Lane

COUNTER_TIME = datetime(2026, 11, 23, 1, 41, 7, tzinfo=UTC)
"""Monday 23 November 2026, 09.41.07 WITA."""


def at_clock(session: Session, clock: FixedClock) -> Session:
    """Give the session with every journey on that clock."""

    def on_clock(part: Any) -> Any:
        if not is_dataclass(part) or isinstance(part, type):
            return part
        named = {f.name: getattr(part, f.name) for f in fields(part)}
        changed = {name: clock if name == "clock" else on_clock(value) for name, value in named.items()}
        return replace(part, **changed)

    return with_journeys(session, **{name: on_clock(one) for name, one in journeys_of(session).items()})


class PageDesk:
    """``ctx`` for pages; ``crashes`` collects what went wrong on a lane that was no AppError."""

    def __init__(
        self, entrance: DeskEntrance, session: Session, clock: FixedClock | None = None, language: str = "id"
    ) -> None:
        self.entrance, self.clock = entrance, clock or FixedClock(COUNTER_TIME)
        self.crashes: list[Exception] = []
        self._collector = Collector()
        self._collector.start()  # as in the program: a lane that collects would take widgets apart on its thread
        self.session = at_clock(session, self.clock)
        lanes = {name: Lane(name, crashed=self.crashes.append) for name in ("write", "read", "net", "files")}
        self.ctx = Context(
            session=self.session,
            words=texts(language),
            lists=entrance.lists,
            form=entrance.form,
            language=language,
            now=self.clock,
            **lanes,
        )

    def settle(self, qtbot: Any) -> None:
        """Wait until every lane has answered, and what was asked because of an answer as well."""
        lanes, quiet = (self.ctx.write, self.ctx.read, self.ctx.files), 0
        while quiet < 2:
            qtbot.waitUntil(lambda: all(lane.idle for lane in lanes), timeout=20_000)
            QCoreApplication.processEvents()
            quiet = quiet + 1 if all(lane.idle for lane in lanes) else 0

    def close(self) -> None:
        """Close lanes and desk; a page that a test has left standing asks nothing any more."""
        gc.collect()  # now, and not while the timers are looked for: what is collected takes its children along
        for window in QApplication.topLevelWidgets():
            for timer in window.findChildren(QTimer):
                timer.stop()
        for lane in (self.ctx.files, self.ctx.write, self.ctx.read, self.ctx.net):
            lane.close()
            assert lane.wait(20)
        self.entrance.close()
        self._collector.stop()
        assert not self.crashes, self.crashes


@contextmanager
def page_desk(folder: Path, *, language: str = "id", clock: FixedClock | None = None) -> Iterator[PageDesk]:
    """Give a new desk in the folder, at the counter's morning unless told otherwise."""
    entrance, session = open_desk(folder)
    desk = PageDesk(entrance, session, clock, language)
    try:
        yield desk
    finally:
        desk.close()
