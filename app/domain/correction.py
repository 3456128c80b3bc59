"""Corrections after saving: the texts that a record was typed as, what differs now, and the bodies that tell of it.

Nothing that was said is rewritten: a correction is a fact beside it.  What an identity was before and after stays in
this desk's store; the centre hears which of its fields changed, and gets the whole of it sealed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from app.domain.complaint import Complaint, Identity, Intake, Report, Reporter, Secrecy
from app.domain.draft import Draft
from app.domain.form import FieldRule, Form, Kind
from app.domain.ids import ComplaintId, OfficerId, from_iso, to_iso
from app.domain.outbox import SCHEMA, EventKind, canonical, commitment
from app.domain.text import folded

HANDLING: Final = "handling"
"""The section of the form that tells what the desk does with an entry; its answers are facts of their own."""
IDENTITY_FIELDS: Final = frozenset(Reporter.__dataclass_fields__) - {"identity"}
DUE_FIELDS: Final = ("answer_due_on", "close_due_on")
"""What a correction may change of itself, because it follows from what was corrected."""
_INTAKE: Final = frozenset(Intake.__dataclass_fields__)
_REPORT: Final = frozenset(Report.__dataclass_fields__)
_NAME_LETTERS: Final = 4
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedField:
    """One field of one correction; ``before`` and ``after`` are as told in events, "" for nothing.

    Those of one correction have the same ``at``.  ``identity`` marks what belongs to the reporter alone.
    """

    complaint_id: ComplaintId
    at: datetime
    officer_id: OfficerId
    reason: str
    field: str
    before: str
    after: str
    identity: bool


def correctable(form: Form) -> tuple[FieldRule, ...]:
    """Give the fields that may be corrected after saving, in the order of the form."""
    return tuple(rule for rule in form.fields if rule.section != HANDLING)


def draft_of(complaint: Complaint, form: Form, zone: tzinfo) -> Draft:
    """Give a record as it would be typed; read again it gives the same values, but for seconds of the receipt."""
    typed: dict[str, str] = {}
    for rule in correctable(form):
        if text := _typed(value_of(complaint, rule.name), rule.kind, zone):
            typed[rule.name] = text
    return Draft(id=complaint.id, values=typed)


def typed_identity(reporter: Reporter, form: Form) -> dict[str, str]:
    """Give what is recorded of a reporter as it would be typed, by field name."""
    rules = (rule for rule in correctable(form) if rule.name in IDENTITY_FIELDS)
    told = ((rule.name, _typed(getattr(reporter, rule.name), rule.kind, UTC)) for rule in rules)
    return {name: text for name, text in told if text}


def _typed(value: object, kind: Kind, zone: tzinfo) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%d-%m-%Y %H.%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return "yes" if kind is Kind.FLAG else str(value)


def value_of(complaint: Complaint, name: str) -> object:
    """Give what a record holds under the name of a field of the form."""
    if name in _INTAKE:
        return getattr(complaint.intake, name)
    if name in Reporter.__dataclass_fields__:
        return getattr(complaint.reporter, name)
    if name in _REPORT:
        return getattr(complaint.report, name)
    return complaint.secrecy if name == "secrecy" else complaint.extra.get(name)


def with_values(complaint: Complaint, values: Mapping[str, object]) -> Complaint:
    """Give the record with values put in under the names of fields; None empties a field."""
    reporter = {n: v for n, v in values.items() if n in Reporter.__dataclass_fields__}
    if "identity" in reporter:
        reporter["identity"] = Identity(str(reporter["identity"]))
    extra = {n: v for n, v in values.items() if n not in _INTAKE | _REPORT | reporter.keys() | {"secrecy"}}
    kept = {n: v for n, v in complaint.extra.items() if n not in extra}
    return replace(
        complaint,
        secrecy=Secrecy(str(values.get("secrecy", complaint.secrecy))),
        intake=replace(complaint.intake, **{n: v for n, v in values.items() if n in _INTAKE}),  # type: ignore[arg-type]
        reporter=replace(complaint.reporter, **reporter),  # type: ignore[arg-type]
        report=replace(complaint.report, **{n: v for n, v in values.items() if n in _REPORT}),  # type: ignore[arg-type]
        extra={**kept, **{n: str(v) for n, v in extra.items() if v not in (None, False, "")}},
    )


def changes(
    before: Complaint, after: Complaint, form: Form, *, at: datetime, officer_id: OfficerId, reason: str
) -> tuple[CorrectedField, ...]:
    """Give what differs, in the order of the form; then the due days that moved with it."""
    names = [rule.name for rule in correctable(form)]
    pairs = [(name, value_of(before, name), value_of(after, name)) for name in names]
    pairs += [(name, getattr(before, name), getattr(after, name)) for name in DUE_FIELDS]
    return tuple(
        CorrectedField(
            complaint_id=before.id,
            at=at,
            officer_id=officer_id,
            reason=reason,
            field=name,
            before=told(old),
            after=told(new),
            identity=name in IDENTITY_FIELDS,
        )
        for name, old, new in pairs
        if told(old) != told(new)
    )


def told(value: object) -> str:
    """Give a value as events tell it: instants and days in ISO form, "" for nothing, "true" for yes."""
    if value is None or value is False:
        return ""
    if isinstance(value, datetime):
        return to_iso(value)
    if isinstance(value, date):
        return value.isoformat()
    return "true" if value is True else str(value)


def untold(text: str, kind: Kind) -> object:
    """Give the value that :func:`told` wrote of a field of this kind, None for nothing."""
    if not text:
        return None
    if kind is Kind.MOMENT:
        return from_iso(text)
    if kind in (Kind.DATE, Kind.DEADLINE):
        return date.fromisoformat(text)
    return True if kind is Kind.FLAG else text


def names_reporter(reason: str, reporters: Iterable[Reporter]) -> bool:
    """Tell whether a reason gives away who reported: reasons are read by everybody and travel unsealed."""
    said = folded(reason)
    digits = re.sub(r"\D", "", reason)
    for reporter in reporters:
        names = {word for word in folded(reporter.name or "").split() if len(word) >= _NAME_LETTERS}
        if names & set(said.split()):
            return True
        numbers = (re.sub(r"\D", "", number or "") for number in (reporter.nik, reporter.phone))
        if any(len(number) >= _DIGITS and number in digits for number in numbers):
            return True
        if any(part and folded(part) in said for part in (reporter.email, reporter.address)):
            return True
    return False


def betrays_reporter(complaint: Complaint) -> bool:
    """Tell whether title or text say who reported, although that one hides."""
    if complaint.reporter.identity is Identity.OPEN:
        return False
    return names_reporter(f"{complaint.report.title} {complaint.report.text}", (complaint.reporter,))


def correction_body(
    complaint: Complaint, fields: Iterable[CorrectedField], *, identity: bytes | None, salt: bytes
) -> bytes:
    """Freeze a correction; ``complaint`` is the record as corrected, with its new version.

    Of the identity only the names of changed fields stand in it, and a commitment to the sealed part.
    """
    fields = tuple(fields)
    first = fields[0]
    betrays = {"names_reporter": True} if betrays_reporter(complaint) else {}
    return canonical(
        {
            **_head(EventKind.CORRECTION, complaint, first.at, first.officer_id, first.reason, salt),
            "identity": complaint.reporter.identity.value,
            "secrecy": complaint.secrecy.value,
            "changed": [
                {"field": one.field, "before": one.before, "after": one.after} for one in fields if not one.identity
            ],
            "identity_fields": [one.field for one in fields if one.identity],
            "identity_commitment": commitment(identity) if identity is not None else None,
            **betrays,
        }
    )


def void_body(complaint: Complaint, *, at: datetime, officer_id: OfficerId, reason: str, salt: bytes) -> bytes:
    """Freeze that an entry was filed by mistake; its number stays, ``complaint`` has its new version."""
    return canonical(_head(EventKind.VOID, complaint, at, officer_id, reason, salt))


def _head(
    kind: EventKind, complaint: Complaint, at: datetime, officer_id: OfficerId, reason: str, salt: bytes
) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "kind": kind.value,
        "complaint_id": complaint.id,
        "number": complaint.number,
        "version": complaint.version,
        "at": to_iso(at),
        "officer_id": officer_id,
        "reason": reason,
        "salt": salt.hex(),
    }
