"""An officer is told once that the desk goes on in another series, whenever that turned out."""

from dataclasses import dataclass

from app.domain.incarnation import Begun
from app.ports.stores import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class TellIncarnation:
    """Asked at each sign-in and after each sync: the centre's answer may have begun a new incarnation."""

    units: Units

    def __call__(self) -> Begun | None:
        """Give the incarnation of which no officer was told yet, and note that one is now."""
        with self.units() as unit:
            begun = unit.incarnations.untold()
            if begun is not None:
                unit.incarnations.tell()
                unit.commit()
        return begun
