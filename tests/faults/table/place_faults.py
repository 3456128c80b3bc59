"""Disks without room, clocks that are wrong, logs and key files that were harmed."""

from typing import Final

from tests.faults.table.faults import fault
from tests.faults.table.world import Counter, World

_DAY_S: Final = 86_400.0
_ROOM_KIB: Final = (0, 1, 4, 8, 16, 32, 64, 128, 256, 512)
_SERVER_FULL: Final = ("server_unavailable", None)
_FULL: Final = ("disk_full", "disk_fault", "folder_readonly", None)


@fault(weight=3)
def desk_disk_full(world: World) -> None:
    """No file of the desk may grow: at every write there is something that does not fit."""
    counter = world.begin()
    for _ in range(world.chance.randrange(1, 5)):
        counter.ask("plant", name="no_room", kib=world.chance.choice(_ROOM_KIB))
        act = world.chance.choice(("sync", "sync", "file", "print", "prove"))
        if act == "sync":
            world.expect(counter.ask("sync")["problem"], *_FULL)
        elif act == "file":
            world.expect(counter.ask("file", texts=world.texts(3)), *_FULL)
        elif act == "print":
            world.expect(counter.ask("print", seed=1, count=2), *_FULL)
        else:
            world.expect(counter.ask("prove"), *_FULL)
        counter.ask("plant", name="room_again")
        if world.chance.random() < 0.3:
            counter.kill()


@fault(weight=3)
def server_disk_full(world: World) -> None:
    """At every write of the server there is something that does not fit; the counter is told, and sends it again."""
    counter = world.begin()
    moved = False
    for _ in range(world.chance.randrange(1, 4)):
        world.work(counter)
        world.centre.kill()
        disk = None if world.lab.postgres is None else world.lab.postgres.small_disk
        if world.on_sqlite:
            kib = world.chance.choice((64, 128, 192, 256, 300, 400))
            if world.centre.starts(("no_room", {"kib": kib})):
                world.expect(counter.ask("sync")["problem"], *_SERVER_FULL)
        elif disk is not None and world.chance.random() < 0.6:
            moved = moved or world.centre.moved_to_small_disk()
            world.centre.start()
            with disk.full(world.chance.choice((0, 8, 16, 40, 64, 100, 200))):
                world.expect(counter.ask("sync")["problem"], *_SERVER_FULL)
        else:
            nth, times = world.chance.randrange(1, 30), world.chance.choice((1, 2, 1_000))
            if world.centre.starts(("no_room_for_rows", {"nth": nth, "times": times})):
                world.expect(counter.ask("sync")["problem"], *_SERVER_FULL)
        world.centre.restart()
        if world.chance.random() < 0.5:
            world.expect(counter.ask("sync")["problem"], None)


def _moved(world: World, counter: Counter, seconds: float) -> None:
    counter.ask("plant", name="clock_moved", seconds=seconds)
    world.work(counter)
    world.expect(counter.ask("sync")["problem"], None)
    if world.chance.random() < 0.5:
        world.work(counter, 2)
        counter.close()


@fault()
def clock_a_day_back(world: World) -> None:
    _moved(world, world.begin(), -_DAY_S)


@fault()
def clock_a_day_forward(world: World) -> None:
    _moved(world, world.begin(), _DAY_S)


@fault()
def clock_jumping(world: World) -> None:
    counter = world.begin()
    for _ in range(3):
        _moved(world, counter, world.chance.uniform(-3, 3) * _DAY_S)


@fault()
def year_turning_with_the_clock_behind(world: World) -> None:
    """The server is in the new year, the desk still in the old one; then the desk's clock is put right."""
    counter = world.begin()
    world.centre.restart(("clock_moved", {"seconds": 40 * _DAY_S}))
    _moved(world, counter, 32 * _DAY_S)
    _moved(world, counter, 40 * _DAY_S)


@fault(weight=2)
def key_file_torn(world: World) -> None:
    counter = world.begin()
    counter.kill()
    name = world.chance.choice(("desk.key", "desk.key.2"))
    file = counter.folder / name
    data = file.read_bytes()
    file.write_bytes(data[: world.chance.choice((0, 1, 200, len(data) - 2))])
    world.expect(counter.ask("sync")["problem"], None)
    world.work(counter, 1)


@fault(weight=2)
def log_deleted(world: World) -> None:
    """A power cut, and somebody tidies the write-ahead log away: what the centre has comes back from there."""
    counter = world.begin()
    counter.close()
    world.work(counter)
    world.expect(counter.ask("sync")["problem"], None)
    counter.kill()
    counter.harmed = True
    for name in ("loket.db-wal", "loket.db-shm"):
        (counter.folder / name).unlink(missing_ok=True)
    world.expect(counter.ask("sync")["problem"], None)
    world.work(counter, 2)
