"""Ids are UUIDv7 that rise; instants keep their microsecond."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import from_iso, new_id, to_iso

NOW = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)


def test_ids_rise_and_differ_even_when_the_clock_steps_back() -> None:
    made = [new_id(NOW - timedelta(seconds=n % 3)) for n in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_is_a_uuid_of_version_seven() -> None:
    one = UUID(new_id(NOW))
    assert one.version == 7
    assert one.variant == "specified in RFC 4122"


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(lambda d: d.replace(tzinfo=UTC)))
def test_instants_read_back_as_themselves(instant: datetime) -> None:
    if instant.year >= 1000:
        assert from_iso(to_iso(instant)) == instant


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_iso(datetime(2026, 1, 1))
