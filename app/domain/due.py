"""The two last days of a report: for an answer and for its end; only the own agency's are known at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.clocks import CalendarMissing, SlaClock, Unit, WorkCalendar, due_on
from app.domain.form import Form

_SUPERVISORY = "supervisory"
_BRING = "silent-reporter"
_BRING_BY_LAW = "complete-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDates:
    """Each limit with the day it ends on, None where the calendar does not reach that far."""

    answer: SlaClock
    answer_on: date | None
    close: SlaClock
    close_on: date | None


def due_dates(
    received_on: date,
    *,
    classification: str,
    supervisory: bool,
    form: Form,
    clocks: Mapping[str, SlaClock],
    calendar: WorkCalendar,
) -> DueDates | None:
    """Give the limits of a report that the own agency handles; None for a class without clocks."""
    limits = clocks_of(classification, supervisory=supervisory, form=form, clocks=clocks)
    if limits is None:
        return None
    answer, close = limits
    return DueDates(
        answer=answer,
        answer_on=_day(received_on, answer, calendar),
        close=close,
        close_on=_day(received_on, close, calendar),
    )


def clocks_of(
    classification: str, *, supervisory: bool, form: Form, clocks: Mapping[str, SlaClock]
) -> tuple[SlaClock, SlaClock] | None:
    """Give the limits for an answer and for the end of a report; None for a class without clocks."""
    names = form.clock_of_class.get(_SUPERVISORY if supervisory else classification)
    return (clocks[names[0]], clocks[names[1]]) if names else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BringBy:
    """Until when a reporter is asked to bring what is missing; None where calendar or clocks do not tell.

    ``proposed_on`` is what the desk asks for, ``by_law_on`` the last day that the law gives, ``basis`` its words.
    """

    proposed_on: date | None
    by_law_on: date | None
    basis: str


def bring_by(today: date, *, clocks: Mapping[str, SlaClock], calendar: WorkCalendar) -> BringBy:
    """Give the days for completing an entry, counted from today."""
    asked, by_law = clocks.get(_BRING), clocks.get(_BRING_BY_LAW)
    return BringBy(
        proposed_on=_day(today, asked, calendar) if asked else None,
        by_law_on=_day(today, by_law, calendar) if by_law else None,
        basis=by_law.basis if by_law else "",
    )


def in_working_days(clock: SlaClock) -> bool:
    """Tell whether the limit is counted in working days, and not in calendar days or hours."""
    return clock.unit is Unit.WORKING_DAYS


def _day(received_on: date, clock: SlaClock, calendar: WorkCalendar) -> date | None:
    try:
        return due_on(received_on, clock, calendar)
    except CalendarMissing:  # a calendar not yet extended must not keep a citizen waiting
        return None
