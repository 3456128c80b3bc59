"""Contacts: a twin shows by its nonce, whoever came later leaves a series, and nothing is ever refused for it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.domain.enrolment import EnrolmentCode
from app.domain.ids import new_id
from db.pusat.contact_records import ContactMade, KnownOfDevice
from db.pusat.contacts import KEPT, head_of
from db.pusat.records import Device
from db.pusat.store import Store
from db.pusat.tables import audit
from db.pusat.tables_contacts import contacts
from tests.builders import DEVICE_ID, INCARNATION, NOON
from tests.db.pusat.test_enrolments import asked

AWS = Device(id=DEVICE_ID, agency="aws", counter="A")
SECOND = replace(AWS, id=new_id(NOON))
OTHER_AGENCY = Device(id=new_id(NOON), agency="dinkes", counter="A")


def nonce(n: int, machine: str = "1") -> str:
    return f"{machine}{n:031d}"


def a_contact(n: int = 1, machine: str = "1", **values: object) -> ContactMade:
    defaults = {"incarnation": INCARNATION, "n": n, "nonce": nonce(n, machine), "series": "AWS-A"}
    return ContactMade(**{**defaults, **values})  # type: ignore[arg-type]


def make(store: Store, contact: ContactMade, device: Device = AWS) -> KnownOfDevice:
    """Let a contact come without events, and give what is answered."""
    store.events.take_batch(device=device.id, batch_id=new_id(NOON), arrivals=[], now=NOON, contact=contact)
    return store.contacts.known(device, contact)


@pytest.fixture(autouse=True)
def _enrolled(store: Store) -> None:
    for n, device in enumerate((AWS, SECOND, OTHER_AGENCY)):
        code = EnrolmentCode(letters=f"{n:04d}456789ABCDEFGHJK")
        assert store.enrolments.add_code(
            selector=code.selector, code_sha256=code.sha256, agency=device.agency, counter="A", now=NOON
        )
        store.enrolments.enrol(
            asked(code, device=device.id, token_sha256=f"{n}" * 64, signing_key=f"{n}" * 64), now=NOON
        )


def test_contacts_in_order_raise_no_alarm(store: Store) -> None:
    assert not any(make(store, a_contact(n)).clone for n in range(1, 6))
    assert store.contacts.alarms() == []


def test_the_same_number_with_another_nonce_is_a_twin_and_is_noted_once(store: Store) -> None:
    make(store, a_contact(1))
    assert [make(store, a_contact(1, "2")).clone for _ in range(2)] == [True, True]
    assert not make(store, a_contact(1)).clone
    assert [(alarm.device, alarm.n, alarm.kind) for alarm in store.contacts.alarms()] == [(DEVICE_ID, 1, "same_n")]
    with store.engine.connect() as connection:
        acts = connection.execute(sa.select(audit.c.act, audit.c.subject)).all()
    assert acts.count(("clone_alarm", DEVICE_ID)) == 1


def test_a_contact_that_was_late_on_the_line_is_no_twin(store: Store) -> None:
    assert [make(store, a_contact(n)).clone for n in (1, 2, 5, 4, 5, 3)] == [False] * 6


def test_a_number_long_gone_is_an_old_copy(store: Store) -> None:
    for n in (2, KEPT * 3):
        make(store, a_contact(n))
    assert make(store, a_contact(1)).clone
    assert store.contacts.alarms()[0].kind == "old_n"
    with store.engine.connect() as connection:
        assert set(connection.execute(sa.select(contacts.c.n)).scalars()) == {1, KEPT * 3}


def test_another_incarnation_counts_for_itself(store: Store) -> None:
    make(store, a_contact(1))
    assert not make(store, a_contact(1, "2", incarnation=new_id(NOON), series="AWS-A2")).clone


def test_the_highest_event_and_numbers_of_the_own_incarnation_are_told(store: Store) -> None:
    later = new_id(NOON)
    came = a_contact(
        events=((INCARNATION, 7), (INCARNATION, 5), (later, 2)),
        numbers=(("AWS-A", 2026, INCARNATION, 12), ("AWS-A", 2026, INCARNATION, 9), ("AWS-A2", 2026, later, 3)),
    )
    known = make(store, came)
    assert known.seq == 7
    assert {(one.series, one.running, one.own) for one in known.series} == {("AWS-A", 12, True), ("AWS-A2", 3, False)}
    assert make(store, a_contact(2)).seq == 7
    assert make(store, a_contact(1, incarnation=later, series="AWS-A2")).seq == 2


def test_who_came_first_keeps_the_series(store: Store) -> None:
    first = make(store, a_contact(1)).series
    second = make(store, a_contact(1, incarnation=new_id(NOON)), SECOND).series
    again = make(store, a_contact(2)).series
    assert [one.own for one in first] == [True]
    claims = {one.own: one.claim for one in second}
    assert claims[False] < claims[True]
    claims = {one.own: one.claim for one in again}
    assert claims[True] < claims[False]


def test_another_agency_hears_nothing_of_the_series(store: Store) -> None:
    make(store, a_contact(1, numbers=(("AWS-A", 2026, INCARNATION, 12),)))
    assert store.contacts.used(OTHER_AGENCY, "AWS-A", INCARNATION) == ()
    assert [one.own for one in make(store, a_contact(1), OTHER_AGENCY).series] == [True]


@given(st.from_regex(r"\A[A-Z][A-Z0-9]{1,9}\Z"), st.sampled_from("ABZ"), st.integers(1, 9_999))
def test_the_head_of_a_series_is_without_its_figure(agency: str, letter: str, figure: int) -> None:
    assert head_of(f"{agency}-{letter}{figure}") == head_of(f"{agency}-{letter}") == f"{agency}-{letter}"
