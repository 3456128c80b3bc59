"""The door is painted before anything heavy is loaded, and what marks the start goes to whoever measures it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "alembic argon2 concurrent.futures cryptography httpx2 logging.handlers pydantic pypdfium2 reportlab sqlalchemy"
    " sqlcipher3 app.services app.usecases app.bootstrap app.domain.complaint app.texts app.log db ui.lane"
    " ui.main_window ui.pages ui.widgets.banner ui.widgets.combo PySide6.QtSvg PySide6.QtPrintSupport PySide6.QtNetwork"
).split()


def run(code: str, *, pipe: int | None = None) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if pipe is not None:
        environment["LOKET_START_FD"] = str(pipe)
    command = [sys.executable, "-c", code]
    handed = [] if pipe is None else [pipe]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, pass_fds=handed, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_importing_the_application_loads_nothing_heavy() -> None:
    loaded = run(f"import sys, ui.start, ui.application; print(*[n for n in {HEAVY} if n in sys.modules])")
    assert loaded.split() == []


def test_the_door_is_painted_with_nothing_heavy_loaded(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "en"\n')
    loaded = run(
        f"""
import sys
from ui import application
from pathlib import Path
def painted(mark):
    print(*[n for n in {HEAVY} if n in sys.modules]); sys.stdout.flush(); import os; os._exit(0)
application._tell_starter = painted
application.open_desktop(None, Path({str(tmp_path)!r}))
application.run_events()
"""
    )
    assert loaded.split() == []


def test_the_starter_hears_when_the_door_was_painted(tmp_path: Path) -> None:
    (tmp_path / "desk.key").write_bytes(b"")
    reading, writing = os.pipe()
    try:
        run(
            f"""
import os
from pathlib import Path
from ui import application
desktop = application.open_desktop(None, Path({str(tmp_path)!r}))
desktop.sign_in.complete = lambda: os._exit(0)
application.run_events()
""",
            pipe=writing,
        )
        mark, stamp = os.read(reading, 1000).decode().split()
    finally:
        os.close(reading)
        os.close(writing)
    assert mark == "painted"
    assert int(stamp) > 0
