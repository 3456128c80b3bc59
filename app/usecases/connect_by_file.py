"""Enrol this desk where no line leads to the server: a request leaves on a stick, the answer comes back on one."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.access import Act, require
from app.domain.centre import Centre, Enrolled
from app.domain.enrolment import EnrolmentCode, server_address
from app.domain.enrolment_file import (
    EnrolmentAnswer,
    EnrolmentRequest,
    desk_fingerprint,
    same_fingerprint,
    with_code,
)
from app.domain.errors import UserProblem
from app.domain.incarnation import whole_series
from app.domain.officer import Officer
from app.ports.central import EnrolmentFiles
from app.usecases.connect import Connect, Connected


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that left: without a code its ``fingerprint`` is read to the operator of the server."""

    made_at: datetime
    fingerprint: str
    by_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectByFile:
    """The admin's two acts; ``connect`` is the same act by line."""

    connect: Connect
    files: EnrolmentFiles

    def asked(self, actor: Officer) -> Asked | None:
        """Give the request that waits for its answer, None when there is none.  Raises NotAllowed."""
        require(actor, Act.CONNECT)
        with self.connect.units() as unit:
            request, centre, keys = unit.parcels.request(), unit.centre.centre(), unit.centre.device_keys()
            device = unit.staff.desk().device_id
        if request is None or keys is None or (centre is not None and centre.connected_at >= request.made_at):
            return None
        return Asked(
            made_at=request.made_at,
            fingerprint=desk_fingerprint(keys.signing_public, keys.sealing_public, device),
            by_code=request.code_sha256 is not None,
        )

    def request(self, actor: Officer, file: Path, *, code: str | None = None) -> str:
        """Write a request, by a one-time code when there is one, and give the fingerprint of this desk.

        Raises NotAllowed, UserProblem ``enrol_code_shape``, ``file_unwritable``, StorageProblem.
        """
        require(actor, Act.CONNECT)
        given = EnrolmentCode.parse(code) if code is not None else None
        desk, keys = self.connect.desk_and_keys()
        now = self.connect.clock()
        request = EnrolmentRequest(
            device=desk.device_id,
            incarnation=desk.incarnation,
            series=whole_series(desk),
            signing_key=keys.signing_public,
            sealing_key=keys.sealing_public,
            made_at=now,
            selector=given.selector if given is not None else "",
        )
        if given is not None:
            request = replace(request, code_sum=with_code(request, given.sha256))
        sha256 = self.files.write_request(file, request, keys)
        with self.connect.units() as unit:
            unit.parcels.keep_request(sha256, given.sha256 if given is not None else None, at=now)
            unit.audit.add(at=now, officer_id=actor.id, act="connect_requested", subject=sha256)
            unit.commit()
        return request.fingerprint

    def answer(self, actor: Officer, file: Path, *, fingerprint: str | None = None) -> Connected:
        """Take the answer over.  Its server is the right one when it knew the code, or when its fingerprint was read
        out by the operator and typed here.

        Raises NotAllowed, UserProblem ``enrol_file_unreadable``, ``enrol_answer_foreign``,
        ``enrol_fingerprint_needed``, ``enrol_fingerprint_differs``, ``centre_differs``, ``parcel_missing``.
        """
        require(actor, Act.CONNECT)
        desk, keys = self.connect.desk_and_keys()
        answer, uses = self.files.read_answer(file, device=desk.device_id, keys=keys)
        with self.connect.units() as unit:
            request = unit.parcels.request()
        if request is None or answer.request != request.sha256:
            raise UserProblem("enrol_answer_foreign")
        _check(answer, request.code_sha256, fingerprint)
        centre = Centre(
            url=server_address(answer.url) if answer.url else "",
            token=answer.token,
            public_key=answer.sealing_key,
            verify_key=answer.verify_key,
            ca_pem=answer.ca_pem,
            epoch=answer.epoch,
            connected_at=answer.server_time,
        )
        former = tuple(answer.former)
        return self.connect.accept(actor, Enrolled(centre=centre, uses=uses, former=former))


def _check(answer: EnrolmentAnswer, code_sha256: str | None, fingerprint: str | None) -> None:
    """Pass when it is known whose answer this is: trust on first use is not enough."""
    if fingerprint is not None:
        if not same_fingerprint(fingerprint, answer.fingerprint):
            raise UserProblem("enrol_fingerprint_differs")
    elif code_sha256 is None or not answer.is_by_code(code_sha256):
        raise UserProblem("enrol_fingerprint_needed")
