"""Files on their way to the centre: which are due, and what became of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Text, and_, bindparam, exists, func, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.attachment import AttachmentId, MediaType
from app.domain.ids import ComplaintId, EventId
from app.domain.outbox import EventKind
from app.domain.upload import FileDue, SealedUpload, UploadState
from db.columns import Instant
from db.outbox import PUSAT, STORED
from db.tables import attachments, complaints, deliveries, outbox
from db.tables_centre import uploads

_IS_AT_CENTRE: Final = exists().where(
    outbox.c.complaint_id == attachments.c.complaint_id,
    outbox.c.kind == EventKind.COMPLAINT,
    deliveries.c.seq == outbox.c.seq,
    deliveries.c.target == PUSAT,
    deliveries.c.state.in_([state.value for state in STORED]),
)
_IS_DUE: Final = and_(or_(uploads.c.state.is_(None), uploads.c.state == UploadState.PENDING), _IS_AT_CENTRE)
FILES: Final = (
    select(
        attachments.c.id,
        attachments.c.complaint_id,
        complaints.c.number,
        attachments.c.media_type,
        attachments.c.sha256,
        attachments.c.size_bytes,
        attachments.c.stored_as,
        uploads.c.sealed_for,
        uploads.c.sha256.label("sealed_sha256"),
        uploads.c.size_bytes.label("sealed_size_bytes"),
        uploads.c.attempts,
        uploads.c.next_at,
        uploads.c.sent_bytes,
    )
    .join_from(attachments, complaints, complaints.c.id == attachments.c.complaint_id)
    .outerjoin(uploads, uploads.c.attachment_id == attachments.c.id)
)
"""Files of records, with how far each has come."""
_DUE: Final = (
    FILES.where(attachments.c.id > bindparam("after"), _IS_DUE).order_by(attachments.c.id).limit(bindparam("limit"))
)
_DUE_COUNT: Final = (
    select(func.count())
    .select_from(attachments)
    .outerjoin(uploads, uploads.c.attachment_id == attachments.c.id)
    .where(_IS_DUE)
)
_OF_EVENTS: Final = (
    select(outbox.c.id, attachments.c.id.label("attachment_id"), uploads.c.sha256, uploads.c.state)
    .join_from(outbox, attachments, attachments.c.complaint_id == outbox.c.complaint_id)
    .outerjoin(uploads, uploads.c.attachment_id == attachments.c.id)
    .where(
        outbox.c.kind.in_([EventKind.COMPLAINT.value, EventKind.ATTACHED.value]),
        outbox.c.id.in_(bindparam("wanted", expanding=True)),
    )
)
_CONFIRMED: Final = (
    "attachment_id",
    "complaint_id",
    "sealed_for",
    "sha256",
    "size_bytes",
    "sent_bytes",
    "state",
    "attempts",
    "confirmed_at",
)
_KEEP: Final = insert(uploads)
_KEEP_ANEW: Final = _KEEP.on_conflict_do_update(
    index_elements=[uploads.c.attachment_id],
    set_={
        name: _KEEP.excluded[name]
        for name in ("sealed_for", "sha256", "size_bytes", "sent_bytes", "state", "attempts", "next_at", "code")
    },
)
_UNSEALED: Final[Mapping[str, Any]] = {
    "sealed_for": "",
    "sha256": "",
    "size_bytes": 0,
    "sent_bytes": 0,
    "state": UploadState.REFUSED.value,
    "attempts": 0,
}
_OF: Final = uploads.c.attachment_id == bindparam("of_id")
_MOVE: Final = update(uploads).where(_OF).values(sent_bytes=bindparam("sent"))
_ARRIVE: Final = (
    update(uploads)
    .where(_OF, uploads.c.state == UploadState.PENDING)
    .values(state=UploadState.ARRIVED.value, sent_bytes=uploads.c.size_bytes, next_at=None, code=None)
)
_PUT_OFF: Final = (
    update(uploads)
    .where(_OF)
    .values(attempts=uploads.c.attempts + 1, next_at=bindparam("until"), code=bindparam("new_code"))
)
_NO_ROOM: Final = "server_busy"
_MAKE_WAIT: Final = update(uploads).where(_OF).values(next_at=bindparam("until"), code=_NO_ROOM)
_ASKED_TO_WAIT: Final = select(func.max(uploads.c.next_at)).where(
    uploads.c.state == UploadState.PENDING, uploads.c.code == _NO_ROOM
)
_REFUSE: Final = _KEEP.on_conflict_do_update(
    index_elements=[uploads.c.attachment_id],
    set_={name: _KEEP.excluded[name] for name in ("state", "next_at", "code")},
)
_HELD: Final = _KEEP.from_select(
    [*_CONFIRMED],
    select(
        attachments.c.id,
        attachments.c.complaint_id,
        literal(""),
        bindparam("sha", type_=Text),
        literal(0),
        literal(0),
        literal(UploadState.CONFIRMED.value),
        literal(0),
        bindparam("at", type_=Instant),
    ).where(attachments.c.id == bindparam("attachment")),
)
_CONFIRM: Final = _HELD.on_conflict_do_update(
    index_elements=[uploads.c.attachment_id],
    set_={name: _HELD.excluded[name] for name in ("sha256", "state", "confirmed_at")} | {"next_at": None, "code": None},
)
_RETURN: Final = (
    update(uploads)
    .where(_OF)
    .values(state=UploadState.PENDING.value, sent_bytes=0, attempts=0, next_at=None, code=None, confirmed_at=None)
)
_AGAIN: Final = (
    update(uploads)
    .where(uploads.c.complaint_id == bindparam("complaint"), uploads.c.state == UploadState.REFUSED)
    .values(state=UploadState.PENDING.value, sent_bytes=0, attempts=0, next_at=None, code=None)
)


class Uploads:
    """Fulfils UploadStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_sealed(self, id: AttachmentId, complaint_id: ComplaintId, sealed: SealedUpload) -> None:
        """Note the ciphertext of a file, in the place of one for another centre."""
        self._connection.execute(
            _KEEP_ANEW,
            {
                "attachment_id": id,
                "complaint_id": complaint_id,
                "sealed_for": sealed.sealed_for,
                "sha256": sealed.sha256,
                "size_bytes": sealed.size_bytes,
                "sent_bytes": 0,
                "state": UploadState.PENDING.value,
                "attempts": 0,
            },
        )

    def move(self, id: AttachmentId, sent_bytes: int) -> None:
        """Note how much of it the centre has."""
        self._connection.execute(_MOVE, {"of_id": id, "sent": sent_bytes})

    def arrive(self, id: AttachmentId) -> None:
        """Note that the centre has all of it."""
        self._connection.execute(_ARRIVE, {"of_id": id})

    def put_off(self, id: AttachmentId, *, until: datetime, code: str) -> None:
        """Count one more vain attempt and let it rest."""
        self._connection.execute(_PUT_OFF, {"of_id": id, "until": until, "new_code": code})

    def make_wait(self, id: AttachmentId, *, until: datetime) -> None:
        """Note that the centre takes no more files for a while, which is no fault of this one."""
        self._connection.execute(_MAKE_WAIT, {"of_id": id, "until": until})

    def refuse(self, id: AttachmentId, complaint_id: ComplaintId, *, code: str) -> None:
        """Let it wait for a person, also before anything of it was sealed."""
        self._connection.execute(
            _REFUSE, {**_UNSEALED, "attachment_id": id, "complaint_id": complaint_id, "next_at": None, "code": code}
        )

    def confirm(self, held: Mapping[AttachmentId, str], *, at: datetime) -> None:
        """Note that the centre proved to hold files, with the digests of their sealed bytes.

        They need not be those this desk would send: it may have been restored from a backup made before it sealed them.
        """
        self._change(_CONFIRM, [{"attachment": id, "sha": sha256, "at": at} for id, sha256 in held.items()])

    def back_to_pending(self, ids: Sequence[AttachmentId]) -> None:
        """Let files be sent anew, whatever was said of them before."""
        self._change(_RETURN, [{"of_id": id} for id in ids])

    def again(self, complaint_id: ComplaintId) -> int:
        """Let the refused files of a record be sent anew, and give how many."""
        return self._connection.execute(_AGAIN, {"complaint": complaint_id}).rowcount

    def _change(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)


class UploadQueries:
    """Fulfils UploadQueries of app.ports; every call is one short read transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def asked_to_wait(self) -> datetime | None:
        """Give until when the centre asked to wait with files; None when it never did."""
        with self._engine.connect() as connection:
            return connection.execute(_ASKED_TO_WAIT).scalar_one()

    def due(self, *, after: str, limit: int) -> Sequence[FileDue]:
        """Give files of records that the centre has, in the order of adding, behind ``after``."""
        with self._engine.connect() as connection:
            return [read_due(row) for row in connection.execute(_DUE, {"after": after, "limit": limit})]

    def due_count(self) -> int:
        """Count what :meth:`due` would give altogether."""
        with self._engine.connect() as connection:
            return connection.execute(_DUE_COUNT).scalar_one()

    def of_events(self, event_ids: Sequence[EventId]) -> Mapping[EventId, Mapping[AttachmentId, str | None]]:
        """Give the files of those complaints' events that have any: id to the digest of what arrived, None before."""
        found: dict[EventId, dict[AttachmentId, str | None]] = {}
        there = (UploadState.ARRIVED, UploadState.CONFIRMED)
        with self._engine.connect() as connection:
            for row in connection.execute(_OF_EVENTS, {"wanted": list(event_ids)}):
                files = found.setdefault(EventId(row.id), {})
                files[AttachmentId(row.attachment_id)] = row.sha256 if row.state in there else None
        return found


def read_due(row: Row[*tuple[object, ...]]) -> FileDue:
    """Give a row of a file with its upload, if it has one."""
    sealed = None
    if row.sealed_for:
        sealed = SealedUpload(sealed_for=row.sealed_for, sha256=row.sealed_sha256, size_bytes=row.sealed_size_bytes)
    return FileDue(
        id=AttachmentId(row.id),
        complaint_id=ComplaintId(row.complaint_id),
        number=row.number,
        media_type=MediaType(row.media_type),
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        stored_as=row.stored_as,
        sealed=sealed,
        attempts=row.attempts or 0,
        next_at=row.next_at,
        begun=bool(row.sent_bytes),
    )
