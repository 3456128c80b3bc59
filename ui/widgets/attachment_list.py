"""The files of an entry or case, one line each: Enter shows one, Delete pressed twice takes it away, Esc leaves."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.attachment import MOST_FILES, Attachment
from ui import theme
from ui.models.attachments_model import FILE, NOTE, AttachmentsModel
from ui.theme import Type
from ui.widgets.enter import is_plain_enter

_ROW: Final = 24
_PADDING: Final = 4
_GAP: Final = 8


class _FileDelegate(QStyledItemDelegate):
    """Draws name and size; nothing in a name is ever taken for markup."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(80), theme.current().px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        files = self.parent()
        if not isinstance(files, AttachmentList):
            return
        worn = theme.current()
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and files.hasFocus()
        leaving = files.leaving == index.row()
        if chosen or leaving:
            painter.fillRect(option.rect, worn.color("warn_bg" if leaving else "accent_bg"))
            bar = QRect(option.rect.left(), option.rect.top(), worn.px(3), option.rect.height())
            painter.fillRect(bar, worn.color("warn" if leaving else "accent"))
        room = option.rect.adjusted(worn.px(_PADDING), 0, -worn.px(_PADDING), 0)
        note = files.once_more if leaving else str(index.data(NOTE) or "")
        role = "warn" if leaving else "soft"
        width = min(theme.metrics(Type.LABEL).horizontalAdvance(note) + 2, room.width() * 2 // 3)
        self._draw(painter, room.adjusted(room.width() - width, 0, 0, 0), note, Type.LABEL, role, right=True)
        name = room.adjusted(0, 0, -width - worn.px(_GAP), 0)
        self._draw(painter, name, str(index.data() or ""), Type.BODY, "text")
        painter.restore()

    def _draw(self, painter: QPainter, room: QRect, text: str, kind: Type, role: str, *, right: bool = False) -> None:
        painter.setFont(theme.current().font(kind))
        painter.setPen(theme.current().color(role))
        shown = theme.metrics(kind).elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class AttachmentList(QListView):
    """As high as its rows, up to ``most_rows``; Tab goes past it, a key of the page leads into it."""

    open_wanted = Signal(object)  # Attachment
    remove_wanted = Signal(object)  # Attachment
    left = Signal()

    def __init__(
        self,
        name: str,
        model: AttachmentsModel,
        *,
        may_remove: bool,
        most_rows: int = MOST_FILES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._may_remove = may_remove
        self._most_rows = most_rows
        self.leaving = -1
        self.once_more = ""
        self.setObjectName(name)
        self.setItemDelegate(_FileDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
        model.modelReset.connect(self._on_reset)
        self.doubleClicked.connect(self._on_double_clicked)
        self.setAccessibleName(self.tr("Attachments"))
        self.once_more = self.tr("Delete again to remove")
        self._fit()

    def go_in(self) -> bool:
        """Put the focus on the first file; False when there is none."""
        if not self.model().rowCount():
            return False
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def chosen(self) -> Attachment | None:
        """Give the file that is chosen."""
        found = self.currentIndex().data(FILE)
        return found if isinstance(found, Attachment) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen()
        if event.key() == Qt.Key.Key_Delete and self._may_remove and not event.modifiers():
            self._on_delete(chosen)
            return
        self._stay()
        if is_plain_enter(event):
            if chosen is not None:
                self.open_wanted.emit(chosen)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._stay()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _on_delete(self, chosen: Attachment | None) -> None:
        if chosen is None:
            return
        if self.leaving == self.currentIndex().row():
            self._stay()
            self.remove_wanted.emit(chosen)
        else:
            self.leaving = self.currentIndex().row()
            self.viewport().update()

    def _stay(self) -> None:
        if self.leaving >= 0:
            self.leaving = -1
            self.viewport().update()

    def _on_reset(self) -> None:
        self.leaving = -1
        self._fit()
        if self.hasFocus() and not self.go_in():
            self.left.emit()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (one := self.chosen()) is not None and index.isValid():
            self.open_wanted.emit(one)

    def _fit(self) -> None:
        rows = self.model().rowCount()
        self.setFixedHeight(min(rows, self._most_rows) * theme.current().px(_ROW))
        self.setVisible(bool(rows))
