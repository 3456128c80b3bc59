"""Servers that restart, lose their database for a while, or no longer know a counter."""

import sqlite3
import threading
from contextlib import closing

from app.adapters.clock import system_now
from app.pusat.keys import open_keys
from app.pusat.stick import rotate
from tests.faults.proxy import Cut
from tests.faults.table.faults import fault
from tests.faults.table.lab import POSTGRESQL, SQLITE
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


@fault(targets=(SQLITE,))
def database_locked(world: World) -> None:
    """Another program holds the server's file, shortly or for longer than the server waits."""
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 3)):
        impatient = world.chance.random() < 0.5
        world.centre.restart(*([("impatient", {})] if impatient else []))
        with closing(sqlite3.connect(world.centre.database.removeprefix("sqlite:///"))) as other:
            other.execute("begin immediate")
            counter.start("sync")
            if impatient:
                world.expect(counter.finish()["problem"], "server_unavailable")
            else:
                threading.Event().wait(world.chance.choice((0.05, 0.2, 0.5)))
                other.rollback()
                world.expect(counter.finish()["problem"], None)
        world.work(counter)


@fault()
def server_keys_rotated(world: World) -> None:
    """The server gets new keys while it runs: identities are sealed to them, proofs signed by them."""
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 4)):
        counter.start("sync")
        threading.Event().wait(world.chance.choice((0.0, 0.01, 0.03)))
        rotate(world.centre.database, world.centre.keys, system_now, who="table")
        world.expect(counter.finish()["problem"], None)
        world.work(counter)
        if world.chance.random() < 0.3:
            world.centre.restart()
    told = counter.ask("sync")
    world.expect(told["problem"], None)
    verify_key = open_keys(world.centre.keys, make=False).verify_key.hex()
    if counter.ask("look_centre")["verify_key"] != verify_key:
        world.complaints.append("the counter did not hear of the new keys")


@fault()
def server_key_file_torn(world: World) -> None:
    """A torn key file is never replaced by new keys: a server goes on with those it has, and starts with no others."""
    counter = world.begin()
    file, sound_keys = world.centre.keys, world.centre.keys.read_bytes()
    torn = sound_keys[: world.chance.choice((0, 1, 200, len(sound_keys) - 2))]
    file.write_bytes(torn)
    world.expect(counter.ask("sync")["problem"], None)
    world.centre.kill()
    if world.centre.starts():
        world.complaints.append("a server started with a torn key file")
    if file.read_bytes() != torn:
        world.complaints.append("a torn key file was replaced")
    world.work(counter)
    world.expect(counter.ask("sync")["problem"], "server_absent", "line_cut")
    file.write_bytes(sound_keys)


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
