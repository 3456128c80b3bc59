"""What every command of the server takes, and who it says acts."""

import argparse
import getpass
from pathlib import Path

from app.cli.frame import Context
from app.domain.errors import StorageProblem


def with_database(command: argparse.ArgumentParser) -> None:
    """Add the database and the common options."""
    command.add_argument("--db", required=True, metavar="URL", help="sqlite:///BERKAS atau postgresql+psycopg://...")
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    command.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--user", metavar="NAMA", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--pin-stdin", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def who_acts() -> str:
    """Give how the log of acts names somebody at the server's own console."""
    try:
        return f"konsol:{getpass.getuser()}"
    except (OSError, KeyError, ImportError):  # an account without a name
        return "konsol"


def key_file_of(asked: argparse.Namespace, context: Context) -> Path:
    """Give the key file of the database.  Raises StorageProblem ``pusat_not_installed``."""
    try:
        from app.pusat.serve import key_file
    except ModuleNotFoundError as error:
        raise StorageProblem("pusat_not_installed") from error
    return key_file(asked.db, asked.keys, context.folder / "pusat")
