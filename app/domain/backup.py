"""A backup: the database, the sealed files and the way in by recovery code, in one file that says what is in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.ids import DeviceId
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePlan:
    """How a restored desk is opened: the recovery code once, then an admin's login with a new phrase and a new PIN."""

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
