"""Anchors of logs lie with the contact: a fork is noted once and refuses nothing, a later incarnation begins anew."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from app.domain.anchor import AnchorSaid, LogEnd, LogTold
from app.domain.ids import new_id
from db.pusat.store import Store
from db.pusat.tables import audit
from db.pusat.tables_contacts import anchors
from tests.builders import DEVICE_ID, INCARNATION, NOON
from tests.db.pusat import test_contacts as contacts

_enrolled = contacts._enrolled
COMPARE, FORKED, ANCHORED = "compare", "forked", "anchored"


def head(n: int, log: str = "a") -> str:
    return f"{log}{n:063d}"


def told(n: int, since: int | None = None, log: str = "a") -> LogTold:
    return LogTold(n=n, head=head(n, log), since=None if since is None else LogEnd(n=since, head=head(since, log)))


class Counter:
    """A counter that makes one contact after another."""

    def __init__(self, store: Store, incarnation: str = INCARNATION) -> None:
        self.store, self.incarnation, self.n = store, incarnation, 0

    def makes(self, log: LogTold | None, machine: str = "1", *, again: bool = False) -> tuple[str, int] | None:
        self.n += not again
        made = contacts.a_contact(self.n, machine, incarnation=self.incarnation, audit=log)
        said: AnchorSaid | None = contacts.make(self.store, made).audit
        return None if said is None else (said.outcome, said.n)


@pytest.fixture
def counter(store: Store) -> Counter:
    return Counter(store)


def acts(store: Store) -> Sequence[str]:
    with store.engine.connect() as connection:
        return connection.execute(sa.select(audit.c.act).where(audit.c.act.like("audit%"))).scalars().all()


def test_a_log_that_grows_is_anchored(counter: Counter, store: Store) -> None:
    assert [counter.makes(told(*one)) for one in ((3, None), (7, 3), (7, 7), (9, 7))] == [
        (ANCHORED, n) for n in (3, 7, 7, 9)
    ]
    assert counter.makes(None) is None
    assert acts(store) == []


def test_a_contact_whose_answer_was_lost_may_come_twice(counter: Counter) -> None:
    counter.makes(told(3))
    assert counter.makes(told(5, 3)) == counter.makes(told(5, 3), again=True) == (ANCHORED, 5)


def test_a_desk_that_does_not_know_what_is_kept_is_told_where_to_compare(counter: Counter, store: Store) -> None:
    counter.makes(told(5))
    assert counter.makes(told(9, 3)) == (COMPARE, 5)
    assert counter.makes(told(4, 3)) == (COMPARE, 5)  # late on the line
    assert counter.makes(told(9, 5)) == (ANCHORED, 9)
    assert acts(store) == []


CUT = LogTold(n=4, head=head(4), since=LogEnd(n=5, head="0" * 64))


@pytest.mark.parametrize("forged", [told(5, log="b"), told(9, 5, log="b"), CUT])
def test_a_fork_is_an_alarm_noted_once_until_the_log_fits_again(
    counter: Counter, store: Store, forged: LogTold
) -> None:
    counter.makes(told(5))
    assert [counter.makes(forged) for _ in range(3)] == [(FORKED, 5)] * 3
    assert acts(store) == ["audit_forked"]
    with store.engine.connect() as connection:
        assert [(row.n, row.head, bool(row.forked_at)) for row in connection.execute(sa.select(anchors))] == [
            (5, head(5), True)
        ]
        act = connection.execute(sa.select(audit).where(audit.c.act == "audit_forked")).one()
    assert (act.subject, act.detail) == (DEVICE_ID, f"{INCARNATION} {forged.n}")
    assert counter.makes(told(6, 5)) == (ANCHORED, 6)
    assert counter.makes(told(7, 6, log="b")) == (FORKED, 6)
    assert acts(store) == ["audit_forked"] * 2


def test_a_later_incarnation_begins_from_its_backup_and_is_noted(counter: Counter, store: Store) -> None:
    counter.makes(told(9))
    later = Counter(store, new_id(NOON))
    assert later.makes(told(5, 4, log="b")) == (ANCHORED, 5)
    assert later.makes(told(6, 5, log="b")) == (ANCHORED, 6)
    assert counter.makes(told(10, 9)) == (ANCHORED, 10)
    assert acts(store) == ["audit_begun_anew"]


def test_the_log_of_a_twin_is_not_looked_at(counter: Counter, store: Store) -> None:
    counter.makes(told(5))
    assert counter.makes(told(5, log="b"), "2", again=True) is None
    assert counter.makes(told(6, 5)) == (ANCHORED, 6)
    assert acts(store) == []
