"""One main figure: what it is, the figure large, and a line that says more; heard as one sentence."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.report_sheet import Figure
from ui import theme
from ui.theme import Type
from ui.widgets.label import label


class FigureTile(QFrame):
    """Empty until a figure is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._label = label("", Type.LABEL, wrap=True)
        self._value = label("", Type.BIG)
        self._note = label("", Type.HINT, wrap=True)
        rows = QVBoxLayout(self)
        worn = theme.current()
        rows.setContentsMargins(worn.px(14), worn.px(8), worn.px(8), worn.px(8))
        rows.setSpacing(worn.px(1))
        for part in (self._label, self._value, self._note):
            rows.addWidget(part)
        rows.addStretch(1)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self.setObjectName(f"figure_{figure.code}")
        self._label.setText(figure.label)
        self._value.setText(figure.value)
        self._note.setText(figure.note)
        self.setAccessibleName(f"{figure.label}: {figure.value}, {figure.note}")

    def value(self) -> str:
        """Give the figure as it is shown."""
        return self._value.text()
