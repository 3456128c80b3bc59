"""Two limits by class and by the calendar; a missing year costs a due date, never a number."""

from datetime import date

from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.domain.due import DueDates, bring_by, due_dates, in_working_days
from app.paths import resources

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
LISTS = load_reference(resources() / "reference")
MONDAY = date(2026, 11, 23)


def due(received_on: date = MONDAY, *, classification: str = "complaint", supervisory: bool = False) -> DueDates | None:
    return due_dates(
        received_on,
        classification=classification,
        supervisory=supervisory,
        form=FORM,
        clocks=LISTS.clocks,
        calendar=LISTS.calendar,
    )


def test_a_complaint_is_answered_in_five_and_closed_in_fourteen_working_days() -> None:
    dates = due()
    assert dates is not None
    assert (dates.answer.amount, dates.answer_on) == (5, date(2026, 11, 30))
    assert (dates.close.amount, dates.close_on) == (14, date(2026, 12, 11))
    assert in_working_days(dates.close)


def test_a_complaint_that_needs_an_inspection_has_sixty_working_days() -> None:
    dates = due(supervisory=True)
    assert dates is not None
    assert dates.close.amount == 60


def test_a_class_without_clocks_has_no_limits() -> None:
    assert due(classification="") is None


def test_a_calendar_that_ends_gives_no_day() -> None:
    last = max(LISTS.calendar.years)
    dates = due(date(last, 12, 30))
    assert dates is not None
    assert (dates.answer_on, dates.close_on) == (None, None)


def test_what_is_missing_is_asked_within_ten_working_days_and_the_law_gives_thirty() -> None:
    days = bring_by(date(2026, 11, 23), clocks=LISTS.clocks, calendar=LISTS.calendar)
    assert (days.proposed_on, days.by_law_on) == (date(2026, 12, 7), date(2026, 12, 23))
    assert "UU 25/2009" in days.basis


def test_a_desk_without_those_clocks_proposes_no_day() -> None:
    days = bring_by(date(2026, 11, 23), clocks={}, calendar=LISTS.calendar)
    assert (days.proposed_on, days.by_law_on, days.basis) == (None, None, "")
