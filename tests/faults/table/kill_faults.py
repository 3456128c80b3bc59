"""kill -9 at every step of desk and server, and at any moment."""

import threading
from typing import Final

from tests.faults.planted import CENTRE_POINTS, DESK_POINTS
from tests.faults.table.faults import fault
from tests.faults.table.world import Counter, World
from tests.faults.zygote import Died

_NTH: Final = 9


def _desk_dies(world: World, points: tuple[str, ...]) -> None:
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 4)):
        nth = world.chance.choice((1, 1, 1, 2, 3, world.chance.randrange(1, _NTH)))
        if not counter.dies("plant", name="desk_dies", point=world.chance.choice(points), nth=nth):
            counter.dies("sync")
        counter.kill()
        if world.chance.random() < 0.6:
            world.work(counter, 2)


@fault(weight=2)
def desk_killed_before_request(world: World) -> None:
    _desk_dies(world, ("before_request",))


@fault(weight=3)
def desk_killed_between_answer_and_record(world: World) -> None:
    _desk_dies(world, ("after_answer", "before_commit"))


@fault(weight=2)
def desk_killed_at_every_step(world: World) -> None:
    _desk_dies(world, DESK_POINTS)


@fault(weight=3)
def desk_killed_any_time(world: World) -> None:
    counter = world.begin(filed=10)
    for _ in range(world.chance.randrange(1, 4)):
        counter.ask("look")
        act = world.chance.choice(("sync", "sync", "sync", "prove", "file"))
        counter.start(act, **({"texts": world.texts(20)} if act == "file" else {}))
        threading.Event().wait(world.chance.choice((0.0, 0.001, 0.003, 0.01, 0.02, 0.04)))
        counter.kill()
    world.work(counter, 1)


def _server_dies(world: World, point: str) -> None:
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 4)):
        nth = world.chance.randrange(1, 5)
        world.centre.kill()
        if not world.centre.starts(("centre_dies", {"point": point, "nth": nth})):
            world.centre.start()
        world.expect(counter.ask("sync")["problem"], "line_cut", "server_absent", None)
        world.work(counter, 1)


@fault(weight=2)
def server_killed_before_commit(world: World) -> None:
    _server_dies(world, CENTRE_POINTS[0])


@fault(weight=2)
def server_killed_after_commit(world: World) -> None:
    _server_dies(world, CENTRE_POINTS[1])


@fault(weight=2)
def server_killed_any_time(world: World) -> None:
    counter = world.begin(filed=10)
    for _ in range(world.chance.randrange(1, 3)):
        counter.start("sync")
        threading.Event().wait(world.chance.choice((0.0, 0.002, 0.005, 0.01, 0.02)))
        world.centre.kill()
        _finished(world, counter)
        world.work(counter, 2)
        world.centre.start()


def _finished(world: World, counter: Counter) -> None:
    try:
        world.expect(counter.finish()["problem"], "line_cut", "server_absent", None)
    except Died:
        world.complaints.append("the desk died with its server")


@fault(weight=2)
def desk_killed_while_reading_the_feed(world: World) -> None:
    """What the other counters of the agency recorded comes by the feed, and the desk dies while it is stored."""
    reader = world.begin(filed=1)
    reader.ask("sync")
    other = world.counter("B")
    for _ in range(world.chance.randrange(1, 4)):
        world.work(other)
        other.ask("sync")
        point = world.chance.choice(("before_commit", "after_commit"))
        if not reader.dies("plant", name="desk_dies", point=point, nth=world.chance.randrange(1, 5)):
            reader.dies("sync")
        reader.kill()


@fault(weight=2)
def desk_killed_inside_attachment(world: World) -> None:
    """A file is announced, or some of it is there, when the desk dies."""
    counter = world.begin(filed=2)
    counter.ask("sync")
    for _ in range(world.chance.randrange(1, 4)):
        world.attach(counter, pixels=420)
        point = world.chance.choice(("before_piece", "after_piece"))
        if not counter.dies("plant", name="desk_dies", point=point, nth=world.chance.randrange(1, 3)):
            counter.dies("sync")
        counter.kill()
