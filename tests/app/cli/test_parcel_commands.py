"""Sticks by command: out of the desk, into the server or through a courier, and back."""

import io
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import DeskEntrance
from app.cli import frame
from tests.desk import CHEAP, PHRASE, PIN
from tests.faults.scene import ServerProcess

DATA = Path(__file__).parents[2] / "data"
Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pusat.db'}"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(frame, "DeskEntrance", partial(DeskEntrance, costs=CHEAP))

    def running(*words: str, desk: str = "desk", typed: str = "") -> tuple[int, list[dict[str, Any]], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed or f"{PHRASE}\n{PIN}\n"))
        code = frame.main([*words, "--data-dir", str(tmp_path / desk), "--user", "siti", "--pin-stdin", "--json"])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        lines = told.out.splitlines()
        return code, [json.loads(line) if line.startswith("{") else {"line": line} for line in lines], told.err

    return running


def set_up(run: Run, server: ServerProcess, database: str, *, desk: str = "desk", counter: str = "A") -> None:
    run("init", "--agency", "RSUD AWS", "--counter", counter, "--name", "Siti Rahmawati", desk=desk)
    (printed,) = run("pusat", "enrol", "--db", database, "--agency", "RSUD AWS", "--counter", counter)[1]
    code, _, said = run("connect", "--url", f"http://127.0.0.1:{server.port}", "--code", printed["line"], desk=desk)
    assert code == 0, said


def test_a_stick_goes_to_the_server_itself_and_its_answer_closes_the_records(
    run: Run, database: str, stick: Path, tmp_path: Path
) -> None:
    with ServerProcess(database, tmp_path) as server:
        set_up(run, server, database)
    count = run("intake", str(DATA / "register-kaya.csv"))[1][-1]["accepted"]
    code, rows, _ = run("parcel", "export", str(stick))
    *files, left = rows
    assert (code, [Path(row["file"]).name for row in files]) == (
        0,
        ["kiriman-AWS-A-0001.loket", "kiriman-AWS-A-0001.xlsx"],
    )
    assert left == {"n": 1, "volumes": 1, "events": count, "attachments": 0, "left": 0}
    parcel = str(stick / "kiriman-AWS-A-0001.loket")
    at_server = ("--db", database, "--keys", str(tmp_path), "--out", str(stick))
    code, (taken,), _ = run("pusat", "parcel", "take", parcel, *at_server)
    answer = stick / "jawaban-AWS-A-0001.loket"
    assert (code, taken) == (
        0,
        {"file": parcel, "volume": 1, "volumes": 1, "missing": [], "answer": str(answer)},
    )
    code, rows, _ = run("parcel", "answer", str(answer))
    *outcomes, counts = rows
    assert code == 0
    assert {row["outcome"] for row in outcomes} == {"accepted"}
    assert counts == {
        "n": 1,
        "accepted": count,
        "duplicate": 0,
        "rejected": 0,
        "held": 0,
        "needs_check": 0,
        "confirmed": count,
        "missing": 0,
        "different": 0,
        "repeated": False,
    }
    code, (again,), _ = run("parcel", "answer", str(answer))
    assert (code, again["repeated"]) == (0, True)
    assert run("pusat", "stats", "--db", database)[1][0]["complaints"] == count


def test_a_colleagues_desk_is_the_courier_and_learns_nothing(
    run: Run, database: str, stick: Path, tmp_path: Path
) -> None:
    with ServerProcess(database, tmp_path) as server:
        set_up(run, server, database)
        set_up(run, server, database, desk="office", counter="B")
        count = run("intake", str(DATA / "register-kaya.csv"))[1][-1]["accepted"]
        run("parcel", "export", str(stick), "--without-sheet")
        parcel = stick / "kiriman-AWS-A-0001.loket"
        code, (carried,), _ = run("parcel", "courier", str(parcel), "--out", str(stick), desk="office")
        assert (code, carried["missing"]) == (0, [])
        assert run("list", desk="office")[1] == []
        assert run("parcel", "answer", carried["answer"], desk="office")[0] == frame.REFUSED
        assert run("parcel", "answer", carried["answer"])[1][-1]["confirmed"] == count


def test_what_is_wrong_with_a_file_is_a_sentence_and_stops_no_other(
    run: Run, database: str, stick: Path, tmp_path: Path
) -> None:
    with ServerProcess(database, tmp_path) as server:
        set_up(run, server, database)
        run("parcel", "export", str(stick / "good"))
        raw = (stick / "good").read_bytes()
        (stick / "torn").write_bytes(raw[:-9])
        (stick / "note").write_text("bukan kiriman")
        files = [str(stick / name) for name in ("torn", "note", "nothing", "good")]
        for command in (
            ("parcel", "courier", *files, "--out", str(stick)),
            ("pusat", "parcel", "take", *files, "--db", database, "--keys", str(tmp_path), "--out", str(stick)),
        ):
            code, rows, said = run(*command)
            assert code == frame.REFUSED
            codes = [row.get("code") for row in rows]
            assert codes == ["parcel_torn", "parcel_not_one", "parcel_missing", None]
            assert "terpotong" in said
            assert "tidak ditemukan" in said
            assert rows[-1]["answer"] == str(stick / "jawaban-good")
        assert run("parcel", "answer", str(stick / "torn"))[0] == frame.REFUSED


def test_new_keys_are_announced_by_the_next_answer(run: Run, database: str, stick: Path, tmp_path: Path) -> None:
    with ServerProcess(database, tmp_path) as server:
        set_up(run, server, database)
    run("parcel", "export", str(stick / "one"))
    keys = ("--db", database, "--keys", str(tmp_path))
    assert run("pusat", "keys", "rotate", *keys)[:2] == (0, [{"generations": 2}])
    (taken,) = run("pusat", "parcel", "take", str(stick / "one"), *keys, "--out", str(stick))[1]
    assert run("parcel", "answer", taken["answer"])[0] == 0
    run("intake", str(DATA / "register-kaya.csv"))
    run("parcel", "export", str(stick / "two"))
    (taken,) = run("pusat", "parcel", "take", str(stick / "two"), *keys, "--out", str(stick))[1]
    assert run("parcel", "answer", taken["answer"])[1][-1]["confirmed"] > 0


def test_keys_of_another_database_are_not_rotated(run: Run, database: str, tmp_path: Path) -> None:
    with ServerProcess(database, tmp_path) as server:
        set_up(run, server, database)
    (tmp_path / "other").mkdir()
    with ServerProcess(f"sqlite:///{tmp_path / 'other' / 'pusat.db'}", tmp_path / "other"):
        pass
    before = (tmp_path / "other" / "pusat.db.keys").read_bytes()
    code, _, said = run("pusat", "keys", "rotate", "--db", database, "--keys", str(tmp_path / "other"))
    assert code == frame.ENVIRONMENT
    assert said
    assert (tmp_path / "other" / "pusat.db.keys").read_bytes() == before


def test_a_courier_without_a_desk_carries_by_token(run: Run, database: str, stick: Path, tmp_path: Path) -> None:
    with ServerProcess(database, tmp_path) as server:
        set_up(run, server, database)
        count = run("intake", str(DATA / "register-kaya.csv"))[1][-1]["accepted"]
        run("parcel", "export", str(stick / "kiriman"))
        (given,) = run("pusat", "token", "--db", database, "--role", "courier", "--name", "Pak Pos")[1]
        url = f"http://127.0.0.1:{server.port}"
        carry = ("parcel", "courier", str(stick / "kiriman"), "--out", str(stick), "--url", url)
        code, (carried,), _ = run(*carry, desk="nobody", typed=given["token"])
        assert code == 0
        assert not (tmp_path / "nobody").exists()
        assert run("parcel", "answer", carried["answer"])[1][-1]["confirmed"] == count
        for wrong in ("0" * 64, "not a token", "\u00e9"):
            code, _, said = run(*carry, desk="nobody", typed=wrong)
            assert code == frame.ENVIRONMENT
            assert said
        assert run(*carry, desk="nobody", typed="\n")[0] == frame.USAGE
