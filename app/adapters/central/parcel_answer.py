"""What an opened answer says, in the desk's own values; each member has the shape of an answer that came by line."""

import contextlib
from collections.abc import Mapping, Sequence

from app.adapters.central.contents import instant, outcomes, renewed
from app.adapters.central.feed import read_page
from app.adapters.central.parcel import Volume
from app.adapters.identity_seal import verify
from app.domain.attachment import AttachmentId
from app.domain.centre import Centre, ProofAnswer
from app.domain.changes import Cursor
from app.domain.errors import NetworkProblem
from app.domain.ids import EventId
from app.domain.outbox import EventOutcome
from app.domain.parcel import MemberKind
from app.domain.parcel_parts import ParcelAnswer, ToldPage
from app.domain.proof import proof_root, proof_statement

Opened = Sequence[tuple[MemberKind, str, bytes]]


def announced(centre: Centre, members: Opened) -> Centre:
    """Give the centre with the keys that the answer announces, as far as the known ones vouch for them."""
    from pydantic import ValidationError

    from app.adapters.central.wire import SuccessionsOut

    for kind, _, body in members:
        if kind is MemberKind.KEYS:
            with contextlib.suppress(ValidationError, NetworkProblem):  # then the known keys must do
                centre = renewed(centre, SuccessionsOut.model_validate_json(body).keys)
    return centre


def read_answer(volume: Volume, centre: Centre, members: Opened, hashes: Mapping[EventId, str]) -> ParcelAnswer:
    """Give what an answer says.  Raises ValueError and NetworkProblem for what has not the shape of an answer."""
    told = volume.manifest
    decided: list[EventOutcome] = []
    proofs: list[ProofAnswer] = []
    pages: list[ToldPage] = []
    for kind, id, body in members:
        if kind is MemberKind.BATCH:
            decided += _outcomes(id, body, hashes)
        elif kind is MemberKind.PROOF:
            proofs.append(_proof(id, body, centre))
        elif kind is MemberKind.CHANGES:
            pages.append(_page(body))
    return ParcelAnswer(
        parcel=told.parcel,
        incarnation=told.incarnation,
        previous=told.previous,
        epoch=told.epoch,
        former=told.former,
        answer=told.answer,
        made_at=told.made_at,
        centre=centre,
        outcomes=decided,
        proofs=proofs,
        pages=pages,
    )


def _outcomes(batch_id: str, body: bytes, hashes: Mapping[EventId, str]) -> Sequence[EventOutcome]:
    from app.adapters.central.wire import BatchAnswer

    answer = BatchAnswer.model_validate_json(body)
    return outcomes(answer, hashes) if answer.batch_id == batch_id else ()


def _proof(nonce: str, body: bytes, centre: Centre) -> ProofAnswer:
    """Take a proof whose own signature is the centre's too: it is kept beside those that came by line."""
    from app.adapters.central.wire import ProofAbsent

    answer = ProofAbsent.model_validate_json(body)
    statement = proof_statement(
        epoch=answer.epoch, at=answer.server_time, nonce=nonce, root=proof_root(answer.held, answer.files)
    )
    signature = bytes.fromhex(answer.signature)
    if not verify(statement.encode(), signature=signature, public_key=centre.verify_key):
        raise ValueError("the proof is not signed")
    return ProofAnswer(
        held={EventId(id): sha256 for id, sha256 in answer.held.items()},
        absent=tuple(EventId(id) for id in answer.absent),
        files={AttachmentId(id): sha256 for id, sha256 in answer.files.items()},
        absent_files=tuple(AttachmentId(id) for id in answer.absent_files),
        extra=tuple(EventId(id) for id in answer.extra),
        epoch=answer.epoch,
        server_time=instant(answer.server_time),
        signature=f"{statement}:{answer.signature}",
        waiting=frozenset(EventId(id) for id in answer.waiting),
    )


def _page(body: bytes) -> ToldPage:
    from app.adapters.central.wire import ChangesTold

    told = ChangesTold.model_validate_json(body)
    after = (told.after.epoch, told.after.seq) if told.after is not None else None
    behind = Cursor(epoch=after[0], seq=after[1], scope=told.page.scope) if after is not None else None
    return ToldPage(after=after, page=read_page(told.page, behind))
