"""Does this build work at all: a throw-away desk is made, filled and opened in a window nobody sees, page by page."""

import contextlib
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import DeskEntrance
from app.demo.play import PLAN
from app.paths import resources

if TYPE_CHECKING:
    from ui.application import Desktop
    from ui.keyboard import Keyboard, Shown


def smoke() -> int:
    """Draw every page and dialog once; give 0, or 1 after saying what failed (a window program may have no stdout)."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        with tempfile.TemporaryDirectory(prefix="loket-smoke-", ignore_cleanup_errors=True) as aside:
            drawn = _draw_everything(Path(aside) / "desk")
    except Exception:  # noqa: BLE001 - whatever it is, a smoke test names it and fails
        _say(traceback.format_exc())
        return 1
    _say(f"smoke: {drawn} drawn")
    return 0


def _draw_everything(folder: Path) -> int:
    _make_desk(folder)
    from ui.application import open_desktop
    from ui.keyboard import Keyboard

    keys = Keyboard()
    desktop = open_desktop(lambda: DeskEntrance(folder), folder)
    ended: list[bool] = []
    desktop.closed.connect(lambda: ended.append(True))
    try:
        return _Round(desktop, keys).walk()
    finally:
        desktop.close()
        keys.wait(lambda: ended, "the window closed")


def _make_desk(folder: Path) -> None:
    entrance = DeskEntrance(folder)
    fresh = entrance.set_up(PLAN)
    fresh.confirm(fresh.recovery_code.written())
    entrance.open_phrase(PLAN.phrase)
    session = entrance.sign_in(PLAN.login, PLAN.pin)
    taken = list(session.services.take_in_register(session.officer, resources() / "demo" / "register-contoh.csv"))
    entrance.close()
    if not taken or any(row.number is None for row in taken):
        raise RuntimeError("the demo register was not taken in whole")


class _Round:
    """One walk through the window."""

    def __init__(self, desktop: "Desktop", keys: "Keyboard") -> None:
        self._desktop, self._keys = desktop, keys
        self._drawn = 0

    def walk(self) -> int:
        """Open what there is and give how many pictures were drawn."""
        desktop, keys = self._desktop, self._keys
        keys.wait(lambda: desktop.sign_in.phrase.hasFocus() and desktop.sign_in.officer.count(), "sign-in")
        self._draw(desktop.shell)
        keys.write(PLAN.phrase)
        keys.press("Return")
        keys.write(PLAN.pin)
        keys.press("Return")
        keys.wait(lambda: self._page() == "entry", "the entry page")
        self._draw(desktop.shell)
        self._saved()
        keys.press("F3")
        keys.wait(lambda: self._shown("list").rows_shown(), "the list")  # type: ignore[attr-defined]
        self._draw(desktop.shell)
        keys.press("Down", "Return")
        keys.wait(lambda: self._page() == "case", "a case")
        keys.wait(self._shown("case").sheet.identity_button.isVisible, "what the case says")  # type: ignore[attr-defined]
        self._draw(desktop.shell)
        self._dialog("Ctrl+I")
        keys.press("F4")
        keys.wait(lambda: self._page() == "today", "the page of the day")
        keys.wait(lambda: self._shown("today").rows_shown(), "what today asks")  # type: ignore[attr-defined]
        self._draw(desktop.shell)
        keys.press("F6")
        keys.wait(lambda: self._page() == "sync", "the sync page")
        self._draw(desktop.shell)
        keys.press("F8")
        keys.wait(lambda: self._page() == "report", "the report")
        keys.wait(self._shown("report").pdf.isEnabled, "its figures")  # type: ignore[attr-defined]
        self._draw(desktop.shell)
        self._dialog("F1")
        self._settings()
        keys.press("Ctrl+L")
        keys.wait(lambda: desktop.locked, "the lock")
        self._draw(desktop.shell)
        return self._drawn

    def _saved(self) -> None:
        window = self._desktop.window
        assert window is not None
        session = window.session
        row = session.services.find_complaints(session.officer).rows[0]
        complaint = session.services.open_case.queries.complaint(row.id)
        assert complaint is not None
        told = session.services.register_complaint.told(session.desk, complaint)
        window.show_saved(told)
        from ui.widgets.sheet_view import SheetView

        sheet = self._shown("saved").findChild(SheetView)
        assert sheet is not None
        self._keys.wait(sheet.has_sheet, "the receipt on the screen")
        self._draw(self._desktop.shell)

    def _dialog(self, key: str) -> None:
        self._keys.press(key)
        dialog = self._open_dialog(key)
        self._draw(dialog)
        self._keys.press("Escape")
        self._keys.breathe()

    def _settings(self) -> None:
        self._keys.press("Ctrl+,")
        dialog = self._open_dialog("settings")
        for number in range(dialog.tabs.count()):  # type: ignore[attr-defined]
            dialog.tabs.setCurrentIndex(number)  # type: ignore[attr-defined]
            self._draw(dialog)
        self._keys.press("Escape")

    def _open_dialog(self, what: str) -> "Shown":
        self._keys.wait(self._keys.dialog, what)
        dialog = self._keys.dialog()
        assert dialog is not None
        return dialog

    def _page(self) -> str:
        return self._desktop.window.current() if self._desktop.window else ""

    def _shown(self, name: str) -> "Shown":
        page = self._desktop.window.page(name) if self._desktop.window else None
        assert page is not None
        return page

    def _draw(self, widget: "Shown") -> None:
        self._keys.breathe()
        picture = widget.grab().toImage()
        first = picture.pixel(0, 0)
        across = range(0, picture.width(), 7)
        if all(picture.pixel(x, y) == first for y in range(0, picture.height(), 7) for x in across):
            raise RuntimeError(f"{widget.objectName()} is empty")
        self._drawn += 1


def _say(text: str) -> None:
    with contextlib.suppress(AttributeError, OSError):
        print(text, file=sys.stdout)
