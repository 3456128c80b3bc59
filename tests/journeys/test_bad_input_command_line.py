"""What a hostile or broken surrounding does to the command line: a sentence and an exit code, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import frame
from tests.desk import PHRASE, PIN, filed, open_desk

ROOT = Path(__file__).parents[2]
_MAIN = """
import sys
from functools import partial
from app.bootstrap import DeskEntrance
from app.cli import frame
from tests.desk import CHEAP
frame.DeskEntrance = partial(DeskEntrance, costs=CHEAP)
sys.exit(frame.main(sys.argv[1:]))
"""
SECRET = "Zulkarnain Tertanam"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "desk"
    entrance, session = open_desk(folder)
    filed(entrance, session, name=SECRET, title="Aduan سيتي 😀 di loket kami")
    entrance.close()
    return folder


def loket(
    folder: Path,
    *words: str | bytes,
    said: bytes = f"{PHRASE}\n{PIN}\n".encode(),
    out: int = subprocess.PIPE,
    environment: dict[str, str] | None = None,
) -> tuple[int, bytes, str]:
    """Run a command in a process of its own; nothing that was planted may be in what it says of its troubles."""
    done = subprocess.run(
        [sys.executable, "-c", _MAIN, *words, "--data-dir", str(folder), "--user", "siti", "--pin-stdin"],
        cwd=ROOT,
        input=said,
        stdout=out,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    complaint = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in complaint
    assert "Exception" not in complaint
    assert SECRET not in complaint
    return done.returncode, done.stdout or b"", complaint


@pytest.mark.parametrize(
    "environment",
    [{}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
)
def test_any_script_is_shown_whatever_the_console_speaks(folder: Path, environment: dict[str, str]) -> None:
    code, out, _ = loket(folder, "list", environment=environment)
    assert code == frame.OK
    assert "Aduan سيتي 😀 di loket kami" in out.decode("utf-8")


@pytest.mark.parametrize("said", [b"", b"\n\n", b"\xff\xfe\n\x80\n", b"hanya frasa\n", b"x" * 100_000])
def test_a_phrase_or_pin_that_is_no_text_is_a_sentence(folder: Path, said: bytes) -> None:
    code, out, complaint = loket(folder, "list", said=said, environment={"PYTHONUTF8": "1"})
    assert code in (frame.USAGE, frame.NOT_ALLOWED)
    assert out == b""
    assert len(complaint) > 40


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_output_without_room_is_a_sentence(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        code, _, complaint = loket(folder, "list", out=full.fileno())
    assert code == frame.ENVIRONMENT
    assert len(complaint) > 40


def test_a_reader_that_went_away_is_no_problem(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert loket(folder, "list", out=writer)[0] == frame.OK
    finally:
        os.close(writer)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", b"AWS-\xff"), frame.REFUSED),
        (("show", "x" * 100_000), frame.REFUSED),
        (("list", "--query", b"\xff\xfe"), frame.OK),
        (("list", "--query", "'; DROP TABLE complaints; --"), frame.OK),
        (("list", "--limit", "9" * 400), frame.OK),
        (("list", "--limit", "-5"), frame.OK),
        (("intake", b"\xff.csv"), frame.ENVIRONMENT),
        (("intake", "x" * 5000), frame.ENVIRONMENT),
        (("intake", "/dev/zero"), frame.ENVIRONMENT),
        (("tracking", "AWS-A-26-000001-88", "9" * 500), frame.REFUSED),
        (("receipt", "AWS-A-26-000001-88", "--pdf", "/"), frame.ENVIRONMENT),
        (("receipt", "AWS-A-26-000001-88", "--pdf", "x" * 5000), frame.ENVIRONMENT),
        (("connect", "--url", "bukan alamat", "--code", "x"), None),
        (("connect", "--url", "https://contoh.id", "--code", "x", "--ca", "/dev/zero/x"), None),
    ],
    ids=str,
)
def test_odd_arguments_are_sentences(folder: Path, words: tuple[str | bytes, ...], code: int | None) -> None:
    given, _, complaint = loket(folder, *words)
    assert given == code if code is not None else given in (frame.USAGE, frame.ENVIRONMENT)
    assert given == frame.OK or len(complaint) > 40


def test_ctrl_c_is_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.list.run", pressed)
    assert frame.main(["list", "--data-dir", str(folder)]) == frame.STOPPED
    assert capsys.readouterr().err == "Dihentikan. Yang sudah bernomor tetap tersimpan.\n"
