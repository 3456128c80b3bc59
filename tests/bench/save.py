"""Saving a complaint: the whole journey, beside a bare insert, beside its own statements, and beside a smaller desk.

``save.floor``: the same columns in one row, the search index and the commit, by sqlcipher3 alone on as many rows.
``save.statements``: the very statements of the journey, listened to and played again by sqlcipher3 on a twin file.
``save.growth``: the journey on the full desk beside the journey on the smaller one.
"""

import gc
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random
from typing import Any

from app.bootstrap import DATABASE, DeskEntrance
from app.domain.draft import Draft
from app.services import Session
from tests.bench import bare
from tests.bench.corpus import desk_copy, engine_of, key_of, open_desk, typed_draft
from tests.bench.figures import Figure, Scale, in_turns, median, milliseconds
from tests.bench.tape import Recorder, Tape

_WARM_UP = 12
_AHEAD = 3


def figures(scale: Scale) -> Iterator[Figure]:
    """Save in turns on the desk, on a twin by its own statements, on a plain file, and on a smaller desk."""
    with ExitStack() as stack:
        folder = stack.enter_context(desk_copy(scale.complaints, scale.synced, "save"))
        twin = stack.enter_context(desk_copy(scale.complaints, scale.synced, "save-twin")) / DATABASE
        fewer = stack.enter_context(desk_copy(scale.fewer, scale.synced, "save-fewer"))
        counter = _Counter(*stack.enter_context(open_desk(folder)), seed=1)
        small = _Counter(*stack.enter_context(open_desk(fewer)), seed=2)
        key = key_of(counter.entrance)
        plain = stack.enter_context(closing(bare.make_plain(twin.with_name("plain.db"), key, twin)))
        driver = stack.enter_context(closing(bare.connect(twin, key)))
        again = _Again(counter, driver, plain)
        for _ in range(_AHEAD):
            again.save()

        sides = (again.save, again.by_statements, again.plainly, small.save)
        gc.collect()
        gc.freeze()
        whole, statements, floor, smaller = map(median, in_turns(sides, rounds=scale.saves, warm_up=_WARM_UP))
        gc.unfreeze()
        again.catch_up(folder / DATABASE, key)
    yield Figure(name="save.floor", value=whole, unit="ms", floor=floor, goal=3)
    yield Figure(name="save.statements", value=whole, unit="ms", floor=statements, goal=2)
    yield Figure(name="save.growth", value=whole, unit="ms", floor=smaller, goal=1.2)


class _Counter:
    """An officer who types: the draft is kept as while typing, then filed."""

    def __init__(self, entrance: DeskEntrance, session: Session, *, seed: int) -> None:
        self.entrance = entrance
        self._session = session
        self._random = Random(seed)

    def type(self) -> Draft:
        """Keep a new draft."""
        draft = typed_draft(self.entrance.lists, self._random)
        self._session.services.keep_draft(self._session.officer, draft)
        return draft

    def file(self, draft: Draft) -> float:
        """File it, give how long that took."""
        services, officer = self._session.services, self._session.officer
        return milliseconds(lambda: services.register_complaint(officer, draft))

    def save(self) -> float:
        """Keep one and file it."""
        return self.file(self.type())


class _Again:
    """Does again what a counter does: its statements on a twin of its file, its words in a plain one."""

    def __init__(self, counter: _Counter, twin: Any, plain: Any) -> None:
        self._counter = counter
        self._recorder = Recorder(engine_of(counter.entrance))
        self._twin = twin
        self._plain = plain
        self._for_twin: deque[tuple[Tape, Tape]] = deque()
        self._for_plain: deque[tuple[list[object], list[object]]] = deque()

    def save(self) -> float:
        """Save at the counter and listen."""
        draft = self._counter.type()
        kept = self._recorder.take()
        took = self._counter.file(draft)
        filed = self._recorder.take()
        self._for_twin.append((kept, filed))
        said, who, terms = map(filed.inserted, ("complaints", "reporters", "complaint_search"))
        told = [*(said[name] for name in bare.SAID), *(who[name] for name in bare.WHO)]
        self._for_plain.append((told, [terms[name] for name in bare.TERMS]))
        return took

    def by_statements(self) -> float:
        """Give how long the statements of one save take on the twin."""
        kept, filed = self._for_twin.popleft()
        kept.play(self._twin)
        return milliseconds(lambda: filed.play(self._twin))

    def plainly(self) -> float:
        """Give how long it takes to write the same words into the plain file."""
        told, terms = self._for_plain.popleft()
        return milliseconds(lambda: bare.add(self._plain, told, terms))

    def catch_up(self, original: Path, key: bytes) -> None:
        """Let the twin have the last saves too, and see that it then holds what the counter holds."""
        self._recorder.stop()
        while self._for_twin:
            self.by_statements()
        with closing(bare.connect(original, key)) as at_counter:
            for question in _SAME:
                if at_counter.execute(question).fetchall() != self._twin.execute(question).fetchall():
                    raise RuntimeError("the statements played again did not make the same file")


_SAME = (
    "SELECT count(*), max(number), sum(length(text)) FROM complaints",
    "SELECT count(*), max(hash) FROM audit",
    "SELECT count(*), max(sha256) FROM outbox",
    "SELECT count(*) FROM drafts",
)
