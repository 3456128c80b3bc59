"""A desk begins a new incarnation when it must, never otherwise; contacts are counted and none is repeated."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import NetworkProblem
from app.domain.ids import EventId
from app.domain.incarnation import Begun, CentreKnows, Contact, Owed, Reason, SeriesUse
from app.domain.number import HighWater
from app.domain.officer import Desk
from app.usecases.begin_incarnation import WatchIncarnation, is_other_machine
from tests.app.usecases.counter import Counter, fails_with
from tests.builders import DEVICE_ID


@dataclass
class Marks:
    """The file outside the folder."""

    kept: dict[str, HighWater] = field(default_factory=dict)

    def read(self, device_id: str) -> HighWater | None:
        return self.kept.get(device_id)

    def keep(self, device_id: str, mark: HighWater) -> None:
        self.kept[device_id] = mark


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


def opened(counter: Counter, machine: Mapping[str, str] | None = None, mark: HighWater | None = None) -> Begun | None:
    """Open the desk as the program does and give what the officer is told."""
    watch = WatchIncarnation(
        units=counter.units,
        marks=Marks({DEVICE_ID: mark} if mark else {}),
        machine=lambda device: machine or {},
        clock=counter.clock,
    )
    begun = watch()
    with counter.units() as unit:
        assert unit.incarnations.untold() == begun
        unit.incarnations.tell()
        unit.commit()
    return begun


def desk_of(counter: Counter) -> Desk:
    with counter.units() as unit:
        return unit.staff.desk()


def knows(seq: int = 0, *uses: SeriesUse, clone: bool = False) -> CentreKnows:
    return CentreKnows(clone=clone, seq=seq, uses=uses)


def use(running: int, *, own: bool, series: str = "AWS-A", claim: int = 1) -> SeriesUse:
    return SeriesUse(series=series, year=2026, running=running, own=own, claim=claim)


def no_line() -> None:
    raise NetworkProblem("line_cut")


def test_the_same_machine_opens_without_a_word(counter: Counter) -> None:
    assert [opened(counter, {"system": "a", "disk": "b"}) for _ in range(3)] == [None] * 3
    assert desk_of(counter).series == "A"


def test_another_machine_begins_anew_once(counter: Counter) -> None:
    opened(counter, {"system": "a"})
    before = desk_of(counter)
    begun = opened(counter, {"system": "b"})
    assert begun is not None
    assert (begun.reason, begun.series) == (Reason.OTHER_MACHINE, "A2")
    after = desk_of(counter)
    assert (after.series, after.incarnation) == ("A2", begun.id)
    assert after.incarnation != before.incarnation
    assert after.device_id == before.device_id
    assert opened(counter, {"system": "b"}) is None


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from("12")), st.sets(st.sampled_from("abc")))
def test_a_part_that_cannot_be_read_is_no_alarm(known: dict[str, str], unreadable: set[str]) -> None:
    seen = {part: mark for part, mark in known.items() if part not in unreadable}
    assert not is_other_machine(known, seen)
    assert not is_other_machine(seen, known)
    assert is_other_machine({**known, "x": "1"}, {**seen, "x": "2"})


def test_a_part_that_was_absent_is_remembered_when_it_comes(counter: Counter) -> None:
    for machine in ({"system": "a"}, {}, {"system": "a", "disk": "d"}, {"system": "a"}):
        assert opened(counter, machine) is None
    begun = opened(counter, {"disk": "e"})
    assert begun is not None and begun.reason is Reason.OTHER_MACHINE


def test_lost_numbers_are_counted_and_the_series_is_free(counter: Counter) -> None:
    begun = opened(counter, mark=HighWater(series="A3", year=2026, running=4))
    assert begun is not None
    assert (begun.reason, begun.lost, begun.series) == (Reason.NUMBERS_LOST, 4, "A4")


def contacts(counter: Counter) -> list[Contact]:
    return sorted(filter(None, counter.centre.contacts + counter.centre.proof_contacts), key=lambda made: made.n)


def test_every_batch_and_every_proof_carries_the_next_contact(counter: Counter) -> None:
    counter.record(750)  # the first batch is small; the line carried it, the next are larger: 200, 500, 50
    counter.sync()
    counter.record(1)
    counter.sync()
    made = contacts(counter)
    assert len(counter.centre.contacts) == 4
    assert [contact.n for contact in made] == list(range(1, len(made) + 1))
    assert len({contact.nonce for contact in made}) == len(made)
    assert {(contact.incarnation, contact.series) for contact in made} == {(desk_of(counter).incarnation, "AWS-A")}


def test_a_contact_is_counted_before_its_first_byte(counter: Counter) -> None:
    counter.record(1)

    class Killed(BaseException):
        pass

    def kill(_ids: Sequence[EventId]) -> None:
        raise Killed

    counter.centre.before = kill
    for _ in range(2):
        with pytest.raises(Killed):
            counter.sync()
    counter.centre.before = fails_with("line_cut")
    counter.sync()
    numbers = [contact.n for contact in contacts(counter)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("told", "reason", "series"),
    [
        (knows(clone=True), Reason.CLONE, "A2"),
        (knows(0, use(1, own=False)), Reason.SERIES_TAKEN, "A2"),
        (knows(0, use(1, own=False), use(1, own=False, series="AWS-A4")), Reason.SERIES_TAKEN, "A5"),
        (knows(0, use(1_000, own=True)), Reason.CENTRE_KNOWS_MORE, "A2"),
        (knows(9), Reason.CENTRE_KNOWS_MORE, "A2"),
    ],
)
def test_the_centres_word_begins_a_new_incarnation(
    counter: Counter, told: CentreKnows, reason: Reason, series: str
) -> None:
    counter.record(1)
    counter.centre.knows = told
    summary = counter.sync()
    assert (summary.accepted, summary.problem) == (1, None)
    assert desk_of(counter).series == series
    begun = opened(counter)
    assert begun is not None and begun.reason is reason
    assert opened(counter) is None


@pytest.mark.parametrize("told", [None, knows(1), knows(1, use(0, own=True), use(5, own=False, claim=2))])
def test_an_ordinary_answer_changes_nothing(counter: Counter, told: CentreKnows | None) -> None:
    counter.record(1)
    counter.centre.knows = told
    before = desk_of(counter)
    counter.sync()
    assert desk_of(counter) == before


def test_what_the_centre_says_of_an_incarnation_that_ended_is_passed_over(counter: Counter) -> None:
    counter.record(1)
    counter.centre.knows = knows(clone=True)

    def moved(_ids: Sequence[EventId]) -> None:
        opened(counter, {"system": "a"})
        opened(counter, {"system": "b"})

    counter.centre.before = moved
    counter.sync()
    assert desk_of(counter).series == "A2"


def test_after_a_new_incarnation_the_centre_is_asked_before_anything_is_sent(counter: Counter) -> None:
    counter.record(3)
    counter.sync()
    opened(counter, {"system": "a"})
    opened(counter, {"system": "b"})
    counter.record(1)
    batches = len(counter.centre.batches)
    counter.centre.on_proof = no_line
    assert counter.sync().problem == "line_cut"
    assert len(counter.centre.batches) == batches
    counter.centre.on_proof = lambda: None
    asked = len(counter.centre.asked)
    assert counter.sync().accepted == 1
    assert len(counter.centre.asked[asked]) == 3
    assert counter.centre.spans[asked] is not None
    with counter.units() as unit:
        assert unit.incarnations.owed(Owed.PROOF) is None


def test_a_desk_with_nothing_to_send_hears_of_its_twin_as_well(counter: Counter) -> None:
    counter.record(1)
    counter.sync()
    counter.centre.knows_idle = knows(clone=True)
    assert counter.sync().problem is None
    counter.centre.knows_idle = None
    assert desk_of(counter).series == "A2"
    with counter.units() as unit:
        assert unit.incarnations.owed(Owed.PROOF) == Reason.CLONE.value
