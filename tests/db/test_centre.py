"""The enrolment, the desk's keys, the standing of the line, and proofs."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, text

from app.domain.centre import Centre, DeviceKeys
from db.sync_queries import SyncQueries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON

KEYS = DeviceKeys(
    signing_private=b"1" * 32, signing_public=b"2" * 32, sealing_private=b"3" * 32, sealing_public=b"4" * 32
)
CENTRE = Centre(
    url="https://pusat.contoh.id",
    token="t" * 43,
    public_key=b"p" * 32,
    verify_key=b"v" * 32,
    ca_pem="-----BEGIN CERTIFICATE-----",
    epoch="e1",
    connected_at=NOON,
)


def test_keys_and_enrolment_come_back_and_are_replaced(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        assert (unit.centre.device_keys(), unit.centre.centre()) == (None, None)
        unit.centre.keep_device_keys(KEYS)
        unit.centre.keep_centre(CENTRE)
        unit.commit()
    assert SyncQueries(engine).state(NOON).connected
    moved = replace(CENTRE, url="https://lain.contoh.id", epoch="e2", ca_pem=None)
    with UnitOfWork(engine) as unit:
        assert (unit.centre.device_keys(), unit.centre.centre()) == (KEYS, CENTRE)
        unit.centre.keep_centre(moved)
        assert unit.centre.centre() == moved


def test_a_vain_try_keeps_when_the_centre_last_answered(engine: Engine) -> None:
    queries = SyncQueries(engine)
    assert queries.failures() == (0, None)
    with UnitOfWork(engine) as unit:
        unit.centre.keep_contact(at=NOON, server_time=NOON + timedelta(seconds=90))
        unit.commit()
    later = NOON + timedelta(hours=1)
    with UnitOfWork(engine) as unit:
        unit.centre.keep_contact(
            at=later,
            problem="server_busy",
            failures=2,
            next_try_at=later + timedelta(minutes=4),
            retry_after=later + timedelta(minutes=2),
        )
        unit.commit()
    state = queries.state(later)
    assert (state.last_contact_at, state.skew_s) == (NOON, 90.0)
    assert (state.last_problem, state.next_try_at) == ("server_busy", later + timedelta(minutes=4))
    assert queries.failures() == (2, later + timedelta(minutes=2))


def test_an_answer_clears_what_the_tries_before_it_left(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        unit.centre.keep_contact(at=NOON, problem="server_absent", failures=5, next_try_at=NOON, retry_after=NOON)
        unit.centre.keep_contact(at=NOON, server_time=NOON)
        unit.commit()
    state = SyncQueries(engine).state(NOON)
    assert (state.last_problem, state.next_try_at, state.skew_s) == (None, None, 0.0)
    assert SyncQueries(engine).failures() == (0, None)


def test_every_proof_is_kept(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        unit.centre.keep_proof(at=NOON, epoch="e1", held=3, signature="aa")
        unit.centre.keep_proof(at=NOON, epoch="e1", held=4, signature="bb")
        unit.commit()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT held, signature FROM proofs ORDER BY n")).all() == [(3, "aa"), (4, "bb")]


def test_no_secret_shows_in_a_repr() -> None:
    assert "ttt" not in repr(CENTRE)
    assert "1111" not in repr(KEYS)
