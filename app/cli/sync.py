"""``loket sync``: one run, a line per outcome, the summary last; or, dry, what would leave this PC."""

import argparse
from dataclasses import asdict
from typing import Any, Final

from app.cli.frame import ENVIRONMENT, OK, REFUSED, Context, told
from app.domain.centre import SyncProgress, SyncSummary
from app.domain.errors import NetworkProblem

_ALL: Final = 1_000_000


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("sync", help="kirim semua yang menunggu ke server provinsi")
    command.add_argument("--dry-run", action="store_true", help="hanya tunjukkan apa yang akan keluar dari PC ini")
    command.add_argument(
        "--unattended",
        action="store_true",
        help="tanpa petugas, dengan kunci yang diizinkan admin di brankas kunci sistem",
    )


def run(asked: argparse.Namespace, context: Context) -> int:
    """Sync now, whatever the waiting time of earlier failures; or tell what would leave."""
    return _dry(context) if asked.dry_run else _sync(context)


def _dry(context: Context) -> int:
    """Tell each event and file that waits, then the sums for each target; nothing leaves."""
    for leaving in context.services.what_would_leave(context.officer, limit=_ALL):
        for event in leaving.events:
            told = {
                "target": leaving.target,
                "number": event.number,
                "event_id": event.event_id,
                "kind": event.kind,
                "bytes": event.size_bytes,
                "identity": list(event.identity) if event.identity is not None else None,
            }
            context.give(told)
        for file in leaving.files:
            row = {"number": file.number, "file": file.id, "type": file.media_type.value, "bytes": file.size_bytes}
            context.give({"target": leaving.target, **row})
        sums: dict[str, str | int] = {
            "target": leaving.target,
            "address": leaving.address,
            "events": len(leaving.events) + leaving.more,
            "files": len(leaving.files),
            "bytes": sum(one.size_bytes for one in leaving.events) + sum(one.size_bytes for one in leaving.files),
        }
        context.give(sums, context.words.word("sync", "would_leave", **sums))
    return OK


def _sync(context: Context) -> int:

    def show(progress: SyncProgress) -> None:
        for number, event_id, outcome, code in progress.outcomes:
            line = {"number": number, "event_id": event_id, "outcome": outcome.value, "code": code}
            word = context.words.word("outcome", outcome.value)
            reason = f"  {context.words.word('outcome_code', code)}" if code else ""
            context.give(line, f"{number}  {word}{reason}")

    summary = context.services.sync(context.officer, progress=show, stop=lambda: False)
    context.give(asdict(summary), _sentence(context, summary))
    context.tell_incarnation()
    if summary.forwarded:
        context.say(context.words.word("direct", "forwarded", n=summary.forwarded))
    if summary.problem is not None:
        context.say(told(context.words, NetworkProblem(summary.problem)))
        return ENVIRONMENT
    if summary.lapor_problem is not None:
        context.say(context.words.word("direct", "problem", why=summary.lapor_problem))
        return ENVIRONMENT
    return REFUSED if summary.rejected or summary.needs_check or summary.held else OK


def _sentence(context: Context, summary: SyncSummary) -> str:
    facts = {name: value for name, value in asdict(summary).items() if isinstance(value, int)}
    return context.words.word("sync", "summary", **facts)
