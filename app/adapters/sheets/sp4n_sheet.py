"""The workbook beside a parcel: the columns of an SP4N-LAPOR! export in their order, everything as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.domain.errors import UserProblem
from app.domain.sp4n_sheet import COLUMNS, SheetRow

_WIDTHS: Final = (14, 18, 30, 22, 16, 24, 80)
_LONGEST: Final = 32_767
"""Letters that a cell can hold."""


def write_sheet(path: Path, rows: Sequence[SheetRow]) -> None:
    """Write the workbook; nothing in it is a formula or a link, whatever a text looks like.

    Raises UserProblem ``file_unwritable``.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    how = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = Workbook(str(path), how)
    sheet = book.add_worksheet("Aduan")
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name)
    sheet.freeze_panes(1, 0)
    for n, row in enumerate(rows, 1):
        for column, name in enumerate(COLUMNS):
            sheet.write_string(n, column, getattr(row, name)[:_LONGEST])
    try:
        book.close()
    except (OSError, XlsxWriterException) as error:
        raise UserProblem("file_unwritable") from error
