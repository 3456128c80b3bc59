"""Lines that are cut, stall, crawl and flap."""

import threading
from random import Random
from typing import Final

from tests.faults.proxy import Cut, CuttingProxy
from tests.faults.slow_line import SlowLine
from tests.faults.table.faults import fault
from tests.faults.table.world import World
from tests.faults.twisting import Twist, lost, sound, unheard

CUT: Final = ("line_cut", "server_absent", None)
"""A cut is told as one, and is not told at all when it fell behind what had to be said."""


def _cut(world: World, cuts: list[Cut]) -> None:
    counter = world.begin()
    for cut in cuts:
        world.line.drop()
        world.line.cuts.append(cut)
        world.expect(counter.ask("sync")["problem"], *CUT)
        if world.chance.random() < 0.5:
            world.work(counter, 1)


def _cuts(world: World, way: str, *places: int) -> list[Cut]:
    chance = world.chance
    return [
        Cut("up" if way == "up" else "down", chance.choice(places) + chance.randrange(40) * (chance.random() < 0.5))
        for _ in range(chance.randrange(1, 4))
    ]


@fault()
def cut_before_request(world: World) -> None:
    _cut(world, [Cut("up", 0)] * world.chance.randrange(1, 4))


@fault(weight=2)
def cut_inside_request(world: World) -> None:
    _cut(world, _cuts(world, "up", 1, 30, 200, 400, 1_000, 2_500))


@fault()
def cut_after_request(world: World) -> None:
    _twisted(world, unheard)


@fault(weight=2)
def cut_after_commit(world: World) -> None:
    _twisted(world, lost)


@fault(weight=2)
def cut_inside_answer(world: World) -> None:
    _cut(world, _cuts(world, "down", 0, 1, 20, 150, 400, 1_000, 2_500))


def _twisted(world: World, twist: Twist) -> None:
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 4)):
        world.twister.twists[:] = [sound] * world.chance.randrange(2) + [twist]
        world.expect(counter.ask("sync")["problem"], *CUT)


@fault()
def body_stalled(world: World) -> None:
    counter = world.begin()
    counter.ask("plant", name="hurried", answer_s=0.4)
    for _ in range(world.chance.randrange(1, 3)):
        world.line.drop()
        way = world.chance.choice(("up", "down"))
        world.line.cuts.append(
            Cut("up" if way == "up" else "down", world.chance.choice((0, 30, 500, 1_500)), stalls=True)
        )
        world.expect(counter.ask("sync")["problem"], "server_timeout", *CUT)
    counter.close()


@fault()
def line_of_64_kbit(world: World) -> None:
    """As slow as a village's line, with a cut now and then."""
    counter = world.begin(filed=3)
    slow = SlowLine(world.twister.port, bits_per_s=64_000, round_trip_s=0.6)
    world.line.drop()
    world.line.target = slow.port
    if world.chance.random() < 0.5:
        world.line.cuts.append(Cut("up", world.chance.randrange(200, 3_000)))
        world.expect(counter.ask("sync")["problem"], *CUT)
    world.expect(counter.ask("sync")["problem"], None)
    slow.close()


@fault()
def line_flapping(world: World) -> None:
    counter = world.begin(filed=12)
    over = threading.Event()
    flapping = threading.Thread(target=_flap, args=(world.line, over, Random(world.chance.random())))
    flapping.start()
    for _ in range(6):
        world.expect(counter.ask("sync")["problem"], "server_timeout", *CUT)
        world.work(counter, 1)
    over.set()
    flapping.join()


def _flap(line: CuttingProxy, over: threading.Event, chance: Random) -> None:
    while not over.wait(chance.uniform(0.002, 0.05)):
        line.open = not line.open
        if not line.open:
            line.drop()
    line.open = True


@fault(weight=3)
def cut_inside_attachment(world: World) -> None:
    """Cut at any byte of a file on its way, then resumed."""
    counter = world.begin(filed=2)
    counter.ask("sync")
    for _ in range(world.chance.randrange(1, 4)):
        world.attach(counter, pixels=420)
        for _ in range(world.chance.randrange(1, 4)):
            world.line.drop()
            way = world.chance.choice(("up", "up", "down"))
            after = world.chance.randrange(1, 120_000 if way == "up" else 1_500)
            world.line.cuts.append(Cut("up" if way == "up" else "down", after))
            world.expect(counter.ask("sync")["problem"], *CUT)
            if world.chance.random() < 0.2:
                counter.kill()
