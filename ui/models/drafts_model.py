"""What stands in the list of the handover: one's own drafts, those that colleagues offer, and whose the others are."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.kept_draft import ColleaguesDraft, DraftsAtHand, KeptDraft, draft_title
from ui.widgets.line_list import LINE, Line
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()


class DraftsModel(QAbstractListModel):
    """Own ones first, then what is offered, then what is not."""

    def __init__(self, ctx: "Context", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._rows: list[KeptDraft | ColleaguesDraft] = []

    def show_drafts(self, found: DraftsAtHand) -> None:
        """Show these."""
        self.beginResetModel()
        rest = [draft for draft in found.others if draft.handed_at is None]
        self._rows = [*found.own, *found.offered, *rest]
        self.endResetModel()

    def row(self, row: int) -> KeptDraft | ColleaguesDraft | None:
        """Give what stands in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def own(self) -> tuple[KeptDraft, ...]:
        """Give one's own."""
        return tuple(row for row in self._rows if isinstance(row, KeptDraft))

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None or role not in (LINE, Qt.ItemDataRole.DisplayRole):
            return None
        line = self._own(row) if isinstance(row, KeptDraft) else self._others(row)
        return line if role == LINE else line.said()

    def _own(self, kept: KeptDraft) -> Line:
        offered = kept.handed_at is not None
        return Line(
            head=draft_title(kept.draft) or self.tr("without a title"),
            below=self.tr("Yours, stored %1").replace("%1", self._when(kept.kept_at)),
            badge=self.tr("offered to colleagues") if offered else self.tr("yours"),
            tone=Tone.WARN if offered else Tone.NEUTRAL,
            sign="chevron-right" if offered else "",
            note=self._when(kept.handed_at) if kept.handed_at else "",
        )

    def _others(self, draft: ColleaguesDraft) -> Line:
        stored = self.tr("%1, stored %2").replace("%1", draft.officer_name).replace("%2", self._when(draft.kept_at))
        if draft.handed_at is None:
            head = self.tr("Unfinished entry of %1").replace("%1", draft.officer_name)
            return Line(head=head, below=stored, badge=self.tr("not offered"), tone=Tone.NEUTRAL)
        return Line(
            head=draft.title or self.tr("title shown after accepting"),
            below=stored,
            badge=self.tr("offered to you"),
            tone=Tone.ACCENT,
            sign="chevron-right",
            note=self._when(draft.handed_at),
        )

    def _when(self, at: datetime) -> str:
        return moment_shown(self._ctx)(at)


def moment_shown(ctx: "Context") -> Callable[[datetime], str]:
    """Give how a moment is shown: today its time alone."""

    def shown(at: datetime) -> str:
        local = ctx.local(at)
        return ctx.formats.time(local) if local.date() == ctx.today() else ctx.formats.moment(local)

    return shown
