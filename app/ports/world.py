"""The rest of the world as a use case sees it: time, machine, paper, sheets and files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.attachment import AttachmentId, MediaType, Scan
from app.domain.backup import BackupMade, Follow, Rehearsed
from app.domain.ids import DeviceId
from app.domain.receipt import PaperSize, Receipt
from app.domain.referral import Referral
from app.domain.register import Sheet
from app.domain.report_sheet import ReportSheet
from app.domain.secrets import RecoveryCode
from app.domain.sp4n_sheet import SheetRow

Clock = Callable[[], datetime]
"""Gives the present aware UTC instant."""


class MakeBackup(Protocol):
    """Writes a backup to a file at an instant, reads it back and gives what is in it."""

    def __call__(self, target: Path, at: datetime, *, follow: Follow) -> BackupMade: ...


class Rehearse(Protocol):
    """Makes a desk of a backup where nothing is kept, checks it and leaves nothing behind."""

    def __call__(self, file: Path, code: RecoveryCode, *, follow: Follow) -> Rehearsed: ...


Machine = Callable[[DeviceId], Mapping[str, str]]
"""Gives the marks of this machine, keyed by the device, for each part that can be read; none is no alarm."""


class WriteSheet(Protocol):
    """Writes the workbook that stands beside a parcel."""

    def __call__(self, path: Path, rows: Sequence[SheetRow]) -> None: ...


class Paper(Protocol):
    """Sets receipts as one PDF, in memory."""

    def receipts(self, receipts: Sequence[Receipt], size: PaperSize, language: str) -> bytes: ...


class ReferralPaper(Protocol):
    """Sets the slip that sends a person on as a PDF of one page, in memory."""

    def referral(self, referral: Referral, size: PaperSize, language: str) -> bytes: ...


class ReportPaper(Protocol):
    """Sets a management report as a PDF on A4, in memory."""

    def report(self, sheet: ReportSheet) -> bytes: ...


ReportBook = Callable[[ReportSheet], bytes]
"""Writes a management report as a workbook, in memory."""


class Sheets(Protocol):
    """Reads an agency's register, from a file or as cells that were copied: all rows as text."""

    def read(self, path: Path) -> Sheet: ...
    def text(self, path: Path) -> str: ...
    def pasted(self, text: str) -> Sheet: ...


class Closeness(Protocol):
    """Tells how alike two texts are, 0 to 100."""

    def __call__(self, one: str, other: str) -> float: ...


class Integrity(Protocol):
    """Looks at the stored whole.

    ``damage`` names what the database engine finds wrong (pages, foreign keys, search index); ``unaccounted`` the
    numbers of a series that are neither used nor void; ``stray_receipts`` ledger numbers that are no complaint's;
    ``frozen`` gives number, title as first recorded, event body and its stored hash of every complaint event, in order;
    ``frozen_later`` number, body and hash of the events that tell of a complaint afterwards.
    """

    def damage(self) -> Sequence[str]: ...
    def unaccounted(self) -> Sequence[str]: ...
    def stray_receipts(self) -> Sequence[str]: ...
    def frozen(self) -> Iterator[tuple[str, str, bytes, str]]: ...
    def frozen_later(self) -> Iterator[tuple[str, bytes, str]]: ...


class AttachmentStore(Protocol):
    """The sealed files, each under a name of its own.

    ``read`` raises StorageProblem ``attachment_missing`` or ``attachment_damaged``.
    """

    def name_of(self, id: AttachmentId) -> str: ...
    def keep(self, id: AttachmentId, content: bytes) -> str: ...
    def read(self, id: AttachmentId, stored_as: str) -> bytes: ...
    def holds(self, stored_as: str) -> bool: ...
    def remove(self, stored_as: Sequence[str]) -> None: ...
    def older_than(self, moment: datetime) -> Sequence[str]: ...


class AttachmentReader(Protocol):
    """Takes a file within its limits and gives what is kept of it, its kind and its pages.

    Raises UserProblem ``attachment_empty``, ``_too_large``, ``_type``, ``_broken``, ``_inflates``, ``_macro``,
    ``_locked``, ``_pixels``, ``_changing``, ``_not_a_file``; StorageProblem ``attachment_gone``, ``_unreadable``.
    """

    def read(self, path: Path, told: Callable[[int, int], None]) -> bytes: ...
    def kept(self, content: bytes) -> tuple[bytes, MediaType]: ...
    def pages(self, content: bytes, media_type: MediaType) -> int | None: ...


class UnattendedKey(Protocol):
    """The data key in the keyring of the system; every call may wait for somebody who unlocks it."""

    def keep(self, key: bytes) -> None: ...
    def read(self) -> bytes | None: ...
    def forget(self) -> None: ...


class Scans(Protocol):
    """The scanner's folder; ``new`` never waits for it."""

    def new(self) -> Sequence[Scan]: ...
