"""From ``loket init`` to ``pusat export``: the commands of the sync against a server in a process of its own."""

import hashlib
import io
import json
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import DeskEntrance
from app.cli import frame
from app.domain.enrolment import EnrolmentCode
from tests.desk import CHEAP, PHRASE, PIN
from tests.faults.scene import ServerProcess

DATA = Path(__file__).parents[2] / "data"
Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pusat.db'}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(frame, "DeskEntrance", partial(DeskEntrance, costs=CHEAP))

    def running(*words: str, user: str = "siti") -> tuple[int, list[dict[str, Any]], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\n{PIN}\n"))
        code = frame.main([*words, "--data-dir", str(tmp_path / "desk"), "--user", user, "--pin-stdin", "--json"])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        lines = told.out.splitlines()
        return code, [json.loads(line) if line.startswith("{") else {"line": line} for line in lines], told.err

    return running


@pytest.fixture
def desk(run: Run) -> Run:
    assert run("init", "--agency", "RSUD AWS", "--counter", "A", "--name", "Siti Rahmawati")[0] == 0
    return run


def test_the_whole_way_from_register_to_proven_evidence(desk: Run, database: str, tmp_path: Path) -> None:
    numbers = [row["number"] for row in desk("intake", str(DATA / "register-kaya.csv"))[1] if row.get("number")]
    assert desk("sync")[0] == frame.ENVIRONMENT
    with ServerProcess(database, tmp_path) as server:
        code, (printed,), _ = desk("pusat", "enrol", "--db", database, "--agency", "RSUD AWS", "--counter", "A")
        assert (code, len(printed["line"])) == (0, 23)
        url = f"http://127.0.0.1:{server.port}"
        assert desk("connect", "--url", url, "--code", printed["line"])[:2][0] == 0
        code, rows, _ = desk("sync")
        *outcomes, summary = rows
        assert code == 0
        assert {row["number"]: row["outcome"] for row in outcomes} == dict.fromkeys(numbers, "accepted")
        assert summary == {
            "sent": len(numbers),
            "accepted": len(numbers),
            "duplicate": 0,
            "rejected": 0,
            "held": 0,
            "needs_check": 0,
            "left": 0,
            "problem": None,
            "pulled": 0,
            "forwarded": 0,
            "lapor_problem": None,
        }
        code, (proof,), _ = desk("proof")
        assert (code, proof) == (0, {"confirmed": len(numbers), "missing": 0, "different": 0})
        desk("tracking", numbers[0], "9104417")
        assert desk("sync")[1][-1]["accepted"] == 1
    code, (stats,), _ = desk("pusat", "stats", "--db", database)
    assert (code, stats) == (
        0,
        {"devices": 1, "events": len(numbers) + 1, "complaints": len(numbers), "attachments": 0},
    )
    code, exported, _ = desk("pusat", "export", "--db", database)
    assert (code, [row["number"] for row in exported]) == (0, numbers)
    shown = desk("show", numbers[0])[1][0]
    row = exported[0]
    assert set(row) == {"event_id", "number", "device", "seq", "sha256", "title", "text_sha256"}
    assert row["title"] == shown["title"]
    assert row["text_sha256"] == hashlib.sha256(shown["text"].encode()).hexdigest()
    assert desk("verify")[0] == 0


def test_no_identity_is_readable_in_the_servers_files(desk: Run, database: str, tmp_path: Path) -> None:
    desk("intake", str(DATA / "register-kaya.csv"))
    with ServerProcess(database, tmp_path) as server:
        (printed,) = desk("pusat", "enrol", "--db", database, "--agency", "RSUD AWS", "--counter", "A")[1]
        desk("connect", "--url", f"http://127.0.0.1:{server.port}", "--code", printed["line"])
        assert desk("sync")[1][-1]["accepted"] > 0
        files = [file for file in tmp_path.iterdir() if file.name.startswith("pusat.db")]
        whole = b"".join(file.read_bytes() for file in files)
    for planted in ("Andi Saputra", "Kartini Noor", "81250002001", "0812-5000-2001", "6472031205900007"):
        assert planted.encode() not in whole
        assert planted.encode("utf-16-le") not in whole
    assert b"Lampu jalan mati dua minggu" in whole  # the search would find what is there


def test_without_a_server_the_problem_is_named_and_everything_stays(desk: Run, database: str, tmp_path: Path) -> None:
    with ServerProcess(database, tmp_path) as server:
        (printed,) = desk("pusat", "enrol", "--db", database, "--agency", "RSUD AWS", "--counter", "A")[1]
        url = f"http://127.0.0.1:{server.port}"
        desk("connect", "--url", url, "--code", printed["line"])
    count = desk("intake", str(DATA / "register-kaya.csv"))[1][-1]["accepted"]
    code, (summary,), sentence = desk("sync")
    assert (code, summary["problem"], summary["left"]) == (frame.ENVIRONMENT, "server_absent", count)
    assert "tetap tersimpan" in sentence
    assert desk("proof")[0] == frame.ENVIRONMENT


def test_only_an_admin_connects_and_wrong_words_are_sentences(desk: Run, tmp_path: Path) -> None:
    code = str(EnrolmentCode.draw())
    assert desk("connect", "--url", "http://pusat.example", "--code", code)[0] == frame.USAGE
    assert desk("connect", "--url", "https://pusat.example", "--code", "abc")[0] == frame.USAGE
    missing = desk("connect", "--url", "https://pusat.example", "--code", code, "--ca", str(tmp_path / "none.pem"))
    assert missing[0] == frame.USAGE
    assert desk("connect", "--url", "http://127.0.0.1:9", "--code", code)[0] == frame.ENVIRONMENT


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("enrol", "--agency", "Dinas Sihir", "--counter", "A", "--db", "{db}"), frame.USAGE),
        (("enrol", "--agency", "RSUD AWS", "--counter", "AB", "--db", "{db}"), frame.USAGE),
        (("enrol", "--agency", "RSUD AWS", "--counter", "A", "--db", "mysql://x/y"), frame.USAGE),
        (("stats", "--db", "{db}"), frame.ENVIRONMENT),
        (("export", "--db", "{db}"), frame.ENVIRONMENT),
        (("stats", "--db", "postgresql+psycopg://nobody@127.0.0.1:1/none"), frame.ENVIRONMENT),
        (("serve", "--db", "{db}", "--port", "99999"), frame.ENVIRONMENT),
        (("serve", "--db", "{db}", "--cert", "only.pem"), frame.USAGE),
        (("serve", "--db", "{db}", "--port", "0", "--cert", "no.pem", "--cert-key", "no.pem"), frame.USAGE),
    ],
)
def test_the_servers_own_commands_tell_what_is_wrong(
    run: Run, database: str, words: tuple[str, ...], code: int
) -> None:
    found, rows, sentence = run("pusat", *(word.replace("{db}", database) for word in words))
    assert (found, rows) == (code, [])
    assert sentence.endswith(".\n")


def test_an_installation_without_the_server_part_says_so(
    run: Run, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app.pusat.serve", None)
    code, rows, sentence = run("pusat", "serve", "--db", database)
    assert (code, rows) == (frame.ENVIRONMENT, [])
    assert "pip install" in sentence


def test_a_revoked_counter_is_told_so(desk: Run, database: str, tmp_path: Path) -> None:
    with ServerProcess(database, tmp_path) as server:
        (printed,) = desk("pusat", "enrol", "--db", database, "--agency", "RSUD AWS", "--counter", "A")[1]
        desk("connect", "--url", f"http://127.0.0.1:{server.port}", "--code", printed["line"])
        revoked = desk("pusat", "revoke", "--db", database, "--agency", "RSUD AWS", "--counter", "A")
        assert revoked[:2] == (0, [{"revoked": 1}])
        assert desk("sync")[1][-1]["problem"] == "token_refused"


def test_the_server_stops_in_good_order_and_keeps_its_keys(database: str, tmp_path: Path) -> None:
    first = ServerProcess(database, tmp_path)
    first.process.send_signal(signal.SIGTERM)
    assert first.process.wait(20) == 0
    first.kill()
    keys = tmp_path / "pusat.db.keys"
    kept = keys.read_bytes()
    with ServerProcess(database, tmp_path):
        assert keys.read_bytes() == kept
    keys.unlink()
    with pytest.raises(AssertionError, match="the server said ''"):
        ServerProcess(database, tmp_path)
    assert not keys.exists()
