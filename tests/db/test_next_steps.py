"""The next step of a case follows whatever is written of it, and an older database is told of all its cases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from app.domain.changes import CentralAnswer, SharedCase
from app.domain.complaint import Complaint, Identity, Status
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.listing import SearchTerms
from app.domain.next_step import StepKind
from db import migrate
from db.next_steps import settle
from db.tables_next_steps import next_steps
from db.unit_of_work import UnitOfWork
from tests.app.usecases.test_pull import a_case, a_status
from tests.builders import NOON, a_complaint
from tests.database import new_database, record, recorded

TODAY = NOON.date()
ANSWER_BY, CLOSE_BY = TODAY + timedelta(days=3), TODAY + timedelta(days=14)
OWED: Mapping[str, date] = {"answer_due_on": ANSWER_BY, "close_due_on": CLOSE_BY}

Steps = Mapping[str, tuple[str, date | None]]


def steps(engine: Engine) -> Steps:
    with engine.connect() as connection:
        return {row.complaint_id: (row.kind, row.day) for row in connection.execute(select(next_steps))}


def step(engine: Engine, id: ComplaintId) -> tuple[str, date | None] | None:
    return steps(engine).get(id)


def told(engine: Engine, id: ComplaintId, name: str = "Selesai", minutes: int = 0) -> None:
    with UnitOfWork(engine) as unit:
        unit.feed.keep_status(a_status(id, name, minutes))
        unit.commit()


def answered(engine: Engine, id: ComplaintId) -> None:
    with UnitOfWork(engine) as unit:
        unit.feed.keep_answer(CentralAnswer(id=f"a {id}", complaint_id=id, text="Sudah.", from_name="RSUD", at=NOON))
        unit.commit()


def noted(engine: Engine, id: ComplaintId, kind: FactKind, detail: str = "", minutes: int = 5) -> None:
    with UnitOfWork(engine) as unit:
        at = NOON + timedelta(minutes=minutes)
        unit.complaints.add_fact(CaseFact(complaint_id=id, at=at, kind=kind, detail=detail))
        unit.commit()


def corrected(engine: Engine, complaint: Complaint) -> None:
    with UnitOfWork(engine) as unit:
        unit.complaints.correct(
            complaint, terms=SearchTerms(number=complaint.number), person_key=None, same_entry_key="k", seen_version=1
        )
        unit.commit()


def test_a_new_record_waits_for_its_answer_and_one_without_days_for_nothing(engine: Engine) -> None:
    owed, free = recorded(engine, **OWED), recorded(engine)
    assert steps(engine) == {owed.id: ("answer", ANSWER_BY)}
    assert step(engine, free.id) is None


def test_an_answer_of_the_centre_leaves_the_end_and_its_end_the_telling(engine: Engine) -> None:
    id = recorded(engine, **OWED).id
    answered(engine, id)
    assert step(engine, id) == ("close", CLOSE_BY)
    told(engine, id, "Dalam Proses")
    assert step(engine, id) == ("close", CLOSE_BY)
    told(engine, id, minutes=1)
    assert step(engine, id) == ("tell", TODAY)


@pytest.mark.parametrize(
    ("kind", "detail", "knows"),
    [
        (FactKind.STATUS_TOLD, "phone · code", True),
        (FactKind.CALLED_BACK, "reached", True),
        (FactKind.CALLED_BACK, "reached · senang", True),
        (FactKind.CALLED_BACK, "not_reached · sibuk", False),
        (FactKind.CALLED_BACK, "wrong_number", False),
        (FactKind.STATUS_REFUSED, "", False),
        (FactKind.NUMBER_TOLD, "", False),
    ],
)
def test_who_was_told_waits_no_more(engine: Engine, kind: FactKind, detail: str, knows: bool) -> None:
    id = recorded(engine, **OWED).id
    told(engine, id)
    noted(engine, id, kind, detail)
    assert step(engine, id) == (None if knows else ("tell", TODAY))


def test_what_was_told_before_it_ended_does_not_count_and_an_end_taken_back_is_owed_again(engine: Engine) -> None:
    id = recorded(engine, **OWED).id
    noted(engine, id, FactKind.STATUS_TOLD, minutes=-5)
    told(engine, id)
    assert step(engine, id) == ("tell", TODAY)
    told(engine, id, "Dalam Proses", minutes=9)
    assert step(engine, id) == ("answer", ANSWER_BY)


def test_the_day_of_the_end_is_the_counters_own(engine: Engine) -> None:
    id = recorded(engine).id
    told(engine, id, minutes=12 * 60 + 30)
    assert step(engine, id) == ("tell", TODAY + timedelta(days=1))


def test_nobody_is_told_who_left_no_name_and_does_not_come_back(engine: Engine) -> None:
    gone = recorded(engine, identity=Identity.NAMELESS).id
    back = recorded(engine, identity=Identity.NAMELESS, returns_to_desk=True).id
    for id in (gone, back):
        told(engine, id)
    assert (step(engine, gone), step(engine, back)) == (None, ("tell", TODAY))


def test_corrections_and_the_end_of_a_record_are_followed(engine: Engine) -> None:
    complaint = recorded(engine, status=Status.INCOMPLETE, complete_by=TODAY)
    assert step(engine, complaint.id) == ("bring", TODAY)
    corrected(engine, replace(complaint, status=Status.RECORDED, complete_by=None, **OWED, version=2))  # type: ignore[arg-type]
    assert step(engine, complaint.id) == ("answer", ANSWER_BY)
    with UnitOfWork(engine) as unit:
        unit.complaints.void(complaint.id, seen_version=2)
        unit.commit()
    assert step(engine, complaint.id) is None


def test_a_colleagues_case_has_its_step_until_it_is_forgotten(engine: Engine) -> None:
    case, ended, closed = a_case(**OWED), a_case(**OWED), a_case(**OWED, status="closed")
    own = recorded(engine, **OWED)
    with UnitOfWork(engine) as unit:
        for seq, one in enumerate((case, ended, closed), start=1):
            unit.feed.keep_case(one, seq=seq)
        unit.feed.keep_status(a_status(ended.complaint_id, "Selesai"))
        unit.commit()
    assert steps(engine) == {own.id: ("answer", ANSWER_BY), case.complaint_id: ("answer", ANSWER_BY)}
    with UnitOfWork(engine) as unit:
        unit.feed.forget_case(case.complaint_id)
        unit.commit()
    assert list(steps(engine)) == [own.id]
    with UnitOfWork(engine) as unit:
        unit.feed.keep_case(case, seq=9)
        unit.feed.forget_cases()
        unit.commit()
    assert list(steps(engine)) == [own.id]


def test_of_a_colleagues_secret_case_only_the_end_has_a_day_and_an_incomplete_one_the_day_of_bringing(
    engine: Engine,
) -> None:
    secret, incomplete = a_case(**OWED, secrecy="secret"), a_case(status="incomplete", complete_by=TODAY)
    with UnitOfWork(engine) as unit:
        for seq, case in enumerate((secret, incomplete), start=1):
            unit.feed.keep_case(case, seq=seq)
        unit.commit()
    assert steps(engine) == {
        secret.complaint_id: ("close", CLOSE_BY),
        incomplete.complaint_id: ("bring", TODAY),
    }


def of_every_kind(engine: Engine) -> Sequence[ComplaintId]:
    """Fill a desk with cases in every state that a step hangs on."""
    ids = [
        recorded(engine, **values).id
        for values in (
            OWED,
            OWED,
            OWED,
            OWED,
            {"close_due_on": CLOSE_BY},
            {**OWED, "status": Status.CLOSED},
            {**OWED, "status": Status.ANSWERED},
            {"status": Status.INCOMPLETE, "complete_by": TODAY},
            {},
            {**OWED, "identity": Identity.NAMELESS},
            {"identity": Identity.NAMELESS, "returns_to_desk": True},
            {**OWED, "status": Status.VOID},
        )
    ]
    answered(engine, ids[1])
    for id in (ids[2], ids[3], *ids[8:12]):
        told(engine, id, " SELESAI" if id == ids[2] else "Bukan Kewenangan", minutes=12 * 60 + 30)
    noted(engine, ids[3], FactKind.CALLED_BACK, "reached · senang", minutes=13 * 60)
    noted(engine, ids[8], FactKind.CALLED_BACK, "not_reached", minutes=13 * 60)
    told(engine, ids[4], "Dalam Proses")
    with UnitOfWork(engine) as unit:
        for seq, values in enumerate(
            ({}, {"status": "incomplete"}, {"status": "closed"}, {}, {"secrecy": "secret"}), start=1
        ):
            case = a_case(**OWED, **values)
            unit.feed.keep_case(case, seq=seq)
            if seq == 4:
                unit.feed.keep_status(a_status(case.complaint_id, "Selesai"))
        unit.commit()
    return ids


def test_an_older_database_is_told_the_steps_of_all_its_cases(tmp_path: Path) -> None:
    engine = new_database(tmp_path / "loket.db")
    of_every_kind(engine)
    kept = steps(engine)
    assert {kind for kind, _ in kept.values()} == {kind.value for kind in StepKind}
    migrate.move(engine, "loket", "0007")
    migrate.move(engine, "loket", "0008")
    assert steps(engine) == kept
    engine.dispose()


ACTS = ("status", "end", "answer", "told", "reached", "missed", "correct", "void", "case", "closed_there", "forget")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=14))
def test_the_kept_steps_are_those_worked_out_from_the_beginning(engine: Engine, acts: list[tuple[str, int]]) -> None:
    with UnitOfWork(engine) as unit:  # never committed: each example begins with an empty desk
        own = [a_complaint(**OWED), a_complaint(status=Status.INCOMPLETE, complete_by=TODAY), a_complaint()]  # type: ignore[arg-type]
        for complaint in own:
            record(unit, complaint)
        shared = [a_case(**OWED), a_case(status="incomplete"), a_case(**OWED, secrecy="secret")]
        for minute, (act, at) in enumerate(acts, start=1):
            write(unit, act, own[at], shared[at], minute)
        ids = [*(one.id for one in own), *(one.complaint_id for one in shared)]
        kept = kept_in(unit)
        for id in ids:
            settle(unit._connection, id)
        assert kept_in(unit) == kept
        assert set(kept) <= set(ids)


def write(unit: UnitOfWork, act: str, own: Complaint, shared: SharedCase, minute: int) -> None:
    """Let something happen to the one case or the other, as the use cases write it."""
    at = NOON + timedelta(minutes=minute)
    stored = unit.complaints.get(own.id)
    assert stored is not None
    match act:
        case "status" | "end" | "closed_there":
            id = shared.complaint_id if act == "closed_there" else own.id
            unit.feed.keep_status(a_status(id, "Dalam Proses" if act == "status" else "Selesai", minute))
        case "answer":
            unit.feed.keep_answer(
                CentralAnswer(id=str(minute), complaint_id=own.id, text="Sudah.", from_name="RSUD", at=at)
            )
        case "told" | "reached" | "missed":
            kind = FactKind.STATUS_TOLD if act == "told" else FactKind.CALLED_BACK
            detail = "not_reached" if act == "missed" else act
            unit.complaints.add_fact(CaseFact(complaint_id=own.id, at=at, kind=kind, detail=detail))
        case "correct":
            unit.complaints.correct(
                replace(stored, status=Status.RECORDED, complete_by=None, **OWED, version=stored.version + 1),  # type: ignore[arg-type]
                terms=SearchTerms(number=stored.number),
                person_key=None,
                same_entry_key="k",
                seen_version=stored.version,
            )
        case "void":
            unit.complaints.void(own.id, seen_version=stored.version)
        case "case":
            unit.feed.keep_case(shared, seq=minute)
        case "forget":
            unit.feed.forget_case(shared.complaint_id)


def kept_in(unit: UnitOfWork) -> Steps:
    return {row.complaint_id: (row.kind, row.day) for row in unit._connection.execute(select(next_steps))}
