"""A PostgreSQL cluster of its own for tests: Debian's programs, a throw-away folder, a free port on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def programs() -> Path | None:
    """Give the folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    named = os.environ.get("PG_BIN")
    folders = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class Cluster:
    """A running server; every test takes a database of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self._databases = 0

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


@contextmanager
def cluster(tools: Path, place: Path | None = None) -> Generator[Cluster, None, None]:
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
        run(str(tools / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
        try:
            yield Cluster(folder, port)
        finally:
            run(str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
