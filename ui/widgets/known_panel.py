"""Known citizens: a count while somebody is typed in; opened by a key, it shows earlier cases and gives their data.

Collapsed it tells no more than a number, so that whoever stands at the counter does not read a history.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.asking import FACTS, StatusAsked
from app.domain.draft import Draft
from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from app.domain.known import Asked, PersonFact, asked_of
from ui.keys import shown_key
from ui.lane import Request
from ui.models.known_model import KnownModel
from ui.theme import Type
from ui.widgets.label import ElidedLabel, label
from ui.widgets.line_list import LineList
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from app.services import Known, TakenOver
    from ui.context import Context

_NOBODY: Final = Asked()


class KnownPanel(SidePanel):
    """Ctrl+D opens it, once more takes the data of the chosen row over; Enter opens a case, S asks for its status."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent=parent)
        self._draft: Draft | None = None
        self._asked = _NOBODY
        self._request: Request | None = None
        self._known: Known | None = None
        self._presses = 0
        self._taking = False
        self._build()

    def _build(self) -> None:
        self.setObjectName("known_panel")
        self._facts = ElidedLabel(kind=Type.HINT, role="soft")
        self._facts.setObjectName("known_facts")
        self.model = KnownModel(self._ctx, self)
        self.rows = LineList("known_rows", self)
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(self.tr("Earlier reports"))
        self._keys = label("", Type.HINT, wrap=True)
        self._keys.setObjectName("known_keys")
        for widget in (self._facts, self.rows, self._keys):
            self.body.addWidget(widget)
        self.rows.open_wanted.connect(self._on_row_opened)
        self.rows.typed.connect(self._on_letter)
        self.rows.left.connect(self._on_escaped)
        self._collapse()
        self.hide()

    def acts(self) -> Mapping[str, Callable[[], object]]:
        return {"known": self.go_on}

    def count(self) -> int:
        """Give how many earlier cases are known."""
        return self._known.count if self._known else 0

    def is_open(self) -> bool:
        """Tell whether the cases are in sight."""
        return not self.rows.isHidden()

    # ---- while somebody is typed in ----

    def begin(self, draft: Draft) -> None:
        self._cancel()
        self._presses, self._taking = 0, False
        self._asked, self._known = _NOBODY, None
        self._collapse()
        self.hide()
        self.look(draft)

    def look(self, draft: Draft) -> None:
        self._draft = draft
        asked = asked_of(draft)
        if asked == self._asked:
            return
        self._cancel()
        self._asked = asked
        if not asked:
            self._show(None)
            return
        journey, officer = self._ctx.session.services.known_citizens, self._ctx.session.officer
        work = partial(journey, officer, draft)
        self._request = self._ctx.read.ask(
            work, self._on_known, self._on_not_known, owner=self, interrupt=journey.interrupt
        )

    def _cancel(self) -> None:
        if self._request is not None:
            self._request.cancel()
            self._request = None

    def _on_known(self, known: "Known") -> None:
        self._request = None
        self._show(known if known.count else None)
        presses, self._presses = self._presses, 0
        if presses and not known.count:
            self._say_unknown()
        for _ in range(min(presses, 2)):
            self.go_on()

    def _on_not_known(self, problem: AppError) -> None:
        self._request = None
        self._presses = 0
        self._show(None)
        if problem.code != "query_interrupted":
            self.said.emit(self._ctx.words.problem(problem).title)

    # ---- opening and taking over ----

    def go_on(self) -> None:
        """Open what is known; open already, take the data over."""
        if not self.is_open():
            self.look_wanted.emit()
        if self._request is not None:
            self._presses += 1
        elif self._known is None:
            self._say_unknown()
        elif not self.is_open():
            self._open()
        elif self.model.different:
            self._replace(max(0, self.rows.chosen()))
        else:
            self._take_over()

    def _open(self) -> None:
        assert self._known is not None
        self.model.show_cases(self._known.rows)
        self._unfold(
            self.tr("Enter opens the case · %1 or P uses the data · S status · Esc closes").replace(
                "%1", shown_key("entry", "known")
            )
        )

    def _take_over(self) -> None:
        row = max(0, self.rows.chosen())
        if self._taking or self._draft is None or row >= len(self.model.cases):
            return
        self._taking = True
        session = self._ctx.session
        work = partial(
            session.services.known_citizens.take_over, session.officer, self._draft, self.model.cases[row].id
        )
        self._ctx.write.ask(work, self._on_taken_over, self._on_refused, owner=self)

    def _on_taken_over(self, taken: "TakenOver") -> None:
        if not self._taking:  # another entry was begun meanwhile
            return
        self._taking = False
        typed = dict(self._draft.values) if self._draft else {}
        different = {name: text for name, text in taken.different.items() if typed.get(name)}
        if taken.values:
            names = ", ".join(map(self.model.label_of, taken.values))
            self.put_wanted.emit(taken.values)
            self.said.emit(self.tr("Taken over: %1").replace("%1", names))
        elif not different:
            self.said.emit(self.tr("All that is recorded is typed already."))
        if different:
            self.model.show_different(different, typed)
            self._unfold(self.tr("These were typed differently and stay so · R uses the recorded one · Esc keeps all"))
        else:
            self._done()

    def _replace(self, row: int) -> None:
        name, text = self.model.different[row]
        self.model.drop(row)
        self.put_wanted.emit({name: text})
        self.said.emit(self.tr("Replaced by what is recorded: %1").replace("%1", self.model.label_of(name)))
        if not self.model.different:
            self._done()
        else:
            self.rows.fit()
            self.rows.choose(min(row, len(self.model.different) - 1))

    def _on_refused(self, problem: AppError) -> None:
        self._taking = False
        self.said.emit(self._ctx.words.problem(problem).title)

    def _done(self) -> None:
        self.filled.emit()  # first, for hiding what has the focus would send it anywhere
        self._collapse()

    def _facts_typed(self) -> dict[str, str]:
        typed = self._draft.values if self._draft else {}
        return {name: text for name in FACTS if (text := typed.get(name))}

    # ---- keys on a row ----

    def _on_row_opened(self, row: int) -> None:
        if self.model.different:
            self._replace(row)
            return
        session = self._ctx.session
        id = self.model.cases[row].id
        self._ctx.write.ask(
            partial(_noted, session.services.known_citizens.opened, session.officer, id),
            self._on_noted,
            self._on_refused,
            owner=self,
        )

    def _on_noted(self, id: ComplaintId) -> None:
        self._leave()
        self.case_wanted.emit(id)

    def _on_letter(self, letter: str) -> None:
        row = self.rows.chosen()
        if row < 0:
            return
        if self.model.different:
            if letter == "R":
                self._replace(row)
        elif letter == "P":
            self._take_over()
        elif letter == "S":
            asked = StatusAsked(number=self.model.cases[row].number, facts=self._facts_typed())
            self._leave()
            self.status_wanted.emit(asked)

    def _on_escaped(self) -> None:
        if self.model.different:
            self._done()
        else:
            self._leave()

    def _leave(self) -> None:
        """Give the focus back to the field it came from, and close."""
        self.left.emit()
        self._collapse()

    # ---- what is shown ----

    def _show(self, known: "Known | None") -> None:
        self._known = known
        if known is None:
            if self.rows.hasFocus():
                self.left.emit()
            self._collapse()
            self.hide()
            return
        self.set_heading(self.tr("Known · %n earlier report(s)", "", known.count))
        self._facts.set_text(self._by(known))
        if self.is_open() and not self.model.different:
            self.model.show_cases(known.rows)
            self.rows.fit()
        self.show()

    def _by(self, known: "Known") -> str:
        words = {
            PersonFact.NIK: self.tr("same NIK"),
            PersonFact.PHONE: self.tr("same phone"),
            PersonFact.NAME_AREA: self.tr("same name and area"),
        }
        said = known.facts - {PersonFact.NAME_AREA} if PersonFact.NIK in known.facts else known.facts
        facts = [words[fact] for fact in PersonFact if fact in said]
        if known.people > 1:
            facts.append(self.tr("%n people", "", known.people))
        if known.open_count:
            facts.append(self.tr("%n open", "", known.open_count))
        return " · ".join(facts)

    def _unfold(self, keys: str) -> None:
        self._keys.setText(keys)
        self._keys.show()
        self.set_hint("")
        self.rows.show()
        self.rows.fit()
        self.rows.choose(0)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _collapse(self) -> None:
        self.model.show_cases(())
        self.rows.hide()
        self._keys.hide()
        self.set_hint(self.tr("%1 opens").replace("%1", shown_key("entry", "known")))

    def _say_unknown(self) -> None:
        said = self.tr("Nobody is known by this NIK, phone, or name with area.")
        if not self._asked:
            said = self.tr("Type the whole NIK, the phone, or name and area: then it shows who is known.")
        self.said.emit(said)


def _noted(opened: Callable[..., object], officer: object, id: ComplaintId) -> ComplaintId:
    opened(officer, id)
    return id
