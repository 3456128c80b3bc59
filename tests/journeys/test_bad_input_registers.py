"""Hostile registers: each is one sentence before anything is recorded, or rows that are refused one by one."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.adapters.sheets.register_file import MOST_ROWS
from app.bootstrap import DeskEntrance
from app.domain.errors import AppError, UserProblem
from app.services import RowResult, Session
from app.texts import LANGUAGES, texts
from tests.desk import open_desk

HEADER = "Tanggal;Kanal;Nama;No HP;Jenis;Judul;Isi Aduan;Kategori;OPD Tujuan"
Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path / "desk")
    yield entrance, session
    entrance.close()


def a_row(n: int, **cells: str) -> str:
    values = {
        "date": "20/11/2026",
        "channel": "WA",
        "name": f"Warga {n}",
        "phone": f"0812555{n:05d}",
        "class": "Pengaduan",
        "title": f"Jalan berlubang di gang nomor {n}",
        "text": f"Sudah sebulan jalan di gang nomor {n} berlubang besar dan tidak diperbaiki.",
        "category": "Kesehatan",
        "agency": "Dinas PUPR",
    } | cells
    return ";".join(values.values())


def a_register(folder: Path, data: str | bytes, name: str = "register.csv") -> Path:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def take_in(desk: Desk, file: Path) -> list[RowResult]:
    return list(desk[1].services.take_in_register(desk[1].officer, file))


def recorded(desk: Desk) -> int:
    return desk[1].services.desk_status(desk[1].officer).recorded_this_year


def refusal(desk: Desk, file: Path) -> AppError:
    """Give the problem of a file that is refused as a whole, which recorded nothing and has words of its own."""
    with pytest.raises(UserProblem) as caught:
        take_in(desk, file)
    assert recorded(desk) == 0
    for language in LANGUAGES:
        assert caught.value.code in texts(language).tables["problem"]
        assert "{" not in texts(language).problem(caught.value).sentence()
    return caught.value


def lines(*rows: str, end: str = "\n") -> str:
    return end.join((HEADER, *rows)) + end


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_encoding_and_line_end_is_read(desk: Desk, tmp_path: Path, encoding: str, end: str) -> None:
    results = take_in(desk, a_register(tmp_path, lines(a_row(1), a_row(2), end=end).encode(encoding)))
    assert [r.errors for r in results] == [(), ()]
    assert recorded(desk) == 2


def test_mixed_line_ends_are_read(desk: Desk, tmp_path: Path) -> None:
    text = f"{HEADER}\r\n{a_row(1)}\r{a_row(2)}\n{a_row(3)}"
    assert [bool(r.number) for r in take_in(desk, a_register(tmp_path, text))] == [True] * 3


def test_a_quote_that_never_closes_swallows_no_rows(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(1), a_row(2, text='"Jalan rusak parah sekali.'), a_row(3), a_row(4)]
    problem = refusal(desk, a_register(tmp_path, lines(*rows)))
    assert (problem.code, dict(problem.facts)) == ("sheet_quote_open", {"line": 3})


def test_a_quote_that_swallows_a_million_letters_records_nothing_before_it(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(1), a_row(2, text='"Jalan rusak parah sekali.'), *(a_row(n) for n in range(3, 9000))]
    problem = refusal(desk, a_register(tmp_path, lines(*rows)))
    assert (problem.code, dict(problem.facts)) == ("sheet_quote_open", {"line": 3})


def test_quotes_inside_and_around_cells_are_text(desk: Desk, tmp_path: Path) -> None:
    text = '"Kata petugas: ""besok saja"";\ndan besoknya lagi begitu, sudah tiga minggu."'
    results = take_in(desk, a_register(tmp_path, lines(a_row(1, text=text, title='Papan "awas" di jalan roboh'))))
    assert [r.errors for r in results] == [()]


def test_a_second_header_is_a_refused_row(desk: Desk, tmp_path: Path) -> None:
    first, second = take_in(desk, a_register(tmp_path, lines(HEADER, a_row(1))))
    assert first.errors
    assert second.number


def test_too_many_rows_are_refused_before_the_first(desk: Desk, tmp_path: Path) -> None:
    row = a_row(1)
    assert refusal(desk, a_register(tmp_path, lines(*[row] * (MOST_ROWS + 1)))).code == "sheet_too_large"


def test_as_many_rows_as_are_allowed_are_read(tmp_path: Path) -> None:
    from app.adapters.sheets.register_file import RegisterFile

    file = a_register(tmp_path, lines(*["x;y"] * MOST_ROWS))
    assert len(RegisterFile().read(file).rows) == MOST_ROWS + 1


def test_a_file_of_a_gigabyte_is_not_even_read(desk: Desk, tmp_path: Path) -> None:
    file = a_register(tmp_path, lines(a_row(1)))
    with file.open("rb+") as stream:
        stream.truncate(1 << 30)
    assert refusal(desk, file).code == "sheet_too_large"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"),
        (b"\xef\xbb\xbf", "a.csv"),
        (b"\n\n\n", "a.csv"),
        ((HEADER + "\n").encode("utf-16-le"), "a.csv"),
        (f"{HEADER}\n{a_row(1)}\n\0".encode(), "a.csv"),
        (b"\xff\xfe\x00", "a.csv"),
        (bytes(range(256)) * 50, "a.csv"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx"),
        (b"not a workbook", "a.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "a.xls"),
        (b"PK", "a.ods"),
        (b"", "a.xlsx"),
    ],
)
def test_what_is_no_register_is_a_sentence(desk: Desk, tmp_path: Path, data: bytes, name: str) -> None:
    assert refusal(desk, a_register(tmp_path, data, name)).code == "sheet_unreadable"


@pytest.mark.parametrize("name", ["tidak-ada.csv", "x" * 5000 + ".csv", ".", "a\0b.csv"])
def test_a_name_that_is_no_file_is_a_sentence(desk: Desk, tmp_path: Path, name: str) -> None:
    assert refusal(desk, tmp_path / name).code == "sheet_missing"


def a_workbook(folder: Path, more: bytes, name: str = "register.xlsx") -> Path:
    """Give a workbook of one good row with more XML put at the end of its sheet."""
    book = Workbook()
    sheet = book.active
    for row in (HEADER, a_row(1)):
        sheet.append(row.split(";"))
    book.save(folder / "plain.xlsx")
    with (
        zipfile.ZipFile(folder / "plain.xlsx") as plain,
        zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as goal,
    ):
        for member in plain.namelist():
            content = plain.read(member)
            if member.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", more + b"</sheetData>")
            goal.writestr(member, content)
    return folder / name


def test_a_workbook_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    assert [r.errors for r in take_in(desk, a_workbook(tmp_path, b""))] == [()]


@pytest.mark.parametrize(
    "more",
    [
        b'<row r="60000"><c r="XFD60000" t="inlineStr"><is><t>tercecer</t></is></c></row>',
        b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"a" * 70_000_000 + b"</t></is></c></row>",
    ],
    ids=["one stray cell far away", "a small file that inflates"],
)
def test_a_workbook_that_would_fill_the_memory_is_refused(desk: Desk, tmp_path: Path, more: bytes) -> None:
    assert refusal(desk, a_workbook(tmp_path, more)).code == "sheet_too_large"


@pytest.mark.parametrize(
    "cell",
    ["=HYPERLINK(A1)", "@SUM(1)", "'; DROP TABLE complaints; --", "<b>tebal</b>", "%s %n", "{title}", "\u202eterbalik"],
)
def test_a_hostile_cell_stays_plain_text(desk: Desk, tmp_path: Path, cell: str) -> None:
    title = f"{cell} lubang di jalan"
    (result,) = take_in(desk, a_register(tmp_path, lines(a_row(1, title=f'"{title}"'))))
    assert result.number, result.errors
    page = desk[1].services.find_complaints(desk[1].officer, "", after=None, limit=10)
    assert [row.title for row in page.rows] == [title]
