"""The frame: keys from anywhere, one page at a time, what exists only here, roles that see less."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.domain.access import Role
from app.domain.errors import AppError
from app.services import Recorded
from app.settings import Settings
from tests.desk import filed
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.help import HelpDialog
from ui.dialogs.settings import SettingsDialog
from ui.frame_words import FrameWords
from ui.main_window import MainWindow
from ui.pages.today_page import TodayPage

Open = Callable[..., MainWindow]
FULL = "Antrean obat RSUD lebih dari empat jam"


@pytest.fixture(scope="module")
def framed(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture(scope="module")
def recorded(framed: PageDesk) -> Recorded:
    return filed(framed.entrance, framed.session)


@pytest.fixture
def window(qtbot, framed: PageDesk, recorded: Recorded) -> MainWindow:
    return opened(qtbot, framed)


def opened(qtbot, desk: PageDesk, role: Role = Role.ADMIN) -> MainWindow:
    officer = replace(desk.session.officer, role=role)
    made = MainWindow(replace(desk.ctx, session=replace(desk.session, officer=officer)), Settings())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    desk.settle(qtbot)
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


def test_it_opens_on_the_entry_page(window: MainWindow) -> None:
    assert window.current() == "entry"
    assert window.side.pages["entry"].isChecked()
    assert QApplication.focusWidget() is not None


def test_function_keys_change_the_page_from_anywhere(qtbot, framed: PageDesk, window: MainWindow) -> None:
    for key, name in (
        (Qt.Key.Key_F3, "list"),
        (Qt.Key.Key_F4, "today"),
        (Qt.Key.Key_F5, "copy"),
        (Qt.Key.Key_F6, "sync"),
        (Qt.Key.Key_F8, "report"),
        (Qt.Key.Key_F2, "entry"),
    ):
        press(key)
        framed.settle(qtbot)
        assert window.current() == name
        assert [n for n, button in window.side.pages.items() if button.isChecked()] == [name]


def test_a_case_opens_from_the_list_and_esc_returns_there(qtbot, framed: PageDesk, window: MainWindow) -> None:
    press(Qt.Key.Key_F3)
    framed.settle(qtbot)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    framed.settle(qtbot)
    assert window.current() == "case"
    assert window.side.pages["list"].isChecked()
    press(Qt.Key.Key_Escape)
    framed.settle(qtbot)
    assert window.current() == "list"


def test_a_case_opened_from_today_returns_there_with_the_choice_kept(
    qtbot, framed: PageDesk, window: MainWindow, recorded: Recorded
) -> None:
    press(Qt.Key.Key_F3)
    framed.settle(qtbot)
    press(Qt.Key.Key_F4)
    framed.settle(qtbot)
    page = window.page("today")
    assert isinstance(page, TodayPage)
    chosen = page.table.chosen()
    press(Qt.Key.Key_Return)
    framed.settle(qtbot)
    assert window.current() == "case"
    assert window.side.pages["today"].isChecked()
    press(Qt.Key.Key_Escape)
    framed.settle(qtbot)
    assert (window.current(), page.table.chosen()) == ("today", chosen)
    assert page.table.hasFocus()
    press(Qt.Key.Key_Escape)
    framed.settle(qtbot)
    assert window.current() == "list"


def test_the_day_looks_anew_when_something_changed(qtbot, qapp, tmp_path) -> None:
    with page_desk(tmp_path / "desk") as desk:
        window = opened(qtbot, desk)
        press(Qt.Key.Key_F4)
        desk.settle(qtbot)
        page = window.page("today")
        assert isinstance(page, TodayPage)
        assert page.rows_shown() == 0
        filed(desk.entrance, desk.session, received_at="12-11-2026 09.00", backdate_reason="dicatat di buku")
        window.look_at_standing()
        desk.settle(qtbot)
        assert page.rows_shown() == 2  # late, and not sent yet
        assert "(1)" in window.side.pages["today"].accessibleName()
        window.stop()


def test_the_page_after_saving_leads_to_the_next_form_and_to_the_case(
    qtbot, framed: PageDesk, window: MainWindow, recorded: Recorded
) -> None:
    window.page("entry").recorded.emit(recorded, False, True)
    assert window.current() == "saved"
    assert window.side.pages["entry"].isChecked()
    framed.settle(qtbot)
    press(Qt.Key.Key_Escape)
    assert window.current() == "entry"
    window.show_saved(recorded)
    window.page("saved").case_wanted.emit(recorded.id)
    framed.settle(qtbot)
    assert window.current() == "case"


def test_f9_syncs_without_leaving_the_page(qtbot, framed: PageDesk, window: MainWindow) -> None:
    press(Qt.Key.Key_F9)
    assert window.page("sync").running
    assert not window.top.sync_button.isEnabled()
    assert window.current() == "entry"
    qtbot.waitUntil(lambda: not window.page("sync").running)
    assert window.top.sync_button.isEnabled()


def test_the_edge_says_what_exists_only_here(window: MainWindow) -> None:
    assert window.top.only_here.isVisible()
    assert window.top.only_here.text().startswith("1 only on this PC, since ")
    assert "Not connected" in window.foot.line.text()
    assert window.foot.count.text() == "1 complaints this year · Counter A"


def test_help_and_settings_open_above_and_go_when_the_desk_is_locked(qtbot, window: MainWindow) -> None:
    for key, modifier, kind in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, HelpDialog),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, SettingsDialog),
    ):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        press(key, modifier)
        assert isinstance(QApplication.activeModalWidget(), kind)
        window.go_away()
        assert QApplication.activeModalWidget() is None
    assert not any(dialog.isVisible() for dialog in window.findChildren(QDialog))


def test_going_away_covers_an_identity(qtbot, framed: PageDesk, window: MainWindow, recorded: Recorded) -> None:
    window.open_case(recorded.id)
    framed.settle(qtbot)
    page = window.page("case")
    page._on_identity(framed.session.services.open_case.identity(framed.session.officer, recorded.id, "uji coba"))
    assert page.sheet.reporter.text() == "Budi Santoso"
    window.go_away()
    assert page.sheet.reporter.text() != "Budi Santoso"


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_Q])
def test_keys_that_lock_and_close(qtbot, window: MainWindow, key: Qt.Key) -> None:
    wanted = window.lock_wanted if key == Qt.Key.Key_L else window.close_wanted
    with qtbot.waitSignal(wanted):
        press(key, Qt.KeyboardModifier.ControlModifier)


def test_an_auditor_reads_and_neither_types_nor_syncs(qtbot, framed: PageDesk, recorded: Recorded) -> None:
    window = opened(qtbot, framed, Role.AUDITOR)
    assert window.current() == "list"
    assert not window.side.pages["entry"].isVisible()
    assert not window.top.sync_button.isVisible()
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_F9)
    assert window.current() == "list"
    assert window.page("sync") is None


def test_a_bug_is_said_above_the_page_and_the_page_stays(window: MainWindow) -> None:
    window.show_problem(AppError("unexpected"))
    assert window.problem.isVisible()
    assert window.current() == "entry"


def test_it_has_settled_once_painted_and_told_how_the_desk_stands(qtbot, framed: PageDesk) -> None:
    made = MainWindow(framed.ctx, Settings())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitSignal(made.settled):
        made.show()
        made.start()


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=7), "7 minute(s) ago"),
        (timedelta(hours=2), "2 hour(s) ago"),
        (timedelta(days=1), "yesterday"),
    ],
)
def test_the_last_contact_is_said_with_its_age(framed: PageDesk, ago: timedelta, said: str) -> None:
    words = FrameWords(framed.ctx)
    standing = framed.session.services.desk_status(framed.session.officer)
    last = framed.clock() - ago
    sync = replace(standing.sync, connected=True, last_contact_at=last)
    assert words.synced(replace(standing, sync=sync)).endswith(f"({said})")
    assert words.line(replace(standing, sync=sync)).startswith("Connected, last contact")


def test_a_fault_of_the_line_is_named_at_the_foot(framed: PageDesk) -> None:
    standing = framed.session.services.desk_status(framed.session.officer)
    sync = replace(standing.sync, connected=True, last_contact_at=framed.clock(), last_problem="server_absent")
    line = FrameWords(framed.ctx).line(replace(standing, sync=sync))
    assert line.startswith("Offline: ")
    assert "everything else works" in line


def test_a_late_answer_does_not_take_the_keyboard_into_a_hidden_page(
    qtbot, framed: PageDesk, window: MainWindow
) -> None:
    entry = window.page("entry")
    window.open_list()
    framed.settle(qtbot)
    before = QApplication.focusWidget()
    entry.form.fields["title"].input.setFocus()
    focus = QApplication.focusWidget()
    assert focus is before
    assert focus.isVisible()
