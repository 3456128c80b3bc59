"""Pick from a long list by typing parts of words: areas, categories, agencies.

What is typed but not picked is kept as text and is no value.  What is offered for the empty field, or proposed in it,
is no value either until a key takes it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.text import folded, words
from ui import theme
from ui.pasted import left_to_page
from ui.theme import Type
from ui.widgets.enter import is_plain_enter, step
from ui.widgets.suggestions import Suggestion, SuggestionList, matched

Offers = Callable[[], Sequence[Suggestion]]
"""Gives what may be offered before anything is typed, best first; those with a key are shown at once."""

_SHOWN = 8
_COMING = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class Picker(QLineEdit):
    """``find`` gives the best suggestions for a typed text, best first; it is asked at every key, so it must be quick.

    An empty text may have suggestions too: Down shows them.
    """

    changed = Signal()  # the value or the typed text
    advance = Signal()
    back = Signal()
    note_changed = Signal()

    def __init__(
        self, name: str, find: Callable[[str], Sequence[Suggestion]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._value: str | None = None
        self._tag = ""
        self._note = ""
        self._list: SuggestionList | None = None
        self._offers: Offers | None = None
        self._offering = False
        self._proposal: Suggestion | None = None
        self._proposed_tag = ""
        self.setObjectName(name)
        self.textEdited.connect(self._on_edited)

    def value(self) -> str | None:
        """Give the id that was picked, None when nothing is."""
        return self._value

    def typed(self) -> str:
        """Give the text as it stands, picked or not."""
        return self.text().strip()

    def set_value(self, picked: str | None, label: str = "", *, detail: str = "", tag: str = "") -> None:
        """Put a picked item there, or, with None, a text that is not picked yet.

        ``detail`` is said below the field; ``tag`` stands small inside it, as "usul" for a proposal.
        """
        self._value = picked
        self._tag = tag or ("" if label else self._proposed_tag)
        self.setText(label)
        self.setCursorPosition(0)
        self._close()
        self._make_room_for_tag()
        self._note = detail
        self.note_changed.emit()
        self.changed.emit()

    def offer(self, offers: Offers) -> None:
        """Show what is offered when the empty field gets the focus; offered ones go first among what is found."""
        self._offers = offers

    def show_offers(self) -> bool:
        """Show now what is offered, also over what is there; tell whether there is anything."""
        shown = [one for one in self._offers() if one.key] if self._offers else []
        if shown:
            self._open(shown, chosen=False)
            self._offering = True
        return bool(shown)

    def propose(self, proposal: Suggestion | None, tag: str = "", hint: str = "") -> None:
        """Let a proposal stand in the field as long as it is empty: Enter takes it, Tab passes by."""
        if proposal != self._proposal:
            self._proposal = proposal
            self.setPlaceholderText(proposal.label if proposal else "")
            self.setAccessibleDescription(hint if proposal else "")
        self._proposed_tag = tag if proposal else ""
        if self._value is None and not self.text():
            self._tag = self._proposed_tag
            self._make_room_for_tag()

    def proposal(self) -> Suggestion | None:
        """Give what is proposed, whether or not it was taken."""
        return self._proposal

    def note(self) -> str:
        """Give the detail of what is picked, or that nothing was found."""
        return self._note

    def is_open(self) -> bool:
        """Tell whether suggestions are shown."""
        return self._list is not None and self._list.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list if self.is_open() else None
        key = event.key()
        onward = is_plain_enter(event) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if onward and shown and (current := shown.current()):
            self._pick(current)
            step(self, event, advance=self.advance, back=self.back)
        elif onward and self._proposal is not None and self._value is None and not self.text():
            self._pick(self._proposal)
            step(self, event, advance=self.advance, back=self.back)
        elif shown and self._offering and (offered := _keyed(shown.rows(), event)):
            self._on_clicked(offered)
            event.accept()
        elif left_to_page(event) or step(self, event, advance=self.advance, back=self.back):
            return
        elif shown and key == Qt.Key.Key_Escape:
            self._close()
            event.accept()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._on_vertical_key(cast("Qt.Key", key))
            event.accept()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self.is_open()
            and cast("QKeyEvent", event).key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _COMING and self._value is None and not self.text():
            self.show_offers()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()
        if self._value is None and self.typed():
            self._pick_if_written_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._tag_fits():
            worn = theme.current()
            painter = QPainter(self)
            painter.setFont(worn.font(Type.LABEL))
            painter.setPen(worn.color("soft"))
            room = QRectF(self.rect()).adjusted(0, 0, -worn.px(10), 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._tag)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room_for_tag()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.is_open() and event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self._close()
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        self._value = None
        self._tag = self._proposed_tag if not text else ""
        self._make_room_for_tag()
        found = self._best(text) if text.strip() else ()
        if found:
            self._open(found)
        else:
            self._close()
        nothing = QCoreApplication.translate("Picker", "Nothing found: type a part of another word")
        self._note = nothing if text.strip() and not found else ""
        self.note_changed.emit()
        self.changed.emit()

    def _on_vertical_key(self, key: Qt.Key) -> None:
        if self._list and self.is_open():
            page = self._list.rows_shown() - 1
            self._list.highlight(
                {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}[key]
            )
        elif key == Qt.Key.Key_Down and not self.typed() and self.show_offers():
            return
        elif key == Qt.Key.Key_Down and (found := tuple(self._find("" if self._value is not None else self.text()))):
            self._open(found)

    def _best(self, typed: str) -> tuple[Suggestion, ...]:
        """Give what is found, offered ones that fit first, but for one that is written out."""
        found = tuple(self._find(typed))
        if not self._offers or (found and folded(found[0].label) == folded(typed)):
            return found
        sought = len(words(typed))
        fitting = [replace(one, key="") for one in self._offers() if len(matched(one.label, typed)) >= sought]
        ids = {one.id for one in fitting}
        return (*fitting, *(one for one in found if one.id not in ids))[:_SHOWN]

    def _pick(self, suggestion: Suggestion) -> None:
        self.set_value(suggestion.id, suggestion.label, detail=suggestion.detail)

    def _pick_if_written_out(self) -> None:
        same = [found for found in self._find(self.typed()) if folded(found.label) == folded(self.typed())]
        if len(same) == 1:
            self._pick(same[0])

    def _open(self, found: Sequence[Suggestion], *, chosen: bool = True) -> None:
        self._offering = False
        if self._list is None or self._list.parent() is not self.window():
            self._list = SuggestionList(self.window())
            self._list.setObjectName(f"{self.objectName()}_list")
            self._list.chosen.connect(self._on_clicked)
            self.window().installEventFilter(self)
        self._list.show_for(self, found, self.text() if self._value is None else "", chosen=chosen)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _on_clicked(self, suggestion: Suggestion) -> None:
        self._pick(suggestion)
        self.advance.emit()
        if self.hasFocus():
            self.focusNextPrevChild(True)

    def _make_room_for_tag(self) -> None:
        self.setTextMargins(0, 0, self._tag_width() if self._tag_fits() else 0, 0)
        self.update()

    def _tag_fits(self) -> bool:
        text = theme.metrics(Type.BODY).horizontalAdvance(self.text() or self.placeholderText())
        return bool(self._tag) and text + self._tag_width() + theme.current().px(20) <= self.width()

    def _tag_width(self) -> int:
        return theme.metrics(Type.LABEL).horizontalAdvance(self._tag) + theme.current().px(8)


def _keyed(rows: Sequence[Suggestion], event: QKeyEvent) -> Suggestion | None:
    """Give the row that a plain digit picks."""
    bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return next((row for row in rows if bare and row.key and row.key == event.text()), None)
