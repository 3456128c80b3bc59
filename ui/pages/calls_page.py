"""The call-back list: who waits, the longest first; the number is opened deliberately, the outcome is one key."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.call_back import NOTE_LETTERS, Callee, Outcome, Reach, Waiting
from app.domain.errors import AppError
from ui import theme
from ui.keys import bind, shown_key
from ui.models.calls_model import DROP, LEAST, WIDTHS, CallsModel
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.label import ElidedLabel, label
from ui.widgets.rows_view import RowsView
from ui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from ui.context import Context

SHOWN_S: Final = 60
_IN_A_ROW: Final = 4
_LARGE: Final = 1.5


class CallsPage(QWidget):
    case_wanted = Signal(str)  # complaint id
    changed = Signal()  # somebody waits no more, or waits anew

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._noting: int | None = None
        self._asked: int | None = None
        self._covering = QTimer(self, interval=SHOWN_S * 1000, singleShot=True)
        self._covering.timeout.connect(self.cover)
        self._build()

    def _build(self) -> None:
        self.setObjectName("calls_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.banner = Banner("calls_problem")
        self.model = CallsModel(self._ctx, self)
        self.table = RowsView("calls")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Waiting to be called"))
        self.table.set_widths(*WIDTHS, least=LEAST, drop=DROP)
        self._empty = label(
            self.tr(
                "Nobody waits to be called. %1 on a case, after saving, or when a status was told puts them here."
            ).replace("%1", shown_key("case", "call_later")),
            "soft",
            wrap=True,
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = QStackedWidget()
        self._room.addWidget(self.table)
        self._room.addWidget(self._empty)
        card = Card()
        card.body.addWidget(self._room)
        card.set_bare()
        self.callee = label("", Type.BIG)
        self.callee.setObjectName("callee")
        self.callee.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._who = ElidedLabel(kind=Type.BODY, role="soft")
        self._shown = Card(self.tr("To be called"))
        told = QHBoxLayout()
        told.setSpacing(theme.current().px(16))
        told.addWidget(self.callee)
        told.addWidget(self._who, 1)
        self._shown.body.addLayout(told)
        self._shown.hide()
        self.note = TextInput("call_note")
        self.note.setMaxLength(NOTE_LETTERS)
        self.note_field = Field(
            self.tr("Not reached"), self.note, hint=self.tr("May stay empty · Enter keeps it on the list · Esc not yet")
        )
        self.note_field.hide()
        self.phone = self._button("calls_phone", self.tr("Show the number"))
        self.not_reached = self._button("calls_not_reached", self.tr("Not reached"))
        self.wrong = self._button("calls_wrong", self.tr("Wrong number"))
        self.reached = self._button("calls_reached", self.tr("Reached"), weight=Weight.PRIMARY)
        self._keys = ElidedLabel(self.tr("↑ ↓ choose · Enter opens the case"), Type.HINT, role="soft")
        foot = QGridLayout()
        foot.setSpacing(theme.current().px(8))
        columns = _IN_A_ROW if theme.current().scale < _LARGE else 2
        foot.addWidget(self._keys, 0, 0, 1, columns if columns == 2 else 1)
        foot.setColumnStretch(0, 1)
        foot.setColumnStretch(1, int(columns == 2))
        for at, button in enumerate((self.phone, self.wrong, self.not_reached, self.reached)):
            row, column = divmod(at, columns)
            foot.addWidget(button, row + (columns == 2), column + (columns == _IN_A_ROW))
        heading = label(self.tr("Call back"), Type.TITLE)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(6))
        rows.addWidget(heading)
        rows.addWidget(self.banner)
        rows.addWidget(card, 1)
        rows.addWidget(self._shown)
        rows.addWidget(self.note_field)
        rows.addLayout(foot)
        self.table.open_wanted.connect(self._on_row_opened)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.note.advance.connect(self._on_note_given)
        self.phone.clicked.connect(self.open_phone)
        self.reached.clicked.connect(self.mark_reached)
        self.wrong.clicked.connect(self.mark_wrong)
        self.not_reached.clicked.connect(self.ask_note)
        bind(
            "calls",
            self,
            {
                "calls_phone": self.phone.click,
                "calls_reached": self.reached.click,
                "calls_not_reached": self.not_reached.click,
                "calls_wrong": self.wrong.click,
                "back": self._on_escaped,
            },
        )
        self._enable()

    def _button(self, act: str, words: str, *, weight: Weight = Weight.PLAIN) -> ActionButton:
        return ActionButton(act, words, key=shown_key("calls", act), weight=weight, tall=True)

    # ---- what the window relies on ----

    def start(self) -> None:
        """Look anew, with the focus in the list."""
        self.banner.dismiss()
        self.look()
        (self.table if self.model.rowCount() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Leaving covers the number again."""
        self.cover()
        return True

    def stop(self) -> None:
        """Leave nothing open."""
        self.cover()

    def cover(self) -> None:
        """Take the number away."""
        self._covering.stop()
        self._asked = None
        self.callee.clear()
        self._who.set_text("")
        self._shown.hide()

    # ---- the list ----

    def look(self) -> None:
        """Ask who waits."""
        session = self._ctx.session
        work = partial(session.services.call_back.waiting, session.officer)
        self._ctx.read.ask(work, self._on_waiting, self._on_failed, owner=self)

    def _on_waiting(self, rows: tuple[Waiting, ...]) -> None:
        before = self._chosen()
        focus = QApplication.focusWidget()
        had_focus = focus is not None and (focus is self or self.isAncestorOf(focus))
        self.model.show_rows(rows)
        self._room.setCurrentIndex(0 if rows else 1)
        at = next((n for n, row in enumerate(rows) if before and row.n == before.n), self._last_row(rows))
        self.table.choose(at)
        if had_focus and not self.note_field.isVisible():
            (self.table if rows else self).setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()

    def _last_row(self, rows: tuple[Waiting, ...]) -> int:
        return min(max(0, self.table.chosen()), len(rows) - 1)

    def _chosen(self) -> Waiting | None:
        at = self.table.chosen()
        return self.model.row(at) if 0 <= at < self.model.rowCount() else None

    def _enable(self) -> None:
        row = self._chosen()
        officer = self._ctx.session.officer
        works = row is not None and may(officer, Act.FOLLOW_UP)
        works = works and row is not None and (not row.hidden or may(officer, Act.OPEN_SECRET))
        for button in (self.reached, self.not_reached, self.wrong):
            button.setEnabled(works)
        self.phone.setEnabled(works and row is not None and row.reach is Reach.PHONE)

    def _on_row_chosen(self) -> None:
        self.cover()
        self._hide_note()
        self._enable()

    def _on_row_opened(self, row: int) -> None:
        self.case_wanted.emit(self.model.row(row).complaint_id)

    # ---- the deliberate act ----

    def open_phone(self) -> None:
        """Show whom to call, for a minute; it stands in the history of the case."""
        row = self._chosen()
        if row is None:
            return
        self._asked = row.n
        session = self._ctx.session
        work = partial(session.services.call_back.open_phone, session.officer, row.n)
        self._ctx.write.ask(work, self._on_callee, self._on_failed, owner=self)

    def _on_callee(self, callee: Callee) -> None:
        if callee.n != self._asked:
            return
        self.callee.setText(callee.phone)
        hidden = self.tr("anonymous: ask for nobody by name")
        self._who.set_text(" · ".join(part for part in (callee.name or hidden, callee.contact_time) if part))
        self._shown.show()
        self._covering.start()

    # ---- how it went ----

    def mark_reached(self) -> None:
        """Take who was reached off the list."""
        self._done(Outcome.REACHED)

    def mark_wrong(self) -> None:
        """Take off the list who cannot be reached by that number."""
        self._done(Outcome.WRONG_NUMBER)

    def ask_note(self) -> None:
        """Ask for a line on why somebody was not reached."""
        row = self._chosen()
        if row is not None:
            self._noting = row.n
            self.note.clear()
            self.note_field.show()
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_note_given(self) -> None:
        row, n = self._chosen(), self._noting
        note = self.note.value()
        self._hide_note()
        if row is not None and row.n == n:
            self._done(Outcome.NOT_REACHED, note)

    def _done(self, outcome: Outcome, note: str = "") -> None:
        row = self._chosen()
        if row is None:
            return
        session = self._ctx.session
        work = partial(session.services.call_back.done, session.officer, row.n, outcome, note)
        self._ctx.write.ask(work, self._on_done, self._on_failed, owner=self)

    def _on_done(self, _: object) -> None:
        self.banner.dismiss()
        self.cover()
        self.look()
        self.changed.emit()

    def _hide_note(self) -> None:
        self._noting = None
        if not self.note_field.isHidden():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.note_field.hide()

    def _on_escaped(self) -> None:
        self._hide_note()
        self.cover()

    def _on_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)
        if problem.code == "call_back_done":
            self.look()
