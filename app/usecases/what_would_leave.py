"""Dry run: what the next sync would send, to whom, down to the very text; nothing is sent and nothing is sealed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, require, text_visible
from app.domain.complaint import Secrecy
from app.domain.errors import UserProblem
from app.domain.ids import EventId
from app.domain.leaving import Leaving, LeavingEvent, LeavingFile
from app.domain.officer import Officer
from app.domain.outbox import Event
from app.ports.queries import Queries, SyncQueries, UploadQueries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.what_goes_direct import LAPOR, WhatGoesDirect

PUSAT: Final = "pusat"
LIMIT: Final = 200
_ALL_BYTES: Final = 1 << 62
_SALT: Final = "salt"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatWouldLeave:
    """Reads only; who may sync may look."""

    units: Units
    queries: Queries
    sync_queries: SyncQueries
    uploads: UploadQueries
    clock: Clock
    direct: WhatGoesDirect | None = None

    def __call__(self, actor: Officer, *, limit: int = LIMIT) -> tuple[Leaving, ...]:
        """Give what waits for each target, oldest first, at most ``limit`` events and files of each."""
        require(actor, Act.READ)
        now = self.clock()
        events = self.sync_queries.due(now, after_seq=0, limit=limit, max_bytes=_ALL_BYTES, ignore_wait=True)
        sealed = self.sync_queries.sealed([event.id for event in events])
        count = self.sync_queries.due_count(now, ignore_wait=True)
        with self.units() as unit:
            centre = unit.centre.centre()
        to_pusat = Leaving(
            target=PUSAT,
            address=centre.url if centre is not None else "",
            events=tuple(self._shown(actor, event, sealed.get(event.id)) for event in events),
            files=tuple(
                LeavingFile(id=file.id, number=file.number, media_type=file.media_type, size_bytes=file.size_bytes)
                for file in self.uploads.due(after="", limit=limit)
            ),
            more=count - len(events),
        )
        to_lapor = self.direct.leaving(actor, limit=limit) if self.direct is not None else None
        return (to_pusat,) if to_lapor is None else (to_pusat, to_lapor)

    def text(self, actor: Officer, event_id: EventId) -> str:
        """Give the very text that leaves as this event, set out in lines; identity is never in it.

        Raises UserProblem ``event_unknown`` for one that does not wait, ``secret_hidden`` for a report that this
        officer may not read.
        """
        require(actor, Act.READ)
        if self.direct is not None and event_id.startswith(f"{LAPOR}:"):
            return self.direct.text(actor, event_id)
        event = self._waiting(event_id)
        if not self._may_read(actor, event):
            raise UserProblem("secret_hidden")
        return json.dumps(json.loads(event.body), ensure_ascii=False, indent=2, sort_keys=True)

    def _shown(self, actor: Officer, event: Event, sealed: bytes | None) -> LeavingEvent:
        complaint = self.queries.complaint(event.complaint_id)
        visible = complaint is not None and text_visible(actor, complaint.secrecy, complaint.officer_id)
        return LeavingEvent(
            event_id=event.id,
            number=complaint.number if complaint is not None else "",
            kind=event.kind.value,
            title=complaint.report.title if complaint is not None and visible else "",
            created_at=event.created_at,
            size_bytes=len(event.body),
            identity=_identity_fields(event, sealed),
        )

    def _waiting(self, event_id: EventId) -> Event:
        after = 0
        while page := self._page(after):
            for event in page:
                if event.id == event_id:
                    return event
            after = page[-1].seq
        raise UserProblem("event_unknown")

    def _page(self, after: int) -> Sequence[Event]:
        return self.sync_queries.due(self.clock(), after_seq=after, limit=LIMIT, max_bytes=_ALL_BYTES, ignore_wait=True)

    def _may_read(self, actor: Officer, event: Event) -> bool:
        complaint = self.queries.complaint(event.complaint_id)
        if complaint is None:
            return False
        return complaint.secrecy is not Secrecy.SECRET or text_visible(actor, complaint.secrecy, complaint.officer_id)


def _identity_fields(event: Event, sealed: bytes | None) -> tuple[str, ...] | None:
    """Give the names of the fields that travel sealed; None for what was sealed before."""
    if event.identity is not None:
        return tuple(sorted(name for name in json.loads(event.identity) if name != _SALT))
    return None if sealed else ()
