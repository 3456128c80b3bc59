"""``loket intake``: an agency's own register through the same journey as the form, one result line per row."""

import argparse
import json
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

from app.cli.frame import OK, REFUSED, Context
from app.domain.errors import UserProblem
from app.domain.form import Form
from app.domain.register import ColumnMap, table_of
from app.services import RowResult


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("intake", help="catat register kanal lain (CSV atau XLSX)")
    command.add_argument("file", type=Path, metavar="BERKAS")
    command.add_argument(
        "--map", type=Path, metavar="BERKAS", help='pemetaan kolom, TOML atau JSON: "Judul Kolom" = "isian"'
    )
    command.add_argument("--dry-run", action="store_true", help="periksa saja, tidak ada yang dicatat")
    command.add_argument("--clock-ok", action="store_true", help="jam komputer sudah dipastikan benar")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Take the file in."""
    services, officer = context.services, context.officer
    take_in = services.take_in_register
    columns = _columns(asked.map, take_in.form) if asked.map else None
    sheet = services.open_register.read(officer, asked.file)
    if columns is None and (columns := services.open_register.remembered(sheet)):
        context.say(context.words.word("command_line", "map_remembered"))
    table = table_of(sheet, take_in.form, columns)
    accepted = refused = duplicates = 0
    lots = take_in.run(officer, table, dry_run=asked.dry_run, clock_confirmed=asked.clock_ok)
    for result in chain.from_iterable(lots):
        refused += bool(result.errors)
        duplicates += result.duplicate_of is not None
        accepted += not result.errors and result.duplicate_of is None
        context.give(_row(result), _shown(context, result))
    total = {"accepted": accepted, "refused": refused, "duplicates": duplicates}
    context.give(total, f"diterima {accepted}, ditolak {refused}, sudah ada {duplicates}")
    return REFUSED if refused else OK


def _row(result: RowResult) -> dict[str, object]:
    if result.errors:
        return {"row": result.row, "errors": [{"field": p.field, "code": p.code} for p in result.errors]}
    if result.duplicate_of:
        return {"row": result.row, "duplicate_of": result.duplicate_of}
    row: dict[str, object] = {"row": result.row, "number": result.number}
    if result.similar_to:
        row["similar_to"] = result.similar_to
    if result.defaults:
        row["defaults"] = list(result.defaults)
    return row


def _shown(context: Context, result: RowResult) -> str:
    words = context.words
    if result.errors:
        return f"{result.row}: ditolak: " + "; ".join(f"{p.field}: {words.field(p)}" for p in result.errors)
    if result.duplicate_of:
        return f"{result.row}: sudah ada sebagai {result.duplicate_of}"
    assumed = "; ".join(words.word("default", name) for name in result.defaults)
    similar = f" (mirip {result.similar_to})" if result.similar_to else ""
    return f"{result.row}: {result.number or 'dapat dicatat'}{similar}{'; ' + assumed if assumed else ''}"


def _columns(path: Path, form: Form) -> ColumnMap:
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        raise UserProblem("map_unreadable") from None
    return ColumnMap.of_json(found).checked(form)
