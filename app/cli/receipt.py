"""``loket receipt``: print again, marked as copy n; several numbers make one file."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.frame import OK, Context
from app.cli.show import complaint_id
from app.domain.errors import UserProblem
from app.domain.receipt import PaperSize


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("receipt", help="cetak ulang tanda terima sebagai PDF")
    command.add_argument("number", nargs="+", metavar="NOMOR")
    command.add_argument("--pdf", type=Path, required=True, metavar="BERKAS")
    command.add_argument("--size", type=PaperSize, choices=list(PaperSize), metavar="a4x2|f4x2|a5|80mm|58mm")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Write the file; the ledger is written first, and told if the file could not be."""
    ids = [complaint_id(context, number) for number in asked.number]
    issued = context.services.issue_receipts(context.officer, ids, way="pdf", size=asked.size)
    try:
        asked.pdf.write_bytes(issued.pdf)
    except OSError:
        context.services.issue_receipts.failed(context.officer, issued)
        raise UserProblem("file_unwritable") from None
    for printing in issued.printings:
        context.give(
            {"number": printing.number, "copy": printing.copy, "size": printing.size, "sha256": printing.sha256}
        )
    return OK
