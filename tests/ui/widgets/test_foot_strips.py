"""The strips at the foot of the entry page: boxes by number, a line of what is held, Tab stays inside."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.draft import Draft
from app.domain.errors import FieldProblem
from app.domain.ids import ComplaintId
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.keyboard import Keyboard
from ui.widgets.done_strip import DoneStrip
from ui.widgets.incomplete_strip import IncompleteStrip
from ui.widgets.option import Option
from ui.widgets.tick_row import TickRow


@pytest.fixture(scope="module", params=["id", "en"])
def desk(request, qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with in_english(), page_desk(tmp_path_factory.mktemp("desk"), language=request.param) as made:
        yield made


def shown(qtbot, widget):
    """Put a widget into a window, where it may hide without taking the window along."""
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(widget)
    window.resize(820, 300)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget.window_of_the_test = window  # else nothing in Python holds it
    return widget


def a_draft(**values: str) -> Draft:
    return Draft(id=ComplaintId("1"), values=values)


def test_boxes_are_ticked_by_their_number_and_moved_through_by_arrows(qtbot) -> None:
    row = shown(qtbot, TickRow("boxes"))
    row.set_options([Option(id=id, label=id.upper()) for id in ("a", "b", "c")], ["b"])
    keys = Keyboard()
    row.present().setFocus()
    keys.press("1", "3", "9")
    assert row.ticked() == ("a", "b", "c") and row.present().objectName() == "boxes_c"
    keys.press("Right", "Space", "Left", "Up")
    assert row.ticked() == ("b", "c") and row.present().objectName() == "boxes_b"
    row.set_options([Option(id="z", label="Z")], [])
    assert row.ticked() == () and row.present().objectName() == "boxes_z"


def test_a_draft_taken_up_shows_its_line_and_opens_with_what_was_ticked(qtbot, desk: PageDesk) -> None:
    strip = IncompleteStrip(desk.ctx)
    strip.begin(a_draft(missing_documents="Surat kuasa bermeterai; foto", complete_by="07-12-2026"))
    shown(qtbot, strip)
    assert "07-12-2026" in strip.told() and not strip.is_open()
    strip.go_on()
    assert strip.ticks.ticked() == ("power-of-attorney",) and strip.other.value() == "foto"
    strip.begin(a_draft())
    assert strip.told() == "" and strip.isHidden()


def test_a_day_is_proposed_with_the_first_tick_and_goes_with_the_last(qtbot, desk: PageDesk) -> None:
    strip = shown(qtbot, IncompleteStrip(desk.ctx))
    strip.begin(a_draft(relation="proxy"))
    typed: list[dict[str, str]] = []
    strip.typed.connect(typed.append)
    strip.go_on()
    keys = Keyboard()
    keys.press("1")
    assert typed[-1]["complete_by"] == "07-12-2026" and typed[-1]["missing_documents"]
    keys.press("1")
    assert typed[-1] == {"missing_documents": "", "complete_by": ""}


def test_tab_goes_round_inside_and_escape_leaves(qtbot, desk: PageDesk) -> None:
    strip = shown(qtbot, IncompleteStrip(desk.ctx))
    strip.begin(a_draft(relation="proxy"))
    strip.go_on()
    names = []
    for _ in range(4):
        names.append(QApplication.focusWidget().objectName())  # type: ignore[union-attr]
        Keyboard().press("Tab")
    assert names == ["missing_ticks_power-of-attorney", "missing_other", "complete_by", names[0]]
    with qtbot.waitSignal(strip.left):
        Keyboard().press("Escape")
    assert not strip.is_open()


def test_a_problem_of_its_fields_opens_it_and_others_keep_the_focus(qtbot, desk: PageDesk) -> None:
    strip = shown(qtbot, DoneStrip(desk.ctx))
    strip.begin(a_draft(answer="Buka pukul delapan."))
    beside = QLineEdit()
    shown(qtbot, beside)
    labels = strip.show_problems(
        [FieldProblem(field="result", code="field_required"), FieldProblem(field="name", code="field_required")]
    )
    assert len(labels) == 1 and strip.is_open() and not strip.has_focus()
    assert strip.fields["result"].shown.error() and not strip.fields["answer"].shown.error()
    assert strip.show_problems([]) == ()
    assert not strip.fields["result"].shown.error()


def test_a_way_that_was_only_proposed_is_no_answer(qtbot, desk: PageDesk) -> None:
    strip = shown(qtbot, DoneStrip(desk.ctx))
    strip.begin(a_draft(channel="message.whatsapp"))
    typed: list[dict[str, str]] = []
    strip.typed.connect(typed.append)
    strip.open()
    Keyboard().write("Ya")
    assert typed[-1] == {"answer": "Ya", "result": "", "told": "whatsapp"}
    Keyboard().press("Backspace", "Backspace")
    assert typed[-1] == {"answer": "", "result": "", "told": ""} and strip.told() == ""


def test_a_box_that_finds_no_room_in_the_first_line_stands_in_the_next(qtbot) -> None:
    row = shown(qtbot, TickRow("boxes"))
    row.set_options([Option(id=id, label=id * 40) for id in ("a", "b", "c")], [])
    QApplication.processEvents()
    boxes = [box for box in row.findChildren(QWidget) if box.objectName().startswith("boxes_")]
    assert len(boxes) == 3 and all(box.geometry().bottom() < row.height() for box in boxes)
