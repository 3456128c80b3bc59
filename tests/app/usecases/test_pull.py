"""What the centre tells reaches the case it is about, once, however often it is told; nothing gives way unsaid."""

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.attempt import Target
from app.domain.changes import (
    CentralAnswer,
    CentralEdit,
    CentralStatus,
    DigestGone,
    EditedField,
    ReferenceChange,
    Released,
    Returned,
    SharedCase,
    Told,
    TrackingGiven,
)
from app.domain.complaint import Complaint, Forwarder, Secrecy, Status
from app.domain.conflict import Settled
from app.domain.digest import DigestRow
from app.domain.errors import NetworkProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.incarnation import Reason
from app.domain.outbox import EventKind
from app.domain.task import TaskKind
from app.usecases.begin_incarnation import begin
from app.usecases.pull import Pull, Pulled
from db.central_edits import ConflictQueries
from db.reference_edits import ReferenceEdits
from db.search import Queries
from db.tables import audit, digest
from db.tables_centre import central_answers, shared_cases
from db.tasks import TaskQueries
from tests.app.usecases.counter import CENTRE, Counter
from tests.builders import DEVICE_ID, NOON, OFFICER_ID
from tests.database import recorded
from tests.reading import take_in_change


class Reader(Counter):
    """A desk that reads what its centre tells."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.cases = Queries(self.engine)

    def pull(self, *told: Told, anew: bool = False) -> Pulled:
        """Let the centre tell some lines more, and read."""
        self.centre.told = list(told) if anew else [*self.centre.told, *told]
        pull = Pull(units=self.units, gateway=self.centre, clock=self.clock, take_in=take_in_change())
        return pull.ask(CENTRE, stop=lambda: False)

    def case(self, id: ComplaintId) -> Complaint:
        found = self.cases.complaint(id)
        assert found is not None
        return found

    def history(self, id: ComplaintId) -> list[tuple[FactKind, str]]:
        return [(fact.kind, fact.detail) for fact in self.cases.facts(id) if fact.kind is not FactKind.RECORDED]

    def tasks(self) -> list[tuple[TaskKind, str, str]]:
        return [(t.kind, t.code, t.detail) for t in TaskQueries(self.engine).waiting(OFFICER_ID, limit=99)]


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Reader, None, None]:
    desk = Reader(tmp_path)
    yield desk
    desk.engine.dispose()


def pulled(desk: Reader, lines: int, *, anew: bool = False) -> Pulled:
    return Pulled(lines=lines, anew=anew, epoch=desk.centre.epoch)


def a_case(**values: object) -> SharedCase:
    defaults = {
        "complaint_id": ComplaintId(new_id(NOON)),
        "event_id": EventId(new_id(NOON)),
        "number": "AWS-B-26-000001-40",
        "device_id": "019ab000-0000-7000-8000-0000000000d2",
        "agency_id": "aws",
        "counter": "B",
        "title": "Parkir penuh",
        "text": "Tidak ada tempat parkir.",
        "place": "",
        "place_area": "",
        "category": "kesehatan",
        "agency": "aws",
        "channel": "walk-in.counter",
        "classification": "complaint",
        "secrecy": "plain",
        "status": "recorded",
        "received_at": NOON,
        "recorded_at": NOON,
        "central_number": "PST-26-000001-00",
        "forwarder": "pusat",
    }
    return SharedCase(**{**defaults, **values})  # type: ignore[arg-type]


def an_answer(id: ComplaintId, text: str) -> CentralAnswer:
    return CentralAnswer(id="lapor:1:7", complaint_id=id, text=text, from_name="RSUD AWS", at=NOON)


def test_what_was_said_in_a_colleagues_case_is_dropped_when_it_becomes_secret(desk: "Reader") -> None:
    case = a_case()
    desk.pull(case, an_answer(case.complaint_id, "Sudah ditangani."))
    with desk.engine.connect() as connection:
        assert connection.execute(sa.select(central_answers.c.text)).scalars().all() == ["Sudah ditangani."]
    desk.pull(replace(case, secrecy="secret", title="", text=""), an_answer(case.complaint_id, ""))
    with desk.engine.connect() as connection:
        assert connection.execute(sa.select(central_answers.c.text)).scalars().all() == []


def a_status(id: ComplaintId, name: str = "Diproses", minutes: int = 0) -> CentralStatus:
    return CentralStatus(complaint_id=id, code="3", name=name, at=NOON + timedelta(minutes=minutes), source="lapor")


def an_edit(complaint: Complaint, **fields: tuple[str, str]) -> CentralEdit:
    return CentralEdit(
        id=new_id(NOON),
        complaint_id=complaint.id,
        follows=EventId(new_id(NOON)),
        fields=tuple(EditedField(field=name, before=one, after=two) for name, (one, two) in fields.items()),
        at=NOON,
    )


def tracking(id: ComplaintId, number: str = "9104417") -> TrackingGiven:
    return TrackingGiven(complaint_id=id, tracking_id=number, at=NOON, source="lapor")


def test_pages_are_read_to_the_end_and_the_next_run_goes_on_behind_them(desk: Reader) -> None:
    assert desk.pull(*(a_case() for _ in range(7))) == pulled(desk, 7)
    assert [after.seq if after else None for after in desk.centre.read] == [None, 3, 6]
    assert desk.pull(a_case()) == pulled(desk, 1)
    assert desk.centre.read[-1] is not None
    assert desk.centre.read[-1].seq == 7


def test_a_cut_between_pages_loses_and_doubles_nothing(desk: Reader) -> None:
    complaint = recorded(desk.engine)
    lines: list[Told] = [a_case(), a_status(complaint.id), tracking(complaint.id), a_case(), a_case()]

    def cut(after: object) -> None:
        if after is not None:
            raise NetworkProblem("line_cut")

    desk.centre.on_changes = cut
    with pytest.raises(NetworkProblem):
        desk.pull(*lines)
    desk.centre.on_changes = lambda after: None
    assert desk.pull() == pulled(desk, 2)
    assert [kind for kind, _ in desk.history(complaint.id)] == [FactKind.CENTRE_STATUS, FactKind.CENTRE_TRACKING]


def test_a_centre_of_another_epoch_is_read_anew_and_says_so(desk: Reader) -> None:
    complaint = recorded(desk.engine)
    desk.pull(a_case(), a_status(complaint.id), a_case())
    desk.centre.epoch = new_id(NOON)
    assert desk.pull(a_status(complaint.id), a_case(), anew=True) == pulled(desk, 2, anew=True)
    assert desk.history(complaint.id) == [(FactKind.CENTRE_STATUS, "Diproses")]
    with desk.engine.connect() as connection:
        assert len(connection.execute(sa.select(shared_cases)).all()) == 1


def test_a_narrower_scope_takes_the_colleagues_cases_away(desk: Reader) -> None:
    desk.pull(a_case())
    desk.centre.scope = "device"
    assert desk.pull(anew=True).anew
    assert desk.cases.search(OFFICER_ID, "parkir", after=None, limit=9).rows == ()


def test_a_status_stands_beside_the_own_one_and_the_newest_stays(desk: Reader) -> None:
    complaint = recorded(desk.engine)
    desk.pull(a_status(complaint.id, "Diproses", 5), a_status(complaint.id, "Verifikasi", 2))
    case = desk.case(complaint.id)
    assert (case.status, case.central_status) == (Status.RECORDED, "Diproses")
    assert desk.history(complaint.id) == [(FactKind.CENTRE_STATUS, "Diproses")]


def test_an_answer_is_kept_once(desk: Reader) -> None:
    complaint = recorded(desk.engine)
    answer = CentralAnswer(id="7", complaint_id=complaint.id, text="Sudah ditambah.", from_name="RSUD", at=NOON)
    desk.pull(answer, answer)
    with desk.engine.connect() as connection:
        assert connection.execute(sa.select(central_answers.c.text)).scalars().all() == ["Sudah ditambah."]
    assert desk.history(complaint.id) == [(FactKind.CENTRE_ANSWERED, "RSUD")]


def test_a_tracking_id_becomes_part_of_the_case_and_a_task(desk: Reader) -> None:
    complaint = recorded(desk.engine)
    desk.pull(tracking(complaint.id), tracking(complaint.id))
    assert desk.case(complaint.id).tracking_id == "9104417"
    assert desk.tasks() == [(TaskKind.SECOND_RECEIPT, "lapor", "9104417")]


def test_another_tracking_id_than_was_typed_is_for_a_person(desk: Reader) -> None:
    complaint = recorded(desk.engine, tracking_id="9104417")
    desk.pull(tracking(complaint.id, "9104418"), tracking(complaint.id, "9104417"))
    assert desk.case(complaint.id).tracking_id == "9104417"
    assert desk.tasks() == [(TaskKind.TRACKING_DIFFERS, "lapor", "9104418")]


def test_what_comes_back_is_a_task_with_its_reason(desk: Reader) -> None:
    complaint = recorded(desk.engine)
    line = Returned(
        complaint_id=complaint.id, code="not_authority", reason="Jalan kota", to_agency="Dinas PUPR Kota", at=NOON
    )
    desk.pull(line, line)
    assert desk.tasks() == [(TaskKind.RETURNED, "not_authority", "Dinas PUPR Kota · Jalan kota")]
    assert [kind for kind, _ in desk.history(complaint.id)] == [FactKind.CENTRE_RETURNED]


def released(id: ComplaintId, event_id: str, *, granted: bool = True, to: str = "by_hand") -> Released:
    return Released(
        complaint_id=id, event_id=EventId(event_id), forwarder=to, granted=granted, reason="" if granted else "open",
        at=NOON,
    )  # fmt: skip


def test_a_granted_hand_over_moves_the_forwarder_a_refused_one_is_told(desk: Reader) -> None:
    (event, other) = desk.record(2)
    asked = desk.follow(event, kind=EventKind.HAND_OVER)
    refused = desk.follow(other, kind=EventKind.HAND_OVER)
    desk.pull(
        released(event.complaint_id, asked.id), released(other.complaint_id, refused.id, granted=False, to="pusat")
    )
    assert desk.case(event.complaint_id).forwarder is Forwarder.BY_HAND
    assert desk.case(other.complaint_id).forwarder is Forwarder.PUSAT
    assert desk.tasks() == [(TaskKind.HAND_OVER_REFUSED, "open", "")]


@pytest.mark.parametrize("begun", [False, True])
def test_what_a_restored_centre_keeps_after_all_is_not_forwarded_from_here_too(desk: Reader, begun: bool) -> None:
    """It granted the hand-over in the life that is lost, and may have the record in hand now: one of both forwards."""
    (event,) = desk.record(1)
    asked = desk.follow(event, kind=EventKind.HAND_OVER)
    desk.pull(released(event.complaint_id, asked.id))
    if begun:
        with desk.units() as unit:
            unit.attempts.begin(
                complaint_id=event.complaint_id, target=Target.BY_HAND, run="r", at=NOON, officer_id=OFFICER_ID
            )
            unit.commit()
    desk.pull(released(event.complaint_id, asked.id, granted=False, to="pusat"))
    assert desk.case(event.complaint_id).forwarder is (Forwarder.BY_HAND if begun else Forwarder.PUSAT)
    assert desk.tasks() == [(TaskKind.HAND_OVER_REFUSED, "open", "")]


def test_the_answer_to_an_earlier_hand_over_moves_nothing(desk: Reader) -> None:
    """Read again after a restore of the server, it would let two forward the same record."""
    (event,) = desk.record(1)
    earlier = desk.follow(event, kind=EventKind.HAND_OVER)
    desk.follow(earlier, kind=EventKind.HAND_OVER)
    desk.pull(released(event.complaint_id, earlier.id))
    assert desk.case(event.complaint_id).forwarder is Forwarder.PUSAT


def test_an_edit_takes_the_place_of_what_the_centre_saw(desk: Reader) -> None:
    complaint = recorded(desk.engine)
    edit = an_edit(complaint, category=("kesehatan", "perhubungan"), title=(complaint.report.title, "Antre obat"))
    desk.pull(edit, edit)
    case = desk.case(complaint.id)
    assert (case.report.category, case.report.title, case.version) == ("perhubungan", "Antre obat", 2)
    assert desk.history(complaint.id) == [(FactKind.CENTRE_EDITED, "")]
    assert [row.id for row in desk.cases.search(OFFICER_ID, "antre", after=None, limit=9).rows] == [complaint.id]
    assert desk.tasks() == []
    assert [f.field for _, f in ConflictQueries(desk.engine).taken_over(complaint.id)] == ["category", "title"]


def test_an_edit_of_what_was_changed_here_waits_field_by_field(desk: Reader) -> None:
    complaint = recorded(desk.engine, title="Antre obat empat jam")
    edit = an_edit(complaint, category=("kesehatan", "perhubungan"), title=("Antrean obat", "Antre di apotek"))
    desk.pull(edit)
    case = desk.case(complaint.id)
    assert (case.report.category, case.report.title) == ("perhubungan", "Antre obat empat jam")
    ((field,),) = [conflict.fields for conflict in ConflictQueries(desk.engine).waiting()]
    assert (field.field, field.before, field.after, field.ours, field.settled) == (
        "title", "Antrean obat", "Antre di apotek", "Antre obat empat jam", Settled.OPEN,
    )  # fmt: skip
    assert [kind for kind, _, _ in desk.tasks()] == [TaskKind.EDIT_DIFFERS]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ("Siti", "Sita")},
        {"identity": ("open", "nameless")},
        {"no_such_field": ("", "x")},
        {"event_on": ("", "kemarin")},
        {"secrecy": ("plain", "ajaib")},
    ],
)
def test_an_edit_that_the_centre_cannot_make_is_noted_and_changes_nothing(
    desk: Reader, fields: dict[str, tuple[str, str]]
) -> None:
    complaint = recorded(desk.engine)
    before = desk.case(complaint.id)
    assert desk.pull(an_edit(complaint, **fields), a_status(complaint.id)).unreadable == 1
    assert desk.case(complaint.id).version == before.version
    assert desk.history(complaint.id) == [(FactKind.CENTRE_STATUS, "Diproses")]
    with desk.engine.connect() as connection:
        assert connection.execute(
            sa.select(audit.c.detail).where(audit.c.act == "feed_unreadable")
        ).scalars().all() == ["1"]


def test_a_void_record_is_not_edited(desk: Reader) -> None:
    complaint = recorded(desk.engine, status=Status.VOID)
    desk.pull(an_edit(complaint, category=("kesehatan", "perhubungan")))
    assert desk.case(complaint.id).report.category == "kesehatan"


def test_a_change_of_a_list_lies_under_what_this_desk_changed(desk: Reader) -> None:
    with desk.units() as unit:
        unit.reference_edits.keep("agencies", "b", {"phone": "1"}, at=NOON, officer_id=OFFICER_ID)
        unit.commit()
    lines = [
        ReferenceChange(list="agencies", id=id, content={"phone": "2"} if id != "c" else {}, at=NOON)
        for id in ("a", "b", "c")
    ]
    desk.pull(*lines)
    assert ReferenceEdits(desk.engine).of("agencies") == {"a": {"phone": "2"}, "b": {"phone": "1"}}


def test_the_digest_leaves_out_this_desks_own_reports(desk: Reader) -> None:
    own = recorded(desk.engine)
    rows = [
        DigestRow(
            id=id, number="X", agency="aws", title="Jalan", place=None, area=None, category="kesehatan",
            status=Status.RECORDED, received_on=NOON.date(), changed_at=NOON,
        )
        for id in (own.id, ComplaintId(new_id(NOON)), ComplaintId(new_id(NOON)))
    ]  # fmt: skip
    desk.pull(*rows, DigestGone(complaint_id=rows[2].id, at=NOON))
    with desk.engine.connect() as connection:
        assert connection.execute(sa.select(digest.c.id)).scalars().all() == [rows[1].id]


def test_an_own_case_that_is_here_is_none_of_a_colleague_one_that_is_missing_is_kept(desk: Reader) -> None:
    own = recorded(desk.engine)
    desk.pull(a_case(complaint_id=own.id, device_id=DEVICE_ID), a_case(device_id=DEVICE_ID, counter="A"))
    with desk.engine.connect() as connection:
        assert connection.execute(sa.select(shared_cases.c.counter)).scalars().all() == ["A"]


def test_a_case_that_became_secret_loses_its_words(desk: Reader) -> None:
    case = a_case()
    desk.pull(case)
    desk.pull(a_case(complaint_id=case.complaint_id, secrecy=Secrecy.SECRET.value, title="", text=""))
    with desk.engine.connect() as connection:
        assert (
            connection.execute(
                sa.text("SELECT count(*) FROM shared_search WHERE shared_search MATCH 'parkir'")
            ).scalar()
            == 0
        )


LINES = st.sampled_from(["status", "late_status", "tracking", "other_tracking", "returned", "edit", "answer", "case"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=8))
def test_whatever_is_told_twice_is_as_if_told_once(tmp_path_factory: pytest.TempPathFactory, kinds: list[str]) -> None:
    desk = Reader(tmp_path_factory.mktemp("desk"))
    complaint = recorded(desk.engine)
    made: dict[str, Told] = {
        "status": a_status(complaint.id),
        "late_status": a_status(complaint.id, "Selesai", 9),
        "tracking": tracking(complaint.id),
        "other_tracking": tracking(complaint.id, "9104418"),
        "returned": Returned(complaint_id=complaint.id, code="rejected", reason="x", to_agency="", at=NOON),
        "edit": an_edit(complaint, category=("kesehatan", "perhubungan"), title=("x", "y")),
        "answer": CentralAnswer(id="7", complaint_id=complaint.id, text="Ya.", from_name="RSUD", at=NOON),
        "case": a_case(),
    }
    desk.pull(*(made[kind] for kind in kinds))
    once = (desk.case(complaint.id), desk.history(complaint.id), desk.tasks())
    desk.centre.epoch = new_id(NOON)
    desk.pull()
    assert (desk.case(complaint.id), desk.history(complaint.id), desk.tasks()) == once
    desk.engine.dispose()


def begin_anew(desk: Reader) -> None:
    with desk.units() as unit:
        begin(unit, unit.staff.desk(), Reason.RESTORED, at=NOON)
        unit.commit()


def test_an_ordinary_reading_asks_for_no_case_of_its_own(desk: Reader) -> None:
    desk.pull(*(a_case() for _ in range(5)))
    desk.pull(a_case())
    assert set(desk.centre.own_asked) == {False}


def test_what_a_restored_desk_lost_comes_back_even_when_the_line_is_cut_between(desk: Reader) -> None:
    kept = recorded(desk.engine)
    desk.pull(a_case())
    begin_anew(desk)
    desk.centre.own_asked.clear()
    lost = [a_case(device_id=DEVICE_ID, number=f"AWS-A-26-{n:06d}-00", title="Yang hilang") for n in range(20, 26)]

    def cut(after: object) -> None:
        if after is not None:
            raise NetworkProblem("line_cut")

    desk.centre.on_changes = cut
    with pytest.raises(NetworkProblem):
        desk.pull(*lost, a_case(complaint_id=kept.id, device_id=DEVICE_ID))
    desk.centre.on_changes = lambda after: None
    desk.pull()
    assert set(desk.centre.own_asked) == {True}
    page = desk.cases.search(OFFICER_ID, "hilang", after=None, limit=50)
    assert {row.number for row in page.rows} == {one.number for one in lost}
    assert desk.cases.id_of_number(kept.number) == kept.id
    desk.centre.own_asked.clear()
    desk.pull()
    assert desk.centre.own_asked == [False]


def test_another_centre_is_asked_for_what_was_lost_in_an_earlier_incarnation(desk: Reader) -> None:
    begin_anew(desk)
    desk.pull(a_case())
    desk.centre.own_asked.clear()
    desk.centre.epoch = new_id(NOON)
    desk.pull(a_case(), anew=True)
    assert desk.centre.own_asked[-1] is True
