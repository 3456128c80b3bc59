"""Migrations: the newest equals the tables, all go up and down with data, and what fails leaves nothing."""

import re
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

import db
from app.domain.errors import StorageProblem
from db import migrate
from db.engine import open_engine
from db.guards import metadata
from db.integrity import Integrity
from db.search import Queries
from db.unit_of_work import UnitOfWork
from tests.builders import OFFICER_ID, an_officer
from tests.database import KEY, new_database, recorded

Shape = dict[tuple[str, str], list[str]]


@pytest.fixture
def empty(tmp_path: Path) -> Generator[Engine, None, None]:
    engine = open_engine(tmp_path / "loket.db", KEY)
    yield engine
    engine.dispose()


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the program find its revisions where a frozen bundle has them, in a copy; give the desk's folder there."""
    folder = tmp_path / "bundle" / "db" / "migrations"
    shutil.copytree(Path(db.__file__).parent / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    return folder / "loket"


def add_revision(folder: Path, monkeypatch: pytest.MonkeyPatch, upgrade: str, downgrade: str = "pass") -> str:
    """Put a next revision into the bundle and make it the newest."""
    revision = f"{int(migrate.HEADS['loket']) + 1:04d}"
    (folder / f"{revision}_later.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = {revision!r}, {migrate.HEADS['loket']!r}\n"
        f"def upgrade():\n    {upgrade}\ndef downgrade():\n    {downgrade}\n"
    )
    monkeypatch.setitem(migrate.HEADS, "loket", revision)
    return revision


def shape(engine: Engine) -> Shape:
    """Give every object of the database with its SQL as sorted parts: the order of constraints is no difference."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'"))
        return {
            (kind, name): sorted(part.strip(" )(") for part in re.sub(r"\s+", " ", sql or "").split(","))
            for kind, name, sql in rows
        }


def stored_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return migrate.revision_of(connection)


def test_the_newest_revision_is_the_tables(empty: Engine, tmp_path: Path) -> None:
    migrate.prepare(empty, tmp_path / "loket.db")
    tables = open_engine(tmp_path / "tables.db", KEY)
    with tables.execution_options(write=True).begin() as connection:
        metadata.create_all(connection)
    assert shape(empty) == shape(tables)
    tables.dispose()


def test_alembic_finds_nothing_to_change(bundle: Path, empty: Engine) -> None:
    path = migrate.write_revision(empty, "loket", metadata, "nothing")
    assert path
    written = Path(path)
    assert written.parent == bundle
    assert written.name == f"{int(migrate.HEADS['loket']) + 1:04d}_nothing.py"
    bodies = re.findall(r"-> None:\n(.*?)(?:\n\n|$)", written.read_text(), re.DOTALL)
    assert [[line.strip() for line in body.splitlines() if "#" not in line] for body in bodies] == [["pass"], ["pass"]]


@pytest.mark.parametrize("branch", ["loket", "pusat"])
def test_the_known_head_is_the_newest_revision(branch: migrate.Branch) -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(migrate._config(branch)).get_heads() == [migrate.HEADS[branch]]


def test_every_revision_goes_up_and_down_and_up(empty: Engine) -> None:
    revisions = [f"{n:04d}" for n in range(1, int(migrate.HEADS["loket"]) + 1)]
    shapes = {}
    for revision in revisions:
        migrate.move(empty, "loket", revision)
        shapes[revision] = shape(empty)
    for revision in reversed(revisions):
        assert shape(empty) == shapes[revision]
        migrate.move(empty, "loket", f"{int(revision) - 1:04d}" if revision != "0001" else "base")
    assert shape(empty) == {}
    migrate.move(empty, "loket", "head")
    assert shape(empty) == shapes[revisions[-1]]


def test_a_prepared_database_is_left_alone(empty: Engine, tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    migrate.prepare(empty, path)
    complaint = recorded_on(empty)
    migrate.prepare(empty, path)
    assert Queries(empty).id_of_number(complaint)
    assert not migrate.migrate(empty, "loket")
    assert [file.name for file in tmp_path.iterdir() if "before" in file.name] == []


def recorded_on(engine: Engine) -> str:
    with UnitOfWork(engine) as unit:
        unit.staff.keep_officer(an_officer())
        unit.commit()
    return recorded(engine, title="Lampu jalan padam").number


def test_an_older_database_is_copied_first_then_brought_up(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "loket.db"
    engine = new_database(path)
    number = recorded(engine, title="Lampu jalan padam").number
    newest = add_revision(
        bundle,
        monkeypatch,
        upgrade="with op.batch_alter_table('complaints') as t: t.add_column(sa.Column('stars', sa.Integer()))",
        downgrade="with op.batch_alter_table('complaints') as t: t.drop_column('stars')",
    )
    migrate.prepare(engine, path)
    assert stored_revision(engine) == newest
    assert [row.title for row in Queries(engine).search(OFFICER_ID, "lampu", after=None, limit=5).rows]
    assert Integrity(engine).damage() == []
    copy = open_engine(tmp_path / f"loket.db.before-{int(newest) - 1:04d}", KEY)
    assert stored_revision(copy) == f"{int(newest) - 1:04d}"
    assert Queries(copy).id_of_number(number)
    copy.dispose()
    migrate.move(engine, "loket", f"{int(newest) - 1:04d}")
    assert Queries(engine).id_of_number(number)
    engine.dispose()


def test_a_table_made_anew_keeps_the_rows_that_point_to_it(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = new_database(tmp_path / "loket.db")
    recorded(engine)
    rename = "t.alter_column('tags', new_column_name='labels')"
    anew = f"with op.batch_alter_table('complaints', recreate='always') as t: {rename}"
    add_revision(bundle, monkeypatch, upgrade=anew)
    migrate.prepare(engine, tmp_path / "loket.db")
    with engine.connect() as connection:
        for table in ("complaints", "reporters", "case_facts", "outbox", "deliveries"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1, table
        assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1
    engine.dispose()


@pytest.mark.parametrize(
    "wrong",
    [
        "op.execute('CREATE TABLE half (a)'); op.execute('no such statement')",
        "op.execute('CREATE TABLE half (a)'); op.execute('DELETE FROM officers')",
        "op.execute('CREATE TABLE half (a)'); raise KeyboardInterrupt",
    ],
)
def test_a_revision_that_fails_leaves_nothing(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    path = tmp_path / "loket.db"
    engine = new_database(path)
    number = recorded(engine).number
    before, revision = shape(engine), stored_revision(engine)
    add_revision(bundle, monkeypatch, upgrade=wrong)
    with pytest.raises((Exception, KeyboardInterrupt)):
        migrate.prepare(engine, path)
    assert (shape(engine), stored_revision(engine)) == (before, revision)
    assert Queries(engine).id_of_number(number)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1
    engine.dispose()


def test_a_database_of_a_later_program_is_refused_and_left_alone(database: Path, engine: Engine) -> None:
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    before = shape(engine)
    with pytest.raises(StorageProblem) as caught:
        migrate.prepare(engine, database)
    assert (caught.value.code, caught.value.facts["revision"]) == ("database_newer", "0999")
    assert (shape(engine), stored_revision(engine)) == (before, "0999")
    assert [file.name for file in database.parent.iterdir() if "before" in file.name] == []


def test_a_database_of_another_program_is_refused(empty: Engine, tmp_path: Path) -> None:
    with empty.execution_options(write=True).begin() as connection:
        connection.execute(text("CREATE TABLE recipes (a)"))
    with pytest.raises(StorageProblem) as caught:
        migrate.prepare(empty, tmp_path / "loket.db")
    assert caught.value.code == "database_foreign"


def run(script: str, path: Path) -> str:
    head = (
        "import sys; from pathlib import Path; from db.engine import open_engine; from db.migrate import prepare\n"
        f"path = Path({str(path)!r}); engine = open_engine(path, bytes(range(32)))\n"
    )
    done = subprocess.run([sys.executable, "-c", head + script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_alembic_is_not_loaded_when_there_is_nothing_to_do(database: Path) -> None:
    assert run("prepare(engine, path); print('alembic' in sys.modules)", database) == "False"


def test_two_programs_may_start_on_a_fresh_folder_at_once(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    script = (
        "import sys; from pathlib import Path; from db.engine import open_engine; from db.migrate import prepare\n"
        "path = Path(sys.argv[1]); prepare(open_engine(path, bytes(range(32))), path)"
    )
    starts = [subprocess.Popen([sys.executable, "-c", script, str(path)]) for _ in range(2)]
    assert [start.wait() for start in starts] == [0, 0]
    engine = open_engine(path, KEY)
    assert stored_revision(engine) == migrate.HEADS["loket"]
    engine.dispose()


def test_a_new_revision_is_asked_for_with_branch_and_text() -> None:
    done = subprocess.run([sys.executable, "-m", "db.migrate", "revision"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "revision loket|pusat" in done.stderr
