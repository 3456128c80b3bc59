"""What this desk is at the centre, fact by fact: as which counter, whose cases it sees, its numbers, its permission."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import NetworkProblem
from ui.widgets.fact_rows import FactRows

if TYPE_CHECKING:
    from datetime import datetime

    from app.services import PlaceAtCentre, Standing
    from ui.context import Context

_REFUSED = "token_refused"


class CentreFacts(QWidget):
    """Hidden while there is nothing to tell."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.rows = FactRows(
            "centre",
            (
                ("role", self.tr("At the centre")),
                ("scope", self.tr("Sees")),
                ("series", self.tr("Numbers")),
                ("token", self.tr("Permission")),
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        self.hide()

    def show_place(self, place: "PlaceAtCentre | None", standing: "Standing") -> None:
        """Show how the desk stands there, or nothing while it is not enrolled."""
        self.setVisible(place is not None)
        if place is None:
            return
        desk, word = self._ctx.session.desk, self._ctx.words.word
        role = self.tr("counter %1 of %2, since %3").replace("%1", desk.counter).replace("%2", desk.agency_name)
        self.rows.say("role", role.replace("%3", self._when(place.connected_at)))
        unknown = self.tr("known after the first sync")
        self.rows.say("scope", word("feed_scope", place.scope.value) if place.scope is not None else unknown)
        series = self.tr("series %1, since %2").replace("%1", place.series)
        self.rows.say("series", series.replace("%2", self._when(place.series_since)))
        self.rows.say("token", self._token(standing))

    def _token(self, standing: "Standing") -> str:
        last = standing.sync.last_contact_at
        if standing.sync.last_problem == _REFUSED:
            said = self._ctx.words.problem(NetworkProblem(_REFUSED))
            return f"{said.title}. {said.do}"
        if last is None:
            return self.tr("valid, not used yet")
        return self.tr("valid, last used %1").replace("%1", self._when(last))

    def _when(self, moment: "datetime") -> str:
        return self._ctx.formats.moment(self._ctx.local(moment))
