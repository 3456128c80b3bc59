"""Enrolment without a line: the operator takes a request file in and writes the answer, sealed to the desk."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.adapters.central.enrolment_files import sealed_answer
from app.adapters.identity_seal import verify
from app.domain.enrolment_file import (
    EnrolmentAnswer,
    EnrolmentRequest,
    read_request,
    request_hash,
    same_fingerprint,
    with_code,
)
from app.domain.errors import UserProblem
from app.domain.ids import from_iso
from app.domain.outbox import digest
from app.pusat.bodies import read_body
from app.pusat.keys import KeyRing
from app.pusat.service import Pusat
from db.pusat.records import Enrolment
from db.pusat.store import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the operator says to a request: whose it is, the fingerprint that was read out, how the server is reached.

    ``url`` is "" where no line leads to it.
    """

    raw: bytes
    agency: str
    counter: str
    fingerprint: str | None
    url: str
    ca_pem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The answer file, who is enrolled, and the server's fingerprint."""

    raw: bytes
    agency: str
    counter: str
    fingerprint: str


def enrol_by_file(url: str, keys_at: Path, asked: Asked, clock: Callable[[], datetime], *, who: str) -> Enrolled:
    """Certify a desk by its request file; the same file again gives the same token.

    Raises UserProblem ``enrol_file_unreadable``, ``enrol_fingerprint_needed``, ``enrol_fingerprint_differs``,
    ``enrol_code_wrong`` and its kin, and the StorageProblems of store and keys.
    """
    request = read_request(
        asked.raw, lambda message, signature, key: verify(message, signature=signature, public_key=key)
    )
    if asked.fingerprint is not None and not same_fingerprint(asked.fingerprint, request.fingerprint):
        raise UserProblem("enrol_fingerprint_differs")
    if not request.selector and asked.fingerprint is None:
        raise UserProblem("enrol_fingerprint_needed")
    store = open_store(url, read_body)
    try:
        begun = store.evidence.identity() is not None
        pusat = Pusat.begin(store, KeyRing(keys_at, make=not begun), clock).steady()
        return _certified(pusat, request, asked, who)
    finally:
        store.close()


def _certified(pusat: Pusat, request: EnrolmentRequest, asked: Asked, who: str) -> Enrolled:
    selector, code = request.selector, ""
    if selector:
        known = pusat.store.enrolments.code_hash(selector)
        code = known if known is not None and request.is_by_code(known) else ""  # "" counts as a wrong try
    else:
        hashed = request_hash(asked.raw)
        selector, code = f"file-{hashed[:24]}", digest(f"enrolment file {hashed}".encode())
        pusat.store.enrolments.add_code(
            selector=selector,
            code_sha256=code,
            agency=asked.agency,
            counter=asked.counter,
            now=pusat.clock(),
            who=who,
        )
    told = pusat.certify(
        Enrolment(
            selector=selector,
            code_sha256=code,
            device=request.device,
            incarnation=request.incarnation,
            signing_key=request.signing_key.hex(),
            sealing_key=request.sealing_key.hex(),
            token_sha256="",
        ),
        series=request.series,
    )
    answer = EnrolmentAnswer(
        request=request_hash(asked.raw),
        token=told.token,
        sealing_key=pusat.keys.sealing_public,
        verify_key=pusat.keys.verify_key,
        agency=told.agency,
        counter=told.counter,
        epoch=told.epoch,
        server_time=from_iso(told.server_time),
        url=asked.url,
        ca_pem=asked.ca_pem,
        used=tuple(one.model_dump(mode="json") for one in told.series),
        former=tuple(one.sealing_public for one in pusat.keys.earlier),
    )
    if request.selector:
        answer = replace(answer, code_sum=with_code(answer, code))
    return Enrolled(
        raw=sealed_answer(answer, to=request.sealing_key, device=request.device, sign=pusat.keys.sign),
        agency=told.agency,
        counter=told.counter,
        fingerprint=answer.fingerprint,
    )
