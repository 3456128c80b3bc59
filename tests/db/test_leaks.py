"""What the database leaves on disk: nothing readable, also after a kill in the middle, also of what was deleted."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.domain.listing import SearchTerms
from db.unit_of_work import UnitOfWork
from tests.builders import a_complaint
from tests.database import record, recorded

PLANTED = ("Zulkarnain", "6472031205900007", "kwitansi ungu")
_AT_WORK = """
import sys
from pathlib import Path
from db.search import Queries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_complaint, a_draft
from tests.database import new_database, record, recorded
engine = new_database(Path(sys.argv[1]) / "loket.db")
name, nik, told = sys.argv[2:]
for n in range(300):
    recorded(engine, name=name, nik=nik, title=f"{told} {n}", text=f"{told} " * 30)
Queries(engine).search(OFFICER_ID, told, after=None, limit=50)
unit = UnitOfWork(engine).__enter__()
record(unit, a_complaint(name=name, nik=nik, text=told))
unit.drafts.keep(a_draft(name=name, nik=nik, text=told), OFFICER_ID, NOON)
print("at work", flush=True)
if sys.stdin.readline() == "end\\n":
    unit.__exit__(None, None, None)
    engine.dispose()
"""


def readable_in(data: bytes) -> list[str]:
    return [
        word
        for word in PLANTED
        for form in (word, word.lower())
        if any(form.encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["end\n", "kill"])
def test_no_file_shows_what_was_recorded(tmp_path: Path, ending: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _AT_WORK, str(tmp_path), *PLANTED],
        env={
            **os.environ,
            "TMPDIR": str(tmp_path),
            "SQLITE_TMPDIR": str(tmp_path),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == "at work\n"
        during = {file.name: readable_in(file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file()}
        if ending == "kill":
            child.kill()
        else:
            child.stdin.write(ending)
    after = {file.name: readable_in(file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file()}
    left = {"loket.db", "loket.db-wal", "loket.db-shm"} if ending == "kill" else {"loket.db"}
    assert during == {"loket.db": [], "loket.db-wal": [], "loket.db-shm": []}
    assert after == {name: [] for name in left}


def test_the_scan_sees_plain_and_wide_text() -> None:
    assert readable_in("zulkarnain".encode("utf-16-le")) == ["Zulkarnain"]


def test_the_index_keeps_no_word_of_a_deleted_row(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        for n in range(200):
            record(unit, a_complaint(title=f"Laporan {n}"))
        unit.commit()
    row = recorded(engine, title="Zebrakuda", text="ungu").row
    kept = text("SELECT count(*) FROM complaint_search_data WHERE instr(block, CAST('zebrakuda' AS BLOB))")
    with engine.connect() as connection:
        assert connection.execute(kept).scalar() == 1
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(text("DELETE FROM complaint_search WHERE rowid = :row"), {"row": row})
    with engine.connect() as connection:
        assert connection.execute(kept).scalar() == 0


def test_the_index_keeps_no_word_that_a_correction_took_away(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        for n in range(200):
            record(unit, a_complaint(title=f"Laporan {n}"))
        unit.commit()
    stored = recorded(engine, title="Zebrakuda", text="ungu", name="Zulkarnain Hitam")
    kept = text(
        "SELECT count(*) FROM complaint_search_data WHERE instr(block, CAST('zebrakuda' AS BLOB))"
        " OR instr(block, CAST('zulkarnain' AS BLOB))"
    )
    with engine.connect() as connection:
        assert connection.execute(kept).scalar() != 0
    with UnitOfWork(engine) as unit:
        unit.complaints.correct(
            replace(stored, report=replace(stored.report, title="Kuda"), version=2),
            terms=SearchTerms(number=stored.number),
            person_key=None,
            same_entry_key="20261123.x",
            seen_version=1,
        )
        unit.commit()
    with engine.connect() as connection:
        assert connection.execute(kept).scalar() == 0
