"""The backup as one file: a ZIP archive of sealed parts, stored as they are, with a sealed list of them at its end.

It appears whole or not at all, and it is read back before it counts.
"""

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from app.adapters.folder import flush, writing
from app.domain.backup import (
    ALONE,
    DATABASE,
    FILES,
    OUTGOING,
    RECOVERY_KEY,
    SCHEMA,
    BackupStep,
    Follow,
    Manifest,
)
from app.domain.errors import StorageProblem, UserProblem
from app.domain.ids import DeviceId, from_iso, to_iso

_MANIFEST: Final = "manifest.json"
_SEAL_KEY: Final = b"loket-aduan/1 backup manifest"
_PART: Final = re.compile(rf"{DATABASE}|{RECOVERY_KEY}|(?:{FILES}|{OUTGOING})/[0-9a-z_-]{{1,90}}\.sealed")
_CHUNK: Final = 1 << 20
_LONGEST_LIST: Final = 64 << 20
_BROKEN: Final = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, KeyError, NotImplementedError, ValueError)


def seal_of(manifest: Manifest, data_key: bytes) -> str:
    """Give what only a holder of the data key can put under a list."""
    key = hmac.digest(data_key, _SEAL_KEY, "sha256")
    return hmac.digest(key, manifest.statement(), "sha256").hex()


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give a folder of our own beside the target, gone afterwards; one that a power cut left goes first.

    Raises StorageProblem of the disk.
    """
    for left in target.parent.glob(f".{target.name}.*.partial"):
        shutil.rmtree(left, ignore_errors=True)
    folder = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    with writing():
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def digest_of(file: Path) -> str:
    """Give SHA-256 of a file as hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write_backup(
    target: Path, parts: Mapping[str, Path], manifest: Manifest, data_key: bytes, *, follow: Follow = ALONE
) -> None:
    """Write all parts and the list, read them back, and put the file in its place.

    Raises UserProblem ``backup_stopped``, StorageProblem ``disk_full``, ``folder_readonly``, ``backup_damaged``
    when what was read back differs.
    """
    with beside(target) as folder:
        partial = folder / "backup"
        with writing():
            sizes = {name: source.stat().st_size for name, source in parts.items()}
        whole = sum(sizes.values())
        writing_out = _Steps(follow, BackupStep.WRITING, whole)
        with writing():
            with (
                open(partial, "xb", opener=_for_us_alone) as out,
                zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
            ):
                for name, source in parts.items():
                    with source.open("rb") as read, archive.open(_plain(name), "w", force_zip64=True) as written:
                        shutil.copyfileobj(read, _Counted(written, writing_out), _CHUNK)
                archive.writestr(_plain(_MANIFEST), _listed(manifest, seal_of(manifest, data_key)))
            with partial.open("rb+") as written_file:
                os.fsync(written_file.fileno())
        reading_back = _Steps(follow, BackupStep.READING_BACK, whole)
        with BackupReader(partial) as reader:
            reader.check_seal(data_key)
            for name, size in sizes.items():
                reader.check(name)
                reading_back.move(size)
        with writing():
            partial.replace(target)
            flush(target.parent)


class BackupReader:
    """An opened backup.  Raises UserProblem ``backup_missing``, ``backup_not_one``, ``backup_newer``; StorageProblem
    ``backup_damaged``.
    """

    def __init__(self, file: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
        except FileNotFoundError:
            raise UserProblem("backup_missing") from None
        except OSError as error:
            raise StorageProblem("backup_unreadable") from error
        except _BROKEN:
            raise UserProblem("backup_not_one") from None
        with contextlib.ExitStack() as undo:
            undo.callback(self._archive.close)
            self.manifest, self._seal = self._read_list()
            undo.pop_all()

    def __enter__(self) -> "BackupReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def check_seal(self, data_key: bytes) -> None:
        """Pass when the list was made by a holder of this key."""
        if not hmac.compare_digest(self._seal, seal_of(self.manifest, data_key)):
            raise StorageProblem("backup_damaged")

    def check(self, name: str) -> None:
        """Pass when a part is what the list says."""
        with self._reading(name) as part:
            if hashlib.file_digest(part, "sha256").hexdigest() != self.manifest.parts[name]:  # type: ignore[arg-type]
                raise StorageProblem("backup_damaged")

    def read(self, name: str) -> bytes:
        """Give a small part whole."""
        self.check(name)
        with self._reading(name) as part:
            return part.read(_CHUNK)

    def extract(self, folder: Path, *, follow: Follow = ALONE) -> None:
        """Put every part but the key into the folder, durably, each checked on its way.

        Raises UserProblem ``backup_stopped``.
        """
        steps = _Steps(follow, BackupStep.UNPACKING, sum(info.file_size for info in self._archive.infolist()))
        for name, told in self.manifest.parts.items():
            if name == RECOVERY_KEY:
                continue
            target = folder / name
            with writing():
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            whole = hashlib.sha256()
            with self._reading(name) as part, writing(), open(target, "xb", opener=_for_us_alone) as out:
                while chunk := _read(part):
                    whole.update(chunk)
                    out.write(chunk)
                    steps.move(len(chunk))
                out.flush()
                os.fsync(out.fileno())
            if whole.hexdigest() != told:
                raise StorageProblem("backup_damaged")

    @contextlib.contextmanager
    def _reading(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._archive.open(name) as part:
                yield part
        except _BROKEN:
            raise StorageProblem("backup_damaged") from None

    def _read_list(self) -> tuple[Manifest, str]:
        try:
            if self._archive.getinfo(_MANIFEST).file_size > _LONGEST_LIST:
                raise UserProblem("backup_not_one")
            told: dict[str, Any] = json.loads(self._archive.read(_MANIFEST))
            if told["backup"] != "loket-aduan":
                raise UserProblem("backup_not_one")
            if told["schema"] != SCHEMA:
                raise UserProblem("backup_newer")
            manifest = Manifest(
                schema=SCHEMA,
                made_at=from_iso(told["made_at"]),
                device_id=DeviceId(told["device_id"]),
                agency_code=str(told["agency_code"]),
                series=str(told["series"]),
                complaints=int(told["complaints"]),
                parts={str(name): str(sha256) for name, sha256 in told["parts"].items()},
            )
            seal = str(told["seal"])
        except (*_BROKEN, TypeError, AttributeError, RecursionError, OSError):
            raise UserProblem("backup_not_one") from None
        if not {DATABASE, RECOVERY_KEY} <= manifest.parts.keys() or not all(map(_PART.fullmatch, manifest.parts)):
            raise UserProblem("backup_not_one")
        return manifest, seal


class _Steps:
    """Counts the bytes of one step for whoever follows."""

    def __init__(self, follow: Follow, step: BackupStep, total: int) -> None:
        self._follow, self._step, self._total, self._done = follow, step, total, 0
        self.move(0)

    def move(self, size: int) -> None:
        self._done += size
        self._follow.at(self._step, self._done, self._total)


class _Counted:
    """A file that is written to, and counted."""

    def __init__(self, out: IO[bytes], steps: _Steps) -> None:
        self._out, self._steps = out, steps

    def write(self, chunk: bytes) -> int:
        self._steps.move(len(chunk))
        return self._out.write(chunk)


def _read(part: IO[bytes]) -> bytes:
    try:
        return part.read(_CHUNK)
    except _BROKEN:
        raise StorageProblem("backup_damaged") from None


def _listed(manifest: Manifest, seal: str) -> str:
    told = {
        "backup": "loket-aduan",
        "schema": manifest.schema,
        "made_at": to_iso(manifest.made_at),
        "device_id": manifest.device_id,
        "agency_code": manifest.agency_code,
        "series": manifest.series,
        "complaints": manifest.complaints,
        "parts": dict(manifest.parts),
        "seal": seal,
    }
    return json.dumps(told, indent=1)


def _plain(name: str) -> zipfile.ZipInfo:
    """Name a part without the time and rights of this machine."""
    return zipfile.ZipInfo(name)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
