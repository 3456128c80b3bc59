"""What stands between a use case and the centre: lines, sticks, and the seals on what travels."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from app.domain.attachment import AttachmentId
from app.domain.centre import BatchAnswer, Centre, DeviceKeys, Enrolled, FeedPage, Outgoing, OutgoingFile, ProofAnswer
from app.domain.changes import Cursor
from app.domain.direct import DirectAccess, LaporTerms
from app.domain.enrolment_file import EnrolmentAnswer, EnrolmentRequest
from app.domain.ids import DeviceId, EventId
from app.domain.incarnation import Contact, SeriesUse
from app.domain.lapor import LaporFile, LaporFollowUp, LaporReport, LaporStatus, Posted
from app.domain.parcel_parts import HandedIn, Hashes, ParcelAnswer, ParcelHead, Part
from app.ports.queries import Placing

Seal = Callable[[bytes, bytes, bytes], bytes]
"""Seals identity bytes to a public key under an info string: seal(identity, public_key, info)."""


MakeKeys = Callable[[], DeviceKeys]
"""Makes the two fresh key pairs of this desk."""


class CentralGateway(Protocol):
    """A target with event ids. Raises NetworkProblem with the codes that the sync knows.

    ``prove`` with a span of seqs (after, until; None = to the end) also lists what the centre has there beyond
    ``asked``.  ``changes`` gives the page behind a cursor, from the beginning for None; ``cursor_expired`` or
    ``scope_changed`` when the centre knows that place no longer.
    """

    def send(
        self, centre: Centre, batch: Sequence[Outgoing], *, batch_id: str, contact: Contact | None = None
    ) -> BatchAnswer: ...
    def prove(
        self,
        centre: Centre,
        asked: Sequence[tuple[EventId, str]],
        *,
        span: tuple[int, int | None] | None,
        files: Sequence[tuple[AttachmentId, str]] = (),
        contact: Contact | None = None,
    ) -> ProofAnswer: ...
    def changes(self, centre: Centre, after: Cursor | None, *, own: bool = False) -> FeedPage: ...
    def enrol(
        self,
        *,
        url: str,
        code: str,
        ca_pem: str | None,
        device: DeviceId,
        incarnation: str,
        series: str,
        keys: DeviceKeys,
    ) -> Enrolled: ...


class LaporLine(Protocol):
    """A connection to LAPOR!, which knows no keys: every sending ends in one of four ways.

    ``status``, ``follow_ups`` and ``look_up`` raise NetworkProblem; ``look_up`` gives None where there is no such call.
    """

    def upload(self, files: Sequence[LaporFile]) -> Posted: ...
    def report(self, report: LaporReport, file_ids: Sequence[str]) -> Posted: ...
    def add_follow_up(self, lapor_id: str, text: str, *, is_secret: bool) -> Posted: ...
    def status(self, lapor_id: str) -> LaporStatus: ...
    def follow_ups(self, lapor_id: str) -> Sequence[LaporFollowUp]: ...
    def look_up(self, number: str) -> Sequence[str] | None: ...
    def close(self) -> None: ...


class LaporDoor(Protocol):
    """Makes the access from files, and of an access the terms and the line; opening speaks to nobody yet.

    Raises UserProblem with the codes of profiles and their secrets.
    """

    def read(self, profile: Path, secrets: Path) -> DirectAccess: ...
    def open(self, access: DirectAccess) -> tuple[LaporTerms, LaporLine]: ...


class ParcelFiles(Protocol):
    """Writes parcels and reads answers, as files.

    ``write`` gives hash and count of the volumes; it raises StorageProblem ``disk_full``, UserProblem
    ``file_unwritable``.  ``read`` raises UserProblem ``parcel_...`` for what is no whole, unaltered answer to us.
    """

    def placing(self) -> Placing: ...
    def write(
        self, placing: Placing, target: Path, head: ParcelHead, parts: Sequence[Part], *, signing_private: bytes
    ) -> tuple[str, int]: ...
    def read(self, path: Path, *, keys: DeviceKeys, centre: Centre, hashes: Hashes) -> ParcelAnswer: ...


class CourierLine(Protocol):
    """Carries sealed volumes to the centre and answers back.

    Raises UserProblem ``parcel_...`` for what is wrong with the parcel itself, NetworkProblem for the rest.
    """

    def hand_in(self, centre: Centre, volume: bytes) -> HandedIn: ...
    def fetch_answer(self, centre: Centre, parcel: str) -> bytes: ...


class CourierFiles(Protocol):
    """The files a courier carries; ``keep_answer`` names the answer after the parcel."""

    def read(self, path: Path) -> bytes: ...
    def keep_answer(self, folder: Path, parcel: Path, raw: bytes) -> Path: ...


class EnrolmentFiles(Protocol):
    """Request and answer of an enrolment without a line; ``write_request`` gives the hash of the file."""

    def write_request(self, path: Path, request: EnrolmentRequest, keys: DeviceKeys) -> str: ...
    def read_answer(
        self, path: Path, *, device: DeviceId, keys: DeviceKeys
    ) -> tuple[EnrolmentAnswer, tuple[SeriesUse, ...]]: ...


class FileGateway(Protocol):
    """Brings one sealed file to the centre, from the byte where it was left.

    ``bytes_per_s`` bounds how fast, None as fast as the line; ``told`` hears (bytes there, bytes altogether).  Gives
    False when ``stop`` ended it; raises NetworkProblem, with ``file_refused`` when only a person can help.
    """

    def upload(
        self,
        centre: Centre,
        file: OutgoingFile,
        *,
        bytes_per_s: int | None,
        told: Callable[[int, int], None],
        stop: Callable[[], bool],
    ) -> bool: ...


class SyncLock(Protocol):
    """Only one sync at a time on this data folder; ``hold`` raises UserProblem ``sync_running`` when taken."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...
