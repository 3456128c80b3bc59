"""The form itself: three cards in the order of the paper form, the rest on demand; it asks and shows, saves nothing.

Values are the texts of a Draft by field name; they stay whatever the layout is changed to.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import FieldProblem
from app.domain.form import Required
from ui import theme
from ui.keys import shown_key
from ui.models.entry_layout import MORE, Layout, Place, entry_layout, names
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.field_book import FieldBook
from ui.widgets.field_rows import Cell, FieldRows
from ui.widgets.form_fields import FormField
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import label

if TYPE_CHECKING:
    from ui.context import Context

_TIGHT: Final = frozenset(
    {"letter_on", "slip_number", "channel", "received_at", "relation", "classification", "name", "agency", "event_on"}
)
"""Fields whose hint is longer than they are wide; screen readers get it from the page's help line instead."""
_APART: Final = 9
_CLOSE: Final = 4
"""The room between the cards; with a conditional row more they come together, so that nothing needs to be scrolled."""


class EntryForm(QScrollArea):
    edited = Signal(str)  # the name of the field that was changed
    entered = Signal(str)  # the name of the field that has the focus now
    left = Signal(str)  # the name of the field that had it

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._layout = entry_layout(ctx.form, phone=False, asked=())
        self._phone = self._listening = self._crowded = self._pressed = False
        self._asked: frozenset[str] = frozenset()
        self._asked_also: frozenset[str] = frozenset()
        self._kept: frozenset[str] = frozenset()
        self._unrecorded: frozenset[str] = frozenset()
        self._waiting: dict[str, str] = {}  # values of fields that are not made yet
        words = self.tr("Personal data notice has been read out")
        self.fields = FieldBook(ctx, notice_words=words, made=self._on_made)
        self._show_focus = QTimer(self, singleShot=True, interval=0)
        self._show_focus.timeout.connect(self._on_show_focus)
        self._build()
        self._arrange()

    # ---- building ----

    def _build(self) -> None:
        self.setObjectName("entry_form")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget(self)
        self._content.setProperty("kind", "clear")
        self.intake, self.reporter, self.report, self.rest = Card(), Card(), Card(), Card()
        self._rows = {card: FieldRows() for card in (self.intake, self.reporter, self.report, self.rest)}
        self._make_notice()
        for card, rows in self._rows.items():
            card.set_tight()
            card.body.addLayout(rows, 1)
        self.rest.hide()
        self._groups: dict[str, QLabel] = {}
        self.more = ActionButton(MORE, "", key=shown_key("entry", "more"), sign="chevron-right", spread=True)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._on_more_toggled)
        self.more.clicked.connect(self._on_more_clicked)
        self._more_field = Field(self.tr("Asked less often"), self.more)
        self._cards = QVBoxLayout(self._content)
        for card in self._rows:
            self._cards.addWidget(card, 1 if card is self.report else 0)
        self.setWidget(self._content)
        self._measure()

    def _on_made(self, field: FormField) -> None:
        if field.name in _TIGHT:
            field.say("")
        field.put(self._waiting.pop(field.name, ""))
        field.input.setEnabled(field.name not in self._unrecorded)
        field.changed.connect(self._on_changed)
        if field.name in self._kept and isinstance(field.shown, Field):
            field.shown.set_word(self.tr("stays"))

    def _make_notice(self) -> None:
        self.notice = label(self._ctx.form.notice.get(self._ctx.language, ""), Type.HINT, wrap=True)
        self.notice.setObjectName("notice_text")
        self.notice.hide()
        self.reporter.body.addWidget(self.notice)
        if self._ctx.form.has("notice"):
            self.reporter.head.addWidget(self.fields["notice"].widget)
            self.fields["notice"].widget.show()
            self.reporter.head.addWidget(KeyHint(shown_key("entry", "notice")))

    # ---- what stands where ----

    def arrange(self, *, phone: bool, asked: frozenset[str]) -> None:
        """Lay the fields out for a visit or a call; ``asked`` are the conditional fields that matter."""
        asked |= self._asked_also
        if (phone, asked) != (self._phone, self._asked):
            self._phone, self._asked = phone, asked
            self._arrange()

    def ask_also(self, names: frozenset[str]) -> None:
        """Ask these conditional fields whatever is answered."""
        asked = self._asked.difference(self._asked_also)
        self._asked_also = names
        self.arrange(phone=self._phone, asked=asked)

    def mark_kept(self, names: frozenset[str]) -> None:
        """Say at these fields that what stands there stays for the next entry."""
        self._kept = names
        for name, field in self.fields.items():
            if isinstance(field.shown, Field):
                field.shown.set_word(self.tr("stays") if name in names else "")

    def _arrange(self) -> None:
        focused = QApplication.focusWidget()
        self._layout = entry_layout(self._ctx.form, phone=self._phone, asked=self._asked)
        usual = entry_layout(self._ctx.form, phone=self._phone, asked=())
        self._crowded = _rows_of(self._layout) > _rows_of(usual)
        self._measure()
        self.reporter.set_heading(self.tr("Caller") if self._phone else self.tr("Reporter"))
        self._cards.removeWidget(self.intake)
        self._cards.insertWidget(1 if self._phone else 0, self.intake)
        self._show_more_words()
        self._rows[self.rest].arrange([])
        for card, rows in self._plan(self._layout).items():
            self._rows[card].arrange([[self._cell(place) for place in row] for row in rows])
        if self.more.isChecked():
            self._show_rest()
        if focused is None or not self.isAncestorOf(focused):
            return
        if not focused.isVisibleTo(self):
            self.focus_first_open()
        elif focused is not QApplication.focusWidget():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, layout: Layout) -> dict[Card, tuple[tuple[Place, ...], ...]]:
        return {self.intake: layout.intake, self.reporter: layout.reporter, self.report: layout.report}

    def _show_rest(self) -> None:
        rows: list[list[Cell]] = []
        for section, places in self._layout.more:
            rows.append([Cell(widget=self._group(section), least=300)])
            rows.append([self._roomy(place) for place in places])
        self._rows[self.rest].arrange(rows)

    def _cell(self, place: Place) -> Cell:
        widget = self._more_field if place.name == MORE else self.fields[place.name].widget
        return Cell(widget=widget, least=place.least, share=place.share)

    def _roomy(self, place: Place) -> Cell:
        """Give a cell that is at least as wide as its hint: under the rest there is room to wrap."""
        field = self.fields[place.name]
        hint = round(field.shown.below.sizeHint().width() / theme.current().scale) + 1
        return Cell(widget=field.widget, least=max(place.least, hint), share=place.share)

    def _group(self, section: str) -> QLabel:
        if section not in self._groups:
            words = {"intake": self.tr("Intake"), "reporter": self.tr("Reporter"), "report": self.tr("Report")}
            self._groups[section] = label(words.get(section, section), Type.HEADING)
        return self._groups[section]

    def order(self) -> tuple[str, ...]:
        """Give the names of all fields as they are gone through, the notice at the head of its card."""
        layout, form = self._layout, self._ctx.form
        head = ("notice",) if form.has("notice") else ()
        reporter = (*head, *names(layout.reporter))
        cards = (reporter, names(layout.intake)) if self._phone else (names(layout.intake), reporter)
        found = [*cards[0], *cards[1], *names(layout.report), *self._rest_names()]
        if "phone" in found and "returns_to_desk" not in found and form.has("returns_to_desk"):
            found.insert(found.index("phone") + 1, "returns_to_desk")
        return tuple(found)

    def stops(self) -> list[QWidget]:
        """Give the inputs that can be gone through now, in order."""
        made = (name for name in self.order() if name == MORE or name in self.fields)
        inputs = (self.more if name == MORE else self.fields[name].input for name in made)
        return [part for part in inputs if part.isVisible() and part.isEnabled()]

    def add_below(self, widget: QWidget) -> None:
        """Put something below the form, to be scrolled with it."""
        self._cards.addWidget(widget)
        widget.show()

    # ---- the rest ----

    def open_more(self, wanted: bool = True) -> None:
        """Open or close what is asked less often, in place."""
        self.more.setChecked(wanted)

    def toggle_more(self) -> None:
        """Open it and go to its first field, or close it and come back."""
        self.more.click()

    def _on_more_clicked(self, opened: bool) -> None:
        rest = self._rest_names()
        if opened and rest:
            self.fields[rest[0]].shown.focus_input()
        else:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest_names(self) -> tuple[str, ...]:
        return names([places for _, places in self._layout.more])

    def _on_more_toggled(self, opened: bool) -> None:
        self.more.set_sign("chevron-down" if opened else "chevron-right")
        if opened:
            self._show_rest()
        else:
            self._rows[self.rest].arrange([])
        self.rest.setVisible(opened)

    def _show_more_words(self) -> None:
        count = len(self._rest_names())
        self.more.set_words(self.tr("%n more", "", count))

    def toggle_notice(self) -> None:
        """Show or hide what is read out about personal data."""
        self.notice.setVisible(self.notice.isHidden())

    # ---- values ----

    def values(self) -> dict[str, str]:
        """Give what is typed, by field name; empty fields are left out."""
        made = {name: typed for name, field in self.fields.items() if (typed := field.typed())}
        return {**self._waiting, **made}

    def put(self, values: Mapping[str, str]) -> None:
        """Put values there and empty all other fields."""
        for name, field in self.fields.items():
            field.put(values.get(name, ""))
        known = {rule.name for rule in self._ctx.form.fields}.difference(self.fields)
        self._waiting = {name: text for name, text in values.items() if text and name in known}

    def add(self, values: Mapping[str, str]) -> None:
        """Put values there as if they were typed; what else is typed stays."""
        for name, text in values.items():
            if name in self.fields:
                self.fields[name].put(text)
            else:
                self._waiting = {**self._waiting, name: text} if text else _without(self._waiting, name)
            self.edited.emit(name)

    def leave_out(self, unrecorded: frozenset[str]) -> None:
        """Grey out fields that will not be recorded, and mark the name as a duty only while it is one."""
        for name in (unrecorded ^ self._unrecorded).intersection(self.fields):
            self.fields[name].input.setEnabled(name not in unrecorded)
        self._unrecorded = unrecorded

    def mark_duties(self, *, identity_open: bool) -> None:
        """Mark the fields that an open identity requires."""
        for field in self.fields.values():
            if field.rule.required is Required.OPEN and isinstance(field.shown, Field):
                field.shown.set_label(field.rule.label[self._ctx.language], required=identity_open)

    # ---- problems ----

    def show_problems(self, problems: Sequence[FieldProblem]) -> tuple[str, ...]:
        """Show each problem at its field, the first with the focus, and give the labels of the fields."""
        self.clear_problems()
        wrong = {problem.field: problem for problem in problems if problem.field in self.order()}
        if any(name in wrong for name in self._rest_names()):
            self.open_more()
        ordered = sorted(wrong, key=self.order().index)
        for name in ordered:
            shown = self.fields[name].shown
            if shown.error() is None:
                shown.set_error(self._ctx.words.field(wrong[name]))
        if ordered:
            self.fields[ordered[0]].shown.focus_input()
        return tuple(self.fields[name].rule.label[self._ctx.language] for name in ordered)

    def clear_problems(self, names_of: Iterable[str] | None = None) -> None:
        """Take errors away, all or those of some fields."""
        for name in self.fields if names_of is None else names_of:
            self.fields[name].shown.set_error(None)

    def focus_on(self, name: str) -> None:
        """Put the focus on a field; where it is not asked for as the form stands, on the first open question."""
        if name in self.fields and self.fields[name].input.isVisibleTo(self):
            self.fields[name].shown.focus_input()
        else:
            self.focus_first_open()

    def focus_first_open(self) -> None:
        """Put the focus on the first question that still waits for an answer."""
        wanted = (name for name in self.order() if name in self.fields)
        first = next((name for name in wanted if self._waits(name)), "identity")
        if first in self.fields:
            self.fields[first].shown.focus_input()
        self.verticalScrollBar().setValue(0)

    def _waits(self, name: str) -> bool:
        field = self.fields[name]
        asked = field.rule.required is not Required.NEVER or (self._phone and name == "phone")
        return asked and not field.typed() and name != "notice"

    # ---- events ----

    def _on_changed(self, name: str) -> None:
        self.fields[name].shown.set_error(None)
        self.edited.emit(name)

    def name_of(self, widget: QWidget | None) -> str | None:
        """Give the field that a widget belongs to."""
        for name, field in self.fields.items():
            if widget is not None and (widget is field.input or field.input.isAncestorOf(widget)):
                return name
        return None

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and self._content.isAncestorOf(old) and (name := self.name_of(old)):
            self.left.emit(name)
        if now is None or not self._content.isAncestorOf(now):
            return
        self._show_focus.start()
        if name := self.name_of(now):
            self.entered.emit(name)

    def _on_show_focus(self) -> None:
        """Scroll to the field that has the focus, once the layout has settled."""
        now = QApplication.focusWidget()
        if now is not None and self._content.isAncestorOf(now):
            name = self.name_of(now)
            self.ensureWidgetVisible(self.fields[name].widget if name else now, 0, theme.current().px(8))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._listening:
            self._listening = True
            _app().focusChanged.connect(self._on_focus_changed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._listening:  # a page that is taken down is hidden first: nothing must reach it while it falls apart
            self._listening = False
            _app().focusChanged.disconnect(self._on_focus_changed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.widget():
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._press()

    def _press(self) -> None:
        """Bring the cards together when a question above the form takes a little of its room."""
        if self._crowded:
            return
        heading = theme.metrics(Type.HEADING, bold=True).height()
        spared = 2 * (theme.current().px(_APART) - theme.current().px(_CLOSE)) + heading
        need = self._cards.minimumHeightForWidth(self.width())  # as wide as it is when nothing needs to scroll
        room = self.viewport().height()
        pressed = room < need <= room + spared if not self._pressed else need <= room < need + spared
        if pressed != self._pressed:
            self._pressed = pressed
            self._measure()

    def _measure(self) -> None:
        close = self._crowded or self._pressed
        self.report.set_heading("" if close else self.tr("Report"))
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.current().px(_CLOSE if close else _APART))


def _rows_of(layout: Layout) -> int:
    return sum(map(len, (layout.intake, layout.reporter, layout.report)))


def _without(values: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in values.items() if other != name}


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
