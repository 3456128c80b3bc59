"""What the server does with what arrives: judge each event alone, certify counters, prove what is held."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self

from pydantic import ValidationError

from app.adapters.central.wire import (
    MAX_BODY_BYTES,
    MAX_EVENTS,
    MAX_SEALED_BYTES,
    BatchOut,
    ChangeOut,
    ChangesOut,
    DeviceIn,
    DeviceOut,
    EventIn,
    OutcomeOut,
    ProofIn,
    ProofOut,
)
from app.adapters.identity_seal import verify
from app.domain.enrolment import EnrolmentCode, possession_message
from app.domain.errors import UserProblem
from app.domain.ids import DeviceId, to_iso
from app.domain.outbox import SCHEMA, EventKind, Outcome, digest
from app.domain.proof import proof_root, proof_statement
from app.pusat.announcing import succession_out
from app.pusat.bodies import BodyWrong, read_body
from app.pusat.contacts import contact_made, contact_out, made_of, series_out
from app.pusat.keys import ServerKeys
from app.pusat.requests import Refused
from db.pusat.records import Arrival, Device, Enrolment, Identity, Verdict
from db.pusat.store import Store

_MOST_EXTRA: Final = 1_000
_KINDS: Final = frozenset(EventKind)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An event that never reaches the store, and why."""

    id: str
    sha256: str
    outcome: Outcome
    code: str
    field: str | None = None


def _unheard() -> None:
    """Hear of a commit and do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pusat:
    """The server's journeys over its store and keys; ``committed`` hears when something was stored."""

    store: Store
    keyring: Callable[[], ServerKeys]
    identity: Identity
    clock: Callable[[], datetime]
    committed: Callable[[], None] = _unheard

    @classmethod
    def begin(cls, store: Store, keyring: Callable[[], ServerKeys], clock: Callable[[], datetime]) -> Self:
        """Bind store and keys to each other, for good at the very first start.  Raises ``pusat_keys_differ``."""
        identity = store.evidence.begin(key_id=keyring().key_id, now=clock())
        store.events.begin_feed(now=clock())
        return cls(store=store, keyring=keyring, identity=identity, clock=clock)

    @property
    def keys(self) -> ServerKeys:
        """The keys that are in use now."""
        return self.keyring()

    def steady(self) -> Self:
        """Give the same with the keys of now to its end: what is signed announces no later ones."""
        keys = self.keys
        return replace(self, keyring=lambda: keys)

    def standing(self) -> tuple[str, str]:
        """Give epoch and server time, which every answer carries."""
        return self.identity.epoch, to_iso(self.clock())

    def take(self, device: Device, request: bytes) -> BatchOut:
        """Store a batch and answer for every event of it that can be named.  Raises Refused 400, 413, 422."""
        batch_id, raw_events, told_contact = _batch(request)
        judged = [_judge(raw) for raw in raw_events]
        arrivals = [one for one in judged if isinstance(one, Arrival)]
        contact = contact_made(told_contact, arrivals)
        verdicts: Sequence[Verdict] = ()
        if arrivals or contact:
            verdicts = self.store.events.take_batch(
                device=device.id, batch_id=batch_id, arrivals=arrivals, now=self.clock(), contact=contact
            )
            self.committed()
        known = contact_out(self.store.contacts.known(device, contact)) if contact else None
        told = iter(verdicts)
        outcomes = [
            _outcome(batch_id, next(told) if isinstance(one, Arrival) else one) for one in judged if one is not None
        ]
        epoch, server_time = self.standing()
        return BatchOut(batch_id=batch_id, epoch=epoch, server_time=server_time, outcomes=outcomes, contact=known)

    def enrol(self, asked: DeviceIn) -> DeviceOut:
        """Certify a counter.  Raises Refused 403 with the reason; a lost answer can be asked for again."""
        try:
            code = EnrolmentCode.parse(asked.code)
        except UserProblem as error:
            raise Refused(403, "enrol_code_wrong") from error
        message = possession_message(
            code_sha256=code.sha256,
            device=DeviceId(asked.device),
            incarnation=asked.incarnation,
            sealing_key=bytes.fromhex(asked.sealing_key),
        )
        signed = verify(message, signature=bytes.fromhex(asked.signature), public_key=bytes.fromhex(asked.signing_key))
        if not signed:
            raise Refused(403, "enrol_signature_wrong")
        try:
            return self.certify(
                Enrolment(
                    selector=code.selector,
                    code_sha256=code.sha256,
                    device=asked.device,
                    incarnation=asked.incarnation,
                    signing_key=asked.signing_key,
                    sealing_key=asked.sealing_key,
                    token_sha256="",
                ),
                series=asked.series or "",
            )
        except UserProblem as error:
            raise Refused(403, error.code) from error

    def certify(self, asked: Enrolment, *, series: str) -> DeviceOut:
        """Certify a counter whose request is its own; the same request gets the same token again.

        Raises UserProblem with the reason.
        """
        keys, theirs = self.keys, asked.signing_key + asked.sealing_key
        token = keys.token(code_sha256=asked.code_sha256, device=asked.device, keys=theirs).hex()
        device = self.store.enrolments.enrol(replace(asked, token_sha256=digest(token.encode())), now=self.clock())
        epoch, server_time = self.standing()
        return DeviceOut(
            token=token,
            sealing_key=keys.sealing_public.hex(),
            verify_key=keys.verify_key.hex(),
            agency=device.agency,
            counter=device.counter,
            epoch=epoch,
            server_time=server_time,
            series=series_out(self.store.contacts.used(device, series, asked.incarnation)),
            former=[one.sealing_public.hex() for one in keys.earlier],
        )

    def device_of(self, authorization: str) -> Device:
        """Give the counter behind an Authorization header.  Raises Refused 401."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > 200:
            raise Refused(401, "token_missing")
        try:
            return self.store.enrolments.device_of(digest(token.strip().encode()), now=self.clock())
        except UserProblem as error:
            raise Refused(401, error.code) from error

    def changes(
        self, device: Device, *, epoch: str | None, after: int, scope: str | None, most: int, own: bool = False
    ) -> ChangesOut:
        """Give what a counter is told behind its cursor.

        Raises Refused 410 ``cursor_expired`` for a cursor of another epoch or ahead of the feed, ``scope_changed`` for
        one that was read in another scope: the counter begins anew.
        """
        now, server_time = self.standing()
        if scope is not None and scope != device.scope:
            raise Refused(410, "scope_changed")
        page = self.store.feed.page(device, after=after, most=most, own=own) if epoch in (None, now) else None
        if page is None:
            raise Refused(410, "cursor_expired")
        return ChangesOut(
            epoch=now,
            server_time=server_time,
            scope=device.scope,
            changes=[
                ChangeOut(seq=line.seq, kind=line.kind, at=line.at, body=json.loads(line.body)) for line in page.lines
            ],
            next=page.next,
            more=page.more,
        )

    def prove(self, device: Device, asked: ProofIn) -> ProofOut:
        """Say which events and files are held, from their stored bytes, and sign it."""
        held, waiting = self.store.evidence.held(device=device.id, asked=asked.asked)
        self.store.evidence.note_lost({id for id, _ in asked.asked} - held.keys(), now=self.clock())
        files = self.store.files.held(device=device.id, asked=asked.files)
        known = None
        if asked.contact is not None:
            made = made_of(asked.contact)
            self.store.contacts.note(device, made, at=self.clock())
            self.committed()
            known = contact_out(self.store.contacts.known(device, made))
        extra: list[str] = []
        if asked.span is not None:
            extra = self.store.evidence.others(
                device=device.id,
                asked=[id for id, _ in asked.asked],
                after=asked.span.after,
                until=asked.span.until,
                limit=_MOST_EXTRA,
            )
        epoch, server_time = self.standing()
        keys = self.keys
        root = proof_root(held, files)
        statement = proof_statement(epoch=epoch, at=server_time, nonce=asked.nonce, root=root)
        return ProofOut(
            held=held,
            files=files,
            waiting=sorted(waiting),
            extra=extra,
            root=root,
            signature=keys.sign(statement.encode()).hex(),
            epoch=epoch,
            server_time=server_time,
            contact=known,
            keys=[succession_out(one) for one in keys.successions],
        )


def _batch(request: bytes) -> tuple[str, list[object], object]:
    """Give batch id, raw events and raw contact; what is wrong inside one event is that event's own matter."""
    try:
        content = json.loads(request)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "json_broken") from error
    if not isinstance(content, dict):
        raise Refused(422, "request_malformed")
    batch_id, events = content.get("batch_id"), content.get("events")
    if not isinstance(batch_id, str) or not _is_id(batch_id):
        raise Refused(422, "request_malformed", "batch_id")
    if not isinstance(events, list) or not events:
        raise Refused(422, "request_malformed", "events")
    if len(events) > MAX_EVENTS:
        raise Refused(413, "batch_too_large")
    return batch_id, events, content.get("contact")


def _judge(raw: object) -> Arrival | _Refusal | None:
    """Give the event as it may be stored, or why not; None when it has no id and hash to answer to."""
    try:
        event = EventIn.model_validate(raw)
    except ValidationError as error:
        return _malformed(raw, error)
    body = event.body.encode()
    if digest(body) != event.sha256:
        return _Refusal(event.id, event.sha256, Outcome.REJECTED, "hash_mismatch", "sha256")
    if event.schema_version > SCHEMA:
        return _Refusal(event.id, event.sha256, Outcome.UNDECIDED, "schema_newer", "schema_version")
    if event.kind not in _KINDS:
        return _Refusal(event.id, event.sha256, Outcome.UNDECIDED, "kind_unknown", "kind")
    if len(body) > MAX_BODY_BYTES:
        return _Refusal(event.id, event.sha256, Outcome.REJECTED, "body_too_large", "body")
    try:
        sealed = None if event.sealed is None else base64.b64decode(event.sealed, validate=True)
    except (binascii.Error, ValueError):
        return _Refusal(event.id, event.sha256, Outcome.REJECTED, "sealed_malformed", "sealed")
    if sealed is not None and len(sealed) > MAX_SEALED_BYTES:
        return _Refusal(event.id, event.sha256, Outcome.REJECTED, "sealed_too_large", "sealed")
    if event.follows is None and event.kind != EventKind.COMPLAINT:
        return _Refusal(event.id, event.sha256, Outcome.REJECTED, "event_malformed", "follows")
    try:
        facts = read_body(event.kind, body)
    except BodyWrong as error:
        return _Refusal(event.id, event.sha256, Outcome.REJECTED, error.code, error.field)
    return Arrival(
        id=event.id,
        incarnation=event.incarnation,
        seq=event.seq,
        kind=event.kind,
        facts=facts,
        follows=event.follows,
        schema_version=event.schema_version,
        created_at=event.created_at,
        body=body,
        sha256=event.sha256,
        sealed=sealed,
    )


def _malformed(raw: object, error: ValidationError) -> _Refusal | None:
    if not isinstance(raw, dict):
        return None
    id, sha256 = raw.get("id"), raw.get("sha256")
    if not isinstance(id, str) or not _is_id(id) or not isinstance(sha256, str) or not _is_hash(sha256):
        return None
    place = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = str(place["loc"][0]) if place["loc"] else None
    code = "lone_surrogate" if place["type"] == "string_unicode" else "event_malformed"
    return _Refusal(id, sha256, Outcome.REJECTED, code, field)


def _is_id(text: str) -> bool:
    return [len(part) for part in text.split("-")] == [8, 4, 4, 4, 12] and set(text) <= set("0123456789abcdef-")


def _is_hash(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _outcome(batch_id: str, told: Verdict | _Refusal) -> OutcomeOut:
    if isinstance(told, _Refusal):
        return OutcomeOut(
            id=told.id,
            sha256=told.sha256,
            batch_id=batch_id,
            outcome=told.outcome.value,
            code=told.code,
            field=told.field,
        )
    return OutcomeOut(
        id=told.id,
        sha256=told.sha256,
        batch_id=batch_id,
        outcome=told.outcome.value,
        central_number=told.central_number,
        received_at=told.received_at,
        code=told.code,
    )
