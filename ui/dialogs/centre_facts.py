"""What this desk is at the centre, fact by fact: as which counter, whose cases it sees, its numbers, its permission."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.errors import NetworkProblem
from ui import theme
from ui.widgets.label import label

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
        worn = theme.current()
        self.setObjectName("centre_facts")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(worn.px(14))
        self._grid.setVerticalSpacing(worn.px(3))
        self._grid.setColumnStretch(1, 1)
        self.values: dict[str, QLabel] = {}
        for name, text in (
            ("role", self.tr("At the centre")),
            ("scope", self.tr("Sees")),
            ("series", self.tr("Numbers")),
            ("token", self.tr("Permission")),
        ):
            row = len(self.values)
            self._grid.addWidget(label(text, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
            self.values[name] = label("", wrap=True)
            self.values[name].setObjectName(f"centre_{name}")
            self._grid.addWidget(self.values[name], row, 1)
        self.hide()

    def show_place(self, place: "PlaceAtCentre | None", standing: "Standing") -> None:
        """Show how the desk stands there, or nothing while it is not enrolled."""
        self.setVisible(place is not None)
        if place is None:
            return
        desk, word = self._ctx.session.desk, self._ctx.words.word
        role = self.tr("counter %1 of %2, since %3").replace("%1", desk.counter).replace("%2", desk.agency_name)
        self.values["role"].setText(role.replace("%3", self._when(place.connected_at)))
        unknown = self.tr("known after the first sync")
        self.values["scope"].setText(word("feed_scope", place.scope.value) if place.scope is not None else unknown)
        series = self.tr("series %1, since %2").replace("%1", place.series)
        self.values["series"].setText(series.replace("%2", self._when(place.series_since)))
        self.values["token"].setText(self._token(standing))

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
