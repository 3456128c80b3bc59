"""What goes to the provincial server and comes from it, between the protocol's messages and the desk's own values."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.adapters.central.faults import nonsense
from app.adapters.identity_seal import verify
from app.domain.anchor import AnchorSaid
from app.domain.centre import Centre, Outgoing
from app.domain.ids import EventId, from_iso, to_iso
from app.domain.incarnation import CentreKnows, SeriesUse
from app.domain.outbox import EventOutcome, Outcome
from app.domain.succession import Succession, succeeded

if TYPE_CHECKING:
    from app.adapters.central.wire import BatchAnswer as WireAnswer
    from app.adapters.central.wire import ContactOut, SeriesOut, SuccessionOut


def event_content(outgoing: Outgoing) -> dict[str, Any]:
    """Give an event as it travels."""
    event = outgoing.event
    content: dict[str, Any] = {
        "id": event.id,
        "incarnation": event.incarnation,
        "seq": event.seq,
        "kind": event.kind.value,
        "schema_version": event.schema,
        "created_at": to_iso(event.created_at),
        "body": event.body.decode("utf-8"),
        "sha256": event.sha256,
    }
    if event.follows is not None:
        content["follows"] = event.follows
    if outgoing.sealed_identity is not None:
        content["sealed"] = base64.b64encode(outgoing.sealed_identity).decode()
    return content


def outcomes(answer: "WireAnswer", hashes: Mapping[EventId, str]) -> tuple[EventOutcome, ...]:
    """Take the outcomes of the very events that were sent, once each; what contradicts itself is not decided."""
    from pydantic import ValidationError

    from app.adapters.central.wire import OutcomeOut

    found: dict[str, EventOutcome] = {}
    twice: set[str] = set()
    for raw in answer.outcomes:
        try:
            told = OutcomeOut.model_validate(raw)
        except ValidationError:
            continue
        known_hash = hashes.get(EventId(told.id))
        if told.batch_id != answer.batch_id or known_hash != told.sha256 or told.outcome not in set(Outcome):
            continue
        outcome = Outcome(told.outcome)
        if outcome in (Outcome.ACCEPTED, Outcome.DUPLICATE) and told.received_at is None:
            continue
        if told.id in found:
            twice.add(told.id)
        found[told.id] = EventOutcome(
            event_id=EventId(told.id),
            outcome=outcome,
            central_number=told.central_number,
            received_at=instant(told.received_at) if told.received_at is not None else None,
            code=told.code,
            field=told.field,
        )
    return tuple(outcome for id, outcome in found.items() if id not in twice)


def known(told: object) -> CentreKnows | None:
    """Take what the centre says it knows of this desk; one that says nothing, or what is not understood, is None."""
    from pydantic import ValidationError

    from app.adapters.central.wire import ContactOut

    try:
        read = ContactOut.model_validate(told)
    except ValidationError:
        return None
    return knowledge(read)


def knowledge(told: "ContactOut") -> CentreKnows:
    """Give what the centre knows of this desk."""
    audit = None if told.audit is None else AnchorSaid(outcome=told.audit.outcome, n=told.audit.n)
    return CentreKnows(clone=told.clone, seq=told.seq, uses=uses(told.series), audit=audit)


def uses(series: "Sequence[SeriesOut]") -> tuple[SeriesUse, ...]:
    """Give who uses which series of the counter's letter."""
    return tuple(
        SeriesUse(series=one.series, year=one.year, running=one.running, own=one.own, claim=one.claim) for one in series
    )


def instant(text: str) -> datetime:
    """Give an instant of the centre's.  Raises NetworkProblem ``server_nonsense``."""
    try:
        return from_iso(text)
    except ValueError as error:
        raise nonsense("time") from error


def renewed(centre: Centre, keys: "Sequence[SuccessionOut]") -> Centre:
    """Give the centre with the keys that it announced, as far as the known ones vouch for them."""
    line = [
        Succession(
            before=bytes.fromhex(one.before),
            sealing_key=bytes.fromhex(one.sealing_key),
            verify_key=bytes.fromhex(one.verify_key),
            at=instant(one.at),
            signature=bytes.fromhex(one.signature),
        )
        for one in keys
    ]
    return succeeded(centre, line, _is_signed)


def _is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
    return verify(message, signature=signature, public_key=public_key)
