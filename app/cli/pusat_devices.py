"""``loket pusat enrol|replace|scope|revoke|devices|token``: who may send to the server, and who may no more."""

import argparse
from pathlib import Path
from typing import Any, Final

from app.adapters.clock import system_now
from app.adapters.reference import load_reference
from app.cli import pusat_enrol_file
from app.cli.connect import read_ca
from app.cli.frame import OK, Context
from app.cli.pusat_options import who_acts, with_database
from app.domain.agency import AgencyId
from app.domain.changes import FeedScope
from app.domain.errors import UserProblem
from app.domain.ids import to_iso
from app.domain.token_role import TokenRole
from app.paths import resources

COMMANDS: Final = ("enrol", "replace", "scope", "revoke", "devices", "token")


def add(actions: Any) -> None:
    """Add the sub-commands."""
    for name, purpose in (
        ("enrol", "buat kode sekali pakai untuk sebuah loket"),
        ("replace", "cabut izin PC lama sebuah loket dan buat kode untuk penggantinya"),
        ("scope", "atur kasus siapa yang terlihat di sebuah loket"),
        ("revoke", "cabut izin sebuah loket, kurir, atau pemantau"),
        ("devices", "daftar loket, kurir, dan pemantau"),
        ("token", "buat token kurir atau pemantau; ditampilkan sekali ini saja"),
    ):
        command = actions.add_parser(name, help=purpose)
        with_database(command)
        if name in ("enrol", "replace", "scope", "revoke"):
            command.add_argument("--agency", required=name != "revoke", metavar="INSTANSI")
            command.add_argument("--counter", required=name != "revoke", metavar="HURUF")
        if name in ("enrol", "replace"):
            command.add_argument("--ca", type=Path, metavar="BERKAS", help="sidik jari sertifikat ikut dalam kode")
        if name == "enrol":
            pusat_enrol_file.add_options(command)
        if name == "scope":
            command.add_argument("--sees", required=True, choices=[scope.value for scope in FeedScope])
        if name == "revoke":
            command.add_argument("--id", metavar="ID", help="satu perangkat saja, seperti dalam daftar")
        if name == "token":
            command.add_argument("--role", required=True, choices=[TokenRole.COURIER.value, TokenRole.MONITOR.value])
            command.add_argument("--name", required=True, metavar="NAMA", help="siapa pemegangnya")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Run one of them."""
    match asked.pusat_command:
        case "enrol" if asked.request is not None:
            return pusat_enrol_file.run(
                asked, context, agency=agency_of(asked.agency), counter=counter_of(asked.counter)
            )
        case "enrol" | "replace":
            return _code(asked)
        case "scope":
            return _scope(asked, context)
        case "revoke":
            return _revoke(asked, context)
        case "token":
            return _token(asked, context)
        case _:
            return _devices(asked, context)


def _code(asked: argparse.Namespace) -> int:
    from app.pusat.office import devices_of

    agency, counter, ca_pem = agency_of(asked.agency), counter_of(asked.counter), read_ca(asked.ca)
    is_new = asked.pusat_command == "enrol"
    with devices_of(asked.db, clock=system_now, ca_pem=ca_pem, must_exist=not is_new) as devices:
        make = devices.make_code if is_new else devices.replace
        print(make(agency=agency, counter=counter, who=who_acts()))
    return OK


def _scope(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import devices_of

    agency, counter, scope = agency_of(asked.agency), counter_of(asked.counter), FeedScope(asked.sees)
    with devices_of(asked.db, clock=system_now) as devices:
        devices.set_scope(agency=agency, counter=counter, scope=scope, who=who_acts())
    facts = {"agency": agency, "counter": counter, "scope": scope.value}
    context.give(facts, context.words.word("pusat_said", "scope_set"))
    return OK


def _revoke(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import devices_of

    if (asked.id is None) == (asked.agency is None) or (asked.agency is None) != (asked.counter is None):
        raise UserProblem("revoke_whom")
    with devices_of(asked.db, clock=system_now) as devices:
        if asked.id is not None:
            count = devices.revoke_one(asked.id, who=who_acts())
        else:
            count = devices.revoke(agency=agency_of(asked.agency), counter=counter_of(asked.counter), who=who_acts())
    context.give({"revoked": count}, context.words.word("pusat", "revoked", count=count))
    return OK


def _token(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import devices_of

    with devices_of(asked.db, clock=system_now) as devices:
        id, token = devices.make_token(role=TokenRole(asked.role), label=asked.name, who=who_acts())
    context.give({"id": id, "role": asked.role, "token": token}, token)
    return OK


def _devices(asked: argparse.Namespace, context: Context) -> int:
    from app.pusat.office import devices_of

    words = context.words
    with devices_of(asked.db, clock=system_now) as devices:
        for row in devices.rows():
            contact = None if row.last_contact_at is None else to_iso(row.last_contact_at)
            facts = {
                "id": row.id,
                "role": row.role.value,
                "name": row.label or None,
                "agency": row.agency or None,
                "counter": row.counter or None,
                "incarnation": row.incarnation or None,
                "since": to_iso(row.since),
                "last_contact_at": contact,
                "events": row.events,
                "alarms": row.alarms,
                "valid": row.valid,
            }
            state = words.word("pusat_devices", "valid" if row.valid else "revoked")
            who = f"{row.agency} {row.counter}" if row.role is TokenRole.COUNTER else row.label
            shown = words.word(
                "pusat_devices",
                "row",
                who=who,
                role=words.word("token_role", row.role.value),
                state=state,
                contact=contact or words.word("pusat_devices", "never"),
                events=row.events,
                alarms=row.alarms,
                id=row.id,
            )
            context.give(facts, shown)
    return OK


def agency_of(typed: str) -> AgencyId:
    """Give the agency that somebody typed.  Raises UserProblem ``agency_unknown``."""
    found = load_reference(resources() / "reference").agencies.understand(typed)
    if found is None:
        raise UserProblem("agency_unknown")
    return found


def counter_of(typed: str) -> str:
    """Give the letter of a counter.  Raises UserProblem ``counter_wrong``."""
    letter = typed.strip().upper()
    if not (len(letter) == 1 and "A" <= letter <= "Z"):
        raise UserProblem("counter_wrong")
    return letter
