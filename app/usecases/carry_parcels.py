"""A connected office is the courier of places without a line: it hands their parcels in and brings the answers back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.access import Act, require
from app.domain.centre import Centre
from app.domain.errors import UserProblem
from app.domain.officer import Officer
from app.ports.central import CourierFiles, CourierLine
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.prove import known_centre


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of a volume: handed in, with the ``answer`` beside the last one; or refused with a ``code``."""

    file: Path
    parcel: str = ""
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
        for carried in carry(known_centre(self.units), self.line, self.files, files, out=out):
            if carried.code is None:
                with self.units() as unit:
                    unit.audit.add(
                        at=self.clock(),
                        officer_id=actor.id,
                        act="parcel_carried",
                        subject=carried.parcel,
                        detail=f"{carried.volume}/{carried.volumes}",
                    )
                    unit.commit()
            yield carried


def carry(
    centre: Centre, line: CourierLine, files: CourierFiles, paths: Sequence[Path], *, out: Path
) -> Iterator[Carried]:
    """Hand volumes in and bring the answers back, with whatever token ``centre`` has.

    Raises NetworkProblem, UserProblem ``file_unwritable``, StorageProblem ``disk_full``.
    """
    for path in paths:
        try:
            told = line.hand_in(centre, files.read(path))
            answer = None
            if not told.missing:
                answer = files.keep_answer(out, path, line.fetch_answer(centre, told.parcel))
        except UserProblem as problem:
            if not problem.code.startswith("parcel_"):
                raise
            yield Carried(file=path, code=problem.code)
            continue
        yield Carried(
            file=path,
            parcel=told.parcel,
            volume=told.volume,
            volumes=told.volumes,
            missing=told.missing,
            answer=answer,
        )
