"""A PostgreSQL cluster of its own for tests: Debian's programs, a throw-away folder, a free port on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

SMALL = "48m"
"""How much room a small disk has: a few databases without content."""
_MOUNTING = """
mount -t tmpfs -o "size=$0" tmpfs "$1" && shift && exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"
"""


def programs() -> Path | None:
    """Give the folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    named = os.environ.get("PG_BIN")
    folders = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class SmallDisk:
    """A tablespace on a file system of a few megabytes, which the cluster alone has mounted."""

    NAME = "small"

    def __init__(self, seen: Path) -> None:
        self._seen = seen

    @contextmanager
    def full(self, left_kib: int) -> Generator[None, None, None]:
        """Leave only so much room."""
        filler = self._seen / "filler"
        with filler.open("wb", buffering=0) as stream, suppress(OSError):
            while True:
                stream.write(bytes(4096))
        os.truncate(filler, max(filler.stat().st_size - left_kib * 1024, 0))
        try:
            yield
        finally:
            filler.unlink()


class Cluster:
    """A running server; every test takes a database of its own.  ``small_disk`` is None where nobody may mount one."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.small_disk: SmallDisk | None = None
        self._databases = 0

    def add_small_disk(self) -> None:
        """Let databases move to a disk that can be filled."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        inside = self.folder / "small"
        seen = Path(f"/proc/{pid}/root{inside}")
        (seen / "space").mkdir()
        shutil.chown(seen / "space", "postgres", "postgres")
        self.execute(f"create tablespace {SmallDisk.NAME} location '{inside}/space'")
        self.small_disk = SmallDisk(seen)

    def move_database(self, name: str) -> None:
        """Move a database that nobody uses to the disk that can be filled."""
        self.execute(f"alter database {name} set tablespace {SmallDisk.NAME}")

    def new_database(self) -> str:
        """Give the address of an empty database."""
        self._databases += 1
        name = f"trial_{self._databases}"
        self.execute(f"create database {name}")
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def has(self, name: str) -> bool:
        """Tell whether there is a database of that name."""
        with self._line() as line:
            return line.execute("select 1 from pg_database where datname = %s", (name,)).fetchone() is not None

    def copy_database(self, source: str, name: str) -> None:
        """Make a database like another one, to which nobody is connected."""
        self.execute(f"create database {name} template {source}")

    def close_database(self, name: str) -> None:
        """Throw everybody out of a database and let nobody in."""
        self.execute(f"alter database {name} allow_connections false")
        self.execute(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")

    def open_database(self, name: str) -> None:
        """Let them in again."""
        self.execute(f"alter database {name} allow_connections true")

    def execute(self, statement: str) -> None:
        """Run a statement that stands alone."""
        with self._line() as line:
            line.execute(statement.encode())

    def _line(self) -> "psycopg.Connection":
        return psycopg.connect(f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres", autocommit=True)


def _mounted(folder: Path, command: tuple[str, ...]) -> bool:
    """Run a command as postgres where it alone sees a small disk; False where nobody may mount one."""
    tools = [shutil.which(name) for name in ("unshare", "setpriv")]
    if os.getuid() != 0 or None in tools:
        return False
    folder.mkdir()
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", _MOUNTING, SMALL, str(folder), *command],
        cwd=folder.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


@contextmanager
def cluster(tools: Path, place: Path | None = None, *, with_small_disk: bool = False) -> Generator[Cluster, None, None]:
    """Run a cluster, in ``place``; as root it belongs to the user postgres, because the server refuses to be root."""
    user = "postgres" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="loket-pg-", dir=place))
    if user:
        shutil.chown(folder, user, user)
    data, log = folder / "data", folder / "log"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c shared_buffers=16MB -c log_error_verbosity=terse"
    try:
        run(str(tools / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N")
        start = (str(tools / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
        mounted = with_small_disk and _mounted(folder / "small", start)
        if not mounted:
            run(*start)
        try:
            running = Cluster(folder, port)
            if mounted:
                running.add_small_disk()
            yield running
        finally:
            run(str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
