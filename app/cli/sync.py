"""``loket sync``: one run; a line per outcome, the summary last."""

import argparse
from dataclasses import asdict
from typing import Any

from app.cli.frame import ENVIRONMENT, OK, REFUSED, Context, told
from app.domain.centre import SyncProgress, SyncSummary
from app.domain.errors import NetworkProblem


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("sync", help="kirim semua yang menunggu ke server provinsi")
    command.add_argument(
        "--unattended",
        action="store_true",
        help="tanpa petugas, dengan kunci yang diizinkan admin di brankas kunci sistem",
    )


def run(asked: argparse.Namespace, context: Context) -> int:  # noqa: ARG001 - every command takes both
    """Sync now, whatever the waiting time of earlier failures."""

    def show(progress: SyncProgress) -> None:
        for number, event_id, outcome, code in progress.outcomes:
            line = {"number": number, "event_id": event_id, "outcome": outcome.value, "code": code}
            word = context.words.word("outcome", outcome.value)
            reason = f"  {context.words.word('outcome_code', code)}" if code else ""
            context.give(line, f"{number}  {word}{reason}")

    summary = context.services.sync(context.officer, progress=show, stop=lambda: False)
    context.give(asdict(summary), _sentence(context, summary))
    if summary.problem is not None:
        context.say(told(context.words, NetworkProblem(summary.problem)))
        return ENVIRONMENT
    return REFUSED if summary.rejected or summary.needs_check or summary.held else OK


def _sentence(context: Context, summary: SyncSummary) -> str:
    facts = {name: value for name, value in asdict(summary).items() if isinstance(value, int)}
    return context.words.word("sync", "summary", **facts)
