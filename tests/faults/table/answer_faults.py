"""Answers that are lost, doubled, late, of another batch, refused, or not the server's at all."""

from collections.abc import Sequence
from typing import Final

from tests.faults import twisting
from tests.faults.table.faults import fault
from tests.faults.table.world import World
from tests.faults.twisting import Twist, sound

_NONSENSE: Final = ("answer_nonsense", None)
_LINE: Final = ("line_cut", "server_absent")


def _answers(world: World, twists: Sequence[Twist], *codes: str | None, filed: int | None = None) -> None:
    """Let some of the next requests meet twists; a sound one may stand between."""
    counter = world.begin(filed=filed)
    for twist in twists:
        world.twister.twists[:] = [sound] * world.chance.randrange(3) + [twist]
        world.expect(counter.ask("sync")["problem"], *codes, None)
        if world.chance.random() < 0.4:
            world.work(counter, 1)


def _some(world: World, *twists: Twist) -> list[Twist]:
    return [world.chance.choice(twists) for _ in range(world.chance.randrange(1, 4))]


@fault(weight=2)
def answer_lost(world: World) -> None:
    """The desk waits, and nothing comes."""
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 3)):
        counter.ask("plant", name="hurried", answer_s=0.3)
        world.twister.twists[:] = [sound] * world.chance.randrange(2) + [twisting.silent(world.twister)]
        world.expect(counter.ask("sync")["problem"], "server_timeout", None)
        world.twister.over.set()
    counter.close()


@fault(weight=2)
def answer_twice(world: World) -> None:
    _answers(world, _some(world, twisting.twice), *_NONSENSE, *_LINE)


@fault()
def answer_late(world: World) -> None:
    """The answer to a request that nobody waits for any more comes where the next one's is waited for."""
    counter = world.begin()
    counter.ask("plant", name="hurried", answer_s=0.3)
    world.twister.twists[:] = [twisting.silent(world.twister)]
    counter.ask("sync")
    world.twister.over.set()
    world.twister.twists[:] = [twisting.earlier] * world.chance.randrange(1, 3)
    world.expect(counter.ask("sync")["problem"], *_NONSENSE)
    counter.close()


@fault()
def answer_of_other_batch(world: World) -> None:
    _answers(world, [twisting.earlier] * world.chance.randrange(1, 4), *_NONSENSE)


@fault()
def answer_of_other_content(world: World) -> None:
    """Outcomes that name the ids that were sent and other hashes are of something else: nothing is decided by them."""
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 4)):
        world.twister.twists[:] = [sound] * world.chance.randrange(2) + [twisting.of_other_content] * 8
        world.expect(counter.ask("sync")["problem"], None)
        world.work(counter, 1)


@fault(weight=2)
def request_twice(world: World) -> None:
    _answers(world, _some(world, twisting.asked_twice), None)


@fault()
def caching_proxy(world: World) -> None:
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 4)):
        world.twister.twists[:] = [sound] * world.chance.randrange(2) + [twisting.cached] * 8
        world.expect(counter.ask("sync")["problem"], *_NONSENSE)
        world.work(counter, 1)


@fault()
def status_5xx(world: World) -> None:
    heard = world.chance.random() < 0.5
    twists = _some(world, *(twisting.status(code, heard=heard) for code in (500, 502, 503, 504, 507)))
    _answers(world, twists, "server_error", "server_unavailable")


@fault()
def status_5xx_for_long(world: World) -> None:
    """A server that answers nothing but 500 is not well: no event is to blame."""
    counter = world.begin(filed=6)
    for _ in range(4):
        world.twister.twists[:] = [twisting.status(500)] * 60
        world.expect(counter.ask("sync")["problem"], "server_error")


@fault()
def status_429(world: World) -> None:
    twists = _some(
        world,
        twisting.status(429, "Retry-After: 1"),
        twisting.status(429, "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT", heard=True),
        twisting.status(429),
        twisting.status(503, "Retry-After: 30"),
    )
    _answers(world, twists, "server_busy", "files_wait")


@fault()
def status_401(world: World) -> None:
    _answers(world, _some(world, twisting.status(401), twisting.status(401, heard=True)), "token_refused")


@fault()
def status_413(world: World) -> None:
    """A proxy on the way takes less than the server: batches and pieces get smaller until they pass."""
    counter = world.begin(filed=9)
    for most_bytes in (world.chance.choice((2_500, 4_000)), 20_000):
        world.twister.twists[:] = [twisting.narrow(most_bytes)] * 80
        world.expect(counter.ask("sync")["problem"], "batch_too_large", None)
    world.attach(counter, pixels=420)
    world.twister.twists[:] = [twisting.narrow(20_000)] * 200
    world.expect(counter.ask("sync")["problem"], None)


@fault()
def login_page_200(world: World) -> None:
    _answers(world, _some(world, twisting.login_page, twisting.login_page_in_json), "answer_nonsense")


@fault()
def redirected(world: World) -> None:
    _answers(world, _some(world, twisting.redirected), "redirect_refused")


@fault()
def json_truncated(world: World) -> None:
    _answers(world, _some(world, twisting.truncated), "answer_nonsense")


@fault()
def wrong_types(world: World) -> None:
    _answers(world, _some(world, twisting.wrong_types), "answer_nonsense")


@fault()
def gzip_bomb(world: World) -> None:
    _answers(world, [world.chance.choice((twisting.bomb, twisting.endless))], "answer_nonsense", "line_cut")
