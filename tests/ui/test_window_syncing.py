"""The real window in the middle of a sync: closed, cancelled or locked while the server is silent, nothing is lost."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.adapters.central import pusat
from app.adapters.clock import system_now
from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.ids import ComplaintId
from db.pusat.tables import complaints
from tests.app.pusat.trial import Trial
from tests.builders import FixedClock
from tests.desk import CHEAP, another, filed, open_desk, reopen
from tests.ui.house import in_english
from tests.ui.test_application import door, end, sign_in
from ui.application import Desktop
from ui.keyboard import Keyboard


class Server:
    """A server that falls silent: it takes the next batch in, flushed to disk, and its answer never comes."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.is_silent = False
        self.took = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if not self.is_silent:
            await self.trial.app(scope, receive, send)
            return

        async def swallow(_message: Any) -> None:
            pass

        await self.trial.app(scope, receive, swallow)
        self.took.set()
        while (await receive())["type"] != "http.disconnect":
            pass


class Scene:
    """A desk with one complaint, connected to that server, in a real window."""

    def __init__(self, folder: Path, server: Server, desktop: Desktop, keys: Keyboard, id: ComplaintId) -> None:
        self.folder, self.server, self.desktop, self.keys, self.id = folder, server, desktop, keys, id

    def begin_sync(self) -> None:
        self.keys.press("F9")
        self.keys.wait(self.server.took.is_set, "the batch at the server")

    def after(self) -> tuple[int, str | None]:
        """Sync as the desk would the next morning, and give what the server has and how the complaint stands."""
        self.server.is_silent = False
        entrance, session = reopen(self.folder)
        summary = session.services.sync(session.officer, progress=lambda _: None, stop=lambda: False)
        assert (summary.problem, summary.left) == (None, 0)
        view = session.services.open_case(session.officer, self.id)
        entrance.close()
        with self.server.trial.store.engine.connect() as connection:
            held = connection.execute(sa.select(sa.func.count()).select_from(complaints)).scalar_one()
        return held, view.delivery.value if view.delivery else None


@pytest.fixture
def scene(qapp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    monkeypatch.setattr("app.log.start_log", lambda folder: None)
    monkeypatch.setattr(pusat, "_ANSWER_S", 3_600.0)
    trial = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", FixedClock(system_now()))
    server, folder, keys = Server(trial), tmp_path / "desk", Keyboard()
    with trial.listening(server) as url, in_english():
        entrance, session = open_desk(folder)
        session.services.connect(session.officer, url=url, code=trial.code().letters)
        another(session, Role.OFFICER)
        id = filed(entrance, session).id
        entrance.close()
        desktop = Desktop(qapp, lambda: DeskEntrance(folder, costs=CHEAP), folder)
        desktop.show()
        door(desktop, keys)
        sign_in(desktop, keys)
        server.is_silent = True
        yield Scene(folder, server, desktop, keys, id)
        end(desktop, keys)
    trial.close()


def test_closing_the_window_in_the_middle_of_a_run_ends_it_and_loses_nothing(scene: Scene) -> None:
    scene.begin_sync()
    over: list[bool] = []
    scene.desktop.closed.connect(lambda: over.append(True))
    scene.desktop.shell.close()
    scene.keys.wait(lambda: over, "the end")
    assert scene.after() == (1, "confirmed")


def test_cancelling_ends_the_run_at_once(scene: Scene) -> None:
    scene.begin_sync()
    assert scene.desktop.window is not None
    page = scene.desktop.window.page("sync")
    page.cancel()  # type: ignore[attr-defined]
    scene.keys.wait(lambda: not page.running, "the end of the run")  # type: ignore[attr-defined]
    assert page.banner.isHidden()  # type: ignore[attr-defined]
    end(scene.desktop, scene.keys)
    assert scene.after() == (1, "confirmed")


def test_a_locked_screen_stops_no_run(scene: Scene) -> None:
    scene.begin_sync()
    scene.desktop.lock()
    scene.keys.wait(lambda: scene.desktop.locked, "the door")
    assert scene.desktop.window is not None
    assert scene.desktop.window.page("sync").running  # type: ignore[attr-defined]
    end(scene.desktop, scene.keys)
    assert scene.after() == (1, "confirmed")
