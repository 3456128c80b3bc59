"""Two parts of the case page: the answer that a reporter got, and what the desk still waits for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.complaint import Status
from app.domain.listing import CaseView
from ui import theme
from ui.keys import shown_key
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.card import Card
from ui.widgets.label import label

if TYPE_CHECKING:
    from ui.context import Context


class AnswerCard(Card):
    """Hidden as long as nobody was answered; the last answer with its result and how it was told."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ctx = ctx
        self.set_heading(self.tr("Answer"))
        self.text = label("", wrap=True)
        self.text.setObjectName("case_answer")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(self.text)
        self.hide()

    def show_case(self, view: CaseView | None) -> None:
        """Show the answer of a case, of none nothing."""
        answers = view.answers if view else ()
        self.setVisible(bool(answers))
        if not answers:
            self.text.setText("")
            return
        last = answers[-1]
        self.text.setText(last.text)
        at = self._ctx.formats.moment(self._ctx.local(last.at))
        self.set_hint(" · ".join((self._choice("result", last.result), self._choice("told", last.told), at)))

    def _choice(self, name: str, id: str) -> str:
        labels = next((choice.label for choice in self._ctx.form.field(name).choices if choice.id == id), {})
        return labels.get(self._ctx.language, id)


class AwaitedLine(QWidget):
    """Until when something is awaited, and the button that ends the waiting; hidden for every other case."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.until = label("", wrap=True)
        self.until.setObjectName("awaited")
        clocks = label(self.tr("The clocks start on the day it is complete."), Type.LABEL, wrap=True)
        self.complete = ActionButton(
            "complete", self.tr("Complete now"), key=shown_key("case", "complete"), sign="check", spread=True
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(4))
        for widget in (self.until, clocks, self.complete):
            rows.addWidget(widget)
        self.hide()

    def show_case(self, view: CaseView | None) -> bool:
        """Show what is awaited of a case; tell whether there is anything."""
        waits = view is not None and view.status is Status.INCOMPLETE and view.complete_by is not None
        self.setVisible(waits)
        if view is not None and view.complete_by is not None:
            day = self._ctx.formats.day_and_date(view.complete_by)
            self.until.setText(self.tr("Awaited until %1").replace("%1", day))
            self.complete.setVisible(may(self._ctx.session.officer, Act.FOLLOW_UP))
        return waits
