"""Receipts as PDF, made in memory: equal receipts give equal bytes, and every font that is used travels inside."""

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.adapters.paper.fonts import Fonts
from app.adapters.paper.half_sheet import half_sheet, name_sheet
from app.adapters.paper.qr import qr_modules
from app.adapters.paper.referral import referral_roll, referral_sheet
from app.adapters.paper.roll import ROLLS, roll
from app.adapters.paper.wording import Wording, word_receipt
from app.domain.form import ReceiptWords
from app.domain.receipt import PaperSize, Receipt
from app.domain.referral import Referral
from app.domain.report_sheet import ReportSheet
from app.texts import texts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_MM: Final = 72 / 25.4
_SHEETS: Final = {PaperSize.A4X2: (210 * _MM, 297 * _MM), PaperSize.F4X2: (215 * _MM, 330 * _MM)}
_A5: Final = (210 * _MM, 148 * _MM)


class ReceiptPaper:
    """Sets receipts with the wording of one form profile; loads reportlab and the fonts at the first receipt."""

    def __init__(self, *, words: Mapping[str, ReceiptWords], fonts: Path) -> None:
        self._words = words
        self._folder = fonts
        # reportlab's fonts keep their place while they are cut down: one document at a time.
        self._one_at_a_time = threading.Lock()

    @cached_property
    def _fonts(self) -> Fonts:
        return Fonts(self._folder)

    def receipts(self, receipts: Sequence[Receipt], size: PaperSize, language: str) -> bytes:
        """Give one PDF with a page per receipt in the order given; ``language`` not in the profile means Indonesian.

        Raises StorageProblem ``fonts_unreadable``.
        """
        spoken = language if language in self._words else "id"
        with self._one_at_a_time:
            return self._pdf([word_receipt(r, self._words[spoken], spoken) for r in receipts], size)

    def referral(self, referral: Referral, size: PaperSize, language: str) -> bytes:
        """Give the slip that sends a person on as a PDF of one page: a roll, or half a sheet on all other paper.

        Raises StorageProblem ``fonts_unreadable``.
        """
        words = partial(texts(language).word, "referral")
        with self._one_at_a_time:
            if size in ROLLS:
                drawing, width, height = referral_roll(referral, words, language, self._fonts, ROLLS[size])
            else:
                width, height = _A5
                drawing = referral_sheet(referral, words, language, self._fonts, width=width, height=height)
            file, canvas = self._canvas(words("title"), language)
            canvas.setPageSize((width, height))
            drawing.paint(canvas, 0, height)
            canvas.showPage()
            canvas.save()
        return file.getvalue()

    def report(self, sheet: ReportSheet) -> bytes:
        """Give a management report as a PDF on A4.  Raises StorageProblem ``fonts_unreadable``."""
        from app.adapters.paper.report import report_pdf

        with self._one_at_a_time:
            return report_pdf(sheet, partial(texts(sheet.language).word, "report"), self._fonts)

    def _pdf(self, wordings: Sequence[Wording], size: PaperSize) -> bytes:
        language = wordings[0].language if wordings else None
        file, canvas = self._canvas(wordings[0].number if len(wordings) == 1 else "Loket Aduan", language)
        for wording in wordings:
            self._page(canvas, wording, size)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    def _canvas(self, title: str, language: str | None) -> tuple[BytesIO, "Canvas"]:
        from reportlab.pdfgen.canvas import Canvas

        file = BytesIO()
        # Without a first font of ours every page would name Helvetica, which is not embedded.
        body: Any = self._fonts.body
        canvas = Canvas(file, pagesize=_A5, invariant=1, pageCompression=1, lang=language, initialFontName=body)
        canvas.setTitle(title)
        canvas.setSubject("")
        canvas.setAuthor("Loket Aduan")
        canvas.setCreator("Loket Aduan")
        return file, canvas

    def _page(self, canvas: "Canvas", wording: Wording, size: PaperSize) -> None:
        qr = qr_modules(wording.number)
        if size in ROLLS:
            drawing, width, height = roll(wording, qr, self._fonts, ROLLS[size])
            canvas.setPageSize((width, height))
            drawing.paint(canvas, 0, height)
            return
        width, height = _SHEETS.get(size, _A5)
        canvas.setPageSize((width, height))
        if size not in _SHEETS:
            drawing = half_sheet(wording, qr, self._fonts, width=width, height=height)
            name_sheet(drawing, wording.sheet_reporter, height).paint(canvas, 0, height)
            return
        half = height / 2
        drawing = half_sheet(wording, qr, self._fonts, width=width, height=half)
        name_sheet(drawing, wording.sheet_reporter, half).paint(canvas, 0, height)
        name_sheet(drawing, wording.sheet_archive, half).paint(canvas, 0, half)
        _cut_here(canvas, width, half)


def _cut_here(canvas: "Canvas", width: float, y: float) -> None:
    """Draw the dashed line between the halves, with scissors at its left."""
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.35)
    canvas.setDash(3, 3)
    canvas.line(28, y, width - 12, y)
    canvas.setDash()
    for up in (-1, 1):
        canvas.circle(14, y + up * 2.6, 1.9, stroke=1, fill=0)
        canvas.line(15.6, y + up * 1.6, 24, y - up * 2.4)
    canvas.setStrokeGray(0)
