"""Composition root: folder -> keys -> engine -> migrations; ``wiring`` makes the journeys of an open desk.

Nothing else knows all parts.
"""

import contextlib
import secrets
import shutil
from collections.abc import Sequence
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.adapters import folder as data_folder
from app.adapters.clock import system_now
from app.adapters.high_water import HighWaterFile
from app.adapters.keystore import Keystore, phrase_words
from app.adapters.machine import machine_marks
from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.domain.backup import ALONE, DATABASE, FILES, OUTGOING, BackupSeen, DeskBack, Follow, Rehearsed, RestorePlan
from app.domain.errors import StorageProblem, UserProblem
from app.domain.form import Form
from app.domain.ids import OfficerId
from app.domain.officer import NOBODY, Desk, Officer
from app.domain.reference import Reference
from app.domain.secrets import MachineSecret, NewKeys, OfficerName, RecoveryCode, propose_phrase
from app.paths import resources, state_folder

if TYPE_CHECKING:
    from app.adapters.keystore import Costs
    from app.adapters.locks import WindowLock
    from app.domain.incarnation import Begun
    from app.services import DeskPlan, Services, Session, Verified
    from db.engine import Engine

KEY_FILES: Final = ("desk.key.2", "desk.key")
_ASIDE: Final = "new-desk"
_FORM: Final = "form-manual-v1.toml"
_FOR_OPENING: Final = (  # loaded while somebody types, not when the PIN has been typed
    "app.bootstrap.wiring",
    "app.usecases.begin_incarnation",
    "app.usecases.tell_incarnation",
    "db.migrate",
)
_FOR_JOURNEYS: Final = (  # what they work with; what is as heavy as reportlab waits until it is used
    "app.adapters.attachments.reader",
    "app.adapters.attachments.scans",
    "app.adapters.attachments.sealed_files",
    "app.adapters.backup_file",
    "app.adapters.central.answer_files",
    "app.adapters.central.courier",
    "app.adapters.central.enrolment_files",
    "app.adapters.central.feed",
    "app.adapters.central.lapor_door",
    "app.adapters.central.parcel_files",
    "app.adapters.central.probe",
    "app.adapters.central.pusat",
    "app.adapters.central.uploads",
    "app.adapters.closeness",
    "app.adapters.identity_seal",
    "app.adapters.keystore.os_keyring",
    "app.adapters.locks",
    "app.adapters.paper.receipt",
    "app.adapters.sheets.register_file",
    "app.adapters.sheets.report_book",
    "app.adapters.sheets.sp4n_sheet",
    "app.adapters.stick",
    "app.bootstrap.backing_up",
    "app.settings",
    "db.attachments",
    "db.call_backs",
    "db.central_edits",
    "db.copying",
    "db.direct",
    "db.drafts",
    "db.feed_queries",
    "db.integrity",
    "db.known",
    "db.learned",
    "db.reference_edits",
    "db.reports",
    "db.similar",
    "db.tasks",
    "db.today",
    "db.uploads",
    "rapidfuzz.fuzz",
)


class DeskEntrance:
    """Fulfils app.services.Entrance for one data folder; holds the keys and the engine until :meth:`close`."""

    def __init__(self, folder: Path, *, costs: "Costs | None" = None) -> None:
        self._folder = folder
        self._costs = costs
        self._machine: MachineSecret | None = None
        self._data_key: bytes | None = None
        self._engine: Engine | None = None
        self._services: Services | None = None
        self._window_lock: WindowLock | None = None
        self._marks = HighWaterFile(state_folder())
        self._may_sweep = False
        self._rows: _DeskRows | None = None
        self._lists: Reference | None = None

    @property
    def lists(self) -> Reference:
        """Give the shipped lists; of an open desk with its own agency."""
        if self._lists is None:
            self._lists = load_reference(resources() / "reference")
        return self._lists

    @cached_property
    def form(self) -> Form:
        """Give the form profile."""
        return load_profile(resources() / "profiles" / _FORM)

    @property
    def folder(self) -> Path:
        """Give the data folder."""
        return self._folder

    def hold_window(self) -> None:
        """Keep other windows off this folder until :meth:`close`.  Raises UserProblem ``window_running``."""
        from app.adapters.locks import WindowLock

        if self._window_lock is None:
            data_folder.make_ready(self._folder)
            lock = WindowLock(self._folder)
            lock.__enter__()
            self._window_lock = lock

    def is_set_up(self) -> bool:
        """Tell whether a desk is in the folder.

        Raises StorageProblem when the folder cannot be used, and ``key_file_missing`` for a database without its keys.
        """
        data_folder.make_ready(self._folder)
        if self._keystore(self._folder).exists():
            return True
        if not (self._folder / DATABASE).exists():
            return False
        if not (self._folder / _ASIDE / KEY_FILES[0]).exists():
            raise StorageProblem("key_file_missing")
        with data_folder.writing():  # it was confirmed, and cut off behind the database
            data_folder.move_in(self._folder / _ASIDE, self._folder, KEY_FILES)
        return True

    def names(self) -> tuple[OfficerName, ...]:
        """Give who may sign in."""
        return self._keystore(self._folder).names()

    def propose_phrase(self) -> str:
        """Give an opening phrase of at least 44 random bits in plain words."""
        return propose_phrase(phrase_words(resources() / "reference" / "phrase-words-id.txt"))

    def set_up(self, plan: "DeskPlan") -> "NewDesk":
        """Make a desk beside the folder's own place; it is put in use by confirming its recovery code."""
        from app.usecases.set_up_desk import SetUpDesk
        from db.unit_of_work import UnitOfWork

        if self.is_set_up():
            raise UserProblem("desk_exists")
        maker = SetUpDesk(lists=self.lists, form_version=self.form.version, clock=system_now)
        desk, officer = maker.read(plan, status_key=secrets.token_bytes(32))
        aside = self._folder / _ASIDE
        with data_folder.writing():
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(mode=0o700)
        keys = self._keystore(aside).create(
            phrase=plan.phrase, officer_id=officer.id, login=officer.login, display=officer.full_name, pin=plan.pin
        )
        engine = _open_database(aside / DATABASE, keys.data_key)
        try:
            maker.write(lambda: UnitOfWork(engine), desk, officer)
        finally:
            engine.dispose()
        return NewDesk(self, aside, keys)

    def look_into(self, file: Path, code: RecoveryCode) -> BackupSeen:
        """Give what a backup says of itself.  Raises what :func:`app.bootstrap.backing_up.look_into` does."""
        from app.bootstrap.backing_up import look_into

        return look_into(file, code)

    def restore(self, file: Path, plan: RestorePlan, *, follow: Follow = ALONE) -> "tuple[DeskBack, Verified]":
        """Make a desk of a backup, put it in this folder, where none is yet, and give what its own check finds.

        Raises what :func:`app.bootstrap.backing_up.restore` does, and UserProblem ``desk_exists``,
        ``restore_folder_used`` when files of another desk lie there.
        """
        from app.bootstrap.backing_up import remove_side_files, restore

        if self.is_set_up():
            raise UserProblem("desk_exists")
        if any(any((self._folder / name).glob("*")) for name in (FILES, OUTGOING)):
            raise UserProblem("restore_folder_used")
        aside = self._folder / _ASIDE
        restored = restore(file, aside, keystore=self._keystore(aside), marks=self._marks, plan=plan, follow=follow)
        remove_side_files(self._folder)
        self.take_over(aside, restored.machine_secret)
        back = DeskBack(
            desk=restored.desk,
            login=restored.admin.login,
            made_at=restored.made_at,
            complaints=restored.complaints,
        )
        return back, self._open(restored.data_key).verify_desk(restored.admin, ask_centre=False)

    def take_over(self, aside: Path, machine_secret: MachineSecret) -> None:
        """Put a desk that is made in its place: files, database, and last the key file that makes it count.

        Cut off between the two, the next start brings the keys after it.  Raises UserProblem ``desk_exists`` when
        another program was quicker.
        """
        if self._keystore(self._folder).exists() or (self._folder / DATABASE).exists():
            raise UserProblem("desk_exists")
        with data_folder.writing():
            data_folder.move_in(aside, self._folder, (FILES, OUTGOING, DATABASE))
            data_folder.move_in(aside, self._folder, KEY_FILES)
        shutil.rmtree(aside, ignore_errors=True)
        self._machine = machine_secret

    def warm(self) -> None:
        """Import and read what opening needs, so that it is there when the PIN has been typed."""
        from db.engine import load_driver

        load_driver()
        for name in _FOR_OPENING:
            import_module(name)
        _ = (self.lists, self.form)

    def warm_further(self) -> None:
        """Import all journeys and what they work with, for a time when nobody waits."""
        from app.services import load_journeys

        load_journeys()
        for name in _FOR_JOURNEYS:
            import_module(name)

    def phrase_open(self) -> bool:
        """Tell whether the opening phrase was given since the program started."""
        return self._machine is not None

    def open_phrase(self, phrase: str) -> None:
        """Take the opening phrase.  Raises UserProblem ``phrase_wrong``."""
        self._machine = self._keystore(self._folder).open_phrase(phrase)

    def sign_in(self, login: str, pin: str) -> "Session":
        """Give a session for an officer; opens and migrates the database the first time.

        Raises UserProblem ``pin_wrong``, ``pin_wait``, ``pin_phrase_needed``, ``officer_unknown``; StorageProblem.
        """
        from app.services import Session

        if self._machine is None:
            raise UserProblem("pin_phrase_needed")
        try:
            unlocked = self._keystore(self._folder).sign_in(login, pin, self._machine)
        except UserProblem as problem:
            if problem.code == "pin_phrase_needed":
                self._machine = None
            raise
        services = self._open(unlocked.data_key)
        assert self._rows is not None
        officer = next((o for o in self._rows.officers() if o.id == unlocked.officer_id and o.active), None)
        if officer is None:
            raise UserProblem("officer_unknown")
        return Session(officer=officer, desk=self._rows.desk(), services=services, begun=services.tell_incarnation())

    def open_unattended(self) -> "Session":
        """Give a session that may only sync, opened by the key that an admin left in the system's keyring.

        Raises UserProblem ``unattended_not_allowed``, StorageProblem of the keyring and of the desk.
        """
        from app.adapters.keystore.os_keyring import OsKeyring
        from app.services import Session

        keystore = self._keystore(self._folder)
        data_key = OsKeyring(keystore.key_name).read()
        if data_key is None or not keystore.fits(data_key):
            raise UserProblem("unattended_not_allowed")
        services = self._open(data_key)
        assert self._rows is not None
        services.unattended.begun(NOBODY)
        return Session(officer=NOBODY, desk=self._rows.desk(), services=services)

    def rest(self) -> None:
        """Fold the write-ahead log into the database and remove stray files, for a time when nobody waits."""
        if self._engine is not None:
            from db.engine import checkpoint

            checkpoint(self._engine)
        if self._services is not None and self._may_sweep:
            self._services.attach.sweep()

    def close(self) -> None:
        """Close the database, forget the keys and let other windows in."""
        if self._window_lock is not None:
            self._window_lock.__exit__(None, None, None)
            self._window_lock = None
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._services = self._rows = self._machine = self._data_key = None

    def _keystore(self, folder: Path) -> Keystore:
        return Keystore(folder, self._costs) if self._costs else Keystore(folder)

    def _open(self, data_key: bytes) -> "Services":
        if self._services is None:
            from app.bootstrap.wiring import Parts, Wired

            path = self._folder / DATABASE
            if not data_folder.holds(path):
                raise StorageProblem("database_missing")
            self._engine = _open_database(path, data_key)
            self._data_key = data_key
            begun = self._watch(self._engine)
            # files of records that were lost may be all that is left of them
            self._may_sweep = begun is None or not begun.lost
            self._rows = _DeskRows(self._engine)
            self._lists = self.lists.with_own(self._rows.desk())
            self._services = Wired(
                Parts(
                    engine=self._engine,
                    folder=self._folder,
                    data_key=data_key,
                    desk=self._rows.desk,
                    officers=self._rows.officers,
                    refresh=self._rows.refresh,
                    lists=self.lists,
                    form=self.form,
                    marks=self._marks,
                    add_keys=self._add_keys,
                    names=self.names,
                    key_name=self._keystore(self._folder).key_name,
                    keystore=self._keystore(self._folder),
                    rehearse=self._rehearse,
                )
            )
        return self._services

    def _watch(self, engine: "Engine") -> "Begun | None":
        from app.usecases.begin_incarnation import WatchIncarnation
        from db.unit_of_work import UnitOfWork

        return WatchIncarnation(
            units=lambda: UnitOfWork(engine),
            marks=self._marks,
            machine=partial(machine_marks, self._folder),
            clock=system_now,
        )()

    def _rehearse(self, file: Path, code: RecoveryCode, *, follow: Follow) -> Rehearsed:
        from app.bootstrap.rehearsing import rehearse

        return rehearse(file, code, costs=self._costs, follow=follow)

    def _add_keys(self, *, officer_id: OfficerId, login: str, display: str, pin: str) -> None:
        if self._machine is None or self._data_key is None:
            raise UserProblem("pin_phrase_needed")
        self._keystore(self._folder).add_officer(
            data_key=self._data_key,
            machine_secret=self._machine,
            officer_id=officer_id,
            login=login,
            display=display,
            pin=pin,
        )


class NewDesk:
    """Fulfils app.services.PendingDesk."""

    def __init__(self, entrance: DeskEntrance, aside: Path, keys: NewKeys) -> None:
        self._entrance = entrance
        self._aside = aside
        self._keys = keys

    @property
    def recovery_code(self) -> RecoveryCode:
        """Give the code, to be shown once."""
        return self._keys.recovery_code

    def confirm(self, typed: str) -> None:
        """Put the desk in use.  Raises UserProblem ``recovery_code_wrong``."""
        if RecoveryCode.parse(typed) != self._keys.recovery_code:
            raise UserProblem("recovery_code_wrong")
        self._entrance.take_over(self._aside, self._keys.machine_secret)


class _DeskRows:
    """The desk's own row and its officers, read once and again when they changed."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._desk: Desk | None = None
        self._officers: tuple[Officer, ...] = ()

    def desk(self) -> Desk:
        if self._desk is None:
            self.refresh()
        assert self._desk is not None
        return self._desk

    def officers(self) -> Sequence[Officer]:
        if self._desk is None:
            self.refresh()
        return self._officers

    def refresh(self) -> None:
        from db.unit_of_work import UnitOfWork

        with UnitOfWork(self._engine) as unit:
            self._desk, self._officers = unit.staff.desk(), tuple(unit.staff.officers())


def _open_database(path: Path, key: bytes) -> "Engine":
    from db.engine import open_engine
    from db.migrate import prepare

    engine = open_engine(path, key)
    with contextlib.ExitStack() as undo:
        undo.callback(engine.dispose)
        prepare(engine, path)
        undo.pop_all()
    return engine
