"""Receipts from committed data: shown as often as wanted, issued with a line in the ledger for every sheet."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.access import Act, require, text_visible
from app.domain.complaint import Complaint, Identity, Report, Secrecy, Status
from app.domain.due import clocks_of, in_working_days
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import CaseAnswer, CaseFact, FactKind
from app.domain.form import Form
from app.domain.ids import ComplaintId
from app.domain.officer import Desk, Officer
from app.domain.person import masked_email, masked_nik, masked_phone
from app.domain.receipt import PaperSize, Printing, Receipt
from app.domain.reference import Reference
from app.domain.secrets import status_code
from app.domain.task import TaskKind, TaskOutcome
from app.domain.text import clean_line, shortened
from app.ports.queries import Queries
from app.ports.stores import Units
from app.ports.world import Clock, Paper
from app.usecases.register_complaint import zone_of

_SUMMARY_LETTERS: Final = 260
_ANSWER_LETTERS: Final = 160
_ANSWERED: Final = frozenset({Status.ANSWERED, Status.CLOSED, Status.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A PDF and the ledger lines it stands for; a printer that failed is told with :meth:`IssueReceipts.failed`."""

    pdf: bytes
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReceipts:
    """Make receipts of one or many complaints."""

    units: Units
    queries: Queries
    desk: Callable[[], Desk]
    officers: Callable[[], Sequence[Officer]]
    form: Form
    lists: Reference
    paper: Paper
    clock: Clock

    def preview(self, actor: Officer, id: ComplaintId, size: PaperSize | None = None) -> bytes:
        """Give the PDF that the next print would be; looking at somebody else's entry is logged."""
        desk = self.desk()
        return self.paper.receipts((self._seen(actor, id),), size or PaperSize(desk.receipt_size), desk.language)

    def __call__(
        self, actor: Officer, ids: Sequence[ComplaintId], *, way: str, size: PaperSize | None = None
    ) -> Issued:
        """Give one PDF with all receipts in the order asked, each entered in the ledger as original or copy n.

        ``way`` is "print" or "pdf".  Several at once need a supervisor, and so does a secret report of somebody else.
        Raises NotAllowed, UserProblem ``complaint_unknown``.
        """
        require(actor, Act.PRINT if len(ids) == 1 else Act.PRINT_MANY)
        desk, now = self.desk(), self.clock()
        size = size or PaperSize(desk.receipt_size)
        while True:
            receipts = [
                self._receipt(desk, self._complaint(actor, id), self.queries.copies(id), now)
                for id in dict.fromkeys(ids)
            ]
            sheets = [self.paper.receipts((receipt,), size, desk.language) for receipt in receipts]
            printings = tuple(
                Printing(
                    complaint_id=receipt.complaint_id,
                    number=receipt.number,
                    copy=receipt.copy,
                    printed_at=now,
                    officer_id=actor.id,
                    way=way,
                    size=size.value,
                    sha256=hashlib.sha256(sheet).hexdigest(),
                )
                for receipt, sheet in zip(receipts, sheets, strict=True)
            )
            if self._entered(actor, printings):
                break
        pdf = sheets[0] if len(receipts) == 1 else self.paper.receipts(receipts, size, desk.language)
        return Issued(pdf=pdf, printings=printings)

    def _entered(self, actor: Officer, printings: Sequence[Printing]) -> bool:
        """Enter the sheets in the ledger; False when another window took a copy number meanwhile."""
        with self.units() as unit:
            if any(unit.ledger.copies_of(p.complaint_id) != p.copy for p in printings):
                return False
            for printing in printings:
                unit.ledger.add(printing)
                unit.complaints.add_fact(_fact(actor, printing))
                unit.tasks.finish_of(
                    printing.complaint_id,
                    TaskKind.SECOND_RECEIPT,
                    TaskOutcome.DONE,
                    at=printing.printed_at,
                    by=actor.id,
                )
                unit.audit.add(
                    at=printing.printed_at,
                    officer_id=actor.id,
                    act=f"receipt_{printing.way}",
                    subject=printing.complaint_id,
                    detail=str(printing.copy),
                )
            unit.commit()
        return True

    def failed(self, actor: Officer, issued: Issued) -> None:
        """Note that the printer refused: the sheets do not count as printed, their lines stay in the ledger."""
        require(actor, Act.PRINT)
        with self.units() as unit:
            for printing in issued.printings:
                unit.ledger.mark_failed(printing.complaint_id, printing.copy)
                unit.audit.add(
                    at=self.clock(), officer_id=actor.id, act="receipt_failed", subject=printing.complaint_id
                )
            unit.commit()

    def message(self, actor: Officer, id: ComplaintId) -> Receipt:
        """Give the receipt's content for text messages; looking at somebody else's entry is logged."""
        return self._seen(actor, id)

    def number_told(self, actor: Officer, id: ComplaintId) -> Receipt:
        """Give the receipt's content to tell the reporter the LAPOR! number; this is noted and ends the task.

        Raises UserProblem ``tracking_absent``, ``complaint_unknown``, NotAllowed.
        """
        require(actor, Act.PRINT)
        complaint, now = self._complaint(actor, id), self.clock()
        if complaint.tracking_id is None:
            raise UserProblem("tracking_absent")
        with self.units() as unit:
            fact = CaseFact(
                complaint_id=id,
                at=now,
                kind=FactKind.NUMBER_TOLD,
                officer_id=actor.id,
                officer_name=actor.full_name,
                detail=complaint.tracking_id,
            )
            unit.complaints.add_fact(fact)
            unit.tasks.finish_of(id, TaskKind.SECOND_RECEIPT, TaskOutcome.DONE, at=now, by=actor.id)
            unit.audit.add(at=now, officer_id=actor.id, act="number_told", subject=id)
            unit.commit()
        return self._receipt(self.desk(), complaint, self.queries.copies(id), now)

    def _seen(self, actor: Officer, id: ComplaintId) -> Receipt:
        """Give what the next receipt would say: the reporter's name stands in it."""
        require(actor, Act.PRINT)
        complaint, now = self._complaint(actor, id), self.clock()
        if complaint.officer_id != actor.id:
            with self.units() as unit:
                unit.audit.add(at=now, officer_id=actor.id, act="receipt_seen", subject=id)
                unit.commit()
        return self._receipt(self.desk(), complaint, self.queries.copies(id), now)

    def _complaint(self, actor: Officer, id: ComplaintId) -> Complaint:
        complaint = self.queries.complaint(id)
        if complaint is None:
            raise UserProblem("complaint_unknown")
        if not text_visible(actor, complaint.secrecy, complaint.officer_id, opened=True):
            raise NotAllowed("not_allowed", act=Act.OPEN_SECRET.value, role=actor.role.value)
        return complaint

    def _receipt(self, desk: Desk, complaint: Complaint, copies: int, now: datetime) -> Receipt:
        report, reporter = complaint.report, complaint.reporter
        officer = next((o for o in self.officers() if o.id == complaint.officer_id), None)
        target = self.lists.agencies.by_id(report.agency)
        channel = self.lists.channels.by_id(complaint.intake.channel)
        own = report.agency == desk.agency_id
        secret = complaint.secrecy is Secrecy.SECRET
        answer = self._answer(complaint)
        corrected = self._last(complaint, FactKind.CORRECTED)
        voided = self._last(complaint, FactKind.VOIDED, FactKind.IMPORT_UNDONE)
        return Receipt(
            complaint_id=complaint.id,
            number=complaint.number,
            status_code=status_code(desk.status_key, complaint.id),
            classification=report.classification,
            letterhead=desk.letterhead,
            agency_line=f"{desk.agency_name} · Loket {desk.counter}",
            contact_line=desk.address,
            city=desk.city,
            phone=desk.phone,
            service_hours=desk.service_hours,
            received_at=complaint.intake.received_at,
            recorded_at=complaint.recorded_at,
            printed_at=now,
            utc_offset_minutes=complaint.utc_offset_minutes,
            channel=channel.name if channel else complaint.intake.channel,
            reporter_lines=self._reporter_lines(complaint),
            reporter_signs_as=(reporter.name or "") if reporter.identity is Identity.OPEN else "",
            identity=reporter.identity.value,
            secret=secret,
            title="" if secret else report.title,
            summary="" if secret else _summary(report.title, report.text),
            target_agency=target.name if target else "",
            own_agency=own,
            due_on=complaint.answer_due_on if own else None,
            answer_working_days=self._answer_days(report),
            tracking_id=complaint.tracking_id,
            from_lapor=self.lists.channels.is_from_lapor(complaint.intake.channel),
            officer_name=officer.full_name if officer else "",
            officer_nip=officer.nip if officer else "",
            copy=copies,
            joins=complaint.joins,
            missing=complaint.report.missing_documents or "" if complaint.complete_by else "",
            complete_by=complaint.complete_by,
            answered_on=answer.at.astimezone(zone_of(desk)).date() if answer else None,
            answered=self._answered(answer, secret=secret, language=desk.language) if answer else "",
            corrected_on=corrected.at.astimezone(zone_of(desk)).date() if corrected else None,
            voided_on=voided.at.astimezone(zone_of(desk)).date() if voided else None,
            void_reason=voided.detail if voided else "",
        )

    def _answer(self, complaint: Complaint) -> CaseAnswer | None:
        if complaint.status not in _ANSWERED:
            return None
        answers = self.queries.answers(complaint.id)
        return answers[-1] if answers else None

    def _answered(self, answer: CaseAnswer, *, secret: bool, language: str) -> str:
        """Give result, way and, unless the report is secret, the answer in short."""
        told = []
        for name, id in (("result", answer.result), ("told", answer.told)):
            labels = next((c.label for c in self.form.field(name).choices if c.id == id), {})
            told.append(labels.get(language, id))
        said = ", ".join(told)
        return said if secret else f"{said}: {shortened(clean_line(answer.text), _ANSWER_LETTERS)}"

    def _last(self, complaint: Complaint, *kinds: FactKind) -> CaseFact | None:
        """Give the last fact of these kinds; a record that nobody touched since has none and is not asked for."""
        if complaint.version == 1:
            return None
        facts = [fact for fact in self.queries.facts(complaint.id) if fact.kind in kinds]
        return facts[-1] if facts else None

    def _answer_days(self, report: Report) -> int:
        """Give the working days in which an answer is due, 0 where the limit is not counted in them."""
        limits = clocks_of(
            report.classification, supervisory=report.supervisory, form=self.form, clocks=self.lists.clocks
        )
        return limits[0].amount if limits and in_working_days(limits[0]) else 0

    def _reporter_lines(self, complaint: Complaint) -> tuple[str, ...]:
        reporter = complaint.reporter
        if reporter.identity is not Identity.OPEN:
            return ()
        parts = [reporter.name or ""]
        if reporter.nik:
            parts.append(f"NIK {masked_nik(reporter.nik)}")
        if reporter.phone:
            parts.append(f"HP {masked_phone(reporter.phone)}")
        if reporter.email:
            parts.append(masked_email(reporter.email))
        area = self.lists.areas.line(reporter.area) if reporter.area else ""
        where = ", ".join(part for part in (reporter.address or "", area) if part)
        return tuple(line for line in (" · ".join(p for p in parts if p), where) if line)


def _summary(title: str, text: str) -> str:
    return f"{title.rstrip('.')}. {shortened(clean_line(text), _SUMMARY_LETTERS)}"


def _fact(actor: Officer, printing: Printing) -> CaseFact:
    kind = FactKind.RECEIPT_PRINTED if printing.way == "print" else FactKind.RECEIPT_SAVED
    return CaseFact(
        complaint_id=printing.complaint_id,
        at=printing.printed_at,
        kind=kind,
        officer_id=actor.id,
        officer_name=actor.full_name,
        detail="" if printing.copy == 0 else str(printing.copy),
    )
