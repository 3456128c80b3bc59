"""A file on its way to the centre: sealed once, brought byte by byte, proven with the record it belongs to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.attachment import AttachmentId, MediaType
from app.domain.ids import ComplaintId


class UploadState(StrEnum):
    """How far a file is: only PENDING ones are sent; REFUSED ones wait for a person."""

    PENDING = "pending"
    ARRIVED = "arrived"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedUpload:
    """The one ciphertext of a file: which centre key it is sealed for, digest and size of the sealed bytes."""

    sealed_for: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDue:
    """A file of a record that the centre has; ``sha256`` and ``size_bytes`` are of its content.

    ``sealed`` is what leaves, None before it was first sealed; ``attempts`` counts the runs in which it alone failed;
    ``begun`` when the centre has a part of it.
    """

    id: AttachmentId
    complaint_id: ComplaintId
    number: str
    media_type: MediaType
    sha256: str
    size_bytes: int
    stored_as: str
    sealed: SealedUpload | None
    attempts: int
    next_at: datetime | None
    begun: bool = False
