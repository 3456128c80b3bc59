"""A connected office is the courier of places without a line: it hands their parcels in and brings the answers back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.access import Act, require
from app.domain.errors import UserProblem
from app.domain.officer import Officer
from app.ports import Clock, CourierFiles, CourierLine, Units
from app.usecases.prove import known_centre


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of a volume: handed in, with the ``answer`` beside the last one; or refused with a ``code``."""

    file: Path
    volume: int = 0
    volumes: int = 0
    missing: tuple[int, ...] = ()
    answer: Path | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryParcels:
    """Carries volumes that nobody here can open."""

    units: Units
    line: CourierLine
    files: CourierFiles
    clock: Clock

    def __call__(self, actor: Officer, files: Sequence[Path], *, out: Path) -> Iterator[Carried]:
        """Hand the volumes in, one after the other; one that is refused stops no other.

        Raises NotAllowed, NetworkProblem, UserProblem ``file_unwritable``, StorageProblem.
        """
        require(actor, Act.SYNC)
        centre = known_centre(self.units)
        for file in files:
            try:
                told = self.line.hand_in(centre, self.files.read(file))
                answer = None
                if not told.missing:
                    raw = self.line.fetch_answer(centre, told.parcel)
                    answer = self.files.keep_answer(out, file, raw)
            except UserProblem as problem:
                if not problem.code.startswith("parcel_"):
                    raise
                yield Carried(file=file, code=problem.code)
                continue
            with self.units() as unit:
                unit.audit.add(
                    at=self.clock(),
                    officer_id=actor.id,
                    act="parcel_carried",
                    subject=told.parcel,
                    detail=f"{told.volume}/{told.volumes}",
                )
                unit.commit()
            yield Carried(file=file, volume=told.volume, volumes=told.volumes, missing=told.missing, answer=answer)
