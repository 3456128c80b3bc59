"""``loket unattended``: may a sync run when nobody is there?  An admin leaves the key in the keyring, or does not."""

import argparse
from typing import Any

from app.cli.frame import OK, Context


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("unattended", help="sinkron tanpa petugas: izinkan, larang, atau lihat")
    command.add_argument("wish", choices=("allow", "forbid", "status"), metavar="allow|forbid|status")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Allow it, forbid it, or tell; who allows it is told who can read the key from then on."""
    journey, officer = context.services.unattended, context.officer
    if asked.wish == "allow":
        context.say(context.words.word("unattended", "who_can_read"))
        journey.allow(officer)
    elif asked.wish == "forbid":
        journey.forbid(officer)
    allowed = journey.allowed(officer)
    context.give({"allowed": allowed}, context.words.word("unattended", "allowed" if allowed else "forbidden"))
    return OK
