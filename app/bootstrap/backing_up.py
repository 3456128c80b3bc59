"""Makes a backup of an open desk, and a desk of a backup: the database by its own copy, files as they lie, one key."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.adapters import folder as data_folder
from app.adapters.backup_file import BackupReader, beside, digest_of, write_backup
from app.adapters.clock import system_now
from app.adapters.keystore.recovery import data_key_of
from app.adapters.machine import machine_marks
from app.domain.backup import (
    ALONE,
    DATABASE,
    FILES,
    OUTGOING,
    RECOVERY_KEY,
    SCHEMA,
    BackupMade,
    BackupSeen,
    BackupStep,
    Follow,
    Manifest,
    RestorePlan,
)
from app.domain.errors import StorageProblem
from app.domain.incarnation import whole_series
from app.domain.officer import Desk, Officer
from app.domain.secrets import MachineSecret, RecoveryCode, check_phrase, check_pin
from db.engine import Engine, copy_database, open_engine
from db.migrate import prepare

if TYPE_CHECKING:
    from app.adapters.keystore import Keystore
    from app.ports.stores import HighWaterMarks

_SIDE_FILES: Final = ("-wal", "-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMaker:
    """Fulfils MakeBackup of app.ports for one open desk."""

    engine: Engine
    folder: Path
    data_key: bytes
    keystore: "Keystore"
    desk: Callable[[], Desk]

    def __call__(self, target: Path, at: datetime, *, follow: Follow = ALONE) -> BackupMade:
        """Copy, look at the copy, write the file, read it back.

        Raises UserProblem ``backup_stopped``, StorageProblem ``disk_full``, ``folder_readonly``, ``backup_damaged``,
        ``database_damaged``.
        """
        with data_folder.writing():
            target.parent.mkdir(parents=True, exist_ok=True)
        with beside(target.with_name(f"parts-of-{target.name}")) as aside:
            copy = aside / DATABASE
            follow.at(BackupStep.COPYING)
            copy_database(self.engine, copy)
            complaints, wanted = _looked_at(copy, self.data_key)
            parts = {DATABASE: copy, RECOVERY_KEY: aside / RECOVERY_KEY}
            with data_folder.writing():
                parts[RECOVERY_KEY].write_bytes(self.keystore.recovery_file())
            files = {f"{FILES}/{name}": self.folder / FILES / name for name in wanted}
            held = {name: file for name, file in files.items() if file.is_file()}
            parts |= held
            parts |= self._outgoing(aside)
            desk = self.desk()
            manifest = Manifest(
                schema=SCHEMA,
                made_at=at,
                device_id=desk.device_id,
                agency_code=desk.agency_code,
                series=whole_series(desk),
                complaints=complaints,
                parts={name: digest_of(file) for name, file in parts.items()},
            )
            write_backup(target, parts, manifest, self.data_key, follow=follow)
        return BackupMade(
            file=target,
            made_at=at,
            complaints=complaints,
            files=len(held),
            absent=len(files) - len(held),
            size_bytes=target.stat().st_size,
        )

    def _outgoing(self, aside: Path) -> dict[str, Path]:
        """Copy files that are sealed and on their way: a sync may remove them at any moment."""
        kept: dict[str, Path] = {}
        with data_folder.writing():
            (aside / OUTGOING).mkdir()
            for file in sorted((self.folder / OUTGOING).glob("*.sealed")):
                name = f"{OUTGOING}/{file.name}"
                with suppress(FileNotFoundError):
                    kept[name] = shutil.copyfile(file, aside / name)
        return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A desk made of a backup, still beside its place."""

    desk: Desk
    admin: Officer
    complaints: int
    made_at: datetime
    data_key: bytes = field(repr=False)
    machine_secret: MachineSecret


def restore(
    file: Path,
    aside: Path,
    *,
    keystore: "Keystore",
    marks: "HighWaterMarks",
    plan: RestorePlan,
    follow: Follow = ALONE,
) -> Restored:
    """Make a desk of a backup in the folder ``aside``, which is emptied first.

    Raises UserProblem ``backup_stopped``, ``backup_missing``, ``backup_not_one``, ``backup_newer``,
    ``recovery_code_wrong``, ``restore_not_admin`` and those of phrase and PIN; StorageProblem ``backup_damaged`` and of
    the disk.
    """
    check_phrase(plan.phrase)
    check_pin(plan.pin)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, aside, ignore_errors=True)
        restored = _restored(file, aside, keystore, marks, plan, follow)
        follow.at(BackupStep.CHECKING)
        undo.pop_all()
    return restored


def remove_side_files(folder: Path) -> None:
    """Remove what another database left beside the place of this one: it would be read as part of it."""
    with data_folder.writing():
        for end in _SIDE_FILES:
            (folder / (DATABASE + end)).unlink(missing_ok=True)


def look_into(file: Path, code: RecoveryCode) -> BackupSeen:
    """Give what a backup says of itself; nothing is unpacked.

    Raises UserProblem ``backup_missing``, ``backup_not_one``, ``backup_newer``, ``recovery_code_wrong``, StorageProblem
    ``backup_damaged``, ``backup_unreadable``.
    """
    with BackupReader(file) as reader:
        reader.check_seal(data_key_of(reader.read(RECOVERY_KEY), code))
        told = reader.manifest
    return BackupSeen(
        made_at=told.made_at, agency_code=told.agency_code, series=told.series, complaints=told.complaints
    )


def _restored(
    file: Path, aside: Path, keystore: "Keystore", marks: "HighWaterMarks", plan: RestorePlan, follow: Follow
) -> Restored:
    with data_folder.writing():
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(mode=0o700, parents=True)
    with BackupReader(file) as reader:
        recovery_file = reader.read(RECOVERY_KEY)
        data_key = data_key_of(recovery_file, plan.code)
        reader.check_seal(data_key)
        reader.extract(aside, follow=follow)
        manifest = reader.manifest
    follow.at(BackupStep.OPENING)
    engine = open_engine(aside / DATABASE, data_key)
    try:
        desk, admin = _made_ready(engine, aside, marks, plan.login)
    finally:
        engine.dispose()
    machine_secret = keystore.restore(
        recovery_file=recovery_file,
        code=plan.code,
        phrase=plan.phrase,
        officer_id=admin.id,
        login=admin.login,
        display=admin.full_name,
        pin=plan.pin,
    )
    return Restored(
        desk=desk,
        admin=admin,
        complaints=manifest.complaints,
        made_at=manifest.made_at,
        data_key=data_key,
        machine_secret=machine_secret,
    )


def _made_ready(engine: Engine, aside: Path, marks: "HighWaterMarks", login: str) -> tuple[Desk, Officer]:
    from app.usecases.restore_desk import RestoreDesk
    from db.integrity import Integrity
    from db.unit_of_work import UnitOfWork

    prepare(engine, aside / DATABASE)
    for older in aside.glob(f"{DATABASE}.before-*"):
        older.unlink()
    if Integrity(engine).damage():
        raise StorageProblem("backup_damaged")
    journey = RestoreDesk(
        units=lambda: UnitOfWork(engine), marks=marks, machine=partial(machine_marks, aside), clock=system_now
    )
    admin = journey.admin(login)
    return journey.begin(admin), admin


def _looked_at(copy: Path, data_key: bytes) -> tuple[int, list[str]]:
    """Open a copy; give how many complaints it holds and the names of its files.  Raises ``database_damaged``."""
    from db.attachments import AttachmentRows
    from db.integrity import Integrity

    engine = open_engine(copy, data_key)
    try:
        integrity = Integrity(engine)
        if integrity.damage():
            raise StorageProblem("database_damaged")
        complaints = sum(1 for _ in integrity.frozen())
        return complaints, sorted({one.stored_as for _, one in AttachmentRows(engine).all()})
    finally:
        engine.dispose()
