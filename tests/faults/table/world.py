"""One schedule's world: a server, a line with two proxies on it, counters, and what each of them promised."""

import shutil
from pathlib import Path
from random import Random
from typing import Any, Final

from app.adapters.clock import system_now
from app.pusat.office import devices_of, make_code
from app.pusat.serve import key_file
from tests.faults.proxy import CuttingProxy
from tests.faults.scene import kept_port
from tests.faults.table.lab import ON_POSTGRESQL, Lab
from tests.faults.twisting import TwistingProxy
from tests.faults.zygote import Actor, Died

AGENCY: Final = "aws"
_SOUND_ANSWER_S: Final = 20.0


class Centre:
    """The server, always on the same port; it may be killed, restarted and be unsound."""

    def __init__(self, lab: Lab, folder: Path, target: str) -> None:
        self.lab = lab
        self.target = target
        self.folder = folder
        self.database = lab.database(folder, target)
        self._port = kept_port()
        self.port: int = self._port.getsockname()[1]
        self._actor: Actor | None = None

    def close(self) -> None:
        """End it for good."""
        self.kill()
        self._port.close()
        self.lab.drop(self.database)

    @property
    def keys(self) -> Path:
        """Give its key file."""
        return key_file(self.database, self.folder, self.folder)

    @property
    def runs(self) -> bool:
        """Tell whether it was started and not killed since; it may have died by itself."""
        return self._actor is not None

    def start(self, *plants: tuple[str, dict[str, Any]]) -> None:
        """Start it, unsound as planted, and wait until it listens."""
        assert self._actor is None
        self._actor = self.lab.forks.fork(
            actor="centre", url=self.database, keys=str(self.folder), port=self.port, plants=plants
        )
        told = self._actor.hear()["done"]
        assert told.startswith("listening on"), told

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._actor is not None:
            self._actor.kill()
        self._actor = None

    def starts(self, *plants: tuple[str, dict[str, Any]]) -> bool:
        """Start it, and tell whether it came to listen."""
        try:
            self.start(*plants)
        except (Died, RuntimeError):
            self.kill()
            return False
        return True

    def moved_to_small_disk(self) -> bool:
        """Move its database, which it must not use now, to a disk that can be filled."""
        assert self.lab.postgres is not None
        self.lab.postgres.move_database(self.database.rpartition("/")[2])
        return True

    def backed_up(self) -> "Backup":
        """Stop it, and give a copy of its database as it is."""
        self.kill()
        return Backup(self, self.lab.copy_of(self.database, self.folder))

    def restart(self, *plants: tuple[str, dict[str, Any]]) -> None:
        """Kill it and start it anew."""
        self.kill()
        self.start(*plants)


class Backup:
    """A server's database of an earlier day."""

    def __init__(self, centre: Centre, copy: str) -> None:
        self._centre = centre
        self._copy = copy

    def put_back(self) -> None:
        """Put it in the place of what the server has; the server must not run."""
        assert not self._centre.runs
        self._centre.lab.put_in_place(self._copy, self._centre.database)


class Counter:
    """A desk, and what it promised: numbers with their texts, receipts."""

    def __init__(self, lab: Lab, folder: Path, *, twin: "Counter | None" = None) -> None:
        self.lab = lab
        self.folder = folder
        self.numbers: dict[str, str] = {} if twin is None else twin.numbers
        self.receipts: list[tuple[str, int]] = [] if twin is None else twin.receipts
        self.files: list[str] = [] if twin is None else twin.files
        self.harmed = False
        self.lasting: list[tuple[str, dict[str, Any]]] = []
        self._actor: Actor | None = None

    def start(self, act: str, **values: Any) -> None:
        """Let it do something, without waiting for the end of it."""
        if self._actor is None:
            self._actor = self.lab.forks.fork(actor="desk", folder=str(self.folder), plants=self.lasting)
        self._actor.say(act=act, **values)

    def finish(self) -> Any:
        """Give how it ended, and keep what was promised on the way.  Raises Died."""
        assert self._actor is not None
        try:
            while "told" in (heard := self._actor.hear()):
                self._keep(heard["told"])
        except Died:
            self._actor.close()
            self._actor = None
            raise
        return heard["done"]

    def ask(self, act: str, **values: Any) -> Any:
        """Let it do something and give how that ended.  Raises Died."""
        self.start(act, **values)
        return self.finish()

    def dies(self, act: str, **values: Any) -> bool:
        """Let it do something that it may not survive; tell whether it died."""
        try:
            self.ask(act, **values)
        except Died:
            return True
        return False

    def kill(self) -> None:
        """End it as a power cut would; promises that were on their way count."""
        if self._actor is None:
            return
        for heard in self._actor.kill():
            if "told" in heard:
                self._keep(heard["told"])
        self._actor = None

    def _keep(self, promise: list[Any]) -> None:
        word, *facts = promise
        if word == "number":
            self.numbers[facts[1]] = facts[2]
        elif word == "file":
            self.files.append(facts[0])
        else:
            self.receipts.append((facts[0], facts[1]))

    def close(self) -> None:
        """Close the program as an officer does."""
        if self._actor is not None:
            self.ask("close")
            self._actor.close()
        self._actor = None


class World:
    """A server behind proxies and its counters; ``chance`` decides all that is left open."""

    def __init__(self, lab: Lab, target: str, chance: Random) -> None:
        self.lab = lab
        self.target = target
        self.chance = chance
        self.folder = lab.new_folder()
        self.centre = Centre(lab, self.folder, target)
        self.twister = TwistingProxy(self.centre.port)
        self.line = CuttingProxy(self.twister.port)
        self.counters: list[Counter] = []
        self.programs: list[Counter] = []
        self.complaints: list[str] = []
        self.doubled = 0
        self.forked = self.restored = False
        self._texts = 0

    def begin(self, *, filed: int | None = None) -> Counter:
        """Start the server, and give a counter that is enrolled, has filed, and has synced when luck will have it."""
        self.centre.start()
        counter = self.counter("A")
        if self.chance.random() < 0.5:
            self.work(counter, 2)
            counter.ask("sync")
        self.work(counter, filed)
        return counter

    def counter(self, name: str, *, enrolled: bool = True) -> Counter:
        """Give a new counter."""
        made = self.adopt(self.lab.desk(self.folder, name))
        if enrolled:
            problem = made.ask("connect", url=self.line.url, code=self.code(name))
            assert problem is None, problem
        return made

    def adopt(self, folder: Path) -> Counter:
        """Give the counter whose desk is in a folder."""
        self.counters.append(Counter(self.lab, folder))
        return self.counters[-1]

    def clone(self, counter: Counter) -> Counter:
        """Give another machine with the disk of a counter as it is now; the counter is closed for that."""
        counter.close()
        folder = counter.folder.with_name(f"{counter.folder.name}-clone")
        shutil.copytree(counter.folder, folder)
        marks = counter.folder.with_name(f"{counter.folder.name}.marks")
        if marks.exists():
            shutil.copytree(marks, folder.with_name(f"{folder.name}.marks"))
        self.forked = True
        return self.adopt(folder)

    def again(self, counter: Counter) -> Counter:
        """Give a second program on the same desk."""
        self.programs.append(Counter(self.lab, counter.folder, twin=counter))
        return self.programs[-1]

    def code(self, name: str) -> str:
        """Give a one-time code for a counter."""
        return str(make_code(self.centre.database, agency=AGENCY, counter=name, ca_pem=None, clock=system_now))

    def revoke(self, name: str) -> None:
        """Take the tokens of a counter back."""
        with devices_of(self.centre.database, clock=system_now) as devices:
            devices.revoke(agency=AGENCY, counter=name, who="table")

    def texts(self, count: int) -> list[str]:
        """Give what citizens say, never the same twice."""
        said = []
        for _ in range(count):
            self._texts += 1
            filler = "antre obat lama sekali di loket dua " * self.chance.choice((1, 3, 20))
            said.append(f"{filler}nomor {self._texts:06d}")
        return said

    def attach(self, counter: Counter, *, pixels: int = 60) -> None:
        """Let an officer attach pictures to some cases."""
        counter.ask("attach", seed=self.chance.randrange(1 << 30), count=self.chance.randrange(1, 3), pixels=pixels)

    def work(self, counter: Counter, complaints: int | None = None) -> None:
        """Let an officer file, change and print."""
        counter.ask("file", texts=self.texts(complaints or self.chance.randrange(1, 8)))
        if self.chance.random() < 0.6:
            counter.ask("follow", seed=self.chance.randrange(1 << 30), count=self.chance.randrange(1, 4))
        if self.chance.random() < 0.25:
            self.attach(counter)
        if self.chance.random() < 0.3:
            counter.ask("print", seed=self.chance.randrange(1 << 30), count=1)

    def expect(self, problem: str | None, *codes: str | None) -> None:
        """Note a fault that was told as another one, or not at all."""
        if problem not in codes:
            self.complaints.append(f"told as {problem}, not as {' or '.join(map(str, codes))}")

    def heal(self) -> None:
        """Make line and server sound again."""
        self.line.cuts.clear()
        self.line.open, self.line.tls, self.line.target = True, None, self.twister.port
        self.line.drop()
        self.twister.twists.clear()
        self.centre.restart()

    def close(self) -> None:
        """End all processes and throw everything away."""
        for counter in (*self.counters, *self.programs):
            counter.kill()
        self.centre.close()
        self.line.close()
        self.twister.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def on_sqlite(self) -> bool:
        """Tell whether the server's database is a file."""
        return self.target not in ON_POSTGRESQL
