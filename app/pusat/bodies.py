"""Reads the frozen body of an event: is it what its kind promises, and which facts stand beside it in the store."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from typing import Final, NoReturn

from app.domain.attachment import MOST_BYTES, MOST_FILES, MediaType
from app.domain.complaint import Status
from app.domain.correction import IDENTITY_FIELDS
from app.domain.outbox import EventKind, Forwarder
from app.domain.record import AttachedFile, files_in
from db.pusat.records import AttachedFacts, BodyFacts, ChangeFacts, ComplaintFacts, HandOverFacts, TrackingFacts

_LONGEST: Final = 20_000
_MOST_CHANGES: Final = 100
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MEDIA: Final = frozenset(MediaType)
_LATER: Final = frozenset(EventKind) - {EventKind.COMPLAINT, EventKind.TRACKING}
_HANDED_TO: Final = frozenset(Forwarder) - {Forwarder.NONE}
_KEPT: Final = frozenset({"classification", "title", "agency", "category", "channel", "received_at", "secrecy"})
"""Fields of the form that the store keeps beside an event; they have the same name there, and always an answer."""


class BodyWrong(Exception):
    """The body cannot be taken: ``code`` and the ``field`` it is about."""

    def __init__(self, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.code: Final = code
        self.field: Final = field


def read_body(kind: str, body: bytes) -> BodyFacts:
    """Give the facts of a body.  Raises BodyWrong for a kind that is not known, text that cannot be kept, or gaps."""
    content = _object(body)
    for name, expected in (("kind", kind), ("complaint_id", None), ("number", None)):
        found = _text(content, name)
        if expected is not None and found != expected:
            raise BodyWrong("field_differs", name)
    if kind == EventKind.COMPLAINT:
        return _complaint(content)
    if kind == EventKind.TRACKING:
        return TrackingFacts(
            complaint_id=_text(content, "complaint_id"), tracking_id=_text(content, "tracking_id", longest=40)
        )
    if kind not in _LATER:
        raise BodyWrong("kind_unknown", "kind")
    at = _text(content, "at", longest=40)
    _text(content, "officer_id", longest=60)
    id = _text(content, "complaint_id", longest=60)
    if kind == EventKind.ATTACHED:
        return AttachedFacts(complaint_id=id, at=at, attachments=_attachments(content, least=1))
    if kind == EventKind.HAND_OVER:
        return HandOverFacts(complaint_id=id, at=at, to=_choice(content, "to", _HANDED_TO))
    if kind == EventKind.CORRECTION:
        _text(content, "reason")
        return ChangeFacts(complaint_id=id, at=at, values=_corrected(content))
    if kind == EventKind.VOID:
        _text(content, "reason")
        return ChangeFacts(complaint_id=id, at=at, values={"status": Status.VOID.value})
    for name in ("text", "result", "told"):
        _text(content, name, longest=None)
    return ChangeFacts(complaint_id=id, at=at, values={"status": Status.CLOSED.value})


def _corrected(content: Mapping[str, object]) -> Mapping[str, str]:
    """Give what a correction changes of what is kept beside the event.  No identity may stand in it unsealed."""
    changed, hidden = content.get("changed"), content.get("identity_fields")
    if not isinstance(changed, list) or len(changed) > _MOST_CHANGES:
        raise BodyWrong("field_missing", "changed")
    if not isinstance(hidden, list) or not all(name in IDENTITY_FIELDS for name in hidden if isinstance(name, str)):
        raise BodyWrong("field_missing", "identity_fields")
    if not changed and not hidden:
        raise BodyWrong("field_missing", "changed")
    values: dict[str, str] = {}
    for one in changed:
        if not isinstance(one, dict):
            raise BodyWrong("field_missing", "changed")
        name = _text(one, "field", within="changed", longest=60)
        if name in IDENTITY_FIELDS:
            raise BodyWrong("identity_unsealed", name)
        if not all(isinstance(one.get(side), str) for side in ("before", "after")):
            raise BodyWrong("field_missing", name)
        if name in _KEPT:
            values[name] = _text(one, "after", within=name)
        elif name == "text":
            values["text_sha256"] = _digest(_text(one, "after", within=name, longest=None))
        elif len(one["before"]) > _LONGEST or len(one["after"]) > _LONGEST:
            raise BodyWrong("field_long", name)
    return values


def _complaint(content: Mapping[str, object]) -> ComplaintFacts:
    desk, intake, report = (_part(content, name) for name in ("desk", "intake", "report"))
    return ComplaintFacts(
        complaint_id=_text(content, "complaint_id", longest=60),
        number=_text(content, "number", longest=40),
        desk_agency=_text(desk, "agency_id", within="desk"),
        counter=_text(desk, "counter", within="desk", longest=20),
        classification=_text(report, "classification", within="report"),
        title=_text(report, "title", within="report"),
        text_sha256=_digest(_text(report, "text", within="report", longest=None)),
        agency=_text(report, "agency", within="report"),
        category=_text(report, "category", within="report"),
        channel=_text(intake, "channel", within="intake"),
        secrecy=_text(content, "secrecy"),
        received_at=_text(intake, "received_at", within="intake"),
        recorded_at=_text(content, "recorded_at"),
        forwarder=_text(content, "forwarder"),
        tracking_id=None if content.get("tracking_id") is None else _text(content, "tracking_id", longest=40),
        status=_status(content.get("handling")),
        attachments=_attachments(content),
    )


def _attachments(content: Mapping[str, object], *, least: int = 0) -> tuple[AttachedFile, ...]:
    """Give the announced files, if each has the form of one and may be that large."""
    try:
        files = files_in(content)
    except (KeyError, TypeError, ValueError) as error:
        raise BodyWrong("event_malformed", "attachments") from error
    if not least <= len(files) <= MOST_FILES:
        raise BodyWrong("event_malformed", "attachments")
    for one in files:
        right = _ID.fullmatch(one.id) and _SHA256.fullmatch(one.sha256) and one.media_type in _MEDIA
        if not right or one.size_bytes > MOST_BYTES:
            raise BodyWrong("event_malformed", "attachments")
    return files


def _choice(content: Mapping[str, object], name: str, known: Collection[str]) -> str:
    value = _text(content, name)
    if value not in known:
        raise BodyWrong("event_malformed", name)
    return value


def _status(handling: object) -> str:
    """Give how a record stood when it was filed: answered on the spot, waiting for what is missing, or recorded."""
    told = handling if isinstance(handling, dict) else {}
    if told.get("answer"):
        return Status.CLOSED.value
    return (Status.INCOMPLETE if told.get("complete_by") else Status.RECORDED).value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _object(body: bytes) -> Mapping[str, object]:
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BodyWrong("body_not_json") from error
    if not isinstance(content, dict):
        raise BodyWrong("body_not_json")
    _refuse_unkeepable(content)
    return content


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError("not a number")


def _refuse_unkeepable(content: object) -> None:
    """Refuse NUL, which PostgreSQL cannot keep in text, and lone surrogates, which no UTF-8 can carry."""
    waiting: list[object] = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.keys())
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            if "\0" in value:
                raise BodyWrong("nul_character")
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                raise BodyWrong("lone_surrogate")


def _part(content: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = content.get(name)
    if not isinstance(part, dict):
        raise BodyWrong("field_missing", name)
    return part


def _text(content: Mapping[str, object], name: str, *, within: str | None = None, longest: int | None = 1_000) -> str:
    value = content.get(name)
    field = f"{within}.{name}" if within else name
    if not isinstance(value, str) or not value:
        raise BodyWrong("field_missing", field)
    if len(value) > (longest or _LONGEST):
        raise BodyWrong("field_long", field)
    return value
