"""The program with a window, from the first paint to the end: the door, the desk behind it, locking, closing.

Nothing here decides anything about complaints; the entrance opens the desk, the main window shows it.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from app.settings import Settings, read_settings
from ui import languages, theme
from ui.collector import Collector
from ui.dialogs.sign_in import SignIn
from ui.door import Door
from ui.shell import Shell
from ui.widgets.label import label

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.officer import Officer
    from app.services import Entrance, Session
    from app.texts import Texts
    from ui.dialogs.restore_wizard import RestoreWizard
    from ui.dialogs.setup_wizard import SetupWizard
    from ui.lane import Lane
    from ui.main_window import MainWindow

IDLE_LOCK_MS: Final = 5 * 60 * 1000
_CLOSE_LOOK_MS: Final = 30
_START_FD: Final = "LOKET_START_FD"
_ACTIVITY: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


def open_desktop(make_entrance: "Callable[[], Entrance]", data_folder: Path) -> "Desktop":
    """Give the program with its window painted or about to be; whoever asks runs the events."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = theme.new_application(*sys.argv[:1])
    desktop = Desktop(app, make_entrance, data_folder)
    desktop.show()
    return desktop


def run_events() -> int:
    """Handle events until somebody quits, and give the exit code."""
    return QApplication.exec()


def quit_program() -> None:
    """End :func:`run_events`."""
    QApplication.quit()


class Desktop(QObject):
    """Who is at the desk, the lanes, and what is shown."""

    ready = Signal()  # the entry page is painted, focused and told how the desk stands
    closed = Signal()

    def __init__(
        self,
        app: QApplication,
        make_entrance: "Callable[[], Entrance]",
        data_folder: Path,
        *,
        idle_lock_ms: int = IDLE_LOCK_MS,
    ) -> None:
        super().__init__(app)
        self._app, self._folder = app, data_folder
        self._system_dark = theme.system_is_dark(app)
        self.settings = read_settings(data_folder)
        self._lanes: tuple[Lane, Lane, Lane, Lane] | None = None
        self._sitting: Officer | None = None
        self._window: MainWindow | None = None
        self._locked = True
        self._write_closed = self._ended = False
        self._collector = Collector(self)
        self._idle = QTimer(self, interval=idle_lock_ms, singleShot=True)
        self._idle.timeout.connect(self.lock)
        self._leaving = QTimer(self, interval=_CLOSE_LOOK_MS)
        self._leaving.timeout.connect(self._on_leaving)
        self._dress()
        languages.install(app, self.settings.language)
        self.shell = Shell()
        self._door = Door(self.shell, make_entrance, data_folder, self._words, self)
        self._door.signed_in.connect(self._on_signed_in)
        self.shell.painted.connect(self._on_painted)
        self.shell.closing.connect(self.close)
        self._app.focusWindowChanged.connect(self._on_focus_window)

    def show(self) -> None:
        """Paint the door."""
        self.shell.open()
        self._door.show()

    @property
    def sign_in(self) -> SignIn:
        """What is seen of the door."""
        return self._door.sign_in

    @property
    def wizard(self) -> "SetupWizard | None":
        """The wizard of a first start."""
        return self._door.wizard

    @property
    def restoring(self) -> "RestoreWizard | None":
        """The wizard of a desk that comes back."""
        return self._door.restoring

    @property
    def window(self) -> "MainWindow | None":
        """The desk's window once somebody signed in."""
        return self._window

    @property
    def locked(self) -> bool:
        """Whether the door is shut."""
        return self._locked

    @property
    def ended(self) -> bool:
        """Whether the program is over."""
        return self._ended

    def _on_painted(self) -> None:
        _tell_starter("painted")
        from ui.lane import Lane

        write, read, net, files = (Lane(name, crashed=_log_crash) for name in ("write", "read", "net", "files"))
        self._lanes = (write, read, net, files)
        self._door.open(write, read)

    # ---- the desk ----

    def _on_signed_in(self, session: "Session") -> None:
        self._locked = False
        if self._window is not None and self._sitting is not None and self._sitting.id == session.officer.id:
            self.shell.enter(self._window)
            self._window.come_back()
        else:
            self._sitting = session.officer
            self._window = self._show_desk(session)
        if session.begun is not None:
            self._window.show_problem(session.begun.notice())
        self._idle.start()

    def _show_desk(self, session: "Session") -> "MainWindow":
        from ui.context import Context
        from ui.main_window import MainWindow

        entrance = self._door.entrance
        ctx = Context(
            session=session,
            write=self._write,
            read=self._read,
            net=self._net,
            files=self._files,
            words=self._words(),
            lists=entrance.lists,
            form=entrance.form,
            language=self.settings.language,
        )
        former, window = self._window, MainWindow(ctx, self.settings)
        window.lock_wanted.connect(self.lock)
        window.close_wanted.connect(self.close)
        window.settings_changed.connect(self._on_settings_changed)
        window.settled.connect(self._on_settled)
        self.shell.enter(window)
        if former is not None:
            former.stop()
            self.shell.leave(former)
        window.start()
        return window

    def _on_settled(self) -> None:
        if gc.isenabled() or self._collector.is_running():
            return
        _tell_starter("ready")
        gc.collect()
        gc.freeze()
        self._collector.start()
        self._read.ask(self._door.entrance.warm_further, self._on_done, owner=self)
        self.ready.emit()

    def lock(self) -> None:
        """Shut the door: the desk is hidden, what runs goes on, the same officer comes back to the same page."""
        if self._window is None or self._locked or self._leaving.isActive():
            return
        self._locked = True
        self._idle.stop()
        self._window.go_away()
        self._door.shut(self._sitting.login if self._sitting else "", self._kept())
        self._write.ask(self._door.entrance.rest, self._on_done, owner=self)

    def _kept(self) -> str:
        """Give what is said of the entries that are open behind the door, without their titles."""
        count = self._window.unfinished() if self._window is not None else 0
        if not count or self._sitting is None:
            return ""
        return self.tr("%n unfinished entry(s) of %1 kept", "", count).replace("%1", self._sitting.full_name)

    def _on_settings_changed(self, settings: Settings) -> None:
        former, self.settings = self.settings, settings
        self._write.ask(partial(_keep, self._folder, settings), self._on_done, self._on_not_kept, owner=self)
        self._dress()
        if (settings.language, settings.scale) != (former.language, former.scale) and self._window is not None:
            languages.install(self._app, settings.language)
            self._door.renew()
            self._window = self._show_desk(self._window.session)

    def _on_done(self, _: object) -> None:
        """Take the answer of work that has none."""

    def _on_not_kept(self, problem: "AppError") -> None:
        if self._window is not None:
            self._window.show_problem(problem)

    def _dress(self) -> None:
        dark = self._system_dark if self.settings.theme == "system" else self.settings.theme == "dark"
        theme.apply(self._app, dark, self.settings.scale)

    # ---- the end ----

    def close(self) -> None:
        """Keep what is unsaved, let the lanes finish what they must, and end."""
        if self._ended or self._leaving.isActive():
            return
        self._idle.stop()
        if self._lanes is None:
            self._end()
            return
        if self._window is not None:
            self._window.go_away()
            self._window.stop()
        kept = self._window.unfinished() if self._window is not None else 0
        leaving = label(
            self.tr("Closing ... %n unfinished entry(s) kept", "", kept) if kept else self.tr("Closing ...")
        )
        leaving.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shell.enter(leaving)
        self._write.mute()
        self._net.close()
        self._read.close(drop_waiting=True)
        self._files.close(drop_waiting=True)
        self._leaving.start()

    def _on_leaving(self) -> None:
        if not (self._net.idle and self._read.idle and self._files.idle):
            return
        if not self._write_closed:
            self._write_closed = True
            if self._door.was_opened:
                self._write.ask(self._door.entrance.close, self._on_done, owner=self)
            self._write.close()
        elif self._write.idle:
            self._leaving.stop()
            self._end()

    def _end(self) -> None:
        self._ended = True
        self.shell.close_now()
        self.closed.emit()

    # ---- what goes on around ----

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY and self._idle.isActive():
            self._idle.start()
        return False

    def on_crash(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        """Log a bug of the window's own thread and say that it happened; what has a number is safe on disk."""
        if isinstance(bug, KeyboardInterrupt):
            self.close()
            return
        _log_crash(bug)
        if self._window is not None:
            from app.domain.errors import AppError

            self._window.show_problem(AppError("unexpected"))

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            if self._idle.isActive():
                self._idle.start()

    def _words(self) -> "Texts":
        from app.texts import texts

        return texts(self.settings.language)

    @property
    def _write(self) -> "Lane":
        assert self._lanes is not None
        return self._lanes[0]

    @property
    def _read(self) -> "Lane":
        assert self._lanes is not None
        return self._lanes[1]

    @property
    def _net(self) -> "Lane":
        assert self._lanes is not None
        return self._lanes[2]

    @property
    def _files(self) -> "Lane":
        assert self._lanes is not None
        return self._lanes[3]


def _keep(folder: Path, settings: Settings) -> None:
    from app.domain.errors import StorageProblem
    from app.settings import write_settings

    try:
        write_settings(folder, settings)
    except OSError:
        raise StorageProblem("folder_readonly") from None


def _log_crash(bug: BaseException) -> None:
    import logging

    logging.getLogger("loket").critical("crash", exc_info=(type(bug), bug, bug.__traceback__))


def _tell_starter(mark: str) -> None:
    """Write a time stamp of the monotonic clock to the pipe that whoever measures the start has given."""
    descriptor = os.environ.get(_START_FD)
    if descriptor:
        os.write(int(descriptor), f"{mark} {time.monotonic_ns()}\n".encode())
