"""``loket pusat parcel`` and ``loket pusat keys``: a stick that is carried to the server, and new keys for it."""

import argparse
from pathlib import Path
from typing import Any, Final

from app.adapters.clock import system_now
from app.cli.frame import OK, Context
from app.cli.parcel import give_rows
from app.cli.pusat_options import key_file_of, who_acts, with_database

COMMANDS: Final = frozenset({"parcel", "keys"})


def add(actions: Any) -> None:
    """Add the sub-commands."""
    acts = actions.add_parser("parcel", help="kiriman di flashdisk").add_subparsers(
        dest="parcel_command", metavar="TINDAKAN", required=True
    )
    take = acts.add_parser("take", help="terima kiriman dan tulis jawabannya")
    take.add_argument("files", type=Path, nargs="+", metavar="BERKAS")
    take.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder untuk jawaban")
    acts = actions.add_parser("keys", help="kunci server").add_subparsers(
        dest="keys_command", metavar="TINDAKAN", required=True
    )
    for command in (take, acts.add_parser("rotate", help="pakai kunci baru; yang lama tetap membuka kiriman lama")):
        with_keys(command)


def with_keys(command: argparse.ArgumentParser) -> None:
    """Add the database with the folder of its key file."""
    with_database(command)
    command.add_argument("--keys", type=Path, metavar="FOLDER", help="folder berkas kunci server")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Run one of them."""
    keys_at = key_file_of(asked, context)
    if asked.pusat_command == "parcel":
        from app.pusat.stick import take_files

        return give_rows(context, take_files(asked.db, keys_at, asked.files, asked.out, system_now))
    from app.pusat.stick import rotate

    generations = rotate(asked.db, keys_at, system_now, who=who_acts())
    context.give({"generations": generations}, context.words.word("parcel", "rotated"))
    return OK
