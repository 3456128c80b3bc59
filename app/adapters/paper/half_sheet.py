"""The receipt on half a sheet (A5 landscape, half of A4 or F4): everything fits, whatever was typed.

The description gives way first, then the type gets smaller; what an article of law asks for is never left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.adapters.paper.drawing import LINE_HEIGHT, Drawing
from app.adapters.paper.fonts import Fonts
from app.adapters.paper.setting import lines_of, size_that_fits
from app.adapters.paper.wording import Pieces, Row, Wording

_SIDE: Final = 31.0
_TOP: Final = 18.0
_BOTTOM: Final = 20.0
_QR: Final = 90.0
_QR_GAP: Final = 18.0
_LABEL_GAP: Final = 13.0
_SIGN_ROOM: Final = 38.0
_BADGE: Final = 25.0


class _Measure(NamedTuple):
    """How a sheet is tried: size of the type, lines of the description, lines of any other row, least room to sign."""

    scale: float
    summary: int
    row: int
    sign: float


_MEASURES: Final = (
    _Measure(1.1, 7, 12, 36),
    _Measure(1.0, 7, 12, 30),
    _Measure(0.95, 7, 12, 28),
    _Measure(1.0, 4, 12, 28),
    *(_Measure(scale, lines, 12, 28) for scale in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7) for lines in (4, 3)),
    _Measure(0.65, 2, 9, 26),
)


@dataclass(slots=True)
class _Plan:
    """One attempt: a drawing by one measure, and how far down it reaches."""

    wording: Wording
    fonts: Fonts
    width: float
    height: float
    measure: _Measure
    drawing: Drawing
    y: float = _TOP

    def set(self, qr: list[list[bool]]) -> bool:
        """Draw all of it; tell whether it fits."""
        self._head()
        below_qr = self._beside_qr(qr)
        self._rows(below_qr)
        self._notes()
        return self._foot()

    @property
    def scale(self) -> float:
        return self.measure.scale

    @property
    def right(self) -> float:
        return self.width - _SIDE

    def _head(self) -> None:
        w, room, scale = self.wording, self.right - _SIDE, self.scale
        badges = [self._badge(text, n) for n, text in enumerate(filter(None, (w.copy, *w.stamps)))]
        below_badges = self.y + _BADGE * len(badges)
        if badges:
            room -= max(badges) + 12
        if word := next(iter(w.stamps), w.copy):
            self.drawing.mark(self.width / 2, self.height * 0.62, min(58, 58 * 14 / len(word)), word)
        for count, line in enumerate(w.letterhead):
            self._line(line, 10.2 if count == 0 else 9.4, room, bold=True)
        self._line(w.agency, 9.6, room, bold=not w.letterhead)
        for contact in lines_of(((w.contact, False),), self.fonts, 8 * scale, room, 2):
            self.y += 8 * scale * LINE_HEIGHT
            self.drawing.text(_SIDE, self.y - 8 * scale * 0.3, 8 * scale, contact)
        self.y = max(self.y + 5 * scale, below_badges)
        self.drawing.rule(_SIDE, self.right, self.y, thick=1)

    def _badge(self, said: str, place: int) -> float:
        """Draw a frame that marks a copy, or what happened since, below those before; give its width."""
        text, size = size_that_fits(said, True, self.fonts, 12, 150, 7)
        width, top = self.fonts.width(text, True, size) + 18, self.y + place * _BADGE
        self.drawing.box(self.right - width, top, width, 22, radius=2, thick=1.4)
        self.drawing.text_centred(self.right - width / 2, top + 15.2, size, ((text, True),))
        return width

    def _line(self, text: str, size: float, room: float, *, bold: bool = False) -> None:
        if not text:
            return
        size *= self.scale
        shown, fitted = size_that_fits(text, bold, self.fonts, size, room, 6)
        self.y += size * LINE_HEIGHT
        self.drawing.text(_SIDE, self.y - size * 0.3, fitted, shown, bold=bold)

    def _beside_qr(self, qr: list[list[bool]]) -> float:
        """Draw the code with its sentence at the right, title, number and status code left of it; give its end."""
        w, d, scale = self.wording, self.drawing, self.scale
        left = self.right - _QR
        top = self.y + _QR_GAP
        d.qr(left, top, _QR, qr)
        caption = top + _QR + 8
        for line in lines_of(((w.show_code, False),), self.fonts, 7, _QR, 3):
            caption += 7 * LINE_HEIGHT
            d.text(left, caption, 7, line)
        room = left - _QR_GAP - _SIDE
        title, size = size_that_fits(w.title, True, self.fonts, 10.6 * scale, room * 0.94, 6)
        self.y += 17.5 * scale
        d.text(_SIDE, self.y, size, title, bold=True, track=0.5)
        number, size = size_that_fits(w.number, True, self.fonts, 28 * scale, room, 10)
        self.y += 28 * scale
        d.text(_SIDE, self.y, size, number, bold=True)
        self.y += 16 * scale
        d.text(_SIDE, self.y, 11 * scale, w.status_code)
        self.y += 7 * scale
        return caption + 4

    def _rows(self, below_qr: float) -> None:
        size, leading = 9.2 * self.scale, 9.2 * self.scale * LINE_HEIGHT
        rows = self.wording.rows
        left = _SIDE + _LABEL_GAP * self.scale + max(self.fonts.width(row.label, False, size) for row in rows)
        for row in rows:
            width = self.right - left - (_QR + _QR_GAP if self.y < below_qr else 0)
            self.drawing.text(_SIDE, self.y + leading * 0.78, size, row.label)
            for line in self._lines(row, size, width):
                self.y += leading
                self.drawing.text(left, self.y - leading * 0.22, size, line)
            self.y += 2.4 * self.scale
        self.y = max(self.y, below_qr)

    def _lines(self, row: Row, size: float, width: float) -> Iterator[Pieces]:
        allowed = self.measure.summary if row.gives_way else self.measure.row
        most = min(row.most, max(1, allowed // len(row.paragraphs)))
        for paragraph in row.paragraphs:
            yield from lines_of(paragraph, self.fonts, size, width, most)

    def _notes(self) -> None:
        """Draw the notes in a frame, in two columns filled from the left."""
        size = 8 * min(self.scale, 1)
        leading, pad, gutter = size * LINE_HEIGHT, 5.5 * self.scale, 14.0
        column = (self.right - _SIDE - 2 * pad - gutter) / 2
        notes = [lines_of(note, self.fonts, size, column - 9, 3) for note in self.wording.notes]
        split = _balanced([len(lines) for lines in notes])
        top = self.y + 4 * self.scale
        deepest = top
        for n, part in enumerate((notes[:split], notes[split:])):
            x, y = _SIDE + pad + n * (column + gutter), top + pad
            for lines in part:
                self.drawing.text(x, y + leading * 0.76, size, "•")
                for line in lines:
                    y += leading
                    self.drawing.text(x + 9, y - leading * 0.24, size, line)
            deepest = max(deepest, y)
        self.drawing.box(_SIDE, top, self.right - _SIDE, deepest + pad - top)
        self.y = deepest + pad

    def _foot(self) -> bool:
        """Draw signatures and the last line from the bottom up; tell whether there is room to sign above them."""
        w, d, scale = self.wording, self.drawing, self.scale
        size, small = 9 * scale, 7.6
        base = self.height - _BOTTOM
        d.rule(_SIDE, self.right, base - small * 1.5, thick=0.4, gray=0.6)
        printed, printed_size = size_that_fits(w.printed, False, self.fonts, small, 220, 5)
        d.text_right(self.right, base - 1, printed_size, ((printed, False),))
        names = base - small * 1.5 - 3.5
        block = (self.right - _SIDE) * 0.46
        line_height = size * LINE_HEIGHT
        columns = (
            (_SIDE, w.sign_reporter, self._names(size, block, w.reporter_name)),
            (self.right - block, w.sign_officer, self._names(size, block, *self._officer(size, block))),
        )
        signed = names - line_height * max(len(below) for _, _, below in columns)
        room = min(_SIGN_ROOM, signed - 8 - line_height - self.y)
        for x, label, below in columns:
            d.text(x, signed - room - 2, size, label)
            d.rule(x, x + block, signed, thick=0.7)
            for count, (fitted, line) in enumerate(below, start=1):
                d.text(x, signed + count * line_height - 1.8, fitted, line)
        return room >= self.measure.sign

    def _officer(self, size: float, width: float) -> tuple[str, ...]:
        """Give name and NIP as one line where they fit into one."""
        w = self.wording
        together = " · ".join(filter(None, (w.officer_name, w.officer_nip)))
        return (together,) if self.fonts.width(together, False, size) <= width else (w.officer_name, w.officer_nip)

    def _names(self, size: float, width: float, *names: str) -> list[tuple[float, Pieces]]:
        """Give what stands below a signature as (size, line): a long name in two lines, in smaller type at need."""
        below: list[tuple[float, Pieces]] = []
        for name in filter(None, names):
            for share in (1, 0.9, 0.8, 0.7, 0.6):
                lines = lines_of(((name, False),), self.fonts, size * share, width, 3)
                if len(lines) <= 2:
                    break
            lines = lines_of(((name, False),), self.fonts, size * share, width, 2)
            below += [(size * share, line) for line in lines]
        return below


def half_sheet(wording: Wording, qr: list[list[bool]], fonts: Fonts, *, width: float, height: float) -> Drawing:
    """Give the receipt drawn for a half sheet of this size, without the name of the sheet."""
    plan = None
    for measure in _MEASURES:
        plan = _Plan(wording=wording, fonts=fonts, width=width, height=height, measure=measure, drawing=Drawing(fonts))
        if plan.set(qr):
            break
    assert plan is not None
    return plan.drawing


def name_sheet(drawing: Drawing, name: str, height: float) -> Drawing:
    """Give the same drawing with the name of the sheet at its lower left, for example "Lembar arsip · asli"."""
    named = Drawing(drawing.fonts, [*drawing.texts], drawing.rules, drawing.boxes, drawing.squares, drawing.marks)
    shown, size = size_that_fits(name, False, drawing.fonts, 7.6, 220, 5)
    named.text(_SIDE, height - _BOTTOM - 1, size, shown)
    return named


def _balanced(counts: list[int]) -> int:
    """Give how many notes stand in the left column so that the longer column is as short as can be."""
    return min(range(len(counts) + 1), key=lambda n: (max(sum(counts[:n]), sum(counts[n:])), -n), default=0)
