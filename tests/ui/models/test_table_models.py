"""The item models keep Qt's rules, say what screen readers tell, and never show what is hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.access import Role
from app.domain.centre import SyncRow
from app.domain.complaint import Identity, Secrecy, Status
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId, EventId, OfficerId
from app.domain.listing import ListPage, ListRow, PageEnd
from app.domain.outbox import Delivery
from tests.builders import an_officer
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.models.complaints_model import AGENCY, DELIVERY, MARK, NAME, NUMBER, RECEIVED, STATUS, TITLE, ComplaintsModel
from ui.models.facts_model import MOMENT, FactsModel
from ui.models.lines_model import LinesModel
from ui.models.officers_model import OfficersModel
from ui.models.sync_model import SyncModel
from ui.status_look import OF_DELIVERY, OF_STATUS
from ui.widgets.line_list import Line
from ui.widgets.rows_view import CELL


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


def a_row(row: int = 1, **values: object) -> ListRow:
    known: dict[str, object] = {
        "id": ComplaintId(f"c{row}"),
        "number": "AWS-A-26-001285-19",
        "received_at": COUNTER_TIME,
        "recorded_at": COUNTER_TIME,
        "title": "Antrean obat",
        "name": "B••• S••••••",
        "channel": "walk-in",
        "category": "kesehatan",
        "agency": "aws",
        "status": Status.RECORDED,
        "secrecy": Secrecy.PLAIN,
        "identity": Identity.OPEN,
        "answer_due_on": None,
        "delivery": Delivery.PENDING,
        "tracking_id": None,
        "recorded_by": OfficerId("o"),
    }
    return ListRow(row=row, **{**known, **values})  # type: ignore[arg-type]


def text(model: ComplaintsModel, row: int, column: int) -> str:
    return str(model.data(model.index(row, column)))


def test_the_list_keeps_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    model = ComplaintsModel(desk.ctx)
    model.show_page(ListPage(rows=(a_row(3), a_row(2)), after=PageEnd(2, 0)))
    qtmodeltester.check(model)
    model.add_page(ListPage(rows=(a_row(1),), after=None))
    qtmodeltester.check(model)
    model.mark(1)
    model.mark_all()
    model.show_page(ListPage(rows=(), after=None))
    qtmodeltester.check(model)


def test_a_row_is_told_in_words(desk: PageDesk) -> None:
    model = ComplaintsModel(desk.ctx)
    model.show_page(ListPage(rows=(a_row(), a_row(2, received_at=COUNTER_TIME - timedelta(days=3))), after=None))
    told = [text(model, 0, column) for column in (NUMBER, RECEIVED, TITLE, NAME, AGENCY, STATUS, DELIVERY)]
    assert told == [
        "AWS-A-26-001285-19", "09.41", "Antrean obat", "B••• S••••••", "RSUD AWS", "tercatat", "di PC ini",
    ]  # fmt: skip
    assert text(model, 1, RECEIVED) == "20-11-2026"


def test_a_hidden_row_says_secret_and_a_hidden_name_why(desk: PageDesk) -> None:
    model = ComplaintsModel(desk.ctx)
    hidden = a_row(title="", name="", secrecy=Secrecy.SECRET)
    anonymous = a_row(2, name="", identity=Identity.ANONYMOUS)
    model.show_page(ListPage(rows=(hidden, anonymous), after=None))
    assert text(model, 0, TITLE) == "rahasia"
    assert text(model, 0, NAME) == ""
    assert text(model, 1, NAME) == "anonim"


def test_the_tracking_id_stands_where_it_is_known(desk: PageDesk) -> None:
    model = ComplaintsModel(desk.ctx)
    model.show_page(ListPage(rows=(a_row(tracking_id="9104417"), a_row(2, delivery=None)), after=None))
    assert text(model, 0, DELIVERY) == "LAPOR! 9104417"
    assert text(model, 1, DELIVERY) == ""


def test_a_colleagues_case_names_its_counter_and_cannot_be_marked(desk: PageDesk) -> None:
    model = ComplaintsModel(desk.ctx)
    shared = a_row(2, name="", counter="B", identity=Identity.ANONYMOUS, delivery=None)
    model.show_page(ListPage(rows=(a_row(1), shared), after=None))
    assert text(model, 1, NAME) == "counter B"
    model.mark(1)
    assert model.marked() == ()
    model.mark_all()
    assert model.marked() == ("c1",)
    model.mark_all()
    assert model.marked() == ()


def test_marks_are_kept_over_searches_and_told(desk: PageDesk) -> None:
    model = ComplaintsModel(desk.ctx)
    model.show_page(ListPage(rows=(a_row(3), a_row(2)), after=None))
    model.mark(0)
    assert text(model, 0, MARK) == "marked"
    model.show_page(ListPage(rows=(a_row(1),), after=None))
    model.mark(0)
    assert model.marked() == ("c1", "c3")
    model.mark(0)
    assert model.marked() == ("c3",)
    model.unmark()
    assert model.marked() == ()


def test_every_status_and_delivery_has_a_look_and_a_word(desk: PageDesk) -> None:
    for status in Status:
        assert status in OF_STATUS
        assert desk.ctx.words.word("status", status.value) != status.value
    for delivery in Delivery:
        assert delivery in OF_DELIVERY
        for table in ("delivery", "delivery_short", "to_do"):
            assert desk.ctx.words.word(table, delivery.value) != delivery.value


def an_event(delivery: Delivery, number: int, **values: object) -> SyncRow:
    known: dict[str, object] = {
        "kind": "complaint", "title": "Lampu", "decided_at": None, "code": None, "field": None,
    }  # fmt: skip
    return SyncRow(
        event_id=EventId(f"e{number}"),
        number="AWS-A-26-001285-19",
        created_at=COUNTER_TIME - timedelta(days=number),
        delivery=delivery,
        **{**known, **values},  # type: ignore[arg-type]
    )


def test_the_outbox_keeps_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    model = SyncModel(desk.ctx)
    model.show_rows([an_event(delivery, n) for n, delivery in enumerate(Delivery)])
    qtmodeltester.check(model)
    assert model.rowCount() == len(Delivery) + 3
    for heading in model.headings():
        assert not model.flags(model.index(heading, 0)) & Qt.ItemFlag.ItemIsSelectable
    model.show_rows([])
    qtmodeltester.check(model)


def test_an_older_event_is_told_with_its_day(desk: PageDesk) -> None:
    model = SyncModel(desk.ctx)
    model.show_rows([an_event(Delivery.PENDING, 0), an_event(Delivery.PENDING, 2)])
    assert model.data(model.index(1, 0)) == "09.41"
    assert model.data(model.index(2, 0)) == "21-11-2026 09.41"


def a_fact(kind: FactKind, minutes: int = 0, detail: str = "", name: str = "Siti Rahmawati") -> CaseFact:
    at = COUNTER_TIME - timedelta(minutes=minutes)
    return CaseFact(complaint_id=ComplaintId("c"), at=at, kind=kind, officer_name=name, detail=detail)


def test_the_history_keeps_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    model = FactsModel(desk.ctx)
    model.show_facts([a_fact(kind, n, "x") for n, kind in enumerate(FactKind)])
    qtmodeltester.check(model)
    assert model.rowCount() == len(FactKind)


def test_every_kind_of_fact_has_words(desk: PageDesk) -> None:
    model = FactsModel(desk.ctx)
    for kind in FactKind:
        model.show_facts([a_fact(kind, detail="hash_mismatch")])
        moment = model.data(model.index(0), MOMENT)
        assert moment.what
        assert not moment.what.startswith(kind.value)


def test_the_newest_fact_stands_first_and_of_one_moment_the_last_written(desk: PageDesk) -> None:
    model = FactsModel(desk.ctx)
    model.show_facts(
        [
            a_fact(FactKind.RECORDED, 5),
            a_fact(FactKind.RECEIPT_PRINTED, 5),
            a_fact(FactKind.RECEIPT_PRINTED, 1, detail="2"),
            a_fact(FactKind.CENTRE_ACCEPTED, 0, name=""),
        ]
    )
    moments = [model.data(model.index(row), MOMENT) for row in range(4)]
    assert [moment.what for moment in moments] == [
        "Diterima server provinsi",
        "Tanda terima dicetak (copy 2)",
        "Tanda terima dicetak (original)",
        "Laporan dicatat",
    ]
    assert [moment.of_centre for moment in moments] == [True, False, False, False]
    assert moments[0].who == "provincial server"
    assert moments[0].when == "Today 09.41"


def test_days_of_other_years_are_told_with_their_year(desk: PageDesk) -> None:
    model = FactsModel(desk.ctx)
    old = replace(a_fact(FactKind.RECORDED), at=datetime(2025, 12, 30, 1, 0, tzinfo=UTC))
    model.show_facts([old, replace(old, at=COUNTER_TIME - timedelta(days=3))])
    assert [model.data(model.index(row), MOMENT).when for row in range(2)] == ["Jum 20-11 09.41", "30-12-2025 09.00"]


def test_officers_keep_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    model = OfficersModel(desk.ctx)
    model.show_officers([an_officer(role) for role in Role])
    qtmodeltester.check(model)
    assert [model.data(model.index(row, 1)) for row in range(len(Role))] == [
        desk.ctx.words.word("role", role.value) for role in Role
    ]
    assert model.data(model.index(0, 0), CELL).text == an_officer().full_name


def test_ready_lines_keep_the_rules_of_item_models(qtmodeltester, qapp) -> None:
    model = LinesModel()
    model.show_lines([Line(head="kiriman-1.loket", below="bagian 1", badge="ditolak"), Line(head="kiriman-2.loket")])
    qtmodeltester.check(model)
    assert model.data(model.index(0)) == "kiriman-1.loket · bagian 1 · ditolak"
    model.show_lines([])
    qtmodeltester.check(model)
