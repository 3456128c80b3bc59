"""May a sync run when nobody is there?  An admin leaves the desk's key in the system's keyring, or takes it out."""

from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.errors import AppError
from app.domain.officer import Officer
from app.ports.stores import Units
from app.ports.world import Clock, UnattendedKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattended:
    """Allow, forbid, and note each time the desk was opened so.  ``data_key`` is the open desk's."""

    units: Units
    key: UnattendedKey
    data_key: bytes
    clock: Clock

    def allow(self, actor: Officer) -> None:
        """Leave the key in the keyring: from then on every program of this user of the system can read it.

        Raises NotAllowed, StorageProblem ``keyring_absent``, ``keyring_locked``, ``keyring_failed``.
        """
        require(actor, Act.MANAGE)
        self.key.keep(self.data_key)
        try:
            self._note(actor, "unattended_allowed")
        except AppError:  # what is not in the log must not be in the keyring
            self.key.forget()
            raise

    def forbid(self, actor: Officer) -> None:
        """Take the key out again.  Raises as :meth:`allow`."""
        require(actor, Act.MANAGE)
        self.key.forget()
        self._note(actor, "unattended_forbidden")

    def allowed(self, actor: Officer) -> bool:
        """Tell whether the key is there.  Raises as :meth:`allow`."""
        require(actor, Act.MANAGE)
        return self.key.read() is not None

    def begun(self, actor: Officer) -> None:
        """Note that the desk was opened with nobody there."""
        require(actor, Act.SYNC)
        self._note(actor, "unattended_opened")

    def _note(self, actor: Officer, act: str) -> None:
        with self.units() as unit:
            unit.audit.add(at=self.clock(), officer_id=actor.id, act=act, subject="keyring")
            unit.commit()
