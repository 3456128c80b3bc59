"""``python -m tests.bench.keys_window ACT FOLDER [N]``: the real window over a desk that is there, told as JSON.

ACT is "keys" (type N whole entries at the speed of speech, 0 for a part of one), "bare" (the same keys into a window
of bare inputs) or "list" (open the list and page through it).  A key's time is from the moment it is posted, by another
thread that waits for nobody, until the event loop has nothing left to do; so whatever keeps the loop busy when a key
comes counts.
"""

import gc
import json
import os
import random
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.settings import Settings
from tests.bench.corpus import open_desk
from tests.desk import typed
from tests.ui.page_desk import PageDesk
from ui import theme
from ui.keyboard import Keyboard, focused_in
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage

_TICK: Final = QEvent.Type(QEvent.registerEventType())
_FASTEST_S, _SLOWEST_S = 0.03, 0.08
_PAGES: Final = 40
_PATIENCE_S: Final = 600  # a desk that is opened the first time learns from all its cases
_ENTRIES: Final = (
    {
        "identity": "t", "secrecy": "b", "notice": " ", "nik": "6472031205900007", "name": "Budi Santoso",
        "phone": "081255501234", "address": "Jl. Gerilya Gg. Keluarga RT 24",
        "title": "Antrean obat lebih dari empat jam",
        "text": "Saya antre obat dari jam 08.00 sampai 12.30, nomor antrean A-114. Petugas bilang sistem lambat. Ibu"
        " saya lansia dan tidak ada kursi prioritas. Kemarin juga begitu, obat insulin habis dan disuruh kembali.",
        "place": "Apotek rawat jalan",
    },
    {
        "identity": "t", "secrecy": "b", "notice": " ", "nik": "6402015506850002", "name": "Siti Aminah",
        "phone": "081350017788", "address": "Jl. Soekarno Hatta No. 12",
        "title": "Jalan berlubang depan pasar",
        "text": "Jalan provinsi di depan pasar berlubang besar sejak bulan lalu, sudah dua motor jatuh minggu ini."
        " Kalau hujan air menutup lubang dan tidak kelihatan. Mohon segera ditambal sebelum ada korban.",
        "place": "Depan Pasar Loa Janan",
    },
)  # fmt: skip
_FEW: Final = ("identity", "secrecy", "name", "title")
_INPUTS: Final = ("nik", "name", "phone", "address", "title", "text", "place")


class Typist(QObject):
    """Presses the next key at each tick and notes when the loop is idle again."""

    def __init__(self, next_key: Callable[[], str | None]) -> None:
        super().__init__()
        self.samples_ms: list[float] = []
        self.done = False
        self._next_key = next_key
        self._open: deque[int] = deque()
        self._posted: deque[int] = deque()
        self._random = random.Random(11)
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.aboutToBlock.connect(self._on_idle)
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def run(self) -> list[float]:
        """Type all keys; give the milliseconds of each."""
        self._thread.start()
        while not self.done:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._dispatcher.aboutToBlock.disconnect(self._on_idle)
        self._thread.join()
        return self.samples_ms

    def _tick(self) -> None:
        while not self.done:
            # the pace of a typist from outside: a timer would tick only when the measured thread has time for it
            time.sleep(self._random.uniform(_FASTEST_S, _SLOWEST_S))
            self._posted.append(time.perf_counter_ns())
            QCoreApplication.postEvent(self, QEvent(_TICK))

    def event(self, event: QEvent) -> bool:
        if event.type() != _TICK:
            return super().event(event)
        if not self.done:
            key = self._next_key()
            if key is None:
                self.done = True
            else:
                self._open.append(self._posted.popleft())
                _press(key)
        return True

    def _on_idle(self) -> None:
        now = time.perf_counter_ns()
        while self._open:
            self.samples_ms.append((now - self._open.popleft()) / 1e6)


def _press(key: str) -> None:
    target = QApplication.focusWidget()
    if target is None:
        raise RuntimeError("no window has the focus")
    if len(key) > 1:
        chord = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack __getitem__
        QTest.keyClick(target, chord.key(), chord.keyboardModifiers())
    else:
        QTest.keyClicks(target, key)


class Script:
    """What to press next: Tab until the focus is where the text goes, then its letters."""

    def __init__(self, entry: dict[str, str], names: Sequence[str]) -> None:
        self._parts = deque((name, entry[name]) for name in names)
        self._at = 0

    def __call__(self) -> str | None:
        if not self._parts:
            return None
        name, text = self._parts[0]
        if not self._at and focused_in(name) is None:
            return "Tab"
        letter = text[self._at]
        self._at += 1
        if self._at == len(text):
            self._parts.popleft()
            self._at = 0
        return letter


def type_keys(folder: Path, entries: int) -> dict[str, Any]:
    """Type entries into the real page; between two of them the form is emptied, which does not count."""
    with open_desk(folder) as (entrance, session):
        entrance.warm()
        for entry in _ENTRIES:  # so that there is something to suggest, however small the desk
            told = {name: entry[name] for name in ("title", "text", "place")}
            session.services.register_complaint(session.officer, typed(entrance, **told), clock_confirmed=True)
        desk = PageDesk(entrance, session)
        window, keys = _opened(desk), Keyboard()
        page = window.page("entry")
        assert isinstance(page, EntryPage)
        panel = next(p for p in page.side.panels if p.objectName() == "similar_panel")
        began: list[int] = []
        page._look_soon.timeout.connect(lambda: began.append(time.perf_counter_ns()))
        samples, firsts = [], []
        gc.collect()
        gc.freeze()
        names = tuple(_ENTRIES[0]) if entries else _FEW
        for n in range(max(1, entries)):
            page.form.focus_first_open()
            _settle(keys, desk)
            samples += Typist(Script(_ENTRIES[n % len(_ENTRIES)], names)).run()
            _settle(keys, desk)
            page.next_form()
            _settle(keys, desk)
            firsts.append(_first_suggestion(page, panel, keys, _ENTRIES[n % len(_ENTRIES)]["title"], began))
            page.next_form()
        _settle(keys, desk)
        _close(window, desk, keys)
    return {"samples": samples, "first_ms": firsts}


def _first_suggestion(page: EntryPage, panel: Any, keys: Keyboard, title: str, began: list[int]) -> float:
    """Give the milliseconds from the end of the pause in typing to the painted suggestion."""
    page.form.fields["title"].shown.focus_input()
    keys.breathe()
    painted = _Painted(panel.rows.viewport())
    QTest.keyClicks(QApplication.focusWidget(), title[:-1])
    page._look_soon.stop()
    began.clear()
    QTest.keyClicks(QApplication.focusWidget(), title[-1])
    if not page._look_soon.isActive():
        raise RuntimeError("nothing waits to be looked at")
    while not painted.at:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return (painted.at - began[0]) / 1e6


class _Painted(QObject):
    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.perf_counter_ns()
        return False


def type_bare(entries: int) -> dict[str, Any]:
    """Type the same into a window of nothing but inputs."""
    window = QWidget()
    column = QVBoxLayout(window)
    for name in _INPUTS:
        made: QWidget = QPlainTextEdit() if name == "text" else QLineEdit()
        if isinstance(made, QPlainTextEdit):
            made.setTabChangesFocus(True)
        made.setObjectName(name)
        column.addWidget(made)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    Keyboard().wait(window.isActiveWindow, "the window")
    samples = []
    for n in range(max(1, entries)):
        for made in window.findChildren(QWidget):
            if isinstance(made, QLineEdit | QPlainTextEdit):
                made.clear()
        samples += Typist(Script(_ENTRIES[n % len(_ENTRIES)], _INPUTS if entries else _FEW[-2:])).run()
    return {"samples": samples}


def page_list(folder: Path) -> dict[str, Any]:
    """Open the list, go down page by page, and tell the memory of the process in kB."""
    with open_desk(folder) as (entrance, session):
        desk = PageDesk(entrance, session)
        window, keys = _opened(desk), Keyboard()
        keys.press("F3")
        keys.wait(lambda: window.current() == "list", "the list")
        _settle(keys, desk)
        keys.press("Down")
        for _ in range(_PAGES):
            keys.press("End")
            _settle(keys, desk)
        gc.collect()
        status = Path("/proc/self/status").read_text(encoding="ascii")
        rss = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        _close(window, desk, keys)
    return {"rss_kb": rss}


def _opened(desk: PageDesk) -> MainWindow:
    window = MainWindow(desk.ctx, Settings())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.start()
    keys = Keyboard()
    keys.wait(window.isActiveWindow, "the window")
    window.open_entry()
    _settle(keys, desk)
    return window


def _settle(keys: Keyboard, desk: PageDesk) -> None:
    keys.wait(lambda: desk.ctx.write.idle and desk.ctx.read.idle, "the lanes", timeout_s=_PATIENCE_S)


def _close(window: MainWindow, desk: PageDesk, keys: Keyboard) -> None:
    window.stop()
    _settle(keys, desk)
    window.close()
    for lane in (desk.ctx.write, desk.ctx.read, desk.ctx.net):
        lane.close()
        lane.wait(20)


def main(act: str, folder: str, entries: str = "1") -> None:
    """Do an act and print what it gave."""
    application = QApplication([])
    theme.apply(application, False, 1.0)
    acts = {
        "keys": lambda: type_keys(Path(folder), int(entries)),
        "bare": lambda: type_bare(int(entries)),
        "list": lambda: page_list(Path(folder)),
    }
    print(json.dumps(acts[act]()), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
