"""People and devices in the store, on both databases."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.domain.errors import UserProblem
from app.domain.ids import new_id
from app.domain.staff import StaffRole
from app.domain.token_role import TokenRole
from db.pusat.records import Enrolment
from db.pusat.store import Store
from db.pusat.tables_staff import sign_in_tries
from tests.builders import DEVICE_ID, INCARNATION, NOON, an_event
from tests.db.pusat.arrivals import an_arrival


def a_person(store: Store, login: str = "siti", role: StaffRole = StaffRole.ADMIN) -> None:
    store.staff.add(login=login, name="Siti", role=role, password="$hash", now=NOON, who="konsol")


def enrolled(store: Store, selector: str = "AAAA", device: str = DEVICE_ID) -> None:
    code = {"selector": selector, "code_sha256": selector.lower() * 16}
    assert store.enrolments.add_code(**code, agency="aws", counter="A", now=NOON)
    asked = Enrolment(
        **code,
        device=device,
        incarnation=INCARNATION,
        signing_key="1" * 64,
        sealing_key="2" * 64,
        token_sha256=selector.lower() * 16,
    )
    store.enrolments.enrol(asked, now=NOON)


def test_a_person_is_kept_once_and_the_last_admin_stays(store: Store) -> None:
    a_person(store)
    with pytest.raises(UserProblem, match="staff_known"):
        a_person(store)
    with pytest.raises(UserProblem, match="staff_last_admin"):
        store.staff.set_active("siti", active=False, now=NOON, who="siti")
    a_person(store, "budi", StaffRole.OPERATOR)
    store.staff.set_active("budi", active=False, now=NOON, who="siti")
    assert [(one.login, one.active) for one in store.staff.people()] == [("budi", False), ("siti", True)]
    assert store.staff.password_hash("budi") is None
    with pytest.raises(UserProblem, match="staff_unknown"):
        store.staff.set_password("wati", "$other", now=NOON, who="siti")


def test_a_session_is_seen_to_the_minute_and_ends_with_the_password(store: Store) -> None:
    a_person(store)
    store.staff.begin_session("siti", "f" * 64, now=NOON)
    for minutes in (0, 25, 50):
        member = store.staff.member_of("f" * 64, now=NOON + timedelta(minutes=minutes))
        assert member is not None
        assert member.login == "siti"
    assert store.staff.member_of("f" * 64, now=NOON + timedelta(minutes=81)) is None
    store.staff.set_password("siti", "$other", now=NOON, who="siti")
    assert store.staff.member_of("f" * 64, now=NOON + timedelta(minutes=51)) is None


def test_guesses_at_once_are_counted_one_by_one(store: Store) -> None:
    waits: list[int] = []
    threads = [threading.Thread(target=lambda: waits.append(store.staff.begin_try("siti", now=NOON))) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(0) == 3  # the others were asked to wait
    assert set(waits) == {0, 2}


def test_a_clock_that_fell_back_locks_nobody_out(store: Store) -> None:
    """The server began with a clock a year ahead, and somebody mistyped a password then."""
    for _ in range(4):
        store.staff.begin_try("siti", now=NOON + timedelta(days=365))
    assert store.staff.begin_try("siti", now=NOON) == 0
    store.staff.begin_session("siti", "e" * 64, now=NOON + timedelta(days=365))
    assert store.staff.member_of("e" * 64, now=NOON) is None


def test_tries_are_forgotten_after_a_day_and_no_login_is_kept_with_them(store: Store) -> None:
    store.staff.begin_try("6472086505900003", now=NOON)
    with store.engine.connect() as connection:
        assert "6472086505900003" not in str(connection.execute(sa.select(sign_in_tries)).all())
    store.staff.begin_try("siti", now=NOON + timedelta(days=2))
    with store.engine.connect() as connection:
        assert len(connection.execute(sa.select(sign_in_tries)).all()) == 1


def test_devices_are_listed_with_what_they_sent_and_replaced_in_one_step(store: Store) -> None:
    enrolled(store)
    store.events.take_batch(
        device=DEVICE_ID, batch_id=new_id(NOON), arrivals=[an_arrival(an_event(seq=n)) for n in (1, 2)], now=NOON
    )
    store.enrolments.device_of("aaaa" * 16, now=NOON + timedelta(hours=1))
    store.devices.add_token(id="k", sha256="9" * 64, role=TokenRole.COURIER, label="Kurir", now=NOON, who="siti")
    counter, courier = store.devices.rows()
    assert (counter.id, counter.agency, counter.counter, counter.events, counter.alarms) == (
        DEVICE_ID,
        "aws",
        "A",
        2,
        0,
    )
    assert (counter.last_contact_at, counter.valid) == (NOON + timedelta(hours=1), True)
    assert (courier.role, courier.label, courier.agency, courier.last_contact_at) == (
        TokenRole.COURIER,
        "Kurir",
        "",
        None,
    )
    new = {"selector": "BBBB", "code_sha256": "b" * 64, "agency": "aws", "counter": "A", "now": NOON, "who": "siti"}
    assert store.devices.replace(**{**new, "counter": "B"}) is None
    assert store.devices.replace(**{**new, "selector": "AAAA"}) is False
    assert store.devices.rows()[0].valid
    assert store.devices.replace(**new) is True
    assert not store.devices.rows()[0].valid
    assert [one.counter for one in store.devices.waiting(now=NOON)] == ["A"]
    assert store.devices.waiting(now=NOON + timedelta(hours=25)) == []
    assert store.devices.revoke("k", now=NOON, who="siti") == 1
    assert store.devices.revoke("k", now=NOON, who="siti") == 0
    with pytest.raises(UserProblem, match="device_unknown"):
        store.devices.revoke("x", now=NOON, who="siti")
    with pytest.raises(UserProblem, match="token_revoked"):
        store.enrolments.device_of("9" * 64, now=NOON)
    assert store.audit.broken_at() is None


def test_the_mark_of_a_tokens_use_is_true_to_a_minute_and_costs_no_more(store: Store) -> None:
    enrolled(store)
    for seconds in (0, 30, 59):
        store.enrolments.device_of("aaaa" * 16, now=NOON + timedelta(seconds=seconds))
    assert store.devices.rows()[0].last_contact_at == NOON
    store.enrolments.device_of("aaaa" * 16, now=NOON + timedelta(seconds=61))
    assert store.devices.rows()[0].last_contact_at == NOON + timedelta(seconds=61)
