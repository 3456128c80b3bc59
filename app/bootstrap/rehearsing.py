"""Restores a backup where nothing is kept, checks it, and leaves nothing behind."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from app.adapters.folder import writing
from app.bootstrap import DeskEntrance
from app.domain.backup import Follow, Rehearsed, RestorePlan
from app.domain.secrets import RecoveryCode

if TYPE_CHECKING:
    from app.adapters.keystore import Costs

_PIN: Final = "592746813"
"""It guards nothing: the phrase is drawn, told to nobody, and gone with the folder."""


def rehearse(file: Path, code: RecoveryCode, *, costs: "Costs | None", follow: Follow) -> Rehearsed:
    """Fulfils app.ports.world.Rehearse.  Raises what :meth:`DeskEntrance.restore` does."""
    with writing():
        place = TemporaryDirectory(prefix="loket-latihan-")
    with place as folder:
        entrance = DeskEntrance(Path(folder) / "desk", costs=costs)
        try:
            plan = RestorePlan(code=code, login="", phrase=entrance.propose_phrase(), pin=_PIN)
            back, found = entrance.restore(file, plan, follow=follow)
        finally:
            entrance.close()
    return Rehearsed(made_at=back.made_at, complaints=found.complaints, findings=len(found.findings))
