"""Values with sane defaults for tests: say only what matters, ``a_complaint(secrecy=Secrecy.SECRET, name="Budi")``.

Every builder takes the fields of its dataclass; those of whole complaints and entries take the fields of the parts too.
"""

import itertools
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, TypeVar

from app.domain.access import Role
from app.domain.complaint import Complaint, Entry, Identity, Intake, Report, Reporter, Secrecy, Status
from app.domain.draft import Draft
from app.domain.ids import ComplaintId, DeviceId, EventId, OfficerId, new_id
from app.domain.number import ComplaintNumber
from app.domain.officer import Desk, Officer
from app.domain.outbox import SCHEMA, Event, EventKind, canonical, complaint_body, digest

WITA = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""Monday 23 November 2026, 12.00 WITA: the moment at which tests happen unless they say otherwise."""

OFFICER_ID = OfficerId("019ab000-0000-7000-8000-00000000000a")
DEVICE_ID = DeviceId("019ab000-0000-7000-8000-0000000000d1")
INCARNATION = "019ab000-0000-7000-8000-0000000000f1"

_running = itertools.count(1)
_T = TypeVar("_T")


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **time: float) -> datetime:
        """Move by ``days=``, ``hours=``, ``minutes=``, ``seconds=`` and give the new moment."""
        self.now += timedelta(**time)
        return self.now


def an_officer(role: Role = Role.OFFICER, **values: Any) -> Officer:
    defaults = {"id": OFFICER_ID, "login": "rina", "full_name": "Rina Wulandari, S.Kep.", "nip": "199001012015032001"}
    return Officer(**{**defaults, "role": role, **values})


def another_officer(role: Role = Role.OFFICER, **values: Any) -> Officer:
    """Give a colleague with an id and a login of his own."""
    id = new_id(NOON)
    return an_officer(role, **{"id": id, "login": f"dewi-{id[-6:]}", "full_name": "Dewi Lestari", "nip": "", **values})


def a_desk(**values: Any) -> Desk:
    defaults: dict[str, Any] = {
        "agency_id": "aws",
        "agency_code": "AWS",
        "agency_name": "RSUD Abdoel Wahab Sjahranie",
        "letterhead": ("PEMERINTAH PROVINSI KALIMANTAN TIMUR", "RSUD ABDOEL WAHAB SJAHRANIE"),
        "city": "Samarinda",
        "address": "Jl. Palang Merah No. 1, Samarinda",
        "phone": "0541-738118",
        "service_hours": "Sen-Kam 07.30-16.00, Jum 07.30-11.30 WITA",
        "counter": "A",
        "series": "A",
        "device_id": DEVICE_ID,
        "incarnation": INCARNATION,
        "utc_offset_minutes": 480,
        "form_version": "form-manual-v1",
        "created_at": NOON - timedelta(days=300),
        "status_key": b"k" * 32,
    }
    return Desk(**{**defaults, **values})


def an_intake(**values: Any) -> Intake:
    return Intake(**{"channel": "walk-in.counter", "received_at": NOON, "notice": "read", **values})


def a_reporter(identity: Identity = Identity.OPEN, **values: Any) -> Reporter:
    """Give an open reporter with name, NIK and phone; a nameless one with nothing."""
    known = {"kind": "individual", "nik": "6472086505900003", "name": "Siti Aminah", "phone": "0812-5511-2345"}
    return Reporter(**{**({} if identity is Identity.NAMELESS else known), "identity": identity, **values})


def a_report(**values: Any) -> Report:
    defaults = {
        "classification": "complaint",
        "title": "Antrean obat terlalu lama",
        "text": "Menunggu obat di apotek rawat jalan lebih dari empat jam, loket hanya dibuka satu.",
        "category": "kesehatan",
        "agency": "aws",
    }
    return Report(**{**defaults, **values})


def an_entry(**values: Any) -> Entry:
    """Give an entry; the fields of intake, reporter and report may be named as well."""
    parts = _parts(values)
    return Entry(**{"secrecy": Secrecy.PLAIN, **parts, "extra": {}, "form_version": "form-manual-v1", **values})


def a_complaint(*, running: int | None = None, **values: Any) -> Complaint:
    """Give a recorded complaint with a number of its own; the fields of its parts may be named as well."""
    parts = _parts(values)
    recorded_at = values.setdefault("recorded_at", NOON)
    number = ComplaintNumber(
        agency="AWS",
        series="A",
        year=recorded_at.astimezone(WITA).year,
        running=running or next(_running),
    )
    defaults = {
        "id": ComplaintId(new_id(recorded_at)),
        "row": 0,
        "number": str(number),
        "secrecy": Secrecy.PLAIN,
        "extra": {},
        "form_version": "form-manual-v1",
        "officer_id": OFFICER_ID,
        "utc_offset_minutes": 480,
        "answer_due_on": None,
        "close_due_on": None,
        "status": Status.RECORDED,
    }
    return Complaint(**{**defaults, **parts, **values})


def a_draft(id: str | None = None, **values: str) -> Draft:
    """Give a walk-in entry as typed, complete enough to be filed; ``values`` are texts by field name."""
    typed = {
        "channel": "walk-in.counter",
        "received_at": "23-11-2026 11.50",
        "identity": "open",
        "secrecy": "plain",
        "notice": "read",
        "nik": "6472 0865 0590 0003",
        "name": "Siti Aminah",
        "phone": "0812-5511-2345",
        "classification": "complaint",
        "title": "Antrean obat terlalu lama",
        "text": "Menunggu obat di apotek rawat jalan lebih dari empat jam, loket hanya dibuka satu.",
        "category": "kesehatan",
        "agency": "aws",
    }
    return Draft(id=ComplaintId(id or new_id(NOON)), values={**typed, **values})


def an_event(complaint: Complaint | None = None, *, seq: int = 1, **values: Any) -> Event:
    """Give the event that tells of ``complaint``, with an identity part of a few bytes; ``identity=None`` for none."""
    complaint = complaint or a_complaint()
    identity = values.pop("identity", canonical({"name": complaint.reporter.name}))
    place = {"agency_id": "aws", "agency_code": "AWS", "counter": "A", "device": DEVICE_ID, "incarnation": INCARNATION}
    body = values.pop("body", None) or complaint_body(
        complaint, desk=place, forwarder=complaint.forwarder, identity=identity, salt=b"s" * 16
    )
    defaults = {
        "id": EventId(new_id(complaint.recorded_at)),
        "device_id": DEVICE_ID,
        "incarnation": INCARNATION,
        "seq": seq,
        "kind": EventKind.COMPLAINT,
        "complaint_id": complaint.id,
        "follows": None,
        "created_at": complaint.recorded_at,
        "schema": SCHEMA,
        "sha256": digest(body),
    }
    return Event(**{**defaults, "body": body, "identity": identity, **values})


def _parts(values: dict[str, Any]) -> dict[str, Any]:
    """Take the fields of intake, reporter and report out of ``values`` and give the three parts."""
    return {
        "intake": _with(values.pop("intake", None) or an_intake(), values),
        "reporter": _with(values.pop("reporter", None) or a_reporter(values.get("identity", Identity.OPEN)), values),
        "report": _with(values.pop("report", None) or a_report(), values),
    }


def _with(part: _T, values: dict[str, Any]) -> _T:
    """Give the dataclass ``part`` with those of ``values`` that are its fields, taking them out of ``values``."""
    named = {field.name: values.pop(field.name) for field in fields(part) if field.name in values}  # type: ignore[arg-type]
    return replace(part, **named)  # type: ignore[type-var]
