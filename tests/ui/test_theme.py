"""Colours that can be read, type of the promised sizes, and a look that can be put on again at any time."""

import subprocess
import sys
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from app.paths import resources
from ui import icons, theme
from ui.theme import DARK, LIGHT, Theme, Tokens, Type

BACKGROUNDS = ("bg", "card", "accent_bg", "neutral_bg", "mark")
READ_ON = [
    *(("text", ground) for ground in (*BACKGROUNDS, "ok_bg", "warn_bg", "bad_bg")),
    *(("soft", ground) for ground in ("bg", "card", "accent_bg", "neutral_bg")),
    *(("accent", ground) for ground in ("bg", "card", "accent_bg")),
    *((tone, ground) for tone in ("ok", "warn", "bad") for ground in (f"{tone}_bg", "bg", "card", "accent_bg")),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
]
SEEN_ON = [
    *(("field_line", ground) for ground in ("bg", "card")),
    *(("accent", ground) for ground in ("bg", "card")),
    *(("bad", ground) for ground in ("bg", "card")),
]


def _luminance(color: str) -> float:
    """Relative luminance as in WCAG 2.2."""
    parts = [part / 255 for part in QColor(color).toTuple()[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(autouse=True)
def _light_again(qapp):
    yield
    theme.apply(qapp, False, 1.0)


def test_the_measure_of_contrast_knows_black_and_white() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert _contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_every_text_can_be_read_on_every_ground_it_stands_on(tokens: Tokens, ink: str, ground: str) -> None:
    assert _contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), SEEN_ON)
def test_every_outline_that_means_something_can_be_seen(tokens: Tokens, line: str, ground: str) -> None:
    assert _contrast(getattr(tokens, line), getattr(tokens, ground)) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_style_sheet_has_no_gap_left_and_qt_understands_it(qtbot, qapp, dark: bool, scale: float) -> None:
    filled = theme.style_sheet(Theme(dark=dark, scale=scale))
    assert "@" not in filled
    theme.apply(qapp, dark, scale)  # a sheet that cannot be parsed is a Qt warning, which fails the test
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    assert field.sizeHint().height() == round(28 * scale) + 2


def test_an_unknown_token_in_the_style_sheet_is_found(monkeypatch, tmp_path) -> None:
    (tmp_path / "theme.qss").write_text("QLabel { color: @nonsense; }")
    monkeypatch.setattr(theme, "resources", lambda: tmp_path)
    with pytest.raises(KeyError, match="nonsense"):
        theme.style_sheet(Theme(dark=False, scale=1.0))


@pytest.mark.parametrize(("kind", "pixels"), [(Type.BODY, 14.5), (Type.LABEL, 13.0), (Type.HINT, 12.5)])
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_type_has_the_promised_size_in_pixels(qapp, kind: Type, pixels: float, scale: float) -> None:
    worn = theme.apply(qapp, False, scale)
    font = worn.font(kind)
    assert font.pointSizeF() * worn.dots_per_inch / 72 == pytest.approx(pixels * scale, abs=0.01)
    inked = QRawFont.fromFont(font)
    assert inked.familyName() == "Noto Sans"
    assert inked.pixelSize() == pytest.approx(pixels * scale, abs=0.5)  # FreeType draws whole pixels only


def test_figures_are_all_of_one_width(qapp) -> None:
    worn = theme.apply(qapp, False, 1.0)
    for bold in (False, True):
        metrics = QFontMetricsF(worn.font(Type.BODY, bold=bold))
        assert len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("text", "family"), [("ꦱꦸꦫꦠ꧀", "Noto Sans Javanese"), ("😀🙏🏥", "Loket Symbols"), ("→✓■", "Loket Symbols")]
)
def test_other_scripts_and_emoji_have_a_bundled_font(qapp, text: str, family: str) -> None:
    theme.apply(qapp, False, 1.0)
    assert family in QApplication.font().families()
    file = {"Noto Sans Javanese": "NotoSansJavanese-Regular.ttf", "Loket Symbols": "LoketSymbols-Regular.ttf"}[family]
    bundled = QRawFont(str(resources() / "fonts" / file), 16)
    assert all(bundled.supportsCharacter(ord(letter)) for letter in text)


def test_the_fonts_stay_below_three_megabytes() -> None:
    assert sum(file.stat().st_size for file in (resources() / "fonts").iterdir()) < 3_000_000


def test_the_look_can_be_changed_while_windows_are_open(qtbot, qapp) -> None:
    theme.apply(qapp, False, 1.0)
    button = QPushButton("Tutup")
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    low = button.sizeHint().height()
    theme.apply(qapp, True, 2.0)
    assert theme.current().dark
    assert button.sizeHint().height() > 1.8 * low
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.bg)


@pytest.mark.parametrize("dark", [False, True])
def test_a_placeholder_can_be_read(qtbot, qapp, dark: bool) -> None:
    worn = theme.apply(qapp, dark, 1.0)
    for made in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(made)
        made.ensurePolished()
        assert made.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(worn.tokens.soft)


@pytest.mark.parametrize(
    ("scheme", "dark"),
    [(Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Light, False), (Qt.ColorScheme.Unknown, False)],
)
def test_the_desktops_wish_is_followed(scheme: Qt.ColorScheme, dark: bool) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return scheme

    class Desktop:
        def styleHints(self) -> Hints:
            return Hints()

    assert theme.system_is_dark(Desktop()) is dark


def test_lengths_never_vanish() -> None:
    assert Theme(dark=False, scale=1.0).px(0.2) == 1
    assert Theme(dark=False, scale=1.5).px(10) == 15


def test_both_looks_have_every_token_and_only_plain_colours() -> None:
    for tokens in (LIGHT, DARK):
        assert all(QColor(getattr(tokens, field.name)).isValid() for field in fields(tokens))


@pytest.mark.parametrize("file", sorted((resources() / "icons").glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_draws_something(qapp, file) -> None:
    drawn = icons.pixmap(file.stem, QColor("#A3241C"), 32).toImage()
    inked = [drawn.pixelColor(x, y) for x in range(32) for y in range(32) if drawn.pixelColor(x, y).alpha() == 255]
    assert 8 < len(inked) < 32 * 32
    if not file.stem.endswith(("-light", "-dark")):
        wanted = QColor("#A3241C").toTuple()
        assert all(abs(got - want) <= 1 for dot in inked for got, want in zip(dot.toTuple(), wanted, strict=True))


def test_an_icon_is_recoloured_by_the_theme(qapp) -> None:
    theme.apply(qapp, True, 1.0)
    drawn = icons.icon("square", "ok").pixmap(16, 16).toImage()
    assert drawn.pixelColor(drawn.width() // 2, drawn.height() // 2) == QColor(DARK.ok)


def test_the_look_loads_no_library_of_the_other_floors() -> None:
    loads = (
        "import sys, importlib, pkgutil, ui.lane, ui.theme, ui.icons, ui.formats, ui.widgets\n"
        "for found in pkgutil.iter_modules(ui.widgets.__path__, 'ui.widgets.'): importlib.import_module(found.name)\n"
        "heavy = 'sqlalchemy alembic sqlcipher3 reportlab pydantic pypdfium2 cryptography argon2 httpx2'.split()\n"
        "assert 'ui.widgets.picker' in sys.modules\n"
        "print([name for name in [*heavy, 'app.usecases', 'app.adapters', 'db'] if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
