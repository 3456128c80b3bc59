"""Each contact carries the end of the log, and what it gives now where the centre compares; a fork stops nothing."""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.anchor import Anchor, AnchorSaid, LogForked
from app.domain.incarnation import CentreKnows, Contact
from app.usecases.tell_incarnation import TellIncarnation
from tests.app.usecases.counter import CENTRE, Counter
from tests.builders import OFFICER_ID

NOWHERE = "0" * 64


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


def log(counter: Counter, count: int) -> None:
    with counter.units() as unit:
        for _ in range(count):
            unit.audit.add(at=counter.clock(), officer_id=OFFICER_ID, act="seen", subject="desk")
        unit.commit()


def says(counter: Counter, outcome: str | None, n: int = 0) -> None:
    audit = None if outcome is None else AnchorSaid(outcome=outcome, n=n)
    counter.centre.knows = counter.centre.knows_idle = CentreKnows(clone=False, seq=0, audit=audit)


def anchor(counter: Counter) -> Anchor | None:
    with counter.units() as unit:
        return unit.audit.anchor()


def head(counter: Counter, n: int) -> str:
    with counter.units() as unit:
        return unit.audit.head_at(n)


def last(counter: Counter) -> Contact:
    made = counter.centre.proof_contacts[-1]
    assert made is not None and made.audit is not None
    return made


def test_the_end_of_the_log_goes_along_and_what_is_acknowledged_is_kept(counter: Counter) -> None:
    log(counter, 3)
    counter.record(1)
    with counter.units() as unit:
        end = unit.audit.end()
    says(counter, "anchored", end.n)
    counter.sync()
    sent = counter.centre.contacts[-1]
    assert sent is not None and sent.audit is not None
    assert (sent.audit.n, sent.audit.head, sent.audit.since) == (end.n, end.head, None)
    kept = Anchor(epoch=CENTRE.epoch, n=end.n, head=end.head, at=counter.clock(), since=end.n)
    assert anchor(counter) == kept
    log(counter, 2)
    counter.sync()
    told = last(counter).audit
    assert told is not None and told.since is not None
    assert (told.n, told.since.n, told.since.head) == (end.n + 2, end.n, end.head)


@pytest.mark.parametrize("word", [None, "a_word_of_tomorrow"])
def test_a_centre_that_anchors_nothing_leaves_nothing(counter: Counter, word: str | None) -> None:
    log(counter, 1)
    says(counter, word, 1)
    assert counter.sync().problem is None
    assert anchor(counter) is None


def test_the_log_is_read_where_the_centre_compares(counter: Counter) -> None:
    log(counter, 4)
    says(counter, "compare", 2)
    counter.sync()
    assert anchor(counter) == Anchor(since=2)
    says(counter, "anchored", 4)
    counter.sync()
    told = last(counter).audit
    assert told is not None and told.since is not None
    assert (told.since.n, told.since.head) == (2, head(counter, 2))
    says(counter, "compare", 9)  # a log that was cut has no such entry
    counter.sync()
    counter.sync()
    told = last(counter).audit
    assert told is not None and told.since is not None
    assert (told.since.n, told.since.head) == (9, NOWHERE)


def test_a_fork_is_kept_from_when_it_was_first_heard_and_stops_no_complaint(counter: Counter) -> None:
    log(counter, 2)
    says(counter, "anchored", 2)
    counter.sync()
    before, since = anchor(counter), counter.clock()
    says(counter, "forked", 2)
    for _ in range(2):
        counter.record(1)
        summary = counter.sync()
        assert (summary.accepted, summary.problem) == (1, None)
        counter.clock.now += timedelta(hours=1)
    found = anchor(counter)
    assert before is not None and found is not None
    assert (found.n, found.head, found.at, found.forked_at) == (before.n, before.head, before.at, since)


def test_an_officer_is_told_once_of_each_fork(counter: Counter) -> None:
    tell = TellIncarnation(units=counter.units)
    log(counter, 2)
    for word, heard in (
        ("anchored", None),
        ("forked", LogForked()),
        ("forked", None),
        ("anchored", None),
        ("forked", LogForked()),
    ):
        says(counter, word, 2)
        counter.sync()
        assert tell() == heard
