"""An officer typing by key events in a process of its own, to be killed: ``python -m tests.faults.desk_typing``.

Forks one per line of input; a line is ``folder seed``.  It says on standard output ``offered count`` for what the desk
offers to go on with, ``begun draft`` or ``resumed draft count``, ``key draft count clock`` when a letter stands in the
form, and ``filed number draft`` once that is true on disk.
"""

import os
import random
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_PAUSES_MS = (0, 10, 30, 60, 90, 180)


def say(*words: object) -> None:
    """Tell the parent, in one write."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def type_without_end(folder: Path, chance: random.Random) -> None:
    """Type several entries beside one another, go between them, file one now and then."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from app.adapters.clock import system_now
    from tests.desk import reopen, typed
    from tests.ui.page_desk import PageDesk
    from ui import theme
    from ui.keyboard import Keyboard
    from ui.pages.entry_page import EntryPage

    app = QApplication([])
    theme.apply(app, False, 1.0)
    entrance, session = reopen(folder)
    desk = PageDesk(entrance, session, clock=system_now)  # type: ignore[arg-type]
    page, keys = EntryPage(desk.ctx), Keyboard()
    page.resize(1170, 684)
    page.show()
    page.activateWindow()
    page.start()
    keys.wait(lambda: page.isActiveWindow() and desk.ctx.write.idle and desk.ctx.read.idle, "the page")
    if page.offer.hasFocus():
        say("offered", page.offer.title().split()[0])
        keys.press(chance.choice(("Escape", "Return")))
    counts: dict[str, int] = {}
    page.recorded.connect(lambda recorded, *_: say("filed", recorded.number, recorded.id))

    def pause() -> None:
        loop = QEventLoop()
        QTimer.singleShot(chance.choice(_PAUSES_MS), loop.quit)
        loop.exec()

    say("typing")
    while True:
        id = page._id
        if id not in counts and not page.is_blank():
            counts[id] = len(page.form.values().get("text", ""))
            say("resumed", id, counts[id])
        elif id not in counts:
            complete = typed(entrance, text="")
            page.form.add({k: v for k, v in complete.values.items() if k not in ("text", "received_at")})
            counts[id] = 0
            say("begun", id)
        page.form.fields["text"].shown.focus_input()
        for _ in range(chance.randrange(2, 16)):
            keys.write("x")
            counts[id] += 1
            say("key", id, counts[id], time.monotonic_ns())
            pause()
        act = chance.random()
        if act < 0.3:
            keys.press("Ctrl+N")
        elif act < 0.6:
            keys.press("Ctrl+Tab")
        elif counts.get(id, 0) > 10:
            keys.press("Ctrl+S")
            keys.wait(lambda: not page._saving, "the number")


def main() -> None:
    """Fork one child per line of input; say its id, and when it has ended."""
    import ui.pages.entry_page  # noqa: F401

    say("ready")
    for line in sys.stdin:
        folder, seed = line.rstrip("\n").rsplit(" ", 1)
        child = os.fork()
        if child == 0:
            try:
                type_without_end(Path(folder), random.Random(int(seed)))
            except BaseException:  # noqa: BLE001 - the child is a fork and must end here
                import traceback

                traceback.print_exc()
            os._exit(1)
        say("started", child)
        _, status = os.waitpid(child, 0)
        say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
