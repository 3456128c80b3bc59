"""What the members of a parcel ask, done as if it came by line, and what the members of its answer say."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from pydantic import ValidationError

from app.adapters.central.wire import MAX_FILE_BYTES, ChangesIn, ProofIn, SuccessionsOut
from app.domain.outbox import canonical
from app.domain.parcel import Member, MemberKind, is_id
from app.pusat.announcing import succession_out
from app.pusat.requests import Refused
from app.pusat.service import Pusat
from db.pusat.files import Upload
from db.pusat.records import Device

_MOST_LINES: Final = 500
_MOST_PAGES: Final = 20
_PIECE_BYTES: Final = 1 << 20
Said = dict[str, Any]
"""What is kept of a member until the answer is made: its kind, id and content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelMembers:
    """Requests of the protocol, one by one."""

    pusat: Pusat

    def do(self, device: Device, member: Member, body: bytes) -> object:
        """Do what a member asks, or note what the answer will be about; None when there is nothing to answer.

        What is not understood stays unanswered: no desk of this version writes it.
        """
        try:
            match member.kind:
                case MemberKind.BATCH:
                    return self.pusat.take(device, body).model_dump(mode="json", exclude_none=True)
                case MemberKind.PROOF:
                    return ProofIn.model_validate_json(body).model_dump(mode="json", exclude_none=True)
                case MemberKind.CHANGES:
                    return ChangesIn.model_validate_json(body).model_dump(mode="json")
                case MemberKind.FILE:
                    self._keep(device, member, body)
                case MemberKind.KEYS:
                    pass
        except (Refused, ValidationError):
            pass
        return None

    def answers(self, device: Device, said: Sequence[Said]) -> Iterator[tuple[Member, bytes]]:
        """Give the members of an answer, the weightiest first: keys, outcomes, proofs, then lines of the feed."""
        if self.pusat.keys.earlier:
            keys = SuccessionsOut(keys=[succession_out(one) for one in self.pusat.keys.successions])
            yield _member(MemberKind.KEYS, "", keys.model_dump(mode="json"))
        for one in _of(MemberKind.BATCH, said):
            yield _member(MemberKind.BATCH, one["id"], one["content"])
        for one in _of(MemberKind.PROOF, said):
            yield _member(MemberKind.PROOF, one["id"], self._proof(device, one["content"]))
        for one in _of(MemberKind.CHANGES, said):
            for page in self._pages(device, ChangesIn.model_validate_json(json.dumps(one["content"]))):
                yield _member(MemberKind.CHANGES, "", page)

    def _keep(self, device: Device, member: Member, body: bytes) -> None:
        """Store a sealed file as if it had come by tus, from where that was cut; what cannot be kept is not held."""
        files, now = self.pusat.store.files, self.pusat.clock()
        if not (is_id(member.id) and is_id(member.of) and 0 < len(body) <= MAX_FILE_BYTES):
            return
        found = files.begin(
            device=device.id,
            id=member.id,
            complaint_id=member.of,
            sha256=member.sha256,
            size_bytes=len(body),
            now=now,
        )
        while isinstance(found, Upload) and found.received < len(body):
            piece = body[found.received : found.received + _PIECE_BYTES]
            found = files.append(device=device.id, id=member.id, offset=found.received, content=piece, now=now)

    def _proof(self, device: Device, content: Said) -> Said:
        asked = ProofIn.model_validate_json(json.dumps(content))
        proof = self.pusat.prove(device, asked).model_dump(mode="json", exclude_none=True)
        proof["absent"] = [id for id, _ in asked.asked if id not in proof["held"]]
        proof["absent_files"] = [id for id, _ in asked.files if id not in proof["files"]]
        return proof

    def _pages(self, device: Device, asked: ChangesIn) -> Iterator[Said]:
        """Give pages of the feed behind the desk's cursor; from the start when that is no place of this feed."""
        epoch, after, scope = asked.epoch, asked.seq, asked.scope
        for _ in range(_MOST_PAGES):
            try:
                page = self.pusat.changes(
                    device, epoch=epoch, after=after, scope=scope, most=_MOST_LINES, own=asked.own
                )
            except Refused:
                if epoch is None:
                    return
                epoch, after, scope = None, 0, None
                continue
            behind = {"epoch": epoch, "seq": after} if epoch is not None else None
            yield {"after": behind, "page": page.model_dump(mode="json", exclude_none=True)}
            if not page.more:
                return
            epoch, after, scope = page.epoch, page.next, page.scope


def _of(kind: MemberKind, said: Sequence[Said]) -> list[Said]:
    return [one for one in said if one["kind"] == kind.value]


def _member(kind: MemberKind, id: str, content: Said) -> tuple[Member, bytes]:
    body = canonical(content)
    return Member(kind=kind, id=id, size_bytes=len(body), sha256=sha256(body).hexdigest()), body
