"""A report in words, ready to be shown: screen, paper, workbook and command line all draw this one value."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What the figures of a column are."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"


Value = int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures; ``code`` names it for programs: "2026-11", "total", "share"."""

    code: str
    title: str
    unit: Unit = Unit.COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table; a value of None is not known."""

    code: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: ``head`` stands above the labels, ``note`` below; ``total`` is None where a sum would mean nothing."""

    code: str
    title: str
    head: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the main figures, as text."""

    code: str
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """The whole report in one language.

    ``facts`` are label and text of what stands at its head, ``agency`` and ``state`` (as of when) among them.
    ``charted`` names the tables that are drawn as bars
    by their totals.  ``place_and_day`` and ``signatory`` stand above the place for a signature.
    """

    language: str
    period: str
    title: str
    subtitle: str
    letterhead: tuple[str, ...]
    agency: str
    state: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    charted: tuple[str, ...]
    notes: tuple[str, ...]
    place_and_day: str
    signatory: str

    def table(self, code: str) -> Table:
        """Give a table by its code.  Raises KeyError."""
        for table in self.tables:
            if table.code == code:
                return table
        raise KeyError(code)


def total_of(table: Table, line: Line) -> int:
    """Give what a row of counts comes to: the column named total, else the first."""
    codes = [column.code for column in table.columns]
    value = line.values[codes.index("total") if "total" in codes else 0]
    return int(value or 0)


def written(value: Value, unit: Unit, language: str) -> str:
    """Give a figure as it is written: 1.284, 62 %, 2,5; a dash for what is not known."""
    if value is None:
        return "–"
    if unit is Unit.SHARE:
        return f"{_grouped(round(value * 100), language)} %"
    if isinstance(value, int) or value == int(value):
        return _grouped(int(value), language)
    whole, _, part = f"{value:.1f}".partition(".")
    return f"{_grouped(int(whole), language)}{',' if language == 'id' else '.'}{part}"


def _grouped(number: int, language: str) -> str:
    return f"{number:,}".replace(",", ".") if language == "id" else f"{number:,}"
