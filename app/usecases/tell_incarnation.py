"""An officer is told once that the desk goes on in another series, or that its log is not the one the centre knows."""

from dataclasses import dataclass

from app.domain.anchor import LogForked
from app.domain.incarnation import Begun
from app.ports.stores import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class TellIncarnation:
    """Asked at each sign-in and after each sync: the centre's answer may have begun a new incarnation."""

    units: Units

    def __call__(self) -> Begun | LogForked | None:
        """Give what no officer was told of yet, and note that one is now; an incarnation before a fork of the log."""
        with self.units() as unit:
            begun = unit.incarnations.untold()
            if begun is not None:
                unit.incarnations.tell()
            news = begun or (LogForked() if unit.audit.tell_fork() else None)
            if news is not None:
                unit.commit()
        return news
