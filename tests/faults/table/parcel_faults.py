"""Parcels: sticks that come twice, torn, altered, late, or of another counter, and kills on both ends of the way.

A counter is enrolled by line and then works by sticks alone; an operator takes them in at the server.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.faults.dying_stick import POINTS
from tests.faults.planted import CENTRE_POINTS
from tests.faults.table.faults import FAULTS, Fault
from tests.faults.table.lab import PARCELS, PARCELS_POSTGRESQL
from tests.faults.table.world import Counter, World
from tests.faults.zygote import Died

_ROUNDS: Final = 8
_ROOMS: Final = (400, 3_000, 16 << 20)
_WRITING: Final = ("first_volume_begun", "all_written", "noted", "one_name_given", "placed")
_READING: Final = tuple(point for point in POINTS if point not in _WRITING)
_ALTERED: Final = ("parcel_altered", "parcel_torn", "parcel_not_one", "parcel_newer", "parcel_key_unknown")
_FULL: Final = ("disk_full", "disk_fault", "file_unwritable", "folder_readonly")


class Sticks:
    """A counter without a line, its stick, and the operator at the server."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.centre.start()
        self.counter = self.without_line("A")
        world.work(self.counter)

    def without_line(self, name: str) -> Counter:
        """Give a counter that is enrolled and lets small volumes be written."""
        counter = self.world.counter(name)
        counter.close()
        counter.lasting.append(("small_volumes", {"room": self.world.chance.choice(_ROOMS)}))
        (counter.folder.with_name(f"stick-{name}")).mkdir()
        return counter

    def stick(self, counter: Counter) -> Path:
        """Give the stick of a counter."""
        return counter.folder.with_name(f"stick-{counter.folder.name}")

    def written(self, *problems: str, counter: Counter | None = None) -> list[Path]:
        """Write a parcel and give its volumes; none when that went wrong in one of these ways."""
        counter = counter or self.counter
        told = counter.ask("write_parcel", folder=str(self.stick(counter)))
        self.world.expect(told["problem"], None, *problems)
        return [Path(file) for file in told["files"]]

    def taken(self, files: Sequence[Path], *codes: str, plants: Sequence[tuple[str, dict[str, Any]]] = ()) -> set[Path]:
        """Let the operator take files in and give the answers; one that is refused has one of the codes."""
        operator = self.world.lab.forks.fork(
            actor="operator",
            url=self.world.centre.database,
            keys=str(self.world.folder),
            files=[str(file) for file in files],
            out=str(self.world.folder),
            plants=plants,
        )
        try:
            rows = operator.hear()["done"]
        except Died:
            if not plants:
                self.world.complaints.append("the operator's command died of nothing")
            return set()
        finally:
            operator.close()
        for _, code in rows:
            self.world.expect(code, *(codes or (None,)))
        return {Path(answer) for answer, _ in rows if answer}

    def read(self, answer: Path, *codes: str | None) -> None:
        """Read an answer at the counter; it is new, or told with one of the codes."""
        self.world.expect(self.counter.ask("read_answer", file=str(answer)), *(codes or (None,)))

    def kept(self, file: Path, raw: bytes | None = None) -> Path:
        """Put a file aside, with other bytes if there are any."""
        aside = file.with_name(f"aside-{self.world.chance.randrange(1 << 30)}-{file.name}")
        if raw is None:
            shutil.copy(file, aside)
        else:
            aside.write_bytes(raw)
        return aside

    def there_and_back(self) -> None:
        """Carry everything once."""
        for answer in self.taken(self.written()):
            self.read(answer)

    def settle(self) -> None:
        """Carry sticks until all is confirmed: nothing of it may need a line."""
        seen: dict[str, Any] = {}
        for _ in range(_ROUNDS):
            self.there_and_back()
            seen = self.counter.ask("look")
            if {state for *_, state in seen["events"]} | {file[2] for file in seen["files"]} <= {"confirmed"}:
                return
        self.world.complaints.append(f"sticks alone never settle it: {seen}")


def _twice(sticks: Sticks) -> None:
    files = sticks.written()
    earlier = [sticks.kept(answer) for answer in sticks.taken(files)]
    sticks.world.chance.shuffle(files)
    (answer,) = sticks.taken([*files, *files][: len(files) + 1])
    if sticks.world.chance.random() < 0.5:
        sticks.read(earlier[0])
    sticks.read(answer)
    sticks.read(answer, "repeated")
    sticks.read(earlier[0], "parcel_answer_older")


def _torn(sticks: Sticks) -> None:
    files = sticks.written()
    for file in files:
        sticks.taken([sticks.kept(file, _cut(sticks, file))], "parcel_torn")
    for answer in sticks.taken(files):
        sticks.read(sticks.kept(answer, _cut(sticks, answer)), "parcel_torn")
        if sticks.world.chance.random() < 0.7:
            sticks.read(answer)


def _cut(sticks: Sticks, file: Path) -> bytes:
    raw = file.read_bytes()
    return raw[: sticks.world.chance.randrange(len(raw))]


def _altered(sticks: Sticks) -> None:
    files = sticks.written()
    for file in files:
        sticks.taken([sticks.kept(file, _changed(sticks, file))], *_ALTERED)
    for answer in sticks.taken(files):
        sticks.read(sticks.kept(answer, _changed(sticks, answer)), *_ALTERED)


def _changed(sticks: Sticks, file: Path) -> bytes:
    raw = bytearray(file.read_bytes())
    raw[sticks.world.chance.randrange(len(raw))] ^= sticks.world.chance.randrange(1, 256)
    return bytes(raw)


def _out_of_order(sticks: Sticks) -> None:
    chance = sticks.world.chance
    files = sticks.written()
    for _ in range(chance.randrange(1, 4)):
        sticks.world.work(sticks.counter, 2)
        files += sticks.written()
    chance.shuffle(files)
    answers = []
    for file in files:
        answers += sticks.taken([file])
    chance.shuffle(answers)
    for answer in answers[: chance.randrange(len(answers) + 1)]:
        sticks.read(answer, None, "parcel_answer_older")


def _lost(sticks: Sticks) -> None:
    """Sticks that never arrive, and answers that never come back."""
    chance = sticks.world.chance
    for _ in range(chance.randrange(1, 4)):
        files = sticks.written()
        sticks.taken(chance.sample(files, chance.randrange(len(files) + 1)))
        sticks.world.work(sticks.counter, 1)


def _of_another_counter(sticks: Sticks) -> None:
    other = sticks.without_line("B")
    sticks.world.work(other)
    for answer in sticks.taken(sticks.written(counter=other)):
        sticks.read(answer, "parcel_key_unknown")
        sticks.world.expect(other.ask("read_answer", file=str(answer)), None)


def _killed_while_written(sticks: Sticks) -> None:
    chance = sticks.world.chance
    for _ in range(chance.randrange(1, 3)):
        sticks.counter.ask("plant", name="stick_dies", point=chance.choice(_WRITING))
        sticks.counter.dies("write_parcel", folder=str(sticks.stick(sticks.counter)))
        sticks.counter.kill()
        sticks.taken(sorted(sticks.stick(sticks.counter).glob("*.loket")))  # whole, or it would be refused
        sticks.world.work(sticks.counter, 1)


def _killed_while_taken_in(sticks: Sticks) -> None:
    chance = sticks.world.chance
    files = sticks.written()
    for _ in range(chance.randrange(1, 4)):
        point, nth = chance.choice(CENTRE_POINTS), chance.randrange(1, 8)
        answers = sticks.taken(files, plants=[("centre_dies", {"point": point, "nth": nth})])
        if chance.random() < 0.3:
            for answer in answers:
                sticks.read(answer, None, "repeated")


def _killed_while_answer_read(sticks: Sticks) -> None:
    chance = sticks.world.chance
    for _ in range(chance.randrange(1, 3)):
        for answer in sticks.taken(sticks.written()):
            sticks.counter.ask("plant", name="stick_dies", point=chance.choice(_READING))
            sticks.counter.dies("read_answer", file=str(answer))
            sticks.counter.kill()
            if chance.random() < 0.5:
                sticks.read(answer, None, "repeated")
        sticks.world.work(sticks.counter, 2)


def _beside_the_line(sticks: Sticks) -> None:
    """What is on a stick goes by line as well, before, between or after."""
    chance, counter = sticks.world.chance, sticks.counter
    for _ in range(chance.randrange(1, 3)):
        files = sticks.written()
        if chance.random() < 0.5:
            sticks.world.expect(counter.ask("sync")["problem"], None)
        answers = sticks.taken(files)
        sticks.world.work(counter, 1)
        if chance.random() < 0.5:
            sticks.world.expect(counter.ask("sync")["problem"], None)
        for answer in answers:
            sticks.read(answer)


def _stick_full(sticks: Sticks) -> None:
    for _ in range(sticks.world.chance.randrange(1, 4)):
        sticks.counter.ask("plant", name="no_room", kib=sticks.world.chance.choice((0, 1, 4, 16, 64, 256)))
        files = sticks.written(*_FULL)
        sticks.counter.ask("plant", name="room_again")
        sticks.taken(files)


_HAPPENINGS: Final[dict[str, Callable[[Sticks], None]]] = {
    "parcel_twice": _twice,
    "parcel_torn": _torn,
    "parcel_altered": _altered,
    "parcel_out_of_order": _out_of_order,
    "parcel_lost": _lost,
    "parcel_of_another_counter": _of_another_counter,
    "parcel_desk_killed_while_writing": _killed_while_written,
    "parcel_killed_while_taken_in": _killed_while_taken_in,
    "parcel_desk_killed_while_reading_the_answer": _killed_while_answer_read,
    "parcel_beside_the_line": _beside_the_line,
    "parcel_stick_full": _stick_full,
}


def _carried(happen: Callable[[Sticks], None]) -> Callable[[World], None]:
    """Let something happen to sticks; then they are carried until all is settled."""

    def happened(world: World) -> None:
        sticks = Sticks(world)
        if world.chance.random() < 0.4:
            sticks.there_and_back()
            world.work(sticks.counter, 2)
        happen(sticks)
        sticks.settle()

    return happened


for _name, _happen in _HAPPENINGS.items():
    FAULTS[_name] = Fault(name=_name, happen=_carried(_happen), targets=(PARCELS, PARCELS_POSTGRESQL))
