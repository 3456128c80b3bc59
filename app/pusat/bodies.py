"""Reads the frozen body of an event: is it what its kind promises, and can the store keep and fold it."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final, NoReturn

from app.adapters.central.wire import MAX_FILE_BYTES
from app.domain.attachment import MOST_FILES, MediaType
from app.domain.central_words import SOURCES
from app.domain.complaint import Identity, Secrecy
from app.domain.correction import IDENTITY_FIELDS
from app.domain.ids import from_iso
from app.domain.outbox import EventKind, Forwarder
from app.domain.record import AttachedFile, Record, RecordUnreadable, files_in, fold
from db.pusat.records import Facts

_LONGEST: Final = 20_000
_MOST_CHANGES: Final = 100
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MEDIA: Final = frozenset(MediaType)
_HANDED_TO: Final = frozenset(Forwarder) - {Forwarder.NONE}
_NEEDED: Final = frozenset({"classification", "title", "text", "agency", "category", "channel", "received_at"})
"""Fields of the form that have an answer in every record; a correction may not empty them."""
_DAYS: Final = frozenset({"complete_by", "answer_due_on", "close_due_on", "event_on"})


class BodyWrong(Exception):
    """The body cannot be taken: ``code`` and the ``field`` it is about."""

    def __init__(self, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.code: Final = code
        self.field: Final = field


def read_body(kind: str, body: bytes) -> Facts:
    """Give the facts of a body.  Raises BodyWrong for a kind that is not known, text that cannot be kept, or gaps."""
    content = _object(body)
    for name, expected in (("kind", kind), ("complaint_id", None), ("number", None)):
        found = _text(content, name, longest=60)
        if expected is not None and found != expected:
            raise BodyWrong("field_differs", name)
    check = _CHECKS.get(kind)
    if check is None:
        raise BodyWrong("kind_unknown", "kind")
    return Facts(complaint_id=_text(content, "complaint_id"), content=content, record=check(content))


def _complaint(content: Mapping[str, object]) -> Record:
    """Give the record that begins here."""
    desk, intake, report = (_part(content, name) for name in ("desk", "intake", "report"))
    _text(desk, "agency_id", within="desk")
    _text(desk, "counter", within="desk", longest=20)
    for name in ("classification", "title", "agency", "category"):
        _text(report, name, within="report")
    _text(report, "text", within="report", longest=None)
    _text(intake, "channel", within="intake")
    for name in ("secrecy", "identity", "forwarder"):
        _text(content, name)
    _instant(content, "recorded_at")
    _instant(intake, "received_at", within="intake")
    _maybe(content, "tracking_id", longest=40)
    _attachments(content)
    if not _SHA256.fullmatch(_maybe(content, "status_code_hash") or "0" * 64):
        raise BodyWrong("event_malformed", "status_code_hash")
    try:
        return fold([content])
    except RecordUnreadable as error:
        raise BodyWrong("event_malformed", "body") from error


def _tracking(content: Mapping[str, object]) -> None:
    _instant(content, "at")
    _text(content, "tracking_id", longest=40)


def _attached(content: Mapping[str, object]) -> None:
    _by_officer(content)
    _attachments(content, least=1)


def _handed_over(content: Mapping[str, object]) -> None:
    _by_officer(content)
    _choice(content, "to", _HANDED_TO)


def _corrected(content: Mapping[str, object]) -> None:
    """Check what a correction changes.  No identity may stand in it unsealed."""
    _by_officer(content)
    _text(content, "reason")
    _choice(content, "identity", frozenset(Identity))
    _choice(content, "secrecy", frozenset(Secrecy))
    changed, hidden = content.get("changed"), content.get("identity_fields")
    if not isinstance(changed, list) or len(changed) > _MOST_CHANGES:
        raise BodyWrong("field_missing", "changed")
    if not isinstance(hidden, list) or not all(name in IDENTITY_FIELDS for name in hidden if isinstance(name, str)):
        raise BodyWrong("field_missing", "identity_fields")
    if not changed and not hidden:
        raise BodyWrong("field_missing", "changed")
    for one in changed:
        if not isinstance(one, dict):
            raise BodyWrong("field_missing", "changed")
        _change(one)


def _change(one: Mapping[str, object]) -> None:
    name = _text(one, "field", within="changed", longest=60)
    if name in IDENTITY_FIELDS:
        raise BodyWrong("identity_unsealed", name)
    for side in ("before", "after"):
        told = one.get(side)
        if not isinstance(told, str):
            raise BodyWrong("field_missing", name)
        if len(told) > _LONGEST:
            raise BodyWrong("field_long", name)
    if name in _NEEDED:
        _text(one, "after", within=name, longest=None if name == "text" else 1_000)
    if name == "received_at":
        _instant(one, "after", within=name)
    if name in _DAYS and one["after"]:
        _day(one, "after", within=name)


def _voided(content: Mapping[str, object]) -> None:
    _by_officer(content)
    _text(content, "reason")


def _answered(content: Mapping[str, object]) -> None:
    _by_officer(content)
    for name in ("text", "result", "told"):
        _text(content, name, longest=None)


def _status_heard(content: Mapping[str, object]) -> None:
    """Check how LAPOR! says the case stands; a connector noted it without an officer."""
    _instant(content, "at")
    _text(content, "name")
    _words(content, "code")
    _choice(content, "source", SOURCES)
    _maybe(content, "officer_id", longest=60)


def _answer_heard(content: Mapping[str, object]) -> None:
    _instant(content, "at")
    _text(content, "id")
    _text(content, "text", longest=None)
    _words(content, "from_name")


def _by_officer(content: Mapping[str, object]) -> None:
    _instant(content, "at")
    _text(content, "officer_id", longest=60)


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, object]], Record | None]]] = {
    EventKind.COMPLAINT: _complaint,
    EventKind.TRACKING: _tracking,
    EventKind.CORRECTION: _corrected,
    EventKind.VOID: _voided,
    EventKind.ANSWER: _answered,
    EventKind.ATTACHED: _attached,
    EventKind.HAND_OVER: _handed_over,
    EventKind.CENTRAL_STATUS: _status_heard,
    EventKind.CENTRAL_ANSWER: _answer_heard,
}


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
        if not right or one.size_bytes > MAX_FILE_BYTES:
            raise BodyWrong("event_malformed", "attachments")
    return files


def _instant(content: Mapping[str, object], name: str, *, within: str | None = None) -> None:
    _parsed_by(from_iso, content, name, within)


def _day(content: Mapping[str, object], name: str, *, within: str | None = None) -> None:
    _parsed_by(date.fromisoformat, content, name, within)


def _parsed_by(read: Callable[[str], object], content: Mapping[str, object], name: str, within: str | None) -> None:
    text = _text(content, name, within=within, longest=40)
    try:
        read(text)
    except ValueError as error:
        raise BodyWrong("event_malformed", f"{within}.{name}" if within else name) from error


def _choice(content: Mapping[str, object], name: str, known: Collection[str]) -> str:
    value = _text(content, name)
    if value not in known:
        raise BodyWrong("event_malformed", name)
    return value


def _object(body: bytes) -> Mapping[str, object]:
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BodyWrong("body_not_json") from error
    if not isinstance(content, dict):
        raise BodyWrong("body_not_json")
    if b"\\u" in body:  # JSON has neither of the two but as an escape
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


def _maybe(content: Mapping[str, object], name: str, *, longest: int = 1_000) -> str | None:
    """Check a text that may be absent."""
    return None if content.get(name) is None else _text(content, name, longest=longest)


def _words(content: Mapping[str, object], name: str) -> None:
    """Check a text that may be empty."""
    if content.get(name) != "":
        _text(content, name)
