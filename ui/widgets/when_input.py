"""A date or a moment typed as one likes and shown as dd-mm-yyyy once it is left, with "dua hari lalu" below it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.typed_dates import parse_typed_date, parse_typed_moment
from ui import theme
from ui.formats import Formats
from ui.pasted import left_to_page
from ui.theme import Type
from ui.widgets.enter import step

When = TypeVar("When", bound=date)


class WhenInput(QLineEdit, Generic[When]):
    """Made by :func:`date_input` and :func:`moment_input`.  ``value`` is None for an empty or unreadable text."""

    changed = Signal()
    advance = Signal()
    back = Signal()
    note_changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        read: Callable[[str], When | None],
        show: Callable[[When], str],
        tell: Callable[[When], str],
        widest: str,
        parent: QWidget | None = None,
    ) -> None:
        """``read`` gives what a text means, ``show`` its full form, ``tell`` the note below.

        ``widest`` is a text as long as any full form.
        """
        super().__init__(parent)
        self._read = read
        self._show = show
        self._tell = tell
        self._widest = widest
        self._value: When | None = None
        self.setObjectName(name)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._on_left)

    def value(self) -> When | None:
        """Give what is meant; None when nothing is typed or it cannot be read (see ``typed``)."""
        return self._value

    def typed(self) -> str:
        """Give the text as it stands."""
        return self.text().strip()

    def set_value(self, value: When | None) -> None:
        """Put a date or moment there."""
        self.setText(self._show(value) if value is not None else "")
        if not self.hasFocus():
            self.setCursorPosition(0)

    def note(self) -> str:
        """Give what ``tell`` says of the value."""
        return self._tell(self._value) if self._value is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(self._width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if left_to_page(event) or step(self, event, advance=self.advance, back=self.back):
            return
        days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(cast("Qt.Key", event.key()))
        if days and self._value is not None:
            self.set_value(self._value + timedelta(days=days))
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_left(self) -> None:
        if self._value is not None:
            self.set_value(self._value)

    def _width(self) -> int:
        return theme.metrics(Type.BODY).horizontalAdvance(self._widest) + theme.current().px(24)

    def _on_text_changed(self, text: str) -> None:
        self._value = self._read(text)
        self.note_changed.emit()
        self.changed.emit()


def date_input(
    name: str, *, today: Callable[[], date], formats: Formats, parent: QWidget | None = None
) -> WhenInput[date]:
    """Give an input for a day; Up and Down go to the next and the previous day."""
    return WhenInput[date](
        name,
        read=lambda text: parse_typed_date(text, today()),
        show=formats.date,
        tell=lambda day: formats.relative_day(day, today()),
        widest="00-00-0000",
        parent=parent,
    )


def moment_input(
    name: str, *, now: Callable[[], datetime], formats: Formats, parent: QWidget | None = None
) -> WhenInput[datetime]:
    """Give an input for a moment in the counter's time zone, which is that of the aware ``now``."""
    return WhenInput[datetime](
        name,
        read=lambda text: parse_typed_moment(text, now()),
        show=formats.moment,
        tell=lambda moment: "" if moment.date() == now().date() else formats.relative_day(moment.date(), now().date()),
        widest="00-00-0000 00.00",
        parent=parent,
    )
