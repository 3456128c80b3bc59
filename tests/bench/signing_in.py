"""``python -m tests.bench.signing_in "at once"|"when warm" FOLDER``: the program, with an officer of endless speed.

All is the program's own start; the officer gives phrase and PIN as soon as the door has names ("at once"), or when all
lanes have come to rest ("when warm", with a stamp ``signing`` at the PIN), and leaves once the desk is ready.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.__main__ import main

if TYPE_CHECKING:
    from app.services import Entrance
    from ui.application import Desktop

PHRASE: Final = "kapal layar pulau tenang"  # as in tests.desk, which would load the whole program
PIN: Final = "508317"
LOGIN: Final = "siti"
_LOOK_MS: Final = 20


class Officer:
    """Signs in."""

    def __init__(self, desktop: "Desktop", *, when_warm: bool) -> None:
        from PySide6.QtCore import QTimer

        self._desktop = desktop
        self._when_warm = when_warm
        self._later = QTimer.singleShot
        self._offer_names = desktop.sign_in.set_names
        desktop.sign_in.set_names = self._on_names  # type: ignore[method-assign]

    def _on_names(self, names: Sequence[object]) -> None:
        self._offer_names(names)  # type: ignore[arg-type]
        self._later(0, self._give_phrase_when_warm if self._when_warm else self._give_both)

    def _give_both(self) -> None:
        self._desktop.sign_in.phrase_given.emit(PHRASE)
        self._desktop.sign_in.pin_given.emit(LOGIN, PIN)

    def _give_phrase_when_warm(self) -> None:
        if not self._rests() or "ui.pages.entry_page" not in sys.modules:
            self._later(_LOOK_MS, self._give_phrase_when_warm)
            return
        self._desktop.sign_in.phrase_given.emit(PHRASE)
        self._later(_LOOK_MS, self._give_pin_when_warm)

    def _give_pin_when_warm(self) -> None:
        from ui.application import _tell_starter

        if not self._rests():
            self._later(_LOOK_MS, self._give_pin_when_warm)
            return
        _tell_starter("signing")
        self._desktop.sign_in.pin_given.emit(LOGIN, PIN)

    def _rests(self) -> bool:
        return self._desktop._write.idle and self._desktop._read.idle


def sign_in(when: str, folder: str) -> int:
    """Run the program on a folder with that officer before it."""
    from ui import application

    program = application.open_desktop
    officers = []

    def opened(make_entrance: "Callable[[], Entrance]", data_folder: Path) -> "Desktop":
        desktop = program(make_entrance, data_folder)
        officers.append(Officer(desktop, when_warm=when == "when warm"))
        desktop.ready.connect(desktop.close)
        return desktop

    application.open_desktop = opened
    return main(["--data-dir", folder])


if __name__ == "__main__":
    sys.exit(sign_in(*sys.argv[1:]))
