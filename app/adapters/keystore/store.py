"""What the desk does with its keys: set up, open with the phrase, sign in, change, rescue with the recovery code.

Keeps no secret between calls.  All officers share one data key, so whoever holds it may make wraps for others: who is
allowed to is a rule of the use cases, not of cryptography.
"""

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.adapters.keystore import derive, officers
from app.adapters.keystore.copies import KeyCopies
from app.adapters.keystore.derive import Costs, WrongSecret, data_key_mark
from app.adapters.keystore.key_file import (
    MACHINE,
    RECOVERY,
    KeyFile,
    OfficerEntry,
    decode_recovery,
    encode_recovery,
    officer_binding,
)
from app.adapters.keystore.recovery import data_key_of
from app.domain.errors import StorageProblem, UserProblem
from app.domain.ids import OfficerId
from app.domain.secrets import (
    KEY_BYTES,
    PIN_TRIES,
    MachineSecret,
    NewKeys,
    OfficerName,
    RecoveryCode,
    Unlocked,
    check_phrase,
    check_pin,
    same_phrase,
)

USUAL_COSTS: Final = Costs()


def _now() -> datetime:
    return datetime.now(UTC)


class Keystore:
    """The key file of one data folder.

    Every method that reads the file may raise StorageProblem ``key_file_missing``, ``key_file_damaged``,
    ``key_file_newer`` or ``key_file_unreadable``; every one that writes ``disk_full``, ``folder_readonly`` or
    ``disk_fault``; every one that stretches a phrase or PIN ``memory_short``.
    """

    def __init__(self, folder: Path, costs: Costs = USUAL_COSTS, clock: Callable[[], datetime] = _now) -> None:
        self._copies = KeyCopies(folder)
        self._costs = costs
        self._clock = clock

    def exists(self) -> bool:
        """Tell whether a key file, whole or not, is in the folder; if so, no desk may be set up there."""
        return self._copies.exist()

    def names(self) -> tuple[OfficerName, ...]:
        """Give who may sign in, oldest entry first; none where there is no key file."""
        if not self.exists():
            return ()
        return tuple(
            OfficerName(id=entry.id, login=entry.login, display=entry.display) for entry in self._copies.read().officers
        )

    def key_name(self) -> str:
        """Give what names the present data key without telling anything of it: another key has another name."""
        return self._copies.read().data_key_mark.hex()[:32]

    def fits(self, data_key: bytes) -> bool:
        """Tell whether this is the desk's data key."""
        return data_key_mark(data_key) == self._copies.read().data_key_mark

    def create(self, *, phrase: str, officer_id: OfficerId, login: str, display: str, pin: str) -> NewKeys:
        """Make the keys of a new desk with its first officer.

        Raises UserProblem of :func:`check_phrase` and :func:`check_pin`, StorageProblem ``key_file_exists``.
        """
        check_phrase(phrase)
        check_pin(pin)
        if self.exists():
            raise StorageProblem("key_file_exists")
        data_key, machine = secrets.token_bytes(KEY_BYTES), MachineSecret(secret=secrets.token_bytes(KEY_BYTES))
        code = RecoveryCode.new()
        first = self._entry(data_key, machine, officer_id=officer_id, login=login, display=display, pin=pin)
        self._copies.create(
            KeyFile(
                serial=1,
                machine=self._machine_wrap(machine, phrase),
                machine_mark=_machine_mark(machine),
                data_key_mark=data_key_mark(data_key),
                recovery=derive.wrap_with_code(data_key, code=code.secret, bound_to=RECOVERY),
                officers=(first,),
            )
        )
        return NewKeys(data_key=data_key, machine_secret=machine, recovery_code=code)

    def open_phrase(self, phrase: str) -> MachineSecret:
        """Give the machine secret and let officers who gave too many wrong PINs try again.

        Their waiting times stay.  Raises UserProblem ``phrase_wrong``.
        """
        file = self._copies.read()
        try:
            opened = derive.open_with_phrase(file.machine, phrase=same_phrase(phrase), bound_to=MACHINE)
        except WrongSecret:
            raise UserProblem("phrase_wrong") from None
        machine = MachineSecret(secret=opened)
        if _machine_mark(machine) != file.machine_mark:
            raise StorageProblem("key_file_damaged")
        if any(entry.wrong_since_phrase for entry in file.officers):
            try:
                self._copies.change(officers.phrase_given)
            except StorageProblem:
                if any(entry.wrong_since_phrase >= PIN_TRIES for entry in file.officers):
                    raise
        return machine

    def sign_in(self, login: str, pin: str, machine_secret: MachineSecret) -> Unlocked:
        """Give the data key to the officer with this login and PIN.

        Raises UserProblem ``officer_unknown``; ``pin_wrong`` with ``tries_left`` and ``wait_s``; ``pin_wait`` with
        ``wait_s`` (not counted as a try); ``pin_phrase_needed`` after five wrong ones, or when the machine secret is
        no longer the desk's: the caller then forgets it and asks for the phrase.
        """
        file = self._copies.read()
        entry = officers.of_login(file, login)
        _check_machine(file, machine_secret)
        if entry.wrong_since_phrase >= PIN_TRIES:
            raise UserProblem("pin_phrase_needed", tries=PIN_TRIES)
        if wait_s := entry.wait_s(self._clock()):
            raise UserProblem("pin_wait", wait_s=wait_s)
        try:
            data_key = derive.open_with_pin(
                entry.wrap, pin=pin, machine_secret=machine_secret.secret, bound_to=entry.bound_to()
            )
        except WrongSecret:
            raise self._wrong_pin(entry.id) from None
        if data_key_mark(data_key) != file.data_key_mark:
            raise StorageProblem("key_file_damaged")
        if entry.wrong:
            with contextlib.suppress(StorageProblem):  # a full disk keeps nobody out who gave the right PIN
                self._copies.change(lambda file: officers.right_pin_given(file, entry.id))
        return Unlocked(officer_id=entry.id, data_key=data_key)

    def add_officer(
        self,
        *,
        data_key: bytes,
        machine_secret: MachineSecret,
        officer_id: OfficerId,
        login: str,
        display: str,
        pin: str,
    ) -> None:
        """Let one more officer in.  Raises UserProblem of :func:`check_pin`, ``login_taken``, ``pin_phrase_needed``."""
        check_pin(pin)
        self._check(data_key, machine_secret)
        entry = self._entry(data_key, machine_secret, officer_id=officer_id, login=login, display=display, pin=pin)
        self._copies.change(lambda file: officers.added(file, entry))

    def remove_officer(self, officer_id: OfficerId) -> None:
        """Destroy this officer's wrap in both copies; the data key itself stays what it was.

        Raises UserProblem ``officer_unknown``, ``officer_last``.
        """
        self._copies.change(lambda file: officers.removed(file, officer_id))

    def change_pin(self, *, login: str, pin: str, new_pin: str, machine_secret: MachineSecret) -> None:
        """Give the officer who knows the present PIN a new one.  Raises as :meth:`sign_in` and :func:`check_pin`."""
        check_pin(new_pin)
        unlocked = self.sign_in(login, pin, machine_secret)
        self.set_pin(
            data_key=unlocked.data_key, machine_secret=machine_secret, officer_id=unlocked.officer_id, pin=new_pin
        )

    def set_pin(self, *, data_key: bytes, machine_secret: MachineSecret, officer_id: OfficerId, pin: str) -> None:
        """Give an officer a new PIN without the old one, and forget the wrong ones.

        Raises UserProblem of :func:`check_pin`, ``officer_unknown``, ``pin_phrase_needed``.
        """
        check_pin(pin)
        self._check(data_key, machine_secret)
        old = officers.of_id(self._copies.read(), officer_id)
        entry = self._entry(
            data_key,
            machine_secret,
            officer_id=officer_id,
            login=old.login,
            display=old.display,
            pin=pin,
            version=old.version + 1,
        )
        self._copies.change(lambda file: officers.replaced(file, entry))

    def set_phrase(self, *, phrase: str, machine_secret: MachineSecret) -> None:
        """Give the desk a new opening phrase; all PINs stay.

        Raises UserProblem of :func:`check_phrase`, ``pin_phrase_needed``.
        """
        check_phrase(phrase)
        wrap = self._machine_wrap(machine_secret, phrase)

        def changed(file: KeyFile) -> KeyFile:
            _check_machine(file, machine_secret)
            return replace(file, machine=wrap)

        self._copies.change(changed)

    def open_with_recovery(self, code: RecoveryCode) -> bytes:
        """Give the data key for the recovery code; raises UserProblem ``recovery_code_wrong``."""
        file = self._copies.read()
        try:
            data_key = derive.open_with_code(file.recovery, code=code.secret, bound_to=RECOVERY)
        except WrongSecret:
            raise UserProblem("recovery_code_wrong") from None
        if data_key_mark(data_key) != file.data_key_mark:
            raise StorageProblem("key_file_damaged")
        return data_key

    def recovery_file(self) -> bytes:
        """Give what a backup carries: the wrap that the recovery code opens, no phrase and no PIN."""
        return encode_recovery(self._copies.read())

    def restore(
        self,
        *,
        recovery_file: bytes,
        code: RecoveryCode,
        phrase: str,
        officer_id: OfficerId,
        login: str,
        display: str,
        pin: str,
    ) -> MachineSecret:
        """Make the key file of a restored desk: the recovery code stays, phrase and PIN are new.

        Raises UserProblem ``recovery_code_wrong`` and those of :func:`check_phrase` and :func:`check_pin`,
        StorageProblem ``backup_damaged``, ``key_file_exists``.
        """
        check_phrase(phrase)
        check_pin(pin)
        data_key = data_key_of(recovery_file, code)
        machine = MachineSecret(secret=secrets.token_bytes(KEY_BYTES))
        recovery, mark = decode_recovery(recovery_file)
        self._copies.create(
            KeyFile(
                serial=1,
                machine=self._machine_wrap(machine, phrase),
                machine_mark=_machine_mark(machine),
                data_key_mark=mark,
                recovery=recovery,
                officers=(
                    self._entry(data_key, machine, officer_id=officer_id, login=login, display=display, pin=pin),
                ),
            )
        )
        return machine

    def start_again(
        self, *, data_key: bytes, phrase: str, officer_id: OfficerId, login: str, display: str, pin: str
    ) -> MachineSecret:
        """Begin anew after a recovery: new machine secret and phrase, and only this officer's PIN opens.

        Nobody knows the others' PINs and the old machine secret together, so they are let in again by
        :meth:`add_officer`.  The recovery code stays.  Raises UserProblem of :func:`check_phrase`, :func:`check_pin`.
        """
        check_phrase(phrase)
        check_pin(pin)
        machine = MachineSecret(secret=secrets.token_bytes(KEY_BYTES))
        wrap = self._machine_wrap(machine, phrase)
        versions = [entry.version for entry in self._copies.read().officers if entry.id == officer_id]
        first = self._entry(
            data_key,
            machine,
            officer_id=officer_id,
            login=login,
            display=display,
            pin=pin,
            version=max(versions, default=0) + 1,
        )

        def begun(file: KeyFile) -> KeyFile:
            _check_data_key(file, data_key)
            return replace(file, machine=wrap, machine_mark=_machine_mark(machine), officers=(first,))

        self._copies.change(begun)
        return machine

    def _entry(
        self,
        data_key: bytes,
        machine: MachineSecret,
        *,
        officer_id: OfficerId,
        login: str,
        display: str,
        pin: str,
        version: int = 1,
    ) -> OfficerEntry:
        wrap = derive.wrap_with_pin(
            data_key,
            pin=pin,
            machine_secret=machine.secret,
            cost=self._costs.pin,
            bound_to=officer_binding(officer_id, version),
        )
        return OfficerEntry(id=officer_id, login=login, display=display, version=version, wrap=wrap)

    def _machine_wrap(self, machine: MachineSecret, phrase: str) -> derive.Wrap:
        return derive.wrap_with_phrase(
            machine.secret, phrase=same_phrase(phrase), cost=self._costs.phrase, bound_to=MACHINE
        )

    def _check(self, data_key: bytes, machine_secret: MachineSecret) -> None:
        file = self._copies.read()
        _check_data_key(file, data_key)
        _check_machine(file, machine_secret)

    def _wrong_pin(self, officer_id: OfficerId) -> UserProblem:
        """Count a wrong PIN on disk, then give the problem to raise."""
        file = self._copies.change(lambda file: officers.wrong_pin_counted(file, officer_id, self._clock()))
        return officers.wrong_pin_problem(officers.of_id(file, officer_id))


def _machine_mark(machine: MachineSecret) -> bytes:
    return derive.mark_of(machine.secret, what="machine secret")


def _check_machine(file: KeyFile, machine: MachineSecret) -> None:
    if _machine_mark(machine) != file.machine_mark:
        raise UserProblem("pin_phrase_needed", tries=PIN_TRIES)


def _check_data_key(file: KeyFile, data_key: bytes) -> None:
    if data_key_mark(data_key) != file.data_key_mark:
        raise ValueError("not the data key of this desk")
