"""What desks and the server itself hear from LAPOR!: the latest word counts, whoever needs it is told, nobody twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.central_words import counts_more
from app.domain.changes import CentralAnswer, CentralStatus
from app.domain.complaint import Secrecy
from app.domain.ids import to_iso
from app.domain.lapor import LaporFollowUp, LaporStatus
from app.domain.outbox import Event
from app.pusat.bodies import read_body
from db.pusat.lapor_cases import CaseThere
from db.pusat.records import Device
from db.pusat.store import Store, open_store
from db.pusat.tables import complaints
from db.pusat.tables_forwarding import cases_there
from tests.builders import DEVICE_ID, NOON, a_complaint, an_event
from tests.db.pusat.arrivals import a_correction, a_status_heard, a_tracking_event, a_void_event, an_answer_heard
from tests.db.pusat.test_feed import COLLEAGUE, EVERYBODY, LONER, OWN, STRANGER, enrolled, heard, take


@pytest.fixture
def counters(store: Store) -> Store:
    return enrolled(store)


def words(store: Store, device: Device, *, own: bool = False) -> list[CentralStatus | CentralAnswer]:
    """Give what a counter is told of LAPOR!'s words; with ``own`` as one that lost records."""
    if not own:
        return [told for told in heard(store, device) if isinstance(told, CentralStatus | CentralAnswer)]
    page = store.feed.page(device, after=0, own=True)
    assert page is not None
    return [line.kind for line in page.lines if line.kind in ("status", "answer")]  # type: ignore[misc]


def case(of: Event) -> CaseThere:
    return CaseThere(
        event_id=of.id, complaint_id=of.complaint_id, device=DEVICE_ID, lapor_id="1", status_name="", failures=0,
        polled_at=None,
    )  # fmt: skip


def look(store: Store, of: Event, name: str, *, now: datetime = NOON, said: Sequence[LaporFollowUp] = ()) -> None:
    """Let the server's own connector look at a case, which is there."""
    with store.engine.begin() as connection:
        if connection.execute(sa.select(cases_there).where(cases_there.c.event_id == of.id)).first() is None:
            row = {"event_id": of.id, "complaint_id": of.complaint_id, "device": DEVICE_ID, "lapor_id": "1"}
            rest = {"status_code": "", "status_name": "", "final": False, "failures": 0}
            connection.execute(sa.insert(cases_there).values(**row, **rest, next_poll_at=to_iso(now)))
    status = LaporStatus(code="1", name=name, institution="", tracking_id=None)
    store.lapor_cases.seen(case(of), status, said, final=False, returned=None, now=now, next_at=now)


def kept(store: Store) -> list[tuple[str | None, str | None]]:
    with store.engine.connect() as connection:
        rows = connection.execute(sa.select(complaints.c.central_status, complaints.c.central_status_at)).all()
    return [(row.central_status, row.central_status_at) for row in rows]


def test_a_word_heard_at_a_desk_is_told_to_its_colleagues_and_not_back(counters: Store) -> None:
    first = an_event()
    take(counters, first, a_status_heard(first, "Dalam Proses"), an_answer_heard(first, "Sudah ditambah.", seq=3))
    told = words(counters, COLLEAGUE)
    assert [type(one) for one in told] == [CentralStatus, CentralAnswer]
    assert isinstance(told[0], CentralStatus)
    assert (told[0].name, told[0].source) == ("Dalam Proses", "by_hand")
    assert [words(counters, one) for one in (OWN, LONER, STRANGER)] == [[], [], []]
    assert [name for name, _ in kept(counters)] == ["Dalam Proses"]


def test_a_counter_that_lost_its_records_gets_its_own_words_back(counters: Store) -> None:
    first = an_event()
    take(counters, first, a_status_heard(first, "Dalam Proses"), an_answer_heard(first, "Sudah ditambah.", seq=3))
    assert words(counters, OWN, own=True) == ["status", "answer"]


def test_an_answer_in_a_secret_record_is_for_its_own_counter_alone(counters: Store) -> None:
    first = an_event(a_complaint(secrecy=Secrecy.SECRET))
    take(counters, first, a_status_heard(first, "Selesai"), an_answer_heard(first, "Nama petugas itu X.", seq=3))
    assert [type(one) for one in words(counters, COLLEAGUE)] == [CentralStatus]
    assert words(counters, OWN, own=True) == ["status", "answer"]


def test_what_was_said_is_taken_back_from_colleagues_when_the_record_becomes_secret(counters: Store) -> None:
    first = an_event()
    heard_later = LaporFollowUp(id="9", text="Nama petugas itu Y.", from_name="RSUD", at=None)
    take(counters, first, an_answer_heard(first, "Nama petugas itu X."))
    counters.lapor_cases.noted(
        first.id, first.complaint_id, DEVICE_ID, lapor_id="1", name="Selesai", who="ani", source="by_hand", now=NOON
    )
    look(counters, first, "Selesai", said=[heard_later])
    assert [one.text for one in words(counters, COLLEAGUE) if isinstance(one, CentralAnswer)] == [
        "Nama petugas itu X.", "Nama petugas itu Y.",
    ]  # fmt: skip
    take(counters, a_correction(first, {"secrecy": ("plain", "secret")}, made={"secrecy": Secrecy.SECRET}, seq=3))
    assert [one.text for one in words(counters, COLLEAGUE) if isinstance(one, CentralAnswer)] == ["", ""]
    page = counters.feed.page(OWN, after=0, own=True)
    assert page is not None
    assert sum("Nama petugas" in line.body for line in page.lines) == 2


def test_an_older_word_that_comes_late_is_stored_and_changes_nothing(counters: Store) -> None:
    first = an_event()
    take(counters, first)
    look(counters, first, "Selesai", now=NOON + timedelta(hours=1))
    take(counters, a_status_heard(first, "Dalam Proses", at=NOON))
    assert [one.name for one in words(counters, COLLEAGUE) if isinstance(one, CentralStatus)] == ["Selesai"]
    assert [name for name, _ in kept(counters)] == ["Selesai"]


def test_a_look_of_the_server_counts_even_when_a_desks_clock_is_ahead(counters: Store) -> None:
    first = an_event()
    take(counters, first, a_status_heard(first, "Dalam Proses", at=NOON + timedelta(days=3)))
    look(counters, first, "Selesai")
    look(counters, first, "Selesai", now=NOON + timedelta(hours=3))
    told = words(counters, OWN)
    assert [one.name for one in told if isinstance(one, CentralStatus)] == ["Selesai"]
    assert told[0].at == NOON + timedelta(days=3, microseconds=1)
    assert words(counters, COLLEAGUE) == told


def test_a_word_on_a_withdrawn_record_is_kept_too(counters: Store) -> None:
    first = an_event()
    take(counters, first, a_void_event(first), a_status_heard(first, "Diarsipkan", seq=3))
    assert [one.name for one in words(counters, COLLEAGUE) if isinstance(one, CentralStatus)] == ["Diarsipkan"]


def test_no_other_event_waits_for_a_word(counters: Store) -> None:
    """A server that does not know the kind yet decides nothing of it; what came later is applied all the same."""
    first = an_event()
    status = a_status_heard(first, "Dalam Proses")
    tracking = a_tracking_event(first, "9104417", seq=3)
    take(counters, first, tracking)
    with counters.engine.connect() as connection:
        assert connection.execute(sa.select(complaints.c.tracking_id)).scalars().all() == ["9104417"]
    take(counters, status)
    assert [name for name, _ in kept(counters)] == ["Dalam Proses"]


_NAMES = st.sampled_from(["Dalam Proses", "Selesai", "Bukan Kewenangan"])
_STEPS = st.lists(st.tuples(st.sampled_from(["desk", "server"]), st.integers(-3, 3), _NAMES), max_size=9)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=_STEPS, seed=st.randoms(use_true_random=False))
def test_whoever_reads_whenever_ends_with_the_same_word(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]], seed: object
) -> None:
    """Words come in any order and repeatedly; each counter keeps the latest of what it reads and of its own."""
    folder: Path = tmp_path_factory.mktemp("pusat")
    store = enrolled(open_store(f"sqlite:///{folder / 'pusat.db'}", read_body))
    first = an_event()
    take(store, first)
    own: CentralStatus | None = None
    colleague: CentralStatus | None = None
    after = {device.id: 0 for device in EVERYBODY}
    for n, (who, hours, name) in enumerate(steps, start=2):
        at = NOON + timedelta(hours=hours)
        if who == "server":
            look(store, first, name, now=at)
        else:
            event = a_status_heard(first, name, at=at, seq=n)
            said = CentralStatus(complaint_id=first.complaint_id, code="", name=name, at=at, source="by_hand")
            own = said if counts_more(said, own) else own
            take(store, event)
            take(store, replace(event))
        if seed.random() < 0.5:  # type: ignore[attr-defined]
            colleague = newest(store, COLLEAGUE, after, colleague)
            own = newest(store, OWN, after, own)
    colleague, own = newest(store, COLLEAGUE, after, colleague), newest(store, OWN, after, own)
    (name, _) = kept(store)[0]
    assert {one.name if one else None for one in (own, colleague)} == {name}
    store.close()


def newest(store: Store, device: Device, after: dict[str, int], last: CentralStatus | None) -> CentralStatus | None:
    page = store.feed.page(device, after=after[device.id])
    assert page is not None
    for told in heard(store, device, after=after[device.id]):
        if isinstance(told, CentralStatus) and counts_more(told, last):
            last = told
    after[device.id] = page.next
    return last
