"""A problem said in four sentences on the page itself: what it is, what happened, what is safe, what to do."""

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.label import label
from ui.widgets.shapes import rounded
from ui.widgets.tone import Tone

_SIGNS = {Tone.BAD: "warning", Tone.WARN: "warning", Tone.OK: "check", Tone.ACCENT: "info", Tone.NEUTRAL: "info"}


class Banner(QWidget):
    """Hidden until something is to be said; it takes no focus and blocks nothing."""

    closed = Signal()
    action_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.BAD
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build()
        self.hide()

    def _build(self) -> None:
        self._sign = _Sign(self)
        self._title = label("", Type.HEADING, wrap=True)
        self._said = label("", Type.BODY, wrap=True)
        self._action = ActionButton(f"{self.objectName()}_action", "")
        close = QCoreApplication.translate("Banner", "Close")
        self._close = ActionButton(f"{self.objectName()}_close", close, weight=Weight.QUIET)
        self._action.clicked.connect(self.action_wanted)
        self._close.clicked.connect(self.dismiss)
        self._texts = QGridLayout()
        self._texts.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._texts.addWidget(self._title, 0, 1)
        self._texts.addWidget(self._said, 1, 1)
        self._texts.setColumnStretch(1, 1)
        self._columns = QHBoxLayout(self)
        self._columns.addLayout(self._texts, 1)
        self._columns.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._columns.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._measure()

    def say(
        self, title: str, *, what: str = "", safe: str = "", do: str = "", tone: Tone = Tone.BAD, action: str = ""
    ) -> None:
        """Show a problem; ``action`` is the word on a button that emits ``action_wanted``."""
        self._tone = tone
        self._title.setText(title)
        said = " ".join(sentence for sentence in (what, safe, do) if sentence)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        self._sign.set_sign(_SIGNS[tone], tone)
        self.setAccessibleName(title)
        self.setAccessibleDescription(said)
        self.show()
        self.updateGeometry()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Take it away again."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._tone.ink(), 1))
        painter.setBrush(self._tone.tint())
        painter.drawPath(rounded(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), worn.px(8)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self._columns.setContentsMargins(worn.px(14), worn.px(8), worn.px(10), worn.px(8))
        self._columns.setSpacing(worn.px(10))
        self._texts.setHorizontalSpacing(worn.px(10))
        self._texts.setVerticalSpacing(worn.px(2))


class _Sign(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._tone = "warning", Tone.BAD
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sign(self, name: str, tone: Tone) -> None:
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(16), theme.metrics(Type.HEADING).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self._name, self._tone.ink(), QRectF(self.rect()))
