"""``loket pusat``: the provincial server itself, its one-time codes, and evidence of what it holds. Asks for nobody."""

import argparse
import json
from pathlib import Path
from typing import Any, Final

from app.adapters.clock import system_now
from app.cli import pusat_devices, pusat_forward, pusat_parcel, pusat_staff
from app.cli.connect import read_ca
from app.cli.frame import OK, Context
from app.cli.pusat_options import with_database
from app.domain.errors import StorageProblem, UserProblem

_PORT: Final = 8311


def add(commands: Any) -> None:
    """Add the command and its own sub-commands, each with the common options."""
    actions = commands.add_parser("pusat", help="server provinsi").add_subparsers(
        dest="pusat_command", metavar="PERINTAH", required=True
    )
    serve = _command(actions, "serve", "jalankan server")
    serve.add_argument("--host", default="127.0.0.1", metavar="ALAMAT")
    serve.add_argument("--port", type=int, default=_PORT, metavar="PORT", help="0 = port bebas mana saja")
    serve.add_argument("--keys", type=Path, metavar="FOLDER", help="folder berkas kunci server")
    serve.add_argument("--cert", type=Path, metavar="BERKAS", help="sertifikat TLS (PEM)")
    serve.add_argument("--ca", type=Path, metavar="BERKAS", help="sidik jarinya ikut dalam kode dari halaman server")
    serve.add_argument("--cert-key", type=Path, metavar="BERKAS", help="kunci sertifikat TLS (PEM)")
    pusat_forward.with_lapor(serve, needed=False)
    pusat_forward.add(actions)
    _command(actions, "stats", "hitung isi server")
    _command(actions, "export", "satu baris JSON per aduan yang tersimpan")
    _command(actions, "restored", "nyatakan basis data dipulihkan dari cadangan: masa (epoch) baru dimulai")
    pusat_devices.add(actions)
    pusat_parcel.add(actions)
    pusat_staff.add(actions)


def _command(actions: Any, name: str, purpose: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = actions.add_parser(name, help=purpose)
    with_database(command)
    return command


def run(asked: argparse.Namespace, context: Context) -> int:
    """Run one of them."""
    if asked.pusat_command in pusat_devices.COMMANDS:
        return pusat_devices.run(asked, context)
    if asked.pusat_command in pusat_parcel.COMMANDS:
        return pusat_parcel.run(asked, context)
    match asked.pusat_command:
        case "serve":
            return _serve(asked, context)
        case "forward":
            return pusat_forward.run(asked, context)
        case "staff":
            return pusat_staff.run(asked, context)
        case "stats":
            return _stats(asked, context)
        case "restored":
            return _restored(asked, context)
        case _:
            return _export(asked)


def _serve(asked: argparse.Namespace, context: Context) -> int:
    try:
        from app.pusat.serve import Address, key_file, serve
    except ModuleNotFoundError as error:
        raise StorageProblem("pusat_not_installed") from error
    if (asked.cert is None) != (asked.cert_key is None):
        raise UserProblem("pusat_certificate_wrong")
    address = Address(host=asked.host, port=asked.port, certificate=asked.cert, certificate_key=asked.cert_key)
    if address.certificate is None and not address.is_loopback:
        context.say(context.words.word("pusat", "plain_http"))
    serve(
        asked.db,
        key_file(asked.db, asked.keys, context.folder / "pusat"),
        address,
        system_now,
        ca_pem=read_ca(asked.ca),
        lapor=pusat_forward.access_of(asked),
    )
    return OK


def _stats(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import counts

    found = counts(asked.db)
    context.give(found, context.words.word("pusat", "stats", **found))
    return OK


def _restored(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import restored

    epoch = restored(asked.db, clock=system_now)
    context.give({"epoch": epoch}, context.words.word("pusat", "restored", epoch=epoch))
    return OK


def _export(asked: argparse.Namespace) -> int:
    from app.pusat.office import exported

    for row in exported(asked.db):
        print(json.dumps(row, ensure_ascii=False))
    return OK
