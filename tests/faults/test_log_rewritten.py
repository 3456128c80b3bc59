"""A log that was rewritten with a chain of its own shows: at the centre, in a check with it, and in one without it."""

from collections.abc import Generator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.anchor import LogForked
from app.domain.ids import OfficerId
from app.pusat.bodies import read_body
from db.audit import Audit
from db.pusat.records import DeviceRow
from db.pusat.store import open_store
from db.tables import audit
from db.tables_incarnations import anchor
from tests.faults.copies import Pc, forked_logs
from tests.faults.scene import ServerProcess, server_content


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pusat.db'}"


@pytest.fixture
def server(database: str, tmp_path: Path) -> Generator[ServerProcess, None, None]:
    with ServerProcess(database, tmp_path) as running:
        yield running


@pytest.fixture
def pc(tmp_path: Path, server: ServerProcess, database: str) -> Pc:
    """Give a counter whose log is anchored."""
    desk = Pc(tmp_path / "first", "mesin-1").set_up()
    desk.connect(f"http://127.0.0.1:{server.port}", database)
    desk.record(2)
    desk.settle()
    return desk


def rewrite(pc: Pc, *, taken: int | None = None, forget_anchor: bool = False) -> None:
    """Let another person have done the first acts, or take one out, and chain the whole log anew."""
    with pc.at_work() as (entrance, _):
        assert entrance._engine is not None
        with entrance._engine.execution_options(write=True).begin() as connection:
            rows = connection.execute(sa.select(audit).order_by(audit.c.n)).all()
            for trigger in ("audit_frozen", "audit_stays"):
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
            connection.execute(sa.delete(audit))
            log = Audit(connection)
            for row in rows:
                if row.n != taken:
                    who = OfficerId("x") if row.n == 2 and taken is None else row.officer_id
                    log.add(at=row.at, officer_id=who, act=row.act, subject=row.subject, detail=row.detail)
            if forget_anchor:
                connection.execute(sa.delete(anchor))


def device(database: str) -> DeviceRow:
    store = open_store(database, read_body, must_exist=True)
    try:
        return store.devices.rows()[0]
    finally:
        store.close()


def news(pc: Pc) -> list[object]:
    """Give what officers were told at the beginning of a day."""
    with pc.at_work():
        pass
    return list(pc.told)


def test_an_honest_desk_is_anchored_and_never_alarmed(pc: Pc, tmp_path: Path, database: str) -> None:
    pc.back_up(tmp_path / "cadangan.loket")
    pc.record(1)
    pc.settle()
    again = pc.restored_on(tmp_path / "cadangan.loket", tmp_path / "second", "mesin-2")
    again.record(1)
    again.settle()
    with again.at_work() as (_, session):
        verified = session.services.verify_desk(session.officer)
    assert verified.findings == ()
    assert verified.anchor is not None and verified.anchor.n > 3 and verified.anchor.at is not None
    assert (device(database).alarms, forked_logs(database)) == (0, [])


@pytest.mark.parametrize("change", [{}, {"taken": 2}, {"forget_anchor": True}])
def test_a_rewritten_log_is_found_and_no_complaint_is_lost(
    pc: Pc, database: str, change: dict[str, int | bool]
) -> None:
    rewrite(pc, **change)  # type: ignore[arg-type]
    pc.record(1)
    pc.settle()
    assert device(database).alarms == 1
    pc.record(1)
    pc.settle()
    assert (device(database).alarms, len(server_content(database))) == (1, 4)
    assert news(pc).count(LogForked()) == 1
    assert set(pc.findings()) <= {"audit_rewritten", "audit_forked"}
    assert pc.findings() != []


def test_a_rewritten_log_is_found_without_the_centre(pc: Pc, server: ServerProcess) -> None:
    server.stop()
    assert pc.findings() == []
    rewrite(pc)
    assert pc.findings() == ["audit_rewritten"]
