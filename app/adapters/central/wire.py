"""The protocol of the provincial server, version 1, as desk and server both read it (HTTPS, JSON, snake_case).

Unknown members are passed over, so that either side may be newer.  An event's body travels as one opaque string.
"""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MAX_EVENTS: Final = 500
MAX_ASKED: Final = 5_000
MAX_REQUEST_BYTES: Final = 2 << 20
MAX_INFLATED_BYTES: Final = 8 << 20
MAX_BODY_BYTES: Final = 256 << 10
MAX_SEALED_BYTES: Final = 64 << 10
MAX_FILE_BYTES: Final = 25 << 20
MAX_ANSWER_BYTES: Final = 8 << 20
LAST_SEQ: Final = 2**53 - 1

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Incarnation = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{32,36}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,59}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", strict=True)]
Signature = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]
Nonce = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


Series = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,9}-[A-Z][0-9]{0,3}$")]


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class EventIn(_Message):
    """One event; ``sealed`` is the identity part sealed to the server, in base 64."""

    id: Id
    incarnation: Incarnation
    seq: Annotated[int, Field(ge=1, le=LAST_SEQ)]
    kind: Word
    schema_version: Annotated[int, Field(ge=1, le=1_000_000)]
    follows: Id | None = None
    created_at: Instant
    body: Annotated[str, StringConstraints(min_length=2, max_length=MAX_BODY_BYTES)]
    sha256: Sha256
    sealed: Annotated[str, StringConstraints(max_length=MAX_SEALED_BYTES * 2)] | None = None


class LogEndIn(_Message):
    """The hash of the n-th entry of a counter's log; zeros where there is none."""

    n: Annotated[int, Field(ge=0, le=LAST_SEQ)]
    head: Sha256


class LogIn(LogEndIn):
    """Where the log ends; ``since`` is what it gives now at the n that the server last said to keep."""

    since: LogEndIn | None = None


class AnchorOut(_Message):
    """The server's word on a log: "anchored", "forked", or "compare" at ``n``, which is what it keeps now."""

    outcome: Word
    n: Annotated[int, Field(ge=0, le=LAST_SEQ)]


class ContactIn(_Message):
    """One contact of a counter: ``n`` rises by one each time; the same ``n`` with another nonce betrays a clone.

    ``series`` is the whole one ("AWS-A2") that the counter gives numbers of, ``audit`` the end of its log.
    """

    incarnation: Incarnation
    n: Annotated[int, Field(ge=1, le=LAST_SEQ)]
    nonce: Nonce
    series: Series | None = None
    audit: LogIn | None = None


class SeriesOut(_Message):
    """How far a series of the counter's letter has come; ``own`` when by this counter in this incarnation.

    The lowest ``claim`` of a series came first and keeps it.
    """

    series: Series
    year: Annotated[int, Field(ge=2000, le=2999)]
    running: Annotated[int, Field(ge=0, le=LAST_SEQ)]
    own: bool
    claim: Annotated[int, Field(ge=1, le=LAST_SEQ)]


class ContactOut(_Message):
    """What the server knows of the counter that called: ``clone`` when this very contact was a twin's.

    ``seq`` is the highest event it has of this incarnation.
    """

    clone: bool
    seq: Annotated[int, Field(ge=0, le=LAST_SEQ)]
    series: list[SeriesOut] = []
    audit: AnchorOut | None = None


class BatchIn(_Message):
    """Events of one device; each is judged alone, so one that is wrong never stops the others."""

    batch_id: Id
    contact: ContactIn | None = None
    events: Annotated[list[EventIn], Field(min_length=1, max_length=MAX_EVENTS)]


class OutcomeOut(_Message):
    """The server's word on one event of one batch; a word that a newer server may use counts as not decided."""

    id: Id
    sha256: Sha256
    batch_id: Id
    outcome: Word
    central_number: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,40}$")] | None = None
    received_at: Instant | None = None
    code: Word | None = None
    field: Word | None = None


class BatchAnswer(_Message):
    """The answer to a batch as a desk reads it: what is not understood does not spoil the rest."""

    batch_id: Id
    epoch: Id
    server_time: Instant
    outcomes: list[Any]
    contact: Any = None


class BatchOut(BatchAnswer):
    """The answer to a batch, sent after everything it says was flushed to disk."""

    outcomes: list[OutcomeOut]
    contact: ContactOut | None = None


class DeviceIn(_Message):
    """A counter that enrols: its code, its public keys, and a signature that shows it holds the private ones.

    ``series`` is the whole one that it means to give numbers of.
    """

    code: Annotated[str, StringConstraints(min_length=20, max_length=60)]
    device: Id
    incarnation: Incarnation
    signing_key: Key
    sealing_key: Key
    signature: Signature
    series: Series | None = None


class DeviceOut(_Message):
    """The enrolment: the token, the server's keys to seal to and to verify with, the series that are used.

    ``former`` are its sealing keys of former times: what was sealed to them still opens.
    """

    token: Key
    sealing_key: Key
    verify_key: Key
    agency: Annotated[str, StringConstraints(max_length=200)]
    counter: Annotated[str, StringConstraints(max_length=20)]
    epoch: Id
    server_time: Instant
    series: list[SeriesOut] = []
    former: list[Key] = []


class Span(_Message):
    """A stretch of the device's own sequence: after < seq <= until, to the end when ``until`` is null."""

    after: Annotated[int, Field(ge=0, le=LAST_SEQ)]
    until: Annotated[int, Field(ge=0, le=LAST_SEQ)] | None = None


class ProofIn(_Message):
    """Events by id and hash; with a span the server also names what it has there beyond them."""

    nonce: Nonce
    asked: Annotated[list[tuple[Id, Sha256]], Field(max_length=MAX_ASKED)]
    files: Annotated[list[tuple[Id, Sha256]], Field(max_length=MAX_ASKED)] = []
    span: Span | None = None
    contact: ContactIn | None = None


class SuccessionOut(_Message):
    """New keys of the server, announced under the signature of the key ``before`` them."""

    before: Key
    sealing_key: Key
    verify_key: Key
    at: Instant
    signature: Signature


class ProofOut(_Message):
    """What is held, with hashes made anew from the stored bytes; signed over epoch, time, device, nonce and root.

    ``keys`` tells how the server's keys changed, from the first ones on.
    """

    held: dict[Id, Sha256]
    files: dict[Id, Sha256] = {}
    waiting: list[Id]
    extra: list[Id]
    root: Sha256
    signature: Signature
    epoch: Id
    server_time: Instant
    keys: list[SuccessionOut] = []
    contact: ContactOut | None = None


class ProofAbsent(ProofOut):
    """A proof as it travels in the answer to a parcel, with those that were asked for and are not held."""

    absent: list[Id]
    absent_files: list[Id] = []


class ChangeOut(_Message):
    """One line of the feed; ``body`` has the shape of its kind, see app.domain.changes."""

    seq: Annotated[int, Field(ge=1, le=LAST_SEQ)]
    kind: Word
    at: Instant
    body: dict[str, Any]


class ChangesOut(_Message):
    """A page of the feed: everything of this counter's scope after the cursor, in order; ``next`` is the new cursor.

    ``scope`` is "device" or "agency".  When it changed, or the cursor is of another epoch, the call is answered 410 and
    the counter begins anew at 0: that is the snapshot.
    """

    epoch: Id
    server_time: Instant
    scope: Word
    changes: list[ChangeOut]
    next: Annotated[int, Field(ge=0, le=LAST_SEQ)]
    more: bool


class ChangesIn(_Message):
    """The cursor of a desk that asks for the feed in a parcel; without an epoch from the start."""

    epoch: Id | None = None
    seq: Annotated[int, Field(ge=0, le=LAST_SEQ)] = 0
    scope: Word | None = None
    own: bool = False


class CursorOut(_Message):
    """A place of the feed."""

    epoch: Id
    seq: Annotated[int, Field(ge=0, le=LAST_SEQ)]


class ChangesTold(_Message):
    """A page of the feed in the answer to a parcel, and behind which place it is; null for the start."""

    after: CursorOut | None
    page: ChangesOut


class ParcelOut(_Message):
    """A volume of a parcel is taken in; the answer can be fetched when none is missing."""

    parcel: Id
    volume: Annotated[int, Field(ge=1, le=LAST_SEQ)]
    volumes: Annotated[int, Field(ge=1, le=LAST_SEQ)]
    missing: list[Annotated[int, Field(ge=1, le=LAST_SEQ)]]
    epoch: Id
    server_time: Instant


class SuccessionsOut(_Message):
    """How the server's keys changed, from the first ones on."""

    keys: list[SuccessionOut]


class ProblemOut(_Message):
    """A refusal: a code, and the place in the request where it applies. Never what was sent."""

    code: Word
    field: Annotated[str, StringConstraints(max_length=100)] | None = None
    epoch: Id
    server_time: Instant
