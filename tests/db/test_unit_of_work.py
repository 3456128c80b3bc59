"""One transaction over all stores: all of it or nothing."""

import pytest
from sqlalchemy import Engine

from app.domain.ids import OfficerId
from app.domain.outbox import Event
from app.ports import queries as reads
from app.ports import stores, world
from db.integrity import Integrity
from db.search import Queries
from db.sync_queries import SyncQueries
from db.today import TodayQueries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_complaint, a_draft
from tests.database import record


def test_leaving_without_commit_keeps_nothing(engine: Engine) -> None:
    complaint, draft = a_complaint(), a_draft()
    with UnitOfWork(engine) as unit:
        assert unit.complaints.next_running("A", 2026) == 1
        record(unit, complaint)
        unit.drafts.keep(draft, OFFICER_ID, NOON)
    with UnitOfWork(engine) as unit:
        assert unit.complaints.get(complaint.id) is None
        assert unit.complaints.next_running("A", 2026) == 1
        assert unit.outbox.next_seq() == 1
        assert unit.drafts.owner(draft.id) is None
    assert Queries(engine).search(OFFICER_ID, "antrean", after=None, limit=5).rows == ()


def test_an_error_inside_keeps_nothing_and_passes(engine: Engine) -> None:
    def fail_after(complaint_event: Event) -> None:
        raise RuntimeError(complaint_event.id)

    with pytest.raises(RuntimeError), UnitOfWork(engine) as unit:
        fail_after(record(unit, a_complaint()))
    assert Queries(engine).newest(OFFICER_ID, after=None, limit=5).rows == ()


def test_what_is_committed_stands_for_everybody(engine: Engine) -> None:
    complaint = a_complaint()
    with UnitOfWork(engine) as unit:
        record(unit, complaint)
        unit.commit()
    with UnitOfWork(engine) as unit:
        assert unit.complaints.get(complaint.id) is not None


def test_the_stores_fulfil_the_ports(engine: Engine) -> None:
    unit: stores.UnitOfWork = UnitOfWork(engine)
    queries: reads.Queries = Queries(engine)
    today: reads.TodayQueries = TodayQueries(engine)
    sync: reads.SyncQueries = SyncQueries(engine)
    integrity: world.Integrity = Integrity(engine)
    with unit:
        assert unit.staff.officers()[0].id == OfficerId(OFFICER_ID)
    asked = {
        stores.UnitOfWork: unit,
        reads.Queries: queries,
        reads.TodayQueries: today,
        reads.SyncQueries: sync,
        world.Integrity: integrity,
        stores.Complaints: unit.complaints,
        stores.OutboxStore: unit.outbox,
        stores.Drafts: unit.drafts,
        stores.Audit: unit.audit,
        stores.Ledger: unit.ledger,
        stores.Staff: unit.staff,
        stores.CentreStore: unit.centre,
    }
    missing = [
        f"{port.__name__}.{name}"
        for port, store in asked.items()
        for name in vars(port)
        if not name.startswith("_") and not hasattr(store, name)
    ]
    assert missing == []
