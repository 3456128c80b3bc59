"""The frame around every command: options before or after the sub-command, sign-in, words on stderr, exit codes."""

import argparse
import contextlib
import getpass
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from app.bootstrap import DeskEntrance
from app.domain.errors import AppError, DraftRefused, NetworkProblem, NotAllowed, StorageProblem, UserProblem
from app.domain.officer import Officer
from app.paths import data_folder
from app.services import Services, Session
from app.settings import read_settings
from app.texts import Texts, texts

OK: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
ENVIRONMENT: Final = 3
NOT_ALLOWED: Final = 4
STOPPED: Final = 130
_LONGEST_LINE: Final = 10_000

COMMANDS: Final = (
    "init",
    "intake",
    "list",
    "show",
    "receipt",
    "tracking",
    "sync",
    "unattended",
    "proof",
    "direct",
    "parcel",
    "connect",
    "report",
    "backup",
    "restore",
    "verify",
    "pusat",
)
_WRONG_KEY: Final = frozenset(
    {"phrase_wrong", "pin_wrong", "pin_wait", "pin_phrase_needed", "officer_unknown", "unattended_not_allowed"}
    | {"recovery_code_wrong", "restore_not_admin"}
)
_ENVIRONMENT: Final = frozenset(
    {"sheet_missing", "sheet_unreadable", "file_unwritable", "sync_running"}
    | {"backup_missing", "backup_not_one", "backup_newer"}
)
_ITEM: Final = frozenset(
    {"complaint_unknown", "changed_meanwhile", "tracking_shape", "number_shape", "number_check"}
    | {"nothing_unclear", "number_wanted", "reason_names_reporter"}
)
_PARCEL: Final = "parcel_"


@dataclass(slots=False)
class Context:
    """What a command works with; signing in happens at the first look at ``services`` or ``officer``."""

    folder: Path
    user: str | None
    pin_stdin: bool
    json: bool
    words: Texts
    unattended: bool = False
    _secrets: list[str] = field(default_factory=list, repr=False)

    @cached_property
    def entrance(self) -> DeskEntrance:
        """Give the entrance of the data folder."""
        return DeskEntrance(self.folder)

    @cached_property
    def session(self) -> Session:
        """Sign in and give the session."""
        if not self.entrance.is_set_up():
            raise StorageProblem("desk_not_set_up")
        session = self.entrance.open_unattended() if self.unattended else self._sign_in()
        if session.begun is not None:
            self.say(told(self.words, session.begun.notice()))
        return session

    def _sign_in(self) -> Session:
        if not self.user:
            raise UserProblem("user_missing")
        phrase, pin = self.phrase_and_pin()
        self.entrance.open_phrase(phrase)
        return self.entrance.sign_in(self.user, pin)

    @property
    def services(self) -> Services:
        """Give the journeys."""
        return self.session.services

    @property
    def officer(self) -> Officer:
        """Give who acts."""
        return self.session.officer

    def tell_incarnation(self) -> None:
        """Say that the desk goes on in another series, when that turned out just now and somebody is there to hear."""
        if not self.unattended and (begun := self.services.tell_incarnation()) is not None:
            self.say(told(self.words, begun.notice()))

    def phrase_and_pin(self) -> tuple[str, str]:
        """Read both from two lines of standard input, or ask for them unseen; never from an argument."""
        lines = ["", ""]
        with contextlib.suppress(ValueError, EOFError, OSError):  # no text, ended, or closed: nothing was given
            if self.pin_stdin:
                lines = [sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n") for _ in range(2)]
            elif sys.stdin is not None and sys.stdin.isatty():
                lines = [getpass.getpass("Frasa pembuka: "), getpass.getpass("PIN: ")]
        if not all(lines):
            raise UserProblem("no_input")
        return lines[0], lines[1]

    def recovery_lines(self, *, from_input: bool) -> tuple[str, str, str]:
        """Read the recovery code and a new phrase and PIN from three lines of standard input, or ask unseen."""
        asked = ("Kode pemulihan: ", "Frasa pembuka baru: ", "PIN baru: ")
        lines = [""] * 3
        with contextlib.suppress(ValueError, EOFError, OSError):
            if from_input:
                lines = [sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n") for _ in asked]
            elif sys.stdin is not None and sys.stdin.isatty():
                lines = [getpass.getpass(question) for question in asked]
        if not all(lines):
            raise UserProblem("no_input")
        return lines[0], lines[1], lines[2]

    def say(self, sentence: str) -> None:
        """Say something to the person, on stderr."""
        print(sentence, file=sys.stderr)

    def give(self, row: Mapping[str, object], shown: str | None = None) -> None:
        """Give one result: a JSON object per line when asked for, else a line for people."""
        if self.json:
            print(json.dumps(row, ensure_ascii=False), flush=True)
        else:
            print(shown if shown is not None else "  ".join(str(v) for v in row.values() if v is not None), flush=True)

    def close(self) -> None:
        """Close the desk if it was opened."""
        if "entrance" in self.__dict__:
            self.entrance.close()


class _Commands:
    """Adds sub-commands that all take the common options."""

    def __init__(self, actions: Any, common: argparse.ArgumentParser) -> None:
        self._actions, self._common = actions, common

    def add_parser(self, name: str, **how: Any) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = self._actions.add_parser(name, parents=[self._common], **how)
        return parser


def parser() -> argparse.ArgumentParser:
    """Give the parser of all commands; their modules are imported only when one of them is asked for."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data-dir", metavar="DIR", help="folder data loket (atau LOKET_DATA_DIR)")
    common.add_argument("--user", metavar="NAMA", help="nama masuk petugas")
    common.add_argument("--pin-stdin", action="store_true", help="baca frasa dan PIN dari dua baris masukan")
    common.add_argument("--json", action="store_true", help="satu objek JSON per baris di stdout")
    whole = argparse.ArgumentParser(
        prog="loket", parents=[common], description="Loket Aduan: tanpa sub-perintah membuka jendela."
    )
    actions = whole.add_subparsers(dest="command", metavar="PERINTAH")
    for name in COMMANDS:
        import_module(f"app.cli.{name}").add(_Commands(actions, common))
    return whole


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; every problem is a sentence on stderr."""
    _speak_utf8()
    asked = parser().parse_args(arguments)
    given = vars(asked)
    folder = data_folder(given.get("data_dir"))
    context = Context(
        folder=folder,
        user=given.get("user"),
        pin_stdin=given.get("pin_stdin", False),
        json=given.get("json", False),
        words=texts(read_settings(folder).language),
        unattended=given.get("unattended", False),
    )
    try:
        return int(import_module(f"app.cli.{asked.command}").run(asked, context))
    except AppError as error:
        context.say(told(context.words, error))
        return exit_code(error)
    except BrokenPipeError:
        _close_output()
        return OK
    except OSError:  # every other file is some adapter's: it was standard output that could not be written
        _close_output()
        context.say(told(context.words, StorageProblem("output_unwritable")))
        return ENVIRONMENT
    except KeyboardInterrupt:
        context.say(context.words.word("command_line", "stopped"))
        return STOPPED
    finally:
        context.close()


def _speak_utf8() -> None:
    """Let names of any script out, whatever the console's own letters are."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_output() -> None:
    """Let what could not be written not be tried again at the end of the program."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def told(words: Texts, error: AppError) -> str:
    """Give an error as one paragraph."""
    problem = words.problem(error)
    lines = [f"{problem.title}. {problem.sentence()}"]
    if isinstance(error, DraftRefused):
        lines += [f"  {p.field}: {words.field(p)}" for p in error.problems]
    return "\n".join(lines)


def exit_code(error: AppError) -> int:
    """Give the exit code that says what kind of problem it was."""
    if isinstance(error, NotAllowed) or error.code in _WRONG_KEY:
        return NOT_ALLOWED
    if isinstance(error, StorageProblem | NetworkProblem) or error.code in _ENVIRONMENT:
        return ENVIRONMENT
    return REFUSED if error.code in _ITEM or error.code.startswith(_PARCEL) else USAGE
