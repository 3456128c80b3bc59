"""The way into the window, as short as it can be: what slows imports is put off until the entry page is ready."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services import Entrance


def run(make_entrance: "Callable[[], Entrance]", data_folder: Path) -> int:
    """Show the window until it is closed and give the exit code; ``make_entrance`` is called on a lane."""
    gc.disable()  # until the entry page is ready: start-up makes much and drops nothing
    import shiboken6  # noqa: F401  (brings shibokensupport)
    import shibokensupport.feature as feature

    feature._mod_uses_pyside = _uses_no_feature  # WORKAROUND(PySide6 6.11): else every imported source is read for it
    from ui import application

    desktop = application.open_desktop(make_entrance, data_folder)
    sys.excepthook = desktop.on_crash
    desktop.closed.connect(application.quit_program)
    return application.run_events()


def _uses_no_feature(_: str) -> bool:
    return False
