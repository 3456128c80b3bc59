"""The server's tables. Facts as they arrived, bytes unchanged; what is parsed stands beside and can be remade.

Instants are ISO text in UTC.  No constraint names identity: a violated one would print the row into the database's log.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    literal_column,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


class MetaColumns(TypedColumns):
    """Facts about this database: epoch, creation, which key file belongs to it."""

    name: Named[str] = Column(Text, primary_key=True)
    value: Named[str] = Column(Text)


class CounterColumns(TypedColumns):
    """Running numbers that are given without a gap, inside the transaction that uses them."""

    name: Named[str] = Column(Text, primary_key=True)
    value: Named[int] = Column(BigInteger)


class DeviceColumns(TypedColumns):
    """Counters that were enrolled, with the public halves of their keys as hex."""

    id: Named[str] = Column(Text, primary_key=True)
    agency: Named[str] = Column(Text)
    counter: Named[str] = Column(Text)
    incarnation: Named[str] = Column(Text)
    signing_key: Named[str] = Column(Text)
    sealing_key: Named[str] = Column(Text)
    enrolled_at: Named[str] = Column(Text)
    scope: Named[str] = Column(Text)


class CodeColumns(TypedColumns):
    """One-time codes: the selector finds the row, the whole code is kept as its SHA-256 only."""

    selector: Named[str] = Column(Text, primary_key=True)
    code_sha256: Named[str] = Column(Text)
    agency: Named[str] = Column(Text)
    counter: Named[str] = Column(Text)
    created_at: Named[str] = Column(Text)
    expires_at: Named[str] = Column(Text)
    tries: Named[int] = Column(BigInteger)
    used_by: Named[str | None] = Column(Text)
    used_keys: Named[str | None] = Column(Text)
    used_at: Named[str | None] = Column(Text)


class TokenColumns(TypedColumns):
    """Bearer tokens as SHA-256; a revoked one stays, so that its holder can be told so.

    ``device`` is a counter's, or an id of its own for a bearer that is none; ``used_at`` is true to a minute.
    """

    sha256: Named[str] = Column(Text, primary_key=True)
    device: Named[str] = Column(Text, index=True)
    role: Named[str] = Column(Text)
    label: Named[str] = Column(Text)
    issued_at: Named[str] = Column(Text)
    used_at: Named[str | None] = Column(Text)
    revoked_at: Named[str | None] = Column(Text)


class EventColumns(TypedColumns):
    """Events as they came. Unique on the id alone: a cloned counter's events are all kept, and flagged."""

    id: Named[str] = Column(Text, primary_key=True)
    device: Named[str] = Column(Text)
    incarnation: Named[str] = Column(Text)
    seq: Named[int] = Column(BigInteger)
    kind: Named[str] = Column(Text)
    complaint_id: Named[str] = Column(Text, index=True)
    follows: Named[str | None] = Column(Text)
    schema_version: Named[int] = Column(BigInteger)
    created_at: Named[str] = Column(Text)
    body: Named[bytes] = Column(LargeBinary)
    sha256: Named[str] = Column(Text)
    sealed: Named[bytes | None] = Column(LargeBinary)
    batch_id: Named[str] = Column(Text)
    received_at: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    forked: Named[bool] = Column(Boolean)


class QuarantineColumns(TypedColumns):
    """Bodies that came under an id that already had other bytes; a person has to look at them."""

    event_id: Named[str] = Column(Text, primary_key=True)
    sha256: Named[str] = Column(Text, primary_key=True)
    device: Named[str] = Column(Text)
    body: Named[bytes] = Column(LargeBinary)
    sealed: Named[bytes | None] = Column(LargeBinary)
    batch_id: Named[str] = Column(Text)
    received_at: Named[str] = Column(Text)


class ComplaintColumns(TypedColumns):
    """What was parsed from applied events: as first told, then as corrected; several rows with one number are a fork.

    ``status`` is the desk's; ``changed_at`` the desk's time of the last correction, answer or voiding.
    ``central_status`` is the latest word of LAPOR!, heard by a desk, a connector or a person here.
    """

    event_id: Named[str] = Column(Text, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    device: Named[str] = Column(Text)
    number: Named[str] = Column(Text, index=True)
    central_number: Named[str] = Column(Text, unique=True)
    desk_agency: Named[str] = Column(Text)
    counter: Named[str] = Column(Text)
    classification: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    text_sha256: Named[str] = Column(Text)
    agency: Named[str] = Column(Text)
    category: Named[str] = Column(Text)
    channel: Named[str] = Column(Text)
    secrecy: Named[str] = Column(Text)
    received_at: Named[str] = Column(Text)
    recorded_at: Named[str] = Column(Text)
    forwarder: Named[str] = Column(Text)
    tracking_id: Named[str | None] = Column(Text)
    forked: Named[bool] = Column(Boolean)
    status: Named[str] = Column(Text)
    changed_at: Named[str | None] = Column(Text)
    central_status: Named[str | None] = Column(Text)
    central_status_at: Named[str | None] = Column(Text)


class AuditColumns(TypedColumns):
    """Acts at the server: ids and codes, never identity; ``hash`` covers the line and the hash before it."""

    n: Named[int] = Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Named[str] = Column(Text)
    act: Named[str] = Column(Text)
    subject: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    who: Named[str] = Column(Text)
    hash: Named[str] = Column(Text)


meta = Table("meta", metadata, MetaColumns)
counters = Table("counters", metadata, CounterColumns)
devices = Table("devices", metadata, DeviceColumns)
codes = Table("enrolment_codes", metadata, CodeColumns)
tokens = Table("tokens", metadata, TokenColumns)
events = Table("events", metadata, EventColumns)
quarantine = Table("quarantine", metadata, QuarantineColumns)
complaints = Table("complaints", metadata, ComplaintColumns)
audit = Table("audit", metadata, AuditColumns)

_WAITS = (events.c.state == literal_column("'held'")) & events.c.follows.is_not(None)
Index("ix_events_device_seq", events.c.device, events.c.seq)
Index("ix_events_held", events.c.follows, sqlite_where=_WAITS, postgresql_where=_WAITS)
