"""At the real window: a scanned receipt opens its case wherever the focus is, and nothing is filed twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.number import check_digits
from app.settings import Settings
from tests.desk import filed, typed
from tests.ui.page_desk import PageDesk, page_desk
from ui.keyboard import Keyboard
from ui.main_window import MainWindow
from ui.pages.case_page import CasePage
from ui.pages.entry_page import EntryPage
from ui.pages.list_page import ListPage

pytestmark = pytest.mark.journey


class Counter:
    """The window over a real desk, with an officer at the keyboard and a scanner beside."""

    def __init__(self, qtbot, desk: PageDesk) -> None:
        self.desk, self.keys, self.qtbot = desk, Keyboard(), qtbot
        self.window = MainWindow(desk.ctx, Settings())
        self.window.resize(1366, 768)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.activate()
        self.window.open_entry()
        desk.settle(qtbot)

    def activate(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def entry(self) -> EntryPage:
        page = self.window.page("entry")
        assert isinstance(page, EntryPage)
        return page

    @property
    def case(self) -> CasePage:
        page = self.window.page("case")
        assert isinstance(page, CasePage)
        return page

    def fill(self, **changes: str) -> None:
        """Put a whole entry into the form, as a draft that is taken up again."""
        values = {**typed(self.desk.entrance).values, **changes}
        self.entry.form.put({**values, "received_at": self.entry.form.values()["received_at"]})
        self.entry._look()

    def numbers(self) -> list[str]:
        rows = self.desk.session.services.find_complaints(self.desk.session.officer).rows
        return [row.number for row in rows]

    def wait_for(self, page: str) -> None:
        self.keys.wait(lambda: self.window.current() == page, f"the {page} page")


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)
        made.window.close()
        made.window.deleteLater()


@pytest.mark.parametrize("name", ["name", "text", "identity", "category", "nik"])
def test_a_scanned_receipt_opens_its_case_and_leaves_what_was_typed(counter: Counter, name: str) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    counter.fill(name="Wayan Sudra", text="Baris satu\nBaris dua", identity="anonymous", nik="6472031205900007")
    counter.keys.go_to(name)
    before = counter.entry.form.values()
    counter.keys.write(told.number + "\n")
    counter.wait_for("case")
    counter.desk.settle(counter.qtbot)
    assert counter.case.sheet.number.text() == told.number
    assert counter.entry.form.values() == before
    assert counter.numbers() == [told.number]


def test_a_receipt_of_another_desk_is_a_sentence_and_changes_nothing(counter: Counter) -> None:
    counter.keys.go_to("title")
    counter.keys.write("Lampu padam")
    counter.keys.press("End")
    payload = "DKS-B-26-000077"
    counter.keys.write(f"{payload}-{check_digits(payload)}\n")
    counter.keys.wait(counter.window.problem.isVisible, "the sentence")
    assert counter.window.current() == "entry"
    assert counter.entry.form.values()["title"] == "Lampu padam"


def test_a_scan_over_an_entry_that_is_complete_never_saves(counter: Counter) -> None:
    counter.fill()
    counter.keys.go_to("title")
    counter.keys.write("https://contoh.id/x\n")
    counter.desk.settle(counter.qtbot)
    assert counter.numbers() == []
    assert "https://contoh.id/x" in counter.entry.form.values()["title"]


def test_a_scan_on_the_case_page_opens_the_other_case_and_prints_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    QApplication.clipboard().clear()
    import ui.printing

    jobs: list[str] = []
    monkeypatch.setattr(ui.printing, "print_on_default", lambda pdf, *, job_title: jobs.append(job_title))
    first = filed(counter.desk.entrance, counter.desk.session)
    second = filed(counter.desk.entrance, counter.desk.session, title="Lampu jalan padam")
    counter.window.open_case(first.id)
    counter.desk.settle(counter.qtbot)
    counter.keys.write(second.number + "\n")
    counter.keys.wait(lambda: counter.case.sheet.number.text() == second.number, "the other case")
    assert jobs == []
    assert QApplication.clipboard().text() == ""


def held(counter: Counter, key: Qt.Key, modifier: Qt.KeyboardModifier, times: int) -> None:
    """Hold a key down as the window system tells it: the first press, then repeats of it."""
    for n in range(times):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            widget = QApplication.focusWidget()
            if widget is not None:
                QApplication.sendEvent(widget, QKeyEvent(kind, key, modifier, "\r", n > 0))


@pytest.mark.parametrize("times", [1, 2, 12])
def test_ctrl_enter_pressed_again_and_again_files_once(counter: Counter, times: int) -> None:
    counter.fill()
    counter.entry.form.fields["title"].shown.focus_input()
    for _ in range(times):
        target = QApplication.focusWidget() or counter.window
        QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    held(counter, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, times)
    counter.wait_for("saved")
    counter.desk.settle(counter.qtbot)
    held(counter, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, times)
    counter.desk.settle(counter.qtbot)
    assert len(counter.numbers()) == 1


def test_a_double_click_on_save_files_once(counter: Counter) -> None:
    counter.fill()
    save = counter.entry.foot.save
    middle = QPoint(save.width() // 2, save.height() // 2)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseDClick(save, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton, pos=middle)
    counter.wait_for("saved")
    counter.desk.settle(counter.qtbot)
    assert len(counter.numbers()) == 1


def test_enter_pressed_twice_after_saving_begins_one_next_form_and_files_nothing(counter: Counter) -> None:
    counter.fill()
    counter.keys.press("Ctrl+S")
    counter.wait_for("saved")
    counter.keys.press("Escape")
    counter.wait_for("entry")
    counter.keys.press("Ctrl+Return", "Ctrl+Return")
    counter.desk.settle(counter.qtbot)
    assert len(counter.numbers()) == 1
    assert counter.window.current() == "entry"


def test_two_windows_that_file_the_same_draft_give_one_number(qtbot, counter: Counter) -> None:
    counter.fill()
    draft = counter.entry._draft()
    counter.keys.press("Ctrl+S")
    again = counter.desk.session.services.register_complaint(counter.desk.session.officer, draft)
    counter.wait_for("saved")
    counter.desk.settle(qtbot)
    assert counter.numbers() == [again.number]


def test_a_scan_answers_no_question_and_saves_nothing(counter: Counter) -> None:
    filed(counter.desk.entrance, counter.desk.session)
    counter.desk.clock.advance(days=-3)
    counter.fill(title="Lampu jalan padam")
    counter.entry.form.fields["received_at"].put("sekarang")
    counter.entry.form.fields["title"].shown.focus_input()
    counter.keys.press("Ctrl+Return")
    counter.keys.wait(counter.entry.clock.isVisible, "the question whether the clock is right")
    payload = "DYY-A-26-000001"
    counter.keys.write(f"{payload}-{check_digits(payload)}\n")
    counter.keys.wait(counter.window.problem.isVisible, "the sentence")
    counter.desk.settle(counter.qtbot)
    assert len(counter.numbers()) == 1
    assert counter.entry.clock.isVisible()
    counter.entry.clock.setFocus()
    counter.keys.press("Y")
    counter.wait_for("saved")


def test_a_scan_over_the_list_opens_the_case_and_leaves_the_search_alone(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    counter.window.open_list()
    counter.desk.settle(counter.qtbot)
    page = counter.window.page("list")
    assert isinstance(page, ListPage)
    page.table.setFocus()
    counter.keys.write(told.number + "\n")
    counter.wait_for("case")
    assert page.search.text() == ""
    counter.keys.press("Escape")
    counter.wait_for("list")
    page.table.setFocus()
    counter.keys.write("an")
    counter.keys.wait(lambda: page.search.text() == "an", "what was typed over the list")


def test_the_field_for_an_earlier_number_takes_what_is_scanned(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    counter.keys.press("Alt+L")
    counter.keys.go_to("earlier_number")
    counter.keys.write(told.number + "\n")
    counter.desk.settle(counter.qtbot)
    assert counter.window.current() == "entry"
    assert counter.entry.form.values()["earlier_number"] == told.number
