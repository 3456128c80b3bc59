"""``loket pusat``: the provincial server itself, its one-time codes, and evidence of what it holds. Asks for nobody."""

import argparse
import json
from pathlib import Path
from typing import Any, Final

from app.adapters.clock import system_now
from app.adapters.reference import load_reference
from app.cli import pusat_staff
from app.cli.connect import read_ca
from app.cli.frame import OK, Context
from app.cli.pusat_options import with_database
from app.domain.agency import AgencyId
from app.domain.errors import StorageProblem, UserProblem
from app.paths import resources

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
    serve.add_argument("--cert-key", type=Path, metavar="BERKAS", help="kunci sertifikat TLS (PEM)")
    for name, purpose in (("enrol", "buat kode sekali pakai"), ("revoke", "cabut izin sebuah loket")):
        command = _command(actions, name, purpose)
        command.add_argument("--agency", required=True, metavar="INSTANSI")
        command.add_argument("--counter", required=True, metavar="HURUF")
        if name == "enrol":
            command.add_argument("--ca", type=Path, metavar="BERKAS", help="sidik jari sertifikat ikut dalam kode")
    _command(actions, "stats", "hitung isi server")
    _command(actions, "export", "satu baris JSON per aduan yang tersimpan")
    pusat_staff.add(actions)


def _command(actions: Any, name: str, purpose: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = actions.add_parser(name, help=purpose)
    with_database(command)
    return command


def run(asked: argparse.Namespace, context: Context) -> int:
    """Run one of them."""
    match asked.pusat_command:
        case "serve":
            return _serve(asked, context)
        case "enrol":
            return _enrol(asked)
        case "revoke":
            return _revoke(asked, context)
        case "staff":
            return pusat_staff.run(asked, context)
        case "stats":
            return _stats(asked, context)
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
    serve(asked.db, key_file(asked.db, asked.keys, context.folder / "pusat"), address, system_now)
    return OK


def _enrol(asked: argparse.Namespace) -> int:
    from app.pusat.office import make_code

    agency, counter, ca_pem = _agency(asked.agency), _counter(asked.counter), read_ca(asked.ca)
    print(make_code(asked.db, agency=agency, counter=counter, ca_pem=ca_pem, clock=system_now))
    return OK


def _revoke(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import revoke

    count = revoke(asked.db, agency=_agency(asked.agency), counter=_counter(asked.counter), clock=system_now)
    context.give({"revoked": count}, context.words.word("pusat", "revoked", count=count))
    return OK


def _stats(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import counts

    found = counts(asked.db)
    context.give(found, context.words.word("pusat", "stats", **found))
    return OK


def _export(asked: argparse.Namespace) -> int:
    from app.pusat.office import exported

    for row in exported(asked.db):
        print(json.dumps(row, ensure_ascii=False))
    return OK


def _agency(typed: str) -> AgencyId:
    agencies = load_reference(resources() / "reference").agencies
    found = agencies.understand(typed)
    if found is None:
        raise UserProblem("agency_unknown")
    return found


def _counter(typed: str) -> str:
    letter = typed.strip().upper()
    if not (len(letter) == 1 and "A" <= letter <= "Z"):
        raise UserProblem("counter_wrong")
    return letter
