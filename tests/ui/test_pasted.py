"""What a clipboard brings is looked at before it is pasted, and there may be none."""

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from ui.keyboard import Keyboard
from ui.pasted import is_for_attaching
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput


class _Held:
    """A clipboard that another program has open."""

    def mimeData(self) -> None:
        return None

    def text(self, *_: object) -> str:
        return ""


def test_no_clipboard_is_nothing_to_attach() -> None:
    assert not is_for_attaching(None)


@pytest.mark.parametrize("kind", [TextInput, TextBox])
def test_pasting_from_a_clipboard_that_is_held_leaves_what_was_typed(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, kind: type[Any]
) -> None:
    field = kind("field")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    keys = Keyboard()
    keys.write("antre")
    monkeypatch.setattr(QGuiApplication, "clipboard", _Held)
    keys.press("Ctrl+V")
    assert (field.text() if kind is TextInput else field.toPlainText()).startswith("antre")
