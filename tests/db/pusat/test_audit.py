"""The server's log: every line follows from the one before it, and a change to any of them shows."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

import db.pusat
from db.pusat.store import Store
from db.pusat.tables import audit
from tests.builders import NOON


def test_a_sound_log_is_found_sound_and_read_newest_first(store: Store) -> None:
    for n in range(5):
        store.audit.note(NOON, "code_made", f"aws {n}", who="siti")
    assert store.audit.broken_at() is None
    assert [act.subject for act in store.audit.page(limit=2)] == ["aws 4", "aws 3"]
    assert [act.subject for act in store.audit.page(before=store.audit.page(limit=2)[-1].n)] == [
        "aws 2",
        "aws 1",
        "aws 0",
    ]


@pytest.mark.parametrize(
    "change",
    [
        sa.update(audit).where(audit.c.subject == "aws 1").values(who="budi"),
        sa.update(audit).where(audit.c.subject == "aws 1").values(detail="lain"),
        sa.update(audit).where(audit.c.subject == "aws 1").values(hash="0" * 64),
        sa.update(audit).where(audit.c.subject == "aws 1").values(hash=""),
        sa.delete(audit).where(audit.c.subject == "aws 1"),
    ],
)
def test_a_changed_or_missing_line_shows(store: Store, change: sa.sql.dml.UpdateBase) -> None:
    for n in range(4):
        store.audit.note(NOON, "code_made", f"aws {n}")
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(change)
    assert store.audit.broken_at() is not None


def test_acts_at_once_still_make_one_chain(store: Store) -> None:
    def write(name: str) -> None:
        for n in range(10):
            store.audit.note(NOON, "code_made", f"{name} {n}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.audit.broken_at() is None
    assert len(store.audit.page(limit=100)) == 40


def test_lines_of_an_older_program_are_passed_over(store: Store) -> None:
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.insert(audit).values(at="x", act="a", subject="s", detail="", who="", hash=""))
    store.audit.note(NOON, "code_made", "aws")
    assert store.audit.broken_at() is None


def test_the_log_has_one_writer() -> None:
    folder = Path(db.pusat.__file__).parent
    assert [file.name for file in folder.glob("*.py") if "insert(audit)" in file.read_text("utf-8")] == ["audit.py"]
