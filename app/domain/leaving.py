"""What would leave this PC with the next sync, before it leaves: for each target the events and the files."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.attachment import AttachmentId, MediaType
from app.domain.ids import EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingEvent:
    """One event; ``size_bytes`` is of its body as frozen, ``title`` is "" when it may not be shown.

    ``identity`` names the fields of who complained that travel sealed with it, () for none; None when they were sealed
    in an earlier try, so that this desk cannot read them either.
    """

    event_id: EventId
    number: str
    kind: str
    title: str
    created_at: datetime
    size_bytes: int
    identity: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingFile:
    """One attachment; ``size_bytes`` is of its content, ``sealed`` as it travels to the provincial server."""

    id: AttachmentId
    number: str
    media_type: MediaType
    size_bytes: int
    sealed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What goes to one target; ``address`` is "" while this desk is not connected to it.

    ``more`` counts the events beyond those that are listed.
    """

    target: str
    address: str
    events: tuple[LeavingEvent, ...]
    files: tuple[LeavingFile, ...]
    more: int = 0
