"""``loket tracking``: enter a Tracking ID of LAPOR! by hand."""

import argparse
from typing import Any

from app.cli.frame import OK, Context
from app.cli.show import complaint_id


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("tracking", help="catat nomor LAPOR! (Tracking ID)")
    command.add_argument("number", metavar="NOMOR")
    command.add_argument("id", metavar="TRACKING_ID")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Enter it."""
    id = complaint_id(context, asked.number)
    tracking_id = context.services.enter_tracking(context.officer, id, asked.id)
    context.give({"number": asked.number.upper(), "tracking_id": tracking_id})
    return OK
