"""Two counters of one hospital and a real server: each sees the other's cases, and what the centre says of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.adapters.clock import system_now
from app.bootstrap import DeskEntrance
from app.domain.asking import AskedBy, StatusAsked, StatusNote
from app.domain.changes import (
    CentralAnswer,
    CentralEdit,
    CentralStatus,
    EditedField,
    FeedScope,
    Returned,
    Told,
    TrackingGiven,
)
from app.domain.complaint import Forwarder
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.listing import CaseView, ListRow
from app.domain.outbox import ASIDE, Delivery, EventKind
from app.domain.period import Period
from app.domain.report import Cut
from app.domain.task import TaskKind
from app.domain.today import TodayGroup
from app.pusat import service
from app.services import Session
from db.pusat.feed import Line, tell
from tests.app.pusat.trial import Trial
from tests.builders import NOON, FixedClock
from tests.desk import PLAN, filed, open_desk
from tests.lapor.profile import profile_file, secrets_file
from tests.lapor.stand_in import LaporStandIn
from tests.ui.page_desk import at_clock


class CounterDesk:
    """One counter, opened as the program opens it."""

    def __init__(self, folder: Path, counter: str) -> None:
        self.entrance: DeskEntrance
        self.session: Session
        self.entrance, self.session = open_desk(folder, replace(PLAN, counter=counter))

    def sync(self) -> Any:
        summary = self.session.services.sync(self.session.officer, progress=lambda _: None, stop=lambda: False)
        assert summary.problem is None
        return summary

    def file(self, **typed: str) -> ComplaintId:
        return filed(self.entrance, self.session, **typed).id

    def find(self, typed: str = "") -> tuple[ListRow, ...]:
        return self.session.services.find_complaints(self.session.officer, typed).rows

    def open(self, id: ComplaintId) -> CaseView:
        return self.session.services.open_case(self.session.officer, id)

    def tasks(self) -> list[TaskKind]:
        return [task.kind for task in self.session.services.work_off_tasks.waiting(self.session.officer)]


class Hospital:
    """A server and its two counters."""

    def __init__(self, folder: Path, trial: Trial, url: str) -> None:
        self.trial = trial
        self.a, self.b = CounterDesk(folder / "a", "A"), CounterDesk(folder / "b", "B")
        for desk in (self.a, self.b):
            code = trial.code(desk.session.desk.counter).letters
            desk.session.services.connect(desk.session.officer, url=url, code=code)

    def say(self, desk: CounterDesk, *told: Told) -> None:
        lines = [Line(told=one, device=desk.session.desk.device_id) for one in told]
        self.trial.store.feed._transactions.write(lambda connection: tell(connection, lines, at=NOON))

    def close(self) -> None:
        self.a.entrance.close()
        self.b.entrance.close()


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    trial = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", FixedClock())
    with trial.listening() as url:
        hospital = Hospital(tmp_path, trial, url)
        yield hospital
        hospital.close()
    trial.close()


def test_each_counter_finds_and_reads_the_others_case(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    id, own = a.file(title="Kursi roda kurang"), b.file(title="Loket tutup lebih awal")
    a.sync()
    b.sync()
    assert [(row.title, row.counter) for row in b.find()] == [
        ("Loket tutup lebih awal", ""), ("Kursi roda kurang", "A"),
    ]  # fmt: skip
    (row,) = b.find("kursi roda")
    assert (row.id, row.name) == (id, "")
    assert b.session.services.find_complaints.by_number(b.session.officer, row.number) == id
    view = b.open(id)
    assert (view.title, view.counter, view.masked.name) == ("Kursi roda kurang", "A", "")
    assert [fact.kind for fact in view.facts] == [FactKind.RECORDED]
    assert view.report["place"] == "Apotek rawat jalan"
    assert a.open(id).counter == ""
    a.sync()
    assert {row.id for row in a.find()} == {id, own}


def test_the_report_of_each_counter_covers_both_and_counts_each_case_once(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    ids = [a.file(title="Kursi roda kurang"), a.file(title="Pungutan liar", secrecy="secret")]
    b.file(title="Loket tutup lebih awal")
    wrong = a.file(title="Salah ketik")
    a.session.services.void_complaint(a.session.officer, wrong, "tercatat dua kali", seen_version=1)
    b.file(title="Jam buka apotek", answer="Pukul 08.00 sampai 12.00.", result="informed", told="desk")
    before = sums(a)
    assert (before["received"], before["own"], before["covers"], before["void"]) == (2, 2, False, 1)
    for desk in (a, b, a):
        desk.sync()
    done = CentralStatus(complaint_id=ids[0], code="4", name="Selesai", at=system_now(), source="lapor")
    for desk in (a, b):
        hospital.say(desk, done)
        desk.sync()
    one, other = sums(a), sums(b)
    assert (one["own"], other["own"], one["unproven"], other["unproven"]) == (2, 2, 0, 0)
    assert one["covers"] is other["covers"] is True
    for name in ("received", "void", "finished", "open", "counters", "classes", "statuses"):
        assert one[name] == other[name], name
    assert (one["received"], one["finished"], one["open"], one["void"]) == (4, 2, 2, 1)
    assert one["counters"] == {"A": 2, "B": 2}
    assert one["classes"] == {"complaint": 3, "*": 1}


def sums(desk: CounterDesk) -> dict[str, Any]:
    """Give what the report of this year says, counters being told by their letter."""
    year = Period.parse(str(system_now().year))
    report = desk.session.services.report(desk.session.officer, year)
    return {
        "received": report.received,
        "own": report.own,
        "void": report.void,
        "finished": report.finished,
        "open": report.open,
        "covers": report.covers_agency and report.read_at is not None,
        "unproven": report.own - report.deliveries.get(Delivery.CONFIRMED, 0),
        "counters": {row.code: row.total for row in report.cuts[Cut.COUNTER].rows},
        "classes": {row.code: row.total for row in report.cuts[Cut.CLASSIFICATION].rows},
        "statuses": {row.code: row.total for row in report.cuts[Cut.STATUS].rows},
    }


def test_the_day_of_each_counter_holds_what_the_other_owes(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    late = a.file(title="Kursi roda kurang")
    secret = a.file(title="Pungutan liar", secrecy="secret")
    a.sync()
    b.sync()
    in_a_month = FixedClock(system_now() + timedelta(days=31))
    for desk, counter, title in ((a, "", "Pungutan liar"), (b, "A", "")):
        look = replace(desk.session.services.look_at_today, clock=in_a_month)
        part = next(part for part in look(desk.session.officer).parts if part.group is TodayGroup.LATE)
        assert part.count == 2
        rows = {row.case.id: row for row in part.rows}
        assert (rows[late].case.title, rows[late].case.counter) == ("Kursi roda kurang", counter)
        assert (rows[secret].case.title, rows[secret].case.counter) == (title, counter)
        assert (rows[secret].days_left is None) == bool(counter)
    hospital.say(a, CentralStatus(complaint_id=late, code="4", name="Selesai", at=NOON, source="lapor"))
    a.sync()
    today = a.session.services.look_at_today(a.session.officer)
    assert today.count(TodayGroup.UNTOLD) == 1
    standing = replace(b.session.services.desk_status, clock=in_a_month)(b.session.officer)
    assert (standing.late, standing.due_today) == (2, 0)


def test_no_identity_and_no_secret_comes_over(hospital: Hospital, tmp_path: Path) -> None:
    a, b = hospital.a, hospital.b
    a.file(title="Kursi roda kurang")
    secret = a.file(title="Pungutan liar", secrecy="secret", name="Joko Rahasia")
    a.sync()
    b.sync()
    assert b.find("Budi Santoso") == b.find("0812-5550-1234") == b.find("pungutan") == ()
    view = b.open(secret)
    assert (view.hidden, view.title, view.text, view.report, view.may_open) == (True, "", "", {}, False)
    for act in (
        lambda: b.session.services.open_case.identity(b.session.officer, secret, "ingin tahu"),
        lambda: b.session.services.correct_complaint.begin(b.session.officer, secret),
        lambda: b.session.services.enter_tracking(b.session.officer, secret, "9104417"),
    ):
        with pytest.raises((UserProblem, NotAllowed)):
            act()


def test_a_correction_and_a_withdrawal_follow_to_the_other_counter(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    id = a.file(title="Kursi roda kurang")
    a.sync()
    b.sync()
    a.session.services.correct_complaint(
        a.session.officer, id, {"title": "Brankar kurang"}, "salah tulis", seen_version=1
    )
    a.sync()
    b.sync()
    assert b.open(id).title == "Brankar kurang"
    assert b.find("kursi roda") == ()
    a.session.services.void_complaint(a.session.officer, id, "salah orang", seen_version=2)
    a.sync()
    b.sync()
    assert b.open(id).status.value == "void"


def test_what_the_centre_says_reaches_the_counter_it_is_for(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    id = a.file(title="Kursi roda kurang")
    a.sync()
    hospital.say(
        a,
        TrackingGiven(complaint_id=id, tracking_id="9104417", at=NOON, source="lapor"),
        CentralStatus(complaint_id=id, code="3", name="Diproses", at=NOON, source="lapor"),
        CentralAnswer(id="7", complaint_id=id, text="Sudah ditambah.", from_name="RSUD AWS", at=NOON),
        Returned(complaint_id=id, code="not_authority", reason="Bukan kewenangan", to_agency="Dinkes", at=NOON),
    )
    a.sync()
    view = a.open(id)
    assert (view.tracking_id, view.central_status, view.central_status_at) == ("9104417", "Diproses", NOON)
    assert [answer.text for answer in view.central_answers] == ["Sudah ditambah."]
    assert a.tasks() == [TaskKind.SECOND_RECEIPT, TaskKind.RETURNED]
    b.sync()
    assert b.tasks() == []
    assert b.open(id).central_status is None


def test_a_status_noted_by_hand_reaches_the_other_counter_and_does_not_come_back(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    id = a.file(title="Kursi roda kurang")
    a.session.services.enter_tracking(a.session.officer, id, "9104417")
    a.session.services.take_in_export.set_status(a.session.officer, id, "Dalam Proses")
    assert a.sync().accepted == 3
    b.sync()
    view = b.open(id)
    assert (view.central_status, view.counter, view.tracking_id) == ("Dalam Proses", "A", "9104417")
    assert [row.central_status for row in b.find("kursi roda")] == ["Dalam Proses"]
    facts = len(a.open(id).facts)
    for desk in (a, b, a):
        assert (desk.sync().sent, desk.sync().pulled) == (0, 0)
    assert len(a.open(id).facts) == facts
    a.session.services.take_in_export.set_status(a.session.officer, id, "Selesai")
    a.sync()
    b.sync()
    assert b.open(id).central_status == a.open(id).central_status == "Selesai"


def test_a_server_of_before_leaves_words_undecided_and_nobody_has_to_do_anything(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = hospital.a, hospital.b
    with monkeypatch.context() as older:
        older.setattr(service, "_KINDS", frozenset(EventKind) - ASIDE)
        id = a.file(title="Kursi roda kurang")
        a.session.services.enter_tracking(a.session.officer, id, "9104417")
        a.session.services.take_in_export.set_status(a.session.officer, id, "Dalam Proses")
        correct = a.session.services.correct_complaint
        correct(a.session.officer, id, {"title": "Brankar kurang"}, "salah tulis", seen_version=a.open(id).version)
        summary = a.sync()
        assert (summary.accepted, summary.held, summary.needs_check, summary.rejected) == (3, 0, 0, 0)
        state = a.session.services.desk_status(a.session.officer).sync
        assert (state.only_here, state.needs_person, state.pending, state.last_problem) == (0, 0, 1, None)
        b.sync()
        assert (b.open(id).title, b.open(id).central_status) == ("Brankar kurang", None)
    a.sync()
    b.sync()
    assert b.open(id).central_status == "Dalam Proses"


def test_what_a_counters_own_connector_hears_reaches_the_other_counter(hospital: Hospital, tmp_path: Path) -> None:
    a, b, clock = hospital.a, hospital.b, FixedClock()
    lapor = LaporStandIn().start()
    a.session = at_clock(a.session, clock)
    services, officer = a.session.services, a.session.officer
    services.direct_desk.set_up(officer, profile_file(tmp_path, lapor.url), secrets_file(tmp_path))
    services.manage_desk.settings(officer, forwarder=Forwarder.DESK)
    id = a.file(title="Kursi roda kurang")
    a.sync()
    (case,) = lapor.cases.values()
    case.said.append({"id": 5, "content": "Sudah kami tambah.", "institution_from_name": "RSUD AWS"})
    case.status = "Dalam Proses"
    clock.advance(hours=4)
    a.sync()  # what is heard at the end of one run goes on with the next
    a.sync()
    b.sync()
    view = b.open(id)
    assert (view.central_status, [one.text for one in view.central_answers]) == ("Dalam Proses", ["Sudah kami tambah."])
    assert (view.tracking_id, view.counter) == (a.open(id).tracking_id, "A")
    assert a.sync().pulled == a.sync().sent == 0
    lapor.close()


def test_a_status_is_told_at_the_other_counter_by_the_code_of_the_receipt_alone(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    told = filed(a.entrance, a.session, title="Kursi roda kurang")
    secret = filed(a.entrance, a.session, title="Pungutan liar", secrecy="secret", name="Joko Rahasia")
    a.session.services.enter_tracking(a.session.officer, told.id, "9104417")
    a.session.services.take_in_export.set_status(a.session.officer, told.id, "Dalam Proses")
    a.sync()
    b.sync()
    ask, officer = b.session.services.ask_status, b.session.officer
    with pytest.raises(UserProblem, match="status_at_colleague") as caught:
        ask(officer, StatusAsked(number=told.number, facts={"name": "Budi Santoso", "phone": "0812-5550-1234"}))
    assert caught.value.facts == {"counter": "A"}
    said = ask(officer, StatusAsked(number=told.number, code=told.status_code))
    assert (said.id, said.counter, said.central_status, said.tracking_id) == (told.id, "A", "Dalam Proses", "9104417")
    assert said.due_on == told.answer_due_on
    assert "Budi" not in repr(said)
    assert "Kursi" not in repr(said)
    hidden = ask(officer, StatusAsked(number=secret.number, code=secret.status_code))
    assert (hidden.counter, hidden.due_on, hidden.tracking_id) == ("A", None, None)
    ask.note(officer, told.id, StatusNote(by=AskedBy.PHONE, proof=said.proof))
    assert b.open(told.id).facts[-1].kind is FactKind.STATUS_TOLD
    for _ in range(3):
        with pytest.raises(UserProblem, match="status_not_proven"):
            ask(officer, StatusAsked(number=told.number, code="AAAA-AA"))
    with pytest.raises(UserProblem, match="status_wait"):
        ask(officer, StatusAsked(number=told.number, code=told.status_code))


def test_answers_and_further_reports_are_seen_at_the_other_counter(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    first = filed(b.entrance, b.session, title="Kursi roda kurang")
    a.file(title="Kursi roda kurang juga", joins=first.number, name="Sari Dewi")
    spot = a.file(title="Jam buka", answer="Buka jam 08.00.", result="informed", told="desk", name="Anton Wijaya")
    a.sync()
    b.sync()
    case = b.open(spot)
    assert [(one.text, one.result, one.told) for one in case.answers] == [("Buka jam 08.00.", "informed", "desk")]
    (joined,) = b.open(first.id).joined_by
    (row,) = b.find("kursi roda kurang juga")
    assert (row.number, b.open(row.id).joins) == (joined, first.number)


def test_an_edit_of_the_centre_is_settled_and_the_decision_reaches_it(hospital: Hospital) -> None:
    a = hospital.a
    id = a.file(title="Kursi roda kurang")
    a.sync()
    edit = CentralEdit(
        id=new_id(NOON), complaint_id=id, follows=EventId(new_id(NOON)), at=NOON,
        fields=(EditedField(field="title", before="Kursi", after="Kursi roda dan brankar kurang"),),
    )  # fmt: skip
    hospital.say(a, edit)
    a.sync()
    settle = a.session.services.settle_conflicts
    (view,) = settle.waiting(a.session.officer)
    settle(
        a.session.officer, edit.id, "title", take_theirs=True, reason="lebih lengkap", seen_version=view.version
    )  # fmt: skip
    assert a.sync().accepted == 1
    hospital.b.sync()
    assert hospital.b.open(id).title == "Kursi roda dan brankar kurang"


def test_the_pusat_lets_a_record_go_and_takes_it_back(hospital: Hospital) -> None:
    a = hospital.a
    id = a.file(title="Kursi roda kurang")
    passing = a.session.services.pass_forwarding
    assert passing(a.session.officer, id, Forwarder.BY_HAND) is Forwarder.PUSAT
    a.sync()
    a.sync()
    assert a.open(id).forwarder is Forwarder.BY_HAND
    assert passing(a.session.officer, id, Forwarder.PUSAT) is Forwarder.PUSAT
    a.sync()
    a.sync()
    assert a.open(id).forwarder is Forwarder.PUSAT
    assert a.tasks() == []


def test_a_counter_whose_scope_narrows_forgets_the_others(hospital: Hospital) -> None:
    a, b = hospital.a, hospital.b
    id = a.file(title="Kursi roda kurang")
    a.sync()
    b.sync()
    hospital.trial.store.enrolments.set_scope(agency="aws", counter="B", scope=FeedScope.DEVICE, now=NOON)
    b.sync()
    assert b.find() == ()
    with pytest.raises(UserProblem, match="complaint_unknown"):
        b.open(id)
