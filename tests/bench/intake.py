"""Taking in a register: rows a second beside the same rows only read and checked, and the memory it takes.

``intake.rows_per_s``: the whole journey, each lot of rows flushed to disk; the floor reads and checks them, no more.
Both take turns, part by part of the register.
``intake.again``: the same file once more, which adds nothing.
``intake.memory``: the most memory of a process that takes in the register beside one that takes in a hundred rows.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from app.domain.draft import Draft, read_draft
from app.domain.ids import ComplaintId
from app.domain.reference import Reference
from app.domain.register import Table, table_of
from app.domain.register_row import assume, understand
from app.usecases.register_complaint import zone_of
from tests.bench.corpus import desk_copy, open_desk, typed_draft
from tests.bench.figures import Figure, Scale, milliseconds

ROOT = Path(__file__).resolve().parents[2]
_FEW = 100
_PARTS = 20
_KIB = 1024


def figures(scale: Scale) -> Iterator[Figure]:
    """Take a register in by a process of its own, then a short one by another."""
    whole = _measured(scale, scale.register)
    few = _measured(scale, min(_FEW, scale.register))
    yield Figure(
        name="intake.rows_per_s",
        value=whole["taken"],
        unit="rows/s",
        floor=whole["parsed"],
        goal=0.3,
        better="higher",
    )
    yield Figure(
        name="intake.again", value=whole["again"], unit="rows/s", floor=whole["parsed"], goal=0.5, better="higher"
    )
    yield Figure(name="intake.memory", value=whole["memory"], unit="MiB", floor=few["memory"], goal=2.5)


def _measured(scale: Scale, rows: int) -> dict[str, float]:
    with desk_copy(scale.fewer, scale.synced, f"intake-{rows}") as folder:
        run = [sys.executable, "-m", "tests.bench.intake", str(folder), str(rows)]
        told = subprocess.run(run, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    measured: dict[str, float] = json.loads(told)
    return measured


def _register(file: Path, lists: Reference, rows: int) -> None:
    """Write what an office would have typed into its own register; every row is another one."""
    random = Random(7)
    drafts = [dict(typed_draft(lists, random).values) for _ in range(rows)]
    names = sorted({name for values in drafts for name in values} - {"notice"})
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, delimiter=";", extrasaction="ignore")
        writer.writeheader()
        for n, values in enumerate(drafts):
            writer.writerow({**values, "received_at": "20/11/2026", "title": f"{values['title']} {n}"})


def main(folder: Path, rows: int) -> None:
    """Measure in this process and print what was measured."""
    with open_desk(folder) as (entrance, session):
        services, officer = session.services, session.officer
        file = folder / "register.csv"
        _register(file, entrance.lists, rows)
        form, lists = entrance.form, entrance.lists
        local = services.open_register.clock().astimezone(zone_of(session.desk))

        whole = table_of(services.open_register.read(officer, file), form)
        size = max(1, rows // _PARTS)
        lines = [whole.rows[at : at + size] for at in range(0, rows, size)]
        parts = [replace(whole, sheet=replace(whole.sheet, rows=(whole.header, *part)), first=1) for part in lines]

        def parse(table: Table) -> None:
            for cells in table.rows:
                values = table.values(cells)
                assert not understand(values, form=form, lists=lists)
                draft, _ = assume(Draft(id=ComplaintId("x"), values=values), local.date(), form=form, lists=lists)
                assert read_draft(draft, form=form, lists=lists, now=local).entry is not None

        def take_in(table: Table) -> None:
            lots = services.take_in_register.run(officer, table, clock_confirmed=True)
            assert all(result.number for lot in lots for result in lot)

        def again(table: Table) -> None:
            lots = services.take_in_register.run(officer, table, clock_confirmed=True)
            assert all(result.duplicate_of for lot in lots for result in lot)

        parse(parts[0])
        spent = dict.fromkeys(("parsed", "taken", "again"), 0.0)
        for part in parts:
            for name, work in (("parsed", parse), ("taken", take_in), ("again", again)):
                spent[name] += milliseconds(partial(work, part))
    told = {name: rows * 1000 / time_ms for name, time_ms in spent.items()}
    told["memory"] = _most_memory_mib()
    print(json.dumps(told))


def _most_memory_mib() -> float:
    """Give the most memory that this process had resident; ``ru_maxrss`` would tell that of its parent too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / _KIB


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
