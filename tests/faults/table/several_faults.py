"""Several at once: two counters, two runs on one desk."""

import threading

from tests.faults.table.faults import fault
from tests.faults.table.world import World
from tests.faults.twisting import lost, sound


@fault()
def two_counters(world: World) -> None:
    first = world.begin()
    second = world.counter("B")
    for _ in range(world.chance.randrange(2, 5)):
        world.work(first)
        world.work(second)
        if world.chance.random() < 0.5:
            world.twister.twists[:] = [lost] * world.chance.randrange(1, 4)
        first.start("sync")
        second.start("sync")
        for counter in (first, second):
            world.expect(counter.finish()["problem"], "line_cut", "server_absent", None)
        world.twister.twists.clear()


@fault(weight=2)
def two_runs(world: World) -> None:
    """A second program syncs the same desk at the same time: one of the two says so and leaves."""
    counter = world.begin(filed=12)
    other = world.again(counter)
    for _ in range(world.chance.randrange(1, 4)):
        world.twister.twists[:] = [sound] * world.chance.randrange(2) + [lost] * world.chance.randrange(2)
        counter.start("sync")
        threading.Event().wait(world.chance.choice((0.0, 0.003, 0.01)))
        other.start("sync")
        for one in (counter, other):
            world.expect(one.finish()["problem"], "sync_running", "line_cut", None)
        world.work(counter, 2)
        if world.chance.random() < 0.5:
            counter, other = other, counter
    other.close()


@fault()
def two_clones(world: World) -> None:
    """The disk of a counter is copied to a second machine, and both work and sync in turns."""
    first = world.begin()
    second = world.clone(first)
    for _ in range(world.chance.randrange(2, 5)):
        for counter in (first, second):
            world.work(counter, 2)
            counter.ask("sync")
            if world.chance.random() < 0.3:
                counter.close()
