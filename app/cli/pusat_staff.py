"""``loket pusat staff``: who may sign in at the server's pages. Passwords are typed or piped, never arguments."""

import argparse
import contextlib
import getpass
import sys
from typing import Any, Final

from app.cli.frame import OK, Context
from app.cli.pusat_options import who_acts, with_database
from app.domain.errors import UserProblem
from app.domain.staff import StaffRole

_LONGEST_LINE: Final = 10_000


def add(actions: Any) -> None:
    """Add the sub-commands."""
    acts = actions.add_parser("staff", help="petugas server").add_subparsers(
        dest="staff_command", metavar="TINDAKAN", required=True
    )
    for name, purpose in (
        ("add", "tambah petugas; kata sandi diketik, atau satu baris masukan"),
        ("list", "daftar petugas"),
        ("disable", "tutup jalan masuk seorang petugas"),
        ("enable", "buka lagi jalan masuknya"),
        ("password", "ganti kata sandi"),
    ):
        command = acts.add_parser(name, help=purpose)
        with_database(command)
        if name != "list":
            command.add_argument("login", metavar="NAMA_MASUK")
        if name == "add":
            command.add_argument("--name", required=True, metavar="NAMA")
            command.add_argument("--role", required=True, choices=[role.value for role in StaffRole])


def run(asked: argparse.Namespace, context: Context) -> int:
    """Run one of them."""
    from app.adapters.clock import system_now
    from app.pusat.office import staff_of

    words = context.words
    with staff_of(asked.db, clock=system_now) as staff:
        match asked.staff_command:
            case "add":
                role = StaffRole(asked.role)
                login = staff.add(
                    login=asked.login, name=asked.name, role=role, password=_password(context), who=who_acts()
                )
                shown = words.word("pusat_staff", "added", login=login, role=words.word("staff_role", role.value))
                context.give({"login": login, "role": role.value}, shown)
            case "list":
                for member in staff.people():
                    row = {"login": member.login, "name": member.name, "role": member.role.value}
                    state = words.word("pusat_staff", "active" if member.active else "inactive")
                    shown = f"{member.login}  {words.word('staff_role', member.role.value)}  {state}  {member.name}"
                    context.give({**row, "active": member.active}, shown)
            case "password":
                staff.set_password(asked.login, _password(context), who=who_acts())
                context.give({"login": asked.login}, words.word("pusat_staff", "password", login=asked.login))
            case act:
                active = act == "enable"
                staff.set_active(asked.login, active=active, who=who_acts())
                shown = words.word("pusat_staff", "enabled" if active else "disabled", login=asked.login)
                context.give({"login": asked.login, "active": active}, shown)
    return OK


def _password(context: Context) -> str:
    typed, again = "", ""
    with contextlib.suppress(ValueError, EOFError, OSError):  # no text, ended, or closed: nothing was given
        if sys.stdin is not None and sys.stdin.isatty():
            typed = getpass.getpass(context.words.word("pusat_staff", "ask"))
            again = getpass.getpass(context.words.word("pusat_staff", "ask_again"))
        else:
            typed = again = sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n")
    if not typed:
        raise UserProblem("no_input")
    if typed != again:
        raise UserProblem("staff_passwords_differ")
    return typed
