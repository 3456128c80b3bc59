"""The edges of the window: whose desk it is and who sits there, where to go, how the line stands."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from app.domain.access import Act, may
from ui import theme
from ui.context import Context
from ui.frame_words import FrameWords
from ui.keys import shown_key
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.badge import Badge
from ui.widgets.label import ElidedLabel, label
from ui.widgets.nav_button import NavButton
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Standing

_TOP: Final = 43
_SIDE: Final = 167
_SIDE_EDGE: Final = 8
_FOOT: Final = 23
_LARGE: Final = 1.75


class _Bar(QFrame):
    """A plain strip that measures itself anew when the look changes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "bar")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self.measure()

    def measure(self) -> None:
        """Take on the measures of the present theme."""


class TopBar(_Bar):
    """Desk, what exists only here, the last sync, the officer."""

    sync_wanted = Signal()
    lock_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__("top_bar")
        self._ctx, self._words = ctx, FrameWords(ctx)
        self._standing: Standing | None = None
        self._build()

    def _build(self) -> None:
        session = self._ctx.session
        self._brand = label("Loket Aduan", Type.HEADING)
        desk = self.tr("%1 · Counter %2").replace("%1", session.desk.agency_name).replace("%2", session.desk.counter)
        self._desk = ElidedLabel(desk, role="soft")
        self._desk.setObjectName("desk_name")
        self.only_here = Badge("", Tone.WARN, pill=True)
        self.only_here.setObjectName("only_here")
        self.only_here.hide()
        self.synced = ElidedLabel("", role="soft")
        self.synced.setObjectName("synced")
        self.sync_button = ActionButton("sync_now", self.tr("Sync"), key=shown_key("window", "sync_now"))
        self._officer = ActionButton(
            "officer_menu", self._words.officer(), weight=Weight.QUIET, key=shown_key("window", "lock")
        )
        self._officer.setToolTip(self.tr("Lock the desk or let somebody else sign in"))
        for button in (self.sync_button, self._officer):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not may(session.officer, Act.SYNC):
            self.sync_button.hide()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._brand)
        self._row.addWidget(self._desk, 1)
        for widget in (self.only_here, self.synced, self.sync_button, self._officer):
            self._row.addWidget(widget)
        self.sync_button.clicked.connect(self.sync_wanted)
        self._officer.clicked.connect(self._on_officer_clicked)
        self.measure()

    def show_standing(self, standing: "Standing") -> None:
        """Show how the desk stands."""
        self._standing = standing
        only_here = self._words.only_here(standing)
        self.only_here.set_status(only_here, Tone.WARN)
        self.only_here.setVisible(bool(only_here))
        self.synced.set_text(self._words.synced(standing))

    def show_running(self, running: bool) -> None:
        """Show that a sync is on, or over."""
        self.sync_button.setEnabled(not running)
        if running:
            self.synced.set_text(self.tr("sync is running"))
        elif self._standing is not None:
            self.synced.set_text(self._words.synced(self._standing))

    def measure(self) -> None:
        """Take on the measures of the present theme; large type leaves out what is known anyway."""
        worn = theme.current()
        large = worn.scale >= _LARGE
        self._officer.set_words(self._words.officer(short=large), key="" if large else shown_key("window", "lock"))
        if large:
            self._brand.hide()
        self.setFixedHeight(worn.px(_TOP))
        self._row.setContentsMargins(worn.px(16), 0, worn.px(4), 0)
        self._row.setSpacing(worn.px(14))

    def _on_officer_clicked(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Lock the desk")).triggered.connect(self.lock_wanted)
        menu.addAction(self.tr("Change officer")).triggered.connect(self.lock_wanted)
        menu.addAction(self.tr("Close Loket Aduan")).triggered.connect(self.close_wanted)
        menu.popup(self._officer.mapToGlobal(self._officer.rect().bottomLeft()))


class SideBar(_Bar):
    """The pages there are, settings and help; the keys are bound by the window."""

    page_wanted = Signal(str)
    settings_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__("side_bar")
        self.pages = {
            "entry": _nav("nav_entry", self.tr("New entry"), "new_entry"),
            "list": _nav("nav_list", self.tr("Find & list"), "open_list"),
            "today": _nav("nav_today", self.tr("Today"), "open_today"),
            "copy": _nav("nav_copy", self.tr("Copy desk"), "open_copy"),
            "sync": _nav("nav_sync", self.tr("Sync page"), "open_sync"),
            "report": _nav("nav_report", self.tr("Report"), "open_report"),
            "status": _nav("nav_status", self.tr("Status"), "ask_status"),
            "calls": _nav("nav_calls", self.tr("Call back"), "call_backs"),
            "import": _nav("nav_import", self.tr("Import"), "open_import"),
        }
        if not may(ctx.session.officer, Act.REGISTER):
            self.pages["entry"].hide()
        if not may(ctx.session.officer, Act.IMPORT):
            self.pages["import"].hide()
        if not may(ctx.session.officer, Act.FOLLOW_UP):
            self.pages["status"].hide()
            self.pages["copy"].hide()
        settings = _nav("nav_settings", self.tr("Settings"), "settings")
        help_button = _nav("nav_help", self.tr("Help"), "help")
        self._rows = QVBoxLayout(self)
        for button in self.pages.values():
            button.clicked.connect(self._on_page_clicked)
            self._rows.addWidget(button)
        self._rows.addStretch(1)
        for button, wanted in ((settings, self.settings_wanted), (help_button, self.help_wanted)):
            button.setCheckable(False)
            button.clicked.connect(wanted)
            self._rows.addWidget(button)
        for button in (*self.pages.values(), settings, help_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.measure()

    def show_page(self, name: str) -> None:
        """Show which page is open."""
        for other, button in self.pages.items():
            button.setChecked(other == name)

    def show_standing(self, standing: "Standing") -> None:
        """Show how many are due or late, need a look after the sync, wait to be called and to be typed over."""
        self.pages["today"].set_count(standing.late + standing.due_today, Tone.BAD if standing.late else Tone.WARN)
        self.pages["sync"].set_count(standing.sync.needs_person + standing.tasks_waiting, Tone.WARN)
        self.pages["calls"].set_count(standing.calls_waiting, Tone.NEUTRAL)
        self.pages["copy"].set_count(standing.to_copy, Tone.NEUTRAL)

    def measure(self) -> None:
        """Take on the measures of the present theme; large type leaves no room between the pages' names."""
        worn = theme.current()
        self.setFixedWidth(worn.px(_SIDE))
        self._rows.setContentsMargins(*[worn.px(_SIDE_EDGE)] * 4)
        self._rows.setSpacing(worn.px(2) if worn.scale < _LARGE else 0)

    def _on_page_clicked(self) -> None:
        name = next(name for name, button in self.pages.items() if button is self.sender())
        self.page_wanted.emit(name)


class Foot(_Bar):
    """How the line to the centre stands, and the count of the year."""

    def __init__(self, ctx: Context) -> None:
        super().__init__("foot")
        self._words = FrameWords(ctx)
        self.line = ElidedLabel("", Type.HINT, role="soft")
        self.line.setObjectName("line")
        self.count = ElidedLabel("", Type.HINT, role="soft")
        self.count.setObjectName("year_count")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.count)
        self.measure()

    def show_standing(self, standing: "Standing") -> None:
        """Show how the desk stands."""
        self.line.set_text(self._words.line(standing))
        self.count.set_text(self._words.count(standing))

    def measure(self) -> None:
        """Take on the measures of the present theme."""
        worn = theme.current()
        self.setFixedHeight(worn.px(_FOOT))
        self._row.setContentsMargins(worn.px(16), 0, worn.px(16), 0)


def _nav(name: str, words: str, act: str) -> NavButton:
    return NavButton(name, words, key=shown_key("window", act), width=_SIDE - 2 * _SIDE_EDGE)


def hairline(*, vertical: bool = False) -> QFrame:
    """Give a line of one pixel between two parts."""
    line = QFrame()
    line.setProperty("kind", "line")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
