"""How far long work is: a title, a fact, a bar and one button to stop; hidden while nothing runs."""

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.label import ElidedLabel, label


class ProgressRow(QWidget):
    cancel_wanted = Signal()

    def __init__(self, name: str, *, key: str = "Esc", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._build(key)

    def _build(self, key: str) -> None:
        name = self.objectName()
        self._title = label("", Type.HEADING)
        self._fact = ElidedLabel(kind=Type.BODY, role="soft")
        self._now = ElidedLabel(kind=Type.BODY, role="soft")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_bar")
        self._bar.setTextVisible(False)
        self._cancel = ActionButton(
            f"{name}_cancel", QCoreApplication.translate("ProgressRow", "Cancel"), key=key, tall=True
        )
        self._cancel.clicked.connect(self.cancel_wanted)
        self._line = QHBoxLayout()
        self._line.addWidget(self._title)
        self._line.addWidget(self._fact, 1)
        self._line.addWidget(self._now)
        self._rows = QVBoxLayout()
        self._rows.addLayout(self._line)
        self._rows.addWidget(self._bar)
        self._columns = QHBoxLayout(self)
        self._columns.addLayout(self._rows, 1)
        self._columns.addWidget(self._cancel)
        self._measure()

    def show_progress(self, title: str, *, fact: str = "", now: str = "", done: int = 0, total: int = 0) -> None:
        """Show how far it is; a total of 0 means that nobody knows, and the bar only says that work goes on."""
        self._title.setText(title)
        self._fact.set_text(fact)
        self._now.set_text(now)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(title)
        self._bar.setAccessibleDescription(fact)

    def set_cancellable(self, can_be: bool) -> None:
        """Allow or refuse the button, which is refused while the cancelling itself goes on."""
        self._cancel.setEnabled(can_be)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(worn.px(18))
        self._rows.setSpacing(worn.px(6))
        self._line.setSpacing(worn.px(10))
