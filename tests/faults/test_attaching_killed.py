"""kill -9 while files are attached: what was told is whole, what was not is gone, and the check finds nothing amiss."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.attachment import AttachmentId
from app.domain.ids import ComplaintId
from app.services import Session
from tests.builders import FixedClock
from tests.desk import open_desk, reopen
from tests.ui.page_desk import at_clock

ROOT = Path(__file__).parents[2]


def told_before_the_kill(folder: Path, at_most_s: float, chance: random.Random) -> list[list[str]]:
    """Let a desk attach for a random part of the time, kill it, and give what it had told."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.attaching_desk", str(folder)], stdout=subprocess.PIPE, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        end, heard = time.monotonic() + chance.uniform(0, at_most_s), b""
        while (left := end - time.monotonic()) > 0:
            if select.select([child.stdout], [], [], left)[0]:
                heard += os.read(child.stdout.fileno(), 65_536)
        os.kill(child.pid, signal.SIGKILL)
        heard += child.stdout.read()
    return [line.split() for line in heard.decode().splitlines(keepends=True) if line.endswith("\n")]


def must_be_there(told: list[list[str]]) -> dict[str, set[str]]:
    """Give per entry the files that were told and not touched since; entries on their way out say nothing."""
    held: dict[str, set[str]] = {}
    for word, draft, *rest in told:
        if word == "attached":
            held.setdefault(draft, set()).add(rest[0])
        elif word == "removing":
            held[draft].discard(rest[0])
        elif word == "discarding":
            held.pop(draft, None)
    return held


def check(session: Session, folder: Path, told: list[list[str]]) -> None:
    services, officer = session.services, session.officer
    assert services.verify_desk(officer).findings == ()
    rows = services.attach.rows
    for draft, files in must_be_there(told).items():
        assert files <= {one.id for one in rows.of(ComplaintId(draft))}
        for id in files:
            assert services.attach.content(officer, AttachmentId(id))
    for word, draft, *rest in told:
        if word == "removed":
            assert rows.get(AttachmentId(rest[0])) is None
        elif word == "discarded":
            assert rows.of(ComplaintId(draft)) == ()
    clock = FixedClock()
    clock.advance(days=3650)
    at_clock(session, clock).services.attach.sweep()
    assert {file.name for file in folder.iterdir()} == {one.stored_as for _, one in rows.all()}


@pytest.mark.slow
def test_whenever_it_is_killed_every_file_is_whole_or_gone(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    long = request.config.getoption("--faults-long")
    rounds, at_most_s = (60, 1.5) if long else (4, 0.8)
    chance = random.Random(20261124)
    entrance, _ = open_desk(tmp_path / "desk")
    entrance.close()
    (tmp_path / "desk" / "attachments").mkdir()
    attached = 0
    for _ in range(rounds):
        told = told_before_the_kill(tmp_path / "desk", at_most_s, chance)
        attached += sum(line[0] == "attached" for line in told)
        entrance, session = reopen(tmp_path / "desk")
        check(session, tmp_path / "desk" / "attachments", told)
        entrance.close()
    print(f"{attached} files attached in {rounds} rounds")
    assert attached
