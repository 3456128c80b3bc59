"""The scanner's folder is a setting of this computer that other settings leave alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.settings import Settings, read_settings, write_settings
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.settings import SettingsDialog


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as desk:
        yield desk


@pytest.fixture
def dialog(qtbot, desk: PageDesk) -> Iterator[SettingsDialog]:
    made = SettingsDialog(desk.ctx, Settings(language="id", scan_folder="/lama"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    desk.settle(qtbot)


def test_a_folder_is_typed_and_kept_and_one_that_is_not_there_is_told(
    qtbot, desk: PageDesk, dialog: SettingsDialog, tmp_path: Path
) -> None:
    told: list[Settings] = []
    dialog.settings_changed.connect(told.append)
    dialog.scan_folder.set_value(str(tmp_path / "tidak-ada"))
    QTest.keyClick(dialog.scan_folder, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert told[-1].scan_folder == str(tmp_path / "tidak-ada")
    assert dialog.scan_field.error()
    dialog.scan_folder.set_value(str(tmp_path))
    QTest.keyClick(dialog.scan_folder, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert told[-1].scan_folder == str(tmp_path)
    assert not dialog.scan_field.error()


def test_a_folder_can_be_chosen(qtbot, desk: PageDesk, dialog: SettingsDialog, tmp_path: Path) -> None:
    dialog.choose_folder.click()
    chooser = dialog.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path))
    chooser.reject()
    assert dialog.scan_folder.value() == str(tmp_path)
    desk.settle(qtbot)


def test_another_language_leaves_the_folder(dialog: SettingsDialog) -> None:
    told: list[Settings] = []
    dialog.settings_changed.connect(told.append)
    dialog.language.choose("en")
    assert told[-1] == Settings(language="en", scan_folder="/lama")


@pytest.mark.parametrize("folder", ["", "/tmp/pindai", "C:\\Pindaian\\baru", 'dengan "kutip"', "ꦱꦸꦫꦠ", "a\nb"])
def test_any_folder_survives_the_file_of_settings(tmp_path: Path, folder: str) -> None:
    write_settings(tmp_path, Settings(scan_folder=folder))
    assert read_settings(tmp_path) == Settings(scan_folder=folder.replace("\n", " "))
