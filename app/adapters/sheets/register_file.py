"""Reads an agency's register, CSV or workbook, as rows of text; the header row comes first, nothing is interpreted.

A file is read whole before its first row is given, so that what cannot be read, or is too large, records nothing.
"""

import contextlib
import csv
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from app.domain.errors import UserProblem

_DELIMITERS: Final = ";,\t|"
_CELL_LETTERS: Final = 1_000_000
_SAFE_DIGITS: Final = 15
MOST_ROWS: Final = 50_000
_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_CELLS: Final = 5_000_000  # a workbook is laid out as the rectangle around all its cells
_END: Final = "\ue000end of register\ue000"
_CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')


class RegisterFile:
    """Fulfils the port Sheets for ``.csv``, ``.txt``, ``.tsv`` and for ``.xlsx``, ``.xls``, ``.ods``."""

    def rows(self, path: Path) -> Iterator[Sequence[str]]:
        """Give the rows in order.

        Raises UserProblem ``sheet_missing``, ``sheet_unreadable``, ``sheet_too_large``, ``sheet_quote_open`` with the
        ``line`` on which a cell begins that never ends.
        """
        try:
            if not path.is_file():
                raise UserProblem("sheet_missing")
            if path.stat().st_size > _MOST_BYTES:
                raise _too_large()
        except OSError:
            raise UserProblem("sheet_missing") from None
        if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"}:
            return _workbook_rows(path)
        return _csv_rows(path)


def _csv_rows(path: Path) -> Iterator[Sequence[str]]:
    try:
        text = _decoded(path.read_bytes())
    except OSError:
        raise UserProblem("sheet_unreadable") from None
    csv.field_size_limit(_CELL_LETTERS)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    if not first.strip() or "\x00" in text:
        raise UserProblem("sheet_unreadable")
    reader = csv.reader((line + "\n" for line in (*text.rstrip("\n").split("\n"), _END)), delimiter=delimiter)
    rows: list[list[str]] = []
    ended = 0
    with contextlib.suppress(csv.Error):  # a cell of a million letters: what its opening quote swallowed
        for row in reader:
            if row == [_END]:
                return iter(rows)
            if len(rows) > MOST_ROWS:
                raise _too_large()
            if not (row and row[-1].endswith(_END + "\n")):
                ended = reader.line_num
            rows.append(row)
    raise UserProblem("sheet_quote_open", line=ended + 1)


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


def _workbook_rows(path: Path) -> Iterator[Sequence[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _check_extent(path)
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=True)
    except (CalamineError, OSError, ValueError, IndexError, EOFError, zlib.error, zipfile.BadZipFile):
        raise UserProblem("sheet_unreadable") from None
    if len(rows) > MOST_ROWS + 1:
        raise _too_large()
    return (tuple(map(_cell, row)) for row in rows)


def _check_extent(path: Path) -> None:
    """Refuse a workbook that would not fit in memory: inflated too large, or one stray cell far from all others."""
    if not zipfile.is_zipfile(path):
        return  # the old binary kind has bounds of its own
    with zipfile.ZipFile(path) as book:
        if sum(member.file_size for member in book.infolist()) > _MOST_BYTES:
            raise _too_large()
        for name in book.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                cells = [(_column(letters), int(row)) for letters, row in _CELL.findall(book.read(name))]
                columns, rows = [column for column, _ in cells], [row for _, row in cells]
                if cells and (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1) > _MOST_CELLS:
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
