"""``loket verify``: database integrity, audit chain, receipts and frozen events against records."""

import argparse
from typing import Any

from app.cli.frame import OK, REFUSED, Context


def add(commands: Any) -> None:
    """Add the command."""
    commands.add_parser("verify", help="periksa keutuhan loket")


def run(asked: argparse.Namespace, context: Context) -> int:  # noqa: ARG001  (every command is called alike)
    """Check and give each finding."""
    found = context.services.verify_desk(context.officer)
    for finding in found.findings:
        context.give({"finding": finding.code, "subject": finding.subject})
    context.give(
        {"complaints": found.complaints, "findings": len(found.findings)},
        f"{found.complaints} aduan diperiksa, {len(found.findings)} temuan",
    )
    return REFUSED if found.findings else OK
