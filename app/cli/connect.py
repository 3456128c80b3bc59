"""``loket connect``: enrol this counter at a provincial server with a one-time code."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.frame import OK, Context
from app.domain.errors import UserProblem
from app.domain.ids import to_iso
from app.services import Connected


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("connect", help="daftarkan loket ini di server provinsi")
    command.add_argument("--url", metavar="URL", help="alamat server, https://...")
    command.add_argument("--code", metavar="KODE", help="kode sekali pakai dari server")
    command.add_argument("--ca", type=Path, metavar="BERKAS", help="sertifikat otoritas sendiri (PEM)")
    by_file = command.add_mutually_exclusive_group()
    by_file.add_argument("--request", type=Path, metavar="BERKAS", help="tanpa jalur: tulis permintaan ke flashdisk")
    by_file.add_argument("--answer", type=Path, metavar="BERKAS", help="tanpa jalur: baca jawaban dari server")
    command.add_argument("--fingerprint", metavar="HURUF", help="sidik jari server yang dibacakan pengelolanya")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Enrol, by line or by file."""
    if asked.request is not None:
        fingerprint = context.services.connect_by_file.request(context.officer, asked.request, code=asked.code)
        row = {"request": str(asked.request), "fingerprint": fingerprint}
        context.give(row, context.words.word("parcel", "requested", fingerprint=fingerprint))
        return OK
    if asked.answer is not None:
        done = context.services.connect_by_file.answer(context.officer, asked.answer, fingerprint=asked.fingerprint)
        return _done(done, context)
    if asked.url is None or asked.code is None:
        raise UserProblem("connect_how")
    done = context.services.connect(context.officer, url=asked.url, code=asked.code, ca_pem=read_ca(asked.ca))
    return _done(done, context)


def _done(done: Connected, context: Context) -> int:
    row = {"url": done.url, "connected_at": to_iso(done.connected_at)}
    words = context.words
    context.give(row, words.word("sync", "connected", url=done.url) if done.url else words.word("parcel", "connected"))
    context.tell_incarnation()
    return OK


def read_ca(file: Path | None) -> str | None:
    """Give the text of a certificate file.  Raises UserProblem ``ca_unreadable``."""
    if file is None:
        return None
    try:
        return file.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise UserProblem("ca_unreadable") from error
