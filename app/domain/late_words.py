"""What is said at LAPOR! of something that happened to a record after it was posted; nobody is ever named in it."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.domain.complaint import Identity, Secrecy
from app.domain.correction import IDENTITY_FIELDS
from app.domain.outbox import EventKind

_LABELS: Final = {
    "title": "Judul",
    "text": "Isi laporan",
    "place": "Lokasi kejadian",
    "event_on": "Tanggal kejadian",
    "event_time": "Waktu kejadian",
    "expectation": "Harapan",
    "unit": "Unit",
}


class Silence(StrEnum):
    """Why there is nothing to say: nothing of concern there changed, or the record would have to be hidden there."""

    NOTHING = "nothing"
    HIDES = "hides"


def files_in(body: bytes) -> int:
    """Give how many files an event added to a record: no follow-up can carry them, so a person does."""
    content = json.loads(body)
    return len(content["attachments"]) if content["kind"] == EventKind.ATTACHED else 0


def follow_up_of(body: bytes) -> str | Silence:
    """Give the text for a later event of a record, or why there is none."""
    content = json.loads(body)
    match content["kind"]:
        case EventKind.VOID:
            return "Laporan ini dibatalkan oleh loket yang mencatatnya."
        case EventKind.ANSWER:
            return f"Jawaban loket kepada pelapor: {content['text']}"
        case EventKind.CORRECTION:
            return _correction(content)
        case _:
            return Silence.NOTHING


def _correction(content: Mapping[str, object]) -> str | Silence:
    changed = content.get("changed")
    after = {one["field"]: one["after"] for one in changed} if isinstance(changed, list) else {}
    hides = {str(content.get(name) or after.get(name) or "") for name in ("identity", "secrecy")}
    if hides & {Identity.ANONYMOUS.value, Identity.NAMELESS.value, Secrecy.SECRET.value}:
        return Silence.HIDES
    lines = [
        f"{_LABELS[name]}: {value}" for name, value in after.items() if name in _LABELS and name not in IDENTITY_FIELDS
    ]
    return "Perbaikan dari loket.\n" + "\n".join(lines) if lines else Silence.NOTHING
