"""Dry run: what the next sync would send, item by item, and the very text of each; nothing leaves by looking."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.leaving import Leaving, LeavingEvent, LeavingFile
from ui import theme
from ui.dialogs.frame import FramedDialog
from ui.problems import line
from ui.theme import Type
from ui.widgets.help_line import HelpLine
from ui.widgets.label import label
from ui.widgets.line_list import LINE, Line, LineList

if TYPE_CHECKING:
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_LIST: Final = 290
_LARGE: Final = 1.4


class LeavingModel(QAbstractListModel):
    def __init__(self, ctx: "Context", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.items: tuple[LeavingEvent | LeavingFile, ...] = ()

    def show_items(self, items: tuple[LeavingEvent | LeavingFile, ...]) -> None:
        """Show events and files, in the order in which they would leave."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item, words = self.items[index.row()], self._ctx.words
        size = self._ctx.formats.size(item.size_bytes)
        if isinstance(item, LeavingEvent):
            title = item.title or words.word("secrecy", "secret")
            shown = Line(head=item.number, below=f"{words.word('event', item.kind)}: {title}", note=size)
        else:
            shown = Line(head=item.number, below=f"{self.tr('Attachment')}, {item.media_type.ending}", note=size)
        if role == LINE:
            return shown
        return shown.said() if role == Qt.ItemDataRole.DisplayRole else None


class LeavingDialog(FramedDialog):
    """One list for each target there is, one below the other; the text beside it follows the choice."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("leaving", "", width=1000, parent=parent)
        self._ctx = ctx
        self._fill()
        session = ctx.session
        work = partial(session.services.what_would_leave, session.officer)
        ctx.read.ask(work, self._on_leaving, self._on_failed, owner=self)

    def _fill(self) -> None:
        worn = theme.current()
        self.setWindowTitle(self.tr("What would leave this PC"))
        self.title.setText(self.tr("What would leave this PC"))
        self.model = LeavingModel(self._ctx, self)
        self.list = LineList("leaving_items", fitting=False)
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Items that wait"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text = QPlainTextEdit()
        self.text.setObjectName("leaving_text")
        self.text.setAccessibleName(self.tr("The very text that leaves"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.sealed = HelpLine("leaving_sealed")
        right = QVBoxLayout()
        right.setSpacing(worn.px(6))
        right.addWidget(label(self.tr("The very text that leaves"), Type.LABEL))
        right.addWidget(self.text, 1)
        right.addWidget(self.sealed)
        stacked = worn.scale >= _LARGE
        columns: QBoxLayout = QVBoxLayout() if stacked else QHBoxLayout()
        columns.setSpacing(worn.px(12))
        if not stacked:
            self.list.setFixedWidth(worn.px(_LIST))
        columns.addWidget(self.list)
        columns.addLayout(right, 1)
        self.content.addLayout(columns, 1)
        close = self.add_close(self.tr("Close"))
        self.list.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.list.left.connect(close.click)
        self.set_least(1000, 560)
        self.list.setFocus()

    def _on_leaving(self, targets: tuple[Leaving, ...]) -> None:
        said: list[str] = []
        items: list[LeavingEvent | LeavingFile] = []
        for one in targets:
            said.append(self._sentence(one))
            items += [*one.events, *one.files]
        self.said.setText("\n".join(said))
        self.said.show()
        self.model.show_items(tuple(items))
        self.list.choose(0)

    def _sentence(self, one: Leaving) -> str:
        target = self._ctx.words.word("target", one.target)
        if not one.address:
            return self.tr("To %1: not connected, nothing leaves.").replace("%1", target)
        counts = self.tr("%n item(s)", "", len(one.events) + one.more)
        if one.files:
            counts += ", " + self.tr("%n attachment(s)", "", len(one.files))
        said = self.tr("To %1 (%2): %3. Nothing leaves by looking.")
        return said.replace("%1", target).replace("%2", one.address).replace("%3", counts)

    def _on_chosen(self) -> None:
        at = self.list.chosen()
        if not 0 <= at < len(self.model.items):
            return
        item = self.model.items[at]
        self.text.clear()
        if isinstance(item, LeavingFile):
            sealed = self.tr("The file leaves sealed: on the way nobody can open it, only the provincial server.")
            open_there = self.tr("The file goes to SP4N-LAPOR! as it is; only the line there is encrypted.")
            self.sealed.say(sealed if item.sealed else open_there)
            return
        self.sealed.say(self._identity(item))
        session = self._ctx.session
        work = partial(session.services.what_would_leave.text, session.officer, item.event_id)
        self._ctx.read.ask(work, self._on_text, self._on_hidden, owner=self)

    def _identity(self, item: LeavingEvent) -> str:
        if item.identity is None:
            return self.tr("Who reported was sealed in an earlier try; this PC cannot read that part any more.")
        if not item.identity:
            return self.tr("Nothing of who reported leaves with it.")
        form, language = self._ctx.form, self._ctx.language
        names = [form.field(n).label[language] if form.has(n) else n for n in item.identity if n != "identity"]
        return self.tr("Sealed with it, to be opened by the provincial server only: %1.").replace(
            "%1", ", ".join(names)
        )

    def _on_text(self, text: str) -> None:
        self.text.setPlainText(text)

    def _on_hidden(self, problem: AppError) -> None:
        self.text.setPlainText(line(self._ctx.words, problem))

    def _on_failed(self, problem: AppError) -> None:
        self.said.setText(line(self._ctx.words, problem))
        self.said.show()
