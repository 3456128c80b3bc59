"""A record as its events tell it: whoever has the frozen bodies in order can say how it stands, without the desk.

No identity is in it, because none is in the bodies; every value is kept as events tell it (``correction.told``).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from heapq import heapify, heappop, heappush
from typing import Final

from app.domain.attachment import AttachmentId
from app.domain.central_words import answer_of, counts_more, status_of
from app.domain.changes import CentralAnswer, CentralStatus
from app.domain.complaint import Identity, Secrecy, Status
from app.domain.correction import IDENTITY_FIELDS, told
from app.domain.ids import ComplaintId, from_iso
from app.domain.outbox import ASIDE, EventKind, Forwarder
from app.domain.similar import OVER

_PARTS: Final = ("intake", "report", "extra")
_OWN: Final = frozenset({"identity", "secrecy", "complete_by", "answer_due_on", "close_due_on"})
"""What a correction may name that is no answer of the form, but has its own place here."""


class RecordUnreadable(ValueError):
    """The bodies are not those of one record, or one is not of the shape of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file of a record as events announce it; ``sha256`` and size are of the plain content."""

    id: AttachmentId
    sha256: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The present state of one record; ``values`` are the answers of the form by field name, none of them empty.

    ``names_reporter``: the desk says that the text tells who reported, although that one hides.
    ``forwarder`` is whom the desk named last; who was granted it is the centre's word.  ``changed_at`` is the desk's
    time of the last event that changed the record, None while there is only the first.  ``central_status`` and
    ``central_answers`` are what the desk heard from LAPOR!, which changes nothing in the record itself.
    """

    complaint_id: ComplaintId
    number: str
    agency_id: str
    counter: str
    device_id: str
    identity: Identity
    secrecy: Secrecy
    values: Mapping[str, str] = field(repr=False)
    form_version: str
    recorded_at: datetime
    changed_at: datetime | None = None
    status: Status
    forwarder: Forwarder
    tracking_id: str | None = None
    joins: str | None = None
    complete_by: date | None = None
    answer_due_on: date | None = None
    close_due_on: date | None = None
    answer: str | None = field(default=None, repr=False)
    answer_result: str | None = None
    answer_told: str | None = None
    status_code_hash: str | None = None
    void_reason: str | None = field(default=None, repr=False)
    attachments: tuple[AttachedFile, ...] = ()
    names_reporter: bool = False
    central_status: CentralStatus | None = None
    central_answers: tuple[CentralAnswer, ...] = field(default=(), repr=False)

    def value(self, name: str) -> str:
        """Give the answer under the name of a field of the form, "" for none."""
        return self.values.get(name, "")

    @property
    def received_at(self) -> datetime:
        """The citizen's moment."""
        return from_iso(self.values["received_at"])

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.status not in OVER

    @property
    def is_for_everybody(self) -> bool:
        """Whether other agencies may hear of it: nobody asked for secrecy and the reporter does not hide."""
        return self.secrecy is Secrecy.PLAIN and self.identity is Identity.OPEN


def fold(bodies: Iterable[Mapping[str, object]]) -> Record:
    """Give how a record stands after its events, the complaint first.  Raises RecordUnreadable.

    A kind that is not known here changes nothing: a newer desk may tell more.
    """
    record: Record | None = None
    try:
        for body in bodies:
            record = _begun(body) if record is None else _changed(record, body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordUnreadable from error
    if record is None:
        raise RecordUnreadable
    return record


def fold_frozen(bodies: Iterable[bytes]) -> Record:
    """Give the same from the frozen bytes."""
    try:
        return fold([json.loads(body) for body in bodies])
    except ValueError as error:
        raise RecordUnreadable from error


def in_order(events: Iterable[tuple[str, str | None, int]]) -> list[str]:
    """Give the ids of events of one record, each told as id, what it follows and its place in the desk's sequence.

    An event stands behind what it follows; of two that may come next, the one that the desk wrote first does.
    """
    events = tuple(events)
    here = {id for id, _, _ in events}
    behind: dict[str | None, list[tuple[int, str]]] = {}
    for id, follows, seq in events:
        behind.setdefault(follows if follows in here else None, []).append((seq, id))
    order: list[str] = []
    ready = behind.get(None, [])
    heapify(ready)
    while ready:
        id = heappop(ready)[1]
        order.append(id)
        for one in behind.get(id, ()):
            heappush(ready, one)
    return order


def _begun(body: Mapping[str, object]) -> Record:
    if body["kind"] != EventKind.COMPLAINT:
        raise RecordUnreadable
    desk = _part(body, "desk")
    handling = _part(body, "handling")
    values = {name: text for part in _PARTS for name, value in _part(body, part).items() if (text := told(value))}
    complete_by, answer = _maybe(handling, "complete_by"), _maybe(handling, "answer")
    return Record(
        complaint_id=ComplaintId(_text(body, "complaint_id")),
        number=_text(body, "number"),
        agency_id=_text(desk, "agency_id"),
        counter=_text(desk, "counter"),
        device_id=str(desk.get("device") or ""),
        identity=Identity(_text(body, "identity")),
        secrecy=Secrecy(_text(body, "secrecy")),
        values=values,
        form_version=str(body.get("form") or ""),
        recorded_at=from_iso(_text(body, "recorded_at")),
        status=status_at_first(handling),
        forwarder=Forwarder(_text(body, "forwarder")),
        tracking_id=_maybe(body, "tracking_id"),
        joins=_maybe(handling, "joins"),
        complete_by=_day(complete_by),
        answer_due_on=_day(_maybe(body, "answer_due_on")),
        close_due_on=_day(_maybe(body, "close_due_on")),
        answer=answer,
        answer_result=_maybe(handling, "result"),
        answer_told=_maybe(handling, "told"),
        status_code_hash=_maybe(body, "status_code_hash"),
        attachments=files_in(body),
        names_reporter=body.get("names_reporter") is True,
    )


def status_at_first(handling: Mapping[str, object]) -> Status:
    """Give how a record stood when it was filed: answered on the spot, waiting for what is missing, or recorded."""
    if handling.get("answer"):
        return Status.CLOSED
    return Status.INCOMPLETE if handling.get("complete_by") else Status.RECORDED


def files_in(body: Mapping[str, object]) -> tuple[AttachedFile, ...]:
    """Give the files that a body announces.  Raises KeyError, TypeError or ValueError for a list of anything else."""
    found = []
    for one in _list(body, "attachments"):
        size = one["size_bytes"]
        if type(size) is not int or size < 0:
            raise TypeError
        found.append(
            AttachedFile(
                id=AttachmentId(_text(one, "id")),
                sha256=_text(one, "sha256"),
                size_bytes=size,
                media_type=_text(one, "media_type"),
            )
        )
    return tuple(found)


def _changed(record: Record, body: Mapping[str, object]) -> Record:
    if body["complaint_id"] != record.complaint_id:
        raise RecordUnreadable
    changed = _told_by_kind(record, body)
    return (
        changed
        if changed is record or body["kind"] in ASIDE
        else replace(changed, changed_at=from_iso(_text(body, "at")))
    )


def _told_by_kind(record: Record, body: Mapping[str, object]) -> Record:
    match body["kind"]:
        case EventKind.CORRECTION:
            return _corrected(record, body)
        case EventKind.VOID:
            return replace(record, status=Status.VOID, void_reason=_text(body, "reason"))
        case EventKind.ANSWER:
            return replace(
                record,
                status=Status.CLOSED,
                answer=_text(body, "text"),
                answer_result=_maybe(body, "result"),
                answer_told=_maybe(body, "told"),
            )
        case EventKind.TRACKING:
            return replace(record, tracking_id=_text(body, "tracking_id"))
        case EventKind.ATTACHED:
            known = {one.id for one in record.attachments}
            added = tuple(one for one in files_in(body) if one.id not in known)
            return replace(record, attachments=record.attachments + added)
        case EventKind.HAND_OVER:
            return replace(record, forwarder=Forwarder(_text(body, "to")))
        case EventKind.CENTRAL_STATUS:
            status = status_of(body)
            return replace(record, central_status=status) if counts_more(status, record.central_status) else record
        case EventKind.CENTRAL_ANSWER:
            said = answer_of(body)
            is_known = any(one.id == said.id for one in record.central_answers)
            return record if is_known else replace(record, central_answers=(*record.central_answers, said))
        case _:
            return record


def _corrected(record: Record, body: Mapping[str, object]) -> Record:
    after = {_text(one, "field"): str(one["after"]) for one in _list(body, "changed")}
    values = {name: text for name, text in after.items() if name not in _OWN and name not in IDENTITY_FIELDS}
    complete_by = _day(after["complete_by"]) if "complete_by" in after else record.complete_by
    waited = record.status is Status.INCOMPLETE and complete_by is None
    return replace(
        record,
        identity=Identity(str(body.get("identity") or after.get("identity") or record.identity)),
        secrecy=Secrecy(str(body.get("secrecy") or after.get("secrecy") or record.secrecy)),
        values={name: text for name, text in {**record.values, **values}.items() if text},
        status=Status.RECORDED if waited else record.status,
        complete_by=complete_by,
        answer_due_on=_day(after["answer_due_on"]) if "answer_due_on" in after else record.answer_due_on,
        close_due_on=_day(after["close_due_on"]) if "close_due_on" in after else record.close_due_on,
        names_reporter=body.get("names_reporter") is True,
    )


def _part(body: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = body.get(name)
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise TypeError(name)
    return part


def _list(body: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = body.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise TypeError(name)
    return found


def _text(body: Mapping[str, object], name: str) -> str:
    value = body[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _maybe(body: Mapping[str, object], name: str) -> str | None:
    return None if not body.get(name) else _text(body, name)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
