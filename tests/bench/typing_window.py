"""``python -m tests.bench.typing_window [case ...]``: type the written-down cases by key events, print what each costs.

One JSON line for each case: keystrokes beyond the free text, pointer actions and program time in milliseconds, in the
real window and in a plain spreadsheet register.
"""

import json
import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTableWidget

from app.settings import Settings
from tests.desk import typed
from tests.ui.page_desk import PageDesk, page_desk
from ui import theme
from ui.keyboard import Keyboard
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage
from ui.widgets.picker import Picker

CASES: Final = Path(__file__).parents[1] / "data" / "entry-cases.toml"
_POINTER: Final = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})
_SIGNS: Final = {"␣": " ", "⏎": "\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one case costs on both sides."""

    name: str
    goal: float
    strokes: int
    pointer: int
    program_ms: float
    sheet_strokes: int
    sheet_ms: float


class Pointer(QObject):
    """Counts what a mouse or finger would have done."""

    def __init__(self) -> None:
        super().__init__()
        self.actions = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.actions += event.type() in _POINTER and event.spontaneous()
        return False


class Typist:
    """An officer at the window who counts only what is no free text."""

    def __init__(self, window: MainWindow, desk: PageDesk) -> None:
        self._window, self._desk = window, desk
        self._keys = Keyboard()
        self._free = 0
        self._clock_s = 0.0
        self._saved = ""

    @property
    def strokes(self) -> int:
        """How many keys were pressed, free text aside."""
        return self._keys.strokes - self._free

    @property
    def program_ms(self) -> float:
        """How long the program took over those keys."""
        return self._clock_s * 1000

    def do(self, step: str) -> None:
        """Do one step of a case."""
        began = time.perf_counter()
        if step.startswith("+"):
            self._keys.press(step[1:])
        elif step.startswith("?"):
            self._settle()
            panel = next(p for p in self._entry.side.panels if p.objectName() == step[1:])
            self._keys.wait(lambda: not panel.isHidden(), f"{step[1:]} to have something to say")
        elif step == "!saved":
            self._finish()
        else:
            self._type(step)
        self._clock_s += time.perf_counter() - began

    def _type(self, step: str) -> None:
        is_free = "= " in step and (":" not in step or step.index("= ") < step.index(":"))
        name, _, text = step.partition("= " if is_free else ": ")
        self._keys.go_to(name)
        before = self._keys.strokes
        self._settle()
        if name == "category" and text.isdigit():  # whoever presses a digit has seen the offers
            self._keys.wait(self._is_offered, "categories to be offered")
        self._keys.write("".join(_SIGNS.get(letter, letter) for letter in text))
        if is_free:
            self._free += self._keys.strokes - before
        self._settle()

    def _is_offered(self) -> bool:
        picker = self._entry.form.fields["category"].input
        return isinstance(picker, Picker) and picker.is_open()

    def _finish(self) -> None:
        """Wait for the number, and leave the page that shows it as its reader does."""
        self._keys.wait(lambda: self._standing() != self._saved or self._refused(), "the number")
        if refused := self._refused():
            raise RuntimeError(f"refused: {refused}")
        self._saved = self._standing()
        if self._window.current() == "saved":
            self._keys.press("Escape")
        self._keys.wait(lambda: self._window.current() == "entry", "the next form")
        self._settle()

    def _refused(self) -> dict[str, str]:
        """Give what stands at the fields instead of a number."""
        fields = self._entry.form.fields
        return {name: error for name, field in fields.items() if (error := field.shown.error())}

    def _standing(self) -> str:
        """Give the newest number of the desk."""
        rows = self._desk.session.services.find_complaints(self._desk.session.officer, limit=1).rows
        return rows[0].number if rows else ""

    def _settle(self) -> None:
        self._keys.wait(lambda: self._desk.ctx.write.idle and self._desk.ctx.read.idle, "the lanes")

    @property
    def _entry(self) -> EntryPage:
        page = self._window.page("entry")
        assert isinstance(page, EntryPage)
        return page

    def look(self) -> None:
        """Take what stands recorded already as known."""
        self._saved = self._standing()


def type_case(case: Mapping[str, Any]) -> Cost:
    """Type one case on a desk of its own, and its rows into a spreadsheet."""
    pointer = Pointer()
    application = QApplication.instance()
    assert application is not None
    with tempfile.TemporaryDirectory() as folder, _window(Path(folder), case) as (window, desk):
        application.installEventFilter(pointer)
        typist = Typist(window, desk)
        typist.look()
        for step in case["steps"]:
            typist.do(step)
        application.removeEventFilter(pointer)
        recorded = desk.session.services.desk_status(desk.session.officer).recorded_this_year
        wanted = len(case["sheet"]) + len(case.get("before", ()))
        if recorded != wanted:
            raise RuntimeError(f"{case['name']}: {recorded} complaints stand recorded, not {wanted}")
    sheet_strokes, sheet_ms = type_sheet(case["sheet"])
    return Cost(
        name=case["name"],
        goal=case["goal"],
        strokes=typist.strokes,
        pointer=pointer.actions,
        program_ms=typist.program_ms,
        sheet_strokes=sheet_strokes,
        sheet_ms=sheet_ms,
    )


def type_sheet(rows: Sequence[Sequence[str]]) -> tuple[int, float]:
    """Type rows into an empty sheet, a Tab after each cell; give the keystrokes beyond free text, and milliseconds."""
    sheet = QTableWidget(len(rows) + 1, len(rows[0]))
    sheet.resize(1366, 768)
    sheet.show()
    sheet.activateWindow()
    sheet.setCurrentCell(0, 0)
    keys, free = Keyboard(), 0
    keys.wait(sheet.hasFocus, "the sheet")
    began = time.perf_counter()
    for row in rows:
        for cell in row:
            before = keys.strokes
            keys.write(cell.removeprefix("="))
            free += keys.strokes - before if cell.startswith("=") else 0
            keys.press("Tab")
    took = time.perf_counter() - began
    for n, row in enumerate(rows):
        for column, cell in enumerate(row):
            item = sheet.item(n, column)
            if (item.text() if item else "") != cell.removeprefix("="):
                raise RuntimeError(f"the sheet holds {item and item.text()!r} for {cell!r}")
    sheet.close()
    return keys.strokes - free, took * 1000


@contextmanager
def _window(folder: Path, case: Mapping[str, Any]) -> Iterator[tuple[MainWindow, PageDesk]]:
    with page_desk(folder) as desk:
        session = desk.session
        for changes in case.get("before", ()):
            session.services.register_complaint(session.officer, typed(desk.entrance, **changes))
        window = MainWindow(desk.ctx, Settings())
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        window.start()
        Keyboard().wait(lambda: window.isActiveWindow() and desk.ctx.write.idle and desk.ctx.read.idle, "the window")
        try:
            yield window, desk
        finally:
            window.stop()
            Keyboard().wait(lambda: desk.ctx.write.idle and desk.ctx.read.idle, "the end")
            window.close()


def cases(names: Sequence[str] = ()) -> list[Mapping[str, Any]]:
    """Give the written-down cases, all or those named."""
    found: list[Mapping[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [case for case in found if not names or case["name"] in names]


def main(names: Sequence[str]) -> int:
    """Print a line for each case."""
    application = QApplication([])
    theme.apply(application, False, 1.0)
    for case in cases(names):
        print(json.dumps(asdict(type_case(case))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
