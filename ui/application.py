"""Start and end of the window: sign-in is painted first, what is heavy is loaded behind it, closing waits for lanes.

Nothing here decides anything about complaints; the entrance opens the desk, the main window shows it.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from app.settings import Settings, read_settings
from ui import languages, theme
from ui.dialogs.sign_in import SignIn
from ui.shell import Shell
from ui.widgets.label import label

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.officer import Officer
    from app.domain.secrets import OfficerName
    from app.services import Entrance, Session
    from app.texts import Texts
    from ui.dialogs.setup_wizard import SetupWizard
    from ui.lane import Lane, Request
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


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the first look into the data folder gave."""

    names: "tuple[OfficerName, ...]"
    set_up: bool


class Desktop(QObject):
    """The program with a window: who is at the desk, the lanes, and what is shown."""

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
        self._app, self._make_entrance, self._folder = app, make_entrance, data_folder
        self._system_dark = theme.system_is_dark(app)
        self.settings = read_settings(data_folder)
        self._entrance: Entrance | None = None
        self._lanes: tuple[Lane, Lane, Lane] | None = None
        self._pin_request: Request | None = None
        self._sitting: Officer | None = None
        self._window: MainWindow | None = None
        self._wizard: SetupWizard | None = None
        self._locked = True
        self._write_closed = self._ended = False
        self._idle = QTimer(self, interval=idle_lock_ms, singleShot=True)
        self._idle.timeout.connect(self.lock)
        self._leaving = QTimer(self, interval=_CLOSE_LOOK_MS)
        self._leaving.timeout.connect(self._on_leaving)
        self._dress()
        languages.install(app, self.settings.language)
        self.shell = Shell()
        self.sign_in = SignIn()
        self.shell.enter(self.sign_in)
        self.shell.painted.connect(self._behind_the_door)
        self.shell.closing.connect(self.close)
        self._wire_sign_in()
        self._app.focusWindowChanged.connect(self._on_focus_window)

    def show(self) -> None:
        """Paint the door."""
        self.shell.open()
        if _is_fresh(self._folder):
            self.sign_in.prepare()
        else:
            self.sign_in.ask(phrase=True)

    @property
    def window(self) -> "MainWindow | None":
        """The desk's window once somebody signed in."""
        return self._window

    @property
    def wizard(self) -> "SetupWizard | None":
        """The wizard of a first start."""
        return self._wizard

    @property
    def locked(self) -> bool:
        """Whether the door is shut."""
        return self._locked

    @property
    def ended(self) -> bool:
        """Whether the program is over."""
        return self._ended

    # ---- the door ----

    def _wire_sign_in(self) -> None:
        self.sign_in.phrase_given.connect(self._on_phrase_given)
        self.sign_in.pin_given.connect(self._on_pin_given)
        self.sign_in.retry_wanted.connect(self._look_into_folder)

    def _behind_the_door(self) -> None:
        _tell_starter("painted")
        self.sign_in.complete()
        from ui.lane import Lane

        self._lanes = (
            Lane("write", crashed=_log_crash),
            Lane("read", crashed=_log_crash),
            Lane("net", crashed=_log_crash),
        )
        self._look_into_folder()

    def _look_into_folder(self) -> None:
        self._write.ask(self._open_folder, self._on_folder_open, self._on_folder_failed, owner=self)

    def _open_folder(self) -> _Opened:
        entrance = self._entrance = self._entrance or self._make_entrance()
        entrance.hold_window()
        set_up = entrance.is_set_up()
        from app.log import start_log

        start_log(self._folder)
        return _Opened(entrance.names() if set_up else (), set_up)

    def _on_folder_open(self, opened: _Opened) -> None:
        self.sign_in.dismiss()
        if opened.set_up:
            self.sign_in.set_names(opened.names)
            self._write.ask(self._door.warm, self._on_warm, self._on_folder_failed, owner=self)
        else:
            self._write.ask(self._door.warm, self._open_wizard, self._on_folder_failed, owner=self)

    def _on_folder_failed(self, problem: "AppError") -> None:
        self.sign_in.say(self._words.problem(problem), retry=True)

    def _on_warm(self, _: object) -> None:
        self._read.ask(partial(_load_pages, self.settings.language), self._on_nothing, owner=self)

    def _on_nothing(self, _: object) -> None:
        """Take the answer of work that has none."""

    def _open_wizard(self, _: object) -> None:
        from ui.dialogs.setup_wizard import SetupWizard

        self._wizard = SetupWizard(self._door, self._write, self._words)
        self._wizard.finished.connect(self._on_desk_made)
        self.shell.enter(self._wizard)
        self._wizard.start()

    def _on_desk_made(self, login: str, pin: str) -> None:
        if self._wizard is not None:
            self.shell.leave(self._wizard)
            self._wizard = None
        self.shell.enter(self.sign_in)
        self.sign_in.ask(phrase=False, login=login)
        self.sign_in.set_busy(self.tr("Opening the desk ..."))
        self._on_pin_given(login, pin)

    def _on_phrase_given(self, phrase: str) -> None:
        if self._lanes is None:
            QTimer.singleShot(_CLOSE_LOOK_MS, partial(self._on_phrase_given, phrase))
            return
        self.sign_in.phrase_checking()
        self._write.ask(partial(self._open_phrase, phrase), self._on_phrase_taken, self._on_phrase_wrong, owner=self)

    def _open_phrase(self, phrase: str) -> None:
        self._door.open_phrase(phrase)  # on the lane, where the folder has been opened before

    def _on_phrase_taken(self, _: object) -> None:
        self.sign_in.phrase_taken()

    def _on_phrase_wrong(self, problem: "AppError") -> None:
        if self._pin_request:
            self._pin_request.cancel()
        self.sign_in.refuse_phrase(self._words.problem(problem))

    def _on_pin_given(self, login: str, pin: str) -> None:
        signing_in = partial(self._door.sign_in, login, pin)
        self._pin_request = self._write.ask(signing_in, self._on_signed_in, self._on_pin_wrong, owner=self)

    def _on_pin_wrong(self, problem: "AppError") -> None:
        if problem.code == "pin_phrase_needed":
            self.sign_in.refuse_phrase(self._words.problem(problem))
            return
        wait_s = problem.facts.get("wait_s")
        self.sign_in.refuse_pin(self._words.problem(problem), wait_s=int(wait_s) if wait_s else 0)

    # ---- the desk ----

    def _on_signed_in(self, session: "Session") -> None:
        self.sign_in.dismiss()
        self._locked = False
        if self._window is not None and self._sitting is not None and self._sitting.id == session.officer.id:
            self.shell.enter(self._window)
            self._window.come_back()
        else:
            self._sitting = session.officer
            self._show_desk(session)
        self.sign_in.forget()
        self._idle.start()

    def _show_desk(self, session: "Session") -> None:
        from ui.context import Context
        from ui.main_window import MainWindow

        ctx = Context(
            session=session,
            write=self._write,
            read=self._read,
            net=self._net,
            words=self._words,
            lists=self._door.lists,
            form=self._door.form,
            language=self.settings.language,
        )
        former, self._window = self._window, MainWindow(ctx, self.settings)
        self._window.lock_wanted.connect(self.lock)
        self._window.close_wanted.connect(self.close)
        self._window.settings_changed.connect(self._on_settings_changed)
        self._window.settled.connect(self._on_settled)
        self.shell.enter(self._window)
        if former is not None:
            former.stop()
            self.shell.leave(former)
        self._window.start()
        if session.lost_numbers:
            from app.domain.errors import StorageProblem

            self._window.show_problem(StorageProblem("records_lost", lost=session.lost_numbers))

    def _on_settled(self) -> None:
        if gc.isenabled():
            return
        _tell_starter("ready")
        gc.collect()
        gc.freeze()
        gc.enable()
        self.ready.emit()

    def lock(self) -> None:
        """Shut the door: the desk is hidden, what runs goes on, the same officer comes back to the same page."""
        if self._window is None or self._locked or self._leaving.isActive():
            return
        self._locked = True
        self._idle.stop()
        self._window.go_away()
        self.shell.enter(self.sign_in)
        self.sign_in.ask(phrase=not self._door.phrase_open(), login=self._sitting.login if self._sitting else "")
        self._write.ask(self._door.names, self.sign_in.set_names, owner=self.sign_in)
        self._write.ask(self._door.rest, self._on_nothing, owner=self)

    def _on_settings_changed(self, settings: Settings) -> None:
        from app.settings import write_settings

        former = self.settings
        self.settings = settings
        self._write.ask(partial(write_settings, self._folder, settings), self._on_nothing, owner=self)
        self._dress()
        if (settings.language, settings.scale) != (former.language, former.scale) and self._window is not None:
            languages.install(self._app, settings.language)
            self._renew_sign_in()
            self._show_desk(self._window.session)

    def _renew_sign_in(self) -> None:
        former, self.sign_in = self.sign_in, SignIn()
        self.sign_in.complete()
        self._wire_sign_in()
        self.shell.leave(former)
        self._write.ask(self._door.names, self.sign_in.set_names, owner=self.sign_in)

    def _dress(self) -> None:
        dark = self._system_dark if self.settings.theme == "system" else self.settings.theme == "dark"
        theme.apply(self._app, dark, self.settings.scale)

    # ---- the end ----

    def close(self) -> None:
        """Keep what is unsaved, let the lanes finish what they must, and end."""
        if self._ended or self._leaving.isActive():
            return
        if self._lanes is None:
            self._end()
            return
        if self._window is not None:
            self._window.go_away()
            self._window.stop()
        leaving = label(self.tr("Closing ..."))
        leaving.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shell.enter(leaving)
        self._write.mute()
        self._net.close()
        self._read.close(drop_waiting=True)
        self._leaving.start()

    def _on_leaving(self) -> None:
        if not (self._net.idle and self._read.idle):
            return
        if not self._write_closed:
            self._write_closed = True
            if self._entrance is not None:
                self._write.ask(self._entrance.close, self._on_nothing, owner=self)
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

    @property
    def _door(self) -> "Entrance":
        assert self._entrance is not None
        return self._entrance

    @property
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


def _is_fresh(folder: Path) -> bool:
    """Tell by a glance whether nothing was ever kept here, so that a first start does not ask for a phrase."""
    return not (folder.is_dir() and any(folder.iterdir()))


def _load_pages(language: str) -> None:
    """Import and read what the first page needs while a phrase is typed."""
    import ui.main_window
    import ui.pages.entry_page  # noqa: F401  (imported for its effect: loaded modules)
    from app.texts import texts

    texts(language)


def _log_crash(bug: BaseException) -> None:
    import logging

    logging.getLogger("loket").critical("crash", exc_info=(type(bug), bug, bug.__traceback__))


def _tell_starter(mark: str) -> None:
    """Write a time stamp of the monotonic clock to the pipe that whoever measures the start has given."""
    descriptor = os.environ.get(_START_FD)
    if descriptor:
        os.write(int(descriptor), f"{mark} {time.monotonic_ns()}\n".encode())
