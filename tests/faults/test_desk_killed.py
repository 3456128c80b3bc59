"""kill -9 at random instants: what was told stands exactly once, nothing stands twice, and the desk opens again."""

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import db
from app.adapters.keystore import Keystore
from app.bootstrap import DeskEntrance
from app.domain.errors import UserProblem
from app.domain.number import ComplaintNumber
from tests.desk import CHEAP, PHRASE, PLAN, filed, open_desk, reopen, set_up
from tests.faults.desk_at_work import PINS, REGISTER, a_register

ROOT = Path(__file__).parents[2]
_LATER = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9001", "{head}"
def upgrade():
    op.add_column("complaints", sa.Column("later", sa.Text()))
    for n in range(40):
        op.create_table(f"later{{n}}", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("what", sa.Text()))
    op.execute("UPDATE complaints SET later = title")
def downgrade():
    pass
"""


@dataclass
class Nursery:
    """Starts children and kills them; ``said`` is what the last one told before it was gone."""

    process: subprocess.Popen[bytes]
    chance: random.Random
    _rest: bytes = field(default=b"")

    def lived(self, job: str, folder: Path, at_most_s: float) -> tuple[list[list[str]], int]:
        """Let a child do a job, kill it after a random part of the time, and give what it said and its end."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{job} {folder}\n".encode())
        self.process.stdin.flush()
        child = int(self._line(None)[1])
        said: list[list[str]] = []
        end = time.monotonic() + self.chance.uniform(0, at_most_s)
        while (line := self._line(end - time.monotonic())) and line[0] != "ended":
            said.append(line)
        if not line:
            os.kill(child, signal.SIGKILL)
            while (line := self._line(None))[0] != "ended":
                said.append(line)
        return said, int(line[1])

    def _line(self, wait_s: float | None) -> list[str]:
        """Give the next line, or nothing when none came in time."""
        assert self.process.stdout is not None
        while b"\n" not in self._rest:
            if wait_s is not None and not select.select([self.process.stdout], [], [], max(wait_s, 0))[0]:
                return []
            more = os.read(self.process.stdout.fileno(), 65536)
            assert more, "the nursery ended"
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode().split()


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    errors = tmp_path_factory.mktemp("nursery") / "stderr"
    seed = int(os.environ.get("FAULT_SEED", random.SystemRandom().randrange(1 << 30)))
    print(f"FAULT_SEED={seed}")
    with errors.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.desk_at_work"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stream,
        )
    made = Nursery(process, random.Random(seed))
    assert made._line(None) == ["ready"]
    yield made
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait()
    process.stdout.close()
    assert errors.read_text(encoding="utf-8") == ""


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    return 8 if request.config.getoption("--faults-long") else 1


def numbers_of(folder: Path) -> list[str]:
    """Open the desk, check it as ``verify`` does, and give all its numbers; the key file opens."""
    entrance, session = reopen(folder)
    try:
        assert session.services.verify_desk(session.officer).findings == ()
        found, after = [], None
        while True:
            page = session.services.find_complaints(session.officer, "", after=after, limit=200)
            found += [row.number for row in page.rows]
            after = page.after
            if after is None:
                break
    finally:
        entrance.close()
    runnings = sorted(ComplaintNumber.parse(number).running for number in found)
    assert runnings == list(range(1, len(found) + 1)), "a number twice, or a gap"
    return found


def test_a_desk_killed_at_work_keeps_what_it_told(nursery: Nursery, tmp_path: Path, rounds: int) -> None:
    folder = tmp_path / "desk"
    set_up(folder).close()
    told: list[str] = []
    for _ in range(6 * rounds):
        said, end = nursery.lived("work", folder, 0.5)
        assert end == -signal.SIGKILL
        told += [line[1] for line in said if line[0] == "number"]
        assert set(told) <= set(numbers_of(folder))
        entrance, session = reopen(folder)
        drafts = {kept.draft.id: kept.draft for kept in session.services.keep_draft.at_hand(session.officer).own}
        for draft_id, stage in {line[1]: line[2] for line in said if line[0] == "kept"}.items():
            filed_too = session.services.issue_receipts.queries.complaint(draft_id) is not None  # type: ignore[arg-type]
            assert filed_too != (draft_id in drafts)
            assert filed_too or int(drafts[draft_id].get("text").split()[1]) >= int(stage)  # type: ignore[index]
        for _, number, copy in (line for line in said if line[0] == "receipt"):
            id = session.services.find_complaints.by_number(session.officer, number)
            assert id is not None
            assert session.services.issue_receipts.queries.copies(id) > int(copy)
        entrance.close()
    assert len(told) == len(set(told))


def test_an_intake_that_is_killed_keeps_what_it_told(nursery: Nursery, tmp_path: Path, rounds: int) -> None:
    folder = tmp_path / "desk"
    set_up(folder).close()
    told: list[str] = []
    for _ in range(4 * rounds):
        said, end = nursery.lived("take-in", folder, 0.3)
        assert end == -signal.SIGKILL
        told += [line[1] for line in said if line[0] == "number"]
        assert set(told) <= set(numbers_of(folder))
    assert len(told) == len(set(told))


def test_a_register_whose_intake_is_killed_again_and_again_ends_with_every_row_once(
    nursery: Nursery, tmp_path: Path, rounds: int
) -> None:
    folder, rows = tmp_path / "desk", 400 * rounds
    set_up(folder).close()
    (tmp_path / REGISTER).write_text(a_register(rows), encoding="utf-8")
    told: dict[str, str] = {}
    kills = 0
    for _ in range(5 * rounds):
        said, end = nursery.lived("take-in-again", folder, 0.2 + len(told) / 1000)  # known rows take their time too
        kills += end == -signal.SIGKILL
        for _, number, row in (line for line in said if line[0] == "number"):
            assert told.setdefault(row, number) == number, "a row that stood was recorded again"
        assert set(told.values()) <= set(numbers_of(folder))
    assert kills, "nothing was cut off"
    entrance, session = reopen(folder)
    last = list(session.services.take_in_register(session.officer, tmp_path / REGISTER))
    entrance.close()
    assert {str(r.row): r.number or r.duplicate_of for r in last}.items() >= told.items()
    assert len(numbers_of(folder)) == rows
    entrance, session = reopen(folder)
    assert sum(run.accepted for run in session.services.undo_import.runs(session.officer)) == rows
    entrance.close()


def test_a_set_up_that_is_killed_is_done_or_can_be_done_again(nursery: Nursery, tmp_path: Path, rounds: int) -> None:
    for n in range(6 * rounds):
        folder = tmp_path / f"desk{n}"
        said, end = nursery.lived("set-up", folder, 0.15)
        assert end in (0, -signal.SIGKILL)
        entrance = DeskEntrance(folder, costs=CHEAP)
        if ["set-up"] in said:
            assert entrance.is_set_up()
        if not entrance.is_set_up():
            desk = entrance.set_up(PLAN)
            desk.confirm(desk.recovery_code.written())
        entrance.close()
        entrance, session = reopen(folder)
        assert filed(entrance, session).number.startswith("AWS-A-")
        entrance.close()
        assert len(numbers_of(folder)) == 1


@pytest.mark.parametrize("moved", range(4))
def test_a_set_up_cut_off_between_its_files_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """The instants that a random kill hardly ever meets: after no, one, two or all of the renames."""
    entrance = DeskEntrance(tmp_path, costs=CHEAP)
    desk = entrance.set_up(PLAN)
    real, done = Path.rename, []

    def cut_off(self: Path, target: Path) -> Path:
        if len(done) == moved:
            raise KeyboardInterrupt
        done.append(target.name)
        return real(self, target)

    with monkeypatch.context() as cutting:
        cutting.setattr(Path, "rename", cut_off)
        if moved < 3:
            with pytest.raises(KeyboardInterrupt):
                desk.confirm(desk.recovery_code.written())
        else:
            desk.confirm(desk.recovery_code.written())
    entrance.close()
    again = DeskEntrance(tmp_path, costs=CHEAP)
    if moved == 0:
        assert not again.is_set_up()
    else:
        assert again.is_set_up()
        again.open_phrase(PHRASE)
        assert filed(again, again.sign_in("siti", PINS[0])).number.startswith("AWS-A-")
        again.close()
        assert len(numbers_of(tmp_path)) == 1


def test_a_pin_change_that_is_killed_leaves_the_old_or_the_new_pin(
    nursery: Nursery, tmp_path: Path, rounds: int
) -> None:
    folder = tmp_path / "desk"
    set_up(folder).close()
    present = 0
    for _ in range(6 * rounds):
        said, end = nursery.lived(f"change-pins-{present}", folder, 0.1)
        assert end == -signal.SIGKILL
        present = int(said[-1][1]) if said else present
        keys = Keystore(folder, CHEAP)
        machine = keys.open_phrase(PHRASE)
        try:
            keys.sign_in("siti", PINS[present], machine)
        except UserProblem:  # it was changed once more, and killed before it was told
            present = (present + 1) % len(PINS)
            keys.sign_in("siti", PINS[present], machine)
        assert (folder / "desk.key").read_bytes() == (folder / "desk.key.2").read_bytes()


def test_a_migration_that_is_killed_is_whole_or_not_begun(
    nursery: Nursery, tmp_path: Path, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db import migrate

    head = migrate.HEADS["loket"]
    migrations = tmp_path / "bundle" / "db" / "migrations"
    shutil.copytree(Path(db.__file__).parent / "migrations", migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "bundle" / "resources").symlink_to(ROOT / "resources")
    (migrations / "loket" / "9001_later.py").write_text(_LATER.format(head=head), encoding="utf-8")
    first = tmp_path / "first"
    entrance, session = open_desk(first)
    for n in range(30):
        filed(entrance, session, text=f"Saya antre obat dari jam 08.00, nomor antrean A-{n}, tidak dipanggil.")
    entrance.close()
    for n in range(4 * rounds):
        folder = tmp_path / f"desk{n}"
        shutil.copytree(first, folder)
        said, end = nursery.lived("migrate", folder, 0.5)
        assert end in (0, -signal.SIGKILL)
        copy = folder / f"loket.db.before-{head}"
        if ["migrated"] in said:
            assert copy.exists()
        if copy.exists():  # complete: an old program opens it
            (tmp_path / f"old{n}").mkdir()
            shutil.copy(copy, tmp_path / f"old{n}" / "loket.db")
            for name in ("desk.key", "desk.key.2"):
                shutil.copy(folder / name, tmp_path / f"old{n}" / name)
            assert len(numbers_of(tmp_path / f"old{n}")) == 30
        with monkeypatch.context() as later:
            later.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
            later.setitem(migrate.HEADS, "loket", "9001")
            assert len(numbers_of(folder)) == 30
        assert not list(folder.glob("*.partial*"))
