"""The fonts of paper: which of them sets a character, and how wide that makes a text.

A character that no font has stands as an empty box; only marks that are invisible by nature are left out.
"""

import re
import struct
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from app.domain.errors import StorageProblem

PLACEHOLDER: Final = "\u25a1"
_REMEMBERED: Final = 2048
_BODY: Final = ("NotoSans-Regular", "NotoSans-Bold")
_SYMBOLS: Final = "LoketSymbols-Regular"
_SCRIPTS: Final = (
    (0x1A00, 0x1A1F, "NotoSansBuginese-Regular"),
    (0x1B00, 0x1B7F, "NotoSansBalinese-Regular"),
    (0x1B80, 0x1BBF, "NotoSansSundanese-Regular"),
    (0x1BC0, 0x1BFF, "NotoSansBatak-Regular"),
    (0x1CC0, 0x1CCF, "NotoSansSundanese-Regular"),
    (0xA980, 0xA9DF, "NotoSansJavanese-Regular"),
)
_SPACES: Final = re.compile("[\t\n\x0b\x0c\r\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
# Joiners, direction marks, variation selectors, tags: they steer the letters around them and have no shape.
_INVISIBLE: Final = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


class _Letters(dict[str, tuple[str, str, float]]):
    """Remembers per character: the font's name, the character to set, its width at size 1."""

    def __init__(self, find: Callable[[str], tuple[str, str, float]]) -> None:
        self._find = find

    def __missing__(self, letter: str) -> tuple[str, str, float]:
        found = self[letter] = self._find(letter)
        return found


class Fonts:
    """Noto Sans for all text, fonts for the scripts of Indonesia and for symbols behind it, loaded when first met."""

    def __init__(self, folder: Path) -> None:
        """Load the two text fonts; StorageProblem ``fonts_unreadable`` when a font file is absent or damaged."""
        self._folder = folder
        self._loaded: dict[str, Any] = {}
        self._letters = (_Letters(lambda c: self._find(c, _BODY[0])), _Letters(lambda c: self._find(c, _BODY[1])))
        # A sheet is tried in several sizes and painted in two halves, and most of its words are those of every sheet.
        self._unit_width = lru_cache(_REMEMBERED)(self._measure)
        self._parts = lru_cache(_REMEMBERED)(self._part)
        for name in _BODY:
            self._load(name)

    @property
    def body(self) -> str:
        """Give the name of the font of ordinary text."""
        return _BODY[0]

    @property
    def bold(self) -> str:
        """Give the name of its bold font."""
        return _BODY[1]

    def width(self, text: str, bold: bool, size: float) -> float:
        """Give the width in points of a text that is :func:`plain`."""
        return size * self._unit_width(text, bold)

    def runs(self, text: str, bold: bool) -> tuple[tuple[str, str], ...]:
        """Give the text as (font name, text) in order, each run in one font that has all its characters."""
        return self._parts(text, bold)

    def _measure(self, text: str, bold: bool) -> float:
        letters = self._letters[bold]
        return sum([letters[c][2] for c in text])

    def _part(self, text: str, bold: bool) -> tuple[tuple[str, str], ...]:
        letters = self._letters[bold]
        runs = groupby(text, key=lambda c: letters[c][0])
        return tuple([(name, "".join([letters[c][1] for c in run])) for name, run in runs])

    def _find(self, letter: str, body: str) -> tuple[str, str, float]:
        code = ord(letter)
        behind = next((name for first, last, name in _SCRIPTS if first <= code <= last), _SYMBOLS)
        for name in (body, behind):
            face = self._load(name).face
            if face.charToGlyph.get(code):
                return name, letter, face.getCharWidth(code) / 1000
        return self._find(PLACEHOLDER, body)

    def _load(self, name: str) -> Any:
        if name not in self._loaded:
            from reportlab.pdfbase.pdfmetrics import registerFont
            from reportlab.pdfbase.ttfonts import TTFError

            try:
                font = _embeddable()(name, str(self._folder / f"{name}.ttf"), asciiReadable=False)
            except (TTFError, OSError, struct.error, LookupError, ValueError, TypeError) as error:
                raise StorageProblem("fonts_unreadable", file=f"{name}.ttf") from error
            registerFont(font)
            self._loaded[name] = font
        return self._loaded[name]


def plain(text: str) -> str:
    """Give the text as one line that can be set: every break and space as a space, no invisible marks."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(PLACEHOLDER, _INVISIBLE.sub("", _SPACES.sub(" ", text)))


@cache
def _embeddable() -> Any:
    """Give reportlab's TrueType font with its map back to text put right."""
    from reportlab.pdfbase.ttfonts import TTFont

    class EmbeddableFont(TTFont):  # type: ignore[misc, unused-ignore]
        # WORKAROUND(reportlab 5.1): characters beyond U+FFFF are mapped back by five digits, which is no UTF-16:
        # searching or copying a pictograph from the PDF would give two wrong characters.
        def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's name
            super().addObjects(doc)
            for name, part in doc.idToObject.items():
                if name.startswith("toUnicodeCMap:"):
                    part.content = re.sub(r"<(1[0-9A-F]{4,5})>", _utf16, part.content)

    return EmbeddableFont


def _utf16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"
