"""``loket restore``: a desk made of a backup, in a folder of its own; or a rehearsal that leaves nothing behind."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.bootstrap import DeskEntrance
from app.cli.frame import OK, REFUSED, Context
from app.domain.backup import RestorePlan
from app.domain.errors import UserProblem
from app.domain.secrets import RecoveryCode


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("restore", help="pulihkan cadangan ke folder lain, atau latihan saja")
    command.add_argument("file", type=Path, metavar="BERKAS")
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("--into", type=Path, metavar="FOLDER", help="folder kosong untuk loket yang dipulihkan")
    where.add_argument("--rehearse", action="store_true", help="pulihkan ke folder sementara, periksa, lalu hapus")
    command.add_argument(
        "--recovery-stdin", action="store_true", help="baca kode pemulihan, frasa baru, dan PIN baru dari tiga baris"
    )


def run(asked: argparse.Namespace, context: Context) -> int:
    """Restore for the admin named by ``--user``; phrase and PIN are new."""
    if not context.user:
        raise UserProblem("user_missing")
    code, phrase, pin = context.recovery_lines(from_input=asked.recovery_stdin)
    plan = RestorePlan(code=RecoveryCode.parse(code), login=context.user, phrase=phrase, pin=pin)
    if asked.rehearse:
        with TemporaryDirectory(prefix="loket-latihan-") as folder:
            return _restored(asked.file, Path(folder) / "desk", plan, context, rehearsal=True)
    return _restored(asked.file, asked.into.absolute(), plan, context, rehearsal=False)


def _restored(file: Path, into: Path, plan: RestorePlan, context: Context, *, rehearsal: bool) -> int:
    entrance = DeskEntrance(into)
    try:
        done, found = entrance.restore(file, plan)
    finally:
        entrance.close()
    for finding in found.findings:
        word = context.words.word("finding", finding.code)
        context.give({"finding": finding.code, "subject": finding.subject}, f"{word}: {finding.subject}")
    series, findings = done.desk.series, len(found.findings)
    sentence = context.words.word(
        "backup",
        "rehearsed" if rehearsal else "restored",
        folder=str(into),
        complaints=found.complaints,
        findings=findings,
        series=series,
    )
    row: dict[str, object] = {"complaints": found.complaints, "series": series, "findings": findings}
    context.give(row if rehearsal else {"folder": str(into), **row}, sentence)
    return REFUSED if found.findings else OK
