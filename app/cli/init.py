"""``loket init``: first set-up without the wizard; prints the recovery code once."""

import argparse
from typing import Any

from app.cli.frame import OK, Context
from app.services import DeskPlan


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("init", help="siapkan loket baru")
    command.add_argument("--agency", required=True, help='singkatan atau kode instansi, misalnya "RSUD AWS"')
    command.add_argument("--counter", required=True, help="huruf loket, A sampai Z")
    command.add_argument("--name", help="nama lengkap petugas pertama (bawaan: sama dengan --user)")
    command.add_argument("--nip", default="", help="NIP petugas pertama")
    command.add_argument("--city", default="Samarinda", help="kota pada tanda terima")
    command.add_argument("--address", default="", help="alamat pada tanda terima (bawaan: dari daftar instansi)")
    command.add_argument("--phone", default="", help="telepon loket pada tanda terima")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Make the desk."""
    from app.domain.errors import UserProblem

    if not context.user:
        raise UserProblem("user_missing")
    if context.entrance.is_set_up():
        raise UserProblem("desk_exists")
    phrase, pin = context.phrase_and_pin()
    plan = DeskPlan(
        agency=asked.agency,
        counter=asked.counter,
        city=asked.city,
        address=asked.address,
        phone=asked.phone,
        login=context.user,
        full_name=asked.name or context.user,
        nip=asked.nip,
        phrase=phrase,
        pin=pin,
    )
    desk = context.entrance.set_up(plan)
    written = desk.recovery_code.written()
    desk.confirm(written)
    context.give({"recovery_code": written}, written)
    context.say("Simpan kode pemulihan ini di tempat aman; hanya ditampilkan sekali.")
    return OK
