"""What a desk puts into a parcel before it is written, and what it finds in an answer after it was opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.attachment import AttachmentId
from app.domain.centre import Centre, FeedPage, Outgoing, ProofAnswer
from app.domain.changes import Cursor
from app.domain.ids import ComplaintId, DeviceId, EventId
from app.domain.outbox import EventOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelHead:
    """Which parcel it is; ``recipient`` is the centre's public key."""

    parcel: str
    device: DeviceId
    incarnation: str
    n: int
    previous: str
    made_at: datetime
    recipient: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPart:
    """Events as one batch; they are fetched when they are written, twice, so that only one batch is in memory."""

    id: str
    load: Callable[[], Sequence[Outgoing]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPart:
    """What is held; ``span`` as in CentralGateway of app.ports, ``files`` by the digest of sealed bytes."""

    nonce: str
    asked: Sequence[tuple[EventId, str]]
    span: tuple[int, int | None] | None
    files: Sequence[tuple[AttachmentId, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPart:
    """A question for the feed behind a cursor, from the start for None; ``own`` as in CentralGateway of app.ports."""

    after: Cursor | None
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """A sealed file of a complaint, fetched when it is written; ``sha256`` is that of the sealed bytes."""

    id: AttachmentId
    complaint_id: ComplaintId
    sha256: str
    size_bytes: int
    load: Callable[[], bytes]


Part = BatchPart | ProofPart | ChangesPart | FilePart


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPage:
    """A page of the feed, and the place it is behind: None for the start."""

    after: tuple[str, int] | None
    page: FeedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelAnswer:
    """An answer that was opened and whose signature is the centre's.

    ``previous`` is the hash of the parcel it answers, ``answer`` counts the centre's answers to this desk within
    ``epoch``, ``former`` are the epochs before it.  ``centre`` has the keys that the answer announced, when it was
    announced under the keys known here.
    """

    parcel: str
    incarnation: str
    previous: str
    epoch: str
    former: tuple[str, ...]
    answer: int
    made_at: datetime
    centre: Centre
    outcomes: Sequence[EventOutcome]
    proofs: Sequence[ProofAnswer]
    pages: Sequence[ToldPage]

    def is_older(self, known_epoch: str, newest: int) -> bool:
        """Tell whether a desk that knows this epoch, and an answer so far within the answer's own, has heard it all.

        A centre that was restored says which epochs it was in before.  Where it cannot know, since it was restored
        twice from one copy, the ids decide: they are UUIDv7, made one after the other.
        """
        later = known_epoch == self.epoch or known_epoch in self.former or self.epoch > known_epoch
        return not later or self.answer <= newest


Hashes = Callable[[str], Mapping[EventId, str]]
"""Gives id and hash of the events that went with a parcel of this desk, nothing for one that is not its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A volume that the centre took in from a courier, and which others of its parcel are missing."""

    parcel: str
    volume: int
    volumes: int
    missing: tuple[int, ...]
