"""``loket show``: one case, identity masked unless opened with a reason, which is logged."""

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from app.cli.frame import OK, Context
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId, to_iso
from app.domain.number import ComplaintNumber


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("show", help="buka satu aduan")
    command.add_argument("number", metavar="NOMOR")
    command.add_argument("--identity", action="store_true", help="tampilkan identitas (dicatat)")
    command.add_argument("--reason", default="", metavar="TEKS", help="alasan membuka identitas")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Give the case."""
    id = complaint_id(context, asked.number)
    view = context.services.open_case(context.officer, id)
    shown: dict[str, object] = {k: plain(v) for k, v in asdict(view).items() if k != "facts"}
    shown["facts"] = [
        {"at": to_iso(f.at), "kind": f.kind.value, "officer": f.officer_name, "detail": f.detail} for f in view.facts
    ]
    if asked.identity:
        reporter = context.services.open_case.identity(context.officer, id, asked.reason)
        shown["reporter"] = {k: plain(v) for k, v in asdict(reporter).items() if v is not None}
    text = f"{view.number}\n{view.title or context.words.word('secrecy', view.secrecy.value)}\n\n{view.text}"
    context.give(shown, text)
    return OK


def complaint_id(context: Context, typed: str) -> ComplaintId:
    """Give the id of a typed number.  Raises UserProblem ``number_shape``, ``number_check``, ``complaint_unknown``."""
    found = context.services.find_complaints.by_number(context.officer, str(ComplaintNumber.parse(typed)))
    if found is None:
        raise UserProblem("complaint_unknown")
    return found


def plain(value: object) -> object:
    """Give a value as JSON knows it."""
    if isinstance(value, datetime):
        return to_iso(value)
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
