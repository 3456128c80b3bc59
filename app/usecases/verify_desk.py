"""Look at the stored whole: the file, the log's chain, numbers, receipts, events against records, and files."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.errors import StorageProblem
from app.domain.officer import Officer
from app.ports import AttachmentRows, AttachmentStore, Clock, Integrity, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not fit: a code and the number or place it concerns."""

    code: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The outcome: how many complaints were held against their events, and every finding."""

    complaints: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyDesk:
    """Check the desk; the check itself is logged."""

    units: Units
    integrity: Integrity
    attached: AttachmentRows
    files: AttachmentStore
    clock: Clock

    def __call__(self, actor: Officer) -> Verified:
        """Give what was found; an empty list of findings means that all agrees."""
        require(actor, Act.VERIFY)
        findings = [Finding(code="database_damage", subject=what) for what in self.integrity.damage()]
        findings += [Finding(code="number_unaccounted", subject=number) for number in self.integrity.unaccounted()]
        findings += [Finding(code="receipt_without_record", subject=n) for n in self.integrity.stray_receipts()]
        held, strange = self._attachments()
        findings += strange
        count = 0
        for number, title, body, sha256 in self.integrity.frozen():
            count += 1
            findings += self._frozen(number, title, body, sha256, held.get(number, {}))
        for number, body, sha256 in self.integrity.frozen_later():
            if hashlib.sha256(body).hexdigest() != sha256:
                findings.append(Finding(code="event_hash_differs", subject=number))
            elif json.loads(body).get("number") != number:
                findings.append(Finding(code="event_record_differ", subject=number))
        with self.units() as unit:
            broken = unit.audit.broken_at()
            if broken is not None:
                findings.append(Finding(code="audit_chain_broken", subject=str(broken)))
            unit.audit.add(
                at=self.clock(), officer_id=actor.id, act="desk_verified", subject="desk", detail=str(len(findings))
            )
            unit.commit()
        return Verified(complaints=count, findings=tuple(findings))

    def _attachments(self) -> tuple[dict[str, dict[str, str]], list[Finding]]:
        """Open every file; give ids and digests by the number of their complaint, and what does not fit."""
        held: dict[str, dict[str, str]] = {}
        findings: list[Finding] = []
        for number, one in self.attached.all():
            held.setdefault(number, {})[one.id] = one.sha256
            subject = f"{number or '–'} ({one.place})"
            try:
                content = self.files.read(one.id, one.stored_as)
            except StorageProblem as problem:
                findings.append(Finding(code=problem.code, subject=subject))
                continue
            if hashlib.sha256(content).hexdigest() != one.sha256 or len(content) != one.size_bytes:
                findings.append(Finding(code="attachment_damaged", subject=subject))
        return held, findings

    def _frozen(self, number: str, title: str, body: bytes, sha256: str, held: Mapping[str, str]) -> Iterator[Finding]:
        if hashlib.sha256(body).hexdigest() != sha256:
            yield Finding(code="event_hash_differs", subject=number)
            return
        told = json.loads(body)
        if told.get("number") != number or told.get("report", {}).get("title") != title:
            yield Finding(code="event_record_differ", subject=number)
        if any(held.get(one["id"]) != one["sha256"] for one in told.get("attachments", ())):
            yield Finding(code="attachment_differs", subject=number)
