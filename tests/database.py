"""A real desk database for tests: encrypted, migrated, with its desk row and one officer."""

from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

from sqlalchemy import Engine

from app.domain.complaint import Complaint, Entry
from app.domain.follow_up import CaseFact, FactKind
from app.domain.listing import search_terms
from app.domain.officer import Officer
from app.domain.outbox import Event
from app.domain.person import person_key, same_entry_key
from db.engine import open_engine
from db.migrate import prepare
from db.unit_of_work import UnitOfWork
from tests.builders import OFFICER_ID, a_complaint, a_desk, an_event, an_officer, another_officer

KEY = bytes(range(32))


def new_database(path: Path, *, seeded: bool = True) -> Engine:
    """Make a database at ``path``; ``seeded`` with ``a_desk()`` and ``an_officer()``."""
    engine = open_engine(path, KEY)
    prepare(engine, path)
    if seeded:
        with UnitOfWork(engine) as unit:
            unit.staff.keep_desk(a_desk())
            unit.staff.keep_officer(an_officer())
            unit.commit()
    return engine


def add_officer(engine: Engine) -> Officer:
    """Add a colleague and give him."""
    officer = another_officer()
    with UnitOfWork(engine) as unit:
        unit.staff.keep_officer(officer)
        unit.commit()
    return officer


def record(unit: UnitOfWork, complaint: Complaint, **event: object) -> Event:
    """Write a complaint into an open unit as registering does; give the event that tells of it."""
    names = set(Entry.__dataclass_fields__) - {"handling"}
    entry = Entry(**{name: getattr(complaint, name) for name in names})
    zone = timezone(timedelta(minutes=complaint.utc_offset_minutes))
    received_on = complaint.intake.received_at.astimezone(zone).date()
    unit.complaints.add(
        complaint,
        terms=search_terms(complaint.number, entry),
        person_key=person_key(complaint.reporter),
        same_entry_key=same_entry_key(complaint.reporter, received_on, complaint.report.title, complaint.report.text),
    )
    unit.complaints.add_fact(
        CaseFact(
            complaint_id=complaint.id,
            at=complaint.recorded_at,
            kind=FactKind.RECORDED,
            officer_id=complaint.officer_id,
            officer_name="Rina Wulandari, S.Kep.",
        )
    )
    told = replace(an_event(complaint, **event), seq=unit.outbox.next_seq())  # type: ignore[arg-type]
    unit.outbox.add(told)
    unit.audit.add(at=complaint.recorded_at, officer_id=OFFICER_ID, act="complaint_recorded", subject=complaint.id)
    return told


def recorded(engine: Engine, **values: object) -> Complaint:
    """Record ``a_complaint(**values)`` in a unit of its own and give it as stored."""
    complaint = a_complaint(**values)  # type: ignore[arg-type]
    with UnitOfWork(engine) as unit:
        record(unit, complaint)
        stored = unit.complaints.get(complaint.id)
        unit.commit()
    assert stored is not None
    return stored
