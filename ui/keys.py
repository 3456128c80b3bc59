"""Every shortcut of the program in one table: what it does, where it works, which keys; the help sheet is made of it.

Words of each act stand in the texts under ``key``.  Keys of the room "window" work everywhere and so in no other room.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Key:
    """An act and the keys that do it in one room; ``keys`` are alternatives, the first is the one that is shown.

    ``heard_inside`` marks what an input or a table hears by itself: it stands here for the help sheet.
    """

    room: str
    act: str
    keys: tuple[str, ...]
    heard_inside: bool = False


KEYS: Final = (
    Key("fields", "next_field", ("Return", "Enter"), heard_inside=True),
    Key("fields", "former_field", ("Shift+Return", "Shift+Enter"), heard_inside=True),
    Key("fields", "open_choices", ("Down",), heard_inside=True),
    Key("window", "new_entry", ("F2",)),
    Key("window", "open_list", ("F3",)),
    Key("window", "open_today", ("F4",)),
    Key("window", "open_copy", ("F5",)),
    Key("window", "open_sync", ("F6",)),
    Key("window", "open_report", ("F8",)),
    Key("window", "sync_now", ("F9",)),
    Key("window", "help", ("F1",)),
    Key("window", "settings", ("Ctrl+,",)),
    Key("window", "lock", ("Ctrl+L",)),
    Key("window", "quit", ("Ctrl+Q",)),
    Key("window", "ask_status", ("Ctrl+Shift+S",)),
    Key("window", "call_backs", ("Ctrl+Shift+T",)),
    Key("window", "open_import", ("Ctrl+Shift+I",)),
    Key("entry", "known", ("Ctrl+D",)),
    Key("entry", "join", ("Ctrl+G",)),
    Key("entry", "suggest", ("Ctrl+K",)),
    Key("entry", "save_print", ("Ctrl+Return", "Ctrl+Enter")),
    Key("entry", "save", ("Ctrl+S",)),
    Key("entry", "more", ("Alt+L",)),
    Key("entry", "notice", ("F7",)),
    Key("entry", "read_back", ("Ctrl+B",)),
    Key("entry", "incomplete", ("Ctrl+M",)),
    Key("entry", "done_here", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
    Key("entry", "print_slip", ("Alt+P",)),
    Key("entry", "save_slip", ("Alt+Shift+P",)),
    Key("case", "complete", ("Ctrl+M",)),
    Key("contacts", "keep_contact", ("Ctrl+Return", "Ctrl+Enter")),
    Key("contacts", "reset_contact", ("Ctrl+Delete",)),
    Key("words", "keep_words", ("Ctrl+Return", "Ctrl+Enter")),
    Key("words", "reset_words", ("Ctrl+Delete",)),
    Key("case", "identity", ("Ctrl+I",)),
    Key("case", "open_secret", ("Ctrl+R",)),
    Key("case", "tracking", ("Ctrl+T",)),
    Key("case", "central_status", ("Ctrl+U",)),
    Key("case", "correct", ("Ctrl+E",)),
    Key("case", "void", ("Ctrl+Delete",)),
    Key("case", "print_copy", ("P",)),
    Key("case", "tell_number", ("K",)),
    Key("case", "hand_forwarding", ("H",)),
    Key("case", "save_copy", ("F",)),
    Key("case", "message", ("W",)),
    Key("case", "back", ("Esc",)),
    Key("correct", "correct_save", ("Ctrl+Return", "Ctrl+Enter")),
    Key("correct", "correct_identity", ("Ctrl+I",)),
    Key("correct", "more", ("Alt+L",)),
    Key("correct", "back", ("Esc",)),
    Key("entry", "draft_offer", ("Alt+D",)),
    Key("entry", "new_draft", ("Ctrl+N",)),
    Key("entry", "call", ("Alt+T",)),
    Key("entry", "next_draft", ("Ctrl+Tab",)),
    Key("entry", "former_draft", ("Ctrl+Shift+Tab",)),
    Key("entry", "drop_draft", ("Ctrl+W",)),
    Key("entry", "hand_over", ("Ctrl+H",)),
    Key("entry", "pile", ("Ctrl+Shift+P",)),
    Key("entry", "pile_files", ("Ctrl+Shift+F",)),
    Key("entry", "pile_keep", ("Ctrl+J",)),
    Key("entry", "pile_swap", ("Ctrl+Alt+P",)),
    Key("entry", "pile_page_on", ("Alt+PgDown",)),
    Key("entry", "pile_page_back", ("Alt+PgUp",)),
    Key("entry", "pile_nearer", ("Ctrl++", "Ctrl+=")),
    Key("entry", "pile_farther", ("Ctrl+-",)),
    Key("entry", "pile_whole", ("Ctrl+0",)),
    Key("entry", "pile_up", ("Ctrl+Alt+Up",)),
    Key("entry", "pile_down", ("Ctrl+Alt+Down",)),
    Key("entry", "pile_left", ("Ctrl+Alt+Left",)),
    Key("entry", "pile_right", ("Ctrl+Alt+Right",)),
    Key("entry", "attach", ("Ctrl+O",)),
    Key("entry", "attach_pasted", ("Ctrl+Shift+V",)),
    Key("entry", "attach_scan", ("Ctrl+Shift+O",)),
    Key("entry", "attachments", ("Alt+A",)),
    Key("case", "attach", ("Ctrl+O",)),
    Key("case", "attachments", ("Alt+A",)),
    Key("import", "import_choose", ("Ctrl+O",)),
    Key("import", "import_paste", ("Ctrl+V",)),
    Key("import", "import_next", ("Ctrl+Return", "Ctrl+Enter")),
    Key("import", "import_problems", ("Ctrl+F",)),
    Key("import", "import_export", ("Ctrl+Shift+E",)),
    Key("import", "import_undo", ("Ctrl+Delete",)),
    Key("status", "status_ask", ("Ctrl+Return", "Ctrl+Enter")),
    Key("status", "status_clear", ("Ctrl+N",)),
    Key("status", "status_case", ("Ctrl+O",)),
    Key("status", "call_later", ("Ctrl+Shift+C",)),
    Key("status", "back", ("Esc",)),
    Key("calls", "calls_phone", ("T",)),
    Key("calls", "calls_reached", ("Y",)),
    Key("calls", "calls_not_reached", ("N",)),
    Key("calls", "calls_wrong", ("X",)),
    Key("calls", "back", ("Esc",)),
    Key("copy", "copy_field", ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")),
    Key("copy", "copy_next", ("Space",)),
    Key("copy", "copy_paste", ("Ctrl+V",)),
    Key("copy", "copy_store", ("Return", "Enter"), heard_inside=True),
    Key("copy", "copy_skip", ("Z",)),
    Key("copy", "copy_doubt", ("R",)),
    Key("copy", "copy_absent", ("B",)),
    Key("copy", "copy_hand_over", ("H",)),
    Key("copy", "copy_files", ("L",)),
    Key("copy", "copy_case", ("O",)),
    Key("copy", "copy_import", ("Ctrl+O",)),
    Key("copy", "open_secret", ("Ctrl+R",)),
    Key("copy", "back", ("Esc",)),
    Key("case", "call_later", ("Ctrl+Shift+C",)),
    Key("saved", "call_later", ("T",)),
    Key("saved", "print_original", ("P",)),
    Key("saved", "print_again", ("Shift+P",)),
    Key("saved", "message", ("W",)),
    Key("saved", "save_copy", ("F",)),
    Key("saved", "open_case", ("Return", "Enter")),
    Key("saved", "next_entry", ("Esc",)),
    Key("list", "print_marked", ("Ctrl+P",)),
    Key("list", "save_marked", ("Ctrl+S",)),
    Key("list", "into_rows", ("Down",), heard_inside=True),
    Key("list", "mark_row", ("Space",), heard_inside=True),
    Key("list", "mark_all", ("Ctrl+A",), heard_inside=True),
    Key("list", "open_case", ("Return", "Enter"), heard_inside=True),
    Key("list", "clear_search", ("Esc",), heard_inside=True),
    Key("today", "today_letter", tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), heard_inside=True),
    Key("today", "today_open", ("Return", "Enter"), heard_inside=True),
    Key("today", "today_next_group", ("Right",)),
    Key("today", "today_former_group", ("Left",)),
    Key("today", "call_later", ("Ctrl+Shift+C",)),
    Key("today", "back", ("Esc",)),
    Key("sync", "sync_open", ("Return", "Enter"), heard_inside=True),
    Key("sync", "sync_done", ("D",)),
    Key("sync", "sync_again", ("B",)),
    Key("sync", "sync_leaving", ("L",)),
    Key("sync", "sync_prove", ("P",)),
    Key("sync", "sync_export", ("E",)),
    Key("sync", "sync_answer", ("J",)),
    Key("sync", "sync_courier", ("K",)),
    Key("sync", "cancel_sync", ("Esc",), heard_inside=True),
    Key("report", "report_pdf", ("Ctrl+P",)),
    Key("report", "report_xlsx", ("Ctrl+E",)),
    Key("report", "report_earlier", ("Alt+Left",)),
    Key("report", "report_later", ("Alt+Right",)),
    Key("report", "period_turn", ("Up", "Down"), heard_inside=True),
    Key("report", "report_table", ("Return", "Enter"), heard_inside=True),
    Key("wizard", "wizard_next", ("Ctrl+Return", "Ctrl+Enter")),
    Key("wizard", "wizard_back", ("Alt+Left",)),
    Key("wizard", "wizard_restore", ("Alt+P",)),
    Key("wizard", "wizard_cancel", ("Esc",)),
)


_WRITTEN: Final = {
    "Return": "Enter",
    "Delete": "Del",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgDown": "PgDn",
}


def bind(room: str, widget: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Let the keys of a room do their acts while the focus is in ``widget``, or in its window for "window".

    A key that is held down acts once.  Raises KeyError for an act that is not in the table.
    """
    everywhere = room == "window"
    context = Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
    for act, slot in acts.items():
        for key in keys_of(room, act):
            shortcut = QShortcut(QKeySequence(key), widget, context=context)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)


def bind_numbered(room: str, widget: QWidget, act: str, slot: Callable[[int], object]) -> None:
    """Let each key of an act call ``slot`` with its place among them, the first is 0."""
    for place, key in enumerate(keys_of(room, act)):
        shortcut = QShortcut(QKeySequence(key), widget, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(partial(slot, place))


def keys_of(room: str, act: str) -> tuple[str, ...]:
    """Give the keys of an act.  Raises KeyError."""
    for key in KEYS:
        if (key.room, key.act) == (room, act):
            return key.keys
    raise KeyError(room, act)


def shown_key(room: str, act: str) -> str:
    """Give the key as it is written on a button: "Ctrl+Enter"."""
    return written(keys_of(room, act)[0])


def written(key: str) -> str:
    """Give a key as it is written on buttons and on the help sheet."""
    *held, last = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    return "+".join((*held, _WRITTEN.get(last, last)))


def rooms(first: str = "") -> tuple[str, ...]:
    """Give the rooms in the order of the table, one that is asked for before all others."""
    named = dict.fromkeys(key.room for key in KEYS)
    return tuple(sorted(named, key=lambda room: (room != first, room != "window", room != "fields")))
