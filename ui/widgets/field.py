"""A form field: label above, input, and one line below that holds the hint or, in red with a sign, the error.

The line below always keeps its height, so an error moves nothing.
"""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.label import ElidedLabel, label


@runtime_checkable
class Noting(Protocol):
    """An input that has something to say below itself: a count, a relative day, where the picked area lies."""

    @property
    def note_changed(self) -> SignalInstance: ...

    def note(self) -> str: ...


@runtime_checkable
class Described(Protocol):
    """An input of several parts that hands its spoken name and description on to them."""

    def describe(self, name: str, description: str) -> None: ...


class Field(QWidget):
    """``text`` is the visible label; the input keeps its own signals and value."""

    def __init__(
        self, text: str, field_input: QWidget, *, hint: str = "", required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.input = field_input
        self._text = text
        self._hint = hint
        self._error: str | None = None
        self._warning: str | None = None
        self._word, self._required = "", required
        self._noting = field_input if isinstance(field_input, Noting) else None
        self._described = field_input if isinstance(field_input, Described) else None
        self._build(required)
        if self._noting:
            self._noting.note_changed.connect(self._show_below)
        self._show_below()

    def _build(self, required: bool) -> None:
        name = self.input.objectName()
        self.setObjectName(f"{name}_field")
        self.label: QLabel = label(_escaped(self._text) + (" *" if required else ""), Type.LABEL)
        self.label.setObjectName(f"{name}_label")
        self.label.setBuddy(self.input)
        self.below = ElidedLabel(kind=Type.HINT, role="soft")
        self.below.setObjectName(f"{name}_hint")
        self.below.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.label)
        rows.addWidget(self.input, 1)
        rows.addWidget(self.below)
        if self.input.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Fixed:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._measure()

    def set_error(self, text: str | None) -> None:
        """Show what is wrong in words, or nothing wrong with None."""
        self._error = text or None
        self.input.setProperty("invalid", self._error is not None)
        self.input.style().unpolish(self.input)
        self.input.style().polish(self.input)
        self.input.update()
        self._show_below()

    def error(self) -> str | None:
        """Give the error that is shown."""
        return self._error

    def set_warning(self, text: str | None) -> None:
        """Show what is odd but blocks nothing, in the colour of a warning; an error stands before it."""
        self._warning = text or None
        self._show_below()

    def warning(self) -> str | None:
        """Give the warning that is shown, or would be if there were no error."""
        return self._warning

    def hint(self) -> str:
        """Give the hint, shown or not."""
        return self._hint

    def set_hint(self, text: str) -> None:
        """Change the hint; while an error stands it waits behind it."""
        self._hint = text
        self._show_below()

    def set_label(self, text: str, *, required: bool) -> None:
        """Change the label, for fields whose duty depends on another answer."""
        self._text, self._required = text, required
        self._show_label()
        self._show_below()

    def set_word(self, word: str) -> None:
        """Say a word of state behind the label, "" for none."""
        if word != self._word:
            self._word = word
            self._show_label()

    def _show_label(self) -> None:
        sign = " *" if self._required else ""
        self.label.setText(_escaped(self._text) + sign + (f" · {self._word}" if self._word else ""))

    def focus_input(self) -> None:
        """Put the focus on the input, to correct it."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        rows = self.layout()
        if rows is not None:
            rows.setSpacing(theme.current().px(1))

    def _show_below(self) -> None:
        note = self._noting.note() if self._noting else ""
        said = self._error or self._warning or " · ".join(part for part in (note, self._hint) if part)
        if self._error:
            self.below.set_text(said, role="bad", icon="warning")
        elif self._warning:
            self.below.set_text(said, role="warn", icon="warning")
        else:
            self.below.set_text(said, role="soft")
        if self._described:
            self._described.describe(self._text, said)
        else:
            self.input.setAccessibleName(self._text)
            self.input.setAccessibleDescription(said)


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
