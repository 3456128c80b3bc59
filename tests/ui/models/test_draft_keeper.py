"""A draft is stored within a second of the first key that is not stored, never two at a time, never after filing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QObject

from app.domain.draft import Draft
from app.domain.errors import StorageProblem
from app.domain.ids import ComplaintId
from tests.builders import NOON, an_officer
from ui.lane import Lane
from ui.models.draft_keeper import RETRY_MS, WAIT_MS, DraftKeeper


@dataclass
class FakeDrafts:
    """Stands for the journey that keeps drafts; ``refuse`` makes the disk full."""

    stored: list[str] = field(default_factory=list)
    discarded: list[str] = field(default_factory=list)
    refuse: bool = False

    def __call__(self, actor: object, draft: Draft) -> datetime:
        if self.refuse:
            raise StorageProblem("disk_full")
        self.stored.append(draft.get("title"))
        return NOON

    def emptied(self, actor: object, id: ComplaintId) -> None:
        self.discarded.append(id)


class _Form(QObject):
    """What is typed: ``title`` empty means a blank form."""

    title = ""

    def look(self) -> Draft | None:
        return Draft(id=ComplaintId("d1"), values={"title": self.title}) if self.title else None


@dataclass
class Bench:
    keeper: DraftKeeper
    drafts: FakeDrafts
    form: _Form
    lane: Lane

    def type(self, text: str) -> None:
        self.form.title = text
        self.keeper.touch()


@pytest.fixture
def bench(qapp) -> Iterator[Bench]:
    class Bag:
        def __init__(self, **values: Any) -> None:
            self.__dict__.update(values)

    def crashed(bug: Exception) -> None:
        raise AssertionError(bug)

    drafts, lane, form = FakeDrafts(), Lane("write", crashed=crashed), _Form()
    ctx = Bag(session=Bag(officer=an_officer(), services=Bag(keep_draft=drafts)), write=lane)
    keeper = DraftKeeper(ctx, form.look, form)  # type: ignore[arg-type]
    yield Bench(keeper, drafts, form, lane)
    keeper.stop()
    lane.close()
    assert lane.wait(10)


def test_it_is_stored_within_a_second_without_being_asked(qtbot, bench: Bench) -> None:
    with qtbot.waitSignal(bench.keeper.kept, timeout=10_000) as told:
        bench.type("a")
    assert bench.drafts.stored == ["a"]
    assert told.args == [NOON]
    assert not bench.keeper.unsaved


def test_keys_that_follow_do_not_put_it_off(bench: Bench) -> None:
    assert WAIT_MS <= 800
    bench.type("a")
    bench.keeper._timer.start(WAIT_MS // 2)
    bench.type("ab")
    assert bench.keeper._timer.interval() == WAIT_MS // 2


def test_what_is_typed_while_storing_is_stored_next(qtbot, bench: Bench) -> None:
    bench.type("a")
    bench.keeper.flush()
    bench.type("ab")
    assert bench.keeper.unsaved
    qtbot.waitUntil(lambda: bench.drafts.stored == ["a", "ab"], timeout=10_000)


def test_nothing_is_stored_once_the_entry_is_filed(qtbot, bench: Bench) -> None:
    bench.type("a")
    bench.keeper.forget()
    assert not bench.keeper._timer.isActive()
    bench.keeper.flush()
    qtbot.waitUntil(lambda: bench.lane.idle)
    assert bench.drafts.stored == []


def test_what_could_not_be_stored_is_tried_again_though_another_is_shown(qtbot, bench: Bench) -> None:
    bench.drafts.refuse = True
    with qtbot.waitSignal(bench.keeper.failed, timeout=10_000):
        bench.type("a")
        bench.keeper.flush()
        bench.keeper.forget()
        bench.form.title = ""
    bench.drafts.refuse = False
    bench.keeper.flush()
    qtbot.waitUntil(lambda: bench.drafts.stored == ["a"], timeout=10_000)


def test_what_was_discarded_is_not_stored_again_though_it_failed_before(qtbot, bench: Bench) -> None:
    bench.drafts.refuse = True
    with qtbot.waitSignal(bench.keeper.failed, timeout=10_000):
        bench.type("a")
        bench.keeper.flush()
        bench.keeper.end(ComplaintId("d1"))
    bench.drafts.refuse = False
    bench.keeper.flush()
    qtbot.waitUntil(lambda: bench.lane.idle)
    assert bench.drafts.stored == []


def test_a_full_disk_is_told_and_tried_again(qtbot, bench: Bench) -> None:
    bench.drafts.refuse = True
    with qtbot.waitSignal(bench.keeper.failed, timeout=10_000) as told:
        bench.type("a")
    assert told.args[0].code == "disk_full"
    assert bench.keeper.unsaved
    assert bench.keeper._timer.isActive()
    assert bench.keeper._timer.interval() == RETRY_MS
    bench.drafts.refuse = False
    with qtbot.waitSignal(bench.keeper.kept, timeout=10_000):
        bench.keeper.flush()
    assert bench.drafts.stored == ["a"]


def test_an_emptied_form_takes_its_draft_away(qtbot, bench: Bench) -> None:
    bench.type("a")
    with qtbot.waitSignal(bench.keeper.kept, timeout=10_000):
        bench.keeper.flush()
    bench.type("")
    bench.keeper.flush()
    qtbot.waitUntil(lambda: bench.drafts.discarded == ["d1"])


def test_a_draft_taken_up_and_emptied_is_taken_away_too(qtbot, bench: Bench) -> None:
    bench.keeper.take_up(Draft(id=ComplaintId("d0"), values={}))
    bench.type("")
    bench.keeper.flush()
    qtbot.waitUntil(lambda: bench.drafts.discarded == ["d0"])


def test_flushing_when_all_is_stored_stores_nothing(qtbot, bench: Bench) -> None:
    bench.keeper.flush()
    qtbot.waitUntil(lambda: bench.lane.idle)
    assert bench.drafts.stored == []


def test_after_the_end_nothing_more_is_asked_of_the_lane(qtbot, bench: Bench) -> None:
    bench.drafts.refuse = True
    bench.type("a")
    with qtbot.waitSignal(bench.keeper.failed, timeout=10_000):
        bench.keeper.stop()
    assert not bench.keeper._timer.isActive()
