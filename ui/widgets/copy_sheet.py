"""How a record stands ready to be typed over: who sends it, its fields, its files, and the place of its number."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.copy_desk import CopySheet, CopyState
from ui import theme
from ui.keys import keys_of, shown_key
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.copy_line import CopyLine
from ui.widgets.field import Field
from ui.widgets.fitting_area import FittingArea
from ui.widgets.help_line import HelpLine
from ui.widgets.label import ElidedLabel, label
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

_MOST_FIELDS: Final = 13
_NUMBER_LETTERS: Final = 40
_FIELD: Final = 250
_FIELD_LARGE: Final = 200
_SHORT: Final = 2
_LARGE: Final = 1.25
_TWO_ROWS: Final = 1.4
STACKED: Final = 1.75
"""Where letters are so large, the queue stands above the record, and both scroll as one."""


class CopySheetView(QWidget):
    """Filled from a snapshot; every input and button is an attribute, for whoever acts."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setObjectName("copy_sheet")
        self.lines = [CopyLine(f"copy_line_{n}") for n in range(_MOST_FIELDS)]
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(8))
        rows.addWidget(self._head_card())
        rows.addWidget(self._fields_card(), 1)
        rows.addWidget(self._files_card())
        rows.addWidget(self._foot_card())

    def _head_card(self) -> Card:
        self.number = label("", Type.TITLE)
        self.number.setObjectName("copy_number")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.received = ElidedLabel("", Type.BODY, role="soft")
        self.due = Badge()
        self.truth = HelpLine("copy_truth")
        first = QHBoxLayout()
        first.setSpacing(theme.current().px(10))
        first.addWidget(self.number)
        first.addWidget(self.received, 1)
        first.addWidget(self.due)
        card = Card()
        card.body.addLayout(first)
        card.body.addWidget(self.truth)
        return card

    def _fields_card(self) -> Card:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, theme.current().px(2), 0, 0)
        rows.setSpacing(0)
        for line in self.lines:
            rows.addWidget(line)
        self.secret_button = ActionButton(
            "copy_secret",
            self._ctx.words.word("key", "open_secret"),
            key=shown_key("copy", "open_secret"),
            sign="lock",
        )
        rows.addWidget(self.secret_button, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)
        self.area: FittingArea | None = FittingArea(inside) if theme.current().scale < STACKED else None
        card = Card()
        card.body.addWidget(inside if self.area is None else self.area)
        card.set_bare()
        return card

    def _files_card(self) -> Card:
        self.files = ElidedLabel("", Type.BODY)
        self.files.setObjectName("copy_files_said")
        self.files_button = self._act("copy_files", self.tr("Attachments"), quiet=False)
        self.anonymous, self.secret = Badge(), Badge()
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.files_button)
        row.addWidget(self.files, 1)
        if theme.current().scale < _LARGE:
            row.addWidget(label(self.tr("Switches on the site"), Type.LABEL))
        row.addWidget(self.anonymous)
        row.addWidget(self.secret)
        card = Card()
        card.body.addLayout(row)
        return card

    def _foot_card(self) -> Card:
        self.tracking = TextInput("copy_tracking")
        self.tracking.setMaxLength(_NUMBER_LETTERS)
        self.tracking.setPlaceholderText(self.tr("e.g. 9104417"))
        self.tracking_field = Field(
            self.tr("Paste the Tracking ID"),
            self.tracking,
            hint=self.tr("%1 fills it at once, a # is left out").replace("%1", shown_key("copy", "copy_paste")),
        )
        self.skip_button = self._act("copy_skip", self.tr("Skip"))
        self.doubt_button = self._act("copy_doubt", self.tr("Perhaps sent"))
        self.absent_button = self._act("copy_absent", self.tr("Not there"))
        self.case_button = self._act("copy_case", self.tr("Open the case"))
        self.hand_button = self._act("copy_hand_over", self.tr("Hand over"))
        self.next_button = ActionButton(
            "copy_next", self.tr("Next"), key=shown_key("copy", "copy_store"), weight=Weight.PRIMARY, tall=True
        )
        worn = theme.current()
        in_a_row = 3 if worn.scale < STACKED else 2
        acts = QGridLayout()
        acts.setHorizontalSpacing(worn.px(8 if worn.scale < _TWO_ROWS else 4))
        acts.setVerticalSpacing(worn.px(4))
        buttons = (self.skip_button, self.doubt_button, self.hand_button, self.absent_button, self.case_button)
        for place, button in enumerate(buttons):
            acts.addWidget(button, place // in_a_row, place % in_a_row)
        self.tracking_field.setMinimumWidth(worn.px(_FIELD if worn.scale < _TWO_ROWS else _FIELD_LARGE))
        first, rows = QHBoxLayout(), QVBoxLayout()
        first.setSpacing(worn.px(16))
        rows.setSpacing(worn.px(6))
        first.addWidget(self.tracking_field, 1)
        if worn.scale < _TWO_ROWS:
            first.addLayout(acts)
        first.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(first)
        if worn.scale >= _TWO_ROWS:
            rows.addLayout(acts)
        card = Card()
        card.body.addLayout(rows)
        return card

    def _act(self, act: str, words: str, *, quiet: bool = False) -> ActionButton:
        weight = Weight.QUIET if quiet else Weight.PLAIN
        return ActionButton(f"{act}_button", words, key=shown_key("copy", act), weight=weight, spread=True)

    # ---- filling ----

    def show_sheet(self, sheet: CopySheet) -> None:
        """Show a record with nothing copied yet."""
        formats = self._ctx.formats
        self.number.setText(sheet.number)
        day = formats.day_and_date(self._ctx.local(sheet.received_at).date())
        self.received.set_text(self.tr("received %1, %2").replace("%1", day).replace("%2", sheet.channel))
        self._show_due(sheet)
        keys = keys_of("copy", "copy_field")
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(sheet.fields))
            if place < len(sheet.fields):
                field = sheet.fields[place]
                key = keys[place] if place < len(keys) else ""
                words = self._ctx.words.word("copy_field", field.name)
                line.show_field(key, words, field.text, noted=field.identity)
        if self.area is not None:
            self.area.verticalScrollBar().setValue(0)
        self.secret_button.setVisible(sheet.may_open)
        self._show_files(sheet)
        self.show_acts(sheet)

    def show_acts(self, sheet: CopySheet) -> None:
        """Say how a record stands, and offer what can be done with it."""
        self._show_truth(sheet)
        unclear = sheet.state is CopyState.NEEDS_CHECK
        self.skip_button.setEnabled(not unclear and not sheet.hidden)
        self.doubt_button.setEnabled(not unclear and not sheet.hidden)
        self.absent_button.setEnabled(unclear and not sheet.hidden)
        self.hand_button.setEnabled(sheet.state in (CopyState.WAITING, CopyState.SKIPPED) and not sheet.hidden)
        for line in self.lines:
            line.setEnabled(not unclear)
        self.tracking.setEnabled(not sheet.hidden)
        self.next_button.setEnabled(not sheet.hidden)

    def show_next(self, place: int) -> None:
        """Mark which field is copied next; -1 for none."""
        for number, line in enumerate(self.lines):
            line.set_next(number == place)
        if place >= 0 and self.area is not None:
            self.area.ensureWidgetVisible(self.lines[place], 0, 0)

    def _show_due(self, sheet: CopySheet) -> None:
        left = sheet.days_left
        self.due.setVisible(left is not None)
        if left is None:
            return
        if left < 0:
            self.due.set_status(self.tr("answer %n working day(s) late", "", -left), Tone.BAD, sign="warning")
        elif left == 0:
            self.due.set_status(self.tr("answer due today"), Tone.BAD, sign="warning")
        else:
            tone = Tone.WARN if left <= _SHORT else Tone.NEUTRAL
            self.due.set_status(self.tr("answer: %n working day(s) left", "", left), tone, sign="half")

    def _show_truth(self, sheet: CopySheet) -> None:
        if sheet.hidden:
            self.truth.say(self.tr("A secret report of another officer: a supervisor copies it."), Tone.NEUTRAL)
        elif sheet.state is CopyState.NEEDS_CHECK:
            self.truth.say(self._unclear(sheet), Tone.WARN)
        elif sheet.names_reporter and sheet.anonymous:
            self.truth.say(
                self.tr("The text says who reported, who wants to stay hidden. Leave that out when you paste it."),
                Tone.WARN,
            )
        else:
            self.truth.say(
                self.tr("This complaint is sent by hand, by this desk only. The centre and other PCs do not send it."),
                Tone.NEUTRAL,
            )

    def _unclear(self, sheet: CopySheet) -> str:
        when = self._ctx.formats.moment(self._ctx.local(sheet.since)) if sheet.since else ""
        said = self.tr(
            "Copying was begun on %1 by %2, and it is unclear whether it got there. Do not send it again. Look for its"
            " number in LAPOR!: paste the Tracking ID if it is there, else press %3."
        )
        said = said.replace("%1", when).replace("%2", sheet.by or "?")
        return said.replace("%3", shown_key("copy", "copy_absent"))

    def _show_files(self, sheet: CopySheet) -> None:
        formats = self._ctx.formats
        told = "   ".join(f"{one.name} {formats.size(one.size_bytes)}" for one in sheet.files)
        self.files.set_text(told or self.tr("none"), role="text" if told else "soft")
        self.files_button.setEnabled(bool(sheet.files))
        for badge, words, on in (
            (self.anonymous, (self.tr("Anonymous: no"), self.tr("Anonymous: yes")), sheet.anonymous),
            (self.secret, (self.tr("Secret: no"), self.tr("Secret: yes")), sheet.secret),
        ):
            badge.set_status(words[on], Tone.WARN if on else Tone.NEUTRAL, sign="lock" if on else "")
            badge.setVisible(not sheet.hidden)
