"""Servers that restart, lose their database for a while, or no longer know a counter."""

import threading

from tests.faults.proxy import Cut
from tests.faults.table.faults import fault
from tests.faults.table.lab import POSTGRESQL
from tests.faults.table.world import World
from tests.faults.twisting import lost, sound


@fault()
def server_restarted(world: World) -> None:
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 4)):
        if world.chance.random() < 0.5:
            world.centre.kill()
            world.expect(counter.ask("sync")["problem"], "line_cut", "server_absent")
        world.centre.restart()
        world.expect(counter.ask("sync")["problem"], "line_cut", None)
        world.work(counter)


@fault(targets=(POSTGRESQL,))
def database_down(world: World) -> None:
    """PostgreSQL throws everybody out and lets nobody in, while the server stands."""
    counter = world.begin()
    assert world.lab.postgres is not None
    name = world.centre.database.rpartition("/")[2]
    for _ in range(world.chance.randrange(1, 3)):
        counter.start("sync")
        threading.Event().wait(world.chance.choice((0.0, 0.005, 0.02)))
        world.lab.postgres.close_database(name)
        world.expect(counter.finish()["problem"], "server_unavailable", None)
        world.expect(counter.ask("sync")["problem"], "server_unavailable")
        world.lab.postgres.open_database(name)
        world.work(counter)


@fault()
def enrolment_answer_lost(world: World) -> None:
    world.centre.start()
    counter = world.counter("A", enrolled=False)
    world.work(counter)
    code = world.code("A")
    for _ in range(world.chance.randrange(1, 4)):
        world.line.drop()
        if world.chance.random() < 0.5:
            world.twister.twists[:] = [lost]
        else:
            world.line.cuts[:] = [Cut("down", world.chance.choice((0, 1, 100, 300, 500)))]
        if world.chance.random() < 0.3:
            counter.kill()
        world.expect(counter.ask("connect", url=world.line.url, code=code), "line_cut")
        world.line.cuts.clear()
        world.twister.twists.clear()
    if world.chance.random() < 0.5:
        world.centre.restart()
    world.expect(counter.ask("connect", url=world.line.url, code=code), None)


@fault()
def token_revoked_inside_a_batch(world: World) -> None:
    counter = world.begin(filed=8)

    def revoking(exchange: object) -> bytes:
        world.revoke("A")
        return sound(exchange)  # type: ignore[arg-type]

    def answered_then_revoked(exchange: object) -> bytes:
        answer = sound(exchange)  # type: ignore[arg-type]
        world.revoke("A")
        return answer

    world.twister.twists[:] = [world.chance.choice((revoking, answered_then_revoked))]
    world.expect(counter.ask("sync")["problem"], "token_refused")
    world.work(counter, 2)
    world.expect(counter.ask("sync")["problem"], "token_refused")
    world.expect(counter.ask("connect", url=world.line.url, code=world.code("A")), None)


@fault(weight=2)
def server_restored(world: World) -> None:
    """The server's database of yesterday is put back; what came since is only at the counters."""
    counter = world.begin()
    counter.ask("sync")
    backup = world.centre.backed_up()
    world.centre.start()
    for _ in range(world.chance.randrange(1, 3)):
        world.work(counter)
        world.expect(counter.ask("sync")["problem"], None)
    world.centre.kill()
    backup.put_back()
    world.restored = True  # numbers that were given since are not given again
    if world.chance.random() < 0.5:
        world.work(counter, 2)
    world.centre.start()
