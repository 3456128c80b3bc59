"""``loket connect``: enrol this counter at a provincial server with a one-time code."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.frame import OK, Context
from app.domain.errors import UserProblem
from app.domain.ids import to_iso


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("connect", help="daftarkan loket ini di server provinsi")
    command.add_argument("--url", required=True, metavar="URL", help="alamat server, https://...")
    command.add_argument("--code", required=True, metavar="KODE", help="kode sekali pakai dari server")
    command.add_argument("--ca", type=Path, metavar="BERKAS", help="sertifikat otoritas sendiri (PEM)")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Enrol."""
    done = context.services.connect(context.officer, url=asked.url, code=asked.code, ca_pem=read_ca(asked.ca))
    row = {"url": done.url, "connected_at": to_iso(done.connected_at)}
    context.give(row, context.words.word("sync", "connected", url=done.url))
    return OK


def read_ca(file: Path | None) -> str | None:
    """Give the text of a certificate file.  Raises UserProblem ``ca_unreadable``."""
    if file is None:
        return None
    try:
        return file.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise UserProblem("ca_unreadable") from error
