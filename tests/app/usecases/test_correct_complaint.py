"""Corrections: a new fact with a reason, the old words readable, identity sealed, nothing overwritten unseen."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.complaint import Identity
from app.domain.errors import DraftRefused, NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId
from app.domain.outbox import EventKind, commitment
from app.services import Recorded, Session
from db.tables import audit, case_facts, corrections, outbox
from tests.desk import another, filed, open_desk, typed

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def rows(session: Session, table: Any, *columns: Any) -> list[Any]:
    engine = session.services.open_case.queries._engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        return list(connection.execute(select(*(columns or table.c))))


def corrected(session: Session, told: Recorded, reason: str = "salah ketik judul", **changed: str) -> Any:
    services, officer = session.services, session.officer
    version = services.correct_complaint.begin(officer, told.id).version
    return services.correct_complaint(officer, told.id, changed, reason, seen_version=version)


def last_event(session: Session) -> Any:
    return rows(session, outbox)[-1]


def test_a_correction_changes_the_record_and_keeps_what_stood_there(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, title="Antrean obt")
    done = corrected(session, told, title="Antrean obat", place="Apotek B")
    assert done.fields == ("title", "place")
    view = session.services.open_case(session.officer, told.id)
    assert (view.title, view.report["place"], view.version) == ("Antrean obat", "Apotek B", 2)
    assert [(c.field, c.before, c.after) for c in rows(session, corrections)] == [
        ("title", "Antrean obt", "Antrean obat"),
        ("place", "Apotek rawat jalan", "Apotek B"),
    ]
    fact = view.facts[-1]
    assert (fact.kind, fact.detail, fact.officer_name) == (FactKind.CORRECTED, "salah ketik judul", "Siti Rahmawati")
    find = session.services.find_complaints
    assert find(session.officer, "obt").rows == ()
    assert [row.number for row in find(session.officer, "antrean obat").rows] == [told.number]
    assert not session.services.verify_desk(session.officer).findings


def test_the_event_of_a_correction_follows_and_holds_no_identity(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    session.services.open_case.identity(session.officer, told.id, "memperbaiki nama")
    corrected(session, told, "salah ketik isian", title="Antrean obat dan kasir", name="Badu Santosa")
    first, event = rows(session, outbox)
    assert (event.kind, event.follows) == (EventKind.CORRECTION, first.id)
    body = json.loads(event.body)
    assert body["changed"] == [
        {"field": "title", "before": "Antrean obat RSUD lebih dari empat jam", "after": "Antrean obat dan kasir"}
    ]
    assert body["identity_fields"] == ["name"]
    assert body["identity_commitment"] == commitment(event.identity)
    assert (body["version"], body["reason"], body["identity"]) == (2, "salah ketik isian", "open")
    assert b"Badu" not in event.body
    assert b"Budi" not in event.body
    assert json.loads(event.identity)["name"] == "Badu Santosa"
    told_aloud = [row.detail for row in (*rows(session, case_facts), *rows(session, audit))]
    assert not any("Badu" in detail or "Budi" in detail for detail in told_aloud)


def test_identity_needs_the_logged_look_first(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    with pytest.raises(UserProblem, match="identity_not_opened"):
        corrected(session, told, name="Badu Santosa")
    other = another(session, Role.OFFICER)
    session.services.open_case.identity(other, told.id, "orang lain yang melihat")
    with pytest.raises(UserProblem, match="identity_not_opened"):
        corrected(session, told, name="Badu Santosa")
    assert "name" not in session.services.correct_complaint.begin(session.officer, told.id).values


def test_a_new_nik_brings_its_own_sex_and_birth_date_and_its_own_place_among_persons(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    session.services.open_case.identity(session.officer, told.id, "memperbaiki NIK")
    done = corrected(session, told, nik="6472086505900003")
    assert done.fields == ("nik", "sex", "born_on")
    find = session.services.find_complaints
    assert find(session.officer, "6472031205900007").rows == ()
    assert [row.number for row in find(session.officer, "6472086505900003").rows] == [told.number]


def test_a_reason_may_not_name_the_reporter(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    for reason in ("nama Budi salah", "hp 0812-5550-1234 keliru", "atas permintaan santoso"):
        with pytest.raises(UserProblem, match="reason_names_reporter"):
            corrected(session, told, reason, title="Antrean obat")
    with pytest.raises(UserProblem, match="reason_missing"):
        corrected(session, told, " ok ", title="Antrean obat")


def test_nothing_changed_is_no_correction(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    with pytest.raises(UserProblem, match="nothing_corrected"):
        corrected(session, told, title="Antrean obat RSUD lebih dari empat jam")
    with pytest.raises(UserProblem, match="nothing_corrected"):
        corrected(session, told, answer="Jawaban bukan perbaikan")


def test_an_older_look_is_refused(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    seen = session.services.correct_complaint.begin(session.officer, told.id).version
    session.services.enter_tracking(session.officer, told.id, "9104417")
    with pytest.raises(UserProblem, match="changed_meanwhile"):
        session.services.correct_complaint(
            session.officer, told.id, {"title": "Lain sekali"}, "salah ketik", seen_version=seen
        )
    assert session.services.open_case(session.officer, told.id).title.startswith("Antrean")


def test_problems_stand_at_the_corrected_fields_only(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    with pytest.raises(DraftRefused) as refused:
        corrected(session, told, title="", event_on="31-02-2026")
    assert [(p.field, p.code) for p in refused.value.problems] == [
        ("title", "field_required"),
        ("event_on", "date_wrong"),
    ]


def test_due_days_move_with_the_class_and_the_move_is_on_record(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    done = corrected(session, told, "ternyata minta informasi", classification="information")
    assert done.fields[0] == "classification"
    assert "close_due_on" in done.fields
    view = session.services.open_case(session.officer, told.id)
    moved = {c.field: c.after for c in rows(session, corrections)}
    assert view.close_due_on is not None
    assert moved["close_due_on"] == view.close_due_on.isoformat()


def test_hiding_a_name_before_it_was_sent_keeps_it_from_ever_leaving(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    assert rows(session, outbox)[0].identity is not None
    done = corrected(session, told, "pelapor minta disembunyikan", identity="anonymous")
    assert (done.hidden_late, done.forwarded) == (True, False)
    first, event = rows(session, outbox)
    assert (first.identity, first.sealed, event.identity) == (None, b"", None)
    assert session.services.find_complaints(session.officer, "budi").rows == ()
    assert session.services.find_complaints(session.officer, "6472031205900007").rows == ()
    view = session.services.open_case(session.officer, told.id)
    assert (view.identity, view.masked.name) == (Identity.ANONYMOUS, "")
    assert json.loads(event.body)["changed"] == [{"field": "identity", "before": "open", "after": "anonymous"}]


def test_hiding_what_was_sent_says_that_it_cannot_be_taken_back(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    with session.services.void_complaint.units() as unit:
        unit.outbox.set_aside(rows(session, outbox)[0].id, code="server_error", at=told.recorded_at)
        unit.commit()
    done = corrected(session, told, "minta dirahasiakan", secrecy="secret")
    assert (done.hidden_late, done.forwarded) == (True, True)
    assert session.services.open_case(session.officer, told.id).facts[-1].kind is FactKind.HIDDEN_LATE
    assert session.services.find_complaints(session.officer, "antrean").rows == ()
    other = another(session, Role.OFFICER)
    assert session.services.open_case(other, told.id).hidden


def test_a_recorded_name_cannot_be_made_never_recorded(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    with pytest.raises(UserProblem, match="nameless_too_late"):
        corrected(session, told, "minta tanpa nama", identity="nameless")
    nameless = filed(entrance, session, identity="nameless")
    done = corrected(session, nameless, "bersedia disebut", identity="open", name="Wayan Sudra", phone="081255501234")
    assert set(done.fields) == {"identity", "name", "phone"}


def test_a_secret_report_is_corrected_by_its_officer_and_by_a_supervisor_who_is_logged(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, secrecy="secret")
    other, supervisor = another(session, Role.OFFICER), another(session, Role.SUPERVISOR, login="wati")
    with pytest.raises(NotAllowed):
        session.services.correct_complaint.begin(other, told.id)
    auditor = another(session, Role.AUDITOR, login="auditor")
    with pytest.raises(NotAllowed):
        session.services.correct_complaint.begin(auditor, told.id)
    session.services.correct_complaint.begin(supervisor, told.id)
    assert rows(session, audit)[-1].act == "secret_opened"


def test_a_record_that_the_rules_of_today_would_refuse_can_still_be_corrected(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    engine = session.services.open_case.queries._engine  # type: ignore[attr-defined]
    with engine.execution_options(write=True).connect() as connection:
        connection.exec_driver_sql("UPDATE complaints SET category = 'kategori-lama'")
        connection.commit()
    assert corrected(session, told, title="Antrean obat").fields == ("title",)
    with pytest.raises(DraftRefused):
        corrected(session, told, category="kategori-lama-juga")


def test_a_case_that_is_not_here_is_a_sentence(desk: Desk) -> None:
    _, session = desk
    with pytest.raises(UserProblem, match="complaint_unknown"):
        session.services.correct_complaint.begin(session.officer, ComplaintId("0"))


def test_read_back_as_typed_a_record_does_not_change(desk: Desk) -> None:
    entrance, session = desk
    draft = typed(entrance, event_on="1-11-2026", event_time="8.30", value_rp="Rp1.500.000", supervisory="ya")
    told = session.services.register_complaint(session.officer, draft)
    begun = session.services.correct_complaint.begin(session.officer, told.id)
    with pytest.raises(UserProblem, match="nothing_corrected"):
        session.services.correct_complaint(
            session.officer, told.id, begun.values, "tidak ada yang salah", seen_version=begun.version
        )


def test_the_history_shows_what_stood_there_and_masks_identity(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, event_on="1-11-2026")
    session.services.open_case.identity(session.officer, told.id, "memperbaiki nama")
    corrected(session, told, "salah ketik", name="Badu Santosa", address="Jl. Lain", event_on="2-11-2026")
    lines = session.services.open_case(session.officer, told.id).corrections
    assert [(line.field, line.before) for line in lines] == [
        ("name", "B••• S••••••"),
        ("address", "•••"),
        ("event_on", "01-11-2026"),
    ]
    corrected(session, told, "minta disembunyikan", identity="anonymous")
    lines = session.services.open_case(session.officer, told.id).corrections
    assert [line.before for line in lines] == ["•••", "•••", "01-11-2026", "Terbuka"]
    other = another(session, Role.OFFICER)
    corrected(session, told, "minta dirahasiakan", secrecy="secret")
    assert session.services.open_case(other, told.id).corrections == ()


def test_a_receipt_says_that_the_record_was_corrected(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    issue = session.services.issue_receipts
    assert issue.message(session.officer, told.id).corrected_on is None
    corrected(session, told, title="Antrean obat")
    receipt = issue.message(session.officer, told.id)
    assert receipt.corrected_on is not None
    assert (receipt.title, receipt.voided_on) == ("Antrean obat", None)
