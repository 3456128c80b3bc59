"""A backup: the database, the sealed files and the way in by recovery code, in one file that says what is in it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.domain.errors import UserProblem
from app.domain.ids import DeviceId
from app.domain.officer import Desk
from app.domain.secrets import RecoveryCode

SCHEMA: Final = 1
DATABASE: Final = "loket.db"
RECOVERY_KEY: Final = "recovery.key"
FILES: Final = "attachments"
OUTGOING: Final = "outgoing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: SHA-256 as hex by the name of each part; nothing of what citizens said."""

    schema: int
    made_at: datetime
    device_id: DeviceId
    agency_code: str
    series: str
    complaints: int
    parts: Mapping[str, str]

    def statement(self) -> bytes:
        """Give what the seal of a backup is made over: a part that is other, more or less, breaks it."""
        whole = hashlib.sha256()
        for name in sorted(self.parts):
            whole.update(f"{name} {self.parts[name]}\n".encode())
        facts = f"{self.made_at.isoformat()} {self.device_id} {self.agency_code} {self.series} {self.complaints}"
        return f"loket-aduan backup v{self.schema} {facts} {whole.hexdigest()}".encode()


class BackupStep(StrEnum):
    """What a backup, a restore or a rehearsal is at, in the order of each."""

    COPYING = "copying"
    WRITING = "writing"
    READING_BACK = "reading_back"
    UNPACKING = "unpacking"
    OPENING = "opening"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupProgress:
    """How far a step is, in bytes; a ``total`` of 0 means that nobody knows."""

    step: BackupStep
    done: int = 0
    total: int = 0


def _nobody_listens(_: BackupProgress) -> None:
    """Take progress that nobody wants."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Who hears of the progress, and who may end the work before it counts."""

    told: Callable[[BackupProgress], None] = _nobody_listens
    stop: Callable[[], bool] = _never

    def at(self, step: BackupStep, done: int = 0, total: int = 0) -> None:
        """Tell where the work is.  Raises UserProblem ``backup_stopped`` when it is to end."""
        if self.stop():
            raise UserProblem("backup_stopped")
        self.told(BackupProgress(step=step, done=done, total=total))


ALONE: Final = Follow()
"""For work that nobody follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePlan:
    """How a restored desk is opened: the recovery code once, then an admin's login with a new phrase and a new PIN.

    A ``login`` of "" stands for the first admin there is, for a rehearsal that nobody signs in to.
    """

    code: RecoveryCode = field(repr=False)
    login: str
    phrase: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A backup that was read back and opened; ``absent`` counts files that were not there to be copied."""

    file: Path
    made_at: datetime
    complaints: int
    files: int
    absent: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSeen:
    """What a backup says of itself, once its recovery code fits."""

    made_at: datetime
    agency_code: str
    series: str
    complaints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskBack:
    """A desk that was made of a backup: ``desk`` as it goes on now, in its new series."""

    desk: Desk
    login: str
    made_at: datetime
    complaints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """A backup that was made a desk and thrown away; ``findings`` counts what its check found."""

    made_at: datetime
    complaints: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDone:
    """When something was last done about backups, by whom."""

    at: datetime
    officer_name: str
