"""Contacts of the counters: a twin shows when one number of contact comes with two nonces, or one long gone returns.

Noted in the transaction that stores what came with the contact; no contact is ever refused.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.ids import from_iso, to_iso
from db.pusat.anchors import anchor, said
from db.pusat.audit import note
from db.pusat.contact_records import Alarm, ContactMade, KnownOfDevice, UsedSeries
from db.pusat.records import Device
from db.pusat.tables import devices
from db.pusat.tables_contacts import clone_alarms, contacts, incarnations, series_used
from db.pusat.transactions import Transactions

KEPT: Final = 256
"""So many contacts of an incarnation are remembered; a late one among them is no alarm, one before them is."""
CLONE_ALARM: Final = "clone_alarm"
_MOST_SERIES: Final = 200
_OFFICE_ZONE: Final = timezone(timedelta(hours=8))

_NONCE: Final = sa.select(contacts.c.nonce).where(
    contacts.c.device == sa.bindparam("device"),
    contacts.c.incarnation == sa.bindparam("incarnation"),
    contacts.c.n == sa.bindparam("n"),
)
_OF_INCARNATION: Final = sa.and_(
    incarnations.c.device == sa.bindparam("device"), incarnations.c.incarnation == sa.bindparam("incarnation")
)
_HIGHEST: Final = sa.select(incarnations.c.contacts).where(_OF_INCARNATION)
_SEQ: Final = sa.select(incarnations.c.seq).where(_OF_INCARNATION)
_FORGET: Final = sa.delete(contacts).where(
    contacts.c.device == sa.bindparam("of_device"),
    contacts.c.incarnation == sa.bindparam("of_incarnation"),
    contacts.c.n <= sa.bindparam("until"),
)
_ALARMED: Final = sa.select(clone_alarms.c.kind).where(
    clone_alarms.c.device == sa.bindparam("device"),
    clone_alarms.c.incarnation == sa.bindparam("incarnation"),
    clone_alarms.c.n == sa.bindparam("n"),
    clone_alarms.c.nonce == sa.bindparam("nonce"),
)
_USED: Final = (
    sa.select(series_used)
    .join(devices, devices.c.id == series_used.c.device)
    .where(series_used.c.head == sa.bindparam("head"), devices.c.agency == sa.bindparam("agency"))
    .order_by(series_used.c.year.desc(), series_used.c.name)
    .limit(_MOST_SERIES)
)
_claimed = series_used.alias("claimed")
_ALARMS: Final = sa.select(clone_alarms).order_by(clone_alarms.c.at.desc())


def head_of(series: str) -> str:
    """Give a whole series without its incarnation figure: "AWS-A" for "AWS-A2"."""
    agency, _, own = series.rpartition("-")
    return f"{agency}-{own[:1]}"


class ContactNote:
    """Notes one contact inside the transaction of what came with it."""

    def __init__(self, connection: sa.Connection, made: ContactMade, *, device: str, at: datetime) -> None:
        self._connection = connection
        self._made = made
        self._device = device
        self._key = {"device": device, "incarnation": made.incarnation}
        self._at = at
        self._insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    def write(self) -> Sequence[tuple[str, str]]:
        """Keep the contact and how far its incarnation, series and log have come; give act and detail to note.

        The log of a twin is not looked at: the twin leaves the incarnation.
        """
        kind = self._compared()
        acts = list(self._raised(kind)) if kind is not None else []
        self._move_incarnations()
        self._move_series()
        if self._made.audit is not None and kind is None:
            acts += anchor(
                self._connection,
                self._made.audit,
                device=self._device,
                incarnation=self._made.incarnation,
                at=self._at,
            )
        if self._made.n % KEPT == 0:
            self._connection.execute(
                _FORGET,
                {
                    "of_device": self._device,
                    "of_incarnation": self._made.incarnation,
                    "until": self._made.n - KEPT,
                },
            )
        return acts

    def _compared(self) -> str | None:
        """Keep a contact that is new; give what is wrong with one that a single machine would not make."""
        row = {**self._key, "n": self._made.n}
        if self._added(contacts, {**row, "nonce": self._made.nonce}):
            highest = self._connection.execute(_HIGHEST, self._key).scalar_one_or_none() or 0
            return "old_n" if self._made.n <= highest - KEPT else None
        return None if self._connection.execute(_NONCE, row).scalar_one() == self._made.nonce else "same_n"

    def _raised(self, kind: str) -> Iterator[tuple[str, str]]:
        made = self._made
        alarm = {**self._key, "n": made.n, "nonce": made.nonce, "kind": kind, "at": to_iso(self._at)}
        if self._added(clone_alarms, alarm):
            yield CLONE_ALARM, f"{made.incarnation} {made.n} {kind}"

    def _move_incarnations(self) -> None:
        """Keep the highest event of each incarnation that something came of, and the highest contact of this one."""
        highest = {self._made.incarnation: 0}
        for incarnation, seq in self._made.events:
            highest[incarnation] = max(seq, highest.get(incarnation, 0))
        new = self._insert(incarnations)
        keep = new.on_conflict_do_update(
            index_elements=[incarnations.c.device, incarnations.c.incarnation],
            set_={
                "seq": _greater(new.excluded.seq, incarnations.c.seq),
                "contacts": _greater(new.excluded.contacts, incarnations.c.contacts),
                "series": sa.case((new.excluded.series != "", new.excluded.series), else_=incarnations.c.series),
                "seen_at": new.excluded.seen_at,
            },
        )
        for incarnation, seq in sorted(highest.items()):
            own = incarnation == self._made.incarnation
            row = {
                "device": self._device,
                "incarnation": incarnation,
                "series": self._made.series if own else "",
                "seq": seq,
                "contacts": self._made.n if own else 0,
                "seen_at": to_iso(self._at),
            }
            self._connection.execute(keep, row)

    def _move_series(self) -> None:
        """Keep how far each series has come; the one that the counter works in counts as taken from now on."""
        year = self._at.astimezone(_OFFICE_ZONE).year
        highest = {(self._made.series, year, self._made.incarnation): 0} if self._made.series else {}
        for series, of_year, incarnation, running in self._made.numbers:
            key = (series, of_year, incarnation)
            highest[key] = max(running, highest.get(key, 0))
        new = self._insert(series_used)
        keep = new.on_conflict_do_update(
            index_elements=[
                series_used.c.name,
                series_used.c.year,
                series_used.c.device,
                series_used.c.incarnation,
            ],
            set_={"running": _greater(new.excluded.running, series_used.c.running)},
        )
        for (series, of_year, incarnation), running in sorted(highest.items()):
            row = {
                "name": series,
                "year": of_year,
                "device": self._device,
                "incarnation": incarnation,
                "head": head_of(series),
                "running": running,
                "claim": self._next_claim(series),
            }
            self._connection.execute(keep.values(row))

    @staticmethod
    def _next_claim(series: str) -> sa.ScalarSelect[int]:
        latest = sa.select(sa.func.coalesce(sa.func.max(_claimed.c.claim), 0) + 1).where(_claimed.c.name == series)
        return latest.scalar_subquery()

    def _added(self, table: sa.Table, row: dict[str, object]) -> bool:
        once = self._insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        return self._connection.execute(once, row).rowcount == 1


class ContactStore:
    """Reads of what contacts have told."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def note(self, device: Device, made: ContactMade, *, at: datetime) -> None:
        """Note a contact that brought no events."""

        def work(connection: sa.Connection) -> None:
            for act, detail in ContactNote(connection, made, device=device.id, at=at).write():
                note(connection, at, act, device.id, detail)

        self._transactions.write(work)

    def known(self, device: Device, made: ContactMade) -> KnownOfDevice:
        """Give what is known of a counter, for it to compare with what it knows of itself."""

        def work(connection: sa.Connection) -> KnownOfDevice:
            key = {"device": device.id, "incarnation": made.incarnation}
            alarmed = connection.execute(_ALARMED, {**key, "n": made.n, "nonce": made.nonce}).first()
            seq = connection.execute(_SEQ, key).scalar_one_or_none() or 0
            clone = alarmed is not None
            told = None if clone else made.audit
            return KnownOfDevice(
                clone=clone,
                seq=seq,
                series=_used(connection, device, made.series, made.incarnation),
                audit=None if told is None else said(connection, told, device=device.id, incarnation=made.incarnation),
            )

        return self._transactions.read(work)

    def used(self, device: Device, series: str, incarnation: str) -> tuple[UsedSeries, ...]:
        """Give the series of a counter's letter in its agency, by whomever they are used."""
        return self._transactions.read(lambda connection: _used(connection, device, series, incarnation))

    def alarms(self) -> Sequence[Alarm]:
        """Give every alarm, the newest first."""
        return self._transactions.read(
            lambda connection: [
                Alarm(device=r.device, incarnation=r.incarnation, n=r.n, kind=r.kind, at=from_iso(r.at))
                for r in connection.execute(_ALARMS)
            ]
        )


def _used(connection: sa.Connection, device: Device, series: str, incarnation: str) -> tuple[UsedSeries, ...]:
    if not series:
        return ()
    rows = connection.execute(_USED, {"head": head_of(series), "agency": device.agency})
    return tuple(
        UsedSeries(
            series=row.name,
            year=row.year,
            running=row.running,
            own=(row.device, row.incarnation) == (device.id, incarnation),
            claim=row.claim,
        )
        for row in rows
    )


def _greater(one: sa.ColumnElement[int], other: sa.ColumnElement[int]) -> sa.Case[int]:
    return sa.case((one > other, one), else_=other)
