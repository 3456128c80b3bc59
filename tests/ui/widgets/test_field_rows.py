"""Rows of fields: they share what is left, wrap without room, and may be arranged anew without losing the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.widgets.field import Field
from ui.widgets.field_rows import GAP, Cell, FieldRows
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput


class Panel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.rows = FieldRows()
        self.fields = {name: Field(name, TextInput(name)) for name in "abcd"}
        self.box = Field("box", TextBox("box"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.rows)

    def cell(self, name: str, least: int, share: int = 1) -> Cell:
        return Cell(widget=self.fields[name], least=least, share=share)


@pytest.fixture
def panel(qtbot) -> Panel:
    made = Panel()
    qtbot.addWidget(made)
    made.resize(420, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_what_is_left_goes_by_share_and_the_row_ends_at_the_edge(panel: Panel) -> None:
    panel.rows.arrange([[panel.cell("a", 100, 0), panel.cell("b", 100, 1), panel.cell("c", 100, 2)]])
    QApplication.processEvents()
    widths = [panel.fields[name].width() for name in "abc"]
    assert widths[0] == 100
    assert widths[2] > widths[1] > 100
    assert panel.fields["c"].geometry().right() == panel.width() - 1
    assert panel.fields["b"].x() == 100 + GAP


def test_a_row_without_room_wraps_and_the_panel_grows(panel: Panel) -> None:
    panel.rows.arrange([[panel.cell("a", 250), panel.cell("b", 250)]])
    QApplication.processEvents()
    assert panel.fields["b"].y() > panel.fields["a"].geometry().bottom()
    assert panel.fields["b"].x() == 0
    assert panel.rows.heightForWidth(420) > panel.rows.heightForWidth(600)


def test_a_cell_wider_than_the_panel_is_cut_to_it(panel: Panel) -> None:
    panel.rows.arrange([[panel.cell("a", 900)]])
    QApplication.processEvents()
    assert panel.fields["a"].width() == panel.width()


def test_the_row_that_grows_takes_the_height_that_is_left(panel: Panel) -> None:
    panel.rows.arrange([[panel.cell("a", 100)], [Cell(widget=panel.box, least=100)], [panel.cell("b", 100)]])
    QApplication.processEvents()
    assert panel.fields["b"].geometry().bottom() >= panel.height() - 2
    assert panel.box.height() > panel.box.sizeHint().height()


def test_another_arrangement_keeps_the_focus_and_what_was_typed(panel: Panel) -> None:
    panel.rows.arrange([[panel.cell("a", 100), panel.cell("b", 100)]])
    panel.fields["b"].input.setFocus(Qt.FocusReason.OtherFocusReason)
    panel.fields["b"].input.setText("Budi")  # type: ignore[attr-defined]
    panel.rows.arrange([[panel.cell("c", 100)], [panel.cell("b", 100)]])
    QApplication.processEvents()
    assert QApplication.focusWidget() is panel.fields["b"].input
    assert panel.fields["b"].input.text() == "Budi"  # type: ignore[attr-defined]
    assert not panel.fields["a"].isVisible()
    assert panel.fields["c"].isVisible()


def test_an_empty_arrangement_takes_no_room(panel: Panel) -> None:
    panel.rows.arrange([[panel.cell("a", 100)]])
    panel.rows.arrange([])
    QApplication.processEvents()
    assert panel.rows.count() == 0
    assert panel.rows.heightForWidth(400) == 0
