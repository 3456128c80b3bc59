"""Enrolment without a line: a request goes to the server's administrator on a stick, the answer comes back on one."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from ui import theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from app.services import Asked, Session
    from ui.context import Context

_LARGE: Final = 1.5
_FIELD_OF: Final = {
    "enrol_code_shape": "stick_code",
    "enrol_fingerprint_needed": "stick_fingerprint",
    "enrol_fingerprint_differs": "stick_fingerprint",
}


class StickPanel(QWidget):
    """Days may lie between the two steps: a request that waits for its answer is still known when it is opened."""

    connected = Signal()
    failed = Signal(object)  # AppError
    asked_changed = Signal(bool)  # whether an answer is waited for

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._build()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("connect_stick")
        self.code, self.fingerprint = TextInput("stick_code"), TextInput("stick_fingerprint")
        self.fields = {
            "stick_code": Field(self.tr("One-time code"), self.code, hint=self.tr("If you were given one")),
            "stick_fingerprint": Field(
                self.tr("Fingerprint of the server"),
                self.fingerprint,
                hint=self.tr("Only without a code: the administrator reads it to you"),
            ),
        }
        self.ask = ActionButton("stick_request", self.tr("Save the request ..."))
        large = worn.scale >= _LARGE
        row: QBoxLayout = QVBoxLayout() if large else QHBoxLayout()
        row.setSpacing(worn.px(4 if large else 8))
        row.addWidget(self.fields["stick_code"], 1)
        row.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft if large else Qt.AlignmentFlag.AlignVCenter)
        self.asked_said = label("", wrap=True)
        self.asked_said.setObjectName("stick_asked")
        self.letters = label("", Type.BIG, wrap=True)
        self.letters.setObjectName("stick_letters")
        self.letters.setAccessibleName(self.tr("Fingerprint of this counter"))
        self.letters.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        out = Card(self.tr("1 · The request goes out"))
        out.body.addLayout(row)
        out.body.addWidget(self.asked_said)
        out.body.addWidget(self.letters)
        back = Card(self.tr("2 · The answer comes back"))
        back.body.addWidget(self.fields["stick_fingerprint"])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(worn.px(8))
        rows.addWidget(out)
        rows.addWidget(back)
        rows.addStretch(1)
        self.ask.clicked.connect(self._on_ask)
        self.code.advance.connect(self._on_ask)
        self.fingerprint.advance.connect(self.read_answer)
        self._show_asked(None)

    def look(self) -> None:
        """Ask whether a request waits for its answer already."""
        session = self._ctx.session
        work = partial(session.services.connect_by_file.asked, session.officer)
        self._ctx.read.ask(work, self._show_asked, self._on_failed, owner=self)

    def choose_place(self) -> Path | None:
        """Ask where the request is written; None when the admin thinks better of it."""
        desk = self._ctx.session.desk
        name = self.tr("request-%1.loket").replace("%1", f"{desk.agency_code}-{desk.series}")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the request on the stick"), name)
        return Path(chosen) if chosen else None

    def choose_answer(self) -> Path | None:
        """Ask for the answer file."""
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Answer of the server"))
        return Path(chosen) if chosen else None

    def read_answer(self) -> None:
        """Ask for the answer and take it over."""
        self._forget_errors()
        file = self.choose_answer()
        if file is not None:
            session = self._ctx.session
            typed = self.fingerprint.value().strip()
            work = partial(session.services.connect_by_file.answer, session.officer, file, fingerprint=typed or None)
            self._ctx.files.ask(work, self._on_answered, self._on_failed, owner=self)

    def _on_ask(self) -> None:
        self._forget_errors()
        file = self.choose_place()
        if file is not None:
            self.ask.setEnabled(False)
            typed = self.code.value().strip()
            work = partial(_request, self._ctx.session, file, typed or None)
            self._ctx.files.ask(work, self._on_requested, self._on_failed, owner=self)

    def _on_requested(self, asked: "Asked | None") -> None:
        self.ask.setEnabled(True)
        self.code.clear()
        self._show_asked(asked)
        self.fingerprint.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_asked(self, asked: "Asked | None") -> None:
        self.asked_said.setVisible(asked is not None)
        self.letters.setVisible(asked is not None and not asked.by_code)
        if asked is not None:
            when = self._ctx.formats.moment(self._ctx.local(asked.made_at))
            written = self.tr("The request was written on %1.").replace("%1", when)
            if asked.by_code:
                what = self.tr("Bring it to the administrator; the code tells both sides that nobody exchanged it.")
            else:
                what = self.tr("Bring it to the administrator and read these letters to them by telephone:")
            self.asked_said.setText(f"{written} {what}")
            self.letters.setText(asked.fingerprint)
        self.asked_changed.emit(asked is not None)

    def _on_answered(self, _: object) -> None:
        self.connected.emit()

    def _on_failed(self, problem: AppError) -> None:
        self.ask.setEnabled(True)
        name = _FIELD_OF.get(problem.code)
        if name is not None:
            self.fields[name].set_error(self._ctx.words.problem(problem).title)
            self.fields[name].focus_input()
        self.failed.emit(problem)

    def _forget_errors(self) -> None:
        for field in self.fields.values():
            field.set_error(None)


def _request(session: "Session", file: Path, code: str | None) -> "Asked | None":
    journey = session.services.connect_by_file
    journey.request(session.officer, file, code=code)
    return journey.asked(session.officer)
