"""``loket pusat staff``: people are added, listed and shut out; a password never stands among the arguments."""

import io
import json
import sys
from pathlib import Path

import pytest

from app.cli import frame
from app.pusat.bodies import read_body
from db.pusat.store import open_store

PASSWORD = "kopi pagi di mahakam"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pusat.db'}"


@pytest.fixture
def run(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def running(*words: str, typed: str = PASSWORD):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
        code = frame.main(["pusat", "staff", *words, "--db", database, "--data-dir", str(tmp_path / "desk"), "--json"])
        told = capsys.readouterr()
        assert PASSWORD not in told.out + told.err
        return code, [json.loads(line) for line in told.out.splitlines()], told.err

    return running


def test_people_are_added_listed_and_shut_out(run, database: str) -> None:
    assert run("add", "Siti", "--name", "Siti Rahma", "--role", "admin")[:2] == (
        0,
        [{"login": "siti", "role": "admin"}],
    )
    assert run("add", "budi", "--name", "Budi", "--role", "operator")[0] == 0
    assert run("disable", "budi")[:2] == (0, [{"login": "budi", "active": False}])
    listed = run("list")[1]
    assert [(row["login"], row["role"], row["active"]) for row in listed] == [
        ("budi", "operator", False),
        ("siti", "admin", True),
    ]
    assert run("enable", "budi")[0] == run("password", "budi", typed="sandi baru yang lain")[0] == 0
    store = open_store(database, read_body)
    acts = [(act.act, act.subject) for act in store.audit.page()]
    whose = {act.who.partition(":")[0] for act in store.audit.page()}
    assert store.audit.broken_at() is None
    store.close()
    assert acts[::-1] == [
        ("staff_added", "siti"),
        ("staff_added", "budi"),
        ("staff_disabled", "budi"),
        ("staff_enabled", "budi"),
        ("staff_password", "budi"),
    ]
    assert whose == {"konsol"}


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (("add", "siti", "--name", "Siti", "--role", "admin"), PASSWORD, "Sudah ada petugas"),
        (("add", "s!", "--name", "Siti", "--role", "admin"), PASSWORD, "huruf kecil"),
        (("add", "budi", "--name", " ", "--role", "admin"), PASSWORD, "Nama orang tidak boleh kosong"),
        (("add", "budi", "--name", "Budi", "--role", "admin"), "pendek", "minimal 12"),
        (("add", "budi", "--name", "Budi", "--role", "admin"), "budi budi budi", "minimal 12"),
        (("add", "budi", "--name", "Budi", "--role", "admin"), "aaaaaaaaaaaaaaaa", "minimal 12"),
        (("add", "budi", "--name", "Budi", "--role", "admin"), "", "masukan"),
        (("disable", "siti"), "", "admin terakhir"),
        (("disable", "budi"), "", "Tidak ada petugas server"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_changes_nothing(run, words, typed: str, sentence: str) -> None:
    run("add", "siti", "--name", "Siti", "--role", "admin")
    code, rows, told = run(*words, typed=typed)
    assert (code != 0, rows) == (True, [])
    assert sentence in told
    assert [row["login"] for row in run("list")[1]] == ["siti"]
