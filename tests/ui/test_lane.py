"""Lanes: everything asked is answered, in order, on the GUI thread, and only to those who still want it."""

import gc
import threading
from collections.abc import Callable, Generator
from functools import partial
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread
from shiboken6 import Shiboken

from app.domain.errors import AppError, UserProblem
from ui.lane import Lane, Request


class Page(QObject):
    """Somebody who asks and writes down what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.problems: list[AppError] = []
        self.progress: list[object] = []
        self.threads: set[QThread] = set()

    def done(self, value: object) -> None:
        self.heard.append(value)
        self.threads.add(QThread.currentThread())

    def failed(self, problem: AppError) -> None:
        self.problems.append(problem)
        self.threads.add(QThread.currentThread())

    def moved(self, value: object) -> None:
        self.progress.append(value)


class Clock:
    """A clock that stands still: everything happens at once."""

    def __call__(self) -> float:
        return 100.0


@pytest.fixture
def crashes() -> list[Exception]:
    return []


@pytest.fixture
def lane(qapp, crashes: list[Exception]) -> Generator[Lane, None, None]:
    made = Lane("test", crashed=crashes.append)
    yield made
    made.close()
    assert made.wait(10)


def _deliver_all(lane: Lane) -> None:
    """Let the lane finish, then hand out all that it has posted."""
    assert lane.wait(10)
    QCoreApplication.processEvents()


def _number(number: int) -> Callable[[], int]:
    return lambda: number


def test_five_thousand_answers_come_in_order_and_on_the_gui_thread(qtbot, lane: Lane) -> None:
    page = Page()
    for number in range(5_000):
        lane.ask(_number(number), page.done, page.failed)
    qtbot.waitUntil(lambda: len(page.heard) == 5_000, timeout=30_000)
    assert page.heard == list(range(5_000))
    assert page.threads == {QCoreApplication.instance().thread()}


def test_work_is_done_off_the_gui_thread_one_at_a_time(lane: Lane) -> None:
    page = Page()
    running: list[int] = []
    most: list[int] = []

    def work() -> int:
        running.append(1)
        most.append(len(running))
        running.pop()
        return threading.get_ident()

    for _ in range(50):
        lane.ask(work, page.done)
    _deliver_all(lane)
    assert set(most) == {1}
    assert len(set(page.heard)) == 1
    assert threading.get_ident() not in page.heard


def test_a_problem_with_a_code_comes_as_it_is(lane: Lane, crashes: list[Exception]) -> None:
    page = Page()

    def work() -> None:
        raise UserProblem("number_shape", field="number")

    lane.ask(work, page.done, page.failed)
    _deliver_all(lane)
    assert [problem.code for problem in page.problems] == ["number_shape"]
    assert isinstance(page.problems[0], UserProblem)
    assert (page.heard, crashes) == ([], [])


def test_a_bug_is_told_to_the_crash_hook_and_comes_as_unexpected(lane: Lane, crashes: list[Exception]) -> None:
    page = Page()

    def work() -> None:
        raise ZeroDivisionError("Budi Santoso")

    lane.ask(work, page.done, page.failed)
    lane.ask(_number(7), page.done, page.failed)
    _deliver_all(lane)
    assert [type(bug) for bug in crashes] == [ZeroDivisionError]
    assert page.problems[0].code == "unexpected"
    assert dict(page.problems[0].facts) == {"kind": "ZeroDivisionError"}
    assert page.heard == [7]


def test_nobody_hears_who_is_gone(lane: Lane) -> None:
    page, other = Page(), Page()
    lane.ask(_number(1), page.done)
    lane.ask(_number(2), other.done)
    gone = ref(page)
    del page
    gc.collect()
    assert gone() is None
    _deliver_all(lane)
    assert other.heard == [2]


def test_a_deleted_page_hears_nothing_though_python_still_holds_it(lane: Lane) -> None:
    page = Page()
    lane.ask(_number(1), page.done)
    Shiboken.delete(page)
    assert lane.wait(10)
    QCoreApplication.processEvents()
    assert page.heard == []


def test_an_answer_is_dropped_with_its_owner(lane: Lane) -> None:
    page, owner = Page(), QObject()
    lane.ask(_number(1), page.done, owner=owner)
    del owner
    gc.collect()
    _deliver_all(lane)
    assert page.heard == []


def test_a_cancelled_request_is_not_answered(lane: Lane) -> None:
    page = Page()
    stale = lane.ask(_number(1), page.done)
    lane.ask(_number(2), page.done)
    assert lane.wait(10)
    stale.cancel()
    QCoreApplication.processEvents()
    assert page.heard == [2]


def test_cancelled_work_that_waits_is_not_even_begun(lane: Lane) -> None:
    page = Page()
    begun: list[int] = []
    gate = threading.Event()
    lane.ask(partial(gate.wait, 10), page.done)
    waiting = lane.ask(partial(begun.append, 1), page.done)
    waiting.cancel()
    gate.set()
    _deliver_all(lane)
    assert begun == []
    assert page.heard == [True]


def test_cancelling_interrupts_work_only_while_it_runs(lane: Lane) -> None:
    page = Page()
    begun, interrupted = threading.Event(), threading.Event()

    def query() -> bool:
        begun.set()
        return interrupted.wait(10)

    running = lane.ask(query, page.done, interrupt=interrupted.set)
    assert begun.wait(10)
    running.cancel()
    _deliver_all(lane)
    assert interrupted.is_set()
    interrupted.clear()
    running.cancel()
    assert not interrupted.is_set()
    assert page.heard == []


def test_long_work_can_be_asked_to_stop_and_still_answers(lane: Lane) -> None:
    page = Page()
    begun = threading.Event()

    def send(request: Request) -> str:
        begun.set()
        assert request.stop.wait(10)
        return "39 of 41"

    request = lane.follow(send, page.done, page.failed, progress=page.moved)
    assert begun.wait(10)
    request.stop.set()
    _deliver_all(lane)
    assert page.heard == ["39 of 41"]


def test_ten_thousand_reports_do_not_flood_the_window(lane: Lane) -> None:
    page = Page()

    def send(request: Request) -> str:
        for number in range(10_000):
            request.report(number)
        return "sent"

    lane.follow(send, page.done, progress=page.moved)
    _deliver_all(lane)
    assert page.progress == [9_999]
    assert page.heard == ["sent"]


def test_reports_within_a_tenth_of_a_second_are_shown_as_one_later(qtbot) -> None:
    clock = Clock()
    lane = Lane("slow", crashed=lambda bug: None, now=clock)
    page = Page()
    reported, shown, end = threading.Semaphore(0), threading.Event(), threading.Event()

    def send(request: Request) -> str:
        request.report(0)
        reported.release()
        assert shown.wait(10)
        for number in (1, 2, 3):
            request.report(number)
        reported.release()
        assert end.wait(10)
        return "sent"

    lane.follow(send, page.done, progress=page.moved)
    assert reported.acquire(timeout=10)
    QCoreApplication.processEvents()
    assert page.progress == [0]
    shown.set()
    assert reported.acquire(timeout=10)
    QCoreApplication.processEvents()
    assert page.progress == [0]
    qtbot.waitUntil(lambda: page.progress == [0, 3], timeout=10_000)
    end.set()
    _deliver_all(lane)
    assert (page.progress, page.heard) == ([0, 3], ["sent"])
    lane.close()


def test_the_last_report_is_shown_before_the_answer(lane: Lane) -> None:
    order: list[object] = []

    class Both(QObject):
        def hear(self, value: object) -> None:
            order.append(value)

    both = Both()

    def send(request: Request) -> str:
        request.report("all of them")
        return "sent"

    lane.follow(send, both.hear, progress=both.hear)
    _deliver_all(lane)
    assert order == ["all of them", "sent"]


def test_a_late_report_is_shown_even_if_nothing_follows(qtbot, lane: Lane) -> None:
    page = Page()
    gate = threading.Event()

    def send(request: Request) -> None:
        request.report(1)
        gate.wait(10)
        gate.clear()
        request.report(2)
        gate.wait(10)

    lane.follow(send, page.done, progress=page.moved)
    qtbot.waitUntil(lambda: page.progress == [1], timeout=10_000)
    gate.set()
    qtbot.waitUntil(lambda: page.progress == [1, 2], timeout=10_000)
    gate.set()
    _deliver_all(lane)


def test_closing_finishes_what_waits_but_answers_no_more(qapp) -> None:
    lane = Lane("write", crashed=lambda bug: None)
    page = Page()
    saved: list[int] = []
    gate = threading.Event()
    lane.ask(partial(gate.wait, 10), page.done)
    lane.ask(partial(saved.append, 1), page.done)
    lane.close()
    assert not lane.idle
    gate.set()
    _deliver_all(lane)
    assert saved == [1]
    assert page.heard == []
    with pytest.raises(RuntimeError, match="write is closed"):
        lane.ask(_number(1), page.done)


def test_closing_may_drop_what_waits_and_asks_what_runs_to_stop(qapp) -> None:
    lane = Lane("net", crashed=lambda bug: None)
    page = Page()
    begun = threading.Event()
    late: list[int] = []
    stopped: list[bool] = []

    def send(request: Request) -> None:
        begun.set()
        stopped.append(request.stop.wait(10))

    lane.follow(send, page.done, progress=page.moved)
    lane.ask(partial(late.append, 1), page.done)
    assert begun.wait(10)
    lane.close(drop_waiting=True)
    _deliver_all(lane)
    assert stopped == [True]
    assert late == []


@pytest.mark.parametrize("answer", [print, [].append, lambda value: None, partial(print, 1)])
def test_an_answer_that_could_be_gone_at_once_is_refused(lane: Lane, answer: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match="bound methods"):
        lane.ask(_number(1), answer)
    assert lane.idle


def test_a_muted_lane_does_its_work_and_tells_nobody(lane: Lane) -> None:
    page, done = Page(), []
    lane.mute()
    lane.ask(lambda: done.append(1), page.done, owner=page)
    assert lane.wait(10)
    QCoreApplication.processEvents()
    assert done == [1]
    assert page.heard == []
