"""Kept drafts: whose they are, what they are called in a list, and what an officer learns of those of colleagues."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.complaint import Identity, Secrecy
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.person import masked_name
from app.domain.text import clean_line, shortened

_LETTERS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """One's own draft, when it was last stored, and since when it is offered to colleagues (None: it is not)."""

    draft: Draft
    kept_at: datetime
    handed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleaguesDraft:
    """Of a colleague's draft only whose it is and since when; its title once its officer offered it.

    ``title`` is "" for what is not offered and for a secret report, which stays so until it is taken over.
    """

    id: ComplaintId
    officer_name: str
    kept_at: datetime
    handed_at: datetime | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsAtHand:
    """One's own drafts and those of colleagues, newest first."""

    own: tuple[KeptDraft, ...]
    others: tuple[ColleaguesDraft, ...] = ()

    @property
    def offered(self) -> tuple[ColleaguesDraft, ...]:
        """Those that colleagues offer to whoever goes on."""
        return tuple(draft for draft in self.others if draft.handed_at is not None)


def draft_title(draft: Draft, letters: int = _LETTERS) -> str:
    """Give what a draft is called where its visitor's neighbour may read along: title or report, else a masked name.

    "" when nothing of these is typed; the name of somebody who is to stay unknown is not told at all.
    """
    for name in ("title", "text"):
        if told := clean_line(draft.get(name)):
            return shortened(told, letters)
    hidden = draft.get("identity") in (Identity.ANONYMOUS, Identity.NAMELESS)
    return "" if hidden else shortened(masked_name(clean_line(draft.get("name"))), letters)


def offered_title(draft: Draft) -> str:
    """Give the title that colleagues see of an offered draft: nothing of a secret one, never a name."""
    if draft.get("secrecy") == Secrecy.SECRET:
        return ""
    return next((shortened(told, _LETTERS) for n in ("title", "text") if (told := clean_line(draft.get(n)))), "")
