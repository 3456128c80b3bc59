"""A code enrols one counter with one pair of keys; tries are counted, alarms noted, tokens taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.domain.enrolment import EnrolmentCode
from app.domain.errors import UserProblem
from app.domain.ids import new_id
from db.pusat.records import Device, Enrolment
from db.pusat.store import Store
from db.pusat.tables import audit, codes
from tests.builders import DEVICE_ID, INCARNATION, NOON

CODE = EnrolmentCode(letters="0123456789ABCDEFGHJK")
OTHER_DEVICE = new_id(NOON)


def asked(code: EnrolmentCode = CODE, **values: str) -> Enrolment:
    defaults = {
        "selector": code.selector,
        "code_sha256": code.sha256,
        "device": DEVICE_ID,
        "incarnation": INCARNATION,
        "signing_key": "a" * 64,
        "sealing_key": "b" * 64,
        "token_sha256": "c" * 64,
    }
    return Enrolment(**{**defaults, **values})


@pytest.fixture(autouse=True)
def _code(store: Store) -> None:
    assert store.enrolments.add_code(
        selector=CODE.selector, code_sha256=CODE.sha256, agency="aws", counter="A", now=NOON
    )


def refused(store: Store, enrolment: Enrolment, now=NOON) -> str:
    with pytest.raises(UserProblem) as problem:
        store.enrolments.enrol(enrolment, now=now)
    return problem.value.code


def acts(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.execute(sa.select(audit.c.act).order_by(audit.c.n)).scalars())


def test_a_code_enrols_a_counter_whose_token_then_opens(store: Store) -> None:
    device = Device(id=DEVICE_ID, agency="aws", counter="A")
    assert store.enrolments.enrol(asked(), now=NOON) == device
    assert store.enrolments.device_of("c" * 64, now=NOON) == device


def test_the_same_code_and_keys_get_the_same_again_even_days_later(store: Store) -> None:
    first = store.enrolments.enrol(asked(), now=NOON)
    assert store.enrolments.enrol(asked(), now=NOON + timedelta(days=9)) == first
    assert acts(store) == ["code_made", "device_enrolled"]


def test_a_used_code_with_other_keys_is_refused_with_an_alarm(store: Store) -> None:
    store.enrolments.enrol(asked(), now=NOON)
    assert refused(store, asked(signing_key="d" * 64)) == "enrol_code_used"
    assert refused(store, asked(device=OTHER_DEVICE)) == "enrol_code_used"
    assert acts(store)[-2:] == ["enrol_alarm", "enrol_alarm"]


def test_after_a_day_an_unused_code_is_dead(store: Store) -> None:
    assert refused(store, asked(), now=NOON + timedelta(hours=24, seconds=1)) == "enrol_code_expired"
    assert store.enrolments.enrol(asked(), now=NOON + timedelta(hours=24))


def test_five_wrong_tries_kill_a_code(store: Store) -> None:
    wrong = EnrolmentCode(letters=CODE.selector + "0" * 16)
    for _ in range(5):
        assert refused(store, asked(wrong)) == "enrol_code_wrong"
    assert refused(store, asked()) == "enrol_code_expired"


def test_an_unknown_code_is_refused_and_says_no_more(store: Store) -> None:
    assert refused(store, asked(EnrolmentCode(letters="Z" * 20))) == "enrol_code_wrong"


def test_a_known_counter_with_other_keys_is_an_alarm(store: Store) -> None:
    store.enrolments.enrol(asked(), now=NOON)
    second = EnrolmentCode(letters="ZYXW" + "7" * 16)
    store.enrolments.add_code(selector=second.selector, code_sha256=second.sha256, agency="aws", counter="A", now=NOON)
    assert refused(store, asked(second, sealing_key="e" * 64)) == "enrol_device_known"
    assert acts(store)[-1] == "enrol_alarm"


def test_enrolling_again_takes_the_older_token_back(store: Store) -> None:
    store.enrolments.enrol(asked(), now=NOON)
    second = EnrolmentCode(letters="ZYXW" + "7" * 16)
    store.enrolments.add_code(selector=second.selector, code_sha256=second.sha256, agency="aws", counter="A", now=NOON)
    store.enrolments.enrol(asked(second, token_sha256="f" * 64), now=NOON)
    with pytest.raises(UserProblem, match="token_revoked"):
        store.enrolments.device_of("c" * 64, now=NOON)
    assert store.enrolments.device_of("f" * 64, now=NOON).id == DEVICE_ID


def test_a_revoked_counter_is_told_so_and_its_code_gives_no_new_token(store: Store) -> None:
    store.enrolments.enrol(asked(), now=NOON)
    assert store.enrolments.revoke(agency="aws", counter="A", now=NOON) == 1
    with pytest.raises(UserProblem, match="token_revoked"):
        store.enrolments.device_of("c" * 64, now=NOON)
    assert refused(store, asked()) == "enrol_revoked"


def test_revoking_kills_unused_codes_of_the_counter(store: Store) -> None:
    store.enrolments.revoke(agency="aws", counter="A", now=NOON)
    assert refused(store, asked(), now=NOON + timedelta(seconds=1)) == "enrol_code_expired"


def test_an_unknown_token_is_refused(store: Store) -> None:
    with pytest.raises(UserProblem, match="token_unknown"):
        store.enrolments.device_of("9" * 64, now=NOON)


def test_a_selector_in_use_is_not_given_twice(store: Store) -> None:
    twin = replace(CODE, letters=CODE.selector + "9" * 16)
    assert not store.enrolments.add_code(
        selector=twin.selector, code_sha256=twin.sha256, agency="aws", counter="B", now=NOON
    )
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(codes.c.counter)).scalars().all() == ["A"]
