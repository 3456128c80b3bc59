"""Who sees what: masks, reasons that are logged, secret reports that stay with who recorded them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.asking import AskedBy, Proof, StatusAsked, StatusNote
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.services import Recorded, Session
from db.audit import Audit
from tests.desk import another, filed, open_desk, typed

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def secret(desk: Desk) -> Recorded:
    return filed(*desk, secrecy="secret", title="Perlakuan kasar di bangsal", text="Adik saya dibentak perawat malam.")


def listen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Give a list that takes up act, subject and detail of what is logged from now on."""
    logged: list[tuple[str, str, str]] = []
    add = Audit.add

    def heard(self: Audit, *, act: str, subject: str, detail: str = "", **rest: Any) -> None:
        logged.append((act, subject, detail))
        add(self, act=act, subject=subject, detail=detail, **rest)

    monkeypatch.setattr(Audit, "add", heard)
    return logged


def test_identity_is_masked_until_somebody_gives_a_reason(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    view = session.services.open_case(session.officer, told.id)
    assert view.masked.name == "B••• S••••••"
    assert view.masked.nik == "6472 •••• •••• 0007"
    with pytest.raises(UserProblem, match="reason_missing"):
        session.services.open_case.identity(session.officer, told.id, " ok ")
    reporter = session.services.open_case.identity(session.officer, told.id, "menelepon balik pelapor")
    assert reporter.name == "Budi Santoso"
    facts = session.services.open_case(session.officer, told.id).facts
    assert [f.detail for f in facts if f.kind is FactKind.IDENTITY_SEEN] == ["menelepon balik pelapor"]


def test_nothing_of_an_anonymous_reporter_shows_in_list_search_or_case(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, identity="anonymous", name="Wayan Rahasia", phone="0899-1234-5678")
    find = session.services.find_complaints
    assert find(session.officer).rows[0].name == ""
    assert find(session.officer, "wayan").rows == ()
    assert find(session.officer, "0899").rows == ()
    assert find(session.officer, "6472031205900007").rows == ()
    assert session.services.open_case(session.officer, told.id).masked.name == ""


def test_a_secret_report_of_another_shows_number_and_status_only(desk: Desk) -> None:
    _, session = desk
    told = secret(desk)
    other = another(session, Role.OFFICER)
    row = session.services.find_complaints(other).rows[0]
    assert (row.number, row.title, row.name) == (told.number, "", "")
    assert session.services.find_complaints(other, "bangsal").rows == ()
    view = session.services.open_case(other, told.id)
    assert (view.hidden, view.may_open, view.title, view.text, dict(view.report)) == (True, False, "", "", {})
    assert view.masked.name == ""
    assert (view.facts, view.tracking_id, view.answer_due_on, view.close_due_on) == ((), None, None, None)
    with pytest.raises(NotAllowed):
        session.services.open_case.identity(other, told.id, "ingin tahu saja")
    with pytest.raises(NotAllowed):
        session.services.open_case.secret(other, told.id, "ingin tahu saja")


def test_a_supervisor_opens_a_secret_report_with_a_logged_reason(desk: Desk) -> None:
    _, session = desk
    told = secret(desk)
    supervisor = another(session, Role.SUPERVISOR)
    assert session.services.open_case(supervisor, told.id).may_open
    view = session.services.open_case.secret(supervisor, told.id, "penanganan oleh direktur")
    assert view.title == "Perlakuan kasar di bangsal"
    assert FactKind.SECRET_OPENED in {f.kind for f in view.facts}


def test_a_reason_stands_in_the_history_and_only_its_hash_in_the_log(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    logged = listen(monkeypatch)
    session.services.open_case.identity(session.officer, told.id, "Bu Siti 0812 minta kabar")
    assert logged == [("identity_seen", told.id, hashlib.sha256(b"Bu Siti 0812 minta kabar").hexdigest())]


def test_the_receipt_of_a_secret_report_is_for_its_officer_and_supervisors(desk: Desk) -> None:
    _, session = desk
    told, issue = secret(desk), session.services.issue_receipts
    other = another(session, Role.OFFICER)
    for refused in (
        lambda: issue.preview(other, told.id),
        lambda: issue.message(other, told.id),
        lambda: issue(other, [told.id], way="pdf"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert issue.queries.copies(told.id) == 0
    assert issue.message(session.officer, told.id).number == told.number
    supervisor = another(session, Role.SUPERVISOR, login="wati")
    assert issue(supervisor, [told.id], way="pdf").printings[0].number == told.number


def test_a_look_at_a_colleagues_receipt_is_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entrance, session = desk
    told, issue = filed(entrance, session), session.services.issue_receipts
    other = another(session, Role.OFFICER)
    logged = listen(monkeypatch)
    issue.preview(session.officer, told.id)
    assert logged == []
    issue.preview(other, told.id)
    issue.message(other, told.id)
    assert logged == [("receipt_seen", told.id, "")] * 2


def test_ones_own_secret_report_stays_readable(desk: Desk) -> None:
    _, session = desk
    view = session.services.open_case(session.officer, secret(desk).id)
    assert (view.hidden, view.title) == (False, "Perlakuan kasar di bangsal")


def test_nameless_keeps_nothing(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, identity="nameless")
    reporter = session.services.open_case.identity(session.officer, told.id, "memeriksa isian")
    assert (reporter.name, reporter.nik, reporter.phone, reporter.address) == (None, None, None, None)


def test_search_finds_by_number_name_title_text_phone_and_whole_nik(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    filed(entrance, session, name="Orang Lain", nik="", phone="0877-0000-1111", title="Lain", text="Isi lain sekali.")
    find = session.services.find_complaints
    for query in (told.number, told.number.lower(), "bud san", "antre", "a-114", "0812-5550-1234", "6472031205900007"):
        assert [r.number for r in find(session.officer, query).rows] == [told.number], query
    assert find(session.officer, "64720312").rows == ()


def test_a_changed_case_refuses_an_older_look(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    seen = session.services.open_case(session.officer, told.id).version
    enter = session.services.enter_tracking
    assert enter(session.officer, told.id, "#9104417", seen_version=seen) == "9104417"
    with pytest.raises(UserProblem, match="changed_meanwhile"):
        enter(session.officer, told.id, "9104418", seen_version=seen)
    assert session.services.open_case(session.officer, told.id).tracking_id == "9104417"
    with pytest.raises(UserProblem, match="tracking_shape"):
        enter(session.officer, told.id, "abc")


HALF_A_LETTER = "\ud800 menelepon balik"
"""What a clipboard may hold; no UTF-8 can carry it."""


def test_a_reason_with_half_a_letter_is_asked_for_again(desk: Desk) -> None:
    told = filed(*desk, secrecy="secret")
    with pytest.raises(UserProblem, match="reason_missing"):
        desk[1].services.open_case.identity(desk[1].officer, told.id, HALF_A_LETTER)
    with pytest.raises(UserProblem, match="reason_missing"):
        desk[1].services.open_case.secret(desk[1].officer, told.id, HALF_A_LETTER)


def test_half_a_letter_finds_nothing_and_stops_nothing(desk: Desk) -> None:
    filed(*desk)
    services, officer = desk[1].services, desk[1].officer
    assert services.find_complaints.by_number(officer, HALF_A_LETTER) is None
    for name in ("nik", "name", "phone", "area", "title", "place"):
        draft = typed(desk[0], **{name: HALF_A_LETTER})
        assert services.known_citizens(officer, draft).count == 1  # by what is typed beside it
        assert len(services.similar_complaints(officer, draft)) <= 1


def test_half_a_letter_is_no_status_code_and_no_note(desk: Desk) -> None:
    told = filed(*desk)
    ask, officer = desk[1].services.ask_status, desk[1].officer
    with pytest.raises(UserProblem, match="status_not_proven"):
        ask(officer, StatusAsked(number=told.number, code=HALF_A_LETTER))
    with pytest.raises(UserProblem, match="text_harmful"):
        ask.note(officer, told.id, StatusNote(by=AskedBy.PHONE, proof=Proof.CODE, note=HALF_A_LETTER))


def test_half_a_letter_in_a_list_that_was_changed_is_kept_as_it_is(desk: Desk) -> None:
    edit, officer = desk[1].services.edit_reference, desk[1].officer
    edit(officer, "agencies", "aws", {"phone": HALF_A_LETTER})
    assert edit.edits("agencies") == {"aws": {"phone": HALF_A_LETTER}}
