"""Which papers a report like this one usually needs: one quiet line, so that nobody has to come twice."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from app.domain.documents import documents_for
from app.domain.draft import Draft
from ui.keys import shown_key
from ui.theme import Type
from ui.widgets.label import label
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from ui.context import Context

_LOOKED_AT: Final = ("title", "text", "category", "classification", "relation", "kind")
_MOST: Final = 4


class PapersPanel(SidePanel):
    """Shown while something is usually needed; what is missing is ticked in the strip that its key opens."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent=parent)
        self._looked: tuple[str, ...] | None = None
        self.setObjectName("papers_panel")
        self.set_heading(self.tr("Usual papers"))
        self.set_hint(self.tr("%1 if missing").replace("%1", shown_key("entry", "incomplete")))
        self.papers = label("", Type.LABEL, wrap=True)
        self.papers.setObjectName("usual_papers")
        self.body.addWidget(self.papers)
        self.hide()

    def begin(self, draft: Draft) -> None:
        self.look(draft)

    def look(self, draft: Draft) -> None:
        typed = tuple(draft.get(name) for name in _LOOKED_AT)
        if typed == self._looked:
            return
        self._looked = typed
        lists, language = self._ctx.lists, self._ctx.language
        usual = documents_for(draft.values, lists.documents, lists.categories, most=_MOST)
        self.papers.setText(" · ".join(rule.label[language] for rule in usual))
        self.setVisible(bool(usual))
