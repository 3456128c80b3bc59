"""``loket direct``: this counter posts to SP4N-LAPOR! itself: the access, what waits, what is unclear."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.frame import OK, REFUSED, Context
from app.domain.errors import UserProblem
from app.domain.forwarding import Standing
from app.domain.ids import ComplaintId


def add(commands: Any) -> None:
    """Add the command and its own sub-commands."""
    command = commands.add_parser("direct", help="teruskan ke SP4N-LAPOR! langsung dari PC ini, tanpa server provinsi")
    actions = command.add_subparsers(dest="direct_command", metavar="PERINTAH", required=True)
    set_up = _command(actions, "set", "simpan profil dan kunci akses LAPOR! di basis data loket (admin)")
    set_up.add_argument("--profile", type=Path, required=True, metavar="BERKAS", help="profil LAPOR! (TOML)")
    set_up.add_argument("--secrets", type=Path, required=True, metavar="BERKAS", help="nilai kepala pesan (TOML)")
    _command(actions, "forget", "hapus akses LAPOR! dari loket ini (admin)")
    _command(actions, "list", "yang diteruskan dari PC ini dan belum punya nomor LAPOR!")
    absent = _command(actions, "not-there", "sudah diperiksa: pasti belum ada di LAPOR!, kirim lagi")
    absent.add_argument("number", metavar="NOMOR")
    absent.add_argument("--reason", required=True, metavar="ALASAN")
    there = _command(actions, "there", "sudah diperiksa: tambahan itu sudah ada di LAPOR!")
    there.add_argument("number", metavar="NOMOR")


def _command(actions: Any, name: str, purpose: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = actions.add_parser(name, help=purpose)
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    command.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--user", metavar="NAMA", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--pin-stdin", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return command


def run(asked: argparse.Namespace, context: Context) -> int:
    """Run one of them."""
    direct, officer = context.services.direct_desk, context.officer
    match asked.direct_command:
        case "set":
            terms = direct.set_up(officer, asked.profile, asked.secrets)
            row = {"profile": terms.name, "address": terms.address}
            context.give(row, context.words.word("direct", "kept", name=terms.name, address=terms.address))
        case "forget":
            direct.forget(officer)
            context.give({"profile": None}, context.words.word("direct", "forgotten"))
        case "not-there":
            direct.not_there(officer, _id_of(asked.number, context), asked.reason)
            context.give({"number": asked.number, "standing": Standing.WAITING.value})
        case "there":
            direct.piece_there(officer, _id_of(asked.number, context))
            context.give({"number": asked.number, "standing": Standing.DONE.value})
        case _:
            return _list(context)
    return OK


def _list(context: Context) -> int:
    rows = context.services.direct_desk.rows(context.officer)
    for row in rows:
        told = {
            "number": row.number,
            "standing": row.standing.value,
            "code": row.code or None,
            "detail": row.detail or None,
            "lapor_id": row.lapor_id,
            "status": row.status_name or None,
        }
        context.give(told, f"{row.number}  {context.words.word('standing', row.standing.value)}  {row.detail}".rstrip())
    return REFUSED if any(row.standing in (Standing.NEEDS_CHECK, Standing.REFUSED) for row in rows) else OK


def _id_of(number: str, context: Context) -> ComplaintId:
    id = context.services.find_complaints.by_number(context.officer, number)
    if id is None:
        raise UserProblem("complaint_unknown")
    return id
