"""The tones of a status: a colour for words and signs and a tint below them; no tone ever stands without a word."""

from enum import StrEnum

from PySide6.QtGui import QColor

from ui import theme


class Tone(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"
    NEUTRAL = "neutral"

    def ink(self) -> QColor:
        """Give the colour of text and signs."""
        return theme.current().color("soft" if self is Tone.NEUTRAL else str(self))

    def tint(self) -> QColor:
        """Give the colour below them."""
        return theme.current().color(f"{self}_bg")
