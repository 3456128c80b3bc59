"""How a case is laid out and filled from its snapshot; nothing is asked here."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.complaint import Forwarder, Identity, Reporter, Status
from app.domain.listing import CaseView
from ui import theme
from ui.context import Context
from ui.keys import bind, shown_key
from ui.models.facts_model import FactsModel
from ui.status_look import OF_DELIVERY, OF_STATUS
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.case_files import CaseFiles
from ui.widgets.case_handling import AnswerCard, AwaitedLine
from ui.widgets.field import Field
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import ElidedLabel, label
from ui.widgets.reading_text import ReadingText
from ui.widgets.text_input import TextInput
from ui.widgets.timeline import Timeline
from ui.widgets.tone import Tone

_RIGHT: Final = 368
_RIGHT_LARGE: Final = 332
_LARGE: Final = 1.25
_ONE_COLUMN: Final = 1.75
_TEXT_LINES: Final = 7
_BELOW_TEXT: Final = ("category", "place", "event_on", "expectation")
_DONE: Final = frozenset({Status.ANSWERED, Status.CLOSED, Status.ARCHIVED})
_NUMBERS: Final = 4
_FACTS: Final = ("received_at", "channel", "agency", "unit")
_HISTORY: Final = 120
_HISTORY_LARGE: Final = 48


class CaseSheet(QWidget):
    """The page without its acts: every input and button is an attribute, for whoever acts."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = ctx
        self._build()

    def _build(self) -> None:
        self.setObjectName("case_sheet")
        worn = theme.current()
        self.banner = Banner("case_problem")
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(worn.px(8))
        for widget in (self._head_card(), self.banner, self._text_card()):
            left.addWidget(widget)
        self.answer = AnswerCard(self._of, self)
        left.addWidget(self.answer)
        left.addWidget(self._files_card())
        left.addWidget(self._history_card(), 1)
        for card in (self._reporter_card(), self._due_card(), self._facts_card(), self._acts_card()):
            right.addWidget(card)
        right.addStretch(1)
        right.addWidget(label(self.tr("Esc back"), Type.HINT))
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(worn.px(12))
        side = QWidget()
        if worn.scale >= _ONE_COLUMN:
            left.addLayout(right)
            side.setLayout(left)
            columns.addWidget(FittingArea(side))
            return
        side.setLayout(right)
        area = FittingArea(side)
        area.setFixedWidth(worn.px(_RIGHT if worn.scale < _LARGE else _RIGHT_LARGE))
        columns.addLayout(left, 1)
        columns.addWidget(area)

    def _files_card(self) -> Card:
        self.files = CaseFiles(self._of)
        self.files.left.connect(self._to_history)
        bind("case", self, {"attach": self.files.choose_files, "attachments": self.files.go_in})
        return self.files

    def _to_history(self) -> None:
        self.history.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head_card(self) -> Card:
        self.number = label("", Type.BIG)
        self.number.setObjectName("case_number")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.local_status, self.central_status = Badge(), Badge()
        self.title = ElidedLabel("", Type.HEADING)
        self.title.setObjectName("case_title")
        self.lapor = label("", Type.LABEL)
        large = theme.current().scale >= _LARGE
        first: QBoxLayout = QVBoxLayout() if large else QHBoxLayout()
        second: QBoxLayout = QVBoxLayout() if large else QHBoxLayout()
        badges = QHBoxLayout()
        badges.addWidget(self.local_status)
        badges.addWidget(self.central_status)
        badges.addStretch(1)
        first.addWidget(self.number, 1)
        first.addLayout(badges)
        second.addWidget(self.title, 1)
        second.addWidget(self.lapor)
        card = Card()
        card.body.addLayout(first)
        card.body.addLayout(second)
        return card

    def _text_card(self) -> Card:
        self.text_card = Card(self.tr("Report"))
        self.text = ReadingText("case_text", most_lines=_TEXT_LINES)
        self.text.setAccessibleName(self.tr("Report"))
        self.below_text = label("", Type.LABEL, wrap=True)
        self.secret_button = ActionButton(
            "open_secret",
            self.tr("Open with a reason (noted)"),
            key=shown_key("case", "open_secret"),
            sign="lock",
        )
        row = QHBoxLayout()
        row.addWidget(self.secret_button)
        row.addStretch(1)
        self.text_card.body.addWidget(self.text)
        self.text_card.body.addWidget(self.below_text)
        self.text_card.body.addLayout(row)
        return self.text_card

    def _history_card(self) -> Card:
        card = Card(self.tr("History"), self.tr("■ desk   ◆ centre"))
        self.history_model = FactsModel(self._of, self)
        self.history = Timeline("history")
        self.history.setAccessibleName(self.tr("History"))
        self.history.setModel(self.history_model)
        worn = theme.current()
        self.history.setMinimumHeight(worn.px(_HISTORY if worn.scale < _LARGE else _HISTORY_LARGE))
        card.body.addWidget(self.history, 1)
        return card

    def _reporter_card(self) -> Card:
        self.reporter_card = Card(self.tr("Reporter"))
        self.reporter = label("", wrap=True)
        self.reporter.setObjectName("reporter")
        self.contact = label("", Type.LABEL, wrap=True)
        self.contact.setObjectName("contact")
        self.identity_button = ActionButton(
            "show_identity",
            self.tr("Show identity (noted)"),
            key=shown_key("case", "identity"),
            sign="eye",
            spread=True,
        )
        for widget in (self.reporter, self.contact, self.identity_button):
            self.reporter_card.body.addWidget(widget)
        return self.reporter_card

    def _due_card(self) -> Card:
        self.due_card = Card(self.tr("Due dates"))
        self._due = QGridLayout()
        self._due.setColumnStretch(1, 1)
        self._due.setHorizontalSpacing(theme.current().px(10))
        self._answer = _pair(self._due, 0, self.tr("Answer"))
        self._close = _pair(self._due, 1, self.tr("Closing"))
        self._elsewhere = label(self.tr("Counted from the receipt by the agency it concerns."), Type.LABEL, wrap=True)
        self.due_card.body.addLayout(self._due)
        self.awaited = AwaitedLine(self._of, self)
        self.due_card.body.addWidget(self._elsewhere)
        self.due_card.body.addWidget(self.awaited)
        return self.due_card

    def _facts_card(self) -> Card:
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(theme.current().px(10))
        self._facts.setVerticalSpacing(theme.current().px(4))
        card = Card()
        card.body.addLayout(self._facts)
        return card

    def _acts_card(self) -> Card:
        card = Card(self.tr("Actions"))
        self.tracking = TextInput("tracking")
        self.tracking.setMaxLength(40)
        self.tracking_field = Field(
            self.tr("LAPOR! number (Tracking ID)"),
            self.tracking,
            hint=self.tr("Ctrl+T · type it, then Enter · Ctrl+U status"),
        )
        self.print_button = ActionButton(
            "print_copy", self.tr("Print copy"), key=shown_key("case", "print_copy"), sign="printer", spread=True
        )
        self.message_button = ActionButton(
            "copy_message", self.tr("WA text"), key=shown_key("case", "message"), sign="copy", spread=True
        )
        self.save_button = ActionButton("save_copy", "PDF", key=shown_key("case", "save_copy"), spread=True)
        self.call_button = ActionButton(
            "call_later", self.tr("Call back later"), key=shown_key("case", "call_later"), sign="phone", spread=True
        )
        self.correct_button = ActionButton("correct", self.tr("Correct"), key=shown_key("case", "correct"), spread=True)
        self.void_button = ActionButton("void", self.tr("Void"), key=shown_key("case", "void"), spread=True)
        self.tell_button = ActionButton(
            "tell_number", self.tr("Tell number"), key=shown_key("case", "tell_number"), spread=True
        )
        self.hand_button = ActionButton(
            "hand_forwarding", self.tr("Sender"), key=shown_key("case", "hand_forwarding"), spread=True
        )
        self.tell_button.hide()
        acts = QGridLayout()
        acts.setSpacing(theme.current().px(6))
        texts, changes, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        beside = texts if theme.current().scale < _LARGE else last
        texts.addWidget(self.message_button, 1)
        texts.addWidget(self.save_button)
        beside.addWidget(self.tell_button, 1)  # never both: who has a number is not handed over
        beside.addWidget(self.hand_button, 1)
        changes.addWidget(self.correct_button, 1)
        changes.addWidget(self.void_button, 1)
        acts.addWidget(self.print_button, 0, 0)
        for row, part in enumerate((texts, changes, last), start=1):
            part.setSpacing(theme.current().px(6))
            acts.addLayout(part, row + (row > 1), 0)
        acts.addWidget(self.call_button, 2, 0)
        card.body.addWidget(self.tracking_field)
        card.body.addLayout(acts)
        officer = self._of.session.officer
        self.tracking.setEnabled(may(officer, Act.FOLLOW_UP))
        for button in (self.call_button, self.correct_button, self.void_button):
            button.setEnabled(may(officer, Act.FOLLOW_UP))
        for button in (self.print_button, self.message_button, self.save_button):
            button.setEnabled(may(officer, Act.PRINT))
        return card

    # ---- filling ----

    def clear(self) -> None:
        """Show nothing of the case before."""
        for said in (self.number, self.lapor, self.reporter, self.contact, self.below_text):
            said.setText("")
        self.title.set_text("")
        self.text.show_text("")
        self.tracking.set_value("")
        self.tracking_field.set_error(None)
        self.history_model.show_facts(())
        self.files.clear()
        self._fill_facts([])
        self.awaited.show_case(None)
        self.answer.show_case(None)
        for button in (self.tell_button, self.hand_button):
            button.setEnabled(False)
        for badge in (self.local_status, self.central_status, self.secret_button, self.identity_button):
            badge.hide()

    def show_case(self, view: CaseView) -> None:
        """Show a snapshot."""
        words = self._of.words
        self.number.setText(view.number)
        tone, sign = OF_STATUS[view.status]
        desk = self.tr("Desk: %1").replace("%1", words.word("status", view.status.value))
        self.local_status.set_status(desk, tone if tone is not Tone.NEUTRAL else Tone.ACCENT, sign=sign)
        self.local_status.show()
        self._show_central(view)
        self.title.set_text(view.title or self.tr("Secret report"))
        self.print_button.set_words(self.tr("Print copy") if view.copies else self.tr("Print receipt"))
        self.lapor.setText(self._at_lapor(view))
        self._show_text(view)
        self.history_model.show_facts(view.facts, view.corrections, view.central_answers)
        self.show_masked(view)
        self._show_due(view)
        self.files.open(view.id, hidden=view.hidden or bool(view.counter))
        self._show_facts(view)
        self.tracking.set_value(view.tracking_id or "")
        self._allow(view)

    def _allow(self, view: CaseView) -> None:
        """Offer what may be done: a case of a colleague's counter can only be read."""
        officer, own = self._of.session.officer, not view.counter
        open_to_change = own and not view.hidden and view.status is not Status.VOID
        follows, prints = own and may(officer, Act.FOLLOW_UP), own and may(officer, Act.PRINT)
        self.tracking.setEnabled(follows)
        self.call_button.setEnabled(follows)
        for button in (self.print_button, self.message_button, self.save_button):
            button.setEnabled(prints)
        self.correct_button.setEnabled(follows and open_to_change)
        self.void_button.setEnabled(follows and open_to_change and view.status not in _DONE)
        self.tell_button.setEnabled(prints and not view.hidden and view.tracking_id is not None)
        self.tell_button.setVisible(view.tracking_id is not None)
        self.hand_button.setVisible(view.tracking_id is None)
        self.hand_button.setEnabled(
            follows and open_to_change and view.tracking_id is None and view.forwarder is not Forwarder.NONE
        )

    def _at_lapor(self, view: CaseView) -> str:
        """Give the number at LAPOR! and of when what is known of it is: it may have gone on since."""
        parts = []
        if view.tracking_id:
            parts.append(self.tr("LAPOR! number %1").replace("%1", view.tracking_id))
        if view.central_status and view.central_status_at is not None:
            local = self._of.local(view.central_status_at)
            day = self._of.formats.relative_day(local.date(), self._of.today())
            when = f"{day} {self._of.formats.time(local)}" if local.date() == self._of.today() else day
            parts.append(self.tr("status as of %1").replace("%1", when))
        return " · ".join(parts)

    def show_masked(self, view: CaseView) -> None:
        """Show the reporter as far as everybody may."""
        words = self._of.words
        kind = words.word("identity", view.identity.value) + " · " + words.word("secrecy", view.secrecy.value)
        self.reporter_card.set_hint(kind)
        masked = view.masked
        known = view.identity is not Identity.NAMELESS and not view.hidden and not view.counter
        if view.counter:
            self.reporter_card.set_hint("")
            said = self.tr("Case of counter %1, to be read only: who reported is known there.")
            self.reporter.setText(said.replace("%1", view.counter))
        elif view.hidden:
            self.reporter.setText(self.tr("Hidden with the report"))
        elif view.identity is Identity.OPEN:
            self.reporter.setText(masked.name or self.tr("no name"))
        else:
            self.reporter.setText(words.word("identity", view.identity.value))
        parts = [part for part in (masked.phone, masked.email, masked.nik and f"NIK {masked.nik}") if part]
        if masked.has_address:
            parts.append(self.tr("address"))
        self.contact.setText(" · ".join(parts) if known else "")
        self.contact.setVisible(bool(self.contact.text()))
        self.identity_button.set_words(self.tr("Show identity (noted)"))
        self.identity_button.setVisible(known and may(self._of.session.officer, Act.SEE_IDENTITY))

    def show_identity(self, reporter: Reporter) -> None:
        """Show the reporter whole."""
        self.files.look_again()
        self.reporter.setText(reporter.name or self.tr("no name"))
        area = self._of.lists.areas.line(reporter.area) if reporter.area else ""
        where = ", ".join(part for part in (reporter.address or "", area) if part)
        parts = [reporter.phone, reporter.email, f"NIK {reporter.nik}" if reporter.nik else "", where]
        if reporter.returns_to_desk:
            parts.append(self.tr("comes back to the desk"))
        self.contact.setText("\n".join(part for part in parts if part))
        self.contact.show()
        self.identity_button.set_words(self.tr("Cover the identity"))

    def _show_central(self, view: CaseView) -> None:
        words = self._of.words
        if view.central_status:
            text = f"SP4N-LAPOR!: {view.central_status}"
            self.central_status.set_status(text, Tone.ACCENT, sign="diamond")
        elif view.delivery is not None:
            tone, sign = OF_DELIVERY[view.delivery]
            self.central_status.set_status(words.word("delivery", view.delivery.value), tone, sign=sign)
        self.central_status.setVisible(bool(view.central_status) or view.delivery is not None)

    def _show_text(self, view: CaseView) -> None:
        self.text.show_text(view.text if not view.hidden else self.tr("A secret report of another officer."))
        below = [view.report[name] for name in _BELOW_TEXT if name in view.report]
        rest = [
            f"{self._label(name)}: {said}"
            for name, said in view.report.items()
            if name not in _BELOW_TEXT and name not in _FACTS
        ]
        self.below_text.setText(" · ".join((*below, *rest)))
        self.below_text.setVisible(bool(self.below_text.text()))
        self.secret_button.setVisible(view.may_open)
        if view.hidden and not view.may_open:
            self.below_text.setText(self.tr("Only its officer and a supervisor, with a reason, may read it."))
            self.below_text.show()

    def _show_due(self, view: CaseView) -> None:
        own = view.answer_due_on is not None
        self._elsewhere.setVisible(not self.awaited.show_case(view) and not own)
        self.answer.show_case(view)
        for (name, value, left), due, days in (
            (self._answer, view.answer_due_on, view.answer_days_left),
            (self._close, view.close_due_on, view.close_days_left),
        ):
            for part in (name, value, left):
                part.setVisible(due is not None)
            if due is not None:
                value.setText(self._of.formats.day_and_date(due))
                left.setText(self._days(days))
                late = days is not None and days < 0
                left.setProperty("kind", "error" if late else "label")
                left.style().unpolish(left)
                left.style().polish(left)

    def _days(self, days: int | None) -> str:
        if days is None:
            return ""
        if days == 0:
            return self.tr("today is the last day")
        if days < 0:
            return self.tr("%n working day(s) late", "", -days)
        return self.tr("%n working day(s) left", "", days)

    def _show_facts(self, view: CaseView) -> None:
        formats, facts = self._of.formats, []
        received = self._of.local(view.received_at)
        facts.append((self._label("received_at"), f"{formats.day_and_date(received.date())} {formats.time(received)}"))
        shown = {**view.intake, **view.report}
        facts += [(self._label(name), shown[name]) for name in _FACTS[1:] if name in shown]
        if view.joins:
            facts.append((self._label("joins"), view.joins))
        if view.joined_by:
            facts.append((self.tr("%n further report(s)", "", len(view.joined_by)), self._numbers(view.joined_by)))
        recorded = self._of.local(view.recorded_at)
        facts.append((self.tr("Recorded"), formats.moment(recorded)))
        if view.counter:
            facts.append((self.tr("Counter"), view.counter))
            self._fill_facts(facts)
            return
        facts.append((self.tr("Officer"), view.officer_name))
        if view.forwarder is not Forwarder.PUSAT:
            facts.append((self.tr("Sender"), self._of.words.word("forwarder", view.forwarder.value)))
        copies = self.tr("none yet")
        if view.copies:
            copies = self.tr("original")
        if view.copies > 1:
            copies = self.tr("original and %n copy(ies)", "", view.copies - 1)
        facts.append((self.tr("Receipt"), copies))
        self._fill_facts(facts)

    def _numbers(self, numbers: tuple[str, ...]) -> str:
        """Give the newest numbers a line each, and how many there are besides."""
        newest = [*reversed(numbers)]
        rest = len(newest) - _NUMBERS
        more = [self.tr("and %n earlier one(s)", "", rest)] if rest > 0 else []
        return "\n".join([*newest[:_NUMBERS], *more])

    def _fill_facts(self, facts: list[tuple[str, str]]) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, (name, value) in enumerate(facts):
            self._facts.addWidget(label(name, Type.LABEL), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(value, wrap=True), row, 1)

    def _label(self, name: str) -> str:
        return self._of.form.field(name).label[self._of.language] if self._of.form.has(name) else name


def _pair(grid: QGridLayout, row: int, name: str) -> tuple[QLabel, QLabel, QLabel]:
    """Put a name, a date beside it and the days left at the right, below for large type; give the three."""
    made = label(name, Type.LABEL), label(""), label("", Type.LABEL)
    large = theme.current().scale >= _LARGE
    grid.addWidget(made[0], 2 * row, 0)
    grid.addWidget(made[1], 2 * row, 1)
    grid.addWidget(
        made[2],
        2 * row + large,
        1 if large else 2,
        Qt.AlignmentFlag.AlignLeft if large else Qt.AlignmentFlag.AlignRight,
    )
    return made
