"""A page of the feed as the desk takes it: in order, behind what was asked for; a line that is none spoils no other."""

from datetime import datetime
from operator import lt
from typing import TYPE_CHECKING, Final

from app.adapters.central.faults import nonsense
from app.domain.centre import FeedPage
from app.domain.changes import Change, Cursor, read_change
from app.domain.ids import from_iso

if TYPE_CHECKING:
    from app.adapters.central.wire import ChangeOut, ChangesOut

_SCOPES: Final = frozenset({"device", "agency"})


def read_page(answer: "ChangesOut", after: Cursor | None) -> FeedPage:
    """Give the page.  Raises NetworkProblem ``answer_nonsense`` when it does not go on from the cursor."""
    behind = after.seq if after is not None and after.epoch == answer.epoch else 0
    seqs = [line.seq for line in answer.changes]
    rises = all(map(lt, [behind, *seqs], [*seqs, answer.next + 1]))
    if answer.scope not in _SCOPES or not rises or answer.next < behind:
        raise nonsense("feed_order")
    if answer.more and answer.next == behind:
        raise nonsense("feed_stands_still")
    changes: list[Change] = []
    unreadable: list[int] = []
    for line in answer.changes:
        try:
            changes.append(_read(line))
        except ValueError:
            unreadable.append(line.seq)
    return FeedPage(
        changes=tuple(changes),
        unreadable=tuple(unreadable),
        cursor=Cursor(epoch=answer.epoch, seq=answer.next, scope=answer.scope),
        more=answer.more,
        server_time=_instant(answer.server_time),
    )


def _read(line: "ChangeOut") -> Change:
    return Change(seq=line.seq, kind=line.kind, at=from_iso(line.at), told=read_change(line.kind, line.body))


def _instant(text: str) -> datetime:
    try:
        return from_iso(text)
    except ValueError as error:
        raise nonsense("time") from error
