"""What an operator does beside the running server: codes for new counters, revocation, evidence of what is stored."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime

from app.domain.enrolment import EnrolmentCode
from app.domain.outbox import digest
from app.pusat.bodies import read_body
from app.pusat.devices import Devices
from app.pusat.passwords import Passwords
from app.pusat.staff import Staff
from db.pusat.audit import SYSTEM
from db.pusat.store import Store, open_store

Clock = Callable[[], datetime]


def make_code(url: str, *, agency: str, counter: str, ca_pem: str | None, clock: Clock) -> EnrolmentCode:
    """Give a fresh one-time code for a counter, kept as its hash only; the database is made when there is none."""
    with devices_of(url, clock=clock, ca_pem=ca_pem, must_exist=False) as devices:
        return devices.make_code(agency=agency, counter=counter, who=SYSTEM)


@contextmanager
def devices_of(
    url: str, *, clock: Clock, ca_pem: str | None = None, must_exist: bool = True
) -> Generator[Devices, None, None]:
    """Give the counters and other bearers of a server."""
    with _opened(url, must_exist=must_exist) as store:
        yield Devices(store=store, clock=clock, ca_pem=ca_pem)


def restored(url: str, *, clock: Clock) -> str:
    """Begin a new epoch by hand, after a backup was put back with its mark, and give it."""
    with _opened(url) as store:
        return store.epochs.renew(clock(), "by_hand")


def counts(url: str) -> dict[str, int]:
    """Count what is stored; attachments are those that are whole."""
    with _opened(url) as store:
        standing = store.evidence.standing()
    return {
        "devices": standing.devices,
        "events": standing.events,
        "complaints": standing.complaints,
        "attachments": standing.attachments,
    }


def exported(url: str) -> Iterator[dict[str, str | int]]:
    """Give a row per stored complaint in the order of event ids.

    Hashes are made anew and nothing comes from parsed columns: all of it is read from the stored bytes. No identity.
    """
    with _opened(url) as store:
        for stored in store.evidence.complaint_events():
            facts = read_body(stored.kind, stored.body)
            assert facts.record is not None
            yield {
                "event_id": stored.event_id,
                "number": facts.record.number,
                "device": stored.device,
                "seq": stored.seq,
                "sha256": digest(stored.body),
                "title": facts.record.value("title"),
                "text_sha256": digest(facts.record.value("text").encode()),
            }


@contextmanager
def staff_of(url: str, *, clock: Clock) -> Generator[Staff, None, None]:
    """Give the people of a server; the database is made when there is none."""
    with _opened(url, must_exist=False) as store:
        yield Staff(store=store.staff, passwords=Passwords(), clock=clock)


@contextmanager
def _opened(url: str, *, must_exist: bool = True) -> Generator[Store, None, None]:
    store = open_store(url, read_body, must_exist=must_exist)
    try:
        yield store
    finally:
        store.close()
