"""Fields that matter only after some answers, and the question that is asked anew."""

from datetime import datetime, timedelta, timezone

import pytest

from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.domain.asked import asked_now, asks_secrecy_again
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.paths import resources

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
LISTS = load_reference(resources() / "reference")
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=timezone(timedelta(hours=8)))


def asked(**values: str) -> frozenset[str]:
    return asked_now(Draft(id=ComplaintId("1"), values=values), form=FORM, lists=LISTS, now=NOW)


def test_an_ordinary_visit_asks_nothing_more() -> None:
    assert asked(channel="walk-in", received_at="23-11-2026 09.40", relation="self", nik="6472011205900007") == set()


@pytest.mark.parametrize("received", ["kemarin 16.30", "22-11-2026 16.30", "1-1 08.00"])
def test_an_earlier_day_asks_for_a_reason(received: str) -> None:
    assert asked(received_at=received) == {"backdate_reason"}


@pytest.mark.parametrize("received", ["", "9", "99-99-2026 10.00", "23-11-2026 08.00"])
def test_today_or_an_unreadable_moment_asks_for_none(received: str) -> None:
    assert asked(received_at=received) == set()


@pytest.mark.parametrize("channel", ["letter", "letter.mail", "letter.box"])
def test_a_letter_asks_for_its_number_and_date(channel: str) -> None:
    assert asked(channel=channel) == {"letter_number", "letter_on"}


@pytest.mark.parametrize("relation", ["proxy", "family", "guardian"])
def test_somebody_else_s_case_asks_whose(relation: str) -> None:
    assert asked(relation=relation) == {"represented"}


def test_a_child_asks_for_a_guardian_by_birth_date_or_nik() -> None:
    assert asked(born_on="24-11-2009") == {"guardian"}
    assert asked(nik="6472012411090001") == {"guardian"}


def test_seventeen_years_are_enough_and_the_told_date_goes_before_the_nik() -> None:
    assert asked(born_on="23-11-2009") == set()
    assert asked(born_on="12-05-1990", nik="6472012411090001") == set()


def test_a_field_that_the_form_does_not_have_is_never_asked() -> None:
    bare = type(FORM)(
        **{name: getattr(FORM, name) for name in FORM.__slots__ if name != "fields"},
        fields=tuple(rule for rule in FORM.fields if rule.name != "represented"),
    )
    draft = Draft(id=ComplaintId("1"), values={"relation": "proxy"})
    assert asked_now(draft, form=bare, lists=LISTS, now=NOW) == set()


@pytest.mark.parametrize(
    ("answer", "was", "now", "again"),
    [
        ("plain", False, True, True),
        ("plain", True, True, False),
        ("plain", False, False, False),
        ("plain", True, False, False),
        ("secret", False, True, False),
        ("", False, True, False),
    ],
)
def test_only_an_answer_that_no_longer_fits_is_asked_again(answer: str, was: bool, now: bool, again: bool) -> None:
    assert asks_secrecy_again(answer, was_sensitive=was, is_sensitive=now) is again
