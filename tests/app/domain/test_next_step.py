"""One step for each case that is not over: the answer, the end, what is brought, and telling how it ended."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.complaint import Status
from app.domain.next_step import CaseState, Step, StepKind, is_over_there, next_step

ANSWER_BY, CLOSE_BY, BRING_BY, ENDED = (date(2026, 11, day) for day in (26, 30, 27, 20))
RECORDED = CaseState(status=Status.RECORDED, answer_due_on=ANSWER_BY, close_due_on=CLOSE_BY)
OVER_THERE = replace(RECORDED, central_status="Selesai", central_on=ENDED)


def test_an_answer_comes_before_the_end() -> None:
    assert next_step(RECORDED) == Step(kind=StepKind.ANSWER, day=ANSWER_BY)
    assert next_step(replace(RECORDED, answered=True)) == Step(kind=StepKind.CLOSE, day=CLOSE_BY)
    assert next_step(replace(RECORDED, status=Status.ANSWERED)) == Step(kind=StepKind.CLOSE, day=CLOSE_BY)
    assert next_step(replace(RECORDED, answer_due_on=None)) == Step(kind=StepKind.CLOSE, day=CLOSE_BY)


def test_a_case_whose_days_another_agency_counts_waits_for_nothing_here() -> None:
    assert next_step(replace(RECORDED, answer_due_on=None, close_due_on=None)) is None
    assert next_step(replace(RECORDED, close_due_on=None, answered=True)) is None


def test_an_incomplete_case_waits_for_its_reporter() -> None:
    incomplete = CaseState(
        status=Status.INCOMPLETE, answer_due_on=None, close_due_on=None, complete_by=BRING_BY, answered=True
    )
    assert next_step(incomplete) == Step(kind=StepKind.BRING, day=BRING_BY)
    assert next_step(replace(incomplete, complete_by=None)) == Step(kind=StepKind.BRING, day=None)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED, Status.WITHDRAWN, Status.VOID, Status.NOT_OURS])
def test_a_case_that_is_over_here_waits_for_nothing_whatever_the_centre_says(status: Status) -> None:
    assert next_step(replace(RECORDED, status=status)) is None
    assert next_step(replace(OVER_THERE, status=status)) is None


def test_a_case_that_ended_at_the_centre_waits_until_its_reporter_was_told() -> None:
    assert next_step(OVER_THERE) == Step(kind=StepKind.TELL, day=ENDED)
    assert next_step(replace(OVER_THERE, told=True)) is None
    assert next_step(replace(OVER_THERE, reachable=False)) is None
    assert next_step(replace(OVER_THERE, status=Status.INCOMPLETE)) == Step(kind=StepKind.TELL, day=ENDED)


@pytest.mark.parametrize("name", ["Selesai", "SELESAI ", "Ditutup", "Diarsipkan", "Ditolak", "Bukan Kewenangan"])
def test_these_words_of_the_centre_end_a_case(name: str) -> None:
    assert is_over_there(name)


@pytest.mark.parametrize("name", [None, "", "Dalam Proses", "Belum Terverifikasi", "Ditunda", "Belum Selesai"])
def test_all_others_do_not(name: str | None) -> None:
    assert not is_over_there(name)
