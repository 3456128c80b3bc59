"""A counter that posts to LAPOR! itself, by command: the access, a run, what is unclear and how it ends."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import DeskEntrance
from app.cli import frame
from app.domain.complaint import Forwarder
from tests.desk import CHEAP, PHRASE, PIN, filed, open_desk
from tests.lapor.profile import profile_file, secrets_file
from tests.lapor.stand_in import FAULTS, KEYS, LaporStandIn

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def lapor() -> Iterator[LaporStandIn]:
    stand_in = LaporStandIn().start()
    yield stand_in
    stand_in.close()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    open_desk(tmp_path / "desk")[0].close()
    monkeypatch.setattr(frame, "DeskEntrance", partial(DeskEntrance, costs=CHEAP))

    def running(*words: str) -> tuple[int, list[dict[str, Any]], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\n{PIN}\n"))
        code = frame.main([*words, "--data-dir", str(tmp_path / "desk"), "--user", "siti", "--pin-stdin", "--json"])
        told = capsys.readouterr()
        for secret in KEYS.values():
            assert secret not in told.out + told.err
        return code, [json.loads(line) for line in told.out.splitlines()], told.err

    return running


def set_up(run: Run, lapor: LaporStandIn, folder: Path) -> tuple[int, list[dict[str, Any]], str]:
    files = profile_file(folder, lapor.url), secrets_file(folder)
    return run("direct", "set", "--profile", str(files[0]), "--secrets", str(files[1]))


def record(folder: Path) -> str:
    from tests.desk import reopen

    entrance, session = reopen(folder / "desk")
    session.services.manage_desk.settings(session.officer, forwarder=Forwarder.DESK)
    number = filed(entrance, session).number
    entrance.close()
    return number


def test_a_record_goes_out_by_sync_and_what_is_unclear_is_settled_by_command(
    run: Run, lapor: LaporStandIn, tmp_path: Path
) -> None:
    assert run("sync")[0] == frame.ENVIRONMENT
    code, (kept,), _ = set_up(run, lapor, tmp_path)
    assert (code, kept) == (frame.OK, {"profile": "contoh", "address": lapor.url})
    number = record(tmp_path)
    lapor.plan = lambda kind, n: FAULTS["lost_request"] if n == 1 else None
    code, (summary,), _ = run("sync")
    assert (code, summary["forwarded"], summary["needs_check"]) == (frame.REFUSED, 0, 1)
    code, (row,), _ = run("direct", "list")
    assert (code, row["number"], row["standing"]) == (frame.REFUSED, number, "needs_check")
    assert run("direct", "there", number)[0] == frame.REFUSED
    assert run("direct", "not-there", number, "--reason", "dicari di situs LAPOR!")[0] == frame.OK
    code, (summary,), said = run("sync")
    assert (code, summary["forwarded"]) == (frame.OK, 1)
    assert "1 laporan masuk SP4N-LAPOR!" in said
    assert run("direct", "list") == (
        frame.OK,
        [
            {
                "number": number,
                "standing": "done",
                "code": None,
                "detail": None,
                "lapor_id": str(next(iter(lapor.cases))),
                "status": None,
            }
        ],
        "",
    )
    assert lapor.stored() == {number: 1}


def test_a_line_that_is_down_is_a_sentence(run: Run, lapor: LaporStandIn, tmp_path: Path) -> None:
    set_up(run, lapor, tmp_path)
    record(tmp_path)
    lapor.close()
    code, (summary,), said = run("sync")
    assert (code, summary["lapor_problem"]) == (frame.ENVIRONMENT, "server_absent")
    assert "Laporan tetap tersimpan" in said


def test_a_wrong_profile_names_its_key_and_keeps_nothing(run: Run, lapor: LaporStandIn, tmp_path: Path) -> None:
    profile, secrets = profile_file(tmp_path, lapor.url), secrets_file(tmp_path)
    profile.write_text(profile.read_text(encoding="utf-8").replace("every_minutes = 180", "every_minutes = 1"))
    code, _, said = run("direct", "set", "--profile", str(profile), "--secrets", str(secrets))
    assert code == frame.USAGE
    assert "poll.every_minutes" in said
    assert run("sync")[0] == frame.ENVIRONMENT


def test_the_access_is_forgotten(run: Run, lapor: LaporStandIn, tmp_path: Path) -> None:
    set_up(run, lapor, tmp_path)
    record(tmp_path)
    assert run("direct", "forget")[0] == frame.OK
    assert run("sync")[0] == frame.ENVIRONMENT
    assert lapor.stored() == {}
    assert run("direct", "not-there", "AWS-A-26-999999-99", "--reason", "tidak ada")[0] == frame.REFUSED
