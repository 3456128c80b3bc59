"""What the centre tells a counter: lines of one feed, each complete in itself, so that the newest of a subject counts.

Both sides use this page: the server makes the bodies with ``body_of``, the desk reads them with ``read_change``.
A body never holds identity, and of a secret report of another counter neither title, text nor place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from app.domain.digest import DigestRow
from app.domain.ids import ComplaintId, EventId, from_iso, to_iso


class ChangeKind(StrEnum):
    """The kinds of lines; one that a desk does not know is passed over."""

    CASE = "case"
    STATUS = "status"
    ANSWER = "answer"
    TRACKING = "tracking"
    RETURNED = "returned"
    RELEASED = "released"
    EDIT = "edit"
    REFERENCE = "reference"
    DIGEST = "digest"
    DIGEST_GONE = "digest_gone"


class FeedScope(StrEnum):
    """Whose cases a counter sees: its own alone, or those of all counters of its agency."""

    DEVICE = "device"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCase:
    """A record of a counter of the same agency as colleagues may see it; a secret one has no title, text or place.

    ``agency_id`` and ``counter`` say whose desk it is, ``agency`` who is complained of; ``status`` is the desk's word.
    ``event_id`` is the newest event of it that the centre applied.  ``joins`` is the number of the case that it is a
    further report of, ``status_code_hash`` proves the code of its receipt.
    """

    complaint_id: ComplaintId
    event_id: EventId
    number: str
    device_id: str
    agency_id: str
    counter: str
    title: str
    text: str
    place: str
    place_area: str
    category: str
    agency: str
    channel: str
    classification: str
    secrecy: str
    status: str
    received_at: datetime
    recorded_at: datetime
    changed_at: datetime | None = None
    event_on: date | None = None
    answer_due_on: date | None = None
    close_due_on: date | None = None
    central_number: str
    tracking_id: str | None = None
    forwarder: str
    joins: str | None = None
    complete_by: date | None = None
    answer: str | None = None
    answer_result: str | None = None
    answer_told: str | None = None
    status_code_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralStatus:
    """How LAPOR! says a case stands; ``code`` is its own, ``source`` lapor, by_hand or import."""

    complaint_id: ComplaintId
    code: str
    name: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralAnswer:
    """Something that was said in the case at the centre; ``id`` is the same whenever it is told again.

    Told with an empty text it is not for colleagues any more: the case became secret.
    """

    id: str
    complaint_id: ComplaintId
    text: str
    from_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingGiven:
    """LAPOR! gave the record its number; ``source`` lapor, by_hand, import or desk."""

    complaint_id: ComplaintId
    tracking_id: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The record comes back to the desk as a task: ``code`` not_authority, rejected or incomplete.

    ``to_agency`` names whose matter it is, "" when nobody said.
    """

    complaint_id: ComplaintId
    code: str
    reason: str
    to_agency: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The answer to a hand-over: who forwards from now on; ``granted`` False with the ``reason`` when it stays."""

    complaint_id: ComplaintId
    event_id: EventId
    forwarder: str
    granted: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedField:
    """What the centre changed in one field of the form."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralEdit:
    """The centre changed the record as it stood after ``follows``; the desk shows it field by field."""

    id: str
    complaint_id: ComplaintId
    follows: EventId
    fields: tuple[EditedField, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceChange:
    """One entry of a shipped list as the centre has it now; empty content takes the change back."""

    list: str
    id: str
    content: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestGone:
    """What was told of a report for finding similar ones is withdrawn: it became secret or anonymous."""

    complaint_id: ComplaintId
    at: datetime


Told = (
    SharedCase
    | CentralStatus
    | CentralAnswer
    | TrackingGiven
    | Returned
    | Released
    | CentralEdit
    | ReferenceChange
    | DigestRow
    | DigestGone
)

KINDS: Final[Mapping[ChangeKind, type[Told]]] = {
    ChangeKind.CASE: SharedCase,
    ChangeKind.STATUS: CentralStatus,
    ChangeKind.ANSWER: CentralAnswer,
    ChangeKind.TRACKING: TrackingGiven,
    ChangeKind.RETURNED: Returned,
    ChangeKind.RELEASED: Released,
    ChangeKind.EDIT: CentralEdit,
    ChangeKind.REFERENCE: ReferenceChange,
    ChangeKind.DIGEST: DigestRow,
    ChangeKind.DIGEST_GONE: DigestGone,
}


_NAMES: Final[Mapping[type, tuple[str, ...]]] = {
    shape: tuple(one.name for one in fields(shape)) for shape in (*KINDS.values(), EditedField)
}
_KIND_OF: Final[Mapping[type, ChangeKind]] = {shape: kind for kind, shape in KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the feed as the desk reads it: ``told`` is None for a kind that this version does not know."""

    seq: int
    kind: str
    at: datetime
    told: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a desk has read: the feed's epoch and the seq of the last line it stored; ``scope`` it was read in."""

    epoch: str
    seq: int
    scope: str


class ChangeUnreadable(ValueError):
    """A body is not of the shape of its kind."""


def kind_of(told: Told) -> ChangeKind:
    """Give the kind of a line by what it tells."""
    return _KIND_OF[type(told)]


def body_of(told: Told) -> dict[str, object]:
    """Give what travels: JSON values only, without what is None."""
    values = ((name, getattr(told, name)) for name in _NAMES[type(told)])
    return {name: _plain(value) for name, value in values if value is not None}


def read_change(kind: str, body: Mapping[str, object]) -> Told | None:
    """Give what a body tells, None for a kind that is not known here.  Raises ChangeUnreadable."""
    try:
        known = ChangeKind(kind)
    except ValueError:
        return None
    shape = KINDS[known]
    try:
        values: dict[str, Any] = {name: _read(hint, body.get(name)) for name, hint in _hints(known).items()}
        return shape(**values)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ChangeUnreadable(kind) from error


@cache
def _hints(kind: ChangeKind) -> Mapping[str, Any]:
    """Give the types of a shape's fields; to find them takes longer than to read a line."""
    return get_type_hints(KINDS[kind])


def _plain(value: object) -> object:
    if type(value) is str:
        return value
    if isinstance(value, datetime):
        return to_iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [body_of(one) if isinstance(one, EditedField) else _plain(one) for one in value]  # type: ignore[arg-type]
    if isinstance(value, StrEnum):
        return value.value
    return value


def _read(hint: Any, value: object) -> object:
    """Give a JSON value as a field's type wants it; a value of another type is no value of this field."""
    if get_origin(hint) in (Union, UnionType):
        if value is None:
            return None
        return _read(next(one for one in get_args(hint) if one is not type(None)), value)
    hint = getattr(hint, "__supertype__", hint)
    if hint is datetime:
        return from_iso(_text(value))
    if hint is date:
        return date.fromisoformat(_text(value))
    if hint is bool or hint is int:
        if type(value) is not hint:
            raise TypeError
        return value
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise TypeError
        return tuple(
            EditedField(field=_text(v["field"]), before=_text(v["before"]), after=_text(v["after"])) for v in value
        )
    if get_origin(hint) is Mapping:
        if not isinstance(value, dict):
            raise TypeError
        return value
    text = _text(value)
    return hint(text) if isinstance(hint, type) and issubclass(hint, StrEnum) else text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
