"""After a schedule: everything is sent, then desk and centre are compared as multisets of content.

*Lost* is what a desk told or holds and the centre has not, or what does not go there by itself; *doubled* what stands
at the centre more than once or is no desk's; *receipts wrong* what ledger, records and centre say differently.
"""

import time
from collections import Counter as Multiset
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

from app.domain.outbox import digest
from app.pusat.bodies import read_body
from db.pusat.store import open_store
from db.pusat.tables import complaints, events, quarantine
from db.pusat.tables_files import pieces
from tests.faults.table.world import Counter, World
from tests.faults.zygote import Died

_SYNCS: Final = 25
_WAIT_S: Final = 4_000


@dataclass
class Verdict:
    """What one schedule left behind; ``notes`` say it in words."""

    lost: int = 0
    doubled: int = 0
    receipts_wrong: int = 0
    recovery_s: float = 0.0
    runs: int = 1
    notes: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Tell whether all promises were kept."""
        return not (self.lost or self.doubled or self.receipts_wrong)


@dataclass
class Held:
    """What the centre stored."""

    events: list["Stored"]
    complaints: list[Any]
    files: dict[str, str]
    quarantined: int


@dataclass(frozen=True)
class Stored:
    """An event at the centre, its hash made anew."""

    id: str
    body: str
    complaint_id: str
    state: str
    forked: bool


def recover(world: World, verdict: Verdict) -> None:
    """Sync every counter until nothing is left to send or to confirm."""
    begun = time.monotonic()
    for counter in world.counters:
        summary: dict[str, Any] = {}
        for turn in range(_SYNCS):
            summary = counter.ask("sync")
            if summary["problem"] in ("server_busy", "files_wait"):  # what was asked for has to be waited for
                counter.ask("plant", name="clock_moved", seconds=float(_WAIT_S * (turn + 1)))
            elif summary["problem"] is None and summary["left"] == 0:
                break
        else:
            verdict.lost += 1
            verdict.notes.append(f"never got through: {summary}")
    for counter in world.counters[:-1]:  # what those that came later told is for the earlier ones too
        counter.ask("sync")
    verdict.recovery_s = time.monotonic() - begun


def judge(world: World, verdict: Verdict) -> None:
    """Compare both sides."""
    held = stored(world.centre.database)
    everything: Multiset[tuple[str, str]] = Multiset()
    for counter in world.counters:
        try:
            seen = counter.ask("look")
        except Died:
            verdict.lost += 1
            verdict.notes.append("the desk died while it was looked at")
            continue
        everything |= Multiset((id, body) for id, body, *_ in seen["events"])  # a clone's are its original's
        _desk(counter, seen, verdict)
        _both(seen, held, verdict)
        _files(counter, seen, held, verdict)
        if not world.forked:
            _told(seen, held, verdict)
            _heard(seen, held, verdict, harmed=counter.harmed)
        if counter.harmed:
            known = {id for id, *_ in (*seen["cases"], *seen["records"])}
            everything |= Multiset((e.id, e.body) for e in held.events if e.complaint_id in known)
    _multisets(everything, held, verdict, forked=world.forked, gaps=world.restored)
    verdict.doubled += world.doubled
    verdict.notes += world.complaints
    verdict.receipts_wrong += len(world.complaints)


def stored(database: str) -> Held:
    """Read what the centre holds, hashes made anew."""
    store = open_store(database, read_body, must_exist=True)
    try:
        with store.engine.connect() as connection:
            return Held(
                events=[
                    Stored(row.id, digest(row.body), row.complaint_id, row.state, row.forked)
                    for row in connection.execute(sa.select(events))
                ],
                files=_pieced(connection),
                complaints=list(connection.execute(sa.select(complaints)).all()),
                quarantined=connection.execute(sa.select(sa.func.count()).select_from(quarantine)).scalar_one(),
            )
    finally:
        store.close()


def _desk(counter: Counter, seen: dict[str, Any], verdict: Verdict) -> None:
    """Hold a desk against what it promised."""
    records = {number: text for _, number, text, *_ in seen["records"]}
    if counter.harmed:
        records |= {number: counter.numbers.get(number, "") for _, number in seen["cases"]}
    gone = [number for number, text in counter.numbers.items() if records.get(number) != text]
    verdict.lost += len(gone)
    verdict.notes += [f"promised and not recorded: {number}" for number in gone]
    printed = {(number, copy) for number, copy in seen["receipts"]}
    for number, copy in counter.receipts:
        if (number, copy) not in printed and not counter.harmed:
            verdict.receipts_wrong += 1
            verdict.notes.append(f"printed and not in the ledger: {number}")
    verdict.receipts_wrong += len(seen["findings"])
    verdict.notes += seen["findings"]
    for id, _, kind, _, state in seen["events"]:
        if state != "confirmed":
            verdict.lost += 1
            verdict.notes.append(f"{kind} {id} is {state}")


def _both(seen: dict[str, Any], held: Held, verdict: Verdict) -> None:
    """Hold records and receipts of a desk against the centre's complaints."""
    there = {row.complaint_id: row for row in held.complaints}
    for id, number, text, central, _ in seen["records"]:
        found = there.get(id)
        told = number, sha256(text.encode()).hexdigest(), central
        if found is None or (found.number, found.text_sha256, found.central_number) != told:
            verdict.receipts_wrong += 1
            verdict.notes.append(f"{number}: {'absent' if found is None else found.central_number} is not {central}")


def _told(seen: dict[str, Any], held: Held, verdict: Verdict) -> None:
    """Hold what the centre's feed should have brought: Tracking IDs, and the cases of the other counters."""
    own = {id: tracking for id, *_, tracking in seen["records"]}
    known = {id for id, _ in seen["cases"]}
    for row in held.complaints:
        if row.complaint_id in own:
            untold = row.tracking_id is not None and own[row.complaint_id] is None
        else:
            untold = row.complaint_id not in known
        if untold:
            verdict.receipts_wrong += 1
            verdict.notes.append(f"the feed did not bring {row.number}")


def _heard(seen: dict[str, Any], held: Held, verdict: Verdict, *, harmed: bool) -> None:
    """Hold how cases stand at LAPOR! against the centre: all of a desk's own, and those of the other counters."""
    here = dict(seen["statuses"])
    for row in held.complaints:
        if not harmed and here.get(row.complaint_id) != row.central_status:
            verdict.receipts_wrong += 1
            told = f"{here.get(row.complaint_id)} is not {row.central_status}"
            verdict.notes.append(f"{row.number}: the status {told}")


def _files(counter: Counter, seen: dict[str, Any], held: Held, verdict: Verdict) -> None:
    """Hold the files of a desk against the bytes that the centre has."""
    there = {id: (state, sealed) for id, _, state, sealed in seen["files"]}
    for id in {*there, *(() if counter.harmed else counter.files)}:
        state, sealed = there.get(id, ("gone", None))
        if state != "confirmed" or held.files.get(id) != sealed:
            verdict.lost += 1
            verdict.notes.append(f"file {id} is {state}, at the centre {held.files.get(id)}")


def _pieced(connection: sa.Connection) -> dict[str, str]:
    """Give the digests of the sealed files, put together from their pieces."""
    whole: dict[str, bytes] = {}
    for row in connection.execute(sa.select(pieces).order_by(pieces.c.file_id, pieces.c.begins)):
        whole[row.file_id] = whole.get(row.file_id, b"") + row.content
    return {id: sha256(content).hexdigest() for id, content in whole.items()}


def _multisets(
    everything: Multiset[tuple[str, str]], held: Held, verdict: Verdict, *, forked: bool, gaps: bool
) -> None:
    at_centre = Multiset((one.id, one.body) for one in held.events)
    missing, beyond = everything - at_centre, at_centre - everything
    verdict.lost += missing.total()
    verdict.notes += [f"not at the centre: {id}" for id, _ in missing]
    verdict.doubled += beyond.total() + held.quarantined
    verdict.notes += [f"at the centre alone: {id}" for id, _ in beyond]
    for said, times in Multiset(row.text_sha256 for row in held.complaints).items():
        if times > 1:
            verdict.doubled += times - 1
            verdict.notes.append(f"a text stands {times} times: {said[:12]}")
    for note in _numbering(held, forked=forked, gaps=gaps):
        verdict.receipts_wrong += 1
        verdict.notes.append(note)


def _numbering(held: Held, *, forked: bool, gaps: bool) -> Iterator[str]:
    for year in {row.central_number[4:6] for row in held.complaints}:
        numbers = sorted(int(row.central_number[7:13]) for row in held.complaints if row.central_number[4:6] == year)
        if len(set(numbers)) < len(numbers):
            yield f"central numbers were given twice: {numbers}"
        elif not gaps and numbers != list(range(1, len(numbers) + 1)):
            yield f"central numbers have a gap: {numbers}"
    for one in held.events:
        if one.state != "applied" or (one.forked and not forked):
            yield f"{one.id} is {one.state}{' and forked' if one.forked else ''}"
