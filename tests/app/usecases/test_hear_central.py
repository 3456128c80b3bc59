"""What LAPOR! says reaches a desk by hand, by a connector or by the feed: only what is heard here goes on."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.changes import CentralAnswer, CentralStatus, Change, ChangeKind
from app.domain.complaint import Complaint
from app.domain.follow_up import FactKind
from app.domain.outbox import EventKind
from app.usecases.hear_central import hear_answer, hear_status
from db.search import Queries
from tests.app.usecases.counter import Counter
from tests.builders import NOON, a_desk, an_officer
from tests.database import recorded
from tests.reading import take_in_change

SALT = b"s" * 16


class Hearing(Counter):
    """A desk with one record that stands at LAPOR!."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.case: Complaint = recorded(self.engine)

    def hear(self, name: str, *, by_hand: bool = True) -> bool:
        with self.units() as unit:
            news = hear_status(
                unit, a_desk(), self.case, name=name, code="", source="by_hand" if by_hand else "lapor",
                now=self.clock(), salt=SALT, by=an_officer() if by_hand else None,
            )  # fmt: skip
            unit.commit()
        return news

    def answered(self, text: str, id: str = "lapor:1:7") -> bool:
        told = CentralAnswer(id=id, complaint_id=self.case.id, text=text, from_name="RSUD AWS", at=NOON)
        with self.units() as unit:
            news = hear_answer(unit, a_desk(), self.case, told, now=self.clock(), salt=SALT)
            unit.commit()
        return news

    def told(self, name: str, hours: int) -> None:
        """Let the centre's feed tell a status."""
        at = NOON + timedelta(hours=hours)
        status = CentralStatus(complaint_id=self.case.id, code="", name=name, at=at, source="lapor")
        with self.units() as unit:
            take_in_change()(unit, Change(seq=1, kind=ChangeKind.STATUS.value, at=at, told=status), at=at)
            unit.commit()

    def status(self) -> CentralStatus | None:
        with self.units() as unit:
            return unit.feed.status(self.case.id)

    def close(self) -> None:
        self.engine.dispose()

    def facts(self, kind: FactKind) -> int:
        return [fact.kind for fact in Queries(self.engine).facts(self.case.id)].count(kind)

    def events(self) -> list[dict[str, Any]]:
        """Give the bodies of what goes to the centre of LAPOR!'s words."""
        found = self.queries.due(NOON + timedelta(days=9), after_seq=0, limit=99, max_bytes=1 << 20, ignore_wait=True)
        bodies = [json.loads(event.body) for event in found]
        return [body for body in bodies if body["kind"].startswith("central_")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Hearing]:
    made = Hearing(tmp_path)
    yield made
    made.close()


def test_what_is_noted_by_hand_is_kept_and_goes_on_with_who_noted_it(desk: Hearing) -> None:
    assert desk.hear(" Dalam  Proses ")
    assert not desk.hear("Dalam Proses")
    (body,) = desk.events()
    assert (body["kind"], body["name"], body["source"]) == ("central_status", "Dalam Proses", "by_hand")
    assert (body["officer_id"], body["number"]) == (an_officer().id, desk.case.number)


def test_an_answer_goes_on_once_and_names_no_officer(desk: Hearing) -> None:
    assert desk.answered("Sudah ditambah.")
    assert not desk.answered("Sudah ditambah.")
    (body,) = desk.events()
    assert (body["kind"], body["text"], body["from_name"]) == ("central_answer", "Sudah ditambah.", "RSUD AWS")
    assert "officer_id" not in body


def test_what_the_feed_tells_makes_no_event(desk: Hearing) -> None:
    desk.told("Dalam Proses", 1)
    assert desk.events() == []
    assert not desk.hear("Dalam Proses", by_hand=False)
    assert desk.events() == []


def test_a_word_heard_here_counts_as_later_than_one_of_a_clock_that_is_ahead(desk: Hearing) -> None:
    desk.told("Dalam Proses", 48)
    assert desk.hear("Selesai")
    status = desk.status()
    assert status is not None
    assert (status.name, status.at) == ("Selesai", NOON + timedelta(hours=48, microseconds=1))


def test_an_older_word_of_the_feed_changes_nothing(desk: Hearing) -> None:
    assert desk.hear("Selesai")
    desk.told("Dalam Proses", -5)
    status = desk.status()
    assert status is not None
    assert status.name == "Selesai"


def test_no_later_event_builds_on_a_word(desk: Hearing) -> None:
    with desk.units() as unit:
        before = unit.outbox.last_event_of(desk.case.id)
    desk.hear("Selesai")
    with desk.units() as unit:
        assert unit.outbox.last_event_of(desk.case.id) == before
        assert unit.outbox.last_event_of(desk.case.id, EventKind.CENTRAL_STATUS) != before


def test_nothing_that_could_harm_is_kept(desk: Hearing) -> None:
    assert not desk.hear("Dalam\x00Proses")
    assert not desk.hear("  ")
    assert desk.events() == []


_WORDS = st.sampled_from(["Dalam Proses", "Selesai", "Bukan Kewenangan"])
_ACTS = st.lists(st.tuples(st.sampled_from(["hand", "lapor", "feed"]), _WORDS, st.integers(-4, 4)), max_size=8)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=_ACTS)
def test_exactly_what_was_news_here_goes_on_and_the_history_tells_every_change(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str, int]]
) -> None:
    desk = Hearing(tmp_path_factory.mktemp("desk"))
    heard, changes, last = 0, 0, desk.status()
    for way, name, hours in acts:
        if way == "feed":
            desk.told(name, hours)
        else:
            heard += desk.hear(name, by_hand=way == "hand")
            assert getattr(desk.status(), "name", None) == name
        changes, last = changes + (desk.status() != last), desk.status()
    assert len(desk.events()) == heard
    with desk.units() as unit:
        case = unit.complaints.get(desk.case.id)
    assert case is not None
    assert case.central_status == getattr(last, "name", None)
    assert desk.facts(FactKind.CENTRE_STATUS) == changes
    desk.close()
