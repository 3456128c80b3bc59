"""The door and what goes on behind it: the folder is opened, the heavy parts are loaded, somebody signs in.

Everything of the entrance is asked on one lane, in order; so a PIN may be typed while the phrase is still checked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollArea

from ui.dialogs.sign_in import SignIn
from ui.shell import Shell

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.secrets import OfficerName
    from app.services import Entrance, Session
    from app.texts import Texts
    from ui.dialogs.restore_wizard import RestoreWizard
    from ui.dialogs.setup_wizard import SetupWizard
    from ui.lane import Lane, Request

_SOON_MS: Final = 30


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the first look into the data folder gave."""

    names: "tuple[OfficerName, ...]"
    set_up: bool


class Door(QObject):
    """Shows the sign-in or the wizard in the shell; ``signed_in`` tells of everybody who gave phrase and PIN."""

    signed_in = Signal(object)  # Session

    def __init__(
        self,
        shell: Shell,
        make_entrance: "Callable[[], Entrance]",
        folder: Path,
        words: "Callable[[], Texts]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shell, self._make_entrance, self._folder, self._words = shell, make_entrance, folder, words
        self._entrance: Entrance | None = None
        self._lanes: tuple[Lane, Lane] | None = None
        self._pin_request: Request | None = None
        self.wizard: SetupWizard | None = None
        self.restoring: RestoreWizard | None = None
        self.sign_in = SignIn()
        self._wire()
        shell.enter(self.sign_in)

    @property
    def entrance(self) -> "Entrance":
        """The entrance once it was made."""
        assert self._entrance is not None
        return self._entrance

    @property
    def was_opened(self) -> bool:
        """Whether there is an entrance to be closed."""
        return self._entrance is not None

    def show(self) -> None:
        """Ask for the phrase; on a first start say that the desk is being prepared."""
        if _is_fresh(self._folder):
            self.sign_in.prepare()
        else:
            self.sign_in.ask(phrase=True)

    def open(self, write: "Lane", read: "Lane") -> None:
        """Look into the folder and load what is heavy, now that the door is painted."""
        self._lanes = (write, read)
        self.sign_in.complete()
        self._look_into_folder()

    def shut(self, login: str, kept: str = "") -> None:
        """Ask who goes on; ``login`` is who sat here, ``kept`` what is said of entries that wait for them."""
        self._shell.enter(self.sign_in)
        self.sign_in.ask(phrase=not self.entrance.phrase_open(), login=login)
        if kept:
            self.sign_in.say_kept(kept)
        self._ask_names()

    def renew(self) -> None:
        """Make the sign-in anew, for another language or size."""
        former, self.sign_in = self.sign_in, SignIn()
        self.sign_in.complete()
        self._wire()
        self._shell.leave(former)
        self._ask_names()

    def _wire(self) -> None:
        self.sign_in.phrase_given.connect(self._on_phrase_given)
        self.sign_in.pin_given.connect(self._on_pin_given)
        self.sign_in.retry_wanted.connect(self._look_into_folder)

    @property
    def _write(self) -> "Lane":
        assert self._lanes is not None
        return self._lanes[0]

    def _ask_names(self) -> None:
        self._write.ask(self.entrance.names, self.sign_in.set_names, owner=self.sign_in)

    # ---- the folder ----

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
            self._write.ask(self.entrance.warm, self._on_warm, self._on_folder_failed, owner=self)
        else:
            self._write.ask(self.entrance.warm, self._open_wizard, self._on_folder_failed, owner=self)

    def _on_folder_failed(self, problem: "AppError") -> None:
        self.sign_in.say(self._words().problem(problem), retry=True)

    def _on_warm(self, _: object) -> None:
        assert self._lanes is not None
        self._lanes[1].ask(partial(_load_pages, self._words), self._on_loaded, owner=self)

    def _on_loaded(self, _: object) -> None:
        """Go on with what comes after the first page, unless it is waited for already."""
        # WORKAROUND(PySide6 6.11): all classes of widgets are made when Qt first hands out one that it made itself.
        QScrollArea().viewport()
        if self._lanes is not None and self._pin_request is None:
            self._lanes[1].ask(self.entrance.warm_further, self._on_loaded_further, owner=self)

    def _on_loaded_further(self, _: object) -> None:
        """Every page and every journey can be had at once."""

    # ---- a first start ----

    def _open_wizard(self, _: object = None) -> None:
        from ui.dialogs.setup_wizard import SetupWizard

        if self.restoring is not None:
            self._shell.leave(self.restoring)
            self.restoring = None
        if self.wizard is None:
            self.wizard = SetupWizard(self.entrance, self._write, self._words())
            self.wizard.finished.connect(self._on_desk_made)
            self.wizard.restore_wanted.connect(self._open_restore)
        self._shell.enter(self.wizard)
        self.wizard.start()

    def _open_restore(self) -> None:
        from ui.dialogs.restore_wizard import RestoreWizard

        self.restoring = RestoreWizard(self.entrance, self._write, self._words())
        self.restoring.finished.connect(self._on_desk_made)
        self.restoring.left.connect(self._open_wizard)
        self._shell.enter(self.restoring)
        self.restoring.start()

    def _on_desk_made(self, login: str, pin: str) -> None:
        for wizard in (self.wizard, self.restoring):
            if wizard is not None:
                self._shell.leave(wizard)
        self.wizard = self.restoring = None
        self._shell.enter(self.sign_in)
        self.sign_in.ask(phrase=False, login=login)
        self.sign_in.set_busy(self.tr("Opening the desk ..."))
        self._on_pin_given(login, pin)

    # ---- phrase and PIN ----

    def _on_phrase_given(self, phrase: str) -> None:
        if self._lanes is None:
            QTimer.singleShot(_SOON_MS, self, partial(self._on_phrase_given, phrase))
            return
        self.sign_in.phrase_checking()
        self._write.ask(partial(self._open_phrase, phrase), self._on_phrase_taken, self._on_phrase_wrong, owner=self)

    def _open_phrase(self, phrase: str) -> None:
        self.entrance.open_phrase(phrase)  # on the lane, where the folder has been opened before

    def _on_phrase_taken(self, _: object) -> None:
        self.sign_in.phrase_taken()

    def _on_phrase_wrong(self, problem: "AppError") -> None:
        if self._pin_request:
            self._pin_request.cancel()
        self.sign_in.refuse_phrase(self._words().problem(problem))

    def _on_pin_given(self, login: str, pin: str) -> None:
        signing_in = partial(self.entrance.sign_in, login, pin)
        self._pin_request = self._write.ask(signing_in, self._on_signed_in, self._on_pin_wrong, owner=self)

    def _on_signed_in(self, session: "Session") -> None:
        self.sign_in.dismiss()
        self.signed_in.emit(session)
        self.sign_in.forget()

    def _on_pin_wrong(self, problem: "AppError") -> None:
        if problem.code == "pin_phrase_needed":
            self.sign_in.refuse_phrase(self._words().problem(problem))
            return
        wait_s = problem.facts.get("wait_s")
        self.sign_in.refuse_pin(self._words().problem(problem), wait_s=int(wait_s) if wait_s else 0)


def _is_fresh(folder: Path) -> bool:
    """Tell by a glance whether nothing was ever kept here, so that a first start does not ask for a phrase."""
    return not (folder.is_dir() and any(folder.iterdir()))


def _load_pages(words: "Callable[[], Texts]") -> None:
    """Import and read what the first page needs while a phrase is typed."""
    import ui.main_window
    import ui.pages.entry_page  # noqa: F401  (imported for its effect: loaded modules)

    words()
