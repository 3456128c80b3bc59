"""The desk's log is anchored with each contact: its end goes along, and what the centre says to it is kept."""

from dataclasses import replace
from datetime import datetime

from app.domain.anchor import Anchor, Anchoring, AnchorSaid, LogEnd, LogTold
from app.domain.incarnation import Contact
from app.ports.stores import UnitOfWork


def log_told(unit: UnitOfWork) -> LogTold:
    """Give the end of the log, and what it gives now where the centre compares: a log that was written anew shows."""
    end, kept = unit.audit.end(), unit.audit.anchor()
    since = LogEnd(n=kept.since, head=unit.audit.head_at(kept.since)) if kept is not None else None
    return LogTold(n=end.n, head=end.head, since=since)


def keep_said(unit: UnitOfWork, contact: Contact, said: AnchorSaid | None, *, epoch: str, at: datetime) -> None:
    """Keep the centre's word on the log that went with a contact; one that anchors nothing says none."""
    if said is None or contact.audit is None:
        return
    kept = unit.audit.anchor() or Anchor()
    match said.outcome:
        case Anchoring.ANCHORED:
            told = contact.audit
            unit.audit.keep_anchor(Anchor(epoch=epoch, n=told.n, head=told.head, at=at, since=told.n))
        case Anchoring.FORKED:
            unit.audit.keep_anchor(replace(kept, since=said.n, forked_at=kept.forked_at or at))
        case Anchoring.COMPARE:
            unit.audit.keep_anchor(replace(kept, since=said.n))
