"""Working through a pile of papers: a page pinned beside the form, fields that stay, the number that counts up.

What stays is said at each field; a question that protects people is asked anew for every paper.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.domain.draft import Draft
from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from app.domain.pile import SLIP, carried, first_sticky, may_stick
from ui.models.pile import Pile, Sheet, content_of
from ui.widgets.attachments_panel import AttachmentsPanel
from ui.widgets.entry_frame import EntryFrame

if TYPE_CHECKING:
    from ui.context import Context
    from ui.widgets.pile_pane import PilePane


class PileMode(QObject):
    """``field`` gives the name of the field that has the focus."""

    switched = Signal(bool)  # the pile is begun or put away
    said = Signal(str)

    def __init__(self, ctx: "Context", frame: EntryFrame, *, field: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._frame, self._field = ctx, frame, field
        self._form = frame.form
        self._pile = Pile()
        self._sticky = first_sticky(ctx.form)
        self._content = b""
        self._attached: tuple[ComplaintId, Sheet] | None = None
        self._folder = ""
        self.on = False

    @cached_property
    def pane(self) -> "PilePane":
        """The place of the paper, made when the first is to be worked through."""
        pane = self._frame.pile
        pane.page.turned.connect(self._on_turned)
        return pane

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """Give what the keys of the entry page do here."""
        return {
            "pile": self.toggle,
            "pile_files": self.choose,
            "pile_keep": self.keep_field,
            "pile_swap": self.swap,
            "pile_page_on": partial(self._turn, 1),
            "pile_page_back": partial(self._turn, -1),
            "pile_nearer": partial(self._zoom, 1),
            "pile_farther": partial(self._zoom, -1),
            "pile_whole": partial(self._zoom, 0),
            "pile_up": partial(self._shift, down=-1),
            "pile_down": partial(self._shift, down=1),
            "pile_left": partial(self._shift, right=-1),
            "pile_right": partial(self._shift, right=1),
        }

    # ---- on and off ----

    def toggle(self) -> None:
        """Begin a pile, or put it away; what is typed stays."""
        self.on = not self.on
        self._form.ask_also(frozenset({SLIP}) if self.on else frozenset())
        self._frame.show_pile(self.on)
        self._mark()
        self._say()
        if self.on and self._pile.sheet is None:
            self.pane.ask_for_files()
        self.switched.emit(self.on)

    def swap(self) -> None:
        """Put the page on the other side of the form."""
        if self.on:
            self._frame.swap_pile()

    # ---- sheets ----

    def choose(self) -> None:
        """Let the scans of the pile be chosen, once for all of it."""
        if not self.on:
            self.toggle()
        dialog = QFileDialog(self.pane.window(), self.tr("Scans of the pile"), self._folder)
        dialog.setObjectName("pile_dialog")
        dialog.setNameFilters([f"{self.tr('Photos and documents')} (*.pdf *.jpg *.jpeg *.png)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, files: list[str]) -> None:
        self.lay([Path(file) for file in files])

    def lay(self, files: list[Path]) -> None:
        """Take these files as the pile, in the order of their names."""
        if files:
            self._folder = str(files[0].parent)
            self._pile.lay([Sheet(path=path) for path in sorted(files, key=lambda path: path.name)])
            self._show_sheet()

    def _show_sheet(self) -> None:
        self._say()
        sheet = self._pile.sheet
        if sheet is None:
            if self._pile.place[1]:
                self.pane.say_done()
            return
        work = partial(_sheet_and_content, sheet)
        self._ctx.read.ask(work, self._on_content, self._on_no_content, owner=self)

    def _on_content(self, found: tuple[Sheet, bytes]) -> None:
        sheet, content = found
        if sheet == self._pile.sheet:
            self._content = content
            self.pane.page.show_bytes(content)

    def _on_no_content(self, problem: AppError) -> None:
        self._content = b""
        self.pane.page.show_word(self._ctx.words.problem(problem).what)

    def _on_turned(self, _page: int, pages: int) -> None:
        if self._pile.split(pages):
            self._show_sheet()
        self._say()

    def _turn(self, by: int) -> None:
        """Turn the page of the paper, or pin another paper where it has but one."""
        if not self.on:
            return
        sheet, page = self._pile.sheet, self.pane.page
        if sheet is not None and sheet.page is None and 0 <= page.page + by < page.pages:
            page.turn(by)
        elif self._pile.go(by):
            self._show_sheet()

    def _zoom(self, by: int) -> None:
        if self.on:
            self.pane.page.zoom(by)

    def _shift(self, *, right: int = 0, down: int = 0) -> None:
        if self.on:
            self.pane.page.shift(right=right, down=down)

    def _say(self) -> None:
        place, of = self._pile.place
        sheet, page = self._pile.sheet, self.pane.page
        several = sheet is not None and sheet.page is None
        self.pane.say(
            place=place,
            of=of,
            recorded=self._pile.recorded,
            page=page.page + 1,
            pages=page.pages if several else 0,
        )

    # ---- fields that stay ----

    def keep_field(self) -> None:
        """Let the field that has the focus stay for the next paper, or stay no longer."""
        name = self._field()
        if not self.on or not self._ctx.form.has(name):
            return
        rule = self._ctx.form.field(name)
        label = rule.label[self._ctx.language]
        if not may_stick(rule):
            self.said.emit(self.tr("%1 is asked anew for every paper.").replace("%1", label))
            return
        self._sticky ^= {name}
        stays = name in self._sticky
        said = self.tr("%1 stays for the next paper.") if stays else self.tr("%1 is typed anew for the next paper.")
        self._mark()
        self.said.emit(said.replace("%1", label))

    def _mark(self) -> None:
        self._form.mark_kept(self._sticky if self.on else frozenset())

    def carried(self) -> dict[str, str]:
        """Give what the next paper begins with; nothing when no pile is worked through."""
        return carried(self._form.values(), self._sticky) if self.on else {}

    def keeps_time(self) -> bool:
        """Tell whether the moment of receipt is that of the pile and not the present."""
        return self.on and "received_at" in self._sticky and self._pile.recorded > 0

    # ---- filing ----

    def attach(self, draft: Draft) -> None:
        """Attach the sheet that is pinned, once for each paper; the page waits for it as for any other file."""
        sheet = self._pile.sheet
        if not self.on or sheet is None or not self._content or self._attached == (draft.id, sheet):
            return
        self._attached = (draft.id, sheet)
        panel = next((panel for panel in self._frame.side.panels if isinstance(panel, AttachmentsPanel)), None)
        if panel is None:
            return
        panel.attach(sheet.path if sheet.page is None else self._content, sheet.name)

    def note_recorded(self, number: str) -> None:
        """Take note of the number, pin the next sheet and say how it goes on."""
        self._pile.note_recorded()
        self._show_sheet()
        self.said.emit(self.tr("%1 is recorded.").replace("%1", number))


def _sheet_and_content(sheet: Sheet) -> tuple[Sheet, bytes]:
    """Give a sheet and what is shown and attached of it: one of several papers in a PDF is cut out of it."""
    content = content_of(sheet.path)
    if sheet.page is None:
        return sheet, content
    from ui.page_images import one_page

    return sheet, one_page(content, sheet.page)
