"""What every page is given: who is signed in, the lanes to work on, the words and the lists. Nothing is global."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from app.domain.form import Form
from app.domain.reference import Reference
from app.texts import Texts
from ui.formats import Formats
from ui.lane import Lane

if TYPE_CHECKING:
    from app.services import Session


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Handed to pages and dialogs; frozen, so a change of officer or language makes a new one and new pages."""

    session: "Session"
    write: Lane
    read: Lane
    net: Lane
    files: Lane
    words: Texts
    lists: Reference
    form: Form
    language: str
    now: Callable[[], datetime] = field(default=_now)

    @property
    def formats(self) -> Formats:
        """The conventions of the window's language."""
        return Formats(self.language)

    def local(self, moment: datetime) -> datetime:
        """Give an instant in the counter's own zone."""
        return moment.astimezone(timezone(timedelta(minutes=self.session.desk.utc_offset_minutes)))

    def today(self) -> date:
        """Give the counter's day."""
        return self.local(self.now()).date()
