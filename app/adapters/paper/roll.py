"""The receipt on a paper roll of 80 or 58 mm: the reporter's sheet only, as long as it needs to be."""

from dataclasses import dataclass
from typing import Final

from app.adapters.paper.drawing import LINE_HEIGHT, Drawing
from app.adapters.paper.fonts import Fonts
from app.adapters.paper.setting import lines_of, size_that_fits
from app.adapters.paper.wording import Pieces, Wording
from app.domain.receipt import PaperSize

_MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A roll: width of the paper, unprintable edge at each side, size of the type, side of the code; in points."""

    width: float
    edge: float
    size: float
    qr: float


ROLLS: Final = {
    PaperSize.MM80: Roll(width=80 * _MM, edge=4 * _MM, size=8.6, qr=84),
    PaperSize.MM58: Roll(width=58 * _MM, edge=5 * _MM, size=7.8, qr=74),
}
_TOP: Final = 10.0
_SIGN_ROOM: Final = 40.0


@dataclass(slots=True)
class _Strip:
    roll: Roll
    fonts: Fonts
    drawing: Drawing
    y: float = _TOP

    @property
    def room(self) -> float:
        return self.roll.width - 2 * self.roll.edge

    def centred(self, text: str, size: float, *, bold: bool = False, most: int = 5) -> None:
        for line in lines_of(((text, bold),), self.fonts, size, self.room, most):
            self.y += size * LINE_HEIGHT
            self.drawing.text_centred(self.roll.width / 2, self.y - size * 0.3, size, line)

    def centred_once(self, text: str, size: float) -> None:
        """Put one bold line, as large as fits."""
        shown, fitted = size_that_fits(text, True, self.fonts, size, self.room, 5)
        self.y += fitted * LINE_HEIGHT
        self.drawing.text_centred(self.roll.width / 2, self.y - fitted * 0.3, fitted, ((shown, True),))

    def paragraph(self, pieces: Pieces, size: float, most: int, *, indent: float = 0) -> None:
        for line in lines_of(pieces, self.fonts, size, self.room - indent, most):
            self.y += size * LINE_HEIGHT
            self.drawing.text(self.roll.edge + indent, self.y - size * 0.3, size, line)

    def rule(self, *, gap: float = 4, thick: float = 0.5) -> None:
        self.y += gap
        self.drawing.rule(self.roll.edge, self.roll.width - self.roll.edge, self.y, thick=thick)
        self.y += gap * 0.6


def roll(wording: Wording, qr: list[list[bool]], fonts: Fonts, kind: Roll) -> tuple[Drawing, float, float]:
    """Give the receipt drawn for a roll, with the width and the height of its page."""
    w, size = wording, kind.size
    strip = _Strip(roll=kind, fonts=fonts, drawing=Drawing(fonts))
    for line in w.letterhead:
        strip.centred(line, size * 0.98, bold=True)
    strip.centred(w.agency, size, bold=not w.letterhead)
    strip.centred(w.contact, size * 0.88)
    strip.rule(thick=0.9)
    for text in filter(None, (w.copy, *w.stamps)):
        strip.y += 3
        strip.drawing.box(kind.edge, strip.y, strip.room, size * 1.9, radius=2, thick=1.2)
        strip.y += size * 0.22
        strip.centred_once(text, size * 1.15)
        strip.y += size * 0.3
    strip.y += 2
    strip.centred(w.title, size, bold=True)
    strip.centred_once(w.number, 19)
    strip.drawing.text_centred(kind.width / 2, strip.y + size * 1.2, size * 1.15, w.status_code)
    strip.y += size * 1.6 + 12
    strip.drawing.qr((kind.width - kind.qr) / 2, strip.y, kind.qr, qr)
    strip.y += kind.qr + 12
    strip.centred(w.show_code, size * 0.82)
    strip.rule()
    for row in w.rows:
        strip.paragraph(((row.label, False),), size * 0.82, 1)
        for paragraph in row.paragraphs:
            strip.paragraph(paragraph, size, 3 * row.most)
        strip.y += 2
    strip.rule()
    for note in w.notes:
        strip.drawing.text(kind.edge, strip.y + size * 0.86, size * 0.88, "•")
        strip.paragraph(note, size * 0.88, 6, indent=8)
    strip.rule()
    strip.paragraph(((w.sign_officer, False),), size, 1)
    strip.y += _SIGN_ROOM
    strip.rule(gap=1, thick=0.7)
    for text in filter(None, (w.officer_name, w.officer_nip)):
        strip.paragraph(((text, False),), size, 6)
    strip.rule()
    strip.paragraph(((w.sheet_reporter, False),), size * 0.82, 1)
    strip.paragraph(((w.printed, False),), size * 0.82, 1)
    return strip.drawing, kind.width, strip.y + 2 * _TOP
