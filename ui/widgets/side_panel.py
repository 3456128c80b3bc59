"""What every panel of the entry page's right column is: it looks at what is typed, proposes, and never blocks."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.draft import Draft
from app.domain.errors import FieldProblem
from ui.widgets.card import Card

if TYPE_CHECKING:
    from ui.context import Context


class SidePanel(Card):
    """A card of the right column; hidden as long as it has nothing to say."""

    put_wanted = Signal(object)  # Mapping[str, str]: what to put into the form, by field name
    typed = Signal(object)  # the same from an input of its own: typed on, so it is looked at after the pause
    save_wanted = Signal()  # file the entry now
    said = Signal(str)  # a sentence for the help line at the foot
    left = Signal()  # the focus goes back into the form
    case_wanted = Signal(str)  # the id of a case to open
    status_wanted = Signal(object)  # StatusAsked: whose reporter asks how it stands
    look_wanted = Signal()  # what was typed this moment is to be looked at now
    ready = Signal(bool)  # it is not busy any more, and whether everything went well
    filled = Signal()  # the panel has done its part: the focus goes where the form still waits for an answer

    def __init__(self, ctx: "Context", heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(heading, parent=parent)
        self._ctx = ctx

    def begin(self, draft: Draft) -> None:
        """Take a form that was filled at once: a new one, a draft taken up."""

    def look(self, draft: Draft) -> None:
        """Take what is typed now; called often, so what needs disk is asked of a lane."""

    def holds(self) -> bool:
        """Tell whether the entry is more than an empty form by what it has here."""
        return False

    def busy(self) -> bool:
        """Tell whether filing the entry has to wait for something that is on its way into it."""
        return False

    def stop(self) -> None:
        """Ask nothing more of any lane: the window is about to close."""

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """Give what the keys of the room "entry" do here."""
        return {}

    def escape(self) -> bool:
        """Undo what this panel did last, where that is what Esc means now; tell whether there was something."""
        return False

    def show_problems(self, problems: Sequence[FieldProblem]) -> tuple[str, ...]:
        """Show problems of the fields asked for here; give the labels of those fields."""
        return ()
