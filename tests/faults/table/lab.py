"""What all schedules of one process share: the zygote, a PostgreSQL cluster, desks and databases to be copied."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.db.pusat.postgres import Cluster, cluster, programs
from tests.faults.zygote import Zygote, zygote

SQLITE: Final = "pusat on SQLite"
POSTGRESQL: Final = "pusat on PostgreSQL"
LAPOR: Final = "LAPOR! stand-in, pusat on SQLite"
LAPOR_POSTGRESQL: Final = "LAPOR! stand-in, pusat on PostgreSQL"
LAPOR_DIRECT: Final = "LAPOR! stand-in, from a counter"
PARCELS: Final = "parcels, pusat on SQLite"
PARCELS_POSTGRESQL: Final = "parcels, pusat on PostgreSQL"
TARGETS: Final = (SQLITE, POSTGRESQL, LAPOR, LAPOR_POSTGRESQL, LAPOR_DIRECT, PARCELS, PARCELS_POSTGRESQL)
ON_POSTGRESQL: Final = frozenset({POSTGRESQL, LAPOR_POSTGRESQL, PARCELS_POSTGRESQL})
_TEMPLATE: Final = "fault_template"
_MEMORY: Final = Path("/dev/shm")
_MEMORY_NEEDED: Final = 1 << 31


class Lab:
    """Gives fresh folders, desks and databases; a desk or database is made once and then copied."""

    def __init__(self, folder: Path, forks: Zygote | None, postgres: Cluster | None) -> None:
        self.folder = folder
        self._forks = forks
        self.postgres = postgres
        self._names = itertools.count(1)

    @property
    def forks(self) -> Zygote:
        """Give what forks desks and servers."""
        assert self._forks is not None
        return self._forks

    @property
    def targets(self) -> tuple[str, ...]:
        """Give the targets that can be tried on this machine."""
        return tuple(one for one in TARGETS if self.postgres is not None or one not in ON_POSTGRESQL)

    def new_folder(self) -> Path:
        """Give an empty folder."""
        folder = self.folder / f"run-{next(self._names)}"
        folder.mkdir()
        return folder

    def desk(self, folder: Path, counter: str) -> Path:
        """Give a desk of that counter in the folder, set up and closed."""
        template = self.folder / f"desk-{counter}"
        if not template.exists():
            maker = self.forks.fork(actor="desk", folder=str(template))
            maker.say(act="set_up", counter=counter)
            maker.hear()
            maker.close()
        made = folder / counter
        shutil.copytree(template, made)
        return made

    def database(self, folder: Path, target: str) -> str:
        """Give the address of an empty database with all its tables."""
        from app.pusat.bodies import read_body
        from db.pusat.store import open_store

        if target not in ON_POSTGRESQL:
            template = self.folder / "template.db"
            if not template.exists():
                open_store(f"sqlite:///{template}", read_body).close()
            shutil.copy(template, folder / "pusat.db")
            return f"sqlite:///{folder / 'pusat.db'}"
        assert self.postgres is not None
        address = f"postgresql+psycopg://postgres@127.0.0.1:{self.postgres.port}/"
        if not self.postgres.has(_TEMPLATE):
            self.postgres.execute(f"create database {_TEMPLATE}")
            open_store(address + _TEMPLATE, read_body).close()
        name = f"fault_{os.getpid()}_{next(self._names)}"
        self.postgres.copy_database(_TEMPLATE, name)
        return address + name

    def copy_of(self, database: str, folder: Path) -> str:
        """Give a copy of a database that nobody has open."""
        if database.startswith("sqlite"):
            return f"sqlite:///{_copied(_file(database), folder / f'copy-{next(self._names)}.db')}"
        assert self.postgres is not None
        name = f"{database.rpartition('/')[2]}_{next(self._names)}"
        self.postgres.copy_database(database.rpartition("/")[2], name)
        return f"{database.rpartition('/')[0]}/{name}"

    def put_in_place(self, copy: str, database: str) -> None:
        """Let a copy be the database again."""
        if database.startswith("sqlite"):
            _copied(_file(copy), _file(database))
            return
        assert self.postgres is not None
        self.drop(database)
        self.postgres.copy_database(copy.rpartition("/")[2], database.rpartition("/")[2])
        self.drop(copy)

    def drop(self, database: str) -> None:
        """Drop a database that is done with."""
        if self.postgres is not None and database.startswith("postgresql"):
            self.postgres.execute(f"drop database if exists {database.rpartition('/')[2]} with (force)")


def _file(database: str) -> Path:
    return Path(database.removeprefix("sqlite:///"))


def _copied(source: Path, target: Path) -> Path:
    """Copy a database with its log; what lay there before is gone."""
    for end in ("", "-wal", "-shm"):
        Path(f"{target}{end}").unlink(missing_ok=True)
        if Path(f"{source}{end}").exists():
            shutil.copy(f"{source}{end}", f"{target}{end}")
    return target


def _place() -> Path | None:
    """Give where files lie in memory, None where that has no room.

    No fault of the table cuts the power of the machine itself: a process that is killed has lost nothing that it wrote,
    whatever carries the file system, so that waiting for a disk would cost time and test nothing.
    """
    try:
        return _MEMORY if shutil.disk_usage(_MEMORY).free >= _MEMORY_NEEDED else None
    except OSError:
        return None


@contextmanager
def lab(*, with_postgres: bool = True, forks_too: bool = True) -> Iterator[Lab]:
    """Open a laboratory; it leaves nothing behind."""
    tools = programs() if with_postgres else None
    place = _place()
    with ExitStack() as stack:
        made = tempfile.TemporaryDirectory(prefix="loket-faults-", dir=place, ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(made))
        postgres = stack.enter_context(cluster(tools, place, with_small_disk=True)) if tools is not None else None
        yield Lab(folder, stack.enter_context(zygote()) if forks_too else None, postgres)
