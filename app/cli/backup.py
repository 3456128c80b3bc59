"""``loket backup``: the whole desk as one encrypted file that the recovery code opens."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.frame import OK, REFUSED, Context


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("backup", help="buat cadangan terenkripsi dalam satu berkas")
    command.add_argument("file", type=Path, metavar="BERKAS")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Write it; a file that was not there to be copied is told, and verify names its record."""
    made = context.services.back_up(context.officer, asked.file)
    row = {"file": str(made.file), "complaints": made.complaints, "files": made.files, "size_bytes": made.size_bytes}
    sentence = context.words.word("backup", "made", file=str(made.file), complaints=made.complaints, files=made.files)
    context.give({**row, "absent": made.absent}, sentence)
    if made.absent:
        context.say(context.words.word("backup", "absent", absent=made.absent))
    return REFUSED if made.absent else OK
