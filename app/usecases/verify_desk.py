"""Look at the stored whole: the file, the log's chain, numbers, receipts, events against records, files; and ask the
centre whether it holds the same.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.anchor import Anchor
from app.domain.centre import ProofSummary
from app.domain.errors import NetworkProblem, StorageProblem
from app.domain.officer import Officer
from app.ports.queries import AttachmentRows
from app.ports.stores import Units
from app.ports.world import AttachmentStore, Clock, Integrity
from app.usecases.prove import Prove, known_centre


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not fit: a code and the number or place it concerns."""

    code: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The outcome: how many complaints were held against their events, and every finding.

    ``proof`` is the centre's word; without it ``not_asked`` tells why: the code of a NetworkProblem.  ``anchor`` is how
    far the centre vouches for the log, None before it first did.
    """

    complaints: int
    findings: tuple[Finding, ...]
    proof: ProofSummary | None = None
    not_asked: str | None = None
    anchor: Anchor | None = None

    @property
    def is_forked(self) -> bool:
        """Tell whether this is not the log that the centre vouched for."""
        return any(finding.code in ("audit_rewritten", "audit_forked") for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyDesk:
    """Check the desk; the check itself is logged."""

    units: Units
    integrity: Integrity
    attached: AttachmentRows
    files: AttachmentStore
    prove: Prove
    clock: Clock

    def __call__(self, actor: Officer, *, ask_centre: bool = True) -> Verified:
        """Give what was found; an empty list of findings means that all that was asked agrees."""
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
        proof, not_asked = self._centre(ask=ask_centre)
        if proof is not None:
            told = (("centre_missing", proof.missing), ("centre_differs", proof.different))
            findings += [Finding(code=code, subject=str(n)) for code, n in told if n]
        with self.units() as unit:
            broken = unit.audit.broken_at()
            if broken is not None:
                findings.append(Finding(code="audit_chain_broken", subject=str(broken)))
            anchor = unit.audit.anchor()
            if anchor is not None and anchor.n and unit.audit.head_at(anchor.n) != anchor.head:
                findings.append(Finding(code="audit_rewritten", subject=str(anchor.n)))
            elif anchor is not None and anchor.forked_at is not None:
                findings.append(Finding(code="audit_forked", subject=str(anchor.since)))
            unit.audit.add(
                at=self.clock(), officer_id=actor.id, act="desk_verified", subject="desk", detail=str(len(findings))
            )
            unit.commit()
        return Verified(complaints=count, findings=tuple(findings), proof=proof, not_asked=not_asked, anchor=anchor)

    def _centre(self, *, ask: bool) -> tuple[ProofSummary | None, str | None]:
        """Give the centre's word on everything that was sent to it, or why it could not be asked."""
        if not ask:
            return None, "not_asked"
        try:
            return self.prove.ask(known_centre(self.units), everything=True), None
        except NetworkProblem as problem:
            return None, problem.code

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
