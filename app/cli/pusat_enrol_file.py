"""``loket pusat enrol --request``: enrol a desk that no line leads to."""

import argparse
from pathlib import Path

from app.adapters.clock import system_now
from app.cli.connect import read_ca
from app.cli.frame import OK, Context
from app.cli.pusat_options import key_file_of, who_acts
from app.domain.enrolment import server_address
from app.domain.errors import UserProblem


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what a request file needs."""
    command.add_argument("--request", type=Path, metavar="BERKAS", help="berkas permintaan dari loket tanpa jalur")
    command.add_argument("--out", type=Path, metavar="BERKAS", help="berkas jawaban untuk loket itu")
    command.add_argument("--fingerprint", metavar="HURUF", help="sidik jari loket yang dibacakan petugasnya")
    command.add_argument("--url", metavar="URL", help="alamat server ini, bila kelak ada jalur")
    command.add_argument("--keys", type=Path, metavar="FOLDER", help="folder berkas kunci server")


def run(asked: argparse.Namespace, context: Context, *, agency: str, counter: str) -> int:
    """Certify the desk and write the answer."""
    keys_at = key_file_of(asked, context)
    if asked.out is None:
        raise UserProblem("enrol_out_missing")
    from app.adapters.central.answer_files import keep_answer
    from app.adapters.central.enrolment_files import read_enrolment_file
    from app.pusat.enrol_by_file import Asked, enrol_by_file

    enrolled = enrol_by_file(
        asked.db,
        keys_at,
        Asked(
            raw=read_enrolment_file(asked.request),
            agency=agency,
            counter=counter,
            fingerprint=asked.fingerprint,
            url=server_address(asked.url) if asked.url else "",
            ca_pem=read_ca(asked.ca),
        ),
        system_now,
        who=who_acts(),
    )
    keep_answer(asked.out, enrolled.raw)
    facts = {"agency": enrolled.agency, "counter": enrolled.counter, "fingerprint": enrolled.fingerprint}
    context.give(facts | {"answer": str(asked.out)}, context.words.word("parcel", "enrolled", **facts))
    return OK
