"""The line of time of a case, newest first: what the desk did and what the centre said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.asking import StatusNote
from app.domain.call_back import outcome_read
from app.domain.changes import CentralAnswer
from app.domain.follow_up import CaseFact, FactKind
from app.domain.listing import CorrectionLine
from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_FOLLOWS: Final = frozenset({"complete_by", "answer_due_on", "close_due_on"})
MOMENT: Final = Qt.ItemDataRole.UserRole
_OF_CENTRE: Final = frozenset(kind for kind in FactKind if kind.value.startswith("centre_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One row: when, what, who; ``of_centre`` tells the provincial server's facts from the desk's own."""

    when: str
    what: str
    who: str
    of_centre: bool


class FactsModel(QAbstractListModel):
    """Facts in words."""

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._moments: list[Moment] = []
        self._before: Sequence[CorrectionLine] = ()
        self._answers: Sequence[CentralAnswer] = ()

    def show_facts(
        self,
        facts: Sequence[CaseFact],
        corrections: Sequence[CorrectionLine] = (),
        answers: Sequence[CentralAnswer] = (),
    ) -> None:
        """Show a history; what was corrected stands with its correction, what the centre answered with its words.

        An answer that no fact tells of, as in a colleague's case, is a moment of its own.
        """
        self.beginResetModel()
        self._before, self._answers = corrections, answers
        told = {fact.at for fact in facts if fact.kind is FactKind.CENTRE_ANSWERED}
        facts = (*facts, *(_answered(one) for one in answers if one.at not in told))
        ordered = sorted(enumerate(facts), key=lambda numbered: (numbered[1].at, numbered[0]), reverse=True)
        self._moments = [self._moment(fact) for _, fact in ordered]
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._moments)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._moments):
            return None
        moment = self._moments[index.row()]
        if role == MOMENT:
            return moment
        if role == Qt.ItemDataRole.DisplayRole:
            return " · ".join(part for part in (moment.when, moment.what, moment.who) if part)
        return None

    def _in_words(self, fact: CaseFact, detail: str) -> str:
        """Give the detail of what was told or tried by telephone; any other as it is."""
        word = self._ctx.words.word
        if fact.kind is FactKind.STATUS_TOLD and (told := StatusNote.read(detail)):
            said = f"{word('asked_by', told.by.value)}, {word('proof', told.proof.value)}"
            return f"{said}: {told.note}" if told.note else said
        if fact.kind is FactKind.CALLED_BACK:
            outcome, note = outcome_read(detail)
            return ": ".join(part for part in (word("call_outcome", outcome.value) if outcome else "", note) if part)
        if fact.kind in (FactKind.HANDED_OVER, FactKind.HAND_OVER_ASKED):
            return word("forwarder", detail)
        return detail

    def _was(self, line: CorrectionLine) -> str:
        labels = {"answer_due_on": self.tr("Answer due"), "close_due_on": self.tr("Closing due")}
        form = self._ctx.form
        label = form.field(line.field).label[self._ctx.language] if form.has(line.field) else labels.get(line.field, "")
        before = line.before or self.tr("empty")
        return self.tr("%1 before: %2").replace("%1", label).replace("%2", before)

    def _moment(self, fact: CaseFact) -> Moment:
        local, formats = self._ctx.local(fact.at), self._ctx.formats
        today = local.date() == self._ctx.today()
        day = self.tr("Today") if today else formats.day_and_short_date(local.date())
        if local.year != self._ctx.today().year:
            day = formats.date(local.date())
        detail = fact.detail
        if fact.kind is FactKind.CENTRE_REJECTED:
            detail = self._ctx.words.word("outcome_code", detail)
        detail = self._in_words(fact, detail)
        what = self._ctx.words.word("fact", fact.kind.value, detail=detail)
        if fact.kind in (FactKind.RECEIPT_PRINTED, FactKind.RECEIPT_SAVED):
            copy = self.tr("copy %1").replace("%1", detail) if detail else self.tr("original")
            what = f"{what} ({copy})"
        elif fact.kind in (FactKind.CORRECTED, FactKind.COMPLETED, FactKind.CENTRE_EDITED):
            lines = [line for line in self._before if line.at == fact.at]
            if fact.kind is FactKind.COMPLETED:  # that the days moved is what completing means
                lines = [line for line in lines if line.field not in _FOLLOWS]
            what = "\n".join((what, *map(self._was, lines)))
        elif fact.kind is FactKind.CENTRE_ANSWERED:
            texts = [f"“{one.text}”" for one in self._answers if one.at == fact.at]
            what = "\n".join((what, *texts))
        elif fact.kind is FactKind.NOTE:
            what = f"{what}: {detail}"
        return Moment(
            when=f"{day} {formats.time(local)}",
            what=what,
            who=fact.officer_name or (self.tr("provincial server") if fact.kind in _OF_CENTRE else ""),
            of_centre=fact.kind in _OF_CENTRE,
        )


def _answered(answer: CentralAnswer) -> CaseFact:
    return CaseFact(
        complaint_id=answer.complaint_id, at=answer.at, kind=FactKind.CENTRE_ANSWERED, detail=answer.from_name
    )
