"""The slip that sends a person on: whom to go to, where, when, and what to bring; it holds no identity and no report.

On half a sheet of A4 (A5, lying) or on a roll; a receipt's sheet of two halves carries one slip.
"""

from collections.abc import Callable
from typing import Final

from app.adapters.paper.drawing import LINE_HEIGHT, Drawing
from app.adapters.paper.fonts import Fonts, plain
from app.adapters.paper.moments import day_in_words, local, time_in_zone
from app.adapters.paper.roll import Roll
from app.adapters.paper.setting import lines_of, size_that_fits
from app.adapters.paper.wording import Pieces
from app.domain.referral import Contact, Referral

Words = Callable[[str], str]
"""Gives the words of a line of the slip."""

_SIDE: Final = 34.0
_TOP: Final = 22.0
_SCALES: Final = (1.15, 1.05, 0.95, 0.85, 0.75, 0.65)
_FOOT: Final = 46.0


class _Column:
    """Lines one below the other; ``y`` is how far down they reach."""

    def __init__(self, fonts: Fonts, left: float, width: float) -> None:
        self.fonts, self.left, self.width = fonts, left, width
        self.drawing = Drawing(fonts)
        self.y = _TOP

    def once(self, text: str, size: float, *, bold: bool = False, centred: bool = False) -> None:
        if not text:
            return
        shown, fitted = size_that_fits(text, bold, self.fonts, size, self.width, 5)
        self.y += size * LINE_HEIGHT
        line: Pieces = ((shown, bold),)
        if centred:
            self.drawing.text_centred(self.left + self.width / 2, self.y - size * 0.3, fitted, line)
        else:
            self.drawing.text(self.left, self.y - size * 0.3, fitted, line)

    def wrapped(self, pieces: Pieces, size: float, *, most: int, indent: float = 0) -> None:
        for line in lines_of(pieces, self.fonts, size, self.width - indent, most):
            self.y += size * LINE_HEIGHT
            self.drawing.text(self.left + indent, self.y - size * 0.3, size, line)

    def rule(self, *, gap: float = 5, thick: float = 0.5) -> None:
        self.y += gap
        self.drawing.rule(self.left, self.left + self.width, self.y, thick=thick)
        self.y += gap * 0.6


def referral_sheet(
    referral: Referral, words: Words, language: str, fonts: Fonts, *, width: float, height: float
) -> Drawing:
    """Give the slip drawn for a sheet of this size; the type gets smaller until everything fits."""
    column = _Column(fonts, _SIDE, width - 2 * _SIDE)
    for scale in _SCALES:
        column = _Column(fonts, _SIDE, width - 2 * _SIDE)
        _head(column, referral, scale, centred=False)
        _bodies(column, referral, words, 10.5 * scale)
        if column.y <= height - _FOOT:
            break
    column.y = height - _FOOT
    _foot(column, referral, words, language, 8.2)
    return column.drawing


def referral_roll(
    referral: Referral, words: Words, language: str, fonts: Fonts, kind: Roll
) -> tuple[Drawing, float, float]:
    """Give the slip drawn for a roll, with the width and the height of its page."""
    column = _Column(fonts, kind.edge, kind.width - 2 * kind.edge)
    column.y = 10
    _head(column, referral, kind.size / 9.6, centred=True)
    _bodies(column, referral, words, kind.size)
    _foot(column, referral, words, language, kind.size * 0.82)
    return column.drawing, kind.width, column.y + 20


def _head(column: _Column, referral: Referral, scale: float, *, centred: bool) -> None:
    for count, line in enumerate(referral.letterhead[:4]):
        column.once(plain(line), (10.4 if count == 0 else 9.6) * scale, bold=True, centred=centred)
    column.once(plain(referral.agency_line), 9.6 * scale, bold=not referral.letterhead, centred=centred)
    column.once(plain(referral.contact_line), 8.2 * scale, centred=centred)
    column.rule(thick=1)


def _bodies(column: _Column, referral: Referral, words: Words, size: float) -> None:
    column.y += size * 0.4
    column.wrapped(((words("title"), True),), size * 1.15, most=2)
    column.wrapped(((words("go_to"), False),), size, most=3)
    for body in referral.bodies:
        column.y += size * 0.55
        column.wrapped(((plain(body.name), True),), size * 1.3, most=3)
        for label, text in _lines(body, words):
            column.wrapped(((f"{label}: ", False), (plain(text), True)), size, most=3, indent=size)
    if referral.bring:
        column.y += size * 0.55
        column.wrapped(((words("bring"), False),), size, most=1)
        for document in referral.bring:
            column.drawing.box(column.left + size, column.y + size * 0.36, size * 0.7, size * 0.7, radius=1)
            column.wrapped(((plain(document), False),), size, most=2, indent=size * 2.2)


def _lines(body: Contact, words: Words) -> list[tuple[str, str]]:
    rows = [(name, getattr(body, name)) for name in ("address", "phone", "hours", "web")]
    told = [(words(name), text) for name, text in rows if text]
    return told or [(words("address"), words("unknown"))]


def _foot(column: _Column, referral: Referral, words: Words, language: str, size: float) -> None:
    column.rule(gap=4)
    back = f"{words('back')} {words('call').replace('{phone}', referral.phone)}" if referral.phone else words("back")
    column.wrapped(((plain(back), False),), size, most=4)
    printed = local(referral.printed_at, referral.utc_offset_minutes)
    when = f"{day_in_words(printed.date(), language)}, {time_in_zone(printed, referral.utc_offset_minutes)}"
    column.wrapped(((", ".join(part for part in (plain(referral.city), when) if part), False),), size, most=2)
