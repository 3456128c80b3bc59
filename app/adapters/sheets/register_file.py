"""Reads an agency's register, CSV or workbook, as rows of text; the header row comes first, nothing is interpreted."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from app.domain.errors import UserProblem

_DELIMITERS: Final = ";,\t|"
_CELL_LETTERS: Final = 1_000_000
_SAFE_DIGITS: Final = 15


class RegisterFile:
    """Fulfils the port Sheets for ``.csv``, ``.txt``, ``.tsv`` and for ``.xlsx``, ``.xls``, ``.ods``."""

    def rows(self, path: Path) -> Iterator[Sequence[str]]:
        """Give the rows in order.  Raises UserProblem ``sheet_missing`` or ``sheet_unreadable``."""
        if not path.is_file():
            raise UserProblem("sheet_missing")
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
    return _checked(csv.reader((line + "\n" for line in text.split("\n")), delimiter=delimiter))


def _checked(reader: Iterator[list[str]]) -> Iterator[Sequence[str]]:
    try:
        yield from reader
    except csv.Error:
        raise UserProblem("sheet_unreadable") from None


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
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=True)
    except (CalamineError, OSError, ValueError, IndexError):
        raise UserProblem("sheet_unreadable") from None
    return (tuple(map(_cell, row)) for row in rows)


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
