"""Cases of colleagues' counters stand in list and search among the own ones, with nobody's name and no secret."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.domain.changes import SharedCase
from app.domain.complaint import Secrecy
from app.domain.listing import ListRow
from db.feed import moment_key
from db.search import Queries
from db.unit_of_work import UnitOfWork
from tests.app.usecases.test_pull import a_case, a_status
from tests.builders import NOON, OFFICER_ID, a_complaint
from tests.database import record


def keep(engine: Engine, *cases: SharedCase) -> None:
    with UnitOfWork(engine) as unit:
        for seq, case in enumerate(cases, start=1):
            unit.feed.keep_case(case, seq=seq)
        unit.commit()


def found(engine: Engine, typed: str) -> Sequence[ListRow]:
    return Queries(engine).search(OFFICER_ID, typed, after=None, limit=50).rows


def test_a_colleagues_case_tells_its_counter_and_central_status_and_no_name(engine: Engine) -> None:
    case = a_case(tracking_id="9104417", answer_due_on=NOON.date())
    keep(engine, case)
    with UnitOfWork(engine) as unit:
        unit.feed.keep_status(a_status(case.complaint_id))
        unit.commit()
    (row,) = Queries(engine).newest(OFFICER_ID, after=None, limit=9).rows
    assert (row.id, row.number, row.title, row.counter) == (case.complaint_id, case.number, "Parkir penuh", "B")
    assert (row.name, row.delivery, row.tracking_id, row.central_status) == ("", None, "9104417", "Diproses")


def test_of_a_secret_case_number_and_status_alone_are_told(engine: Engine) -> None:
    keep(engine, a_case(secrecy=Secrecy.SECRET.value, tracking_id="9104417", answer_due_on=NOON.date()))
    (row,) = Queries(engine).newest(OFFICER_ID, after=None, limit=9).rows
    assert (row.title, row.channel, row.category, row.agency) == ("", "", "", "")
    assert (row.tracking_id, row.answer_due_on, row.status.value) == (None, None, "recorded")
    assert not found(engine, "parkir")
    assert not found(engine, "9104417")


@pytest.mark.parametrize("typed", ["parkir", "tempat par", "AWS-B-26-000001-40", "000001", "9104417"])
def test_a_case_is_found_by_words_and_by_each_of_its_numbers(engine: Engine, typed: str) -> None:
    keep(engine, a_case(tracking_id="9104417"))
    assert [row.counter for row in found(engine, typed)] == ["B"]


def test_cases_of_one_moment_both_have_their_place(engine: Engine) -> None:
    keep(engine, a_case(), a_case(), a_case())
    rows = Queries(engine).newest(OFFICER_ID, after=None, limit=9).rows
    assert [row.row - moment_key(NOON) for row in rows] == [2, 1, 0]


def test_a_case_told_again_has_new_words_and_keeps_its_place(engine: Engine) -> None:
    case = a_case()
    keep(engine, case, a_case(), a_case(complaint_id=case.complaint_id, title="Parkir motor penuh"))
    assert [row.title for row in found(engine, "motor")] == ["Parkir motor penuh"]
    keep(engine, case)
    assert [row.title for row in found(engine, "motor")] == ["Parkir motor penuh"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    own=st.lists(st.integers(0, 40), max_size=8),
    others=st.lists(st.integers(0, 40), max_size=8),
    limit=st.integers(1, 5),
    typed=st.sampled_from([None, "parkir"]),
)
def test_pages_of_both_lists_go_from_newest_to_oldest_without_gap_or_repeat(
    engine: Engine, own: list[int], others: list[int], limit: int, typed: str | None
) -> None:
    with UnitOfWork(engine) as unit:  # never committed: each example begins with an empty desk
        for minute in sorted(own):
            record(unit, a_complaint(title="Parkir", recorded_at=NOON + timedelta(minutes=minute)))
        for seq, minute in enumerate(others, start=1):
            unit.feed.keep_case(a_case(recorded_at=NOON + timedelta(minutes=minute)), seq=seq)
        queries, seen, after = Queries(_Same(unit)), [], None  # type: ignore[arg-type]
        while True:
            page = (
                queries.newest(OFFICER_ID, after=after, limit=limit)
                if typed is None
                else queries.search(OFFICER_ID, typed, after=after, limit=limit)
            )
            assert len(page.rows) <= limit
            seen += page.rows
            after = page.after
            if after is None:
                break
    assert len({row.id for row in seen}) == len(seen) == len(own) + len(others)
    moments = [row.recorded_at for row in seen]
    assert moments == sorted(moments, reverse=True)


class _Same:
    """Lets the queries read on the connection of an open unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def connect(self) -> "_Same":
        return self

    def __enter__(self) -> object:
        return self._unit._connection

    def __exit__(self, *_: object) -> None:
        pass
