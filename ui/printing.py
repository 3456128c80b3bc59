"""PDF pages as pictures: on the screen, on a printer, or as a file; from memory, never through a file of our own.

PDFium is not thread-safe: everything here is called from one lane only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.domain.errors import StorageProblem, UserProblem

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_POINTS_PER_INCH: Final = 72
_MM_PER_POINT: Final = 25.4 / _POINTS_PER_INCH
# Sharper than any office laser; a sheet of A4 then takes 35 MB for a moment.
_MOST_DPI: Final = 600
# Printers round their sizes: paper that is less than one hundredth too small is the same paper.
_SAME_PAPER: Final = 0.01


def page_count(pdf: bytes) -> int:
    """Give how many pages there are to preview."""
    with _opened(pdf) as document:
        return len(document)


def preview_image(pdf: bytes, page: int, width_px: int, device_ratio: float = 1.0) -> QImage:
    """Give a page (first is 0) as a picture ``width_px`` wide on a screen of that ratio, sharp on dense screens."""
    with _opened(pdf) as document:
        sheet = document[page]
        bitmap = sheet.render(scale=width_px * device_ratio / sheet.get_width(), prefer_bgrx=True)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        image = image.copy()  # the bytes go with the page
    image.setDevicePixelRatio(device_ratio)
    return image


def default_printer_name() -> str:
    """Give the computer's default printer, else its first one; "" when it has none."""
    return QPrinterInfo.defaultPrinterName() or next(iter(QPrinterInfo.availablePrinterNames()), "")


def default_printer() -> QPrinter:
    """Give that printer; UserProblem ``printer_absent`` when there is none or it cannot be opened."""
    name = default_printer_name()
    found = QPrinterInfo.printerInfo(name) if name else QPrinterInfo()
    if found.isNull():
        raise UserProblem("printer_absent")
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    if not printer.isValid():
        raise UserProblem("printer_absent")
    return printer


def print_on_default(pdf: bytes, *, job_title: str) -> None:
    """Print all pages on :func:`default_printer`."""
    print_pdf(pdf, default_printer(), job_title=job_title)


def print_pdf(pdf: bytes, printer: QPrinter, *, job_title: str) -> None:
    """Print all pages in black and grey, each on paper of its own size and edge to edge.

    Where the printer does not know that size, the page is made to fit the paper it has.  ``job_title`` is seen by
    others in the print queue: a complaint number and nothing else.  Raises UserProblem ``printer_failed``.
    """
    printer.setDocName(job_title)
    printer.setFullPage(True)
    with _opened(pdf) as document:
        _lay_paper(printer, document[0])
        painter = QPainter()
        if not painter.begin(printer):
            raise UserProblem("printer_failed")
        try:
            for count, page in enumerate(document):
                if count:
                    _lay_paper(printer, page)
                    if not printer.newPage():
                        raise UserProblem("printer_failed")
                _draw(painter, printer, page)
        except UserProblem:
            printer.abort()
            raise
        finally:
            painter.end()
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise UserProblem("printer_failed")


def to_pdf_file(pdf: bytes, path: Path) -> None:
    """Write the file whole or not at all; StorageProblem ``file_unwritable``."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            part.write_bytes(pdf)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError:
        raise StorageProblem("file_unwritable") from None


@contextmanager
def _opened(pdf: bytes) -> Iterator["PdfDocument"]:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def _lay_paper(printer: QPrinter, page: "PdfPage") -> None:
    """Ask the printer for paper of the page's size; one that refuses keeps its own."""
    width, height = (side * _MM_PER_POINT for side in page.get_size())
    lying = width > height
    upright = QSizeF(min(width, height), max(width, height))
    layout = QPageLayout(
        QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
        QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait,
        QMarginsF(),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _draw(painter: QPainter, printer: QPrinter, page: "PdfPage") -> None:
    dpi = printer.resolution()
    bitmap = page.render(scale=min(dpi, _MOST_DPI) / _POINTS_PER_INCH, grayscale=True)
    buffer = bytes(bitmap.buffer)
    image = QImage(buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    width, height = (side * dpi / _POINTS_PER_INCH for side in page.get_size())
    share = min(1.0, paper.width() / width, paper.height() / height)
    if share > 1 - _SAME_PAPER:
        share = 1.0
    painter.drawImage(QRectF(0, 0, width * share, height * share), image)
