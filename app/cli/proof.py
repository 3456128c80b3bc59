"""``loket proof``: ask the centre which records it really holds; the counts last."""

import argparse
from typing import Any

from app.cli.frame import OK, REFUSED, Context


def add(commands: Any) -> None:
    """Add the command."""
    commands.add_parser("proof", help="tanyakan ke server provinsi apa yang benar-benar disimpannya")


def run(asked: argparse.Namespace, context: Context) -> int:  # noqa: ARG001 - every command takes both
    """Ask for everything that was ever sent."""
    proof = context.services.prove(context.officer)
    counts = {"confirmed": proof.confirmed, "missing": proof.missing, "different": proof.different}
    context.give(counts, context.words.word("sync", "proof", **counts))
    if proof.extra:
        context.say(context.words.word("sync", "extra", extra=proof.extra))
    return REFUSED if proof.missing or proof.different else OK
