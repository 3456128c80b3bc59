"""Tries at a target without keys: one unsettled at most, settled once, unclear in any later run."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from app.domain.attempt import AttemptState, Ended, Target
from app.domain.complaint import Forwarder
from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId
from db.tables_forwarding import attempts
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID
from tests.database import recorded


def begin(unit: UnitOfWork, id: ComplaintId, run: str = "one") -> int:
    return unit.attempts.begin(complaint_id=id, target=Target.BY_HAND, run=run, at=NOON, officer_id=OFFICER_ID)


def test_an_open_try_is_unclear_in_the_next_run_and_when_doubted(engine: Engine) -> None:
    id = recorded(engine).id
    with UnitOfWork(engine) as unit:
        n = begin(unit, id)
        known = unit.attempts.unsettled_of(id)
        assert known is not None
        assert (known.state("one"), known.state("two")) == (AttemptState.OPEN, AttemptState.NEEDS_CHECK)
        unit.attempts.doubt(n, at=NOON)
        doubted = unit.attempts.unsettled_of(id)
        unit.commit()
    assert doubted is not None
    assert doubted.state("one") is AttemptState.NEEDS_CHECK


def test_a_record_has_one_unsettled_try_whoever_asks(engine: Engine) -> None:
    id = recorded(engine).id
    with UnitOfWork(engine) as unit:
        begin(unit, id)
        with pytest.raises(UserProblem, match="attempt_open"):
            begin(unit, id, "two")
        with pytest.raises((IntegrityError, AppError)):
            unit._connection.execute(
                attempts.insert(),
                {"complaint_id": id, "target": "lapor", "run": "x", "begun_at": NOON, "note": ""},
            )


def test_after_a_restore_every_open_try_is_doubted(engine: Engine) -> None:
    ids = [recorded(engine).id for _ in range(3)]
    with UnitOfWork(engine) as unit:
        for id in ids:
            begin(unit, id)
        settled = unit.attempts.unsettled_of(ids[0])
        assert settled is not None
        unit.attempts.settle(settled.n, Ended.SENT, at=NOON)
        assert unit.attempts.doubt_all(at=NOON) == 2
        assert unit.attempts.doubt_all(at=NOON) == 0
        unit.commit()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=st.lists(st.sampled_from(["begin", "doubt", "sent", "not_sent"]), max_size=12))
def test_there_is_at_most_one_unsettled_try_and_each_ends_once(engine: Engine, acts: list[str]) -> None:
    id = recorded(engine).id
    opened, ended = 0, 0
    for act in acts:
        with UnitOfWork(engine) as unit:
            before = unit.attempts.unsettled_of(id)
            if act == "begin" and before is None:
                begin(unit, id)
                opened += 1
            elif act == "doubt" and before is not None:
                unit.attempts.doubt(before.n, at=NOON)
            elif act in ("sent", "not_sent") and before is not None:
                assert unit.attempts.settle(before.n, Ended(act), at=NOON)
                assert not unit.attempts.settle(before.n, Ended(act), at=NOON)
                ended += 1
            unit.commit()
        with UnitOfWork(engine) as unit:
            assert (unit.attempts.unsettled_of(id) is not None) == (opened > ended)


def test_a_record_that_is_handed_over_says_who_forwards_it(engine: Engine) -> None:
    told = recorded(engine)
    assert told.forwarder is Forwarder.PUSAT
    with UnitOfWork(engine) as unit:
        unit.complaints.hand_over(told.id, Forwarder.BY_HAND)
        unit.commit()
    with UnitOfWork(engine) as unit:
        complaint = unit.complaints.get(told.id)
    assert complaint is not None
    assert complaint.forwarder is Forwarder.BY_HAND
