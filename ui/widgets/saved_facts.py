"""What is told of a saved complaint: number and code large enough to read aloud, spelled by phone, and until when."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.number import ComplaintNumber, spoken
from app.domain.receipt import Receipt
from ui import theme
from ui.theme import Type
from ui.widgets.badge import Badge
from ui.widgets.help_line import HelpLine
from ui.widgets.label import ElidedLabel, label
from ui.widgets.spoken_number import SpokenNumber
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Recorded
    from ui.context import Context


class SavedFacts(QWidget):
    """Filled in two steps: at once from what was recorded, then from the receipt that is made of it."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._build()

    def _build(self) -> None:
        self._saved = Badge()
        self.number = label("", Type.NUMBER)
        self.number.setObjectName("number")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.spoken_number = SpokenNumber("spoken_number")
        self.code = _rich("status_code")
        self.spoken_code = label("", "soft")
        self.spoken_code.setObjectName("spoken_code")
        self.title = ElidedLabel(role="soft")
        self.title.setObjectName("saved_title")
        self.due = _rich("saved_due")
        self.due.setProperty("kind", "soft")
        self.follows = label("", "soft", wrap=True)
        self.warnings = HelpLine("saved_warnings")
        badge = QHBoxLayout()
        badge.addWidget(self._saved)
        badge.addStretch(1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(badge)
        parts: list[QWidget] = [self.number, self.spoken_number, self.code, self.spoken_code]
        for part in (*parts, self.title, self.due, self.follows, self.warnings):
            self._rows.addWidget(part)
        self._measure()

    def show_recorded(self, recorded: "Recorded", *, phone: bool) -> None:
        """Show number and code at once, by phone with the words to say them."""
        formats, local = self._ctx.formats, self._ctx.local(recorded.recorded_at)
        self._saved.set_status(
            self.tr("Saved on this PC %1").replace("%1", formats.time_to_the_second(local)), Tone.OK, sign="check"
        )
        self.number.setText(recorded.number)
        groups = ComplaintNumber.parse(recorded.number).groups()
        self.spoken_number.set_groups([(group, spoken(group)) for group in groups])
        self.spoken_number.setVisible(phone)
        self.code.setText(self.tr("Status code %1").replace("%1", f"<b>{recorded.status_code}</b>"))
        self.spoken_code.setText(spoken(recorded.status_code))
        self.spoken_code.setVisible(phone)
        self.title.set_text("")
        self.due.setText("")
        self.follows.setText("")
        warned = " ".join(self._ctx.words.field(warning) for warning in recorded.warnings)
        self.warnings.say(warned, Tone.WARN if warned else Tone.NEUTRAL)
        self.warnings.setVisible(bool(warned))

    def show_receipt(self, receipt: Receipt) -> None:
        """Show title, due day and where the report goes next; the title of a secret report stays hidden."""
        self.title.set_text(self.tr("Secret report, the title is not shown") if receipt.secret else receipt.title)
        self.due.setText(self._due_line(receipt))
        if receipt.tracking_id:
            self.follows.setText(self.tr("In SP4N-LAPOR! as %1.").replace("%1", receipt.tracking_id))
        else:
            self.follows.setText(self.tr("Follows to SP4N-LAPOR! at the next sync."))

    def _due_line(self, receipt: Receipt) -> str:
        if receipt.answered_on is not None:
            return self.tr("Answered on the spot: %1").replace("%1", escape(receipt.answered))
        if receipt.complete_by is not None:
            day = f"<b>{self._ctx.formats.day_and_date(receipt.complete_by)}</b>"
            what = escape(receipt.missing) if not receipt.secret else ""
            return self.tr("Incomplete, awaited until %1: %2").replace("%1", day).replace("%2", what).rstrip(": ")
        if receipt.due_on is None:
            elsewhere = self.tr("Time for an answer: counted from receipt by the agency addressed.")
            return "" if receipt.own_agency else elsewhere
        day = f"<b>{self._ctx.formats.day_and_date(receipt.due_on)}</b>"
        days = self.tr("%n working day(s)", "", receipt.answer_working_days)
        return self.tr("Answer by %1 · %2").replace("%1", day).replace("%2", days)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self._rows.setSpacing(worn.px(3))
        self.code.setFont(worn.font(Type.TITLE, bold=False))


def _rich(name: str) -> QLabel:
    made = QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    return made
