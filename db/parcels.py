"""Parcels that left on a stick: their places, what went with each, and the newest answer to each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, RowMapping, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.attachment import AttachmentId
from app.domain.enrolment_file import RequestLeft
from app.domain.ids import EventId, OfficerId
from app.domain.outbox import Delivery, Event, EventKind
from app.domain.parcel import ParcelLeft
from app.domain.upload import FileDue, UploadState
from db.outbox import PUSAT, event_of
from db.sync_queries import SENT
from db.tables import attachments, complaints, deliveries, outbox
from db.tables_centre import uploads
from db.tables_parcels import enrolment_request, parcel_events, parcels
from db.uploads import FILES, read_due

_FIELDS: Final = tuple(ParcelLeft.__dataclass_fields__)
_LAST: Final = (
    select(parcels).where(parcels.c.incarnation == bindparam("of_incarnation")).order_by(parcels.c.n.desc()).limit(1)
)
_GET: Final = select(parcels).where(parcels.c.id == bindparam("of_id"))
_ADD: Final = insert(parcels)
_ADD_EVENTS: Final = insert(parcel_events)
_NEWEST_ANSWER: Final = select(func.max(parcels.c.answer_n)).where(parcels.c.answer_epoch == bindparam("of_epoch"))
_WHOLLY_PROVEN: Final = (
    select(parcels.c.row).where(parcels.c.everything, parcels.c.answer_epoch == bindparam("of_epoch")).limit(1)
)
_ANSWERED: Final = (
    update(parcels)
    .where(parcels.c.id == bindparam("of_id"))
    .values(answered_at=bindparam("at"), answer_epoch=bindparam("epoch"), answer_n=bindparam("answer"))
)
_NEWEST: Final = select(parcels).order_by(parcels.c.row.desc()).limit(bindparam("most"))
_EVENTS: Final = select(outbox).where(outbox.c.seq.in_(bindparam("seqs", expanding=True))).order_by(outbox.c.seq)
_HASHES: Final = (
    select(outbox.c.id, outbox.c.sha256)
    .join_from(parcel_events, outbox, outbox.c.seq == parcel_events.c.seq)
    .join(parcels, parcels.c.row == parcel_events.c.parcel)
    .where(parcels.c.id == bindparam("of_id"))
)
_SENT: Final = (
    select(outbox.c.seq, outbox.c.id, outbox.c.sha256)
    .join_from(outbox, deliveries, deliveries.c.seq == outbox.c.seq)
    .where(
        outbox.c.id.in_(bindparam("wanted", expanding=True)),
        deliveries.c.target == PUSAT,
        deliveries.c.state.in_([state.value for state in SENT]),
    )
    .order_by(outbox.c.seq)
)
_NUMBERS: Final = (
    select(outbox.c.id, complaints.c.number)
    .join_from(outbox, complaints, complaints.c.id == outbox.c.complaint_id)
    .where(outbox.c.id.in_(bindparam("wanted", expanding=True)))
)
_LEAVING: Final = exists().where(
    outbox.c.complaint_id == attachments.c.complaint_id,
    outbox.c.kind == EventKind.COMPLAINT,
    deliveries.c.seq == outbox.c.seq,
    deliveries.c.target == PUSAT,
    deliveries.c.state.in_([Delivery.PENDING.value, *(state.value for state in SENT)]),
)
_FILES: Final = (
    FILES.where(
        attachments.c.id > bindparam("after"),
        or_(uploads.c.state.is_(None), uploads.c.state == UploadState.PENDING),
        _LEAVING,
    )
    .order_by(attachments.c.id)
    .limit(bindparam("limit"))
)
_UNPROVEN: Final = (
    select(uploads.c.attachment_id, uploads.c.sha256)
    .where(uploads.c.sha256 != "", uploads.c.state.in_(bindparam("states", expanding=True)))
    .order_by(uploads.c.attachment_id)
    .limit(bindparam("limit"))
)
_SEALED_AS: Final = select(uploads.c.attachment_id, uploads.c.sha256).where(
    uploads.c.attachment_id.in_(bindparam("wanted", expanding=True)), uploads.c.sha256 != ""
)
_THERE: Final = (UploadState.ARRIVED.value, UploadState.CONFIRMED.value)
_ARRIVED_AS: Final = _SEALED_AS.where(uploads.c.state.in_(_THERE))
_NEW_REQUEST: Final = upsert(enrolment_request)
_KEEP_REQUEST: Final = _NEW_REQUEST.on_conflict_do_update(
    index_elements=[enrolment_request.c["only"]],
    set_={name: _NEW_REQUEST.excluded[name] for name in ("sha256", "code_sha256", "made_at")},
)
_REQUEST: Final = select(enrolment_request)
_PAGE: Final = 10_000


class ParcelStore:
    """Fulfils ParcelStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self, incarnation: str) -> ParcelLeft | None:
        """Give the parcel that the next one of this incarnation comes after."""
        row = self._connection.execute(_LAST, {"of_incarnation": incarnation}).mappings().first()
        return _read(row) if row is not None else None

    def get(self, id: str) -> ParcelLeft | None:
        """Give a parcel that left, None for one that is not known here."""
        row = self._connection.execute(_GET, {"of_id": id}).mappings().first()
        return _read(row) if row is not None else None

    def add(self, parcel: ParcelLeft, seqs: Sequence[int]) -> None:
        """Note a parcel and which events went with it."""
        row = self._connection.execute(_ADD, {name: getattr(parcel, name) for name in _FIELDS})
        (key,) = row.inserted_primary_key or (None,)
        if seqs:
            self._connection.execute(_ADD_EVENTS, [{"parcel": key, "seq": seq} for seq in seqs])

    def newest_answer(self, epoch: str) -> int:
        """Give the count of the newest answer of an epoch that was taken in, 0 before the first."""
        return self._connection.execute(_NEWEST_ANSWER, {"of_epoch": epoch}).scalar_one() or 0

    def is_wholly_proven(self, epoch: str) -> bool:
        """Tell whether the centre of this epoch was asked for everything, and answered."""
        return self._connection.execute(_WHOLLY_PROVEN, {"of_epoch": epoch}).first() is not None

    def mark_answered(self, id: str, *, epoch: str, answer: int, at: datetime) -> None:
        """Note the newest answer to a parcel."""
        self._connection.execute(_ANSWERED, {"of_id": id, "epoch": epoch, "answer": answer, "at": at})

    def keep_request(self, sha256: str, code_sha256: str | None, *, at: datetime) -> None:
        """Note the enrolment request that leaves, in the place of an earlier one."""
        self._connection.execute(
            _KEEP_REQUEST, {"only": 1, "sha256": sha256, "code_sha256": code_sha256, "made_at": at}
        )

    def request(self) -> RequestLeft | None:
        """Give the last request, None when none ever left."""
        row = self._connection.execute(_REQUEST).first()
        if row is None:
            return None
        return RequestLeft(sha256=row.sha256, code_sha256=row.code_sha256, made_at=row.made_at)


class ParcelQueries:
    """Fulfils ParcelQueries of app.ports: reads outside of a unit of work, which take no lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def newest(self, limit: int) -> Sequence[ParcelLeft]:
        """Give the parcels that left last, the newest first."""
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(_NEWEST, {"most": limit}).mappings()]

    def events(self, seqs: Sequence[int]) -> Sequence[Event]:
        """Give events by their seqs, in order."""
        with self._engine.connect() as connection:
            return [event_of(row) for row in connection.execute(_EVENTS, {"seqs": list(seqs)}).mappings()]

    def hashes(self, parcel: str) -> Mapping[EventId, str]:
        """Give id and hash of what went with a parcel."""
        with self._engine.connect() as connection:
            return {EventId(id): sha256 for id, sha256 in connection.execute(_HASHES, {"of_id": parcel})}

    def sent(self, event_ids: Sequence[EventId]) -> Sequence[tuple[int, EventId, str]]:
        """Give seq, id and hash of those events that the centre said it stored, in order."""
        found: list[tuple[int, EventId, str]] = []
        with self._engine.connect() as connection:
            for page in _pages(event_ids):
                found += [(seq, EventId(id), sha) for seq, id, sha in connection.execute(_SENT, {"wanted": page})]
        return sorted(found)

    def files(self, *, after: str, limit: int) -> Sequence[FileDue]:
        """Give files that may leave: of records that are at the centre, or that leave now too."""
        with self._engine.connect() as connection:
            return [read_due(row) for row in connection.execute(_FILES, {"after": after, "limit": limit})]

    def files_sent(self, *, limit: int, unconfirmed: bool) -> Sequence[tuple[AttachmentId, str]]:
        """Give files that arrived, with the digest of what was sealed; confirmed ones too unless ``unconfirmed``."""
        states = [UploadState.ARRIVED.value] if unconfirmed else list(_THERE)
        with self._engine.connect() as connection:
            found = connection.execute(_UNPROVEN, {"states": states, "limit": limit})
            return [(AttachmentId(id), sha256) for id, sha256 in found]

    def sealed_as(self, ids: Sequence[AttachmentId]) -> Mapping[AttachmentId, str]:
        """Give the digest of the sealed bytes of those files that were ever sealed."""
        with self._engine.connect() as connection:
            found = connection.execute(_SEALED_AS, {"wanted": list(ids)})
            return {AttachmentId(id): sha256 for id, sha256 in found}

    def arrived_as(self, ids: Sequence[AttachmentId]) -> Mapping[AttachmentId, str]:
        """Give the digest of the sealed bytes of those files that arrived at the centre."""
        with self._engine.connect() as connection:
            found = connection.execute(_ARRIVED_AS, {"wanted": list(ids)})
            return {AttachmentId(id): sha256 for id, sha256 in found}

    def numbers(self, event_ids: Sequence[EventId]) -> Mapping[EventId, str]:
        """Give the number of the complaint that each event tells of."""
        with self._engine.connect() as connection:
            return {
                EventId(id): number
                for page in _pages(event_ids)
                for id, number in connection.execute(_NUMBERS, {"wanted": page})
            }


def _pages(ids: Sequence[EventId]) -> list[list[EventId]]:
    """Give ids in lots that a statement can name."""
    return [list(ids[start : start + _PAGE]) for start in range(0, len(ids), _PAGE)]


def _read(row: RowMapping) -> ParcelLeft:
    values = {name: row[name] for name in _FIELDS}
    return ParcelLeft(**{**values, "officer_id": OfficerId(row["officer_id"])})
