"""Tables of what the centre tells and what goes to it beside events: cursor, colleagues' cases, tasks, edits, files."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
)

from db.columns import Day, Instant
from db.tables import metadata


class FeedColumns(TypedColumns):
    """How far the feed was read; one row."""

    only = Column(Integer, primary_key=True)
    epoch: Named[str] = Column(Text)
    seq: Named[int] = Column(Integer)
    scope: Named[str] = Column(Text)
    read_at: Named[datetime] = Column(Instant)


class SharedCaseColumns(TypedColumns):
    """Cases of other counters of the agency; ``row`` is their moment of recording in microseconds, made unique."""

    row = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, unique=True)
    told_seq: Named[int] = Column(Integer)
    event_id: Named[str] = Column(Text)
    number: Named[str] = Column(Text, index=True)
    device_id: Named[str] = Column(Text)
    agency_id: Named[str] = Column(Text)
    counter: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    place: Named[str] = Column(Text)
    place_area: Named[str] = Column(Text)
    category: Named[str] = Column(Text)
    agency: Named[str] = Column(Text)
    channel: Named[str] = Column(Text)
    classification: Named[str] = Column(Text)
    secrecy: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    received_at: Named[datetime] = Column(Instant)
    recorded_at: Named[datetime] = Column(Instant)
    changed_at: Named[datetime | None] = Column(Instant)
    event_on: Named[date | None] = Column(Day)
    answer_due_on: Named[date | None] = Column(Day)
    close_due_on: Named[date | None] = Column(Day)
    central_number: Named[str] = Column(Text)
    tracking_id: Named[str | None] = Column(Text)
    forwarder: Named[str] = Column(Text)
    joins: Named[str | None] = Column(Text, index=True)
    complete_by: Named[date | None] = Column(Day)
    answer: Named[str | None] = Column(Text)
    answer_result: Named[str | None] = Column(Text)
    answer_told: Named[str | None] = Column(Text)
    status_code_hash: Named[str | None] = Column(Text)


class SharedFactColumns(TypedColumns):
    """What this desk did in cases of other counters: whom it told a status, and whom not."""

    n = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    at: Named[datetime] = Column(Instant)
    kind: Named[str] = Column(Text)
    officer_id: Named[str | None] = Column(Text)
    officer_name: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)


class CentralStatusColumns(TypedColumns):
    """How LAPOR! says a case stands, own or shared."""

    complaint_id: Named[str] = Column(Text, primary_key=True)
    code: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    source: Named[str] = Column(Text)


class CentralAnswerColumns(TypedColumns):
    """What was said in a case at the centre."""

    id: Named[str] = Column(Text, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    text: Named[str] = Column(Text)
    from_name: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)


class CentralReferenceColumns(TypedColumns):
    """What the centre changed in the shipped lists; ``content`` is a JSON object."""

    list: Named[str] = Column(Text)
    id: Named[str] = Column(Text)
    content: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)


class TaskColumns(TypedColumns):
    """What waits for a person; open while ``done_at`` is empty."""

    n = Column(Integer, primary_key=True)
    kind: Named[str] = Column(Text)
    complaint_id: Named[str] = Column(Text, index=True)
    cause: Named[str] = Column(Text, unique=True)
    code: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    opened_at: Named[datetime] = Column(Instant)
    done_at: Named[datetime | None] = Column(Instant)
    done_by: Named[str | None] = Column(Text)
    outcome: Named[str | None] = Column(Text)


class CentralEditColumns(TypedColumns):
    """Each field that the centre changed in a record of this desk, what stood here, and what became of it."""

    edit_id: Named[str] = Column(Text)
    field: Named[str] = Column(Text)
    complaint_id: Named[str] = Column(Text, index=True)
    at: Named[datetime] = Column(Instant)
    before: Named[str] = Column(Text)
    after: Named[str] = Column(Text)
    ours: Named[str] = Column(Text)
    settled: Named[str] = Column(Text)
    settled_at: Named[datetime | None] = Column(Instant)
    settled_by: Named[str | None] = Column(Text)


class UploadColumns(TypedColumns):
    """Files on their way; ``sha256`` and ``size_bytes`` are of the bytes sealed for the centre key ``sealed_for``."""

    attachment_id: Named[str] = Column(Text, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    sealed_for: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    size_bytes: Named[int] = Column(Integer)
    sent_bytes: Named[int] = Column(Integer)
    state: Named[str] = Column(Text)
    attempts: Named[int] = Column(Integer)
    next_at: Named[datetime | None] = Column(Instant)
    code: Named[str | None] = Column(Text)
    confirmed_at: Named[datetime | None] = Column(Instant)


feed = Table("feed", metadata, FeedColumns, CheckConstraint("only = 1", name="one_row"))
shared_cases = Table("shared_cases", metadata, SharedCaseColumns)
shared_facts = Table("shared_facts", metadata, SharedFactColumns)
central_statuses = Table("central_statuses", metadata, CentralStatusColumns)
central_answers = Table("central_answers", metadata, CentralAnswerColumns)
central_reference = Table(
    "central_reference", metadata, CentralReferenceColumns, PrimaryKeyConstraint("list", "id"), sqlite_with_rowid=False
)
tasks = Table("tasks", metadata, TaskColumns)
central_edits = Table(
    "central_edits", metadata, CentralEditColumns, PrimaryKeyConstraint("edit_id", "field"), sqlite_with_rowid=False
)
uploads = Table("uploads", metadata, UploadColumns)

Index("ix_tasks_open", tasks.c.opened_at, sqlite_where=tasks.c.done_at.is_(None))
Index("ix_tasks_kind", tasks.c.kind, tasks.c.opened_at, sqlite_where=tasks.c.done_at.is_(None))
Index("ix_central_edits_open", central_edits.c.at, sqlite_where=central_edits.c.settled == "open")
Index("ix_uploads_state", uploads.c.state, uploads.c.attachment_id)
Index("ix_tasks_returned", tasks.c.complaint_id, tasks.c.code, sqlite_where=tasks.c.kind == "returned")
Index(
    "ix_shared_cases_report",
    shared_cases.c.received_at,
    shared_cases.c.status,
    shared_cases.c.secrecy,
    shared_cases.c.counter,
    shared_cases.c.channel,
    shared_cases.c.classification,
    shared_cases.c.category,
    shared_cases.c.place_area,
    shared_cases.c.agency,
    shared_cases.c.tracking_id,
    shared_cases.c.forwarder,
    shared_cases.c.recorded_at,
    shared_cases.c.changed_at,
    shared_cases.c.answer_due_on,
    shared_cases.c.close_due_on,
    shared_cases.c.complaint_id,
)
