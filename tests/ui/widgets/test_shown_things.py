"""Labels, badges, key caps, buttons, cards, banners and progress: plain text, right sizes, spoken names."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.theme import LIGHT, Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.badge import Badge, badge_width
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import ElidedLabel, label
from ui.widgets.nav_button import NavButton
from ui.widgets.progress_row import ProgressRow
from ui.widgets.tone import Tone

HOSTILE = "<img src=x> =1+1 & <b>Budi</b>"


def _spoken(widget: QWidget) -> tuple[str, str]:
    heard = QAccessible.queryAccessibleInterface(widget)
    return heard.text(QAccessible.Text.Name), heard.text(QAccessible.Text.Description)


def _has_color(widget: QWidget, color: str) -> bool:
    drawn = widget.grab().toImage()
    return any(drawn.pixelColor(x, y) == QColor(color) for x in range(drawn.width()) for y in range(drawn.height()))


def test_what_a_citizen_typed_is_never_taken_for_markup(qtbot) -> None:
    for made in (label(HOSTILE), label(HOSTILE, Type.HINT, wrap=True), ElidedLabel(HOSTILE)):
        qtbot.addWidget(made)
        assert made.textFormat() == Qt.TextFormat.PlainText
        assert made.text() == HOSTILE
    card, banner = Card(HOSTILE, HOSTILE), Banner("b")
    banner.say(HOSTILE, what=HOSTILE)
    for whole in (card, banner):
        qtbot.addWidget(whole)
        assert {part.textFormat() for part in whole.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_a_label_wears_the_type_of_its_kind(qtbot) -> None:
    heights = []
    for kind in (Type.HINT, Type.BODY, Type.TITLE, Type.BIG, Type.NUMBER):
        made = label("AWS-A-26-001285-19", kind)
        qtbot.addWidget(made)
        made.ensurePolished()
        heights.append(made.fontMetrics().height())
        assert made.font().bold() is (kind not in (Type.HINT, Type.BODY))
    assert heights == sorted(set(heights))


def test_an_elided_label_needs_little_room_and_tells_the_whole(qtbot) -> None:
    made = ElidedLabel("Nomor antrean poli gigi habis pukul 07")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.resize(made.sizeHint())
    assert not made.elided()
    assert made.toolTip() == ""
    made.resize(80, made.height())
    assert made.elided()
    assert "poli gigi" in made.toolTip()
    assert made.minimumSizeHint().width() < 40


@pytest.mark.parametrize("tone", list(Tone))
def test_a_badge_has_word_tint_and_shape(qtbot, tone: Tone) -> None:
    badge = Badge("dalam proses", tone, sign="dot")
    qtbot.addWidget(badge)
    badge.resize(badge.sizeHint())
    assert _has_color(badge, tone.tint().name())
    assert _has_color(badge, tone.ink().name())
    assert _spoken(badge)[0] == "dalam proses"
    assert badge_width("dalam proses", sign="dot") > badge_width("dalam proses")


def test_a_badge_can_change_its_status(qtbot) -> None:
    badge = Badge("di PC ini", Tone.WARN, sign="circle")
    qtbot.addWidget(badge)
    badge.set_status("selesai", Tone.OK, sign="check")
    badge.resize(badge.sizeHint())
    assert badge.text() == "selesai"
    assert not _has_color(badge, LIGHT.warn_bg)


def test_a_key_cap_of_one_letter_is_nearly_square_and_a_long_one_fits(qtbot) -> None:
    short, long = KeyHint("a"), KeyHint("Ctrl+Enter")
    for cap in (short, long):
        qtbot.addWidget(cap)
    assert abs(short.sizeHint().width() - short.sizeHint().height()) <= 3
    assert long.sizeHint().width() > theme.metrics(Type.HINT).horizontalAdvance("Ctrl+Enter")


def test_a_button_shows_its_key_and_speaks_it(qtbot) -> None:
    button = ActionButton("print", "Simpan & cetak", key="Ctrl+Enter", weight=Weight.PRIMARY, tall=True)
    qtbot.addWidget(button)
    assert _spoken(button) == ("Simpan & cetak", "Ctrl+Enter")
    assert button.sizeHint().height() == 36
    bare = ActionButton("save", "Simpan & cetak", weight=Weight.PRIMARY)
    qtbot.addWidget(bare)
    assert button.sizeHint().width() > bare.sizeHint().width() + 50


@pytest.mark.parametrize(("enter_presses", "pressed"), [(True, 1), (False, 0)])
def test_enter_presses_a_button_unless_it_saves(qtbot, enter_presses: bool, pressed: int) -> None:
    button = ActionButton("b", "Buka", enter_presses=enter_presses)
    qtbot.addWidget(button)
    clicks: list[int] = []
    button.clicked.connect(lambda: clicks.append(1))
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert len(clicks) == pressed
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(clicks) == pressed + 1


@pytest.mark.parametrize("weight", list(Weight))
def test_the_focus_of_every_button_can_be_seen(qtbot, weight: Weight) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    one, other = ActionButton("a", "Buka", weight=weight), ActionButton("b", "Lain")
    rows.addWidget(one)
    rows.addWidget(other)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    calm = one.grab().toImage()
    one.setFocus()
    assert one.grab().toImage() != calm


def test_a_page_entry_shows_its_count(qtbot) -> None:
    entry = NavButton("today", "Hari ini", key="F4")
    qtbot.addWidget(entry)
    entry.resize(entry.sizeHint())
    assert not _has_color(entry, LIGHT.bad_bg)
    entry.set_count(5)
    assert _has_color(entry, LIGHT.bad_bg)
    assert _spoken(entry) == ("Hari ini (5)", "F4")
    entry.set_count(0)
    assert _spoken(entry)[0] == "Hari ini"


def test_a_click_on_a_page_entry_only_asks(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    entries = [NavButton(name, name) for name in ("entry", "list")]
    for entry in entries:
        rows.addWidget(entry)
    asked: list[str] = []
    for entry in entries:
        entry.clicked.connect(partial(asked.append, entry.objectName()))
    entries[0].setChecked(True)
    entries[1].click()
    QTest.keyClick(entries[1], Qt.Key.Key_Return)
    assert asked == ["list", "list"]
    assert [entry.isChecked() for entry in entries] == [True, False]


def test_a_card_without_a_heading_wastes_no_room(qtbot) -> None:
    bare, headed = Card(), Card("Pelapor", "Ctrl+D")
    for card in (bare, headed):
        qtbot.addWidget(card)
        card.body.addWidget(QLabel("isi"))
    assert headed.sizeHint().height() > bare.sizeHint().height() + 10


def test_a_banner_says_what_happened_what_is_safe_and_what_to_do(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    banner = Banner("problem")
    rows.addWidget(banner)
    window.show()
    assert not banner.isVisible()
    banner.say("Pusat tidak dapat dihubungi", what="Terputus.", safe="Aduan aman.", do="Tekan F9.", action="Coba lagi")
    assert banner.isVisible()
    assert _spoken(banner) == ("Pusat tidak dapat dihubungi", "Terputus. Aduan aman. Tekan F9.")
    with qtbot.waitSignal(banner.action_wanted):
        QTest.mouseClick(banner.findChild(ActionButton, "problem_action"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.closed):
        QTest.keyClick(banner.findChild(ActionButton, "problem_close"), Qt.Key.Key_Return)
    assert not banner.isVisible()


def test_a_banner_takes_no_focus_and_hides_the_button_nobody_needs(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    banner, button = Banner("problem"), ActionButton("b", "Buka")
    rows.addWidget(banner)
    rows.addWidget(button)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    button.setFocus()
    banner.say("Tersimpan", tone=Tone.OK)
    assert button.hasFocus()
    assert not banner.findChild(ActionButton, "problem_action").isVisible()
    assert _has_color(banner, LIGHT.ok_bg)


def test_progress_is_a_bar_a_fact_and_a_way_out(qtbot) -> None:
    row = ProgressRow("sync")
    qtbot.addWidget(row)
    row.show_progress("Sinkron berjalan", fact="39 dari 41 selesai", now="62 %", done=39, total=41)
    bar = row.findChild(QProgressBar)
    assert (bar.value(), bar.maximum()) == (39, 41)
    assert _spoken(bar) == ("Sinkron berjalan", "39 dari 41 selesai")
    button = row.findChild(ActionButton)
    with qtbot.waitSignal(row.cancel_wanted):
        button.click()
    row.set_cancellable(False)
    assert not button.isEnabled()
    row.show_progress("Menghubungi pusat")
    assert (bar.minimum(), bar.maximum()) == (0, 0)


def test_everything_grows_with_the_text(qtbot, qapp) -> None:
    made = [
        ActionButton("a", "Simpan", key="F9"),
        Badge("selesai", Tone.OK, sign="check"),
        KeyHint("F9"),
        NavButton("n", "Hari ini", key="F4"),
        ElidedLabel("Hari ini"),
        Card("Pelapor"),
        ProgressRow("p"),
    ]
    for widget in made:
        qtbot.addWidget(widget)
    before = [widget.sizeHint().height() for widget in made]
    theme.apply(qapp, False, 2.0)
    after = [widget.sizeHint().height() for widget in made]
    theme.apply(qapp, False, 1.0)
    assert all(high >= 1.8 * low for low, high in zip(before, after, strict=True))
    assert [widget.sizeHint().height() for widget in made] == before
