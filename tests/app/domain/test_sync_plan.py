"""When a sync begins by itself, and when it must not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sync_plan import LINE_PROBLEMS, LONGEST_ASKED, Line, is_asked_to_wait, is_due, is_worth_a_probe
from tests.builders import NOON

QUARTER = timedelta(minutes=15)
NEVER = timedelta(0)
FINE = Line(tried_at=NOON, problem=None, next_try_at=None, retry_after=None)
BROKEN = replace(FINE, problem="server_absent", next_try_at=NOON + timedelta(minutes=4))
MOMENTS = st.timedeltas(min_value=-timedelta(days=2), max_value=timedelta(days=2))


def test_the_first_is_due_at_once_and_the_next_after_the_interval() -> None:
    assert is_due(NOON, None, interval=QUARTER)
    assert not is_due(NOON + QUARTER - timedelta(seconds=1), FINE, interval=QUARTER)
    assert is_due(NOON + QUARTER, FINE, interval=QUARTER)


def test_a_failure_is_tried_again_when_its_waiting_time_is_over() -> None:
    assert not is_due(NOON + timedelta(minutes=3), BROKEN, interval=QUARTER)
    assert is_due(NOON + timedelta(minutes=4), BROKEN, interval=QUARTER)


def test_a_clock_that_was_turned_back_puts_nothing_off() -> None:
    assert is_due(NOON - timedelta(days=1), FINE, interval=QUARTER)


@given(MOMENTS, MOMENTS, st.sampled_from([None, "server_absent", "token_refused"]))
def test_never_is_never(passed: timedelta, wait: timedelta, problem: str | None) -> None:
    line = replace(FINE, problem=problem, next_try_at=NOON + wait)
    assert not is_due(NOON + passed, line, interval=NEVER)
    assert not is_worth_a_probe(NOON + passed, line, interval=NEVER)


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=LONGEST_ASKED), st.sampled_from(sorted(LINE_PROBLEMS)))
def test_the_centres_own_word_binds_whatever_else_is_due(ahead: timedelta, problem: str) -> None:
    line = replace(FINE, tried_at=NOON - timedelta(days=3), problem=problem, next_try_at=NOON, retry_after=NOON + ahead)
    assert is_asked_to_wait(NOON, line.retry_after)
    assert not is_due(NOON, line, interval=QUARTER)
    assert not is_worth_a_probe(NOON, line, interval=QUARTER)


def test_a_word_from_a_wrong_clock_binds_nobody() -> None:
    assert not is_asked_to_wait(NOON, NOON + LONGEST_ASKED + timedelta(seconds=1))


@pytest.mark.parametrize(("problem", "worth"), [("server_absent", True), ("token_refused", False), (None, False)])
def test_only_a_broken_line_is_looked_at(problem: str | None, worth: bool) -> None:
    assert is_worth_a_probe(NOON, replace(BROKEN, problem=problem), interval=QUARTER) is worth
