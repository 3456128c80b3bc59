"""Setting text: words into lines of a given width, never wider, never more lines than allowed; a cut shows as "…"."""

from collections.abc import Iterable
from typing import Final

from app.adapters.paper.fonts import Fonts
from app.adapters.paper.wording import Pieces

ELLIPSIS: Final = "…"
Word = list[tuple[str, bool]]


def width_of(pieces: Iterable[tuple[str, bool]], fonts: Fonts, size: float) -> float:
    """Give the width of a line in points."""
    return sum([fonts.width(text, bold, size) for text, bold in pieces])


def lines_of(pieces: Pieces, fonts: Fonts, size: float, width: float, most: int) -> list[Pieces]:
    """Give at most ``most`` lines that fit the width, cut at a word with "…" when there is more."""
    lines: list[list[Word]] = []
    room = 0.0
    space = fonts.width(" ", False, size)
    for word in _words(pieces):
        for part, wide in _fitting(word, fonts, size, width):
            if lines and space + wide <= room:
                lines[-1].append(part)
                room -= space + wide
            elif len(lines) > most:
                break
            else:
                lines.append([part])
                room = width - wide
    kept = _without_separators(lines[: most + 1])
    if len(kept) > most:
        kept = kept[:most]
        kept[-1] = _cut(kept[-1], fonts, size, width)
    return [_joined(line) for line in kept]


def size_that_fits(text: str, bold: bool, fonts: Fonts, size: float, width: float, least: float) -> tuple[str, float]:
    """Give the text and the size at which it fits in one line: smaller down to ``least``, then cut with "…"."""
    wide = fonts.width(text, bold, size)
    if wide <= width:
        return text, size
    smaller = max(least, size * width / wide)
    lines = lines_of(((text, bold),), fonts, smaller, width * 1.0001, 1)
    return "".join(part for part, _ in lines[0]) if lines else "", smaller


def _words(pieces: Pieces) -> list[Word]:
    """Split at spaces; pieces that touch without one are one word."""
    words: list[Word] = []
    touches = False
    for text, bold in pieces:
        for count, part in enumerate(text.split(" ")):
            touches = touches and count == 0
            if part and touches:
                words[-1].append((part, bold))
            elif part:
                words.append([(part, bold)])
                touches = True
    return words


def _fitting(word: Word, fonts: Fonts, size: float, width: float) -> Iterable[tuple[Word, float]]:
    """Give the word, or its parts when it is wider than a whole line, each with its width."""
    whole = width_of(word, fonts, size)
    if whole <= width:
        yield word, whole
        return
    part: Word = []
    room = width
    for text, bold in word:
        for letter in text:
            wide = fonts.width(letter, bold, size)
            if wide > room and part:
                yield part, width_of(part, fonts, size)
                part, room = [], width
            part = (
                [*part[:-1], (part[-1][0] + letter, bold)] if part and part[-1][1] == bold else [*part, (letter, bold)]
            )
            room -= wide
    yield part, width_of(part, fonts, size)


def _cut(line: list[Word], fonts: Fonts, size: float, width: float) -> list[Word]:
    """Give the line ended by "…": without its last words, or letters of its only one, as far as needed."""
    room = width - fonts.width(" " + ELLIPSIS, True, size)
    while len(line) > 1 and width_of(_joined(line), fonts, size) > room:
        line = line[:-1]
    last = line[-1]
    while sum(len(text) for text, _ in last) > 1 and width_of(_joined([*line[:-1], last]), fonts, size) > room:
        text, bold = last[-1]
        last = [*last[:-1], (text[:-1], bold)] if len(text) > 1 else last[:-1]
    text, bold = last[-1]
    return [*line[:-1], [*last[:-1], (f"{text.rstrip(' .,;:')} {ELLIPSIS}", bold)]]


def _without_separators(lines: list[list[Word]]) -> list[list[Word]]:
    """Give the lines without the dots that would part the end of one from the start of the next."""
    trimmed = []
    for count, line in enumerate(lines):
        start = 1 if count and _is_separator(line[0]) else 0
        end = len(line) - (1 if count < len(lines) - 1 and _is_separator(line[-1]) else 0)
        trimmed.append(line[start:end])
    return [line for line in trimmed if line]


def _is_separator(word: Word) -> bool:
    return [text for text, _ in word] == ["·"]


def _joined(line: list[Word]) -> Pieces:
    """Give a line with its spaces, neighbours of one weight as one piece."""
    joined: list[tuple[str, bool]] = []
    for count, word in enumerate(line):
        for inner, (text, bold) in enumerate(word):
            gap = " " if count and not inner else ""
            if joined and joined[-1][1] == bold:
                joined[-1] = (joined[-1][0] + gap + text, bold)
            elif gap:
                joined[-1] = (joined[-1][0] + gap, joined[-1][1])
                joined.append((text, bold))
            else:
                joined.append((text, bold))
    return tuple(joined)
