"""Words for days keep their day over night."""

from datetime import datetime, timedelta, timezone

import pytest

from app.adapters.profiles import load_profile
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.resumed import resumed
from app.paths import resources

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
KEPT = datetime(2026, 11, 23, 9, 41, tzinfo=timezone(timedelta(hours=8)))


def after(days: int, **values: str) -> dict[str, str]:
    draft = Draft(id=ComplaintId("1"), values=values)
    return dict(resumed(draft, form=FORM, kept_at=KEPT, now=KEPT + timedelta(days=days)).values)


def test_on_the_same_day_all_is_as_typed() -> None:
    typed = {"event_on": "kemarin", "received_at": "09.30", "title": "kemarin"}
    assert after(0, **typed) == typed


def test_on_a_later_day_words_become_the_day_that_was_meant() -> None:
    assert after(3, event_on="kemarin", received_at="09.30", title="kemarin") == {
        "event_on": "22-11-2026",
        "received_at": "23-11-2026 09.30",
        "title": "kemarin",
    }


@pytest.mark.parametrize("typed", ["22-11-2026", "22-11", "2", "obat", ""])
def test_what_still_means_the_same_or_nothing_stays_as_typed(typed: str) -> None:
    assert after(3, event_on=typed) == {"event_on": typed}
