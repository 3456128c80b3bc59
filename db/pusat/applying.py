"""Applies events, in the order of their desk and under one lock: records are made, changed, handed over, and told of.

A record is always folded anew from all its applied events, so that it never matters in which order they came.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.complaint import Secrecy
from app.domain.ids import to_iso
from app.domain.number import check_digits
from app.domain.outbox import ASIDE, EventKind
from app.domain.record import Record, files_in
from db.pusat.central_words import heard_at_desk, taken_back
from db.pusat.feed import Line
from db.pusat.folding import FIRST, folded, parsed
from db.pusat.ready import APPLIED, Waiting, ready
from db.pusat.records import Arrival, ReadBody
from db.pusat.release import handed_over
from db.pusat.rows import insert_rows
from db.pusat.tables import complaints, counters, events
from db.pusat.tables_files import announced
from db.pusat.told import OFFICE_ZONE, Standing, lines_of

_IDS: Final[sa.BindParameter[list[str]]] = sa.bindparam("ids", expanding=True)
_APPLY: Final = sa.update(events).where(events.c.id.in_(_IDS)).values(state=APPLIED)
_COUNT_UP: Final = (
    sa.update(counters)
    .where(counters.c.name == sa.bindparam("of_name"))
    .values(value=counters.c.value + sa.bindparam("more"))
    .returning(counters.c.value)
)
_KNOWN_NUMBERS: Final = sa.select(complaints.c.number).where(
    complaints.c.number.in_(sa.bindparam("numbers", expanding=True))
)
_FLAG: Final = (
    sa.update(complaints).where(complaints.c.number.in_(sa.bindparam("numbers", expanding=True))).values(forked=True)
)


class Application:
    """One batch, applied inside its transaction."""

    def __init__(self, connection: sa.Connection, read_body: ReadBody, *, device: str, at: datetime) -> None:
        self._connection = connection
        self._read_body = read_body
        self._device = device
        self._at = at
        self.notes: list[tuple[str, str, str]] = []
        """Acts for the log, which is written last."""
        self._hidden: list[tuple[Record, str]] = []

    def apply(self, won: Sequence[Arrival]) -> tuple[dict[str, str | None], list[Line]]:
        """Give the central number of every event that is applied now, and the lines to tell."""
        ordered = ready(self._connection, self._read_body, won, device=self._device)
        if not ordered:
            return {}, []
        first = [one for one in ordered if one.kind == FIRST]
        later = [one for one in ordered if one.kind != FIRST]
        standings = self._begin_records(first)
        numbers: dict[str, str | None] = {one.event_id: one.central_number for one in standings}
        if waited := [one.id for one in ordered if one.follows is not None]:
            self._connection.execute(_APPLY, {"ids": waited})
        self._announce(ordered)
        lines: list[Line] = []
        for one in later:
            if one.kind == EventKind.HAND_OVER:
                lines += handed_over(self._connection, one, at=self._at)
        if later:
            again, by_record = self._change_records(later)
            known = {one.key for one in again}
            for record, device in self._hidden:
                lines += taken_back(self._connection, record, device)
            standings = [*(one for one in standings if one.key not in known), *again]
            for one in later:
                if one.kind in ASIDE:
                    lines += heard_at_desk(self._connection, one)
            numbers |= {one.id: by_record.get(one.record_key) for one in later}
        return numbers, [*lines_of(self._connection, standings, at=self._at), *lines]

    def _begin_records(self, first: Sequence[Waiting]) -> list[Standing]:
        if not first:
            return []
        numbers = self._central_numbers(len(first))
        told = Counter(
            self._connection.execute(_KNOWN_NUMBERS, {"numbers": [_record(f).number for f in first]}).scalars()
        )
        flagged: set[str] = set()
        rows: list[dict[str, Any]] = []
        standings: list[Standing] = []
        for one, central_number in zip(first, numbers, strict=True):
            record = _record(one)
            forked = told[record.number] > 0
            told[record.number] += 1
            if forked:
                flagged.add(record.number)
                self._note("fork_seen", one.id, "same_number")
            row = {
                "event_id": one.id,
                "complaint_id": one.facts.complaint_id,
                "device": one.device,
                "number": record.number,
                "central_number": central_number,
                "desk_agency": record.agency_id,
                "counter": record.counter,
                "recorded_at": to_iso(record.recorded_at),
                "forwarder": record.forwarder.value,
                "tracking_id": record.tracking_id,
                "forked": forked,
                **parsed(record),
            }
            rows.append(row)
            standings.append(Standing.of(record, row, event_id=one.id, is_new=True))
        insert_rows(self._connection, complaints, rows)
        if flagged:
            self._connection.execute(_FLAG, {"numbers": sorted(flagged)})
        return standings

    def _central_numbers(self, count: int) -> list[str]:
        year = self._at.astimezone(OFFICE_ZONE).year
        name = f"central-{year}"
        last = self._connection.execute(_COUNT_UP, {"of_name": name, "more": count}).scalar_one_or_none()
        if last is None:
            last = count
            self._connection.execute(sa.insert(counters), {"name": name, "value": last})
        payloads = [f"PST-{year % 100:02d}-{running:06d}" for running in range(last - count + 1, last + 1)]
        return [f"{payload}-{check_digits(payload)}" for payload in payloads]

    def _announce(self, ordered: Sequence[Waiting]) -> None:
        rows = [
            {
                "attachment_id": file.id,
                "device": one.device,
                "complaint_id": one.facts.complaint_id,
                "event_id": one.id,
                "sha256": file.sha256,
                "size_bytes": file.size_bytes,
                "media_type": file.media_type,
            }
            for one in ordered
            for file in files_in(one.facts.content)
        ]
        if rows:
            insert_rows(self._connection, announced, rows)

    def _change_records(self, later: Sequence[Waiting]) -> tuple[list[Standing], dict[tuple[str, str], str]]:
        """Fold records anew from everything applied of them; give how they stand, and the central number of each."""
        changed = {one.record_key for one in later}
        tracked = {one.record_key for one in later if one.kind == EventKind.TRACKING}
        standings: list[Standing] = []
        numbers: dict[tuple[str, str], str] = {}
        for one in folded(self._connection, sorted({complaint_id for complaint_id, _ in changed})):
            if one.key not in changed:
                continue
            numbers.setdefault(one.key, one.row["central_number"])
            if one.record is None:
                self._note("record_unreadable", one.row["event_id"], "")
                continue
            values = parsed(one.record)
            if one.row["secrecy"] == Secrecy.PLAIN.value and one.record.secrecy is Secrecy.SECRET:
                self._hidden.append((one.record, one.row["device"]))
            if one.key in tracked:
                values["tracking_id"] = one.record.tracking_id
            of_event = complaints.c.event_id == one.row["event_id"]
            self._connection.execute(sa.update(complaints).where(of_event).values(**values))
            standing = Standing.of(one.record, {**one.row, **values}, event_id=one.newest, is_new=False)
            standings.append(replace(standing, tracking_told=one.key in tracked))
        return standings, numbers

    def _note(self, act: str, subject: str, detail: str) -> None:
        self.notes.append((act, subject, f"{self._device} {detail}"))


def _record(one: Waiting) -> Record:
    assert one.facts.record is not None
    return one.facts.record
