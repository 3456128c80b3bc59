"""The tables of a report as item models: whole, right-aligned, with what goes first where there is no room."""

import pytest
from PySide6.QtCore import Qt

from tests.reports import a_whole_report, in_words
from ui.models.report_model import ReportModel, ReportTables
from ui.widgets.line_list import LINE
from ui.widgets.rows_view import CELL


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-11"])
def test_every_table_keeps_the_rules_of_item_models(qtmodeltester, qapp, period: str) -> None:
    sheet = in_words(a_whole_report(period))
    tables, model = ReportTables(), ReportModel("id")
    qtmodeltester.check(model)
    tables.show_sheet(sheet)
    qtmodeltester.check(tables)
    for table in sheet.tables:
        model.show_table(table)
        qtmodeltester.check(model)
        assert len(model.widths()) == model.columnCount()


def test_figures_stand_at_the_right_below_their_heads_and_the_total_is_bold(qapp) -> None:
    model = ReportModel("id")
    model.show_table(in_words(a_whole_report("2026", each=500)).table("channel"))
    last = model.rowCount() - 1
    label, total = model.index(last, 0).data(CELL), model.index(last, model.columnCount() - 1).data(CELL)
    assert (label.text, label.bold, label.right) == ("Jumlah", True, False)
    assert (total.text, total.bold, total.right) == ("18.000", True, True)
    right = model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Kanal"


def test_months_go_first_where_there_is_no_room_and_sums_stay(qapp) -> None:
    model = ReportModel("id")
    model.show_table(in_words(a_whole_report("2026")).table("status"))
    assert model.may_go() == tuple(range(1, 13))
    model.show_table(in_words(a_whole_report("2026")).table("clocks"))
    assert model.may_go() == ()


def test_the_list_tells_the_most_frequent_row_and_finds_a_table_again(qapp) -> None:
    tables = ReportTables()
    assert (tables.rowCount(), tables.table(0), tables.place_of("channel")) == (0, None, 0)
    tables.show_sheet(in_words(a_whole_report()))
    line = tables.index(tables.place_of("deliveries"), 0).data(LINE)
    assert (line.head, line.below) == ("Sampai di server provinsi", "dipastikan pusat")
    assert tables.place_of("never") == 0
    empty = in_words(a_whole_report("2026-02", cells=(), times=()))
    tables.show_sheet(empty)
    assert tables.index(tables.place_of("channel"), 0).data(LINE).below == ""
