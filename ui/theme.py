"""The one look of the desk: colours, type and measures for light and dark, at any text size from 100 to 200 %.

``apply`` puts them on the application; widgets that paint themselves read ``current()`` while painting.
"""

import re
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resources

_FONT_FILES: Final = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansJavanese-Regular.ttf",
    "NotoSansBalinese-Regular.ttf",
    "NotoSansSundanese-Regular.ttf",
    "NotoSansBuginese-Regular.ttf",
    "NotoSansBatak-Regular.ttf",
    "LoketSymbols-Regular.ttf",
)
_THEME: Final = "loket_theme"
_STYLED: Final = "loket_styled"
_FAMILIES: Final = "loket_font_families"


class Type(StrEnum):
    """The sizes of type there are; pixels at 100 % are in ``_PIXELS``."""

    BODY = "body"
    LABEL = "label"
    HINT = "hint"
    HEADING = "heading"
    TITLE = "title"
    BIG = "big"
    NUMBER = "number"


_PIXELS: Final = {
    Type.BODY: 14.5,
    Type.LABEL: 13.0,
    Type.HINT: 12.5,
    Type.HEADING: 14.5,
    Type.TITLE: 18.0,
    Type.BIG: 23.0,
    Type.NUMBER: 37.0,
}
_BOLD: Final = frozenset({Type.HEADING, Type.TITLE, Type.BIG, Type.NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours by use.  A tint carries text of its own colour; ``on_accent`` is text on the accent."""

    bg: str
    card: str
    line: str
    field_line: str
    text: str
    soft: str
    accent: str
    accent_strong: str
    accent_bg: str
    on_accent: str
    neutral_bg: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    mark: str


LIGHT: Final = Tokens(
    bg="#F4F6F7",
    card="#FFFFFF",
    line="#D3DADF",
    field_line="#828E96",
    text="#1B2126",
    soft="#56626C",
    accent="#0B5F70",
    accent_strong="#084A58",
    accent_bg="#E3F0F2",
    on_accent="#FFFFFF",
    neutral_bg="#ECF0F2",
    ok="#1B6B3A",
    ok_bg="#E4F2E9",
    warn="#7A5200",
    warn_bg="#FBF1DC",
    bad="#A3241C",
    bad_bg="#FBE7E5",
    mark="#FCE7A8",
)
DARK: Final = Tokens(
    bg="#14191D",
    card="#1C2328",
    line="#323C44",
    field_line="#6B7780",
    text="#E8EDF0",
    soft="#A3B0B9",
    accent="#5CB8C8",
    accent_strong="#7ECBD8",
    accent_bg="#173A42",
    on_accent="#0B1F25",
    neutral_bg="#29323A",
    ok="#82CF9B",
    ok_bg="#17352A",
    warn="#EFC474",
    warn_bg="#3A2C10",
    bad="#F3A59D",
    bad_bg="#431F1D",
    mark="#5E4A12",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Tokens with a scale: 1.0 is 100 %.  ``dots_per_inch`` is the screen's, for type in points."""

    dark: bool
    scale: float
    dots_per_inch: float = 96.0
    _measures: dict[tuple[Type, bool | None], QFontMetrics] = field(default_factory=dict, compare=False, repr=False)

    @property
    def tokens(self) -> Tokens:
        return DARK if self.dark else LIGHT

    def px(self, pixels: float) -> int:
        """Give a length of 100 % at this scale, at least one pixel."""
        return max(1, round(pixels * self.scale))

    def points(self, kind: Type) -> float:
        """Give the size of a kind of type in points, so that fractions of a pixel are kept."""
        return round(_PIXELS[kind] * self.scale * 72 / self.dots_per_inch, 3)

    def font(self, kind: Type, *, bold: bool | None = None) -> QFont:
        """Give the font of a kind of type; ``bold`` overrides its own weight."""
        font = QFont(QApplication.font())
        font.setPointSizeF(self.points(kind))
        font.setBold(kind in _BOLD if bold is None else bold)
        return font

    def metrics(self, kind: Type, *, bold: bool | None = None) -> QFontMetrics:
        """Give the measures of that font; layouts ask for them over and over, so they are kept."""
        measures = self._measures.get((kind, bold))
        if measures is None:
            measures = self._measures[kind, bold] = QFontMetrics(self.font(kind, bold=bold))
        return measures

    def color(self, role: str) -> QColor:
        """Give the colour of a token by its name."""
        return QColor(getattr(self.tokens, role))


def new_application(*arguments: str) -> QApplication:
    """Make the application in our style at once, which is quicker than changing it."""
    app = QApplication([*arguments[:1], "-style", "Fusion", *arguments[1:]])
    app.setProperty(_STYLED, True)
    return app


def apply(app: QApplication, dark: bool, scale: float) -> Theme:
    """Dress the application; may be called again at any time, and shown widgets follow."""
    theme = Theme(dark=dark, scale=scale, dots_per_inch=app.primaryScreen().logicalDotsPerInchY())
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    if not app.property(_STYLED):
        app.setProperty(_STYLED, app.setStyle("Fusion") is not None)
    app.setFont(_body_font(app, theme))
    app.setProperty(_THEME, theme)  # after the font that its measures are taken from
    app.setPalette(_palette(theme.tokens))
    app.setStyleSheet(style_sheet(theme))
    return theme


def current() -> Theme:
    """Give the theme the application wears; the light one at 100 % before any was put on."""
    app = QGuiApplication.instance()
    worn = app.property(_THEME) if app else None
    return cast("Theme", worn) if worn is not None else Theme(dark=False, scale=1.0)


def metrics(kind: Type, *, bold: bool | None = None) -> QFontMetrics:
    """Give the measures of a kind of type in the present theme."""
    return current().metrics(kind, bold=bold)


def system_is_dark(app: QApplication) -> bool:
    """Tell what the desktop wishes; ask before ``apply``, which overrides it."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def style_sheet(theme: Theme) -> str:
    """Give the style sheet with its gaps filled: ``@name`` a token, ``@px(n)`` a length, ``@pt(kind)`` a type size."""
    text = (resources() / "theme.qss").read_text("utf-8")
    tokens = {field.name: getattr(theme.tokens, field.name) for field in fields(theme.tokens)}
    tokens["mode"] = "dark" if theme.dark else "light"
    tokens["icons"] = (resources() / "icons").as_posix()

    def filled(gap: re.Match[str]) -> str:
        name, value = gap["name"], gap["value"]
        if name == "px":
            return f"{theme.px(float(value))}px"
        if name == "pt":
            return f"{theme.points(Type(value)):.3f}pt"
        return str(tokens[name])

    return re.sub(r"@(?P<name>[a-z_]+)(?:\((?P<value>[\w.]+)\))?", filled, text)


def _body_font(app: QApplication, theme: Theme) -> QFont:
    families = app.property(_FAMILIES)
    if families is None:
        numbers = [QFontDatabase.addApplicationFont(str(resources() / "fonts" / name)) for name in _FONT_FILES]
        families = list(dict.fromkeys(f for number in numbers for f in QFontDatabase.applicationFontFamilies(number)))
        app.setProperty(_FAMILIES, families)
    font = QFont()
    font.setFamilies(families)
    font.setPointSizeF(theme.points(Type.BODY))
    return font


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, token in (
        ((role.Window, role.AlternateBase), tokens.bg),
        ((role.Base, role.Button, role.ToolTipBase), tokens.card),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), tokens.text),
        ((role.Highlight, role.Accent, role.Link, role.LinkVisited), tokens.accent),
        ((role.HighlightedText,), tokens.on_accent),
        ((role.PlaceholderText,), tokens.soft),
        ((role.Mid, role.Light, role.Midlight), tokens.line),
        ((role.Dark, role.Shadow), tokens.field_line),
    ):
        for one in roles:
            palette.setColor(one, QColor(token))
    for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.field_line))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.line))
    return palette
