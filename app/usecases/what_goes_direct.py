"""Dry run of what this counter posts to LAPOR! itself: reports and additions as they would be said, nothing is sent."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

from app.domain.access import text_visible
from app.domain.attachment import Attachment
from app.domain.complaint import Complaint
from app.domain.direct import LaporTerms, is_held_back, present_record
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId, EventId
from app.domain.lapor import LaporReport, follow_up_texts, mapped
from app.domain.late_words import Silence, follow_up_of
from app.domain.leaving import Leaving, LeavingEvent, LeavingFile
from app.domain.officer import Desk, Officer
from app.ports.central import LaporDoor
from app.ports.queries import AttachmentRows, DirectQueries, Queries
from app.ports.stores import Units
from app.ports.world import Clock

LAPOR: Final = "lapor"
REPORT: Final = "report"
ADDITION: Final = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatGoesDirect:
    """Reads only.  An item is named ``lapor:<complaint id>``: a report that is due, or what is due in its case."""

    units: Units
    queries: DirectQueries
    cases: Queries
    attached: AttachmentRows
    desk: Callable[[], Desk]
    door: LaporDoor
    clock: Clock

    def leaving(self, actor: Officer, *, limit: int) -> Leaving | None:
        """Give what waits for LAPOR! and would go now; None while this counter has no access to it."""
        terms = self._terms()
        if terms is None:
            return None
        now = self.clock()
        items: list[LeavingEvent] = []
        files: list[LeavingFile] = []
        for id in self.queries.to_report(now, limit=limit):
            complaint = self.cases.complaint(id)
            report = self._report(complaint, terms) if complaint is not None else None
            if complaint is None or report is None:
                continue
            items.append(self._item(actor, complaint, REPORT, _shown(report)))
            files += [_file(complaint, one) for one in self.attached.of(id)]
        for id in self.queries.to_tell(now, limit=limit):
            complaint = self.cases.complaint(id)
            if complaint is not None and (said := self._additions(complaint)):
                items.append(self._item(actor, complaint, ADDITION, said))
        return Leaving(target=LAPOR, address=terms.address, events=tuple(items), files=tuple(files))

    def text(self, actor: Officer, item: str) -> str:
        """Give what would be said.  Raises UserProblem ``event_unknown``, ``secret_hidden``."""
        terms, complaint = self._terms(), self.cases.complaint(ComplaintId(item.removeprefix(f"{LAPOR}:")))
        if terms is None or complaint is None:
            raise UserProblem("event_unknown")
        if not text_visible(actor, complaint.secrecy, complaint.officer_id):
            raise UserProblem("secret_hidden")
        if said := self._additions(complaint):
            return said
        report = self._report(complaint, terms)
        if report is None:
            raise UserProblem("event_unknown")
        return _shown(report)

    def _terms(self) -> LaporTerms | None:
        with self.units() as unit:
            access = unit.direct.access()
        if access is None:
            return None
        terms, line = self.door.open(access)
        line.close()
        return terms

    def _report(self, complaint: Complaint, terms: LaporTerms) -> LaporReport | None:
        """Give the report, None where something holds it back."""
        report = mapped(present_record(complaint, self.desk(), self.attached.of(complaint.id)), terms.mapping)
        return report if isinstance(report, LaporReport) and not is_held_back(complaint) else None

    def _additions(self, complaint: Complaint) -> str:
        with self.units() as unit:
            record = unit.direct.get(complaint.id)
        if record is None or record.lapor_id is None:
            return ""
        told = [follow_up_of(body) for _, _, body in self.queries.later_events(complaint.id, record.told_seq)]
        pieces = [
            piece for one in told if not isinstance(one, Silence) for piece in follow_up_texts(complaint.number, one)
        ]
        return "\n\n".join(pieces[record.pieces_done :])

    def _item(self, actor: Officer, complaint: Complaint, kind: str, said: str) -> LeavingEvent:
        visible = text_visible(actor, complaint.secrecy, complaint.officer_id)
        return LeavingEvent(
            event_id=EventId(f"{LAPOR}:{complaint.id}"),
            number=complaint.number,
            kind=kind,
            title=complaint.report.title if visible else "",
            created_at=complaint.recorded_at,
            size_bytes=len(said.encode()),
            identity=(),
        )


def _shown(report: LaporReport) -> str:
    return json.dumps(asdict(report), ensure_ascii=False, indent=2, sort_keys=True)


def _file(complaint: Complaint, one: Attachment) -> LeavingFile:
    return LeavingFile(
        id=one.id, number=complaint.number, media_type=one.media_type, size_bytes=one.size_bytes, sealed=False
    )
