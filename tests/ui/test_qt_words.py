"""Qt's own buttons, menus and file dialog speak Indonesian, and nothing is translated that Qt does not say."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from app.paths import resources

SOURCE = resources() / "i18n" / "qt_id.ts"
QT_LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"


def _messages() -> list[tuple[str, str, str]]:
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.findtext("translation", ""))
        for context in ET.parse(SOURCE).getroot().iter("context")
        for message in context.iter("message")
    ]


@pytest.fixture
def _indonesian(qapp, tmp_path):
    built = tmp_path / "qt_id.qm"
    lrelease = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([lrelease, "-silent", str(SOURCE), "-qm", str(built)], check=True)
    translator = QTranslator()
    assert translator.load(str(built))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("_indonesian")
def test_every_standard_button_is_indonesian(qtbot) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    kinds = [kind for kind in QDialogButtonBox.StandardButton if kind != QDialogButtonBox.StandardButton.NoButton]
    translations = {translation for context, _, translation in _messages() if context == "QPlatformTheme"}
    for kind in kinds:
        button = box.addButton(kind)
        assert button.text() in translations, kind


@pytest.mark.usefixtures("_indonesian")
def test_the_menus_of_inputs_are_indonesian(qtbot) -> None:
    line, box = QLineEdit("teks"), QPlainTextEdit("teks")
    for widget in (line, box):
        qtbot.addWidget(widget)
        menu = widget.createStandardContextMenu()
        words = {action.text().split("\t")[0] for action in menu.actions() if action.text()}
        assert words <= {"&Urungkan", "Ulang&i", "Po&tong", "&Salin", "Tem&pel", "Hapus", "Pilih semua"}
        assert len(words) == 7
        menu.deleteLater()


@pytest.mark.usefixtures("_indonesian")
def test_the_file_dialog_is_indonesian(qtbot) -> None:
    dialog = QFileDialog(None, "Simpan PDF")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    shown |= {button.text() for button in dialog.findChildren(QPushButton)}
    shown |= {button.toolTip() for button in dialog.findChildren(QToolButton)}
    assert {"&Lihat di:", "&Nama berkas:", "&Jenis berkas:", "&Simpan", "Batal", "Buat folder baru"} <= shown


def test_no_message_is_unfinished_or_double() -> None:
    messages = _messages()
    assert all(translation and source for _, source, translation in messages)
    assert len({(context, source) for context, source, _ in messages}) == len(messages)


def test_gaps_of_a_source_stand_in_its_translation() -> None:
    for _, source, translation in _messages():
        assert source.count("%1") == translation.count("%1")
        assert source.count("\n") == translation.count("\n")


@pytest.mark.skipif(not (QT_LIBRARIES / "libQt6Widgets.so.6").exists(), reason="Qt's libraries lie elsewhere here")
def test_every_source_is_one_that_qt_says() -> None:
    said = b"".join((QT_LIBRARIES / name).read_bytes() for name in ("libQt6Gui.so.6", "libQt6Widgets.so.6"))
    unknown = [(context, source) for context, source, _ in _messages() if source.encode() + b"\0" not in said]
    assert unknown == []
