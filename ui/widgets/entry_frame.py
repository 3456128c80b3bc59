"""What stands where on the entry page: questions above, the form, its foot, and the right column beside or below it."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.banner import Banner
from ui.widgets.draft_offer import DraftOffer
from ui.widgets.draft_tabs import DraftTabs
from ui.widgets.entry_foot import EntryFoot
from ui.widgets.entry_form import EntryForm
from ui.widgets.entry_panels import strips_at_foot
from ui.widgets.entry_side import EntrySide
from ui.widgets.entry_steps import EntrySteps
from ui.widgets.foot_strip import FootStrip
from ui.widgets.pile_pane import PilePane
from ui.widgets.question_strip import QuestionStrip
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

_SIDE: Final = 336
_NARROW: Final = 960
_FORM: Final = 936
_LEAST_FORM: Final = 826
_PAPER: Final = 420
_LEAST_PAPER: Final = 300
_MOST_PAPER: Final = 900
_LOWEST_PAPER: Final = 36


class EntryFrame(QWidget):
    """Holds the parts and the order in which Tab goes through them; what they do is the page's."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made with their parents: whatever is styled first and moved afterwards is styled once more at each move.
        self.tabs = DraftTabs(self)
        self.offer = DraftOffer(ctx, self)
        self.discard = QuestionStrip("discard_question", Tone.WARN, parent=self)
        self.steps = EntrySteps(self)
        self.banner = Banner("entry_problem", self)
        self.form = EntryForm(ctx, self)
        self.clock = QuestionStrip("clock_question", Tone.WARN, parent=self)
        self.foot = EntryFoot(self)
        self._ctx = ctx
        self._pile: PilePane | None = None
        self._pile_right, self._pile_wanted, self._beside_below = True, False, False
        self._beside = QScrollArea(self)
        self.side = EntrySide(ctx, self._beside)
        self.strips = strips_at_foot(ctx, self)
        self.side.panels = (*self.side.panels, *self.strips)
        self._lifted: FootStrip | None = None
        self._veil = QWidget(self)
        self._veil.setAutoFillBackground(True)
        self._veil.hide()
        self._build()

    def _build(self) -> None:
        self._column = QVBoxLayout()
        for widget in (self.tabs, self.offer, self.discard, self.steps, self.banner):
            self._column.addWidget(widget)
        self._column.addWidget(self.form, 1)
        for strip in self.strips:
            self._column.addWidget(strip)
            strip.opened.connect(partial(self._lift, strip))
            strip.installEventFilter(self)
            strip.sheet.installEventFilter(self)
        self.form.entered.connect(self._on_form_entered)
        self._column.addWidget(self.clock)
        self._column.addWidget(self.foot)
        self._beside.setFrameShape(QFrame.Shape.NoFrame)
        self._beside.setWidgetResizable(True)
        self._beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._beside.setWidget(self.side)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addLayout(self._column, 1)
        self._columns.addWidget(self._beside)
        self._beside.hide()  # it takes its place once the width is known: shown before, it would widen the window
        self._measure()

    @property
    def pile(self) -> PilePane:
        """The place of a scanned paper, made when the first is to be worked through."""
        if self._pile is None:
            self._pile = PilePane(self._ctx, self)
            self._columns.addWidget(self._pile)
        return self._pile

    # ---- a strip lies over the foot of the form while somebody types in it: nothing moves, nothing scrolls ----

    def _lift(self, strip: FootStrip) -> None:
        if self._lifted is not None:
            self._lifted.close_sheet()
        self._lifted = strip
        self._column.removeWidget(strip)
        self._place_lifted()
        QTimer.singleShot(0, self, self._place_lifted)  # once more when what it shows has been laid out

    def _lower(self, strip: FootStrip) -> None:
        if self._lifted is strip:
            self._lifted = None
            self._place_lifted()
            self._column.insertWidget(self._column.indexOf(self.form) + 1 + self.strips.index(strip), strip)

    def _height_of(self, strip: FootStrip) -> int:
        return max(strip.heightForWidth(self._column.geometry().width()), strip.sizeHint().height())

    def _place_lifted(self) -> None:
        strip = self._lifted
        self._veil.setVisible(strip is not None)
        if strip is not None:
            box, high, gap = self._column.geometry(), self._height_of(strip), self._column.spacing()
            below = self.clock if self.clock.isVisible() else self.foot
            room = below.y() - gap - self.form.y()
            bottom = below.y() - gap if high <= room else self.height()  # large letters take the buttons' room too
            high = min(high, bottom - self.form.y())
            place = QRect(box.left(), bottom - high, box.width(), high)
            self._veil.setGeometry(place.adjusted(0, -gap, 0, 0))
            strip.setGeometry(place)
            self._veil.raise_()
            strip.raise_()

    def _on_form_entered(self, _: str) -> None:
        """Let what lies over the form go back to its line as soon as somebody types in the form."""
        if self._lifted is not None and not self._lifted.has_focus():
            self._lifted.close_sheet()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._lifted:
            self._place_lifted()
        elif event.type() == QEvent.Type.Hide:
            closed = next((s for s in self.strips if watched is s.sheet and not s.is_open()), None)
            if closed is not None:
                self._lower(closed)
        return super().eventFilter(watched, event)

    # ---- the paper ----

    def show_pile(self, wanted: bool) -> None:
        """Pin the paper beside the form; on a narrow screen it takes the place of the right column."""
        self._pile_wanted = wanted
        self._fit_columns()  # first, so that the window does not grow for a moment and stay so
        self.pile.setVisible(wanted)

    def swap_pile(self) -> None:
        """Put the paper on the other side of the form."""
        self._pile_right = not self._pile_right
        self._fit_columns()

    def _place_pile(self, *, above: bool) -> None:
        """Put the paper above the form, or left or right of it."""
        self._column.removeWidget(self.pile)
        self._columns.removeWidget(self.pile)
        if above:
            self._column.insertWidget(self._column.indexOf(self.form), self.pile, 1)
        else:
            self._columns.insertWidget(self._columns.count() if self._pile_right else 0, self.pile)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the form in its own order, then the buttons, and round.

        Qt's chain of tab stops breaks when compound inputs move between rows, so the order is looked up each time.
        """
        stops = [*self.form.stops(), *self.foot.stops()]
        now = QApplication.focusWidget()
        at = next((n for n, stop in enumerate(stops) if now is stop or (now and stop.isAncestorOf(now))), None)
        if at is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._place_lifted()

    def _fit_columns(self) -> None:
        """Give the form what it needs, the rest to what stands beside it."""
        worn, width = theme.current(), self.width()
        if not self._pile_wanted:
            self._place_side(narrow=width < worn.px(_NARROW))
            self._beside.setVisible(not self._beside_below)
            return
        above = width < worn.px(_LEAST_FORM + _LEAST_PAPER)
        self._place_pile(above=above)
        if above:  # letters are large: the paper takes a third of the height, and the form scrolls
            self._place_side(narrow=True)
            self.pile.setMinimumWidth(0)
            self.pile.setMaximumWidth(width)
            self.pile.setMinimumHeight(worn.px(_LOWEST_PAPER))  # what asks above the form may need the room
            self.pile.setMaximumHeight(self.height() // 3)
            return
        self.pile.setMinimumHeight(0)
        self.pile.setMaximumHeight(self.maximumHeight())
        both = width >= worn.px(_FORM + _SIDE + _PAPER + 24)
        self._place_side(narrow=False)
        self._beside.setVisible(both)
        left = width - worn.px(_FORM + 12) - (worn.px(_SIDE + 12) if both else 0)
        self.pile.setFixedWidth(min(max(left, worn.px(_LEAST_PAPER)), worn.px(_MOST_PAPER)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _place_side(self, *, narrow: bool) -> None:
        """Put the right column below the form where there is no room beside it."""
        if narrow == self._beside_below:
            return
        self._beside_below = narrow
        self._beside.setVisible(not narrow)
        if narrow:
            self.form.add_below(self._beside.takeWidget())
        else:
            self._beside.setWidget(self.side)

    def _measure(self) -> None:
        worn = theme.current()
        self._columns.setSpacing(worn.px(12))
        self._column.setSpacing(worn.px(6))
        self._beside.setFixedWidth(worn.px(_SIDE))
