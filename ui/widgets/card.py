"""A white panel with a heading at the left and a small hint at the right; contents go into ``body``."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.label import ElidedLabel, label


class Card(QFrame):
    def __init__(self, heading: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._bare = self._tight = False
        self._heading = label(heading, Type.HEADING)
        self._hint = ElidedLabel(hint, Type.HINT, role="soft")
        self.head = QHBoxLayout()
        self.head.addWidget(self._heading)
        self.head.addStretch(1)
        self.head.addWidget(self._hint)
        self.body = QVBoxLayout()
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self.head)
        self._rows.addLayout(self.body, 1)
        self.set_heading(heading)
        self.set_hint(hint)
        self._measure()

    def set_bare(self) -> None:
        """Give all room within the outline to the contents, as tables want it."""
        self._bare = True
        self._measure()

    def set_tight(self) -> None:
        """Leave little room above and below the contents, as forms want it whose fields bring their own lines."""
        self._tight = True
        self._measure()

    def set_heading(self, text: str) -> None:
        """Change the heading; an empty one takes no room."""
        self._heading.setText(text)
        self._heading.setVisible(bool(text))
        self.setAccessibleName(text)

    def set_hint(self, text: str) -> None:
        """Change the hint at the right."""
        self._hint.set_text(text)
        self._hint.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        wide, high = (1, 1) if self._bare else (worn.px(14), worn.px(4 if self._tight else 8))
        self._rows.setContentsMargins(wide, high, wide, high)
        self._rows.setSpacing(0 if self._tight else worn.px(2))
        self.head.setSpacing(worn.px(8))
        self.body.setSpacing(worn.px(4))
