"""Who posts to LAPOR! in a schedule: the server's forwarder, or a counter inside its own syncs."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

import sqlalchemy as sa

from app.domain.forwarding import PostingKind, Standing
from app.pusat.bodies import read_body
from db.pusat.store import open_store
from db.pusat.tables import complaints
from db.pusat.tables_forwarding import postings
from tests.faults.table.world import Counter, World
from tests.faults.zygote import Actor, Died
from tests.lapor.profile import profile_file, secrets_file
from tests.lapor.stand_in import LaporStandIn

Planted = tuple[str, dict[str, Any]]


class Stands(NamedTuple):
    """A record in the account of whoever posts; ``ours`` tells that it has to get there."""

    number: str
    state: str | None
    status: str = ""
    tracking: str | None = None
    ours: bool = True


class Run(Protocol):
    """One run of whatever posts."""

    def lived(self) -> bool:
        """Wait for the end of it, and tell whether it was one of its own."""
        ...

    def kill(self) -> object:
        """End it as a power cut would."""
        ...


class Forwarder:
    """A run of the server's forwarder."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.kill = actor.kill

    def lived(self) -> bool:
        """Wait for the end of it, and tell whether it was one of its own."""
        try:
            self._actor.hear()
        except Died:
            return False
        finally:
            self._actor.close()
        return True


class Syncing:
    """A sync of a program of the counter."""

    def __init__(self, program: Counter, plants: Sequence[Planted]) -> None:
        program.lasting = list(plants)
        program.start("sync")
        self._program = program
        self.kill = program.kill

    def lived(self) -> bool:
        """Wait for the end of it, and tell whether it was one of its own."""
        try:
            self._program.finish()
        except Died:
            return False
        self._program.close()
        return True


class Forwarding:
    """The forwarder of a world and the stand-in that it posts to."""

    def __init__(self, world: World, stand_in: LaporStandIn) -> None:
        self.world = world
        self.stand_in = stand_in
        world.centre.start()
        self.counter = world.counter("A")
        profile = profile_file(world.folder, stand_in.url)
        if world.chance.random() < 0.5:
            text = profile.read_text(encoding="utf-8")
            profile.write_text(text.replace('lookup = ""', 'lookup = "/lookup/{number}"'), encoding="utf-8")
        self._files = str(profile), str(secrets_file(world.folder))
        self.begin(*self._files)

    def begin(self, profile: str, secrets: str) -> None:
        """Let some records be ready to be posted."""
        self.world.work(self.counter, self.world.chance.randrange(2, 9))
        self.world.expect(self.counter.ask("sync")["problem"], None)

    def start(self, *plants: Planted) -> Run:
        """Begin one run of the forwarder."""
        profile, secrets = self._files
        return Forwarder(
            self.world.lab.forks.fork(
                actor="forwarder",
                url=self.world.centre.database,
                keys=str(self.world.folder),
                profile=profile,
                secrets=secrets,
                plants=plants,
            )
        )

    def run(self, *plants: Planted) -> bool:
        """Forward once, and tell whether that lived to its end."""
        return self.start(*plants).lived()

    def dying(self, point: str) -> Planted:
        """Give what lets a run die at a point."""
        return "forwarder_dies", {"point": point, "nth": self.world.chance.choice((1, 1, 2, 3, 5))}

    def more(self) -> None:
        """Let some more records come in."""
        self.world.work(self.counter, 2)
        self.counter.ask("sync")

    def standings(self) -> Iterable[Stands]:
        """Give how every record stands in the own account."""
        store = open_store(self.world.centre.database, read_body, must_exist=True)
        report = sa.and_(
            postings.c.complaint_id == complaints.c.complaint_id, postings.c.kind == PostingKind.REPORT.value
        )
        try:
            with store.engine.connect() as connection:
                rows = connection.execute(
                    sa.select(complaints.c.number, complaints.c.tracking_id, complaints.c.status, postings.c.state)
                    .select_from(complaints)
                    .outerjoin(postings, report)
                ).all()
        finally:
            store.close()
        for number, tracking, status, state in rows:
            yield Stands(number, state, status, tracking, ours=state is not None or tracking is None)


class Direct(Forwarding):
    """A counter that posts to the stand-in itself, inside its syncs."""

    def begin(self, profile: str, secrets: str) -> None:
        self.counter.ask("forward_directly", profile=profile, secrets=secrets)
        self.world.work(self.counter, self.world.chance.randrange(2, 9))

    def start(self, *plants: Planted) -> Run:
        return Syncing(self.world.again(self.counter), plants)

    def dying(self, point: str) -> Planted:
        return "direct_dies", {"point": point, "nth": self.world.chance.choice((1, 1, 2, 3, 5, 8, 13))}

    def standings(self) -> Iterable[Stands]:
        told = self.counter.ask("look_direct")
        unclear = sorted(number for number, state in told["rows"] if state == Standing.NEEDS_CHECK)
        if sorted(told["unclear"]) != unclear or told["open"] > len(unclear):
            self.world.complaints.append(f"unclear are {unclear}, as tasks {told['unclear']}, open {told['open']}")
        for number, state in told["rows"]:
            yield Stands(number, state)
