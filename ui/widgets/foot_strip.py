"""A strip above the foot of the entry page for what has no place in the form: opened by a key, left by Esc.

Nothing of it is lost by leaving: what is typed goes into the draft at once, and a line tells that it is there.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.errors import FieldProblem
from ui import theme
from ui.keys import shown_key
from ui.widgets.form_fields import FormField
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from ui.context import Context


class FootStrip(SidePanel):
    """Hidden while there is nothing in it; otherwise one line, or open with its inputs in ``sheet``.

    Who makes one fills ``sheet`` and ``fields``, and says what it holds (:meth:`told`) and where it begins.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, ctx: "Context", name: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent=parent)
        self.setObjectName(name)
        self._act = act
        self.fields: dict[str, FormField] = {}
        self.sheet = QWidget(self)
        self.rows = QVBoxLayout(self.sheet)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.sheet)
        self.sheet.hide()
        self.hide()

    def told(self) -> str:
        """Give in one line what the strip holds; "" for nothing."""
        return ""

    def first(self) -> QWidget:
        """Give the input with which it begins."""
        return self.stops()[0]

    def stops(self) -> list[QWidget]:
        """Give the inputs in order."""
        return [field.input for field in self.fields.values()]

    def keys(self) -> str:
        """Give the line that tells the keys while it is open."""
        return ""

    def is_open(self) -> bool:
        """Tell whether the inputs are in sight."""
        return not self.sheet.isHidden()

    def open(self) -> None:
        """Show the inputs and put the focus on the first of them."""
        if not self.is_open():
            self.sheet.show()
            self.opened.emit()
        self.show()
        self.show_line()
        self.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_sheet(self) -> None:
        """Go back to the form; what was typed stays."""
        inside = self.has_focus()
        if self.is_open():
            if inside:
                self.left.emit()  # first, for hiding what has the focus would send it anywhere
            if self.is_open():  # whoever got the focus may have closed it already
                self.sheet.hide()
                self.closed.emit()
        self.show_line()

    def show_line(self) -> None:
        """Say in the head what is held, or how it is used while it is open."""
        told = self.told()
        if self.is_open():
            self.set_hint(self.keys())
        else:
            self.set_hint(" · ".join(part for part in (told, shown_key("entry", self._act)) if part))
        self._tight = not self.is_open()  # one line takes no room from the form
        self._measure()
        self.setVisible(self.is_open() or bool(told))

    def has_focus(self) -> bool:
        """Tell whether somebody types here."""
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)

    def show_problems(self, problems: Sequence[FieldProblem]) -> tuple[str, ...]:
        wrong = {p.field: p for p in problems if p.field in self.fields}
        for name, field in self.fields.items():
            field.shown.set_error(self._ctx.words.field(wrong[name]) if name in wrong else None)
        if wrong:
            self.sheet.show()
            self.show()
            self.show_line()
            if all(problem.field in wrong for problem in problems):
                self.fields[next(name for name in self.fields if name in wrong)].shown.focus_input()
        return tuple(self.fields[name].rule.label[self._ctx.language] for name in self.fields if name in wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open():
            event.accept()
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round through the inputs; Esc goes back to the form."""
        stops = [stop for stop in self.stops() if stop.isVisible() and stop.isEnabled()]
        now = QApplication.focusWidget()
        at = next((n for n, stop in enumerate(stops) if now is stop or (now and stop.isAncestorOf(now))), None)
        if at is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def _measure(self) -> None:
        super()._measure()
        if hasattr(self, "rows"):
            self.rows.setSpacing(theme.current().px(4))
