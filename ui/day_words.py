"""Days and moments as people count them at the desk: "sisa 2 hari kerja", "per 07.52", "per 3 hari lalu"."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.context import Context


class DayWords(QObject):
    """Whole words from days; nothing is counted here."""

    def __init__(self, ctx: "Context") -> None:
        super().__init__()
        self._ctx = ctx

    def left(self, days: int | None, day: date | None = None) -> str:
        """Give how many working days are left or have gone by, where nobody counted them the day itself."""
        if days is None:
            return self._ctx.formats.date(day) if day is not None else ""
        if days == 0:
            return self.tr("today")
        if days < 0:
            return self.tr("%n working day(s) late", "", -days)
        return self.tr("%n working day(s) left", "", days)

    def since(self, day: date) -> str:
        """Give "sejak Jum 20-11"; of another year with the year."""
        formats = self._ctx.formats
        same_year = day.year == self._ctx.today().year
        said = formats.day_and_short_date(day) if same_year else formats.date(day)
        return self.tr("since %1").replace("%1", said)

    def since_moment(self, moment: datetime) -> str:
        """Give "sejak 07.55", of another day "sejak 21-11-2026 07.55"."""
        local, formats = self._ctx.local(moment), self._ctx.formats
        said = formats.time(local) if local.date() == self._ctx.today() else formats.moment(local)
        return self.tr("since %1").replace("%1", said)

    def as_of(self, moment: datetime) -> str:
        """Give "per 07.52", of another day "per 3 hari lalu"."""
        local, formats = self._ctx.local(moment), self._ctx.formats
        today = self._ctx.today()
        said = formats.time(local) if local.date() == today else formats.relative_day(local.date(), today)
        return self.tr("as of %1").replace("%1", said)
