"""A desk at work in a process of its own, to be killed: ``python -m tests.faults.desk_at_work`` forks one per line.

A line of input is ``job folder``. Everything said on standard output was true on disk before it was said.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.adapters.keystore import Keystore
from tests.desk import CHEAP, PHRASE, PIN, PLAN, reopen, typed

PINS = (PIN, "274951", "835174")
REGISTER = "register.csv"
HEADER = "Tanggal;Kanal;Nama;No HP;Jenis;Judul;Isi Aduan;Kategori;OPD Tujuan"


def say(*words: object) -> None:
    """Tell the parent, in one write."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def set_up(folder: Path) -> None:
    """Make a desk; tell before and after it is put in use."""
    from app.bootstrap import DeskEntrance

    entrance = DeskEntrance(folder, costs=CHEAP)
    if entrance.is_set_up():
        return
    desk = entrance.set_up(PLAN)
    say("confirming")
    desk.confirm(desk.recovery_code.written())
    say("set-up")


def work(folder: Path) -> None:
    """Type, file and print without end."""
    entrance, session = reopen(folder)
    services, officer = session.services, session.officer
    while True:
        draft = typed(entrance, text="")
        for stage in range(1, 4):
            draft = replace(draft, values={**draft.values, "text": f"Tahap {stage} " + "antre obat lama sekali " * 9})
            services.keep_draft(officer, draft)
            say("kept", draft.id, stage)
        recorded = services.register_complaint(officer, draft)
        say("number", recorded.number, draft.id)
        issued = services.issue_receipts(officer, [recorded.id], way="print")
        say("receipt", recorded.number, issued.printings[0].copy)


def take_in(folder: Path) -> None:
    """Take in registers without end."""
    _, session = reopen(folder)
    file = folder.parent / f"register-{os.getpid()}.csv"
    rows = [
        f"20/11/2026;WA;Warga {os.getpid()} {n};08125550{n:04d};Pengaduan;Jalan berlubang {os.getpid()} {n};"
        f"Sudah sebulan jalan nomor {n} berlubang besar, kata {os.getpid()}.;Kesehatan;Dinas PUPR"
        for n in range(2000)
    ]
    file.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    for result in session.services.take_in_register(session.officer, file):
        assert result.number, result
        say("number", result.number, "-")


def take_in_again(folder: Path) -> None:
    """Take in the one register that lies beside the desk, as often as it is asked."""
    _, session = reopen(folder)
    for result in session.services.take_in_register(session.officer, folder.parent / REGISTER):
        assert result.number or result.duplicate_of, result
        if result.number:
            say("number", result.number, result.row)
    say("taken-in")


def a_register(rows: int) -> str:
    """Give a register of which every row is another report."""
    return "\n".join(
        (
            HEADER,
            *(
                f"20/11/2026;WA;Warga {n};08125550{n:05d};Pengaduan;Jalan berlubang {n};"
                f"Sudah sebulan jalan nomor {n} berlubang besar.;Kesehatan;Dinas PUPR"
                for n in range(1, rows + 1)
            ),
        )
    )


def change_pins(folder: Path, present: int) -> None:
    """Change the PIN without end, in the order of PINS."""
    keys = Keystore(folder, CHEAP)
    machine = keys.open_phrase(PHRASE)
    while True:
        following = (present + 1) % len(PINS)
        keys.change_pin(login="siti", pin=PINS[present], new_pin=PINS[following], machine_secret=machine)
        present = following
        say("pin", present)


def migrate(folder: Path) -> None:
    """Bring the database to a revision of a later program, whose migrations lie beside the desk."""
    from db import migrate as migrations

    sys._MEIPASS = str(folder.parent / "bundle")  # type: ignore[attr-defined]
    migrations.HEADS["loket"] = "9001"
    reopen(folder)
    say("migrated")


JOBS: dict[str, Callable[[Path], None]] = {
    "set-up": set_up,
    "work": work,
    "take-in": take_in,
    "take-in-again": take_in_again,
    **{f"change-pins-{n}": partial(change_pins, present=n) for n in range(len(PINS))},
    "migrate": migrate,
}


def main() -> None:
    """Fork one child per line of input; say its id, and when it has ended."""
    import db.integrity
    import db.search
    import db.unit_of_work  # noqa: F401

    say("ready")
    for line in sys.stdin:
        job, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            try:
                JOBS[job](Path(folder))
                os._exit(0)
            except BaseException:  # noqa: BLE001 - the child is a fork and must end here
                import traceback

                traceback.print_exc()
                os._exit(1)
        say("started", child)
        _, status = os.waitpid(child, 0)
        say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
