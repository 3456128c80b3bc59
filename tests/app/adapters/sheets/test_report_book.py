"""The report as a workbook: a sheet for each table, figures that can be summed, nothing that can act."""

import io
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from app.adapters.sheets.report_book import report_book
from tests.builders import a_desk
from tests.reports import a_whole_report, in_words


def read(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-11"])
def test_every_table_is_a_sheet_with_figures_as_figures(period: str) -> None:
    sheet = in_words(a_whole_report(period))
    found = read(report_book(sheet))
    assert next(iter(found)) == "Ringkasan"
    assert len(found) == len(sheet.tables) + 1
    for table, rows in zip(sheet.tables, list(found.values())[1:], strict=True):
        assert rows[0] == [table.head, *(column.title for column in table.columns)]
        for line, row in zip(table.lines, rows[1:], strict=False):
            assert row[0] == line.label
            known = [pytest.approx(value) if value is not None else "" for value in line.values]
            assert list(row[1:]) == known


def test_the_summary_says_what_and_as_of_when() -> None:
    told = [str(cell) for row in read(report_book(in_words(a_whole_report())))["Ringkasan"] for cell in row if cell]
    assert told[:2] == ["Laporan Pengelolaan Pengaduan", "Triwulan IV 2026"]
    assert any("loket lain menurut pusat" in text for text in told)
    assert any(text.startswith("Laporan rahasia ikut") for text in told)


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x")', "@SUM(1)", "+1", "-1", "http://contoh.go.id", "&A&P"])
def test_no_text_becomes_a_formula_or_a_link(evil: str) -> None:
    sheet = in_words(a_whole_report(desk=a_desk(agency_name=evil)))
    table = sheet.table("channel")
    lines = (replace(table.lines[0], label=evil), *table.lines[1:])
    content = report_book(replace(sheet, tables=(replace(table, lines=lines, note=evil),), subtitle=evil))
    assert read(content)["Kanal"][1][0] == evil
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = {name: parts.read(name) for name in parts.namelist()}
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in inside.values())


def test_titles_that_a_sheet_cannot_bear_are_made_fit_and_stay_apart() -> None:
    sheet = in_words(a_whole_report())
    table = sheet.table("channel")
    names = ["a/b:c?*[x]\\", "a b c", "x" * 60, "x" * 70, "'"]
    content = report_book(replace(sheet, tables=tuple(replace(table, title=name) for name in names)))
    found = list(read(content))
    assert len({name.casefold() for name in found}) == 6
    assert all(len(name) <= 31 for name in found)
