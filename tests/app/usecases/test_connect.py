"""Enrolling: for an admin, with keys that are kept before the first try, noted whether it worked or not."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from app.domain.access import Role
from app.domain.centre import DeviceKeys, Enrolled
from app.domain.changes import Cursor, FeedScope
from app.domain.enrolment import EnrolmentCode
from app.domain.errors import AppError, NetworkProblem, NotAllowed, UserProblem
from app.domain.ids import new_id
from app.domain.incarnation import Reason, SeriesUse
from app.usecases.begin_incarnation import begin
from app.usecases.connect import Connect
from db.tables import audit
from tests.app.usecases.counter import CENTRE, Counter
from tests.builders import DEVICE_ID, INCARNATION, NOON, a_desk, an_officer

CODE = "01234-56789-ABCDE-FGHJK"
URL = "https://pusat.example"


class EnrollingCentre:
    """Takes enrolments; ``problem`` is raised instead."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.problem: NetworkProblem | None = None
        self.public_key = CENTRE.public_key
        self.uses: tuple[SeriesUse, ...] = ()
        self.former: tuple[bytes, ...] = ()
        self.epoch = CENTRE.epoch

    def enrol(self, **asked: Any) -> Enrolled:
        self.asked.append(asked)
        if self.problem:
            raise self.problem
        centre = replace(CENTRE, url=asked["url"], ca_pem=asked["ca_pem"], public_key=self.public_key, epoch=self.epoch)
        return Enrolled(centre=centre, uses=self.uses, former=self.former)


def keys(byte: bytes = b"1") -> DeviceKeys:
    return DeviceKeys(
        signing_private=byte * 32, signing_public=b"b" * 32, sealing_private=b"c" * 32, sealing_public=b"d" * 32
    )


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path, connected=False)
    yield desk
    desk.engine.dispose()


@pytest.fixture
def centre() -> EnrollingCentre:
    return EnrollingCentre()


def connect(
    counter: Counter, centre: EnrollingCentre, role: Role = Role.ADMIN, made: DeviceKeys | None = None, **how: Any
):
    return connecting(counter, centre, made)(an_officer(role), **{"url": URL, "code": CODE, **how})


def connecting(counter: Counter, centre: EnrollingCentre, made: DeviceKeys | None = None) -> Connect:
    return Connect(
        units=counter.units,
        gateway=centre,  # type: ignore[arg-type]
        desk=a_desk,
        make_keys=lambda: made or keys(),
        clock=counter.clock,
    )


def noted(counter: Counter) -> list[tuple[str, str, str]]:
    with counter.engine.connect() as connection:
        return [(row.act, row.subject, row.detail) for row in connection.execute(audit.select().order_by(audit.c.n))]


def test_an_admin_enrols_the_desk_and_it_is_noted(counter: Counter, centre: EnrollingCentre) -> None:
    done = connect(counter, centre, url=" https://pusat.example/ ", code=CODE.lower().replace("0", "o"))
    assert (done.url, done.connected_at) == (URL, NOON)
    with counter.units() as unit:
        assert unit.centre.centre() == replace(CENTRE, url=URL, connected_at=NOON)
        assert unit.centre.device_keys() == keys()
    (asked,) = centre.asked
    assert asked["device"] == DEVICE_ID
    assert asked["incarnation"] == INCARNATION
    assert asked["keys"] == keys()
    assert noted(counter) == [("connected", URL, CENTRE.epoch)]
    assert counter.state().connected


def test_a_lost_answer_is_asked_for_again_with_the_same_keys(counter: Counter, centre: EnrollingCentre) -> None:
    centre.problem = NetworkProblem("line_cut")
    with pytest.raises(NetworkProblem, match="line_cut"):
        connect(counter, centre)
    assert not counter.state().connected
    centre.problem = None
    connect(counter, centre, made=keys(b"2"))
    assert [asked["keys"] for asked in centre.asked] == [keys(), keys()]
    assert [act for act, _, _ in noted(counter)] == ["connect_failed", "connected"]


def test_a_refused_code_keeps_the_earlier_enrolment(counter: Counter, centre: EnrollingCentre) -> None:
    connect(counter, centre)
    centre.problem = NetworkProblem("enrol_code_used")
    with pytest.raises(NetworkProblem, match="enrol_code_used"):
        connect(counter, centre, url="https://other.example")
    with counter.units() as unit:
        kept = unit.centre.centre()
    assert kept is not None
    assert kept.url == URL
    assert noted(counter)[-1] == ("connect_failed", "https://other.example", "enrol_code_used")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"url": "http://pusat.example"}, "http_not_loopback"),
        ({"url": "pusat.example"}, "url_wrong"),
        ({"url": "https://user:word@pusat.example"}, "url_wrong"),
        ({"url": "https://pusat.example?x=1"}, "url_wrong"),
        ({"url": "https://[broken"}, "url_wrong"),
        ({"code": "12345"}, "enrol_code_shape"),
        ({"code": CODE.replace("K", "U")}, "enrol_code_shape"),
        ({"code": f"{CODE}-{CODE}"}, "ca_missing"),
    ],
)
def test_what_is_typed_wrong_is_told_before_anything_is_sent(
    counter: Counter, centre: EnrollingCentre, how: dict[str, str], code: str
) -> None:
    with pytest.raises(AppError, match=code):
        connect(counter, centre, **how)
    assert centre.asked == []


def test_a_code_that_names_its_authority_takes_only_that_one(counter: Counter, centre: EnrollingCentre) -> None:
    right, wrong = (trustme.CA().cert_pem.bytes().decode() for _ in range(2))
    code = str(EnrolmentCode.draw(ca_pem=right))
    with pytest.raises(AppError, match="ca_differs"):
        connect(counter, centre, code=code, ca_pem=wrong)
    with pytest.raises(AppError, match="ca_unreadable"):
        connect(counter, centre, code=code, ca_pem="-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----")
    assert centre.asked == []
    connect(counter, centre, code=code, ca_pem=right)
    with counter.units() as unit:
        kept = unit.centre.centre()
    assert kept is not None
    assert kept.ca_pem == right


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_but_an_admin_enrols(counter: Counter, centre: EnrollingCentre, role: Role) -> None:
    with pytest.raises(NotAllowed):
        connect(counter, centre, role)
    assert centre.asked == []


def test_another_centre_is_refused_once_identities_are_sealed_to_this_one(
    counter: Counter, centre: EnrollingCentre
) -> None:
    connect(counter, centre)
    centre.public_key = b"q" * 32
    connect(counter, centre)
    (event,) = counter.record(1)
    with counter.units() as unit:
        unit.outbox.keep_sealed(event.id, b"ciphertext")
        unit.commit()
    connect(counter, centre)
    centre.public_key = b"r" * 32
    with pytest.raises(UserProblem, match="centre_differs"):
        connect(counter, centre)
    with counter.units() as unit:
        kept = unit.centre.centre()
    assert kept is not None
    assert kept.public_key == b"q" * 32


def test_a_pc_that_takes_the_place_of_another_goes_on_in_a_free_series(
    counter: Counter, centre: EnrollingCentre
) -> None:
    centre.uses = (
        SeriesUse(series="AWS-A", year=2026, running=12, own=False),
        SeriesUse(series="AWS-A2", year=2026, running=3, own=False),
        SeriesUse(series="AWS-B7", year=2026, running=3, own=False),
    )
    connect(counter, centre)
    assert centre.asked[0]["series"] == "AWS-A"
    with counter.units() as unit:
        assert unit.staff.desk().series == "A3"
        assert unit.centre.centre() is not None


def test_enrolling_once_more_keeps_the_own_series(counter: Counter, centre: EnrollingCentre) -> None:
    centre.uses = (SeriesUse(series="AWS-A", year=2026, running=12, own=True),)
    connect(counter, centre)
    with counter.units() as unit:
        assert unit.staff.desk().series == "A"


def test_the_same_centre_under_new_keys_is_no_other_one(counter: Counter, centre: EnrollingCentre) -> None:
    connect(counter, centre)
    (event,) = counter.record(1)
    with counter.units() as unit:
        unit.outbox.keep_sealed(event.id, b"ciphertext")
        unit.commit()
    centre.former, centre.public_key = (CENTRE.public_key,), b"q" * 32
    connect(counter, centre)
    with counter.units() as unit:
        kept = unit.centre.centre()
    assert kept is not None
    assert kept.public_key == b"q" * 32


def test_a_centre_of_another_epoch_is_asked_for_everything(counter: Counter, centre: EnrollingCentre) -> None:
    """It was put back from a backup that knows this counter no more, so that it had to be enrolled anew."""
    connect(counter, centre)
    (event,) = counter.record(1)
    counter.sync()
    del counter.centre.stored[event.id]
    counter.centre.epoch = centre.epoch = new_id(NOON)
    connect(counter, centre)
    counter.sync()
    assert counter.centre.stored == {event.id: event.sha256}
    assert counter.deliveries()[event.id] == ("confirmed", None)


def test_what_a_desk_is_at_the_centre_is_told(counter: Counter, centre: EnrollingCentre) -> None:
    journey, reader = connecting(counter, centre), an_officer(Role.AUDITOR)
    assert journey.place(reader) is None
    journey(an_officer(Role.ADMIN), url=URL, code=CODE)
    place = journey.place(reader)
    assert place is not None
    assert (place.url, place.series, place.series_since) == (URL, "AWS-A", a_desk().created_at)
    assert (place.connected_at, place.scope) == (counter.clock(), None)
    with counter.units() as unit:
        begin(unit, unit.staff.desk(), Reason.RESTORED, at=NOON)
        unit.feed.move(Cursor(epoch=CENTRE.epoch, seq=4, scope="agency"), at=NOON)
        unit.commit()
    later = journey.place(reader)
    assert later is not None
    assert (later.series, later.series_since, later.scope) == ("AWS-A2", NOON, FeedScope.AGENCY)
