"""Opening the encrypted file: what is refused and as what, who may write when, and that nothing is told aside."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from app.domain.errors import StorageProblem
from db.engine import checkpoint, copy_database, open_engine
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, a_draft, an_officer
from tests.database import KEY, add_officer, recorded

OTHER_KEY = bytes(32)


def code_of(path: Path, key: bytes = KEY) -> str:
    with pytest.raises(StorageProblem) as caught:
        open_engine(path, key)
    return caught.value.code


def test_a_wrong_key_does_not_open(database: Path) -> None:
    before = database.read_bytes()
    assert code_of(database, OTHER_KEY) == "database_wrong_key"
    assert database.read_bytes() == before


def test_a_wrong_key_is_not_told_on_stderr(database: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from db.engine import open_engine\n"
        "try: open_engine(Path(sys.argv[1]), bytes(32))\n"
        "except Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(database)], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("StorageProblem", "")


def test_a_plain_database_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    assert code_of(path) == "database_wrong_key"


def test_a_torn_file_is_damaged(database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[:2000])
    assert code_of(database) == "database_damaged"


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_a_key_of_another_length_is_a_bug(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(tmp_path / "loket.db", key)


def test_a_flipped_byte_in_a_later_page_is_damage(engine: Engine, database: Path) -> None:
    for n in range(40):
        recorded(engine, title=f"Laporan {n}", text="x" * 2000)
    checkpoint(engine)
    engine.dispose()
    pages = bytearray(database.read_bytes())
    for page in range(len(pages) // 4096 - 20, len(pages) // 4096):
        pages[page * 4096 + 100] ^= 1
    database.write_bytes(pages)
    again = open_engine(database, KEY)
    with pytest.raises(StorageProblem) as caught, again.connect() as connection:
        connection.exec_driver_sql("SELECT sum(length(text)) FROM complaints").all()
    again.dispose()
    assert caught.value.code == "database_damaged"


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    open_engine(path, KEY).dispose()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert code_of(tmp_path / "absent" / "loket.db") == "database_readonly"


@pytest.fixture
def as_nobody() -> Generator[Path, None, None]:
    """Give a folder in /tmp that this process may read and not write (for root: by acting as another user)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    if os.geteuid() != os.getuid():
        os.seteuid(os.getuid())
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX users and modes")
def test_a_folder_that_cannot_be_written_is_told(database: Path, as_nobody: Path) -> None:
    path = Path(shutil.copy(database, as_nobody / "loket.db"))
    path.chmod(0o444)
    as_nobody.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(65534)
    assert code_of(path) == "database_readonly"


def test_a_full_disk_keeps_what_stood_and_takes_nothing_half(engine: Engine, database: Path) -> None:
    recorded(engine)

    @event.listens_for(engine, "begin")
    def _no_room(connection: object) -> None:
        connection.exec_driver_sql("pragma max_page_count=1")  # type: ignore[attr-defined]  # SQLite takes what is used

    with pytest.raises(StorageProblem) as caught:
        recorded(engine, text="x" * 100_000)
    assert caught.value.code == "disk_full"
    event.remove(engine, "begin", _no_room)
    engine.dispose()
    again = open_engine(database, KEY)
    with again.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM complaints").scalar() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == 1
    again.dispose()


def test_the_safety_settings_hold_on_every_connection(engine: Engine) -> None:
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            told = {
                name: connection.exec_driver_sql(f"pragma {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store", "secure_delete")
            }
            assert told == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "temp_store": 2,
                "secure_delete": 1,
            }


def test_errors_of_the_engine_carry_no_values(engine: Engine) -> None:
    with pytest.raises(Exception, match="no such table") as caught, engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere WHERE name = ?", ("Siti Aminah",))
    assert "Siti" not in str(caught.value)


def test_neither_engine_nor_url_show_the_key(engine: Engine) -> None:
    assert KEY.hex() not in repr(engine) + str(engine.url)


def test_a_second_writer_is_told_that_the_first_is_not_done(engine: Engine, database: Path) -> None:
    officer = an_officer()
    impatient = open_engine(database, KEY)
    event.listen(impatient, "connect", lambda driver, _: driver.execute("pragma busy_timeout=0"))
    with UnitOfWork(engine) as first:
        first.drafts.keep(a_draft(), officer.id, NOON)
        with pytest.raises(StorageProblem) as caught, UnitOfWork(impatient) as second:
            second.drafts.keep(a_draft(), officer.id, NOON)
    impatient.dispose()
    assert caught.value.code == "database_busy"


def test_a_reader_does_not_wait_for_a_writer_and_sees_no_half(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(a_draft(), an_officer().id, NOON)
        with engine.connect() as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM drafts").scalar() == 0
        unit.commit()
    with engine.connect() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM drafts").scalar() == 1


def test_writers_that_read_first_lose_nothing(engine: Engine) -> None:
    def write_log(name: str) -> None:
        for n in range(25):
            with UnitOfWork(engine) as unit:
                unit.audit.add(at=NOON, officer_id=None, act=name, subject=str(n))
                unit.commit()

    threads = [threading.Thread(target=write_log, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with UnitOfWork(engine) as unit:
        assert unit.audit.broken_at() is None
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == 75


def test_a_copy_is_whole_encrypted_and_opens_with_the_same_key(engine: Engine, tmp_path: Path) -> None:
    complaint = recorded(engine, title="Kata tersembunyi")
    colleague = add_officer(engine)
    copy = tmp_path / "copy.db"
    copy_database(engine, copy)
    assert b"tersembunyi" not in copy.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]
    assert copy.stat().st_mode & 0o777 == 0o600
    other = open_engine(copy, KEY)
    with UnitOfWork(other) as unit:
        assert unit.complaints.get(complaint.id) == complaint
        assert colleague in unit.staff.officers()
    other.dispose()
    assert code_of(copy, OTHER_KEY) == "database_wrong_key"


def test_a_copy_that_fails_leaves_nothing_half(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(StorageProblem) as caught:
        copy_database(engine, tmp_path / "absent" / "copy.db")
    assert caught.value.code == "disk_fault"
    (tmp_path / "taken").mkdir()
    with pytest.raises(StorageProblem):
        copy_database(engine, tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_a_program_that_just_changes_the_journal_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from db import engine as module

    monkeypatch.setattr(module, "_WAL_WAIT_S", 0.0)

    class Busy:
        """A connection whose journal is being changed by somebody else for a while."""

        def __init__(self, busy: int) -> None:
            self.busy = busy

        def execute(self, _sql: str) -> Any:
            from sqlcipher3.dbapi2 import OperationalError

            self.busy -= 1
            if self.busy >= 0:
                raise OperationalError("database is locked")
            return self

        def fetchone(self) -> tuple[str]:
            return ("wal",)

    assert module._write_ahead(Busy(3)) == "wal"
    with pytest.raises(Exception, match="locked"):
        module._write_ahead(Busy(10_000))
