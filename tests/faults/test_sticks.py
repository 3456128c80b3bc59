"""Sticks at random: lost, late, twice, torn, out of order, beside a line that comes and goes; all is there once."""

import tempfile
from collections import Counter as Count
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.pusat.parcels import OPERATOR, Parcels
from app.pusat.requests import Refused
from app.usecases.export_parcel import Exported
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.app.usecases.stick import StickCounter
from tests.builders import FixedClock

ACTS = ("record", "attach", "export", "carry", "carry_torn", "answer", "answer_torn", "line", "rotate")


@contextmanager
def refused_as(code: str) -> Generator[None, None, None]:
    """Let through what is refused for this reason and no other."""
    try:
        yield
    except (AppError, Refused) as error:
        if error.code != code:
            raise


@dataclass
class Stage:
    """A desk, a server, a pile of sticks, and a pile of answers that nobody threw away."""

    counter: StickCounter
    token: str
    exported: list[Exported] = field(default_factory=list)
    answers: list[Path] = field(default_factory=list)
    events: int = 0
    named: int = 0

    def name(self) -> str:
        self.named += 1
        return f"file-{self.named}"

    def act(self, name: str, which: int) -> None:
        getattr(self, name)(which)

    def record(self, which: int) -> None:
        self.events += len(self.counter.record(which % 3 + 1))

    def attach(self, which: int) -> None:
        (event,) = self.counter.record(1)
        self.events += 1
        self.counter.attach(event, bytes([which % 256]) * (which + 1))

    def export(self, which: int) -> None:
        self.counter.clock.advance(minutes=1)
        self.counter.room = (400, 3_000, 1 << 20)[which % 3]
        self.exported.append(self.counter.export(self.name()))

    def carry(self, which: int, *, torn: bool = False) -> None:
        if not self.exported:
            return
        exported = self.exported[which % len(self.exported)]
        parcels = Parcels(pusat=self.counter.trial.pusat)
        files = exported.files[: exported.volumes]
        for file in files[::-1] if which % 2 else files:
            raw = file.read_bytes()
            with refused_as("parcel_torn" if torn else "parcel_incomplete"):
                taken = parcels.take(raw[: which % len(raw)] if torn else raw, brought_by=OPERATOR)
                self.answers.append(self.counter.keep(parcels.answer(taken.parcel), self.name()))

    def carry_torn(self, which: int) -> None:
        self.carry(which, torn=True)

    def answer(self, which: int) -> None:
        if not self.answers:
            return
        with refused_as("parcel_answer_older"):
            self.counter.take_in(self.answers[which % len(self.answers)])

    def answer_torn(self, which: int) -> None:
        if not self.answers:
            return
        raw = self.answers[which % len(self.answers)].read_bytes()
        file = self.counter.keep(raw[: which % len(raw)], self.name())
        with refused_as("parcel_torn"):
            self.counter.take_in(file)

    def line(self, which: int) -> None:
        """Let some events go by a line whose answers are lost."""
        waiting = self.counter.queries.due(
            self.counter.clock(), after_seq=0, limit=which % 4 + 1, max_bytes=1 << 20, ignore_wait=True
        )
        if waiting:
            batch = a_batch(self.counter.clock, *(on_wire(event) for event in waiting))
            assert self.counter.trial.post("/v1/events", batch, token=self.token).status == 200

    def rotate(self, which: int) -> None:
        trial = self.counter.trial
        trial.keys = trial.keys.rotated(self.counter.clock())

    def settle(self) -> None:
        """One more stick, there and back; files of what was only now accepted are on it too."""
        self.counter.clock.advance(minutes=1)
        self.counter.take_in(self.counter.carry(self.counter.export(self.name()), self.name()))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 400)), max_size=25))
def test_whatever_becomes_of_the_sticks_desk_and_centre_agree_in_the_end(acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(f"sqlite:///{folder}/pusat.db", FixedClock())
        counter = StickCounter(Path(folder), trial)
        try:
            with counter.units() as unit:
                centre = unit.centre.centre()
            assert centre is not None
            stage = Stage(counter=counter, token=centre.token)
            for name, which in acts:
                stage.act(name, which)
            stage.settle()
            agree(stage)
        finally:
            counter.engine.dispose()
            trial.close()


def agree(stage: Stage) -> None:
    counter = stage.counter
    with counter.engine.connect() as connection:
        ours = Count(row.body for row in connection.exec_driver_sql("SELECT body FROM outbox"))
        files = Count(connection.exec_driver_sql("SELECT state FROM uploads").scalars())
        attached = connection.exec_driver_sql("SELECT count(*) FROM attachments").scalar_one()
    theirs = Count(one.body for one in counter.trial.store.evidence.complaint_events())
    assert ours == theirs
    assert sum(ours.values()) == stage.events
    assert set(counter.deliveries().values()) <= {("confirmed", None)}
    assert files == (Count(confirmed=attached) if attached else Count())
