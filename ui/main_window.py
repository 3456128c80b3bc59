"""The frame of the desk: top bar, side bar, pages one above the other, status line; keys that work everywhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.errors import AppError, UserProblem
from app.settings import Settings
from ui import theme
from ui.auto_sync import AutoSync
from ui.context import Context
from ui.frame_parts import Foot, SideBar, TopBar, hairline
from ui.keys import bind
from ui.new_series import NewSeries
from ui.problems import show_in
from ui.scanner import Scanner
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from app.domain.asking import StatusAsked
    from app.services import KeptDraft, Recorded, Session, Standing
    from ui.pages.calls_page import CallsPage
    from ui.pages.case_page import CasePage
    from ui.pages.copy_page import CopyPage
    from ui.pages.entry_page import EntryPage
    from ui.pages.import_page import ImportPage
    from ui.pages.list_page import ListPage
    from ui.pages.report_page import ReportPage
    from ui.pages.saved_page import SavedPage
    from ui.pages.status_page import StatusPage
    from ui.pages.sync_page import SyncPage
    from ui.pages.today_page import TodayPage

_P = TypeVar("_P", bound=QWidget)
_LOOK_AGAIN_MS: Final = 60_000


class Page(Protocol):
    """What the frame asks of a page."""

    def start(self) -> None: ...
    def may_leave(self) -> bool: ...
    def stop(self) -> None: ...


class MainWindow(QWidget):
    """What stands around the pages. Pages are made when first wanted and told when they are shown."""

    lock_wanted = Signal()
    close_wanted = Signal()
    settings_changed = Signal(object)  # Settings
    settled = Signal()  # the first page is painted and the standing of the desk is shown

    def __init__(self, ctx: Context, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._settings = ctx, settings
        self._standing: Standing | None = None
        self._pages: dict[str, QWidget] = {}
        self._before_case = self._before_status = self._before_today = "list"
        self._roomy = False
        self._painted = self._settled = False
        self._minute = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._minute.timeout.connect(self.look_at_standing)
        self._auto_sync = AutoSync(ctx, settings.auto_sync_minutes, self)
        self._new_series = NewSeries(ctx, self)
        self._new_series.told.connect(self.show_problem)
        self._auto_sync.due.connect(self.sync_now)
        self._build()
        self._bind_keys()
        self._scanner = Scanner(self)
        self._scanner.scanned.connect(self._on_scanned)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    @property
    def session(self) -> "Session":
        """Who sits here."""
        return self._ctx.session

    def _build(self) -> None:
        self.setObjectName("main_window")
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self.problem = Banner("desk_problem")
        self.top, self.side, self.foot = TopBar(self._ctx), SideBar(self._ctx), Foot(self._ctx)
        self._inner = QVBoxLayout()
        self._inner.addWidget(self.problem)
        self._inner.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.side)
        middle.addWidget(hairline(vertical=True))
        middle.addLayout(self._inner, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top)
        rows.addWidget(hairline())
        rows.addLayout(middle, 1)
        rows.addWidget(hairline())
        rows.addWidget(self.foot)
        self._measure()
        self.top.sync_wanted.connect(self.sync_now)
        self.top.lock_wanted.connect(self.lock_wanted)
        self.top.close_wanted.connect(self.close_wanted)
        self.side.page_wanted.connect(self._open)
        self.side.settings_wanted.connect(self.open_settings)
        self.side.help_wanted.connect(self.open_help)

    def _bind_keys(self) -> None:
        bind(
            "window",
            self,
            {
                "new_entry": self.open_entry,
                "open_list": self.open_list,
                "open_today": self.open_today,
                "open_copy": self.open_copy,
                "open_sync": self.open_sync,
                "open_report": self.open_report,
                "sync_now": self.sync_now,
                "ask_status": self.open_status,
                "call_backs": self.open_calls,
                "open_import": self.open_import,
                "help": self.open_help,
                "settings": self.open_settings,
                "lock": self.lock_wanted.emit,
                "quit": self.close_wanted.emit,
            },
        )

    # ---- pages ----

    def start(self) -> None:
        """Open the first page and look how the desk stands."""
        if may(self._ctx.session.officer, Act.REGISTER):
            self.open_entry()
        else:
            self.open_list()
        self.look_at_standing()
        self._minute.start()
        self._auto_sync.start()

    def open_entry(self) -> None:
        """Show the entry page."""
        if may(self._ctx.session.officer, Act.REGISTER):
            self._open("entry")

    def open_list(self) -> None:
        """Show the list."""
        self._open("list")

    def open_today(self) -> None:
        """Show what today asks; going back returns to where it was opened."""
        self._open("today")

    def open_copy(self) -> None:
        """Show what is typed into LAPOR! by hand."""
        if may(self._ctx.session.officer, Act.FOLLOW_UP):
            self._open("copy")

    def open_sync(self) -> None:
        """Show the sync page."""
        self._open("sync")

    def open_report(self) -> None:
        """Show the report."""
        self._open("report")

    def open_import(self) -> None:
        """Show the import page."""
        if may(self._ctx.session.officer, Act.IMPORT):
            self._open("import")

    def open_status(self, asked: "StatusAsked | None" = None) -> None:
        """Show where somebody is told how their case stands; going back returns to where it was opened."""
        if may(self._ctx.session.officer, Act.FOLLOW_UP):
            self._open("status")
            self._status_page().begin(asked)

    def open_calls(self) -> None:
        """Show who waits to be called."""
        self._open("calls")

    def open_case(self, id: str) -> None:
        """Show a case; going back returns to where it was opened."""
        current = self.current()
        if not self._may_leave():
            return
        if current != "case":
            self._before_case = "list" if current in ("", "saved") else current
        page = self._case_page()
        page.open(id)
        self._open("case")

    def _on_scanned(self, number: str) -> None:
        """Open the case of a receipt that was held under the scanner."""
        session = self._ctx.session
        self._ctx.read.ask(
            lambda: session.services.find_complaints.by_number(session.officer, number),
            self._on_number_found,
            self._on_standing_failed,
            owner=self,
        )

    def _on_number_found(self, id: str | None) -> None:
        if id is None:
            self.show_problem(UserProblem("complaint_unknown"))
        else:
            self.problem.dismiss()
            self.open_case(id)

    def sync_now(self) -> None:
        """Sync in the background, whatever page is open."""
        if may(self._ctx.session.officer, Act.SYNC):
            self._sync_page().sync_now()

    def current(self) -> str:
        """Give the name of the page that is shown, "" before the first."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def page(self, name: str) -> QWidget | None:
        """Give a page that has been made."""
        return self._pages.get(name)

    def _open(self, name: str) -> None:
        if name != self.current() and not self._may_leave():
            return
        if name == "status":
            self._before_status = self.current() if self.current() not in ("", name) else self._before_status
        if name == "today" and self.current() not in ("", "case", name):
            self._before_today = self.current()
        page = self._page(name)
        self._stack.setCurrentWidget(page)
        self.side.setHidden(self._roomy and name == "entry")
        of_case = "today" if self._before_case == "today" else "list"
        self.side.show_page({"saved": "entry", "case": of_case}.get(name, name))
        cast("Page", page).start()

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        """Keep the keyboard on the page that is shown: a late answer may put it into one that is hidden by now."""
        shown = self._stack.currentWidget()
        if now is None or shown is None or not self._stack.isAncestorOf(now):
            return
        if now is not shown and not shown.isAncestorOf(now):
            self._focus_shown()

    def _focus_shown(self) -> None:
        shown = self._stack.currentWidget()
        if shown is not None:
            before: QWidget | None = shown.focusWidget()
            (shown if before is None else before).setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_leave(self) -> bool:
        shown = self._stack.currentWidget()
        return shown is None or cast("Page", shown).may_leave()

    def _page(self, name: str) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "entry": self._entry_page,
            "saved": self._saved_page,
            "list": self._list_page,
            "case": self._case_page,
            "sync": self._sync_page,
            "import": self._import_page,
            "status": self._status_page,
            "calls": self._calls_page,
            "copy": self._copy_page,
            "today": self._today_page,
            "report": self._report_page,
        }
        return makers[name]()

    def _entry_page(self) -> "EntryPage":
        from ui.pages.entry_page import EntryPage

        page = self._pages.get("entry")
        if not isinstance(page, EntryPage):
            page = self._keep("entry", EntryPage(self._ctx, self._stack))
            page.recorded.connect(self.show_saved)
            page.counted.connect(self.look_at_standing)
            page.room_wanted.connect(self._on_room_wanted)
            page.case_wanted.connect(self.open_case)
            page.status_wanted.connect(self.open_status)
        return page

    def _on_room_wanted(self, wanted: bool) -> None:
        """Give the entry page the width of the side bar as long as it is shown."""
        self._roomy = wanted
        self.side.setHidden(wanted and self.current() == "entry")

    def _saved_page(self) -> "SavedPage":
        from ui.pages.saved_page import SavedPage

        page = self._pages.get("saved")
        if not isinstance(page, SavedPage):
            page = self._keep("saved", SavedPage(self._ctx, self._stack))
            page.next_wanted.connect(self._on_next_wanted)
            page.changed.connect(self.look_at_standing)
            page.case_wanted.connect(self.open_case)
        return page

    def _list_page(self) -> "ListPage":
        from ui.pages.list_page import ListPage

        page = self._pages.get("list")
        if not isinstance(page, ListPage):
            page = self._keep("list", ListPage(self._ctx, self._stack))
            page.case_wanted.connect(self.open_case)
        return page

    def _case_page(self) -> "CasePage":
        from ui.pages.case_page import CasePage

        page = self._pages.get("case")
        if not isinstance(page, CasePage):
            page = self._keep("case", CasePage(self._ctx, self._stack))
            page.back_wanted.connect(self._on_back_wanted)
            page.changed.connect(self.look_at_standing)
        return page

    def _sync_page(self) -> "SyncPage":
        from ui.pages.sync_page import SyncPage

        page = self._pages.get("sync")
        if not isinstance(page, SyncPage):
            page = self._keep("sync", SyncPage(self._ctx, self._stack))
            page.show_interval(self._settings.auto_sync_minutes)
            page.standing_changed.connect(self.look_at_standing)
            page.standing_changed.connect(self._new_series.ask)
            page.running_changed.connect(self.top.show_running)
            page.case_wanted.connect(self.open_case)
        return page

    def _import_page(self) -> "ImportPage":
        from ui.pages.import_page import ImportPage

        page = self._pages.get("import")
        if not isinstance(page, ImportPage):
            page = self._keep("import", ImportPage(self._ctx, self._stack))
            page.draft_wanted.connect(self._on_draft_wanted)
            page.case_wanted.connect(self.open_case)
            page.changed.connect(self.look_at_standing)
        return page

    def _on_draft_wanted(self, kept: "KeptDraft") -> None:
        self.open_entry()
        self._entry_page().take_up(kept)

    def _status_page(self) -> "StatusPage":
        from ui.pages.status_page import StatusPage

        page = self._pages.get("status")
        if not isinstance(page, StatusPage):
            page = self._keep("status", StatusPage(self._ctx, self._stack))
            page.back_wanted.connect(self._on_status_left)
            page.case_wanted.connect(self.open_case)
            page.changed.connect(self.look_at_standing)
        return page

    def _calls_page(self) -> "CallsPage":
        from ui.pages.calls_page import CallsPage

        page = self._pages.get("calls")
        if not isinstance(page, CallsPage):
            page = self._keep("calls", CallsPage(self._ctx, self._stack))
            page.case_wanted.connect(self.open_case)
            page.changed.connect(self.look_at_standing)
        return page

    def _copy_page(self) -> "CopyPage":
        from ui.pages.copy_page import CopyPage

        page = self._pages.get("copy")
        if not isinstance(page, CopyPage):
            page = self._keep("copy", CopyPage(self._ctx, self._stack))
            page.case_wanted.connect(self.open_case)
            page.changed.connect(self.look_at_standing)
        return page

    def _today_page(self) -> "TodayPage":
        from ui.pages.today_page import TodayPage

        page = self._pages.get("today")
        if not isinstance(page, TodayPage):
            page = self._keep("today", TodayPage(self._ctx, self._stack))
            page.case_wanted.connect(self.open_case)
            page.back_wanted.connect(self._on_today_left)
            page.changed.connect(self.look_at_standing)
        return page

    def _on_today_left(self) -> None:
        self._open(self._before_today)

    def _report_page(self) -> "ReportPage":
        from ui.pages.report_page import ReportPage

        page = self._pages.get("report")
        if not isinstance(page, ReportPage):
            page = self._keep("report", ReportPage(self._ctx, self._stack))
        return page

    def _keep(self, name: str, page: _P) -> _P:
        self._pages[name] = page
        self._stack.addWidget(page)
        return page

    def show_saved(self, recorded: "Recorded", phone: bool = False, to_print: bool = False) -> None:
        """Show what stands recorded; on the phone its number is spelled."""
        self._saved_page().show_recorded(recorded, phone, to_print)
        self._open("saved")
        self.look_at_standing()

    def _on_next_wanted(self) -> None:
        self._entry_page().next_form()
        self._open("entry")

    def _on_status_left(self) -> None:
        self._open(self._before_status)

    def _on_back_wanted(self) -> None:
        self._open(self._before_case)

    # ---- how the desk stands ----

    def look_at_standing(self) -> None:
        """Ask anew what exists only here, and show it."""
        session = self._ctx.session
        self._ctx.read.ask(
            lambda: session.services.desk_status(session.officer),
            self._on_standing,
            self._on_standing_failed,
            owner=self,
        )

    def _on_standing(self, standing: "Standing") -> None:
        self._standing = standing
        if self.current() == "today":
            self._today_page().look()
        for part in (self.top, self.side, self.foot):
            part.show_standing(standing)
        self._settle()

    def _on_standing_failed(self, problem: AppError) -> None:
        show_in(self.problem, self._ctx.words, problem)
        self._settle()

    def _settle(self) -> None:
        if not self._settled and self._painted:
            self._settled = True
            QTimer.singleShot(0, self, self.settled.emit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._painted = True
        if self._standing is not None:
            self._settle()

    def show_problem(self, problem: AppError) -> None:
        """Say something that concerns no page in particular."""
        show_in(self.problem, self._ctx.words, problem)

    # ---- dialogs, locking, the end ----

    def open_settings(self) -> None:
        """Open the settings."""
        from ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self._ctx, self._settings, parent=self)
        dialog.settings_changed.connect(self._on_settings_changed)
        dialog.standing_changed.connect(self.look_at_standing)
        dialog.open()

    def open_help(self) -> None:
        """Open the help."""
        from ui.dialogs.help import HelpDialog

        HelpDialog(self._ctx.words, self.current(), parent=self).open()

    def go_away(self) -> None:
        """Hide what is open above the pages, and what a page shows for a moment only."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        shown = self._stack.currentWidget()
        if isinstance(shown, QWidget) and hasattr(shown, "cover"):
            shown.cover()

    def come_back(self) -> None:
        """Go on where the officer was."""
        self._focus_shown()
        self.look_at_standing()

    def unfinished(self) -> int:
        """Give how many entries are open and not recorded; all of them are kept."""
        page = self._pages.get("entry")
        return cast("EntryPage", page).unfinished() if page is not None else 0

    def stop(self) -> None:
        """Let every page keep what is unsaved."""
        self._minute.stop()
        self._auto_sync.stop()
        for page in self._pages.values():
            cast("Page", page).stop()

    def _on_settings_changed(self, settings: Settings) -> None:
        self._settings = settings
        self._auto_sync.every(settings.auto_sync_minutes)
        page = self._pages.get("sync")
        if page is not None:
            cast("SyncPage", page).show_interval(settings.auto_sync_minutes)
        self.settings_changed.emit(settings)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self._inner.setContentsMargins(worn.px(14), worn.px(8), worn.px(14), worn.px(8))
        self._inner.setSpacing(worn.px(8))
