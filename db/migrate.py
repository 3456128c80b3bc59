"""Brings a database to the shape this program knows; alembic is loaded only when there is something to bring.

Revisions are files in ``db/migrations/<branch>``; ``HEADS`` names the newest, so that a start can tell without them.
``python -m db.migrate revision <branch> "what it changes"`` writes the next one from the difference to the tables.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import Connection, Engine, MetaData, inspect

from app.domain.errors import StorageProblem
from db.engine import copy_database, open_engine

if TYPE_CHECKING:
    from alembic.config import Config

Branch = Literal["loket", "pusat"]
HEADS: Final[dict[Branch, str]] = {"loket": "0011", "pusat": "0009"}


def prepare(engine: Engine, path: Path) -> None:
    """Make or bring up the desk's database at ``path``; an older one is copied first to ``<name>.before-<revision>``.

    Raises StorageProblem ``database_newer`` for a database of a later program.
    """
    migrate(engine, "loket", before=lambda old: copy_database(engine, path.with_name(f"{path.name}.before-{old}")))


def migrate(engine: Engine, branch: Branch, *, before: Callable[[str], None] | None = None) -> bool:
    """Make a fresh database, or bring an older one up after ``before(its revision)``; tell whether anything was done.

    All in one write transaction: a revision that fails leaves nothing.  Raises StorageProblem ``database_newer`` for a
    revision this program does not know, ``database_foreign`` for tables that are not ours.
    """
    with engine.connect() as connection:
        revision = revision_of(connection)
    if revision == HEADS[branch]:
        return False
    if revision is not None:
        from alembic.script import ScriptDirectory

        if revision not in {
            script.revision for script in ScriptDirectory.from_config(_config(branch)).walk_revisions()
        }:
            raise StorageProblem("database_newer", revision=revision)
        if before is not None:
            before(revision)
    move(engine, branch, HEADS[branch])
    return True


def revision_of(connection: Connection) -> str | None:
    """Give the revision a database stands at, None when it is empty."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if tables:
        raise StorageProblem("database_foreign")
    return None


def move(engine: Engine, branch: Branch, revision: str) -> None:
    """Go up, or down, to a revision ("base" is empty) in one transaction, with nothing checked but the outcome."""
    from alembic import command

    with engine.execution_options(write=True).connect() as connection:
        driver: Any = connection.connection.driver_connection
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:  # a table that is made anew would empty the tables that point to it; no effect inside BEGIN
            driver.execute("pragma foreign_keys=OFF")
        try:
            with connection.begin():
                config = _config(branch, connection)
                if revision == "base" or (revision_of(connection) or "") > revision:
                    command.downgrade(config, revision)
                else:
                    command.upgrade(config, revision)
                if is_sqlite and connection.exec_driver_sql("pragma foreign_key_check").first():
                    raise StorageProblem("database_damaged")
        finally:
            if is_sqlite:
                driver.execute("pragma foreign_keys=ON")


def write_revision(engine: Engine, branch: Branch, metadata: MetaData, text: str) -> str | None:
    """Bring the throw-away ``engine`` up, write the difference to ``metadata`` as the next revision, give its path."""
    from alembic import command
    from alembic.script import ScriptDirectory

    known = len(list(ScriptDirectory.from_config(_config(branch)).walk_revisions()))
    if known:
        move(engine, branch, "head")
    with engine.execution_options(write=True).connect() as connection, connection.begin():
        config = _config(branch, connection)
        config.attributes["metadata"] = metadata
        script = command.revision(config, text, autogenerate=True, rev_id=f"{known + 1:04d}")
    return getattr(script, "path", None)


def _config(branch: Branch, connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    bundle = getattr(sys, "_MEIPASS", None)
    folder = (Path(bundle) / "db" if bundle else Path(__file__).parent) / "migrations"
    config = Config()
    for name, value in (
        ("script_location", str(folder)),
        ("version_locations", str(folder / branch)),
        ("path_separator", "newline"),
    ):
        config.set_main_option(name, value.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def main(arguments: list[str]) -> int:
    """Write a revision: ``revision loket|pusat "text"``."""
    from importlib import import_module
    from tempfile import TemporaryDirectory

    match arguments:
        case ["revision", ("loket" | "pusat") as branch, text]:
            with TemporaryDirectory() as folder:
                engine = open_engine(Path(folder) / "new.db", bytes(32))
                tables = import_module("db.guards" if branch == "loket" else "db.pusat.tables")
                path = write_revision(engine, branch, tables.metadata, text)
                engine.dispose()
            sys.stdout.write(
                f"{path}\nNow read it, add triggers and indexes it cannot see, and set HEADS[{branch!r}].\n"
            )
            return 0
        case _:
            sys.stderr.write(f"{(main.__doc__ or '').strip()}\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
