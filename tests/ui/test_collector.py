"""Collecting garbage on the GUI thread only."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ui.collector import Collector, collect_what_is_due


@pytest.fixture(autouse=True)
def python_collects_by_its_own_rule() -> Iterator[None]:
    former = gc.get_threshold()  # a server that ran in this process collects by another one
    gc.set_threshold(700, 10, 10)
    gc.collect()
    yield
    gc.set_threshold(*former)
    gc.enable()


class _Ring:
    def __init__(self) -> None:
        self.itself, self.qt = self, QObject()


def test_no_other_thread_takes_an_object_apart_while_it_runs(qapp) -> None:
    collector = Collector()
    collector.start()
    gone = weakref.ref(_Ring())

    def allocate() -> None:
        kept = [[n] for n in range(200_000)]
        assert kept

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert gone() is not None
    gc.collect()
    assert gone() is None
    collector.stop()
    assert gc.isenabled() and not collector.is_running()


def test_it_collects_once_enough_was_made_and_not_before(qapp) -> None:
    gc.disable()
    gc.collect()
    assert collect_what_is_due() == -1
    gone = weakref.ref(_Ring())
    kept = [[n] for n in range(2_000)]
    assert collect_what_is_due() == 0 and gone() is None and kept


def test_older_generations_have_their_turn(qapp) -> None:
    gc.disable()
    gc.collect()
    kept, turns = [], []
    for _ in range(13):
        kept += [[n] for n in range(2_000)]
        turns.append(collect_what_is_due())
    assert set(turns) == {0, 1}


def test_the_timer_does_it(qtbot) -> None:
    collector = Collector()
    collector._timer.setInterval(1)
    collector.start()
    gone = weakref.ref(_Ring())
    kept = [[n] for n in range(2_000)]
    qtbot.waitUntil(lambda: gone() is None)
    collector.stop()
    assert kept
