"""Complaints go in and come out the same; numbers rise without gaps; a change names the version it saw."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlcipher3.dbapi2 import IntegrityError

from app.domain.complaint import Complaint, Identity, Intake, Report, Reporter, Secrecy, Status
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId, OfficerId, new_id
from app.domain.person import person_key
from db.search import Queries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_complaint, a_report, a_reporter
from tests.database import record, recorded

FULL = a_complaint(
    intake=Intake(
        channel="letter.post",
        received_at=datetime(2026, 11, 20, 1, 30, 15, 250_000, tzinfo=UTC),
        notice="read",
        backdate_reason="Surat baru dibuka",
        queue_number="B-014",
        letter_number="005/XI/2026",
        letter_on=date(2026, 11, 18),
        slip_number="B-017",
    ),
    reporter=Reporter(
        identity=Identity.OPEN,
        kind="representative",
        nik="6472086505900003",
        name="Siti Aminah",
        phone="0812-5511-2345",
        email="siti@contoh.id",
        address="Jl. Pahlawan 3",
        area="64.72.08.1002",
        returns_to_desk=True,
        relation="family",
        represented="Ibu Aminah",
        guardian="Pak Aminah",
        sex="P",
        born_on=date(1990, 5, 25),
        occupation="Guru",
        disability="none",
        contact_way="phone",
        contact_time="pagi",
    ),
    report=Report(
        classification="complaint",
        title="ꦱꦸꦫꦠ꧀ 👩‍⚕️ =SUM(1)",
        text="Baris satu\nbaris dua\tđã — '); DROP TABLE complaints;--",
        category="kesehatan",
        agency="aws",
        event_on=date(2026, 11, 17),
        event_time="09.30",
        place="Apotek",
        place_area="64.72",
        coordinate="-0.49, 117.14",
        expectation="Loket ditambah",
        unit="Farmasi",
        reported_officer="petugas loket 2",
        earlier_number="1916449",
        value_rp=250_000,
        supervisory=True,
        priority="high",
        tags="obat, antrean",
        missing_documents="KTP",
    ),
    extra={"satisfaction": "4", "kunci": "nilai"},
    secrecy=Secrecy.SECRET,
    answer_due_on=date(2026, 11, 27),
    close_due_on=date(2026, 12, 11),
    status=Status.VERIFIED,
    tracking_id="1916449",
    status_code_hash="c" * 64,
    joins="AWS-A-26-000001-88",
    complete_by=date(2026, 12, 7),
)


def test_every_field_comes_back(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        record(unit, FULL)
        unit.commit()
    stored = Queries(engine).complaint(FULL.id)
    assert stored == replace(FULL, row=1)


def test_no_optional_field_of_the_full_example_is_empty() -> None:
    for part in (FULL.intake, FULL.reporter, FULL.report):
        assert all(getattr(part, name) not in (None, "", False) for name in part.__dataclass_fields__)


def test_a_nameless_reporter_comes_back_with_nothing(engine: Engine) -> None:
    stored = recorded(engine, identity=Identity.NAMELESS)
    assert stored.reporter == Reporter(identity=Identity.NAMELESS)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1, max_size=60), text=st.text(min_size=1, max_size=300), name=st.text(max_size=40))
def test_any_text_comes_back_unchanged(engine: Engine, title: str, text: str, name: str) -> None:
    told = (title.encode("utf-8", "ignore").decode(), text.encode("utf-8", "ignore").decode())
    stored = recorded(engine, title=told[0], text=told[1], name=name.encode("utf-8", "ignore").decode())
    assert (stored.report.title, stored.report.text) == told


def test_rows_rise_in_the_order_of_recording(engine: Engine) -> None:
    assert [recorded(engine).row for _ in range(3)] == [1, 2, 3]


def test_numbers_begin_at_one_in_each_series_and_year(engine: Engine) -> None:
    asked = [("A", 2026), ("A", 2026), ("B", 2026), ("A", 2027), ("A", 2026), ("A2", 2026)]
    with UnitOfWork(engine) as unit:
        assert [unit.complaints.next_running(series, year) for series, year in asked] == [1, 2, 1, 1, 3, 1]


def test_the_newest_moment_is_that_of_the_last_recorded(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        assert unit.complaints.newest_recorded_at() is None
    recorded(engine, recorded_at=NOON + timedelta(days=40))
    recorded(engine, recorded_at=NOON)
    with UnitOfWork(engine) as unit:
        assert unit.complaints.newest_recorded_at() == NOON


@pytest.mark.parametrize("same", ["id", "number"])
def test_an_id_or_a_number_is_used_once(engine: Engine, same: str) -> None:
    first = recorded(engine)
    with pytest.raises(IntegrityError):
        recorded(engine, **{same: getattr(first, same)})


def test_a_complaint_of_an_unknown_officer_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        recorded(engine, officer_id=new_id(NOON))


def test_a_tracking_id_raises_the_version(engine: Engine) -> None:
    complaint = recorded(engine)
    with UnitOfWork(engine) as unit:
        unit.complaints.enter_tracking(complaint.id, "1916449", seen_version=1)
        unit.commit()
    stored = Queries(engine).complaint(complaint.id)
    assert stored == replace(complaint, tracking_id="1916449", version=2)


def test_an_older_version_is_refused(engine: Engine) -> None:
    complaint = recorded(engine)
    with UnitOfWork(engine) as unit:
        unit.complaints.enter_tracking(complaint.id, "1", seen_version=1)
        unit.commit()
    with pytest.raises(UserProblem) as caught, UnitOfWork(engine) as unit:
        unit.complaints.enter_tracking(complaint.id, "2", seen_version=1)
    assert caught.value.code == "changed_meanwhile"


def test_an_unknown_complaint_is_said_to_be_unknown(engine: Engine) -> None:
    with pytest.raises(UserProblem) as caught, UnitOfWork(engine) as unit:
        unit.complaints.enter_tracking(ComplaintId(new_id(NOON)), "2", seen_version=1)
    assert caught.value.code == "complaint_unknown"


def test_history_stands_in_the_order_of_entry(engine: Engine) -> None:
    complaint = recorded(engine)
    note = CaseFact(
        complaint_id=complaint.id, at=NOON - timedelta(hours=1), kind=FactKind.NOTE, detail="menelepon pelapor"
    )
    with UnitOfWork(engine) as unit:
        unit.complaints.add_fact(note)
        unit.commit()
    told = Queries(engine).facts(complaint.id)
    assert [fact.kind for fact in told] == [FactKind.RECORDED, FactKind.NOTE]
    assert told[1] == note
    assert told[0].officer_id == OFFICER_ID


def test_the_same_entry_is_known_by_its_first_number(engine: Engine) -> None:
    first = recorded(engine, title="Sama")
    recorded(engine, title="Sama")
    with engine.connect() as connection:
        key = connection.exec_driver_sql("SELECT same_entry_key FROM complaints WHERE row = 1").scalar_one()
    with UnitOfWork(engine) as unit:
        assert unit.complaints.number_of_same_entry(key) == first.number
        assert unit.complaints.number_of_same_entry("0" * 64) is None


def test_what_a_person_brought_is_found_by_the_day_at_the_desk(engine: Engine) -> None:
    late_evening = datetime(2026, 11, 10, 17, 0, tzinfo=UTC)  # 11 November, 01.00 WITA
    mine = recorded(engine, received_at=late_evening, title="Pertama", text="Isi pertama yang panjang")
    recorded(engine, received_at=late_evening, nik="6472081505900001")
    newer = recorded(engine, received_at=late_evening + timedelta(days=3), title="Kedua")
    key = person_key(a_reporter())
    assert key
    with UnitOfWork(engine) as unit:
        found = unit.complaints.of_person(key, date(2026, 11, 11), date(2026, 11, 14), looker=OFFICER_ID)
        assert found == [
            (newer.number, "Kedua", a_report().text),
            (mine.number, "Pertama", "Isi pertama yang panjang"),
        ]
        assert unit.complaints.of_person(key, date(2026, 11, 9), date(2026, 11, 10), looker=OFFICER_ID) == []


def test_identity_stands_in_no_other_table(engine: Engine) -> None:
    complaint: Complaint = recorded(engine, name="Zulaikha Zahra", nik="6472086505900777", secrecy=Secrecy.SECRET)
    with UnitOfWork(engine) as unit:
        event = unit.outbox.last_event_of(complaint.id)
        assert event
        unit.outbox.keep_sealed(event, b"ciphertext")
        unit.commit()
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        telling = {
            name
            for name in names
            if any(
                "Zulaikha" in str(cell) or "6472086505900777" in str(cell)
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
                for cell in row
            )
        }
    assert telling == {"reporters"}


def test_a_secret_report_of_another_is_not_named_as_similar(engine: Engine) -> None:
    recorded(engine, secrecy=Secrecy.SECRET, received_at=NOON)
    key = person_key(a_reporter())
    assert key
    day = NOON.date()
    with UnitOfWork(engine) as unit:
        assert len(unit.complaints.of_person(key, day, day, looker=OFFICER_ID)) == 1
        assert unit.complaints.of_person(key, day, day, looker=OfficerId("somebody-else")) == []
