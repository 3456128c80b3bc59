"""Pages of pictures and PDF files as images, from bytes in memory; what is broken or too large is a problem.

PDFium is not thread-safe: everything here is called from the read lane only.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from app.domain.errors import UserProblem

_PDF: Final = b"%PDF-"
_PDF_SEARCHED_BYTES: Final = 1024
_PICTURES: Final = {b"\xff\xd8\xff": QByteArray(b"jpeg"), b"\x89PNG\r\n\x1a\n": QByteArray(b"png")}
_MOST_DECODED_MB: Final = 256
_MOST_SIDE_PX: Final = 4_000
_MOST_PIXELS: Final = 12_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """One page as it is shown; ``page`` counts from 0 of ``pages``."""

    image: QImage
    page: int
    pages: int


def page_image(content: bytes, page: int, width_px: int) -> PageImage:
    """Give a page ``width_px`` wide, or narrower where that would be too many pixels; a picture is its one page.

    Raises UserProblem ``preview_locked`` for a PDF with a password, ``preview_broken``, and ``preview_no_page`` for
    what has no pages to show.
    """
    if _PDF in content[:_PDF_SEARCHED_BYTES]:
        return _pdf_page(content, page, width_px)
    for begins, kind in _PICTURES.items():
        if content.startswith(begins):
            return PageImage(image=_picture(content, kind, width_px), page=0, pages=1)
    raise UserProblem("preview_no_page")


def one_page(content: bytes, page: int) -> bytes:
    """Give a PDF of that one page alone.  Raises UserProblem ``preview_locked`` or ``preview_broken``."""
    from io import BytesIO

    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
        single = PdfDocument.new()
        try:
            single.import_pages(document, [page])
            target = BytesIO()
            single.save(target)
        finally:
            single.close()
            document.close()
    except (PdfiumError, ValueError, IndexError, MemoryError):
        raise UserProblem("preview_broken") from None
    return target.getvalue()


def _pdf_page(content: bytes, page: int, width_px: int) -> PageImage:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise UserProblem("preview_locked" if locked else "preview_broken") from None
    try:
        pages = len(document)
        if not pages:
            raise UserProblem("preview_broken")
        page = min(max(page, 0), pages - 1)
        sheet = document[page]
        size = _within(sheet.get_width(), sheet.get_height(), width_px)
        bitmap = sheet.render(scale=size.width() / sheet.get_width(), prefer_bgrx=True)
        shown = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        return PageImage(image=shown.copy(), page=page, pages=pages)  # the bytes go with the page
    except (PdfiumError, ZeroDivisionError, ValueError, MemoryError):
        raise UserProblem("preview_broken") from None
    finally:
        document.close()


def _picture(content: bytes, kind: QByteArray, width_px: int) -> QImage:
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind)
    reader.setAllocationLimit(_MOST_DECODED_MB)
    reader.setAutoTransform(True)
    found = reader.size()
    if found.isEmpty():
        raise UserProblem("preview_broken")
    shown = _within(found.width(), found.height(), width_px)
    if shown.width() < found.width():
        reader.setScaledSize(shown)
    image = reader.read()
    if image.isNull():
        raise UserProblem("preview_broken")
    if not image.hasAlphaChannel():
        return image
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    return sheet


def _within(width: float, height: float, width_px: int) -> QSize:
    """Give the size of a page at that width, made smaller where a side or the whole would be out of bounds."""
    share = min(
        width_px / width,
        _MOST_SIDE_PX / max(width, height),
        (_MOST_PIXELS / (width * height)) ** 0.5,
    )
    return QSize(max(1, round(width * share)), max(1, round(height * share)))
