"""The management report as a workbook: a summary, then one sheet for each table, figures as figures."""

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from app.domain.report_sheet import Line, ReportSheet, Table, Unit

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME: Final = 31
_NUMBERS: Final = {Unit.COUNT: "#,##0", Unit.SHARE: "0%", Unit.DAYS: "#,##0.0"}
_LABEL_WIDTH: Final = 46
_FIGURE_WIDTH: Final = 12
_A4: Final = 9
_ACCENT: Final = "#0B5F70"
_LINE: Final = "#D3DADF"


def report_book(sheet: ReportSheet) -> bytes:
    """Give the workbook as bytes; nothing in it is a formula or a link, whatever a text looks like."""
    from xlsxwriter import Workbook

    file = BytesIO()
    how = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = Workbook(file, how)
    book.set_properties({"title": f"{sheet.title} {sheet.subtitle}", "author": "Loket Aduan"})
    looks = _Looks(book)
    names: set[str] = set()
    _summary(_added(book, sheet, "Ringkasan" if sheet.language == "id" else "Summary", names), sheet, looks)
    for table in sheet.tables:
        _table(_added(book, sheet, table.title, names), table, looks)
    book.close()
    return file.getvalue()


class _Looks:
    """The formats of the cells."""

    def __init__(self, book: "Workbook") -> None:
        self.title: Any = book.add_format({"bold": True, "font_size": 14})
        self.bold: Any = book.add_format({"bold": True})
        self.soft: Any = book.add_format({"font_color": "#56626C", "text_wrap": True, "valign": "top"})
        self.wrapped: Any = book.add_format({"text_wrap": True, "valign": "top"})
        self.head: Any = book.add_format({"bold": True, "font_color": _ACCENT, "bottom": 1, "bottom_color": _ACCENT})
        self.figure_head: Any = book.add_format(
            {"bold": True, "font_color": _ACCENT, "bottom": 1, "bottom_color": _ACCENT, "align": "right"}
        )
        self.figures: dict[Unit, Any] = {
            unit: book.add_format({"num_format": shape, "bottom": 4, "bottom_color": _LINE})
            for unit, shape in _NUMBERS.items()
        }
        self.label: Any = book.add_format({"bottom": 4, "bottom_color": _LINE})
        self.sums: dict[Unit, Any] = {
            unit: book.add_format({"num_format": shape, "bold": True, "top": 1}) for unit, shape in _NUMBERS.items()
        }
        self.sum_label: Any = book.add_format({"bold": True, "top": 1})


def _added(book: "Workbook", sheet: ReportSheet, title: str, names: set[str]) -> "Worksheet":
    """Add a sheet under a name that the format allows and no other sheet has, set up for printing."""
    name = _FORBIDDEN.sub(" ", title)[:_LONGEST_NAME].strip()
    n = 2
    while name.casefold() in names:
        name = f"{name[: _LONGEST_NAME - 3]} {n}"
        n += 1
    names.add(name.casefold())
    added: Worksheet = book.add_worksheet(name)
    added.set_paper(_A4)
    added.fit_to_pages(1, 0)
    added.set_footer(f"&L{_plain(sheet.subtitle)}&R&P/&N")
    return added


def _plain(text: str) -> str:
    """Give a text for a footer, where "&" begins a command."""
    return text.replace("&", "&&")


def _summary(page: "Worksheet", sheet: ReportSheet, looks: _Looks) -> None:
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 16)
    page.set_column(2, 2, 60)
    page.write_string(0, 0, sheet.title, looks.title)
    page.write_string(1, 0, sheet.subtitle, looks.bold)
    row = 3
    for label, text in sheet.facts:
        page.write_string(row, 0, label)
        page.merge_range(row, 1, row, 2, "", looks.wrapped)
        page.write_string(row, 1, text, looks.wrapped)
        row += 1
    row += 1
    for figure in sheet.figures:
        page.write_string(row, 0, figure.label, looks.bold)
        page.write_string(row, 1, figure.value, looks.bold)
        page.write_string(row, 2, figure.note)
        row += 1
    row += 1
    for note in sheet.notes:
        page.merge_range(row, 0, row, 2, "", looks.soft)
        page.write_string(row, 0, note, looks.soft)
        page.set_row(row, 15 * (1 + len(note) // 100))
        row += 1


def _table(page: "Worksheet", table: Table, looks: _Looks) -> None:
    page.set_column(0, 0, _LABEL_WIDTH)
    page.set_column(1, len(table.columns), _FIGURE_WIDTH)
    page.write_string(0, 0, table.head, looks.head)
    for n, column in enumerate(table.columns, start=1):
        page.write_string(0, n, column.title, looks.figure_head)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    for row, line in enumerate(table.lines, start=1):
        _line(page, row, table, line, looks.label, looks.figures)
    after = len(table.lines) + 1
    if table.total is not None:
        _line(page, after, table, table.total, looks.sum_label, looks.sums)
    if table.note:
        page.write_string(after + 2, 0, table.note)


def _line(page: "Worksheet", row: int, table: Table, line: Line, label: Any, figures: dict[Unit, Any]) -> None:
    page.write_string(row, 0, line.label, label)
    for n, (column, value) in enumerate(zip(table.columns, line.values, strict=True), start=1):
        shape = figures[Unit.COUNT if isinstance(value, int) else column.unit]
        if value is None:
            page.write_blank(row, n, None, shape)
        else:
            page.write_number(row, n, value, shape)
