"""The desk's tables. Who complained lives in ``reporters`` alone; ``db.guards`` adds search index and triggers.

A change here needs a revision in ``db/migrations/loket``; a test holds the two against each other.
"""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
    and_,
    literal,
    literal_column,
)

from db.columns import Day, Instant

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class DeskColumns(TypedColumns):
    """This counter; one row.  ``letterhead`` is a JSON list."""

    only = Column(Integer, primary_key=True)
    agency_id: Named[str] = Column(Text)
    agency_code: Named[str] = Column(Text)
    agency_name: Named[str] = Column(Text)
    letterhead: Named[str] = Column(Text)
    city: Named[str] = Column(Text)
    address: Named[str] = Column(Text)
    phone: Named[str] = Column(Text)
    service_hours: Named[str] = Column(Text)
    counter: Named[str] = Column(Text)
    series: Named[str] = Column(Text)
    device_id: Named[str] = Column(Text)
    incarnation: Named[str] = Column(Text)
    utc_offset_minutes: Named[int] = Column(Integer)
    form_version: Named[str] = Column(Text)
    created_at: Named[datetime] = Column(Instant)
    receipt_size: Named[str] = Column(Text)
    language: Named[str] = Column(Text)
    forwarder: Named[str] = Column(Text, server_default="pusat")
    status_key: Named[bytes] = Column(LargeBinary)


class OfficerColumns(TypedColumns):
    """Who may sign in; nobody is ever deleted."""

    id: Named[str] = Column(Text, primary_key=True)
    login: Named[str] = Column(Text, unique=True)
    full_name: Named[str] = Column(Text)
    nip: Named[str] = Column(Text)
    role: Named[str] = Column(Text)
    active: Named[int] = Column(Integer)


class ComplaintColumns(TypedColumns):
    """Everything of a complaint but who complained; ``row`` rises in the order of recording, ``extra`` is JSON."""

    row = Column(Integer, primary_key=True)
    id: Named[str] = Column(Text, unique=True)
    number: Named[str] = Column(Text, unique=True)
    secrecy: Named[str] = Column(Text)
    channel: Named[str] = Column(Text)
    received_at: Named[datetime] = Column(Instant)
    received_on: Named[date] = Column(Day)
    notice: Named[str] = Column(Text)
    backdate_reason: Named[str | None] = Column(Text)
    queue_number: Named[str | None] = Column(Text)
    letter_number: Named[str | None] = Column(Text)
    letter_on: Named[date | None] = Column(Day)
    slip_number: Named[str | None] = Column(Text)
    classification: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    category: Named[str] = Column(Text)
    agency: Named[str] = Column(Text)
    event_on: Named[date | None] = Column(Day)
    event_time: Named[str | None] = Column(Text)
    place: Named[str | None] = Column(Text)
    place_area: Named[str | None] = Column(Text)
    coordinate: Named[str | None] = Column(Text)
    expectation: Named[str | None] = Column(Text)
    unit: Named[str | None] = Column(Text)
    reported_officer: Named[str | None] = Column(Text)
    earlier_number: Named[str | None] = Column(Text)
    value_rp: Named[int | None] = Column(Integer)
    supervisory: Named[int] = Column(Integer)
    priority: Named[str | None] = Column(Text)
    tags: Named[str | None] = Column(Text)
    missing_documents: Named[str | None] = Column(Text)
    extra: Named[str] = Column(Text)
    form_version: Named[str] = Column(Text)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))
    recorded_at: Named[datetime] = Column(Instant)
    utc_offset_minutes: Named[int] = Column(Integer)
    answer_due_on: Named[date | None] = Column(Day)
    close_due_on: Named[date | None] = Column(Day)
    status: Named[str] = Column(Text)
    central_status: Named[str | None] = Column(Text)
    central_number: Named[str | None] = Column(Text)
    tracking_id: Named[str | None] = Column(Text)
    status_code_hash: Named[str] = Column(Text)
    same_entry_key: Named[str] = Column(Text, index=True)
    joins: Named[str | None] = Column(Text)
    complete_by: Named[date | None] = Column(Day)
    forwarder: Named[str] = Column(Text, server_default="pusat")
    version: Named[int] = Column(Integer)


class ReporterColumns(TypedColumns):
    """Who complained, one row for each complaint, so that it can be sealed, masked and purged apart."""

    complaint_row = Column(Integer, ForeignKey("complaints.row"), primary_key=True)
    identity: Named[str] = Column(Text)
    kind: Named[str | None] = Column(Text)
    nik: Named[str | None] = Column(Text)
    name: Named[str | None] = Column(Text)
    phone: Named[str | None] = Column(Text)
    email: Named[str | None] = Column(Text)
    address: Named[str | None] = Column(Text)
    area: Named[str | None] = Column(Text)
    returns_to_desk: Named[int] = Column(Integer)
    relation: Named[str | None] = Column(Text)
    represented: Named[str | None] = Column(Text)
    guardian: Named[str | None] = Column(Text)
    sex: Named[str | None] = Column(Text)
    born_on: Named[date | None] = Column(Day)
    occupation: Named[str | None] = Column(Text)
    disability: Named[str | None] = Column(Text)
    contact_way: Named[str | None] = Column(Text)
    contact_time: Named[str | None] = Column(Text)
    person_key: Named[str | None] = Column(Text)


class FactColumns(TypedColumns):
    """The line of time of the cases."""

    n = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"), index=True)
    at: Named[datetime] = Column(Instant)
    kind: Named[str] = Column(Text)
    officer_id: Named[str | None] = Column(Text)
    officer_name: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)


class NumberColumns(TypedColumns):
    """The last running number given in each series and year."""

    series: Named[str] = Column(Text)
    year: Named[int] = Column(Integer)
    last: Named[int] = Column(Integer)


class NumberMarkColumns(TypedColumns):
    """Numbers that no complaint carries, and why."""

    series: Named[str] = Column(Text)
    year: Named[int] = Column(Integer)
    running: Named[int] = Column(Integer)
    reason: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))


class OutboxColumns(TypedColumns):
    """Facts for the centre, frozen; ``identity`` is there until it is ``sealed``, which happens once."""

    seq = Column(Integer, primary_key=True, autoincrement=False)
    id: Named[str] = Column(Text, unique=True)
    device_id: Named[str] = Column(Text)
    incarnation: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"))
    follows: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(Instant)
    schema: Named[int] = Column(Integer)
    body: Named[bytes] = Column(LargeBinary)
    sha256: Named[str] = Column(Text)
    identity: Named[bytes | None] = Column(LargeBinary)
    sealed: Named[bytes | None] = Column(LargeBinary)


class DeliveryColumns(TypedColumns):
    """How far each event has come with each target; ``kind`` repeats the event's, to be counted without it."""

    target: Named[str] = Column(Text)
    seq: Named[int] = Column(Integer)
    kind: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    attempts: Named[int] = Column(Integer)
    next_at: Named[datetime | None] = Column(Instant)
    decided_at: Named[datetime | None] = Column(Instant)
    code: Named[str | None] = Column(Text)
    field: Named[str | None] = Column(Text)
    central_number: Named[str | None] = Column(Text)
    received_at: Named[datetime | None] = Column(Instant)
    confirmed_at: Named[datetime | None] = Column(Instant)


class DeliveryCountColumns(TypedColumns):
    """How many deliveries stand in each state, kept by triggers: asked after every save."""

    target: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    n: Named[int] = Column(Integer)


class DraftColumns(TypedColumns):
    """Unfinished entries; ``content`` is a JSON object of what was typed, ``handed_at`` set while it is offered."""

    id: Named[str] = Column(Text, primary_key=True)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))
    content: Named[str] = Column(Text)
    kept_at: Named[datetime] = Column(Instant)
    handed_at: Named[datetime | None] = Column(Instant)


class AuditColumns(TypedColumns):
    """Who did what when; each row carries the hash of the one before."""

    n = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str | None] = Column(Text)
    act: Named[str] = Column(Text)
    subject: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    previous: Named[str] = Column(Text)
    hash: Named[str] = Column(Text)


class ReceiptColumns(TypedColumns):
    """Every sheet that left the desk; ``failed`` is set when the printer refused it afterwards."""

    n = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"))
    number: Named[str] = Column(Text)
    copy: Named[int] = Column(Integer)
    printed_at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text)
    way: Named[str] = Column(Text)
    size: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    failed: Named[int] = Column(Integer)


class DeviceKeyColumns(TypedColumns):
    """This desk's own key pairs; one row."""

    only = Column(Integer, primary_key=True)
    signing_private: Named[bytes] = Column(LargeBinary)
    signing_public: Named[bytes] = Column(LargeBinary)
    sealing_private: Named[bytes] = Column(LargeBinary)
    sealing_public: Named[bytes] = Column(LargeBinary)


class CentreColumns(TypedColumns):
    """The enrolment; one row."""

    only = Column(Integer, primary_key=True)
    url: Named[str] = Column(Text)
    token: Named[str] = Column(Text)
    public_key: Named[bytes] = Column(LargeBinary)
    verify_key: Named[bytes] = Column(LargeBinary)
    ca_pem: Named[str | None] = Column(Text)
    epoch: Named[str] = Column(Text)
    connected_at: Named[datetime] = Column(Instant)


class ContactColumns(TypedColumns):
    """The standing of the line; one row.  What the centre last answered stays when a later try gets no answer."""

    only = Column(Integer, primary_key=True)
    tried_at: Named[datetime] = Column(Instant)
    answered_at: Named[datetime | None] = Column(Instant)
    server_time: Named[datetime | None] = Column(Instant)
    problem: Named[str | None] = Column(Text)
    failures: Named[int] = Column(Integer)
    next_try_at: Named[datetime | None] = Column(Instant)
    retry_after: Named[datetime | None] = Column(Instant)


class ProofColumns(TypedColumns):
    """Signed statements of the centre on what it holds."""

    n = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(Instant)
    epoch: Named[str] = Column(Text)
    held: Named[int] = Column(Integer)
    signature: Named[str] = Column(Text)


class AttachmentColumns(TypedColumns):
    """What was attached; ``complaint_id`` is the draft's id before it is filed, ``stored_as`` names the sealed file."""

    id: Named[str] = Column(Text, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    place: Named[int] = Column(Integer)
    name: Named[str] = Column(Text)
    media_type: Named[str] = Column(Text)
    size_bytes: Named[int] = Column(Integer)
    sha256: Named[str] = Column(Text)
    stored_as: Named[str] = Column(Text)
    pages: Named[int | None] = Column(Integer)
    added_at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))


class AnswerColumns(TypedColumns):
    """What a reporter was answered, with what result, and how it was told."""

    n = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"), index=True)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))
    text: Named[str] = Column(Text)
    result: Named[str] = Column(Text)
    told: Named[str] = Column(Text)


class CorrectionColumns(TypedColumns):
    """What a field held before and after; ``identity`` marks what belongs to the reporter."""

    n = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"), index=True)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))
    reason: Named[str] = Column(Text)
    field: Named[str] = Column(Text)
    before: Named[str] = Column(Text)
    after: Named[str] = Column(Text)
    identity: Named[int] = Column(Integer)


class CallBackColumns(TypedColumns):
    """Who waits to be called; open while ``done_at`` is empty."""

    n = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"), index=True)
    asked_at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))
    reason: Named[str] = Column(Text)
    done_at: Named[datetime | None] = Column(Instant)
    done_by: Named[str | None] = Column(Text)
    outcome: Named[str | None] = Column(Text)


class ImportColumns(TypedColumns):
    """Registers that were taken in; the file is known by a digest of its name."""

    id: Named[str] = Column(Text, primary_key=True)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))
    name_sha256: Named[str] = Column(Text)
    accepted: Named[int] = Column(Integer)
    refused: Named[int] = Column(Integer)
    duplicates: Named[int] = Column(Integer)
    undone_at: Named[datetime | None] = Column(Instant)
    undone_by: Named[str | None] = Column(Text)
    undo_reason: Named[str | None] = Column(Text)


class ImportRowColumns(TypedColumns):
    """Which complaints came with which import."""

    import_id: Named[str] = Column(Text, ForeignKey("imports.id"))
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"))


class ColumnMapColumns(TypedColumns):
    """Which field each column of a known header carries; ``columns`` is a JSON object of header word to field."""

    header_key: Named[str] = Column(Text, primary_key=True)
    columns: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))


class LearnedWordColumns(TypedColumns):
    """In how many confirmed reports of a category a word stands; the word "" counts the reports."""

    word: Named[str] = Column(Text)
    category: Named[str] = Column(Text)
    n: Named[int] = Column(Integer)


class LearnedUptoColumns(TypedColumns):
    """The last complaint row that was learned from; one row."""

    only = Column(Integer, primary_key=True)
    row: Named[int] = Column(Integer)


class ReferenceEditColumns(TypedColumns):
    """What this desk changed in the shipped lists; ``content`` is a JSON object."""

    list: Named[str] = Column(Text)
    id: Named[str] = Column(Text)
    content: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))


class DigestColumns(TypedColumns):
    """Open complaints of other counters as the centre tells them: no identity, no secret ones."""

    row = Column(Integer, primary_key=True)
    id: Named[str] = Column(Text, unique=True)
    number: Named[str] = Column(Text)
    agency: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    place: Named[str | None] = Column(Text)
    area: Named[str | None] = Column(Text)
    category: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    received_on: Named[date] = Column(Day)
    changed_at: Named[datetime] = Column(Instant)


desk = Table("desk", metadata, DeskColumns, CheckConstraint("only = 1", name="one_row"))
officers = Table("officers", metadata, OfficerColumns)
complaints = Table("complaints", metadata, ComplaintColumns)
reporters = Table("reporters", metadata, ReporterColumns)
case_facts = Table("case_facts", metadata, FactColumns)
numbers = Table("numbers", metadata, NumberColumns, PrimaryKeyConstraint("series", "year"), sqlite_with_rowid=False)
number_marks = Table(
    "number_marks",
    metadata,
    NumberMarkColumns,
    PrimaryKeyConstraint("series", "year", "running"),
    sqlite_with_rowid=False,
)
outbox = Table("outbox", metadata, OutboxColumns)
deliveries = Table(
    "deliveries",
    metadata,
    DeliveryColumns,
    PrimaryKeyConstraint("seq", "target"),
    ForeignKeyConstraint(["seq"], ["outbox.seq"]),
    sqlite_with_rowid=False,
)
delivery_counts = Table(
    "delivery_counts",
    metadata,
    DeliveryCountColumns,
    PrimaryKeyConstraint("target", "state", "kind"),
    sqlite_with_rowid=False,
)
drafts = Table("drafts", metadata, DraftColumns)
audit = Table("audit", metadata, AuditColumns)
receipts = Table("receipts", metadata, ReceiptColumns)
device_keys = Table("device_keys", metadata, DeviceKeyColumns, CheckConstraint("only = 1", name="one_row"))
centre = Table("centre", metadata, CentreColumns, CheckConstraint("only = 1", name="one_row"))
contact = Table("contact", metadata, ContactColumns, CheckConstraint("only = 1", name="one_row"))
proofs = Table("proofs", metadata, ProofColumns)
attachments = Table("attachments", metadata, AttachmentColumns)
answers = Table("answers", metadata, AnswerColumns)
corrections = Table("corrections", metadata, CorrectionColumns)
call_backs = Table("call_backs", metadata, CallBackColumns)
imports = Table("imports", metadata, ImportColumns)
import_rows = Table(
    "import_rows",
    metadata,
    ImportRowColumns,
    PrimaryKeyConstraint("import_id", "complaint_id"),
    sqlite_with_rowid=False,
)
column_maps = Table("column_maps", metadata, ColumnMapColumns)
learned_words = Table(
    "learned_words", metadata, LearnedWordColumns, PrimaryKeyConstraint("word", "category"), sqlite_with_rowid=False
)
learned_upto = Table("learned_upto", metadata, LearnedUptoColumns, CheckConstraint("only = 1", name="one_row"))
reference_edits = Table(
    "reference_edits", metadata, ReferenceEditColumns, PrimaryKeyConstraint("list", "id"), sqlite_with_rowid=False
)
digest = Table("digest", metadata, DigestColumns)

Index("ix_reporters_person_key", reporters.c.person_key, sqlite_where=reporters.c.person_key.is_not(None))
Index("ix_audit_desk", audit.c.act, audit.c.n, sqlite_where=audit.c.subject == literal_column("'desk'"))
Index("ix_outbox_complaint_id", outbox.c.complaint_id, outbox.c.kind)
Index("ix_deliveries_state", deliveries.c.target, deliveries.c.state, deliveries.c.seq, deliveries.c.kind)
Index("uq_receipts_copy", receipts.c.complaint_id, receipts.c.copy, unique=True, sqlite_where=receipts.c.failed == 0)
Index("ix_complaints_joins", complaints.c.joins, sqlite_where=complaints.c.joins.is_not(None))
Index("ix_complaints_complete_by", complaints.c.complete_by, sqlite_where=complaints.c.complete_by.is_not(None))
Index(
    "ix_complaints_by_hand",
    complaints.c.row,
    sqlite_where=and_(complaints.c.forwarder == literal("by_hand"), complaints.c.tracking_id.is_(None)),
)
Index(
    "ix_complaints_direct",
    complaints.c.row,
    sqlite_where=and_(complaints.c.forwarder == literal("desk"), complaints.c.tracking_id.is_(None)),
)
Index("ix_complaints_tracking_id", complaints.c.tracking_id, sqlite_where=complaints.c.tracking_id.is_not(None))
Index("ix_call_backs_open", call_backs.c.asked_at, sqlite_where=call_backs.c.done_at.is_(None))
Index(
    "ix_complaints_report",
    complaints.c.received_on,
    complaints.c.status,
    complaints.c.secrecy,
    complaints.c.channel,
    complaints.c.classification,
    complaints.c.category,
    complaints.c.place_area,
    complaints.c.agency,
    complaints.c.tracking_id,
    complaints.c.forwarder,
    complaints.c.central_status,
    complaints.c.answer_due_on,
    complaints.c.close_due_on,
    complaints.c.joins,
    complaints.c.id,
)
