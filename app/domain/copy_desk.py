"""Meja salin: a record as somebody types it into LAPOR!'s site by hand, field by field, in LAPOR!'s order.

Identity is a field of its own, masked until it is opened on purpose, and never part of the text; what the profile or
the reporter keeps back is no field at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.domain.complaint import Complaint, Identity, Secrecy
from app.domain.correction import names_reporter
from app.domain.form import Form
from app.domain.ids import ComplaintId
from app.domain.person import masked_email, masked_name, masked_nik, masked_phone
from app.domain.reference import Reference


class CopyState(StrEnum):
    """How a record stands on the copy desk; SKIPPED waits behind the others, with the reason."""

    WAITING = "waiting"
    OPEN = "open"
    NEEDS_CHECK = "needs_check"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A record that waits to be typed over; ``title`` is "" for a secret one of another officer.

    ``by`` is who copies or copied it and ``since`` when that began, ``note`` why it was skipped.
    """

    id: ComplaintId
    number: str
    title: str
    received_at: datetime
    state: CopyState
    by: str = ""
    since: datetime | None = None
    note: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyField:
    """One thing to copy; of ``identity`` the ``text`` is masked, what is copied comes from the deliberate act."""

    name: str
    text: str
    identity: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFile:
    """An attachment as it is to be uploaded at LAPOR!'s site."""

    id: str
    name: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySheet:
    """A record, ready to be typed over.

    ``anonymous`` and ``secret`` are the switches of LAPOR!'s form.  ``names_reporter`` tells that the text itself says
    who reported, which matters most where that is hidden.  A ``hidden`` sheet has no fields: somebody else's secret.
    """

    id: ComplaintId
    number: str
    title: str
    received_at: datetime
    channel: str
    answer_due_on: date | None
    days_left: int | None
    state: CopyState
    by: str
    since: datetime | None
    fields: tuple[CopyField, ...]
    files: tuple[CopyFile, ...]
    anonymous: bool
    secret: bool
    names_reporter: bool
    hidden: bool
    may_open: bool


REPORTER_FIELDS: Final = ("name", "phone", "email", "address", "nik")
"""In LAPOR!'s order; the NIK only where the profile lets it leave the desk."""


def content_of(number: str, text: str, expectation: str | None = None) -> str:
    """Give the content for LAPOR!: the local number at its head, by which the record is found again there."""
    return "\n\n".join(part for part in (f"[No. {number}] {text}", expectation or "") if part)


def fields_of(complaint: Complaint, form: Form, lists: Reference, *, language: str) -> tuple[CopyField, ...]:
    """Give what is to be copied, in LAPOR!'s order; a field with nothing in it is left out."""
    report = complaint.report
    agency = lists.agencies.by_id(report.agency)
    channel = lists.channels.by_id(complaint.intake.channel)
    area = lists.areas.line(report.place_area) if report.place_area else ""
    told = (
        ("classification", _classification(complaint, form, language)),
        ("title", report.title),
        ("text", content_of(complaint.number, report.text, _expectation(complaint, form, language))),
        ("event_on", f"{report.event_on:%d-%m-%Y}" if report.event_on else ""),
        ("place", ", ".join(part for part in (report.place or "", area) if part)),
        ("agency", agency.name if agency else report.agency),
        ("category", lists.categories.label(report.category)),
        ("channel", channel.name if channel else complaint.intake.channel),
    )
    known = masked_values(complaint, form, lists)
    return (
        *(CopyField(name=name, text=text) for name, text in told if text),
        *(CopyField(name=name, text=known[name], identity=True) for name in REPORTER_FIELDS if known.get(name)),
    )


def forwards_identity(complaint: Complaint, form: Form) -> bool:
    """Tell whether LAPOR! is told who reported: never a nameless one, a hidden one only if the profile says so."""
    identity = complaint.reporter.identity
    return identity is Identity.OPEN or (identity is Identity.ANONYMOUS and form.forward_anonymous_identity)


def identity_values(complaint: Complaint, form: Form, lists: Reference) -> Mapping[str, str]:
    """Give what LAPOR! is told of the reporter, whole, by field name."""
    if not forwards_identity(complaint, form):
        return {}
    reporter = complaint.reporter
    area = lists.areas.line(reporter.area) if reporter.area else ""
    told = {
        "name": reporter.name or "",
        "phone": reporter.phone or "",
        "email": reporter.email or "",
        "address": ", ".join(part for part in (reporter.address or "", area) if part),
        "nik": (reporter.nik or "") if form.forward_nik else "",
    }
    return {name: text for name, text in told.items() if text}


def masked_values(complaint: Complaint, form: Form, lists: Reference) -> Mapping[str, str]:
    """Give the same as everybody may see it."""
    masks = {"name": masked_name, "phone": masked_phone, "email": masked_email, "nik": masked_nik}
    whole = identity_values(complaint, form, lists)
    return {name: masks[name](text) if name in masks else "•••" for name, text in whole.items()}


def text_names_reporter(complaint: Complaint) -> bool:
    """Tell whether title or text say who reported."""
    return names_reporter(f"{complaint.report.title} {complaint.report.text}", (complaint.reporter,))


def is_secret(complaint: Complaint) -> bool:
    """Tell how the switch for secret reports is to stand."""
    return complaint.secrecy is Secrecy.SECRET


def _classification(complaint: Complaint, form: Form, language: str) -> str:
    chosen = complaint.report.classification
    said = _choice(form, "classification", chosen, language)
    if complaint.report.supervisory and form.has("supervisory"):
        return f"{said}, {form.field('supervisory').label.get(language, '').lower()}"
    return said


def _expectation(complaint: Complaint, form: Form, language: str) -> str:
    wished = complaint.report.expectation
    if not wished:
        return ""
    label = form.field("expectation").label.get(language, "") if form.has("expectation") else ""
    return f"{label}: {wished}" if label else wished


def _choice(form: Form, name: str, id: str, language: str) -> str:
    labels = next((choice.label for choice in form.field(name).choices if choice.id == id), {})
    return labels.get(language, id)
