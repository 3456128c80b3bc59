"""The line to the provincial server: to whom, since when, when it syncs by itself, how fast, and who forwards."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.complaint import Forwarder
from app.domain.errors import AppError, StorageProblem
from app.settings import Settings
from ui import theme
from ui.dialogs.centre_facts import CentreFacts
from ui.problems import line
from ui.widgets.action_button import ActionButton
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.option import Option

if TYPE_CHECKING:
    from app.services import PlaceAtCentre, Session, Standing
    from ui.context import Context

_MINUTES: Final = (0, 5, 15, 30, 60, 240)
_PACES: Final = (0, 8, 16, 32, 64, 128, 256)
_HOUR: Final = 60
_LARGE: Final = 1.5


class CentrePanel(QWidget):
    """What is changed here holds at once; connecting itself is asked of the dialog around."""

    settings_changed = Signal(object)  # Settings
    connect_wanted = Signal()
    direct_wanted = Signal()
    kept = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, ctx: "Context", settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._settings = ctx, settings
        self._build()
        self.look()

    def _build(self) -> None:
        worn, session = theme.current(), self._ctx.session
        self.setObjectName("centre_panel")
        self.said = label("", wrap=True)
        self.said.setObjectName("centre_said")
        self.facts = CentreFacts(self._ctx)
        connect = ActionButton("settings_connect", self.tr("Connect ..."))
        connect.clicked.connect(self.connect_wanted)
        self.minutes = Combo("auto_sync_minutes", [Option(id=str(n), label=self._every(n)) for n in _MINUTES])
        self.minutes.set_value(str(_nearest(self._settings.auto_sync_minutes, _MINUTES)))
        self.pace = Combo("upload_kib_per_s", [Option(id=str(n), label=self._pace(n)) for n in _PACES])
        self.pace.set_value(str(_nearest(self._settings.upload_kib_per_s, _PACES)))
        words = self._ctx.words
        who = [
            Option(id=one.value, label=words.word("forwarder", one.value))
            for one in (Forwarder.PUSAT, Forwarder.BY_HAND, Forwarder.DESK)
        ]
        self.forwarder = Combo("forwarder", who)
        self.unattended = CheckBox("unattended", self.tr("Sync also while nobody is signed in (by a scheduler)"))
        self.unattended.setEnabled(False)
        large = worn.scale >= _LARGE
        if large:  # one line of large letters is wider than the screen
            self.unattended.setText(self.tr("Sync while nobody is signed in"))
        warning = self.tr(
            "For that, this desk's key lies in the key ring of this Windows or Linux account: whoever signs in to that"
            " account, and every program it runs, could read the complaints. Without it they stay closed until a PIN is"
            " typed."
        )
        self.warning = label(warning, "hint", wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, worn.px(12), 0, 0)
        rows.setSpacing(worn.px(8))
        rows.addWidget(self.said)
        rows.addWidget(self.facts)
        rows.addWidget(connect, 0, Qt.AlignmentFlag.AlignLeft)
        fields = (
            Field(
                self.tr("Sync by itself"),
                self.minutes,
                hint=self.tr("Also at once when the line is back; kept for this PC"),
            ),
            Field(
                self.tr("Speed for attachments"),
                self.pace,
                hint=self.tr("Reports go first, unlimited; kept for this PC"),
            ),
            Field(
                self.tr("Who sends new complaints to LAPOR!"),
                self.forwarder,
                hint=self.tr("Filed ones keep theirs; see their case page"),
            ),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(worn.px(16))
        grid.setVerticalSpacing(worn.px(4))
        columns = 1 if large else 2
        for place, field in enumerate(fields):
            grid.addWidget(field, place // columns, place % columns)
        self.direct = ActionButton("settings_direct", self.tr("Straight to LAPOR! ..."))
        self.direct.clicked.connect(self.direct_wanted)
        place = len(fields)
        grid.addWidget(self.direct, place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(grid)
        rows.addWidget(self.unattended)
        rows.addWidget(self.warning)
        rows.addStretch(1)
        if not may(session.officer, Act.MANAGE):
            for widget in (fields[2], self.direct, self.unattended, self.warning):
                widget.hide()
        self.minutes.changed.connect(self._on_settings)
        self.pace.changed.connect(self._on_settings)
        self.forwarder.changed.connect(self._on_forwarder)
        self.unattended.changed.connect(self._on_unattended)

    def look(self) -> None:
        """Ask how this desk is connected and what is set."""
        self._ctx.read.ask(partial(_seen, self._ctx.session), self._on_seen, self._on_failed, owner=self)
        if may(self._ctx.session.officer, Act.MANAGE):
            self._ctx.read.ask(partial(_allowed, self._ctx.session), self._on_allowed, self._on_failed, owner=self)

    def _every(self, minutes: int) -> str:
        if not minutes:
            return self.tr("never, only with F9")
        if minutes < _HOUR:
            return self.tr("every %n minute(s)", "", minutes)
        return self.tr("every %n hour(s)", "", minutes // _HOUR)

    def _pace(self, kib: int) -> str:
        return self.tr("at most %1 kB per second").replace("%1", str(kib)) if kib else self.tr("as fast as the line")

    def _on_seen(self, seen: "tuple[Standing, PlaceAtCentre | None, Forwarder]") -> None:
        standing, place, forwarder = seen
        self.said.setText(self._sentence(place))
        self.facts.show_place(place, standing)
        silent = self.forwarder.blockSignals(True)
        self.forwarder.set_value(forwarder.value)
        self.forwarder.blockSignals(silent)

    def _sentence(self, place: "PlaceAtCentre | None") -> str:
        if place is None:
            return self.tr("This counter is not connected. Everything is kept on this PC only.")
        if not place.url:
            return self.tr("Enrolled without a line: what waits leaves on a stick (F6, E).")
        return self.tr("Connected to %1.").replace("%1", place.url)

    def _on_settings(self) -> None:
        self._settings = replace(
            self._settings,
            auto_sync_minutes=int(self.minutes.value() or 0),
            upload_kib_per_s=int(self.pace.value() or 0),
        )
        self.settings_changed.emit(self._settings)

    def _on_forwarder(self) -> None:
        chosen, session = self.forwarder.value(), self._ctx.session
        if chosen is not None:
            work = partial(session.services.manage_desk.settings, session.officer, forwarder=Forwarder(chosen))
            self._ctx.write.ask(work, self._on_kept, self._on_forwarder_failed, owner=self)

    def _on_forwarder_failed(self, problem: AppError) -> None:
        self.look()
        self.failed.emit(problem)

    def _on_allowed(self, allowed: bool) -> None:
        silent = self.unattended.blockSignals(True)
        self.unattended.set_value(allowed)
        self.unattended.blockSignals(silent)
        self.unattended.setEnabled(True)

    def _on_unattended(self) -> None:
        unattended, officer = self._ctx.session.services.unattended, self._ctx.session.officer
        act = unattended.allow if self.unattended.value() else unattended.forbid
        self._ctx.write.ask(partial(act, officer), self._on_kept, self._on_unattended_failed, owner=self)

    def _on_unattended_failed(self, problem: AppError) -> None:
        silent = self.unattended.blockSignals(True)
        self.unattended.set_value(not self.unattended.value())
        self.unattended.blockSignals(silent)
        self.failed.emit(problem)

    def _on_kept(self, _: object) -> None:
        self.kept.emit()

    def _on_failed(self, problem: AppError) -> None:
        if isinstance(problem, StorageProblem) and problem.code.startswith("keyring_"):
            self.unattended.setEnabled(False)  # a PC without a key ring has nothing to allow
            self.warning.setText(line(self._ctx.words, problem))
            return
        self.failed.emit(problem)


def _nearest(value: int, offered: Sequence[int]) -> int:
    return min(offered, key=lambda one: abs(one - value))


def _seen(session: "Session") -> "tuple[Standing, PlaceAtCentre | None, Forwarder]":
    services = session.services
    status = services.desk_status
    return status(session.officer), services.connect.place(session.officer), status.desk().forwarder


def _allowed(session: "Session") -> bool:
    return session.services.unattended.allowed(session.officer)
