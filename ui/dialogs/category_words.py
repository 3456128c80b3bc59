"""Words of categories: what people say for each, changed by an admin; the next suggestion goes by them."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.category import CategoryId
from app.domain.errors import AppError, FieldProblem
from app.domain.suggest import words_content
from ui import theme
from ui.context import Context
from ui.keys import bind, shown_key
from ui.problems import show_in
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.field import Field
from ui.widgets.field_rows import Cell, FieldRows
from ui.widgets.label import label
from ui.widgets.picker import Picker
from ui.widgets.suggestions import Suggestion
from ui.widgets.text_box import TextBox
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Session

_LIST: Final = "category_words"
_LINES: Final = 6


class CategoryWordsPanel(QWidget):
    """Type a part of a category, Enter, change its words, Ctrl+Enter; the next one can be typed at once."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._words: Mapping[CategoryId, Sequence[str]] = {}
        self._stored = ""
        self._build()
        self._look()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("category_words")
        self.banner = Banner("words_problem")
        said = self.tr("What people say for a category. The entry form suggests the category when a report says it.")
        self.category = Picker("words_category", self._find)
        self.box = TextBox("words_said", lines=_LINES)
        self.category_field = Field(self.tr("Category"), self.category)
        hint = self.tr("A comma or a new line between them; several words stand next to each other")
        self.words_field = Field(self.tr("Words"), self.box, hint=hint)
        self.keep = ActionButton(
            "keep_words", self.tr("Keep"), key=shown_key("words", "keep_words"), weight=Weight.PRIMARY
        )
        self.reset = ActionButton(
            "reset_words", self.tr("As shipped"), key=shown_key("words", "reset_words"), weight=Weight.QUIET
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, worn.px(8), 0, 0)
        rows.setSpacing(worn.px(4))
        rows.addWidget(label(said, "soft", wrap=True))
        rows.addWidget(self.banner)
        rows.addWidget(self.category_field)
        rows.addWidget(self.words_field, 1)
        last = FieldRows()
        last.arrange([[Cell(widget=button, least=0, share=0) for button in (self.keep, self.reset)]])
        rows.addLayout(last)
        self.category.changed.connect(self._on_category_changed)
        self.keep.clicked.connect(self._on_keep)
        self.reset.clicked.connect(self._on_reset)
        bind("words", self, {"keep_words": self.keep.click, "reset_words": self.reset.click})
        self._show_category()

    def _find(self, typed: str) -> Sequence[Suggestion]:
        categories = self._ctx.lists.categories
        return [Suggestion(id=found.id, label=categories.label(found.id)) for found in categories.find(typed)]

    def _look(self) -> None:
        session = self._ctx.session
        work = partial(session.services.suggest_categories.words, session.officer)
        self._ctx.read.ask(work, self._on_words, self._on_failed, owner=self)

    def _on_words(self, words: Mapping[CategoryId, Sequence[str]]) -> None:
        self._words = words
        self._show_category()

    def _on_category_changed(self) -> None:
        self.banner.dismiss()
        self._show_category()

    def _show_category(self) -> None:
        """Show the words of the category picked; without one there is nothing to change."""
        id = self.category.value()
        self.words_field.set_error(None)
        self.box.set_value(", ".join(self._words.get(CategoryId(id), ())) if id else "")
        for widget in (self.box, self.keep, self.reset):
            widget.setEnabled(id is not None)

    def _on_keep(self) -> None:
        shipped = self._ctx.lists.category_words.get(CategoryId(self.category.value() or ""), ())
        try:
            content = words_content(shipped, self.box.value())
        except AppError as problem:
            said = FieldProblem(field="words_said", code=problem.code, facts=MappingProxyType(dict(problem.facts)))
            self.words_field.set_error(self._ctx.words.field(said))
            self.words_field.focus_input()
            return
        self._store(content)

    def _on_reset(self) -> None:
        self._store({})

    def _store(self, content: Mapping[str, object]) -> None:
        id = self.category.value()
        if id is None:
            return
        self._stored = self._ctx.lists.categories.label(id)
        work = partial(_stored, self._ctx.session, id, content)
        self._ctx.write.ask(work, self._on_stored, self._on_failed, owner=self)

    def _on_stored(self, words: Mapping[CategoryId, Sequence[str]]) -> None:
        self._words = words
        self.category.set_value(None)
        self.banner.say(self.tr("Kept: %1").replace("%1", self._stored), tone=Tone.OK)
        self.category.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)


def _stored(session: "Session", id: str, content: Mapping[str, object]) -> Mapping[CategoryId, Sequence[str]]:
    session.services.edit_reference(session.officer, _LIST, id, content)
    return session.services.suggest_categories.words(session.officer)
