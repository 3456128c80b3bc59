"""Which panels stand in the right column of the entry page, and in which order."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.widgets.attachments_panel import AttachmentsPanel
from ui.widgets.done_strip import DoneStrip
from ui.widgets.foot_strip import FootStrip
from ui.widgets.incomplete_strip import IncompleteStrip
from ui.widgets.known_panel import KnownPanel
from ui.widgets.papers_panel import PapersPanel
from ui.widgets.referral_panel import ReferralPanel
from ui.widgets.side_panel import SidePanel
from ui.widgets.similar_panel import SimilarPanel

if TYPE_CHECKING:
    from ui.context import Context


def panels_above(ctx: "Context", parent: QWidget) -> tuple[SidePanel, ...]:
    """Give the panels above completeness and due dates, from the top."""
    return (KnownPanel(ctx, parent), SimilarPanel(ctx, parent))


def panels_below(ctx: "Context", parent: QWidget) -> tuple[SidePanel, ...]:
    """Give the panels below them, from the top."""
    return (ReferralPanel(ctx, parent), PapersPanel(ctx, parent), AttachmentsPanel(ctx, parent))


def strips_at_foot(ctx: "Context", parent: QWidget) -> tuple[FootStrip, ...]:
    """Give the strips between the form and its foot, from the top."""
    return (IncompleteStrip(ctx, parent), DoneStrip(ctx, parent))
