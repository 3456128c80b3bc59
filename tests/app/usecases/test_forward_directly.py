"""Straight from a counter to LAPOR!: at most once each, whatever breaks; what is unclear waits for a person."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.access import Role
from app.domain.complaint import Forwarder
from app.domain.errors import NetworkProblem, NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.forwarding import Standing
from app.domain.ids import ComplaintId
from app.domain.lapor import MapList
from app.domain.record import Record, fold_frozen
from app.domain.task import TaskKind
from app.services import Recorded, Session
from db.tables import outbox
from db.unit_of_work import UnitOfWork
from tests.builders import FixedClock
from tests.desk import another, filed, open_desk, typed
from tests.files import a_pdf
from tests.lapor.profile import profile_file, secrets_file
from tests.lapor.stand_in import FAULTS, NOT_STORED_FOR_SURE, NOT_THE_RECORDS_FAULT, Fault, LaporStandIn
from tests.ui.page_desk import COUNTER_TIME, at_clock


class Direct:
    """A desk that forwards straight to a stand-in; nothing else is connected."""

    def __init__(self, folder: Path) -> None:
        self.lapor = LaporStandIn().start()
        self.folder = folder
        self.entrance, session = open_desk(folder / "desk")
        self.clock = FixedClock(COUNTER_TIME)
        self.session: Session = at_clock(session, self.clock)
        self.services, self.officer = self.session.services, self.session.officer
        self.set_up()
        self.services.manage_desk.settings(self.officer, forwarder=Forwarder.DESK)

    def set_up(self, **changes: str) -> None:
        profile = profile_file(self.folder, self.lapor.url)
        text = profile.read_text(encoding="utf-8")
        for before, after in changes.items():
            text = text.replace(f"{before} = ", f"{before} = {after} #")
        profile.write_text(text, encoding="utf-8")
        self.services.direct_desk.set_up(self.officer, profile, secrets_file(self.folder))

    def file(self, **values: str) -> Recorded:
        return filed(self.entrance, self.session, **values)

    def sync(self) -> Any:
        return self.services.sync(self.officer, progress=lambda progress: None, stop=lambda: False)

    def faulty(self, *names: str | None, kind: str = "report") -> None:
        """Let the next calls of a kind show these faults in turn, and be well from then on."""
        begun = self.lapor.calls[kind]
        plan = {begun + n: FAULTS[name] for n, name in enumerate(names, start=1) if name is not None}
        self.lapor.plan = lambda of, n: plan.get(n) if of == kind else None

    def standing(self) -> dict[str, Standing]:
        return {row.number: row.standing for row in self.services.direct_desk.rows(self.officer)}

    def tasks(self, of: ComplaintId | None = None) -> list[TaskKind]:
        return [task.kind for task in self.services.work_off_tasks.waiting(self.officer, of=of)]

    def facts(self, id: ComplaintId) -> list[FactKind]:
        return [fact.kind for fact in self.services.open_case(self.officer, id).facts]

    def close(self) -> None:
        self.entrance.close()
        self.lapor.close()


@pytest.fixture
def direct(tmp_path: Path) -> Iterator[Direct]:
    made = Direct(tmp_path)
    yield made
    made.close()


def test_a_counter_without_access_says_that_it_is_not_connected(direct: Direct) -> None:
    direct.services.direct_desk.forget(direct.officer)
    direct.file()
    with pytest.raises(NetworkProblem, match="not_connected"):
        direct.sync()
    assert direct.lapor.stored() == {}


def test_a_record_goes_there_once_with_its_number_at_the_head_and_nobody_named(direct: Direct) -> None:
    told = direct.file()
    summary = direct.sync()
    assert (summary.forwarded, summary.needs_check, summary.lapor_problem) == (1, 0, None)
    assert direct.sync().forwarded == 0
    assert direct.lapor.stored() == {told.number: 1}
    (case,) = direct.lapor.cases.values()
    assert case.body["content"].startswith(f"[No. {told.number}] Saya antre obat")
    assert "Budi" not in str(case.body)
    assert "0812" not in str(case.body)
    assert (case.body["disposition_id"], case.body["is_anonymous"]) == (7, False)
    assert FactKind.FORWARDED in direct.facts(told.id)


def test_its_number_there_arrives_by_a_look_and_goes_on_to_the_centre_as_an_event(direct: Direct) -> None:
    told = direct.file()
    direct.sync()
    assert direct.services.open_case(direct.officer, told.id).tracking_id is None
    direct.clock.advance(hours=4)
    direct.sync()
    number = str(next(iter(direct.lapor.cases)))
    case = direct.services.open_case(direct.officer, told.id)
    assert (case.tracking_id, case.central_status) == (number, "Belum Terverifikasi")
    assert TaskKind.SECOND_RECEIPT in direct.tasks(told.id)
    kinds = [row.kind for row in direct.services.desk_status.rows(direct.officer)]
    assert sorted(kinds) == ["central_status", "complaint", "tracking"]


def test_the_number_is_at_hand_at_once_where_it_is_the_id(direct: Direct) -> None:
    direct.set_up(tracking_is_lapor_id="true")
    told = direct.file()
    direct.sync()
    assert direct.services.open_case(direct.officer, told.id).tracking_id == str(next(iter(direct.lapor.cases)))


def test_only_what_this_counter_forwards_is_posted(direct: Direct) -> None:
    direct.services.manage_desk.settings(direct.officer, forwarder=Forwarder.BY_HAND)
    direct.file(title="Dengan tangan")
    direct.services.manage_desk.settings(direct.officer, forwarder=Forwarder.PUSAT)
    direct.file(title="Oleh pusat")
    direct.services.manage_desk.settings(direct.officer, forwarder=Forwarder.DESK)
    numbered = direct.file(title="Sudah bernomor")
    direct.services.enter_tracking(direct.officer, numbered.id, "9104417")
    void = direct.file(title="Batal")
    direct.services.void_complaint(direct.officer, void.id, "salah ketik", seen_version=1)
    assert direct.standing()[void.number] is Standing.DROPPED
    assert direct.sync().forwarded == 0
    assert direct.lapor.stored() == {}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_whatever_breaks_a_report_is_there_at_most_once(direct: Direct, name: str) -> None:
    told = direct.file()
    direct.faulty(name)
    summary = direct.sync()
    stored = direct.lapor.stored()[told.number]
    assert stored == FAULTS[name].stored
    direct.clock.advance(days=1)
    direct.sync()
    if name in NOT_STORED_FOR_SURE:
        assert direct.standing() == {told.number: Standing.REFUSED}
        assert direct.tasks(told.id) == [TaskKind.FORWARD_REFUSED]
    elif name in NOT_THE_RECORDS_FAULT:
        assert summary.lapor_problem is not None
        assert direct.lapor.stored()[told.number] == 1
    else:
        assert direct.standing() == {told.number: Standing.NEEDS_CHECK}
        assert direct.tasks(told.id) == [TaskKind.FORWARD_UNCLEAR]
        assert direct.lapor.stored()[told.number] == stored
    assert direct.lapor.stored()[told.number] <= 1


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.sampled_from([None, None, *sorted(FAULTS)]), max_size=12), count=st.integers(1, 4))
def test_no_schedule_of_faults_doubles_anything(
    tmp_path_factory: pytest.TempPathFactory, plan: list[str | None], count: int
) -> None:
    direct = Direct(tmp_path_factory.mktemp("direct"))
    try:
        told = [direct.file(title=f"Aduan {n}") for n in range(count)]
        direct.faulty(*plan)
        for _ in range(5):
            direct.clock.advance(days=1)
            direct.sync()
        stored = direct.lapor.stored()
        assert all(stored[one.number] <= 1 for one in told)
        standing = direct.standing()
        for one in told:
            known = Standing.DONE if direct.services.open_case(direct.officer, one.id).tracking_id else None
            assert (known or standing[one.number]) in (Standing.DONE, Standing.NEEDS_CHECK, Standing.REFUSED)
            if known is Standing.DONE:
                assert stored[one.number] == 1
    finally:
        direct.close()


def test_an_unclear_report_leaves_by_its_number_or_by_surely_not_being_there(direct: Direct) -> None:
    there, absent = direct.file(title="Satu"), direct.file(title="Dua")
    direct.faulty("lost_answer", "lost_request")
    assert direct.sync().needs_check == 2
    assert direct.sync().needs_check == 0
    for act in (
        lambda: direct.services.pass_forwarding(direct.officer, there.id, Forwarder.BY_HAND),
        lambda: direct.services.pass_forwarding(direct.officer, there.id, Forwarder.PUSAT),
    ):
        with pytest.raises(UserProblem, match="attempt_open"):
            act()
    for task in direct.services.work_off_tasks.waiting(direct.officer):
        with pytest.raises(UserProblem, match="forward_undecided"):
            direct.services.work_off_tasks.done(direct.officer, task.n)
    direct.services.enter_tracking(direct.officer, there.id, str(next(iter(direct.lapor.cases))))
    with pytest.raises(UserProblem, match="reason_missing"):
        direct.services.direct_desk.not_there(direct.officer, absent.id, " ")
    with pytest.raises(UserProblem, match="reason_names_reporter"):
        direct.services.direct_desk.not_there(direct.officer, absent.id, "Budi Santoso tidak ketemu")
    direct.services.direct_desk.not_there(direct.officer, absent.id, "dicari di situs LAPOR!")
    assert TaskKind.FORWARD_UNCLEAR not in direct.tasks()
    direct.sync()
    assert direct.lapor.stored() == {there.number: 1, absent.number: 1}
    with pytest.raises(UserProblem, match="nothing_unclear"):
        direct.services.direct_desk.not_there(direct.officer, absent.id, "dicari lagi")


def test_a_look_up_of_the_profile_settles_what_is_unclear(direct: Direct) -> None:
    direct.set_up(lookup='"/lookup/{number}"')
    there, absent = direct.file(title="Satu"), direct.file(title="Dua")
    direct.faulty("lost_answer", "lost_request")
    direct.sync()
    assert set(direct.standing().values()) == {Standing.NEEDS_CHECK}
    direct.clock.advance(minutes=11)
    direct.sync()
    assert direct.lapor.stored() == {there.number: 1, absent.number: 1}
    assert set(direct.standing().values()) == {Standing.DONE}
    assert TaskKind.FORWARD_UNCLEAR not in direct.tasks()


def test_a_look_up_that_says_nothing_settles_nothing_and_stops_nobody(direct: Direct) -> None:
    direct.set_up(lookup='"/lookup/{number}"')
    unclear = direct.file(title="Satu")
    direct.faulty("lost_answer")
    direct.sync()
    direct.clock.advance(minutes=11)
    other = direct.file(title="Dua")
    direct.lapor.plan = lambda kind, n: Fault() if kind == "lookup" else None
    direct.sync()
    assert direct.lapor.stored() == {unclear.number: 1, other.number: 1}
    assert direct.standing()[unclear.number] is Standing.NEEDS_CHECK


def test_what_a_look_up_did_not_find_is_no_task_any_more_though_it_is_void_by_now(direct: Direct) -> None:
    direct.set_up(lookup='"/lookup/{number}"')
    told = direct.file()
    direct.faulty("lost_request")
    direct.sync()
    direct.services.void_complaint(direct.officer, told.id, "salah ketik", seen_version=1)
    assert TaskKind.FORWARD_UNCLEAR in direct.tasks()
    direct.clock.advance(minutes=11)
    direct.sync()
    assert direct.standing() == {told.number: Standing.DROPPED}
    assert TaskKind.FORWARD_UNCLEAR not in direct.tasks()


def test_files_go_first_and_are_not_uploaded_again(direct: Direct) -> None:
    told = with_file(direct)
    direct.faulty("429")
    direct.sync()
    direct.clock.advance(days=1)
    direct.sync()
    assert direct.lapor.stored() == {told.number: 1}
    assert len(direct.lapor.files) == 1
    (case,) = direct.lapor.cases.values()
    assert case.body["attachments"] == f"[{next(iter(direct.lapor.files))}]."


def test_a_file_that_is_gone_blocks_the_record_and_asks(direct: Direct) -> None:
    told = with_file(direct)
    for file in (direct.folder / "desk" / "attachments").iterdir():
        file.unlink()
    direct.sync()
    assert direct.lapor.stored() == {}
    assert direct.standing() == {told.number: Standing.REFUSED}
    assert direct.tasks(told.id) == [TaskKind.FORWARD_REFUSED]


def test_what_has_no_id_there_waits_and_goes_once_the_profile_names_it(direct: Direct) -> None:
    profile = profile_file(direct.folder, direct.lapor.url)
    whole = profile.read_text(encoding="utf-8")
    profile.write_text(whole.replace('"" = "21"', '"lain" = "21"'), encoding="utf-8")
    direct.services.direct_desk.set_up(direct.officer, profile, secrets_file(direct.folder))
    told = direct.file()
    direct.sync()
    direct.sync()
    assert direct.standing() == {told.number: Standing.UNMAPPED}
    assert direct.tasks(told.id) == [TaskKind.FORWARD_UNMAPPED]
    direct.set_up()
    direct.sync()
    assert direct.lapor.stored() == {told.number: 1}
    assert direct.tasks(told.id) == []


def unmapped(direct: Direct) -> Recorded:
    """File a record whose category has no id at LAPOR!."""
    profile = profile_file(direct.folder, direct.lapor.url)
    whole = profile.read_text(encoding="utf-8")
    profile.write_text(whole.replace('"" = "21"', '"lain" = "21"'), encoding="utf-8")
    direct.services.direct_desk.set_up(direct.officer, profile, secrets_file(direct.folder))
    told = direct.file()
    direct.sync()
    return told


def test_an_id_that_an_admin_types_lets_waiting_records_go(direct: Direct) -> None:
    told, mapping = unmapped(direct), direct.services.map_for_lapor
    (row,) = mapping.seen(direct.officer).lacking
    assert (row.list, row.id, row.held, row.target) == (MapList.CATEGORY, "kesehatan", 1, "")
    mapping(direct.officer, row.list, row.id, "33")
    assert mapping.seen(direct.officer).lacking == ()
    assert [one.target for one in mapping.seen(direct.officer).lists[row.list] if one.typed] == ["33"]
    direct.sync()
    (case,) = direct.lapor.cases.values()
    assert case.body["category_id"] in ("33", 33)
    assert direct.tasks(told.id) == []


def test_of_two_missing_ids_the_other_one_still_holds_back(direct: Direct) -> None:
    profile = profile_file(direct.folder, direct.lapor.url)
    whole = profile.read_text(encoding="utf-8").replace('"" = "21"', '"lain" = "21"').replace('"" = "13"', '"x" = "13"')
    profile.write_text(whole, encoding="utf-8")
    direct.services.direct_desk.set_up(direct.officer, profile, secrets_file(direct.folder))
    direct.file()
    direct.sync()
    mapping = direct.services.map_for_lapor
    first, second = mapping.seen(direct.officer).lacking
    mapping(direct.officer, first.list, first.id, "33")
    assert [row.id for row in mapping.seen(direct.officer).lacking] == [second.id]
    direct.sync()
    assert direct.lapor.cases == {}
    mapping(direct.officer, second.list, second.id, "13")
    direct.sync()
    assert len(direct.lapor.cases) == 1


def test_what_was_typed_stays_with_another_profile_and_can_be_taken_back(direct: Direct) -> None:
    mapping = direct.services.map_for_lapor
    mapping(direct.officer, MapList.AGENCY, "aws", "99")
    direct.set_up()
    holds = direct.services.direct_desk.terms(direct.officer)
    assert holds is not None
    assert holds.mapping[MapList.AGENCY] == {"": "7", "aws": "99"}
    mapping(direct.officer, MapList.AGENCY, "aws", "")
    again = direct.services.direct_desk.terms(direct.officer)
    assert again is not None
    assert again.mapping[MapList.AGENCY] == {"": "7"}


def test_mapping_is_the_admins_and_needs_an_access(direct: Direct) -> None:
    mapping = direct.services.map_for_lapor
    with pytest.raises(NotAllowed):
        mapping(another(direct.session, Role.SUPERVISOR), MapList.AGENCY, "aws", "9")
    for id, target, code in (("nobody", "9", "mapping_unknown"), ("aws", "a b", "mapping_target_wrong")):
        with pytest.raises(UserProblem, match=code):
            mapping(direct.officer, MapList.AGENCY, id, target)
    direct.services.direct_desk.forget(direct.officer)
    assert direct.services.direct_desk.seen(direct.officer) is None
    with pytest.raises(UserProblem, match="direct_not_set_up"):
        mapping(direct.officer, MapList.AGENCY, "aws", "9")


def test_the_access_is_shown_without_its_secrets(direct: Direct) -> None:
    unmapped(direct)
    seen = direct.services.direct_desk.seen(direct.officer)
    assert seen is not None
    assert (seen.name, seen.address, seen.officer_name) == ("contoh", direct.lapor.url, "Siti Rahmawati")
    assert (seen.kept_at, seen.tried_at, seen.problem) == (COUNTER_TIME, COUNTER_TIME, None)
    assert (seen.held, seen.waiting, seen.mapped[MapList.CLASSIFICATION]) == (1, 1, 2)
    assert "rahasia" not in repr(seen)


def test_a_refused_record_goes_again_once_it_was_corrected(direct: Direct) -> None:
    told = direct.file()
    direct.faulty("422")
    direct.sync()
    direct.clock.advance(days=1)
    assert direct.sync().forwarded == 0
    correct(direct, told.id, title="Antrean obat RSUD lama sekali")
    assert direct.sync().forwarded == 1
    assert direct.lapor.stored() == {told.number: 1}
    assert direct.tasks(told.id) == []


def test_who_hides_is_not_posted_while_the_text_says_who_it_is(direct: Direct) -> None:
    told = direct.file(identity="anonymous", text="Saya Budi Santoso menunggu obat lebih dari empat jam.")
    assert folded(direct, told.id).names_reporter  # so that a pusat that forwards holds it back as well
    direct.sync()
    assert direct.lapor.stored() == {}
    correct(direct, told.id, text="Saya menunggu obat lebih dari empat jam di apotek.")
    assert not folded(direct, told.id).names_reporter
    direct.sync()
    (case,) = direct.lapor.cases.values()
    assert case.body["is_anonymous"]


def folded(direct: Direct, id: ComplaintId) -> Record:
    """Give the record as its events tell it to the centre."""
    engine = direct.entrance._engine
    assert engine is not None
    with engine.connect() as connection:
        bodies = connection.execute(select(outbox.c.body).where(outbox.c.complaint_id == id).order_by(outbox.c.seq))
        return fold_frozen(bodies.scalars().all())


def test_what_happens_later_is_told_in_the_case_once(direct: Direct) -> None:
    told = direct.file()
    direct.sync()
    correct(direct, told.id, title="Antrean obat RSUD lama sekali")
    direct.sync()
    direct.sync()
    (case,) = direct.lapor.cases.values()
    assert [one["content"].startswith(f"[No. {told.number}] Perbaikan dari loket.") for one in case.said] == [True]


def test_an_addition_that_is_unclear_waits_for_a_person_too(direct: Direct) -> None:
    told = direct.file()
    direct.sync()
    correct(direct, told.id, title="Antrean obat RSUD lama sekali")
    direct.faulty("lost_answer", kind="follow_up")
    direct.sync()
    direct.clock.advance(days=1)
    direct.sync()
    (case,) = direct.lapor.cases.values()
    assert len(case.said) == 1
    direct.services.direct_desk.piece_there(direct.officer, told.id)
    direct.sync()
    assert len(case.said) == 1
    assert TaskKind.FORWARD_UNCLEAR not in direct.tasks()


def test_an_addition_that_was_refused_is_for_a_person_and_stops_nothing(direct: Direct) -> None:
    told = direct.file()
    direct.sync()
    correct(direct, told.id, title="Antrean obat RSUD lama sekali")
    direct.faulty("422", kind="follow_up")
    direct.sync()
    assert TaskKind.FOLLOW_UP_BY_HAND in direct.tasks(told.id)
    correct(direct, told.id, title="Antrean obat RSUD lama sekali sekali")
    direct.sync()
    (case,) = direct.lapor.cases.values()
    assert len(case.said) == 1


def test_files_added_once_it_is_there_are_a_persons_once_and_nothing_is_posted(direct: Direct) -> None:
    told = with_file(direct)
    direct.sync()
    assert TaskKind.FILES_BY_HAND not in direct.tasks(told.id)
    posted = [direct.lapor.calls[kind] for kind in ("files", "report", "follow_up")]
    for n in range(2):
        add(direct, told.id, f"foto {n}.pdf")
    for _ in range(2):
        direct.clock.advance(days=1)
        direct.sync()
    assert waiting(direct, told.id) == [("2", told.number)]
    add(direct, told.id, "foto 3.pdf")
    direct.sync()
    assert waiting(direct, told.id) == [("2", told.number), ("1", told.number)]
    assert [direct.lapor.calls[kind] for kind in ("files", "report", "follow_up")] == posted
    assert [case.said for case in direct.lapor.cases.values()] == [[]]


def waiting(direct: Direct, id: ComplaintId) -> list[tuple[str, str]]:
    """Give detail and number of the tasks to upload files by hand."""
    rows = direct.services.work_off_tasks.waiting(direct.officer)
    return sorted(
        ((one.detail, one.number) for one in rows if one.kind is TaskKind.FILES_BY_HAND and one.complaint_id == id),
        reverse=True,
    )


def add(direct: Direct, id: ComplaintId, name: str) -> None:
    """Attach one more file, each with other bytes, to a record."""
    sealed = direct.services.attach.seal(direct.officer, a_pdf() + name.encode(), name)
    direct.services.attach.to_case(direct.officer, id, sealed)


def test_hiding_late_is_an_incident_and_no_follow_up(direct: Direct) -> None:
    told = direct.file()
    direct.sync()
    correct(direct, told.id, identity="anonymous")
    direct.sync()
    assert TaskKind.LATE_HIDING in direct.tasks(told.id)
    assert next(iter(direct.lapor.cases.values())).said == []


def test_status_answers_and_returns_come_back_until_the_case_is_over(direct: Direct) -> None:
    told = direct.file()
    direct.sync()
    (case,) = direct.lapor.cases.values()
    case.said.append({"id": 5, "content": "Sudah kami tangani.", "institution_from_name": "Dinas Kesehatan"})
    case.status = "Bukan Kewenangan"
    direct.clock.advance(hours=4)
    direct.sync()
    view = direct.services.open_case(direct.officer, told.id)
    assert view.central_status == "Bukan Kewenangan"
    assert [one.text for one in view.central_answers] == ["Sudah kami tangani."]
    assert TaskKind.RETURNED in direct.tasks(told.id)
    kinds = [row.kind for row in direct.services.desk_status.rows(direct.officer)]
    assert sorted(kinds) == ["central_answer", "central_status", "complaint", "tracking"]
    case.status = "Selesai"
    direct.clock.advance(hours=4)
    direct.sync()
    looked = direct.lapor.calls["status"]
    direct.clock.advance(days=30)
    direct.sync()
    assert direct.lapor.calls["status"] == looked


def test_a_line_that_is_down_keeps_everything_and_asks_again_later(direct: Direct) -> None:
    told = direct.file()
    direct.lapor.close()
    assert direct.sync().lapor_problem == "server_absent"
    assert direct.standing() == {told.number: Standing.WAITING}
    direct.lapor = LaporStandIn().start()
    direct.set_up()
    direct.clock.advance(days=1)
    assert direct.sync().forwarded == 1


def test_a_life_that_was_lost_may_have_posted_so_a_person_looks_first(direct: Direct) -> None:
    before = direct.file(title="Sebelum")
    begin_anew(direct)
    direct.clock.advance(minutes=1)
    after = direct.file(title="Sesudah")
    direct.sync()
    assert direct.lapor.stored() == {after.number: 1}
    assert direct.standing()[before.number] is Standing.NEEDS_CHECK
    direct.services.direct_desk.not_there(direct.officer, before.id, "dicari di situs LAPOR!")
    direct.sync()
    assert direct.lapor.stored() == {before.number: 1, after.number: 1}


def test_a_record_of_a_lost_life_is_known_as_such_though_the_clock_was_ahead(direct: Direct) -> None:
    direct.clock.advance(days=1)
    before = direct.file()
    direct.clock.advance(days=-1)
    begin_anew(direct)
    direct.sync()
    assert direct.lapor.stored() == {}
    assert direct.standing()[before.number] is Standing.NEEDS_CHECK


def test_a_clock_that_fell_back_puts_nothing_off(direct: Direct) -> None:
    told = direct.file()
    direct.faulty("429")
    direct.clock.advance(days=365)
    direct.sync()
    assert direct.lapor.stored() == {}
    direct.clock.advance(days=-365)
    direct.sync()
    assert direct.lapor.stored() == {told.number: 1}


def test_what_is_there_is_not_handed_over_even_before_its_number_is_known(direct: Direct) -> None:
    told = direct.file()
    direct.sync()
    for to in (Forwarder.BY_HAND, Forwarder.PUSAT):
        with pytest.raises(UserProblem, match="forwarded_already"):
            direct.services.pass_forwarding(direct.officer, told.id, to)


def test_what_was_handed_to_the_copy_desk_is_not_posted(direct: Direct) -> None:
    told = direct.file()
    direct.services.pass_forwarding(direct.officer, told.id, Forwarder.BY_HAND)
    direct.sync()
    assert direct.lapor.stored() == {}
    direct.services.pass_forwarding(direct.officer, told.id, Forwarder.DESK)
    direct.sync()
    assert direct.lapor.stored() == {told.number: 1}


def test_a_correction_while_the_files_are_on_their_way_is_in_the_report(direct: Direct) -> None:
    told = with_file(direct)

    def corrected(kind: str, n: int) -> Fault | None:
        if kind == "files":
            correct(direct, told.id, title="Antrean obat RSUD lama sekali")
        return None

    direct.lapor.plan = corrected
    direct.sync()
    assert direct.lapor.stored() == {}
    direct.sync()
    (case,) = direct.lapor.cases.values()
    assert case.body["title"] == "Antrean obat RSUD lama sekali"
    assert case.said == []


def test_only_an_admin_keeps_the_access_and_the_keys_stand_nowhere_in_clear(direct: Direct) -> None:
    officer = another(direct.session, Role.OFFICER)
    files = profile_file(direct.folder, direct.lapor.url), secrets_file(direct.folder)
    for act in (lambda: direct.services.direct_desk.set_up(officer, *files),
                lambda: direct.services.direct_desk.forget(officer)):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()
    direct.entrance.rest()
    for file in (direct.folder / "desk").rglob("*"):
        assert not file.is_file() or b"rahasia-penghubung" not in file.read_bytes()


def test_without_access_nobody_makes_this_counter_the_forwarder(tmp_path: Path) -> None:
    entrance, session = open_desk(tmp_path)
    told = filed(entrance, session)
    with pytest.raises(UserProblem, match="direct_not_set_up"):
        session.services.manage_desk.settings(session.officer, forwarder=Forwarder.DESK)
    with pytest.raises(UserProblem, match="direct_not_set_up"):
        session.services.pass_forwarding(session.officer, told.id, Forwarder.DESK)
    entrance.close()


def test_a_dry_run_tells_what_would_be_posted_and_posts_nothing(direct: Direct) -> None:
    told, hiding = with_file(direct), direct.file(identity="anonymous", text="Saya Budi Santoso menunggu obat lama.")
    (_, to_lapor) = direct.services.what_would_leave(direct.officer)
    assert (to_lapor.target, to_lapor.address) == ("lapor", direct.lapor.url)
    assert [(one.number, one.kind, one.identity) for one in to_lapor.events] == [(told.number, "report", ())]
    assert [one.number for one in to_lapor.files] == [told.number]
    text = direct.services.what_would_leave.text(direct.officer, to_lapor.events[0].event_id)
    assert f"[No. {told.number}] Saya antre obat" in text
    assert "Budi" not in text
    assert direct.lapor.calls.total() == 0
    direct.sync()
    correct(direct, told.id, title="Antrean obat RSUD lama sekali")
    (_, later) = direct.services.what_would_leave(direct.officer)
    assert [(one.number, one.kind) for one in later.events] == [(told.number, "follow_up")]
    said = direct.services.what_would_leave.text(direct.officer, later.events[0].event_id)
    direct.sync()
    assert [case.said[0]["content"] for case in direct.lapor.cases.values()] == [said]
    assert direct.lapor.stored()[hiding.number] == 0


def with_file(direct: Direct) -> Recorded:
    draft = typed(direct.entrance)
    sealed = direct.services.attach.seal(direct.officer, a_pdf(), "surat.pdf")
    direct.services.attach(direct.officer, draft, sealed)
    return direct.services.register_complaint(direct.officer, draft)


def correct(direct: Direct, id: ComplaintId, **values: str) -> None:
    correcting = direct.services.correct_complaint
    shown = correcting.begin(direct.officer, id)
    correcting(direct.officer, id, values, "perbaikan isian", seen_version=shown.version)


def begin_anew(direct: Direct) -> None:
    from app.domain.incarnation import Reason
    from app.usecases.begin_incarnation import begin

    engine = direct.entrance._engine
    assert engine is not None
    direct.clock.advance(minutes=1)
    with UnitOfWork(engine) as unit:
        begin(unit, unit.staff.desk(), Reason.RESTORED, at=direct.clock())
        unit.commit()
    direct.services.manage_desk.refresh()
