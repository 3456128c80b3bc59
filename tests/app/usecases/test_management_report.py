"""The journey of a report: who may, what it counts of a real desk, that making it is logged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed, StorageProblem
from app.domain.period import Period
from app.services import Session
from tests.desk import another, filed, open_desk

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def this_year(session: Session) -> Period:
    return Period.parse(str(session.services.report.clock().year))


def test_supervisors_and_auditors_make_reports_and_officers_are_told_whom_to_ask(desk: Desk) -> None:
    _, session = desk
    period = this_year(session)
    for n, role in enumerate((Role.SUPERVISOR, Role.COORDINATOR, Role.ADMIN, Role.AUDITOR)):
        somebody = another(session, role, login=f"dewi{n}")
        assert session.services.report.pdf(somebody, session.services.report(somebody, period)).startswith(b"%PDF")
    officer = another(session, Role.OFFICER, login="rina")
    report = session.services.report(session.officer, period)
    for act in (
        lambda: session.services.report(officer, period),
        lambda: session.services.report.pdf(officer, report),
        lambda: session.services.report.xlsx(officer, report),
    ):
        with pytest.raises(NotAllowed, match="report_not_allowed"):
            act()


def test_what_was_filed_is_counted_and_nobody_is_named(desk: Desk) -> None:
    entrance, session = desk
    filed(entrance, session, name="Budi Santoso")
    filed(entrance, session, name="Siti Aminah", secrecy="secret", title="Pungutan liar di kasir")
    wrong = filed(entrance, session, name="Andi Saputra", title="Salah ketik")
    session.services.void_complaint(session.officer, wrong.id, "tercatat dua kali", seen_version=1)
    report = session.services.report(session.officer, this_year(session))
    assert (report.received, report.own, report.void, report.open) == (2, 2, 1, 2)
    told = str(session.services.report.sheet(report, "id"))
    for name in ("Budi", "Siti Aminah", "Andi Saputra", "Pungutan", "6472031205900007", "0812"):
        assert name not in told


def test_making_a_paper_or_a_workbook_is_logged_and_looking_is_not(desk: Desk) -> None:
    _, session = desk
    report = session.services.report(session.officer, this_year(session))
    session.services.report.sheet(report, "en")
    session.services.report.pdf(session.officer, report)
    assert session.services.report.xlsx(session.officer, report).startswith(b"PK")
    with session.services.report.units() as unit:
        assert unit.audit.broken_at() is None
    logged = _logged(session)
    assert [row for row in logged if row[0] == "report_made"] == [
        ("report_made", str(report.period), "pdf"),
        ("report_made", str(report.period), "xlsx"),
    ]


def _logged(session: Session) -> list[tuple[str, str, str]]:
    from sqlalchemy import select

    from db.tables import audit

    with session.services.report.units() as unit:
        rows = unit.audit._connection.execute(select(audit.c.act, audit.c.subject, audit.c.detail).order_by(audit.c.n))
        return [tuple(row) for row in rows]


def test_a_reading_can_be_broken_off(desk: Desk) -> None:
    _, session = desk
    queries = session.services.report.queries
    with queries._reading() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("SELECT 1")
        session.services.report.interrupt()
    assert session.services.report(session.officer, this_year(session)).received == 0
    assert StorageProblem("query_interrupted").code == "query_interrupted"
