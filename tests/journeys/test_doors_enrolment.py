"""Enrolment by stick in the window, against a real server's files: with a code, and with letters read aloud."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli import frame
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.connect import ConnectDialog

AGENCY = ("--agency", "RSUD AWS", "--counter", "A")
Server = Callable[..., dict[str, Any]]


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Server:
    """Give the administrator of a server, who works with its commands."""
    folder = tmp_path / "server"
    folder.mkdir()
    options = ("--db", f"sqlite:///{folder / 'pusat.db'}", "--keys", str(folder), *AGENCY)

    def enrol(*words: str) -> dict[str, Any]:
        capsys.readouterr()
        assert frame.main(["pusat", "enrol", *options, *words, "--json"]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        told: dict[str, Any] = json.loads(line) if line.startswith("{") else {"line": line}
        return told

    return enrol


def asked(qtbot, desk: PageDesk, request: Path, answer: Path, code: str = "") -> ConnectDialog:
    """Let an admin write the request in the window."""
    dialog = ConnectDialog(desk.ctx)
    dialog.stick.choose_place = lambda: request  # type: ignore[method-assign]
    dialog.stick.choose_answer = lambda: answer  # type: ignore[method-assign]
    qtbot.addWidget(dialog)
    dialog.way.choose("stick")
    dialog.stick.code.setText(code)
    dialog.stick.ask.click()
    desk.settle(qtbot)
    assert request.exists(), dialog.banner.accessibleName()
    return dialog


def test_a_counter_is_enrolled_by_a_code_and_two_files(qtbot, desk: PageDesk, server: Server, tmp_path: Path) -> None:
    request, answer = tmp_path / "permintaan.loket", tmp_path / "jawaban.loket"
    code = server()["line"]
    dialog = asked(qtbot, desk, request, answer, code)
    assert dialog.stick.letters.isHidden()
    server("--request", str(request), "--out", str(answer))
    with qtbot.waitSignal(dialog.connected):
        dialog.read.click()
    services, officer = desk.session.services, desk.session.officer
    standing = services.desk_status(officer).sync
    assert (standing.connected, standing.by_stick) == (True, True)
    assert services.connect_by_file.asked(officer) is None
    assert code not in request.read_text("latin-1")


def test_letters_that_were_read_aloud_connect_and_others_do_not(
    qtbot, desk: PageDesk, server: Server, tmp_path: Path
) -> None:
    request, answer = tmp_path / "permintaan.loket", tmp_path / "jawaban.loket"
    dialog = asked(qtbot, desk, request, answer)
    told = server("--request", str(request), "--out", str(answer), "--fingerprint", dialog.stick.letters.text())
    dialog.read.click()
    desk.settle(qtbot)
    assert dialog.stick.fields["stick_fingerprint"].error()
    dialog.stick.fingerprint.setText(dialog.stick.letters.text())
    dialog.read.click()
    desk.settle(qtbot)
    assert dialog.stick.fields["stick_fingerprint"].error()
    assert not desk.session.services.desk_status(desk.session.officer).sync.connected
    dialog.stick.fingerprint.setText(told["fingerprint"].lower().replace("-", " "))
    with qtbot.waitSignal(dialog.connected):
        dialog.read.click()
    assert desk.session.services.desk_status(desk.session.officer).sync.connected
