"""What the frame of the window says about the desk: who sits there, what exists only here, how the line stands."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.services import Standing
    from ui.context import Context

_HOUR = 3600
_DAY = 86400


class FrameWords(QObject):
    """Whole sentences from a standing; nothing is asked here."""

    def __init__(self, ctx: "Context") -> None:
        super().__init__()
        self._ctx = ctx

    def officer(self, *, short: bool = False) -> str:
        """Give "Siti Rahmawati · petugas", the name alone when ``short``."""
        officer = self._ctx.session.officer
        if short:
            return officer.full_name
        return f"{officer.full_name} · {self._ctx.words.word('role', officer.role.value)}"

    def only_here(self, standing: "Standing") -> str:
        """Give "3 hanya di PC ini, sejak 07.55"; nothing when nothing is."""
        sync = standing.sync
        if not sync.only_here or sync.only_here_since is None:
            return ""
        said = self.tr("%n only on this PC, since %1", "", sync.only_here)
        return said.replace("%1", self._when(sync.only_here_since))

    def synced(self, standing: "Standing") -> str:
        """Give "sinkron 07.52 (2 jam lalu)"."""
        last = standing.sync.last_contact_at
        if last is None:
            return self.tr("never synced") if standing.sync.connected else ""
        return self.tr("synced %1 (%2)").replace("%1", self._when(last)).replace("%2", self._ago(last))

    def line(self, standing: "Standing") -> str:
        """Give how the line to the centre stands, for the foot of the window."""
        sync = standing.sync
        if not sync.connected:
            return self.tr("Not connected to the provincial server · everything is kept on this PC")
        if sync.by_stick:
            return self.tr("No line to the centre: what waits leaves on a stick (F6)")
        if sync.last_problem:
            why = self._ctx.words.problem(AppError(sync.last_problem)).title
            return self.tr("Offline: %1 · everything else works").replace("%1", why)
        if sync.last_contact_at is None:
            return self.tr("Connected, not synced yet · everything works")
        return self.tr("Connected, last contact %1").replace("%1", self._when(sync.last_contact_at))

    def count(self, standing: "Standing") -> str:
        """Give "1.284 aduan tahun ini · Loket A"."""
        number = self._ctx.formats.number(standing.recorded_this_year)
        said = self.tr("%1 complaints this year · Counter %2")
        return said.replace("%1", number).replace("%2", self._ctx.session.desk.counter)

    def _when(self, moment: datetime) -> str:
        local, formats = self._ctx.local(moment), self._ctx.formats
        return formats.time(local) if local.date() == self._ctx.today() else formats.moment(local)

    def _ago(self, moment: datetime) -> str:
        seconds = max(0, int((self._ctx.now() - moment).total_seconds()))
        if seconds < 60:
            return self.tr("just now")
        if seconds < _HOUR:
            return self.tr("%n minute(s) ago", "", seconds // 60)
        if seconds < _DAY:
            return self.tr("%n hour(s) ago", "", seconds // _HOUR)
        return self._ctx.formats.relative_day(self._ctx.local(moment).date(), self._ctx.today())
