"""Meja salin: the oldest first, one forwarder and one try, what was broken off waits, identity on purpose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.complaint import Forwarder
from app.domain.copy_desk import CopyState
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId
from app.services import CopyDesk, Recorded, Session
from tests.builders import FixedClock
from tests.desk import another, filed, open_desk, reopen
from tests.ui.page_desk import COUNTER_TIME, at_clock

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(COUNTER_TIME)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    session.services.manage_desk.settings(session.officer, forwarder=Forwarder.BY_HAND)
    yield entrance, at_clock(session, clock)
    entrance.close()


def copies(desk: Desk) -> CopyDesk:
    return desk[1].services.copy_desk


def facts(desk: Desk, id: ComplaintId) -> list[tuple[FactKind, str]]:
    _, session = desk
    return [(fact.kind, fact.detail) for fact in session.services.open_case(session.officer, id).facts]


def states(desk: Desk) -> list[tuple[str, CopyState]]:
    return [(row.title, row.state) for row in copies(desk).queue(desk[1].officer).rows]


def test_a_new_record_waits_where_the_setting_says_and_an_old_one_stays(tmp_path: Path, clock: FixedClock) -> None:
    entrance, session = open_desk(tmp_path)
    filed(entrance, session, title="Sebelum setelan")
    session.services.manage_desk.settings(session.officer, forwarder=Forwarder.BY_HAND)
    filed(entrance, session, title="Sesudah setelan")
    desk = entrance, at_clock(session, clock)
    assert [title for title, _ in states(desk)] == ["Sesudah setelan"]
    assert session.services.desk_status(session.officer).to_copy == 1
    entrance.close()


def test_nobody_is_made_the_forwarder_by_setting_none(desk: Desk) -> None:
    _, session = desk
    with pytest.raises(UserProblem, match="forwarder_unknown"):
        session.services.manage_desk.settings(session.officer, forwarder=Forwarder.NONE)


def test_the_oldest_stands_first_and_the_skipped_last(desk: Desk) -> None:
    for title, received in (("Kedua", "20-11-2026 09.00"), ("Pertama", "19-11-2026 09.00"), ("Ketiga", "sekarang")):
        filed(*desk, title=title, received_at=received, backdate_reason="surat masuk kemarin")
    session = desk[1]
    first = copies(desk).queue(session.officer).rows[0]
    copies(desk).skip(session.officer, first.id, "situs LAPOR! lambat")
    assert states(desk) == [
        ("Kedua", CopyState.WAITING),
        ("Ketiga", CopyState.WAITING),
        ("Pertama", CopyState.SKIPPED),
    ]
    assert copies(desk).queue(session.officer).rows[-1].note == "situs LAPOR! lambat"
    assert facts(desk, first.id)[-1] == (FactKind.COPY_SKIPPED, "situs LAPOR! lambat")


def test_the_fields_stand_in_the_order_of_lapor_with_the_number_at_the_head_of_the_content(desk: Desk) -> None:
    told = filed(*desk, expectation="Kursi tunggu", event_on="21-11-2026")
    sheet = copies(desk).sheet(desk[1].officer, told.id)
    names = [field.name for field in sheet.fields]
    assert names == "classification title text event_on place agency category channel name phone address".split()
    said = {field.name: field.text for field in sheet.fields}
    assert said["text"].startswith(f"[No. {told.number}] Saya antre obat")
    assert said["text"].endswith("Harapan pelapor: Kursi tunggu")
    assert said["event_on"] == "21-11-2026"
    assert (said["name"], said["phone"]) == ("B••• S••••••", "0812-••••-1234")
    assert "Budi" not in "".join(said.values())
    assert (sheet.anonymous, sheet.secret, sheet.names_reporter) == (False, False, False)


@pytest.mark.parametrize(
    "values", [{"identity": "anonymous"}, {"identity": "nameless", "phone": "", "returns_to_desk": "ya"}]
)
def test_who_hides_has_no_fields_and_no_name_to_open(desk: Desk, values: dict[str, str]) -> None:
    told = filed(*desk, **values)
    officer = desk[1].officer
    sheet = copies(desk).sheet(officer, told.id)
    assert not any(field.identity for field in sheet.fields)
    assert sheet.anonymous
    assert copies(desk).identity(officer, told.id, "menyalin ke LAPOR!") == {}


def test_a_text_that_says_who_reported_is_pointed_out(desk: Desk) -> None:
    told = filed(*desk, identity="anonymous", text="Saya Budi Santoso menunggu obat lebih dari empat jam.")
    assert copies(desk).sheet(desk[1].officer, told.id).names_reporter


def test_the_identity_is_opened_with_a_reason_that_stays_and_without_the_nik(desk: Desk) -> None:
    told = filed(*desk)
    officer = desk[1].officer
    with pytest.raises(UserProblem, match="reason_missing"):
        copies(desk).identity(officer, told.id, " ")
    known = copies(desk).identity(officer, told.id, "menyalin ke LAPOR!")
    assert known["name"] == "Budi Santoso"
    assert "nik" not in known
    assert facts(desk, told.id)[-1] == (FactKind.IDENTITY_SEEN, "menyalin ke LAPOR!")


def test_the_tracking_id_ends_the_try_and_the_record_leaves_the_queue(desk: Desk) -> None:
    told = filed(*desk)
    session = desk[1]
    copies(desk).take(session.officer, told.id)
    copies(desk).take(session.officer, told.id)
    assert states(desk)[0][1] is CopyState.OPEN
    assert copies(desk).entered(session.officer, told.id, " #9104417 ") == "9104417"
    queue = copies(desk).queue(session.officer)
    assert (queue.rows, queue.done_today) == ((), 1)
    assert session.services.open_case(session.officer, told.id).tracking_id == "9104417"
    for act in (copies(desk).take, copies(desk).sheet):
        with pytest.raises(UserProblem, match="copy_has_number"):
            act(session.officer, told.id)


def test_the_number_of_another_record_is_named_and_stored_only_when_meant(desk: Desk) -> None:
    first, second = filed(*desk), filed(*desk, title="Pasar becek", name="Siti Aminah")
    officer = desk[1].officer
    copies(desk).entered(officer, first.id, "9104417")
    with pytest.raises(UserProblem, match="tracking_of_another") as caught:
        copies(desk).entered(officer, second.id, "9104417")
    assert caught.value.facts["number"] == first.number
    assert copies(desk).entered(officer, second.id, "9104417", same_number=True) == "9104417"


def test_a_try_that_was_broken_off_waits_for_a_person_and_nobody_begins_another(tmp_path: Path) -> None:
    entrance, session = open_desk(tmp_path)
    session.services.manage_desk.settings(session.officer, forwarder=Forwarder.BY_HAND)
    told = filed(entrance, session)
    session.services.copy_desk.take(session.officer, told.id)
    entrance.close()
    entrance, session = reopen(tmp_path)
    copy, officer = session.services.copy_desk, session.officer
    assert [row.state for row in copy.queue(officer).rows] == [CopyState.NEEDS_CHECK]
    for act in (lambda: copy.take(officer, told.id), lambda: copy.skip(officer, told.id, "coba lagi nanti")):
        with pytest.raises(UserProblem, match="attempt_open"):
            act()
    copy.not_there(officer, told.id, "dicari di LAPOR!, tidak ada")
    copy.take(officer, told.id)
    assert [row.state for row in copy.queue(officer).rows] == [CopyState.OPEN]
    entrance.close()


def test_a_colleague_does_not_go_on_with_what_another_copies(desk: Desk) -> None:
    told = filed(*desk)
    session = desk[1]
    colleague = another(session, Role.OFFICER)
    copies(desk).take(session.officer, told.id)
    sheet = copies(desk).sheet(colleague, told.id)
    assert (sheet.state, sheet.by) == (CopyState.NEEDS_CHECK, "Siti Rahmawati")
    with pytest.raises(UserProblem, match="attempt_open"):
        copies(desk).take(colleague, told.id)


def test_what_is_doubted_is_left_by_the_number_or_by_a_look(desk: Desk) -> None:
    first, second = filed(*desk), filed(*desk, title="Pasar becek", name="Siti Aminah")
    officer = desk[1].officer
    for told in (first, second):
        copies(desk).doubt(officer, told.id)
        assert facts(desk, told.id)[-1][0] is FactKind.COPY_DOUBTED
    copies(desk).entered(officer, first.id, "9104417")
    copies(desk).not_there(officer, second.id, "tidak ada di daftar LAPOR!")
    assert states(desk) == [("Pasar becek", CopyState.SKIPPED)]
    assert facts(desk, second.id)[-1] == (FactKind.COPY_ABSENT, "tidak ada di daftar LAPOR!")


def test_a_reason_that_names_the_reporter_is_not_kept(desk: Desk) -> None:
    told = filed(*desk)
    with pytest.raises(UserProblem, match="reason_names_reporter"):
        copies(desk).skip(desk[1].officer, told.id, "Budi belum membawa surat")


def test_somebody_elses_secret_is_a_number_until_a_supervisor_opens_it(desk: Desk) -> None:
    session = desk[1]
    told = filed(*desk, secrecy="secret", title="Pungutan di ruang operasi")
    officer, chief = another(session, Role.OFFICER), another(session, Role.SUPERVISOR, login="rini", pin="716204")
    (row,) = copies(desk).queue(officer).rows
    assert (row.title, row.hidden) == ("", True)
    sheet = copies(desk).sheet(officer, told.id)
    assert (sheet.fields, sheet.hidden, sheet.may_open) == ((), True, False)
    with pytest.raises(NotAllowed):
        copies(desk).take(officer, told.id)
    with pytest.raises(NotAllowed):
        copies(desk).open_secret(officer, told.id, "perlu disalin")
    opened = copies(desk).open_secret(chief, told.id, "perlu disalin")
    assert opened.fields[1].text == "Pungutan di ruang operasi"
    assert facts(desk, told.id)[-1] == (FactKind.SECRET_OPENED, "perlu disalin")


def test_what_another_forwards_cannot_be_copied(desk: Desk) -> None:
    session = desk[1]
    session.services.manage_desk.settings(session.officer, forwarder=Forwarder.PUSAT)
    told = filed(*desk)
    assert copies(desk).queue(session.officer).rows == ()
    with pytest.raises(UserProblem, match="copy_not_here"):
        copies(desk).take(session.officer, told.id)


def test_what_is_void_or_incomplete_does_not_wait(desk: Desk) -> None:
    session = desk[1]
    filed(*desk, complete_by="30-11-2026", missing_documents="foto")
    void: Recorded = filed(*desk, title="Tercatat dua kali", name="Siti Aminah")
    session.services.void_complaint(session.officer, void.id, "tercatat dua kali", seen_version=1)
    assert copies(desk).queue(session.officer).rows == ()
    assert session.services.desk_status(session.officer).to_copy == 0
