"""The sheet with the recovery code: painted straight onto the printer, so that no file of it is ever made."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from app.domain.errors import UserProblem

_TEXT_PT, _TITLE_PT, _CODE_PT = 11, 18, 26


def print_code(groups: Sequence[str], *, title: str, said: str, printer: QPrinter | None = None) -> None:
    """Print one page on the default printer.  Raises UserProblem ``printer_absent`` or ``printer_failed``."""
    if printer is None:
        info = QPrinterInfo.defaultPrinter()
        if info.isNull():
            raise UserProblem("printer_absent")
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Loket Aduan")
    printer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserProblem("printer_failed")
    try:
        _paint(painter, QRectF(painter.viewport()), groups, title, said)
    finally:
        painter.end()


def _paint(painter: QPainter, page: QRectF, groups: Sequence[str], title: str, said: str) -> None:
    top = page.top()
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    for text, points, bold in (
        (title, _TITLE_PT, True),
        *((" – ".join(groups[start : start + 4]), _CODE_PT, True) for start in range(0, len(groups), 4)),
        (said, _TEXT_PT, False),
    ):
        font = QApplication.font()
        font.setPointSize(points)
        font.setBold(bold)
        painter.setFont(font)
        height = painter.fontMetrics().height()
        room = QRectF(page.left(), top, page.width(), page.bottom() - top)
        used = painter.boundingRect(room, flags, text)
        painter.drawText(room, flags, text)
        top = used.bottom() + height
