"""Tripwires around every test: no real screen, no real home, no unexpected log record, no outside network.

The network is closed by pytest-socket, warnings and Qt messages are errors by ``pyproject.toml``; the rest stands here.
A test that wants a record of WARNING or above takes ``caplog`` and looks at it.
"""

import itertools
import logging
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt: a test never opens a window on the developer's screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

_count = itertools.count()

# The machine may be slow or busy: no property is judged by the clock.
settings.register_profile("loket", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("loket")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults-long", action="store_true", help="run the fault tests with all their rounds")


class _LogTripwire(logging.Handler):
    """Collects what a test was not expected to log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.caught: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.caught.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _watched(item: pytest.Item) -> Generator[None, object, object]:
    if "caplog" in getattr(item, "fixturenames", ()):
        return (yield)
    tripwire = _LogTripwire()
    root = logging.getLogger()
    root.addHandler(tripwire)
    try:
        result = yield
    finally:
        root.removeHandler(tripwire)
    if tripwire.caught:
        pytest.fail("logged without being asked (take caplog to expect it):\n" + "\n".join(tripwire.caught))
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _watched(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _watched(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    try:
        return (yield from _watched(item))
    finally:
        _take_windows_down()


def _take_windows_down() -> None:
    """Delete here, on the window's own thread, what a test has closed: a lane's garbage collection must not do it."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session", autouse=True)
def _a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Generator[None, None, None]:
    """Point every folder the desk finds through the environment to a temporary one; children inherit it."""
    home: Path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith("LOKET_")]:
            environment.delenv(name)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
            environment.setenv(name, str(home / name.lower()))
        environment.setenv("HOME", str(home))
        environment.setenv("USERPROFILE", str(home))
        yield


@pytest.fixture(autouse=True)
def _marks_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Generator[None, None, None]:
    """Let no test find the marks of another one's desk: copies of one desk share its device id."""
    with pytest.MonkeyPatch.context() as environment:
        marks = tmp_path_factory.getbasetemp() / f"state-{os.getpid()}-{next(_count)}"
        environment.setenv("LOKET_STATE_DIR", str(marks))
        yield
