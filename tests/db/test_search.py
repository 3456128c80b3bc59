"""Lists and search: what is found, in which order, and above all what the looker does not get."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from app.domain.complaint import Complaint, Identity, Secrecy, Status
from app.domain.errors import StorageProblem
from app.domain.ids import OfficerId, new_id
from app.domain.listing import ListRow
from app.domain.outbox import Delivery
from db.search import Queries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_complaint
from tests.database import add_officer, record, recorded

STRANGER = OfficerId(new_id(NOON))
ANYBODY = [pytest.param(OFFICER_ID, id="recorder"), pytest.param(STRANGER, id="stranger")]


def found(engine: Engine, typed: str, *, looker: OfficerId = OFFICER_ID) -> list[str]:
    return [row.number for row in Queries(engine).search(looker, typed, after=None, limit=50).rows]


def only_row(engine: Engine, looker: OfficerId = OFFICER_ID) -> ListRow:
    (row,) = Queries(engine).newest(looker, after=None, limit=50).rows
    return row


def test_a_row_says_what_the_list_shows(engine: Engine) -> None:
    complaint = recorded(
        engine,
        received_at=NOON - timedelta(hours=2),
        title="Antrean obat",
        name="Siti Aminah",
        answer_due_on=date(2026, 11, 27),
        status=Status.VERIFIED,
        tracking_id="1916449",
    )
    assert only_row(engine) == ListRow(
        row=1,
        id=complaint.id,
        number=complaint.number,
        received_at=NOON - timedelta(hours=2),
        recorded_at=NOON,
        title="Antrean obat",
        name="S••• A•••••",
        channel="walk-in.counter",
        category="kesehatan",
        agency="aws",
        status=Status.VERIFIED,
        secrecy=Secrecy.PLAIN,
        identity=Identity.OPEN,
        answer_due_on=date(2026, 11, 27),
        delivery=Delivery.PENDING,
        tracking_id="1916449",
        recorded_by=OFFICER_ID,
    )


# ---- who sees what


@pytest.mark.parametrize("identity", [Identity.ANONYMOUS, Identity.NAMELESS])
@pytest.mark.parametrize("looker", ANYBODY)
def test_a_hidden_name_is_in_no_list(engine: Engine, identity: Identity, looker: OfficerId) -> None:
    recorded(engine, identity=identity)
    assert only_row(engine, looker).name == ""


def test_a_secret_report_shows_its_officer_the_title_and_others_nothing(engine: Engine) -> None:
    recorded(engine, secrecy=Secrecy.SECRET, title="Pungutan liar", name="Budi Santoso")
    mine, theirs = only_row(engine), only_row(engine, STRANGER)
    assert (mine.title, mine.name) == ("Pungutan liar", "B••• S••••••")
    assert (theirs.title, theirs.name) == ("", "")
    assert theirs.number == mine.number


def test_what_a_secret_report_is_about_does_not_leave_the_database(engine: Engine) -> None:
    recorded(engine, secrecy=Secrecy.SECRET, category="wbs", answer_due_on=date(2026, 11, 27), tracking_id="1916449")
    mine, theirs = only_row(engine), only_row(engine, STRANGER)
    assert (mine.channel, mine.category, mine.agency) == ("walk-in.counter", "wbs", "aws")
    assert (mine.answer_due_on, mine.tracking_id) == (date(2026, 11, 27), "1916449")
    assert (theirs.channel, theirs.category, theirs.agency) == ("", "", "")
    assert (theirs.answer_due_on, theirs.tracking_id) == (None, None)
    assert (theirs.received_at, theirs.status) == (mine.received_at, mine.status)


@pytest.mark.parametrize("looker", ANYBODY)
def test_the_words_of_a_secret_report_find_nothing(engine: Engine, looker: OfficerId) -> None:
    complaint = recorded(
        engine,
        secrecy=Secrecy.SECRET,
        title="Pungutan liar",
        text="Diminta uang di loket",
        name="Budi Santoso",
        phone="0811-222-333",
    )
    for typed in ("pungutan", "uang", "budi", "0811222333", "0811"):
        assert found(engine, typed, looker=looker) == []
    assert found(engine, complaint.number, looker=looker) == [complaint.number]


@pytest.mark.parametrize("looker", ANYBODY)
def test_an_anonymous_reporter_is_not_found_by_name_phone_or_nik(engine: Engine, looker: OfficerId) -> None:
    complaint = recorded(engine, identity=Identity.ANONYMOUS, name="Budi Santoso", phone="0811-222-333")
    for typed in ("budi", "0811222333", "6472086505900003"):
        assert found(engine, typed, looker=looker) == []
    assert found(engine, "antrean", looker=looker) == [complaint.number]


def test_a_nik_finds_plain_reports_and_ones_own_secret_ones(engine: Engine) -> None:
    colleague = add_officer(engine)
    plain = recorded(engine)
    own = recorded(engine, secrecy=Secrecy.SECRET)
    foreign = recorded(engine, secrecy=Secrecy.SECRET, officer_id=colleague.id)
    recorded(engine, nik="6472081505900001")
    assert found(engine, "6472 0865 0590 0003") == [own.number, plain.number]
    assert found(engine, "6472086505900003", looker=colleague.id) == [foreign.number, plain.number]
    assert found(engine, "6472086505900003", looker=STRANGER) == [plain.number]
    assert found(engine, "647208650590000") == []


# ---- what is found


@pytest.mark.parametrize(
    "typed",
    [
        "antre",
        "OBAT",
        "obat antrean",
        "lama ob",
        "apotek rawat",
        "siti am",
        "Áminah",
        "0812",
        "0812-5511",
        "08125511",
        "0812 5511 2345",
        "+62 812-5511",
        "628125511",
        "siti@con",
        "an",
    ],
)
def test_beginnings_of_words_find(engine: Engine, typed: str) -> None:
    complaint = recorded(engine, email="siti@contoh.id")
    recorded(engine, title="Lampu jalan padam", text="Gelap di simpang tiga", name="Joko", phone="0541-738118")
    assert found(engine, typed) == [complaint.number]


@pytest.mark.parametrize("typed", ["trean", "obat mahal", "8125511", "aminah joko"])
def test_what_is_not_there_or_not_a_beginning_finds_nothing(engine: Engine, typed: str) -> None:
    recorded(engine)
    assert found(engine, typed) == []


def test_a_number_is_found_however_it_is_typed(engine: Engine) -> None:
    for running in (1284, 1286, 128):
        recorded(engine, running=running, phone=None)
    wanted = recorded(engine, running=1285, phone=None).number
    check = wanted[-2:]
    whole = (wanted, wanted.lower(), f" {wanted} ", wanted.replace("-", " "), wanted.replace("-", ""))
    for typed in (*whole, "1285", "001285", f"001285-{check}", "AWS-A-26-001285", "26-001285"):
        assert found(engine, typed) == [wanted], typed


def test_the_agencys_own_letters_do_not_find_everything(engine: Engine) -> None:
    recorded(engine)
    about = recorded(engine, title="Parkir RSUD AWS penuh")
    assert found(engine, "aws") == [about.number]
    assert len(found(engine, "AWS-A-26")) == 2


def test_scripts_and_accents_are_found(engine: Engine) -> None:
    complaint = recorded(engine, title="Pelayanan đặc biệt", text="ꦥꦼꦭꦪꦤꦤ꧀ 工事 на дороге")
    for typed in ("đac", "đặc", "biet", "工事", "дорог"):
        assert found(engine, typed) == [complaint.number], typed


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=80))
def test_no_text_is_a_wrong_search(engine: Engine, typed: str) -> None:
    Queries(engine).search(OFFICER_ID, typed, after=None, limit=5)


# ---- pages


def all_pages(engine: Engine, typed: str | None, limit: int) -> Sequence[Sequence[int]]:
    queries, pages, after = Queries(engine), [], None
    while True:
        page = (
            queries.newest(OFFICER_ID, after=after, limit=limit)
            if typed is None
            else queries.search(OFFICER_ID, typed, after=after, limit=limit)
        )
        pages.append([row.row for row in page.rows])
        after = page.after
        if after is None:
            return pages


@pytest.mark.parametrize("typed", [None, "antrean", "6472086505900003"])
def test_pages_go_from_newest_to_oldest_without_gap_or_repeat(engine: Engine, typed: str | None) -> None:
    with UnitOfWork(engine) as unit:
        for _ in range(7):
            record(unit, a_complaint())
        unit.commit()
    assert all_pages(engine, typed, 3) == [[7, 6, 5], [4, 3, 2], [1]]
    assert all_pages(engine, typed, 7) == [[7, 6, 5, 4, 3, 2, 1]]
    assert all_pages(engine, typed, 100) == [[7, 6, 5, 4, 3, 2, 1]]


def test_what_comes_meanwhile_moves_no_page(engine: Engine) -> None:
    for _ in range(4):
        recorded(engine)
    queries = Queries(engine)
    first = queries.newest(OFFICER_ID, after=None, limit=2)
    recorded(engine)
    second = queries.newest(OFFICER_ID, after=first.after, limit=2)
    assert [row.row for row in (*first.rows, *second.rows)] == [4, 3, 2, 1]


def test_an_empty_desk_has_an_empty_list(engine: Engine) -> None:
    assert all_pages(engine, None, 10) == [[]]


# ---- single reads


def test_a_number_leads_to_its_complaint(engine: Engine) -> None:
    complaint = recorded(engine)
    assert Queries(engine).id_of_number(complaint.number) == complaint.id
    assert Queries(engine).id_of_number("AWS-A-26-999999-00") is None


def test_nothing_is_said_of_a_complaint_that_is_not_there(engine: Engine) -> None:
    queries, id = Queries(engine), a_complaint().id
    assert (queries.complaint(id), queries.facts(id), queries.delivery(id), queries.copies(id)) == (None, [], None, 0)


def test_the_years_count_leaves_out_void_numbers(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        for year, count in ((2025, 2), (2026, 5)):
            for _ in range(count):
                unit.complaints.next_running("A", year)
        unit.complaints.next_running("A2", 2026)
        unit.commit()
    with engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO number_marks VALUES ('A', 2026, 3, 'void', '2026-11-23T04:00:00.000000Z', ?)", (OFFICER_ID,)
        )
    queries = Queries(engine)
    assert [queries.recorded_in_year(year) for year in (2024, 2025, 2026)] == [0, 2, 5]


# ---- interrupting


def test_a_running_search_can_be_stopped_from_outside(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        for _ in range(50):
            record(unit, a_complaint())
        unit.commit()
    engine.dispose()
    queries = Queries(engine)
    # SQLite calls back after each step of a running statement: the moment at which another thread would come in.
    event.listen(engine, "connect", lambda driver, _: driver.set_progress_handler(lambda: bool(queries.interrupt()), 1))
    with pytest.raises(StorageProblem) as caught:
        queries.search(OFFICER_ID, "antrean", after=None, limit=50)
    assert caught.value.code == "query_interrupted"


def test_stopping_when_nothing_runs_does_nothing(engine: Engine) -> None:
    complaint: Complaint = recorded(engine)
    queries = Queries(engine)
    queries.interrupt()
    assert [row.number for row in queries.search(OFFICER_ID, "antrean", after=None, limit=5).rows] == [complaint.number]


def test_a_case_names_its_further_reports_but_none_that_was_made_void(engine: Engine) -> None:
    first = recorded(engine)
    further = [recorded(engine, joins=first.number).number for _ in range(3)]
    recorded(engine, joins=first.number, status=Status.VOID)
    assert Queries(engine).joined_by(first.number) == further
    assert Queries(engine).joined_by(further[0]) == []
