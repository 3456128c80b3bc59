"""The words of the day: what a group is called, what is to be done about it, and how each of its cases stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.next_step import StepKind
from app.domain.today import Today, TodayGroup, TodayRow
from ui.day_words import DayWords
from ui.status_look import OF_DELIVERY, OF_TASK
from ui.task_words import delivery_to_do, task_to_do
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context


class TodayWords(QObject):
    """Words and looks from a day; nothing is asked here."""

    def __init__(self, ctx: "Context") -> None:
        super().__init__()
        self._ctx, self._days = ctx, DayWords(ctx)

    def group(self, group: TodayGroup) -> str:
        """Give the heading of a group."""
        return {
            TodayGroup.DUE: self.tr("Due today"),
            TodayGroup.LATE: self.tr("Late"),
            TodayGroup.WAITING: self.tr("Waiting for the reporter"),
            TodayGroup.REFUSED: self.tr("Refused by the centre, needs a look"),
            TodayGroup.UNSENT: self.tr("Not sent yet"),
            TodayGroup.UNTOLD: self.tr("Ended, the reporter was not told"),
        }[group]

    def to_do(self, group: TodayGroup, today: Today) -> str:
        """Give what is to be done about a group, and of when what is known of it is."""
        as_of = f"{self._days.as_of(today.heard_at)} · " if today.heard_at is not None else ""
        match group:
            case TodayGroup.DUE:
                return self.tr("answer or close them today")
            case TodayGroup.LATE:
                return self.tr("press the unit, note the reason")
            case TodayGroup.WAITING:
                return self.tr("ask for what is missing")
            case TodayGroup.REFUSED:
                return as_of + self.tr("put right, then send again")
            case TodayGroup.UNSENT:
                since = f"{self._days.since_moment(today.only_here_since)} · " if today.only_here_since else ""
                goes = self.tr("goes with the next sync") if today.connected else self.tr("the desk is not connected")
                return since + goes
            case TodayGroup.UNTOLD:
                return as_of + self.tr("call, then note how")

    def sentence(self, today: Today) -> str:
        """Give the counts of all groups that have anything in one sentence."""
        counted = {
            TodayGroup.DUE: lambda n: self.tr("%n due today", "", n),
            TodayGroup.LATE: lambda n: self.tr("%n late", "", n),
            TodayGroup.WAITING: lambda n: self.tr("%n waiting for the reporter", "", n),
            TodayGroup.REFUSED: lambda n: self.tr("%n refused", "", n),
            TodayGroup.UNSENT: lambda n: self.tr("%n not sent yet", "", n),
            TodayGroup.UNTOLD: lambda n: self.tr("%n not told yet", "", n),
        }
        said = [counted[part.group](part.count) for part in today.parts if part.count]
        return " · ".join(said) if said else self.tr("Nothing is due, late or waiting.")

    def state(self, group: TodayGroup, row: TodayRow) -> str:
        """Give how a case stands in its group."""
        word = self._ctx.words.word
        match group:
            case TodayGroup.DUE | TodayGroup.LATE:
                closes = row.step is not None and row.step.kind is StepKind.CLOSE
                return self.tr("to be closed") if closes else self.tr("to be answered")
            case TodayGroup.WAITING:
                return self.tr("waiting")
            case TodayGroup.REFUSED if row.trouble is not None and row.trouble.task is not None:
                return word("task_short", row.trouble.task.value)
            case TodayGroup.REFUSED if row.trouble is not None and row.trouble.delivery is not None:
                return word("delivery_short", row.trouble.delivery.value)
            case TodayGroup.UNSENT if row.case.delivery is not None:
                return word("delivery_short", row.case.delivery.value)
            case _:
                return row.case.central_status or word("status", row.case.status.value)

    def look(self, group: TodayGroup, row: TodayRow) -> tuple[Tone, str]:
        """Give tone and sign of that."""
        match group:
            case TodayGroup.DUE:
                return Tone.WARN, "dot"
            case TodayGroup.LATE:
                return Tone.BAD, "warning"
            case TodayGroup.WAITING:
                return Tone.WARN, "half"
            case TodayGroup.REFUSED if row.trouble is not None and row.trouble.task is not None:
                return OF_TASK[row.trouble.task]
            case TodayGroup.REFUSED if row.trouble is not None and row.trouble.delivery is not None:
                return OF_DELIVERY[row.trouble.delivery]
            case TodayGroup.UNSENT if row.case.delivery is not None:
                return OF_DELIVERY[row.case.delivery]
            case _:
                return Tone.OK, "check"

    def advice(self, row: TodayRow) -> str:
        """Give what was refused and what to do about it, "" for a case without trouble."""
        trouble = row.trouble
        if trouble is not None and trouble.task is not None:
            return task_to_do(self._ctx.words, self._ctx.lists, trouble.task, trouble.code, trouble.detail)
        if trouble is not None and trouble.delivery is not None:
            return delivery_to_do(self._ctx.words, trouble.delivery, trouble.code)
        return ""
