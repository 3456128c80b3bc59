"""The small parts of the page after saving: rows of keys, the spelled number, a sheet of paper on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from ui.widgets.key_row import KeyRow
from ui.widgets.sheet_view import SheetView
from ui.widgets.spoken_number import SpokenNumber


def test_a_row_tells_key_act_and_standing_and_can_be_clicked(qtbot) -> None:
    row = KeyRow("print_original", "P", "Cetak tanda terima")
    qtbot.addWidget(row)
    row.resize(440, row.sizeHint().height())
    row.set_words("Cetak tanda terima", "keluar 09.45")
    assert row.accessibleName() == "Cetak tanda terima"
    assert row.accessibleDescription() == "P · keluar 09.45"
    assert row.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(row.clicked):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)


def test_the_proposed_row_looks_different(qtbot) -> None:
    row = KeyRow("print_original", "P", "Cetak tanda terima")
    qtbot.addWidget(row)
    row.resize(440, row.sizeHint().height())
    before = row.grab().toImage()
    row.set_proposed(True)
    assert row.is_proposed()
    assert row.grab().toImage() != before


def test_a_long_standing_never_pushes_the_act_aside(qtbot) -> None:
    row = KeyRow("print_original", "P", "Cetak tanda terima")
    qtbot.addWidget(row)
    width = row.sizeHint().width()
    row.set_words("Cetak tanda terima", "pencetak " * 30)
    assert row.sizeHint().width() == width


def test_groups_stand_three_in_a_line(qtbot) -> None:
    number = SpokenNumber("spoken")
    qtbot.addWidget(number)
    number.set_groups([("AWS", "a · we · es"), ("A", "a"), ("26", "dua · enam")])
    one = number.sizeHint().height()
    number.set_groups([("AWS", "a · we · es"), ("A", "a"), ("26", "dua · enam"), ("001", "nol · nol · satu")])
    assert number.sizeHint().height() > 1.9 * one
    assert number.accessibleName().endswith("nol · nol · satu")


def test_a_sheet_keeps_its_shape_and_is_never_enlarged(qtbot) -> None:
    sheet = SheetView("sheet")
    qtbot.addWidget(sheet)
    sheet.show_word("Sedang disusun")
    assert not sheet.has_sheet()
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    sheet.show_sheet(image)
    assert sheet.has_sheet()
    assert sheet.heightForWidth(300) == 150
    assert sheet.heightForWidth(2000) == 300


def test_a_sheet_from_a_dense_screen_counts_in_its_own_points(qtbot) -> None:
    sheet = SheetView("sheet")
    qtbot.addWidget(sheet)
    image = QImage(1200, 600, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    sheet.show_sheet(image)
    assert sheet.heightForWidth(600) == 300
