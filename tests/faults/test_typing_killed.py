"""kill -9 while somebody types: at most the last second of typing is lost, drafts are named, nothing is filed twice.

``FAULT_FIGURES`` names a file that takes what was measured, one JSON line.
"""

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.desk import reopen, set_up

ROOT = Path(__file__).parents[2]
LOST_MS = 1_000
SLOW_MS = 10_000
"""What a machine that is busy with all the other tests may take; the promise itself is held to in the long run."""
_TYPES_AT_MOST_S = 2.5
_MANY = 8


@dataclass
class Typists:
    """Starts typists and kills them."""

    process: subprocess.Popen[bytes]
    chance: random.Random
    _rest: bytes = field(default=b"")

    def lived(self, folder: Path) -> tuple[list[list[str]], int]:
        """Let somebody type, kill them at a random moment, and give what was said and the moment of the kill."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{folder} {self.chance.randrange(1 << 30)}\n".encode())
        self.process.stdin.flush()
        child = int(self._line(None)[1])
        said: list[list[str]] = []
        while (line := self._line(None))[0] != "typing":
            assert line[0] != "ended", "the typist fell"
            said.append(line)
        end = time.monotonic() + self.chance.uniform(0, _TYPES_AT_MOST_S)
        while line := self._line(end - time.monotonic()):
            assert line[0] != "ended", "the typist fell"
            said.append(line)
        killed_ns = time.monotonic_ns()
        os.kill(child, signal.SIGKILL)
        while (line := self._line(None))[0] != "ended":
            said.append(line)
        assert line[1] == str(-signal.SIGKILL)
        return said, killed_ns

    def _line(self, wait_s: float | None) -> list[str]:
        """Give the next line, or nothing when none came in time."""
        assert self.process.stdout is not None
        while b"\n" not in self._rest:
            if wait_s is not None and not select.select([self.process.stdout], [], [], max(wait_s, 0))[0]:
                return []
            more = os.read(self.process.stdout.fileno(), 65536)
            assert more, "the typists ended"
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode().split()


@pytest.fixture
def typists(tmp_path: Path) -> Iterator[Typists]:
    seed = int(os.environ.get("FAULT_SEED", random.SystemRandom().randrange(1 << 30)))
    print(f"FAULT_SEED={seed}")
    errors = tmp_path / "stderr"
    with errors.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.desk_typing"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stream,
        )
    made = Typists(process, random.Random(seed))
    assert made._line(None) == ["ready"]
    yield made
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait()
    process.stdout.close()
    assert "Traceback" not in errors.read_text(encoding="utf-8")


@dataclass
class Standing:
    """What a desk holds after a kill."""

    drafts: dict[str, int]
    filed: dict[str, str]
    offered: int


def look(folder: Path) -> Standing:
    """Open the desk again, check it as ``verify`` does, and give the letters of each draft and all numbers."""
    entrance, session = reopen(folder)
    try:
        assert session.services.verify_desk(session.officer).findings == ()
        own = session.services.keep_draft.at_hand(session.officer).own
        filed, after = {}, None
        while True:
            page = session.services.find_complaints(session.officer, "", after=after, limit=200)
            filed.update({row.id: row.number for row in page.rows})
            after = page.after
            if after is None:
                break
    finally:
        entrance.close()
    return Standing(
        drafts={kept.draft.id: len(kept.draft.get("text")) for kept in own},
        filed={str(id): number for id, number in filed.items()},
        offered=len(own),
    )


def cleared(folder: Path) -> Standing:
    """Discard the drafts of the rounds before, as an officer would; give what is left."""
    entrance, session = reopen(folder)
    keep = session.services.keep_draft
    for kept in keep.at_hand(session.officer).own[1:]:
        keep.discard(session.officer, kept.draft.id)
    entrance.close()
    return look(folder)


@pytest.mark.timeout(3600)
def test_a_kill_while_typing_loses_at_most_the_last_second(
    request: pytest.FixtureRequest, typists: Typists, tmp_path: Path
) -> None:
    long = request.config.getoption("--faults-long")
    rounds, limit_ms = (200, LOST_MS) if long else (8, SLOW_MS)
    folder = tmp_path / "desk"
    set_up(folder).close()
    lost_ms: list[float] = []
    letters: list[int] = []
    known: dict[str, str] = {}
    before = Standing(drafts={}, filed={}, offered=0)
    for _ in range(rounds):
        said, killed_ns = typists.lived(folder)
        told = [line[1] for line in said if line[0] == "offered"]
        assert told == ([str(before.offered)] if before.offered > 1 else told), "the desk names what is unfinished"
        typed: dict[str, list[int]] = {}
        for word, id, *more in said:
            if word == "resumed":
                assert int(more[0]) == before.drafts[id]
                typed[id] = [0] * int(more[0])
            elif word == "key":
                typed.setdefault(id, []).append(int(more[1]))
                assert len(typed[id]) == int(more[0])
        known |= {line[2]: line[1] for line in said if line[0] == "filed"}
        after = look(folder)
        assert known.items() <= after.filed.items(), "what was told to be filed stands"
        assert len(set(after.filed.values())) == len(after.filed)
        assert not after.filed.keys() & after.drafts.keys(), "filed and still a draft"
        assert before.drafts.keys() <= after.drafts.keys() | after.filed.keys(), "a draft of before is gone"
        worst_ms, missing = 0.0, 0
        for id, moments in typed.items():
            stands = len(moments) if id in after.filed else after.drafts.get(id, 0)
            if stands < len(moments):
                worst_ms = max(worst_ms, (killed_ns - moments[stands]) / 1e6)
                missing += len(moments) - stands
        lost_ms.append(worst_ms)
        letters.append(missing)
        before = cleared(folder) if after.offered > _MANY else after
    figures = {
        "rounds": rounds,
        "max_lost_ms": round(max(lost_ms)),
        "mean_lost_ms": round(sum(lost_ms) / rounds),
        "max_letters": max(letters),
        "filed": len(before.filed),
        "drafts": before.offered,
    }
    print(json.dumps(figures))
    if target := os.environ.get("FAULT_FIGURES"):
        Path(target).write_text(json.dumps(figures) + "\n", encoding="utf-8")
    assert max(lost_ms) <= limit_ms
