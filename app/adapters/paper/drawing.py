"""A drawing to be put on a page: text, hairlines, boxes and squares, measured in points from its top left corner."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.adapters.paper.fonts import Fonts
from app.adapters.paper.setting import width_of
from app.adapters.paper.wording import Pieces

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LINE_HEIGHT: Final = 1.36
_MARK_GRAY: Final = 0.78


@dataclass(slots=True)
class Drawing:
    """Collects what is to be drawn; ``paint`` may be called more than once, at several places."""

    fonts: Fonts
    texts: list[tuple[float, float, float, Pieces, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, float, float]] = field(default_factory=list)
    squares: list[tuple[float, float, float, float]] = field(default_factory=list)
    marks: list[tuple[float, float, float, str]] = field(default_factory=list)

    def text(
        self, x: float, y: float, size: float, pieces: Pieces | str, *, bold: bool = False, track: float = 0
    ) -> None:
        """Put a line of text with its baseline at y; ``track`` points more between letters."""
        self.texts.append((x, y, size, ((pieces, bold),) if isinstance(pieces, str) else pieces, track))

    def text_right(self, right: float, y: float, size: float, pieces: Pieces) -> None:
        """Put a line that ends at ``right``."""
        self.text(right - width_of(pieces, self.fonts, size), y, size, pieces)

    def text_centred(self, centre: float, y: float, size: float, pieces: Pieces) -> None:
        """Put a line around ``centre``."""
        self.text(centre - width_of(pieces, self.fonts, size) / 2, y, size, pieces)

    def rule(self, left: float, right: float, y: float, *, thick: float = 0.5, gray: float = 0) -> None:
        """Put a level line."""
        self.rules.append((left, right, y, thick, gray))

    def box(self, x: float, y: float, width: float, height: float, *, radius: float = 3, thick: float = 0.5) -> None:
        """Put a frame with its top left corner at x, y."""
        self.boxes.append((x, y, width, height, radius, thick))

    def qr(self, x: float, y: float, side: float, modules: list[list[bool]]) -> None:
        """Put the dark squares of a QR code, each row's neighbours as one."""
        unit = side / len(modules)
        for down, row in enumerate(modules):
            start = None
            for across, dark in enumerate([*row, False]):
                if dark and start is None:
                    start = across
                elif not dark and start is not None:
                    self.squares.append((x + start * unit, y + down * unit, (across - start) * unit, unit))
                    start = None

    def mark(self, centre: float, y: float, size: float, text: str) -> None:
        """Put a large outlined word behind all else."""
        self.marks.append((centre, y, size, text))

    def paint(self, canvas: "Canvas", left: float, top: float) -> None:
        """Draw everything with the drawing's top left corner at (left, top) of the page."""
        self._paint_marks(canvas, left, top)
        for start, end, y, thick, gray in self.rules:
            canvas.setLineWidth(thick)
            canvas.setStrokeGray(gray)
            canvas.line(left + start, top - y, left + end, top - y)
        canvas.setStrokeGray(0)
        for x, y, width, height, radius, thick in self.boxes:
            canvas.setLineWidth(thick)
            canvas.roundRect(left + x, top - y - height, width, height, radius, stroke=1, fill=0)
        canvas.setFillGray(0)
        if self.squares:
            path = canvas.beginPath()
            for x, y, width, height in self.squares:
                path.rect(left + x, top - y - height, width, height)
            canvas.drawPath(path, stroke=0, fill=1)
        self._paint_texts(canvas, left, top)

    def _paint_texts(self, canvas: "Canvas", left: float, top: float) -> None:
        text = canvas.beginText()
        spaced = 0.0
        for x, y, size, pieces, track in self.texts:
            if track != spaced:
                text.setCharSpace(track)
                spaced = track
            for piece, bold in pieces:
                for font, run in self.fonts.runs(piece, bold):
                    text.setFont(font, size)
                    text.setTextOrigin(left + x, top - y)
                    text.textOut(run)
                    x += self.fonts.width(run, bold, size) + track * len(run)
        if spaced:
            text.setCharSpace(0)
        canvas.drawText(text)

    def _paint_marks(self, canvas: "Canvas", left: float, top: float) -> None:
        for centre, y, size, word in self.marks:
            text = canvas.beginText()
            text.setTextRenderMode(1)
            text.setStrokeGray(_MARK_GRAY)
            canvas.setLineWidth(0.7)
            for font, run in self.fonts.runs(word, True):
                text.setFont(font, size)
                text.setTextOrigin(left + centre - self.fonts.width(word, True, size) / 2, top - y)
                text.textOut(run)
            text.setTextRenderMode(0)
            canvas.drawText(text)
