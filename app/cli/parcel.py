"""``loket parcel``: what waits leaves on a stick, answers come back on it, and a courier carries those of others."""

import argparse
import contextlib
import getpass
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Protocol

from app.cli.connect import read_ca
from app.cli.frame import OK, REFUSED, Context, told
from app.domain.errors import NetworkProblem, UserProblem
from app.domain.outbox import Outcome
from app.services import AnswerTaken

_LONGEST_LINE: Final = 10_000


def add(commands: Any) -> None:
    """Add the command and its own sub-commands."""
    command = commands.add_parser("parcel", help="kiriman lewat flashdisk, untuk tempat tanpa jalur")
    actions = command.add_subparsers(dest="parcel_command", metavar="PERINTAH", required=True)
    export = _command(actions, "export", "tulis yang menunggu sebagai kiriman")
    export.add_argument("file", type=Path, metavar="BERKAS", help="berkas atau folder di flashdisk")
    export.add_argument("--without-sheet", action="store_true", help="tanpa XLSX di samping kiriman")
    answer = _command(actions, "answer", "baca berkas jawaban dari server provinsi")
    answer.add_argument("file", type=Path, metavar="BERKAS")
    courier = _command(actions, "courier", "bawa kiriman loket lain ke server dan ambil jawabannya")
    courier.add_argument("files", type=Path, nargs="+", metavar="BERKAS")
    courier.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder untuk jawaban")
    courier.add_argument("--url", metavar="URL", help="kurir tanpa loket: alamat server; token dari satu baris masukan")
    courier.add_argument("--ca", type=Path, metavar="BERKAS", help="sertifikat otoritas sendiri (PEM)")


def _command(actions: Any, name: str, purpose: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = actions.add_parser(name, help=purpose)
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    command.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--user", metavar="NAMA", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--pin-stdin", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return command


def run(asked: argparse.Namespace, context: Context) -> int:
    """Run one of them."""
    if asked.parcel_command == "export":
        return _export(asked, context)
    if asked.parcel_command == "courier":
        return _courier(asked, context)
    return _answer(asked, context)


def _courier(asked: argparse.Namespace, context: Context) -> int:
    if asked.url is None:
        return give_rows(context, context.services.carry_parcels(context.officer, asked.files, out=asked.out))
    from app.bootstrap.courier import carry_with_token

    token, ca_pem = _token(), read_ca(asked.ca)
    return give_rows(
        context, carry_with_token(url=asked.url, token=token, ca_pem=ca_pem, files=asked.files, out=asked.out)
    )


def _token() -> str:
    """Read the token from a line of standard input, or ask for it unseen; never from an argument."""
    token = ""
    with contextlib.suppress(ValueError, EOFError, OSError):  # no text, ended, or closed: nothing was given
        token = getpass.getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline(_LONGEST_LINE)
    token = token.strip()
    if not token:
        raise UserProblem("no_input")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise NetworkProblem("token_refused")
    return token


class Row(Protocol):
    """What became of one file that was handed in."""

    @property
    def file(self) -> Path: ...
    @property
    def volume(self) -> int: ...
    @property
    def volumes(self) -> int: ...
    @property
    def missing(self) -> tuple[int, ...]: ...
    @property
    def answer(self) -> Path | None: ...
    @property
    def code(self) -> str | None: ...


def give_rows(context: Context, rows: Iterable[Row]) -> int:
    """Give a line per file, refused ones with their sentence; all is well when an answer came for every parcel."""
    refused = False
    waiting: set[Path] = set()
    for row in rows:
        if row.code is not None:
            refused = True
            context.give({"file": str(row.file), "code": row.code}, f"{row.file}:")
            context.say(told(context.words, UserProblem(row.code, missing="", volumes="")))
            continue
        line = {"file": str(row.file), "volume": row.volume, "volumes": row.volumes, "missing": list(row.missing)}
        sentence = context.words.word("parcel", "taken", file=row.file.name, volume=row.volume, volumes=row.volumes)
        context.give(line | {"answer": str(row.answer) if row.answer is not None else None}, sentence)
        if row.answer is not None:
            waiting.clear()
            context.say(context.words.word("parcel", "answer", file=str(row.answer)))
        else:
            waiting.add(row.file)
    return REFUSED if refused or waiting else OK


def _export(asked: argparse.Namespace, context: Context) -> int:
    left = context.services.export_parcel(context.officer, asked.file, sheet=not asked.without_sheet)
    for file in left.files:
        context.give({"file": str(file)}, str(file))
    counts = {"n": left.n, "volumes": left.volumes, "events": left.events, "attachments": left.attachments}
    context.give(counts | {"left": left.left}, context.words.word("parcel", "left", **counts, left=left.left))
    return OK


def _answer(asked: argparse.Namespace, context: Context) -> int:
    taken = context.services.take_in_answer(context.officer, asked.file)
    for number, event_id, outcome, code in taken.outcomes:
        line = {"number": number, "event_id": event_id, "outcome": outcome.value, "code": code}
        reason = f"  {context.words.word('outcome_code', code)}" if code else ""
        context.give(line, f"{number}  {context.words.word('outcome', outcome.value)}{reason}")
    counts = _counts(taken)
    sentence = context.words.word("parcel", "repeated" if taken.repeated else "answered", **counts)
    context.give(counts | {"repeated": taken.repeated}, sentence)
    if taken.extra:
        context.say(context.words.word("sync", "extra", extra=taken.extra))
    return REFUSED if counts["rejected"] or counts["needs_check"] or counts["held"] or counts["different"] else OK


def _counts(taken: AnswerTaken) -> dict[str, int]:
    return {
        "n": taken.n,
        "accepted": taken.count(Outcome.ACCEPTED),
        "duplicate": taken.count(Outcome.DUPLICATE),
        "rejected": taken.count(Outcome.REJECTED),
        "held": taken.count(Outcome.HELD),
        "needs_check": taken.count(Outcome.CONFLICT),
        "confirmed": taken.confirmed,
        "missing": taken.missing,
        "different": taken.different,
    }
