"""``loket verify``: database integrity, audit chain, receipts and frozen events against records and the centre."""

import argparse
from datetime import timedelta, timezone
from typing import Any

from app.cli.frame import OK, REFUSED, Context, told
from app.domain.anchor import LogForked
from app.domain.ids import to_iso


def add(commands: Any) -> None:
    """Add the command."""
    commands.add_parser("verify", help="periksa keutuhan loket")


def run(asked: argparse.Namespace, context: Context) -> int:  # noqa: ARG001  (every command is called alike)
    """Check and give each finding; without a centre it says that only this desk was looked at."""
    found = context.services.verify_desk(context.officer)
    for finding in found.findings:
        word = context.words.word("finding", finding.code)
        context.give({"finding": finding.code, "subject": finding.subject}, f"{word}: {finding.subject}")
    row: dict[str, object] = {"complaints": found.complaints, "findings": len(found.findings)}
    if found.proof is not None:
        counts = {name: getattr(found.proof, name) for name in ("confirmed", "missing", "different", "extra")}
        context.say(context.words.word("sync", "proof", **counts))
        row["centre"] = counts
    else:
        context.say(context.words.word("backup", "centre_not_asked"))
    if found.anchor is not None and found.anchor.at is not None:
        at = found.anchor.at.astimezone(timezone(timedelta(minutes=context.session.desk.utc_offset_minutes)))
        context.say(context.words.word("backup", "anchored", n=found.anchor.n, at=f"{at:%d-%m-%Y %H.%M}"))
        row["anchored"] = {"n": found.anchor.n, "at": to_iso(at)}
    if found.is_forked:
        context.say(told(context.words, LogForked.notice()))
    context.give(row, f"{found.complaints} aduan diperiksa, {len(found.findings)} temuan")
    return REFUSED if found.findings else OK
