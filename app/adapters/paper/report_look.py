"""How the report looks on paper: colours, sizes of type, lines of tables."""

from typing import Any, Final
from xml.sax.saxutils import escape

from app.adapters.paper.fonts import Fonts, plain

MM: Final = 72 / 25.4
TEXT: Final = "#1B2126"
SOFT: Final = "#56626C"
ACCENT: Final = "#0B5F70"
ACCENT_BG: Final = "#EDF5F6"
LINE: Final = "#D3DADF"

_HANGING: Final = 6.3
_KINDS: Final[dict[str, tuple[float, float, str, bool, bool]]] = {
    "letterhead": (10, 13, TEXT, True, False),
    "title": (19, 24, TEXT, True, False),
    "subtitle": (12.5, 17, ACCENT, True, False),
    "heading": (10.5, 14, TEXT, True, False),
    "text": (9.5, 13, TEXT, False, False),
    "soft": (8.5, 12, SOFT, False, False),
    "small": (7.8, 10.5, SOFT, False, False),
    "note": (8, 11.6, SOFT, False, False),
    "listed": (8, 11.6, SOFT, False, False),
    "figure": (18, 23, TEXT, True, False),
    "cell": (8.8, 11.5, TEXT, False, False),
    "cell_bold": (8.8, 11.5, TEXT, True, False),
    "cell_head": (8, 11, SOFT, False, False),
    "cell_right": (8.8, 11.5, TEXT, False, True),
    "cell_right_bold": (8.8, 11.5, TEXT, True, True),
    "cell_right_zero": (8.8, 11.5, SOFT, False, True),
    "cell_head_right": (8, 11, SOFT, False, True),
    "tight_right": (8, 11.5, TEXT, False, True),
    "tight_right_bold": (8, 11.5, TEXT, True, True),
    "tight_right_zero": (8, 11.5, SOFT, False, True),
    "tight_head_right": (7.5, 11, SOFT, False, True),
}
"""Size, line, colour, whether bold, whether it stands at the right."""


class Look:
    """Paragraphs and the styles of tables; nothing that somebody typed is ever taken for markup."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._styles = {name: self._style(name) for name in _KINDS}

    def paragraph(self, text: str, kind: str) -> Any:
        """Give a text in one of the kinds, each character in a font that has it."""
        from reportlab.platypus import Paragraph

        bold = _KINDS[kind][3]
        usual = self._styles[kind].fontName
        runs = self._fonts.runs(plain(text), bold)
        marked = (escape(run) if font == usual else f'<font name="{font}">{escape(run)}</font>' for font, run in runs)
        return Paragraph("".join(marked), self._styles[kind])

    def width(self, text: str, kind: str) -> float:
        """Give how wide a text is in one of the kinds."""
        size, _, _, bold, _ = _KINDS[kind]
        return self._fonts.width(plain(text), bold, size)

    def bare(self) -> list[Any]:
        """Give the style of a grid that only holds things in their places."""
        return [
            ("FONTNAME", (0, 0), (-1, -1), self._fonts.body),  # of empty cells as well: else Helvetica is named
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]

    def ruled(self, *, with_total: bool) -> list[Any]:
        """Give the style of a table of figures: hairlines below the rows, a line of colour below the head."""
        from reportlab.lib.colors import HexColor

        last = -2 if with_total else -1
        ruled = [
            ("FONTNAME", (0, 0), (-1, -1), self._fonts.body),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LEFTPADDING", (1, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(ACCENT)),
            ("LINEBELOW", (0, 1), (-1, last), 0.4, HexColor(LINE)),
        ]
        return [*ruled, ("LINEABOVE", (0, -1), (-1, -1), 0.9, HexColor(TEXT))] if with_total else ruled

    def _style(self, name: str) -> Any:
        from reportlab.lib.colors import HexColor
        from reportlab.lib.styles import ParagraphStyle

        size, leading, colour, bold, right = _KINDS[name]
        return ParagraphStyle(
            name,
            fontName=self._fonts.bold if bold else self._fonts.body,
            fontSize=size,
            leading=leading,
            textColor=HexColor(colour),
            alignment=2 if right else 0,
            splitLongWords=1,
            leftIndent=_HANGING if name == "listed" else 0,
            firstLineIndent=-_HANGING if name == "listed" else 0,
            spaceAfter=2.5 if name == "listed" else 0,
        )
