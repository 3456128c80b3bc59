"""Category and agency help of the entry form: categories offered from what is typed, and who usually handles them.

It offers with the reason, in the field that is being filled; taking an offer is always the officer's key.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.agency_proposal import proposed_agency
from app.domain.draft import Draft
from app.domain.errors import AppError
from ui.widgets.entry_form import EntryForm
from ui.widgets.picker import Picker
from ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from app.domain.suggest import Suggested
    from app.services import CategoryHelp as Help
    from ui.context import Context

_SHOWN: Final = 3
_RANKED: Final = 10
_MOST_LOTS: Final = 20
_TELLING: Final = ("title", "text", "unit", "place", "expectation")


class CategoryHelp(QObject):
    said = Signal(str)  # a sentence for the help line at the foot

    def __init__(self, ctx: "Context", form: EntryForm) -> None:
        super().__init__(form)
        self._ctx, self._form = ctx, form
        self._help: Help | None = None
        self._typed: Mapping[str, str] = {}
        self._asked = self._wanted = self._begun = False
        self._lots = 0
        self._told: tuple[object, ...] = ()
        self._found: tuple[Suggested, ...] = ()
        if picker := self._picker("category"):
            picker.offer(self._offers)

    def begin(self, draft: Draft) -> None:
        """Take a form that was filled at once; between two forms there is time to learn from what was filed."""
        self._asked = self._wanted = False
        self._typed = draft.values
        self.look(draft)
        if self._begun and not self._is_told():
            self._lots = _MOST_LOTS
            self._learn()
        self._begun = True

    def look(self, draft: Draft) -> None:
        """Take what is typed now: the index is fetched with the first words, the agency follows the category."""
        self._typed = draft.values
        if not self._asked and self._is_told():
            self._ask()
        self._propose_agency()

    def open(self) -> None:
        """Go to the category with the offers in sight; what is typed this moment counts."""
        picker = self._picker("category")
        if picker is None:
            return
        self._typed = self._form.values()
        picker.setFocus(Qt.FocusReason.PopupFocusReason)
        if self._help is None:
            self._wanted = True
            self._ask()
        elif not picker.show_offers():
            self.said.emit(self.tr("Nothing to suggest yet: type the title or the report first, or a part of a name."))

    # ---- the index ----

    def _ask(self) -> None:
        self._asked = True
        session = self._ctx.session
        work = partial(session.services.suggest_categories.load, session.officer, self._help)
        self._ctx.read.ask(work, self._on_loaded, self._on_failed, owner=self)

    def _on_loaded(self, loaded: "Help") -> None:
        self._help = loaded
        picker = self._picker("category")
        if self._wanted:
            self._wanted = False
            self.open()
        elif picker is not None and picker.hasFocus() and picker.value() is None and not picker.text():
            picker.show_offers()  # whoever was quicker than the index sees them now

    def _on_failed(self, problem: AppError) -> None:
        self._asked = self._wanted = False
        if problem.code != "query_interrupted":
            self.said.emit(self._ctx.words.problem(problem).title)

    def _learn(self) -> None:
        session = self._ctx.session
        work = partial(session.services.suggest_categories.learn, session.officer)
        self._ctx.write.ask(work, self._on_learned, self._on_not_learned, owner=self)

    def _on_learned(self, more: bool) -> None:
        self._lots -= 1
        if more and self._lots > 0 and not self._is_told():
            self._learn()

    def _on_not_learned(self, problem: AppError) -> None:
        """Let it be: what could not be learned now is learned with the next form."""

    # ---- categories ----

    def _is_told(self) -> bool:
        return bool(self._typed.get("title") or self._typed.get("text"))

    def _offers(self) -> Sequence[Suggestion]:
        if self._help is None:
            return ()
        suggester = self._help.suggester
        typed = self._form.values()
        told = (suggester, *(typed.get(name, "") for name in _TELLING))
        if told != self._told:
            self._told, self._found = told, suggester.suggest(typed, _RANKED)
        label = self._ctx.lists.categories.label
        return [
            Suggestion(
                id=one.category,
                label=label(one.category),
                note=self._reason(one),
                key=str(place) if place <= _SHOWN else "",
            )
            for place, one in enumerate(self._found, 1)
        ]

    def _reason(self, one: "Suggested") -> str:
        if one.reports:
            return self.tr("from %n similar report(s)", "", one.reports)
        return self.tr("from words: %1").replace("%1", ", ".join(one.words))

    # ---- the agency ----

    def _propose_agency(self) -> None:
        picker = self._picker("agency")
        if picker is None or picker.value() is not None:
            return
        lists = self._ctx.lists
        agency = proposed_agency(
            self._typed,
            rules=lists.agency_rules,
            own_agency=self._ctx.session.desk.agency_id,
            agencies=lists.agencies,
            categories=lists.categories,
        )
        if agency is None:
            picker.propose(None)
            return
        detail = agency.name if agency.name != agency.short_name else ""
        proposal = Suggestion(id=agency.id, label=agency.short_name, detail=detail)
        hint = self.tr("Proposed: %1. Enter takes it.").replace("%1", agency.name)
        picker.propose(proposal, self.tr("proposed"), hint)

    def _picker(self, name: str) -> Picker | None:
        return cast("Picker", self._form.fields[name].input) if self._ctx.form.has(name) else None
