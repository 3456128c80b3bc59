"""The table by its keys, the history that wraps, the text that scrolls, the line that covers what is typed."""

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui import theme
from ui.models.facts_model import MOMENT, Moment
from ui.theme import Type
from ui.widgets.reading_text import ReadingText
from ui.widgets.rows_view import CELL, Cell, RowsView
from ui.widgets.secret_input import SecretInput
from ui.widgets.timeline import Timeline
from ui.widgets.tone import Tone


class Numbers(QAbstractTableModel):
    """Rows of two cells."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return self._rows

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 2

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = Cell(text=f"row {index.row()}") if index.column() else Cell(ticked=bool(index.row() % 2))
        return cell if role == CELL else cell.said()


@pytest.fixture
def view(qtbot) -> RowsView:
    made = RowsView("numbers")
    made.model_kept = Numbers(40)
    made.setModel(made.model_kept)
    made.set_widths(40, 0)
    qtbot.addWidget(made)
    made.resize(400, 200)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def test_enter_opens_and_space_marks_the_chosen_row(qtbot, view: RowsView) -> None:
    view.choose(2)
    with qtbot.waitSignal(view.open_wanted) as wanted:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert wanted.args == [2]
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.mark_wanted) as wanted:
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert wanted.args == [3]


def test_without_a_choice_nothing_is_opened_or_marked(qtbot, view: RowsView) -> None:
    view.setCurrentIndex(QModelIndex())
    with qtbot.assertNotEmitted(view.open_wanted), qtbot.assertNotEmitted(view.mark_wanted):
        QTest.keyClick(view, Qt.Key.Key_Return)
        QTest.keyClick(view, Qt.Key.Key_Space)


def test_letters_are_handed_on_but_shortcuts_are_not(qtbot, view: RowsView) -> None:
    with qtbot.waitSignal(view.typed) as typed:
        QTest.keyClick(view, Qt.Key.Key_B)
    assert typed.args == ["b"]
    with qtbot.assertNotEmitted(view.typed):
        QTest.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def test_the_end_of_the_rows_is_told(qtbot, view: RowsView) -> None:
    with qtbot.waitSignal(view.near_end):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())


def test_up_leaves_from_the_first_row_only(qtbot, view: RowsView) -> None:
    view.choose(1)
    with qtbot.assertNotEmitted(view.up_from_first):
        QTest.keyClick(view, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.up_from_first):
        QTest.keyClick(view, Qt.Key.Key_Up)


def test_the_last_column_takes_what_is_left_and_rows_follow_the_scale(view: RowsView) -> None:
    assert view.columnWidth(0) == 40
    assert view.columnWidth(1) == view.viewport().width() - 40
    height = view.rowHeight(0)
    try:
        theme.apply(_app(), False, 2.0)
        assert view.rowHeight(0) == 2 * height
    finally:
        theme.apply(_app(), False, 1.0)


def _app():
    from PySide6.QtWidgets import QApplication

    return QApplication.instance()


def test_a_cell_is_said_as_one_text() -> None:
    assert Cell(faint="AWS-A-26-", text="001285-19").said() == "AWS-A-26-001285-19"
    assert Cell(text="Sent", note="37", heading=True).said() == "Sent 37"
    assert Cell(text="ditolak", tone=Tone.BAD, sign="cross").said() == "ditolak"


# ---- history ----


class Moments(QAbstractTableModel):
    def __init__(self, moments: list[Moment]) -> None:
        super().__init__()
        self._moments = moments

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self._moments)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._moments[index.row()] if role == MOMENT else None


def test_a_long_fact_wraps_and_a_narrower_window_makes_it_higher(qtbot) -> None:
    words = "Identitas dibuka: " + "menelepon kembali soal bukti " * 8
    model = Moments(
        [
            Moment(when="Hari ini 08.14", what=words, who="Siti Rahmawati", of_centre=False),
            Moment(when="Hari ini 08.10", what="Laporan dicatat", who="Siti Rahmawati", of_centre=False),
        ]
    )
    line = Timeline("history")
    line.setModel(model)
    qtbot.addWidget(line)
    line.resize(700, 300)
    with qtbot.waitExposed(line):
        line.show()
    wide, short = line.sizeHintForRow(0), line.sizeHintForRow(1)
    assert wide > short
    line.resize(400, 300)
    assert line.sizeHintForRow(0) > wide
    assert not line.grab().isNull()


# ---- reading ----


def test_a_text_is_as_high_as_it_needs_up_to_its_lines(qtbot) -> None:
    text = ReadingText("text", most_lines=4)
    qtbot.addWidget(text)
    text.resize(300, 10)
    with qtbot.waitExposed(text):
        text.show()
    heights = []
    for lines in (1, 3, 4, 40):
        text.show_text("\n".join(["baris"] * lines))
        heights.append(text.height())
    spacing = theme.metrics(Type.BODY).lineSpacing()
    assert heights[1] - heights[0] == 2 * spacing
    assert heights[2] == heights[3]
    assert text.verticalScrollBar().maximum() > 0
    assert text.isReadOnly()


# ---- secrets ----


def test_a_phrase_is_covered_until_its_eye_is_pressed_and_again_when_cleared(qtbot) -> None:
    line = SecretInput("phrase")
    qtbot.addWidget(line)
    line.add_eye("Show", "Hide")
    QTest.keyClicks(line, "kapal layar")
    assert "kapal" not in line.displayText()
    line.actions()[0].trigger()
    assert line.displayText() == "kapal layar"
    assert line.actions()[0].text() == "Hide"
    line.clear()
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert line.actions()[0].text() == "Show"


def test_a_pin_asks_for_numbers_and_keeps_no_history(qtbot) -> None:
    line = SecretInput("pin", digits=True)
    qtbot.addWidget(line)
    hints = line.inputMethodHints()
    for hint in (Qt.InputMethodHint.ImhDigitsOnly, Qt.InputMethodHint.ImhSensitiveData):
        assert hints & hint
    QTest.keyClicks(line, "508317")
    line.clear()
    line.undo()
    assert line.text() == ""


def test_enter_in_a_secret_goes_on(qtbot) -> None:
    line = SecretInput("pin", digits=True)
    qtbot.addWidget(line)
    with qtbot.waitSignal(line.advance):
        QTest.keyClick(line, Qt.Key.Key_Return)
