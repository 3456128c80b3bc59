"""Registers from real workbooks: hidden sheets, merged cells, formulas, dates, lost digits, and files like bombs."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.adapters.sheets.register_file import RegisterFile
from app.domain.errors import UserProblem

_ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="S">{}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
_SAID = '<table:table-cell{} office:value-type="string"><text:p>Judul</text:p></table:table-cell>'


def rows_of(book: Workbook, folder: Path) -> list[tuple[str, ...]]:
    book.save(folder / "r.xlsx")
    return [tuple(row) for row in RegisterFile().read(folder / "r.xlsx").rows]


def ods(folder: Path, rows: str) -> Path:
    file = folder / "r.ods"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        made.writestr("content.xml", _ODS.format(rows))
    return file


def code_of(file: Path) -> str:
    with pytest.raises(UserProblem) as caught:
        RegisterFile().read(file)
    return caught.value.code


def test_the_first_sheet_that_is_shown_and_says_anything_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Lama"
    first.append(["rahasia"])
    first.sheet_state = "hidden"
    book.create_sheet("Kosong")
    book.create_sheet("2026").append(["Judul"])
    book.create_sheet("2025").append(["Judul"])
    book.save(tmp_path / "r.xlsx")
    sheet = RegisterFile().read(tmp_path / "r.xlsx")
    assert [list(row) for row in sheet.rows] == [["Judul"]]
    assert sheet.name == "r.xlsx"
    assert sheet.skipped == ("Kosong", "2025", "Lama")


def test_a_workbook_with_nothing_in_it_is_a_sentence(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "r.xlsx")
    assert code_of(tmp_path / "r.xlsx") == "sheet_unreadable"


def test_merged_cells_speak_once_dates_are_days_and_an_uncounted_formula_is_empty(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tanggal", "Judul", "Isi"])
    sheet.append([datetime(2026, 11, 3), "Lampu", "=A1"])
    sheet.append([None, "Air", 46328])
    sheet.merge_cells("A2:A3")
    assert rows_of(book, tmp_path) == [
        ("Tanggal", "Judul", "Isi"),
        ("03/11/2026", "Lampu", ""),
        ("", "Air", "46328"),
    ]


@pytest.mark.parametrize("number", [6472031205900007, 6472031205900000, 6.47203120590001e15, 6.47e15])
def test_a_number_of_sixteen_digits_shows_that_digits_are_lost(tmp_path: Path, number: float) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["NIK"])
    sheet.append([number])
    assert "e+15" in rows_of(book, tmp_path)[1][0]
    said = f'<table:table-row><table:table-cell office:value-type="float" office:value="{number}"/></table:table-row>'
    (shown,) = RegisterFile().read(ods(tmp_path, said)).rows
    assert "e+15" in shown[0]


_TIMES = ' table:number-{}-repeated="{}"'
_EMPTY = "<table:table-cell{}/>"
_ROW = "<table:table-row{}>{}</table:table-row>"


@pytest.mark.parametrize(
    "rows",
    [
        _ROW.format(_TIMES.format("rows", 1_000_000), _SAID.format("")),
        _ROW.format("", _SAID.format(_TIMES.format("columns", 9_999_999))),
        _ROW.format("", _EMPTY.format(_TIMES.format("columns", 16_382)) + _SAID.format(""))
        + _ROW.format(_TIMES.format("rows", 1_048_000), _EMPTY.format(""))
        + _ROW.format("", _SAID.format("")),
    ],
)
def test_an_open_document_that_repeats_beyond_measure_is_a_sentence(tmp_path: Path, rows: str) -> None:
    assert code_of(ods(tmp_path, rows)) == "sheet_too_large"


def test_what_an_office_program_repeats_to_the_end_of_a_sheet_is_nothing(tmp_path: Path) -> None:
    empty_row = _ROW.format(_TIMES.format("rows", 1_048_575), _EMPTY.format(_TIMES.format("columns", 16_384)))
    rows = _ROW.format("", _SAID.format("") + _EMPTY.format(_TIMES.format("columns", 16_383))) + empty_row
    assert [list(row) for row in RegisterFile().read(ods(tmp_path, rows)).rows] == [["Judul"]]


def test_a_file_of_five_gigabytes_is_not_even_read(tmp_path: Path) -> None:
    for name in ("r.xlsx", "r.csv", "r.ods"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(5 << 30)
        assert code_of(tmp_path / name) == "sheet_too_large"


def test_a_workbook_that_inflates_beyond_measure_is_a_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b" " * (65 << 20))
    assert code_of(tmp_path / "r.xlsx") == "sheet_too_large"


def test_titles_above_the_header_do_not_hide_how_cells_are_parted(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        "REGISTER, 2026\n\nTanggal;Kanal;Judul;Isi\na;b;c;d, e, f, g, h\n", encoding="utf-8"
    )
    assert [len(row) for row in RegisterFile().read(tmp_path / "r.csv").rows][2:] == [4, 4]


def test_cells_that_were_copied_are_rows() -> None:
    sheet = RegisterFile().pasted('Tanggal\tKanal\tJudul\tIsi\r\n3/11\tloket\tLampu\t"mati,\r\nsekali"\r\n')
    assert [list(row) for row in sheet.rows] == [
        ["Tanggal", "Kanal", "Judul", "Isi"],
        ["3/11", "loket", "Lampu", "mati,\nsekali"],
    ]
