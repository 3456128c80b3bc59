"""Sending a person on: contacts as the desk knows them, a slip, a line in the log, and nothing about the person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed, UserProblem
from app.services import ReferElsewhere, Session
from db.tables import audit
from tests.desk import another, open_desk
from tests.receipts import words_of

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def acts(session: Session) -> list[tuple[str, str, str]]:
    engine = session.services.open_case.queries._engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        return [
            (row.act, row.subject, row.detail) for row in connection.execute(select(audit)) if "referral" in row.act
        ]


def refer(session: Session) -> ReferElsewhere:
    return session.services.refer_elsewhere


def test_the_slip_says_where_to_go_and_what_to_bring_under_our_letterhead(desk: Desk) -> None:
    _, session = desk
    slip = refer(session)(session.officer, ("sapa-129", "polisi-110"), ("family-card",), way="print")
    text = words_of(slip.pdf)
    for said in ("SAPA", "129", "Kepolisian terdekat", "110", "Kartu keluarga (KK)", "(0541) 000-000", "RSUD"):
        assert said in text
    assert acts(session) == [("referral_print", "sapa-129", "sapa-129,polisi-110")]


def test_a_preview_is_the_same_paper_and_leaves_no_line(desk: Desk) -> None:
    _, session = desk
    assert (
        words_of(refer(session).preview(session.officer, ("pln",)))[:40]
        == words_of(refer(session)(session.officer, ("pln",), way="pdf").pdf)[:40]
    )
    assert [act for act, _, _ in acts(session)] == ["referral_pdf"]


def test_a_printer_that_failed_is_told(desk: Desk) -> None:
    _, session = desk
    slip = refer(session)(session.officer, ("pln",), way="print")
    refer(session).failed(session.officer, slip)
    assert [act for act, _, _ in acts(session)] == ["referral_print", "referral_failed"]


def test_nowhere_is_a_sentence_and_prints_nothing(desk: Desk) -> None:
    _, session = desk
    for nowhere in ((), ("nonsense",), ("unknown",)):
        with pytest.raises(UserProblem, match="referral_nowhere"):
            refer(session)(session.officer, nowhere, way="print")
    assert acts(session) == []


def test_an_auditor_sees_contacts_and_prints_no_slip(desk: Desk) -> None:
    _, session = desk
    auditor = another(session, Role.AUDITOR)
    assert refer(session).contacts(auditor)["kpk"].phone == "198"
    with pytest.raises(NotAllowed):
        refer(session)(auditor, ("kpk",), way="print")


def test_a_corrected_contact_stands_on_the_next_slip(desk: Desk) -> None:
    _, session = desk
    edited = replace(refer(session), edits=lambda: {"pln": {"address": "Jl. Gajah Mada No. 1", "phone": "123"}})
    assert "Gajah Mada" in words_of(edited.preview(session.officer, ("pln",)))
