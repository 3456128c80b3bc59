"""Attachments: what is taken, how much of it, and the name under which it is shown.

Limits hold for what is kept, which for pictures is after shrinking.  The kind is read from the content, never the name.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId, OfficerId

AttachmentId = NewType("AttachmentId", str)

MOST_FILES: Final = 5
MOST_MB: Final = 5
MOST_BYTES: Final = MOST_MB * 1024 * 1024
MOST_PICTURE_MB: Final = 40
"""A picture may come larger, since it is shrunk before it is kept."""
LONGEST_SIDE_PX: Final = 2_000
NAME_LETTERS: Final = 80

_ENDINGS: Final = re.compile(r"\.(pdf|jpe?g|png|docx?)$", re.IGNORECASE)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNWANTED: Final = re.compile(r'[<>:"|?*]')


class MediaType(StrEnum):
    """The kinds that are taken."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    DOC = "application/msword"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @property
    def ending(self) -> str:
        """The ending of its names, without the dot."""
        return {"PDF": "pdf", "JPEG": "jpg", "PNG": "png", "DOC": "doc", "DOCX": "docx"}[self.name]

    @property
    def is_picture(self) -> bool:
        """Whether it is drawn anew before it is kept, so that nothing but what is seen goes with it."""
        return self in (MediaType.JPEG, MediaType.PNG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that was read, known by its content and shrunk; it is in memory only."""

    name: str
    media_type: MediaType
    content: bytes
    pages: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A file that was read, checked and sealed, but belongs to no entry yet; ``sha256`` is of the content as kept."""

    id: AttachmentId
    name: str
    media_type: MediaType
    size_bytes: int
    sha256: str
    stored_as: str
    pages: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file of a draft or complaint; ``pages`` is None where they cannot be counted."""

    id: AttachmentId
    complaint_id: ComplaintId
    place: int
    name: str
    media_type: MediaType
    size_bytes: int
    sha256: str
    stored_as: str
    pages: int | None
    added_at: datetime
    officer_id: OfficerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A whole new file in the scanner's folder; ``key`` tells it from one of the same name that comes later."""

    key: str
    name: str
    path: str
    size_bytes: int


def shown_name(raw: str, media_type: MediaType) -> str:
    """Give the name to keep: its last part, without marks that hide or turn letters, with the ending of its content."""
    stem = _ENDINGS.sub("", clean_name(raw))[: NAME_LETTERS - 5].strip(" .")
    return f"{stem or 'lampiran'}.{media_type.ending}"


def clean_name(raw: str) -> str:
    """Give the last part of a name as it may be shown, whatever the file turns out to be."""
    last = raw.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in unicodedata.normalize("NFC", last))
    return " ".join(_UNWANTED.sub(" ", seen).split())


def check_room(held: Sequence[Attachment], sha256: str) -> int:
    """Give the place of one more; raises UserProblem ``attachment_twice`` or ``attachments_full``."""
    for one in held:
        if one.sha256 == sha256:
            raise UserProblem("attachment_twice", place=held.index(one) + 1)
    if len(held) >= MOST_FILES:
        raise UserProblem("attachments_full", most=MOST_FILES)
    return max((one.place for one in held), default=0) + 1
