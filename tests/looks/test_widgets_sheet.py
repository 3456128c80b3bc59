"""One sheet of all widgets, drawn in light and dark at three sizes to build/looks/, and checked for cut words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.formats import Formats
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import ElidedLabel, label
from ui.widgets.masked_input import MaskedInput
from ui.widgets.nav_button import NavButton
from ui.widgets.option import Option
from ui.widgets.picker import Picker
from ui.widgets.progress_row import ProgressRow
from ui.widgets.suggestions import Suggestion
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone
from ui.widgets.when_input import date_input, moment_input

LOOKS = Path(__file__).resolve().parents[2] / "build" / "looks"
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=timezone(timedelta(hours=8)))
FOUND = (
    Suggestion(id="1", label="Kesehatan › Pelayanan Obat", note="dari isi"),
    Suggestion(id="2", label="Perlindungan Konsumen › Obat dan Makanan"),
    Suggestion(id="3", label="Kesehatan › Fasyankes", detail="rumah sakit, puskesmas", note="dari isi"),
)


def _find(typed: str) -> Sequence[Suggestion]:
    return FOUND


def _today() -> date:
    return NOW.date()


def _now() -> datetime:
    return NOW


def _mask(nik: str) -> str:
    return f"{nik[:4]} •••• •••• {nik[-4:]}"


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(id=label.lower().replace(" ", "-"), label=label) for label in labels)


class Sheet(QWidget):
    """Everything there is, in the places and the words of a counter."""

    def __init__(self) -> None:
        super().__init__()
        self.formats = Formats("id")
        worn = theme.current()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(*[worn.px(12)] * 4)
        columns.setSpacing(worn.px(12))
        columns.addLayout(self._side(), 0)
        columns.addLayout(self._form(), 3)
        columns.addLayout(self._facts(), 2)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.current().px(2))
        for name, key, count in (("Entri baru", "F2", 0), ("Hari ini", "F4", 5), ("Sinkron", "F6", 0)):
            button = NavButton(name, name, key=key)
            button.set_count(count)
            button.setChecked(name == "Entri baru")
            side.addWidget(button)
        side.addStretch(1)
        return side

    def _form(self) -> QVBoxLayout:
        self.identity = ChoiceBar("identity", _options("Terbuka", "Anonim", "Tanpa nama"))
        self.secrecy = ChoiceBar("secrecy", _options("Biasa", "Rahasia"))
        self.secrecy.set_value("rahasia")
        channel = Combo("channel", _options("Tatap muka", "Telepon", "Surat"))
        channel.set_value("tatap-muka")
        received = moment_input("received", now=_now, formats=self.formats)
        received.set_value(NOW)
        nik = MaskedInput("nik", mask=_mask)
        nik.set_value("6472011205900007")
        title = TextInput("title", counter="{} dari 255 huruf".format)
        title.set_value("Antrean obat RSUD lebih dari empat jam")
        self.text = TextBox("text", lines=2, counter="{} huruf".format)
        self.text.set_value("Saya antre obat dari jam 08.00 sampai 12.30. Petugas bilang sistem lambat 😡 ꦱꦸꦮꦺ")
        happened = date_input("happened", today=_today, formats=self.formats)
        happened.set_value(date(2026, 11, 21))
        self.category = Picker("category", _find)
        agency = Picker("agency", _find)
        agency.set_value("AWS", "RSUD AWS", detail="Instansi loket ini", tag="usul")
        locked = TextInput("locked")
        locked.set_value("Telepon")
        locked.setReadOnly(True)
        missing = TextInput("name")
        identity_field = Field(
            "Identitas pelapor", self.identity, hint="Tanyakan: bolehkah nama terlihat?", required=True
        )
        self.identity_error = Field("Sifat laporan", ChoiceBar("asked", _options("Biasa", "Rahasia")), required=True)
        self.identity_error.set_error("Pilih: biasa atau rahasia?")
        missing_field = Field("Nama", missing, required=True)
        missing_field.set_error("Isi nama pelapor, atau pilih tanpa nama.")
        notice = CheckBox("notice", "Pemberitahuan data pribadi dibacakan")
        notice.set_value(True)

        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(10))
        grid.setVerticalSpacing(theme.current().px(2))
        grid.addWidget(Field("Kanal", channel), 0, 0)
        grid.addWidget(Field("Diterima", received), 0, 1)
        grid.addWidget(identity_field, 0, 2, 1, 2)
        grid.addWidget(Field("NIK", nik, hint="L · 12-05-1990 · terdaftar pertama: Kota Samarinda"), 1, 0, 1, 2)
        grid.addWidget(missing_field, 1, 2)
        grid.addWidget(self.identity_error, 1, 3)
        grid.addWidget(Field("Judul", title, required=True), 2, 0, 1, 3)
        grid.addWidget(Field("Sifat laporan", self.secrecy), 2, 3)
        grid.addWidget(Field("Isi laporan", self.text, hint="tulis urutan kejadian", required=True), 3, 0, 1, 4)
        grid.addWidget(Field("Kejadian", happened), 4, 0)
        grid.addWidget(Field("Kategori", self.category, required=True), 4, 1, 1, 2)
        grid.addWidget(Field("Instansi tujuan", agency, required=True), 4, 3)
        grid.addWidget(Field("Kanal", locked), 5, 0)
        card = Card("Pelapor", "Ctrl+D buka / pakai data")
        card.head.addWidget(notice)
        card.body.addLayout(grid)

        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(ActionButton("off", "Berikutnya", key="Enter", tall=True))
        buttons.itemAt(1).widget().setEnabled(False)
        buttons.addWidget(ActionButton("save", "Simpan", tall=True))
        buttons.addWidget(ActionButton("print", "Simpan & cetak", key="Ctrl+Enter", weight=Weight.PRIMARY, tall=True))
        form = QVBoxLayout()
        form.addWidget(card)
        form.addLayout(buttons)
        form.addStretch(1)
        return form

    def _facts(self) -> QVBoxLayout:
        facts = QVBoxLayout()
        facts.addWidget(label("Hari ini", Type.TITLE))
        facts.addWidget(label("AWS-A-26-001285-19", Type.BIG))
        badges = QGridLayout()
        for number, (text, tone, sign) in enumerate(
            (
                ("terverifikasi", Tone.NEUTRAL, "circle"),
                ("dalam proses", Tone.ACCENT, "dot"),
                ("menunggu", Tone.WARN, "half"),
                ("ditolak pusat", Tone.BAD, "cross"),
                ("terlambat", Tone.BAD, "warning"),
                ("selesai", Tone.OK, "check"),
                ("sedang dikirim", Tone.ACCENT, "play"),
                ("belum pasti sampai", Tone.WARN, "doubt"),
            )
        ):
            badges.addWidget(Badge(text, tone, sign=sign), number // 2, number % 2)
        badges.setColumnStretch(2, 1)
        similar = Card("Sangat mirip", "Ctrl+G gabung")
        similar.body.addLayout(badges)
        facts.addWidget(similar)
        keys = QHBoxLayout()
        for key in ("a", "↑", "Enter", "Shift+P"):
            keys.addWidget(KeyHint(key))
        keys.addStretch(1)
        keys.addWidget(Badge("3 hanya di PC ini, sejak 07.55", Tone.WARN, pill=True))
        facts.addLayout(keys)
        long = ElidedLabel("Nomor antrean poli gigi habis pukul 07, dan tidak ada petugas di loket sampai siang hari")
        facts.addWidget(long)
        signs = QHBoxLayout()
        for name in sorted(path.stem for path in (LOOKS.parents[1] / "resources" / "icons").glob("*.svg")):
            if not name.endswith(("-light", "-dark")):
                sign = QLabel()
                sign.setPixmap(icons.pixmap(name, theme.current().color("text"), theme.current().px(16)))
                signs.addWidget(sign)
        facts.addLayout(signs)
        problem = Banner("problem")
        problem.say(
            "Pusat tidak dapat dihubungi",
            what="Sambungan terputus setelah 39 dari 41 kiriman.",
            safe="Semua aduan tetap tersimpan di PC ini.",
            do="Periksa kabel, lalu tekan F9.",
            action="Coba lagi",
        )
        facts.addWidget(problem)
        fine = Banner("fine")
        fine.say("Tersimpan di PC ini 09.44", tone=Tone.OK)
        facts.addWidget(fine)
        running = ProgressRow("running")
        running.show_progress("Sinkron berjalan", fact="39 dari 41 selesai", now="62 %", done=39, total=41)
        facts.addWidget(running)
        more = QHBoxLayout()
        more.addWidget(ActionButton("note", "Catat", key="T", spread=True))
        more.addWidget(ActionButton("again", "Cetak salinan", key="P", sign="printer", spread=True))
        facts.addLayout(more)
        facts.addStretch(1)
        return facts


def _cut(sheet: QWidget) -> list[str]:
    """Name what has less room than its words need."""
    found = []
    for part in sheet.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel) and not isinstance(part, ElidedLabel) and not part.wordWrap() and part.text():
            if part.width() < part.fontMetrics().horizontalAdvance(part.text().replace("&&", "&")):
                found.append(part.text())
        elif isinstance(part, QAbstractButton | Badge | KeyHint | ChoiceBar) and (
            part.width() < part.minimumSizeHint().width() or part.height() < part.minimumSizeHint().height()
        ):
            found.append(part.objectName() or part.accessibleName())
    return found


def _nameless(sheet: QWidget) -> list[str]:
    """Name what takes the focus and has no spoken name or no object name."""
    return [
        f"{type(part).__name__} {part.objectName()}"
        for part in sheet.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) and part.objectName())
        and part.focusProxy() is None
    ]


@pytest.fixture(autouse=True)
def _light_again(qapp):
    yield
    theme.apply(qapp, False, 1.0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_sheet_of_widgets_is_whole(qtbot, qapp, dark: bool, percent: int) -> None:
    worn = theme.apply(qapp, dark, percent / 100)
    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.resize(worn.px(1366), worn.px(640))
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    name = f"widgets-{'dark' if dark else 'light'}-{percent}"
    LOOKS.mkdir(parents=True, exist_ok=True)
    sheet.category.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(sheet.category, "obat")
    assert sheet.category.is_open()
    assert sheet.grab().save(str(LOOKS / f"{name}.png"))
    sheet.identity.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert sheet.grab().save(str(LOOKS / f"{name}-chosen.png"))
    assert sheet.width() == worn.px(1366)
    assert _cut(sheet) == []
    assert _nameless(sheet) == []


def test_tab_goes_through_the_sheet_as_it_is_read(qtbot, qapp) -> None:
    theme.apply(qapp, False, 1.0)
    sheet = Sheet()
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    sheet.findChild(QWidget, "channel").setFocus()
    passed = []
    while (now := QApplication.focusWidget().objectName()) not in passed:
        passed.append(now)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    stops = [
        "channel",
        "received",
        "identity_terbuka",
        "nik",
        "name",
        "asked_biasa",
        "title",
        "secrecy_rahasia",
        "text",
    ]
    assert passed[: len(stops)] == stops


def test_the_checks_see_what_is_wrong(qtbot) -> None:
    wrong = QWidget()
    qtbot.addWidget(wrong)
    cut = label("Jatuh tempo hari ini", parent=wrong)
    cut.setFixedWidth(20)
    nameless = QLineEdit(wrong)
    nameless.setObjectName("nameless")
    wrong.show()
    assert _cut(wrong) == ["Jatuh tempo hari ini"]
    assert _nameless(wrong) == ["QLineEdit nameless"]
