"""Desk and server of different versions."""

import shutil
from typing import Final

from db.migrate import HEADS
from tests.faults.planted import DESK_POINTS, LATER
from tests.faults.table.faults import fault
from tests.faults.table.world import Counter, World
from tests.faults.zygote import ROOT

_RELEASED: Final = ROOT / "tests" / "db" / "released"
_LATER: Final = '''"""A revision of a later program."""

from alembic import op

revision, down_revision = "{later}", "{head}"


def upgrade() -> None:
    op.execute("CREATE TABLE later (id TEXT)")
'''


@fault()
def newer_schema_than_the_server(world: World) -> None:
    """The server does not know this schema yet: it decides nothing, and takes everything once it was updated."""
    counter = world.begin()
    world.centre.restart(("older_schema", {}))
    world.expect(counter.ask("sync")["problem"], None)
    world.work(counter)
    world.expect(counter.ask("sync")["problem"], None)
    world.centre.restart()


@fault()
def server_without_words_of_lapor(world: World) -> None:
    """The server does not know what a desk hears of LAPOR!: it decides nothing of that and holds nothing else back."""
    counter = world.begin(filed=4)
    before = {id for id, *_ in counter.ask("look")["events"]}
    world.centre.restart(("older_kinds", {}))
    for _ in range(world.chance.randrange(1, 4)):
        counter.ask("hear", seed=world.chance.randrange(1 << 30), count=2)
        world.work(counter, 2)
        world.expect(counter.ask("sync")["problem"], None)
    for id, _, kind, _, state in counter.ask("look")["events"]:
        if id not in before and kind.startswith("central_") == (state == "confirmed"):
            world.complaints.append(f"{kind} {id} is {state} at a server that does not know words of LAPOR!")
    world.centre.restart()


def _dies_in_a_sync(world: World, counter: Counter) -> None:
    if not counter.dies("plant", name="desk_dies", point=world.chance.choice(DESK_POINTS), nth=1):
        counter.dies("sync")
    counter.kill()


@fault()
def program_updated_between_attempts(world: World) -> None:
    """The desk dies in the middle of a sync, and the program that goes on has another database revision."""
    counter = world.begin()
    _dies_in_a_sync(world, counter)
    bundle = world.folder / "bundle"
    migrations = bundle / "db" / "migrations"
    shutil.copytree(ROOT / "db" / "migrations", migrations)
    (bundle / "resources").symlink_to(ROOT / "resources")
    later = _LATER.format(later=LATER, head=HEADS["loket"])
    (migrations / "loket" / f"{LATER}_later.py").write_text(later, encoding="utf-8")
    counter.lasting.append(("newer_program", {"bundle": str(bundle)}))
    world.expect(counter.ask("sync")["problem"], None)
    world.work(counter)


@fault()
def desk_of_a_released_version(world: World) -> None:
    """A desk of an older program that never sent anything is opened, enrolled and dies in its first sync."""
    world.centre.start()
    version = world.chance.choice(sorted(folder.name for folder in _RELEASED.iterdir() if folder.is_dir()))
    shutil.copytree(_RELEASED / version, world.folder / "A")
    counter = world.adopt(world.folder / "A")
    world.expect(counter.ask("connect", url=world.line.url, code=world.code("A")), None)
    _dies_in_a_sync(world, counter)
    world.work(counter)
