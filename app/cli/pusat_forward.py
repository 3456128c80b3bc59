"""``loket pusat forward``: one run of the forwarder to LAPOR!; and the options by which the server forwards itself."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.adapters.clock import system_now
from app.cli.connect import read_ca
from app.cli.frame import OK, REFUSED, Context
from app.cli.pusat_options import key_file_of
from app.cli.pusat_parcel import with_keys
from app.domain.errors import UserProblem

if TYPE_CHECKING:
    from app.pusat.forwarding_work import LaporAccess

_FOR_A_PERSON = ("needs_check", "refused", "incident")


def add(actions: Any) -> None:
    """Add the sub-command."""
    command = actions.add_parser("forward", help="teruskan sekali ke SP4N-LAPOR!")
    with_keys(command)
    with_lapor(command, needed=True)


def with_lapor(command: argparse.ArgumentParser, *, needed: bool) -> None:
    """Add what reaching LAPOR! takes."""
    command.add_argument("--lapor", type=Path, required=needed, metavar="PROFIL", help="profil SP4N-LAPOR! (TOML)")
    command.add_argument("--lapor-secrets", type=Path, required=needed, metavar="BERKAS", help="kunci SP4N-LAPOR!")
    command.add_argument("--lapor-ca", type=Path, metavar="BERKAS", help="otoritas sertifikat sendiri (PEM)")


def access_of(asked: argparse.Namespace) -> "LaporAccess | None":
    """Give how LAPOR! is reached, None without a profile.  Raises UserProblem ``lapor_secrets_unreadable``."""
    if asked.lapor is None:
        return None
    if asked.lapor_secrets is None:
        raise UserProblem("lapor_secrets_unreadable", file="--lapor-secrets")
    from app.pusat.forwarding_work import LaporAccess

    return LaporAccess(profile=asked.lapor, secrets=asked.lapor_secrets, ca_pem=read_ca(asked.lapor_ca))


def run(asked: argparse.Namespace, context: Context) -> int:
    """Work off what is due now."""
    keys_at = key_file_of(asked, context)
    from app.pusat.forwarding_work import forward_once

    access = access_of(asked)
    assert access is not None
    counts = forward_once(asked.db, keys_at, access, system_now)
    shown = ", ".join(f"{context.words.word('posting', name)}: {count}" for name, count in sorted(counts.items()))
    context.give(counts, shown or context.words.word("posting", "nothing"))
    return REFUSED if any(counts.get(name) for name in _FOR_A_PERSON) else OK
