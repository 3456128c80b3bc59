"""Exactly one forwards a record: the desk gives away at once, and takes only what the pusat has let go."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.access import Role
from app.domain.attempt import Ended, Target
from app.domain.complaint import Complaint, Forwarder, Status
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId, EventId
from app.pusat.bodies import read_body
from app.usecases.pass_forwarding import PassForwarding
from db.tables import outbox
from tests.app.usecases.test_pull import Reader, released
from tests.builders import NOON, OFFICER_ID, a_desk, an_officer
from tests.database import recorded


class Desk(Reader):
    def hand_over(self, id: ComplaintId, to: Forwarder, role: Role = Role.OFFICER) -> Forwarder:
        passing = PassForwarding(
            units=self.units, queries=self.cases, desk=a_desk, clock=self.clock, salt=lambda: b"s" * 16
        )
        return passing(an_officer(role), id, to)

    def asked(self) -> list[tuple[EventId, str]]:
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(outbox).where(outbox.c.kind == "hand_over").order_by(outbox.c.seq))
            return [(EventId(row.id), json.loads(row.body)["to"]) for row in rows]

    def try_by_hand(self, complaint: Complaint) -> int:
        with self.units() as unit:
            n = unit.attempts.begin(
                complaint_id=complaint.id, target=Target.BY_HAND, run="1", at=NOON, officer_id=OFFICER_ID
            )
            unit.commit()
        return n


@pytest.fixture
def desk(tmp_path: Path):
    desk = Desk(tmp_path)
    yield desk
    desk.engine.dispose()


def test_what_the_pusat_forwards_stays_its_own_until_it_lets_go(desk: Desk) -> None:
    complaint = recorded(desk.engine)
    assert desk.hand_over(complaint.id, Forwarder.BY_HAND) is Forwarder.PUSAT
    assert desk.case(complaint.id).forwarder is Forwarder.PUSAT
    ((event, to),) = desk.asked()
    assert to == "by_hand"
    with pytest.raises(UserProblem, match="hand_over_pending"):
        desk.hand_over(complaint.id, Forwarder.DESK)
    desk.pull(released(complaint.id, event))
    assert desk.case(complaint.id).forwarder is Forwarder.BY_HAND
    assert desk.history(complaint.id) == [
        (FactKind.HAND_OVER_ASKED, "by_hand"), (FactKind.HANDED_OVER, "by_hand"),
    ]  # fmt: skip


def test_a_refusal_lets_the_desk_ask_again(desk: Desk) -> None:
    complaint = recorded(desk.engine)
    desk.hand_over(complaint.id, Forwarder.BY_HAND)
    ((event, _),) = desk.asked()
    desk.pull(released(complaint.id, event, granted=False, to="pusat"))
    assert desk.case(complaint.id).forwarder is Forwarder.PUSAT
    desk.hand_over(complaint.id, Forwarder.BY_HAND)
    assert len(desk.asked()) == 2


def test_what_this_desk_forwards_is_given_away_at_once(desk: Desk) -> None:
    complaint = recorded(desk.engine, forwarder=Forwarder.BY_HAND)
    assert desk.hand_over(complaint.id, Forwarder.PUSAT) is Forwarder.PUSAT
    assert desk.case(complaint.id).forwarder is Forwarder.PUSAT
    assert [to for _, to in desk.asked()] == ["pusat"]


def test_nothing_is_handed_over_while_a_try_is_open(desk: Desk) -> None:
    complaint = recorded(desk.engine, forwarder=Forwarder.BY_HAND)
    n = desk.try_by_hand(complaint)
    with pytest.raises(UserProblem, match="attempt_open"):
        desk.hand_over(complaint.id, Forwarder.PUSAT)
    assert desk.case(complaint.id).forwarder is Forwarder.BY_HAND
    with desk.units() as unit:
        unit.attempts.settle(n, Ended.NOT_SENT, at=NOON)
        unit.commit()
    desk.hand_over(complaint.id, Forwarder.PUSAT)


@pytest.mark.parametrize(
    ("values", "to", "code"),
    [
        ({"tracking_id": "9104417"}, Forwarder.BY_HAND, "forwarded_already"),
        ({"forwarder": Forwarder.NONE}, Forwarder.PUSAT, "forwarded_already"),
        ({}, Forwarder.PUSAT, "forwarder_same"),
        ({}, Forwarder.NONE, "forwarder_same"),
        ({"status": Status.VOID}, Forwarder.BY_HAND, "complaint_void"),
    ],
)
def test_what_cannot_be_handed_over_says_why(desk: Desk, values: dict[str, object], to: Forwarder, code: str) -> None:
    complaint = recorded(desk.engine, **values)
    with pytest.raises(UserProblem, match=code):
        desk.hand_over(complaint.id, to)
    assert desk.asked() == []


def test_an_unknown_record_and_an_auditor_are_refused(desk: Desk) -> None:
    with pytest.raises(UserProblem, match="complaint_unknown"):
        desk.hand_over(ComplaintId("019ab000-0000-7000-8000-000000000001"), Forwarder.BY_HAND)
    with pytest.raises(NotAllowed):
        desk.hand_over(recorded(desk.engine).id, Forwarder.BY_HAND, Role.AUDITOR)


def test_the_server_reads_the_event(desk: Desk) -> None:
    complaint = recorded(desk.engine)
    desk.hand_over(complaint.id, Forwarder.BY_HAND)
    with desk.engine.connect() as connection:
        body = connection.execute(sa.select(outbox.c.body).where(outbox.c.kind == "hand_over")).scalar_one()
    assert read_body("hand_over", body).complaint_id == complaint.id
