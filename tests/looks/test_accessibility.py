"""What a screen reader hears and what tired eyes see: the accessibility tree of every room, the contrast of words."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.looks.test_pages_looks import ROOMS
from tests.ui.house import House, furnish, in_english
from tests.ui.page_desk import PageDesk, page_desk

LEAST_CONTRAST = 4.5
LARGE = 2.0
"""At twice the size strokes are wide enough for their colour to stand pure in the picture."""

DEEPEST = 24
ALL_ROOMS = ("entry", "saved", *ROOMS)
SPOKEN = {
    QAccessible.Role.EditableText,
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.PageTab,
    QAccessible.Role.Dialog,
}


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        furnish(made)
        yield made


class Heard(NamedTuple):
    """A part of the tree as plain words: a part itself must not be held, it dies with its widget."""

    role: str
    name: str
    of: str
    spoken: bool
    inside_named: bool


def tree(root: QAccessibleInterface, *, inside_named: bool = False, depth: int = 0) -> Iterator[Heard]:
    """Give every visible part that a screen reader can come to."""
    owner = root.object()
    name, spoken = told(root), root.role() in SPOKEN
    yield Heard(root.role().name, name, owner.objectName() if owner else "", spoken, inside_named)
    if depth < DEEPEST:
        for number in range(root.childCount()):
            child = root.child(number)
            if child is not None and child.isValid() and not child.state().invisible:
                yield from tree(child, inside_named=spoken and bool(name), depth=depth + 1)


def told(part: QAccessibleInterface) -> str:
    return part.text(QAccessible.Text.Name)


@pytest.mark.parametrize("room", ALL_ROOMS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_part_of_the_accessibility_tree_says_what_it_is(qtbot, desk: PageDesk, room: str, language: str) -> None:
    with in_english():
        shown = House(qtbot, desk, language).rooms()[room]()
        parts = list(tree(QAccessible.queryAccessibleInterface(shown)))
        silent = [part for part in parts if part.spoken and not part.name and not part.inside_named]
        assert len(parts) > 5
        assert silent == []


def test_every_field_of_the_form_is_heard_by_its_label(qtbot, desk: PageDesk) -> None:
    with in_english():
        window = House(qtbot, desk, "id").window()
        page = window.page("entry")
        for name, field in page.form.fields.items():
            if field.input.isVisible() and name not in ("notice", "returns_to_desk"):  # ticks say their own words
                heard = told(QAccessible.queryAccessibleInterface(field.input))
                if heard == getattr(field.input, "currentText", str)():  # Qt on X11 gives a combo box's value there
                    heard = field.input.accessibleName()
                assert field.rule.label["id"] in heard, name


def _luminance(color: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(picture: QImage, box: QRect) -> float:
    """Give the highest contrast of any pixel in the box to its most frequent colour, by WCAG 2.2."""
    cut = picture.copy(box.intersected(picture.rect())).convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(bytes(cut.constBits()[: cut.sizeInBytes()]).hex(" ", 4).split())
    grounds = [QColor(*(int(pixel[at : at + 2], 16) for at in (4, 2, 0))) for pixel in pixels]
    light = sorted(map(_luminance, grounds))
    most = pixels.most_common(1)[0][0]
    ground = _luminance(QColor(*(int(most[at : at + 2], 16) for at in (4, 2, 0))))
    return max((light[-1] + 0.05) / (ground + 0.05), (ground + 0.05) / (light[0] + 0.05))


def words_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("room", ALL_ROOMS)
def test_all_words_stand_out_from_their_ground(qtbot, desk: PageDesk, room: str, dark: bool) -> None:
    with in_english():
        shown = House(qtbot, desk, "id", dark=dark, scale=LARGE).rooms()[room]()
        picture = shown.grab().toImage()
        faint = []
        for widget in shown.findChildren(QWidget):
            if not words_of(widget).strip() or not widget.isVisible() or not widget.isEnabled():
                continue
            box = widget.visibleRegion().boundingRect().translated(widget.mapTo(shown, QPoint(0, 0)))
            if box.height() < widget.height():
                continue  # half of it is scrolled away: what is left may be its frame alone
            if box.width() > 8 and box.height() > 8 and (found := contrast(picture, box)) < LEAST_CONTRAST:
                faint.append((words_of(widget)[:40], round(found, 2)))
        assert faint == []


def test_the_measure_knows_what_is_faint(qtbot) -> None:
    label = QLabel("pudar")
    label.setStyleSheet("background: #FFFFFF; color: #999999; font-size: 40px")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    qtbot.addWidget(label)
    label.resize(300, 80)
    picture = label.grab().toImage()
    assert contrast(picture, label.rect()) == pytest.approx(2.85, abs=0.1)
