"""Reads an agency's register, CSV or workbook, as rows of text; nothing is interpreted.

A file is read whole, so that what cannot be read, or is too large, records nothing.
"""

import contextlib
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from app.domain.errors import UserProblem
from app.domain.register import HEADER_WITHIN, Sheet

_DELIMITERS: Final = ";,\t|"
_NEEDED_SIGNS: Final = 3
_CELL_LETTERS: Final = 1_000_000
_SAFE_DIGITS: Final = 15
MOST_ROWS: Final = 50_000
_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_CELLS: Final = 5_000_000  # a workbook is laid out as the rectangle around all its cells
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_END: Final = "\ue000end of register\ue000"
_ODS_TAG: Final = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^<>]*)>")
_ODS_TIMES: Final = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})"')
_CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')


class RegisterFile:
    """Fulfils the port Sheets for ``.csv``, ``.txt``, ``.tsv`` and for ``.xlsx``, ``.xls``, ``.ods``."""

    def read(self, path: Path) -> Sheet:
        """Give the first sheet that is shown and says anything; the others are named as not read.

        Raises UserProblem ``sheet_missing``, ``sheet_unreadable``, ``sheet_too_large``, ``sheet_quote_open`` with the
        ``line`` on which a cell begins that never ends.
        """
        if path.suffix.lower() in _WORKBOOKS:
            _check_size(path)
            return _workbook(path, path.name)
        return Sheet(rows=_csv_rows(self.text(path)), name=path.name)

    def text(self, path: Path) -> str:
        """Give a file as text.  Raises UserProblem ``sheet_missing``, ``sheet_unreadable``, ``sheet_too_large``."""
        _check_size(path)
        try:
            return _decoded(path.read_bytes())
        except OSError:
            raise UserProblem("sheet_unreadable") from None

    def sent(self, content: bytes) -> Sheet:
        """Give a workbook that came as bytes, from memory alone.  Raises ``sheet_unreadable``, ``sheet_too_large``."""
        if len(content) > _MOST_BYTES:
            raise _too_large()
        return _workbook(io.BytesIO(content), "")

    def pasted(self, text: str) -> Sheet:
        """Give cells that were copied out of a workbook.  Raises the same but ``sheet_missing``."""
        if len(text) > _MOST_BYTES:
            raise _too_large()
        return Sheet(rows=_csv_rows(text.strip("\r\n").replace("\r\n", "\n").replace("\r", "\n"), "\t"))


def _csv_rows(text: str, delimiter: str = "") -> Sequence[Sequence[str]]:
    csv.field_size_limit(_CELL_LETTERS)
    first = text.split("\n", 1)[0]
    if not first.strip() or "\x00" in text:
        raise UserProblem("sheet_unreadable")
    delimiter = delimiter or _delimiter(text)
    reader = csv.reader((line + "\n" for line in (*text.rstrip("\n").split("\n"), _END)), delimiter=delimiter)
    rows: list[list[str]] = []
    ended = 0
    with contextlib.suppress(csv.Error):  # a cell of a million letters: what its opening quote swallowed
        for row in reader:
            if row == [_END]:
                return rows
            if len(rows) > MOST_ROWS:
                raise _too_large()
            if not (row and row[-1].endswith(_END + "\n")):
                ended = reader.line_num
            rows.append(row)
    raise UserProblem("sheet_quote_open", line=ended + 1)


def _check_size(path: Path) -> None:
    try:
        if not path.is_file():
            raise UserProblem("sheet_missing")
        if path.stat().st_size > _MOST_BYTES:
            raise _too_large()
    except OSError:
        raise UserProblem("sheet_missing") from None


def _delimiter(text: str) -> str:
    """Give the sign that stands most often in the header: the first line that could be one, below any titles."""
    lines = text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN]
    header = next((line for line in lines if max(map(line.count, _DELIMITERS)) >= _NEEDED_SIGNS), lines[0])
    return max(_DELIMITERS, key=header.count)


def _too_large() -> UserProblem:
    return UserProblem("sheet_too_large", rows=MOST_ROWS, megabytes=_MOST_BYTES // 1024 // 1024)


def _decoded(data: bytes) -> str:
    """Give text: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252 as old office programs write."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UserProblem("sheet_unreadable")


def _workbook(source: Path | io.BytesIO, name: str) -> Sheet:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        _check_extent(source)
        if isinstance(source, io.BytesIO):
            source.seek(0)
        book = CalamineWorkbook.from_object(source)
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        hidden = [title for title in book.sheet_names if title not in shown]
        rows: Sequence[Sequence[object]] = ()
        read = ""
        for title in shown:
            found = book.get_sheet_by_name(title).to_python(skip_empty_area=True)
            if any(cell != "" for row in found for cell in row):
                rows, read = found, title
                break
    except (CalamineError, OSError, ValueError, IndexError, EOFError, zlib.error, zipfile.BadZipFile):
        raise UserProblem("sheet_unreadable") from None
    if not rows:
        raise UserProblem("sheet_unreadable")
    if len(rows) > MOST_ROWS + HEADER_WITHIN:
        raise _too_large()
    skipped = tuple(title for title in (*shown, *hidden) if title != read)
    return Sheet(rows=[tuple(map(_cell, row)) for row in rows], name=name, skipped=skipped)


def _check_extent(source: Path | io.BytesIO) -> None:
    """Refuse a workbook that would not fit in memory: inflated too large, or one stray cell far from all others."""
    if not zipfile.is_zipfile(source):
        return  # the old binary kind has bounds of its own
    with zipfile.ZipFile(source) as book:
        if sum(member.file_size for member in book.infolist()) > _MOST_BYTES:
            raise _too_large()
        for name in book.namelist():
            if name == "content.xml":
                _check_repeats(book.read(name))
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                cells = [(_column(letters), int(row)) for letters, row in _CELL.findall(book.read(name))]
                columns, rows = [column for column, _ in cells], [row for _, row in cells]
                if cells and (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1) > _MOST_CELLS:
                    raise _too_large()


def _check_repeats(content: bytes) -> None:
    """Refuse an open document whose cells, repeated as it says, would not fit in memory."""
    row = column = last_row = last_column = row_times = 0
    for tag, attributes in _ODS_TAG.findall(content):
        times = int(found[1]) if (found := _ODS_TIMES.search(attributes)) else 1
        if tag == b"table":
            row = last_row = last_column = 0
        elif tag == b"table-row":
            row, column, row_times = row + times, 0, times
        else:
            column += times
            if b"office:value-type" in attributes:
                last_row, last_column = row, max(last_column, column)
                if last_row * last_column > _MOST_CELLS or (row_times > MOST_ROWS):
                    raise _too_large()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(value: object) -> str:
    """Give a cell as text. A whole number of more than 15 digits has lost digits in the workbook and shows it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M") if (value.hour or value.minute) else value.strftime("%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return f"{value:.14e}" if abs(value) >= 10**_SAFE_DIGITS else str(int(value))
    return str(value)
