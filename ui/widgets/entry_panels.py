"""Which panels stand in the right column of the entry page, and in which order."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.widgets.known_panel import KnownPanel
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from ui.context import Context


def panels_above(ctx: "Context", parent: QWidget) -> tuple[SidePanel, ...]:
    """Give the panels above completeness and due dates, from the top."""
    return (KnownPanel(ctx, parent),)


def panels_below(ctx: "Context", parent: QWidget) -> tuple[SidePanel, ...]:  # noqa: ARG001
    """Give the panels below them, from the top."""
    return ()
