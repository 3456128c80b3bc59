"""Enrolment without a line: a request file from the desk, and an answer file that only this desk can open.

Who carries them could exchange them.  So either both sides know the one-time code, which never stands in a file but
keys a sum over it; or people read fingerprints to each other, request and answer.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.domain.enrolment import letters_of, plain_letters
from app.domain.errors import UserProblem
from app.domain.ids import DeviceId, from_iso, to_iso
from app.domain.outbox import canonical

MAX_FILE_BYTES: Final = 256 << 10
_REQUEST: Final = "loket-aduan enrolment request v1"
_ANSWER: Final = "loket-aduan enrolment answer v1"
Signs = Callable[[bytes], bytes]
Verifies = Callable[[bytes, bytes, bytes], bool]
"""verify(message, signature, public_key)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRequest:
    """What a desk asks: keys, device, the series it gives numbers of; ``selector`` names the code, "" without one."""

    device: DeviceId
    incarnation: str
    series: str
    signing_key: bytes
    sealing_key: bytes
    made_at: datetime
    selector: str = ""
    code_sum: str = ""

    @property
    def fingerprint(self) -> str:
        """Twenty letters to be read to the operator."""
        return desk_fingerprint(self.signing_key, self.sealing_key, self.device)

    def is_by_code(self, code_sha256: str) -> bool:
        """Tell whether who made the request knew the code."""
        return bool(self.code_sum) and hmac.compare_digest(self.code_sum, code_sum(_told(self), code_sha256))


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentAnswer:
    """What the server certifies; ``url`` is "" where no line leads to it.  ``request`` is the hash of what it answers.

    ``used`` are the series that the counter's letter is used in already, ``former`` the server's sealing keys of former
    times, both as the protocol tells them.
    """

    request: str
    token: str = field(repr=False)
    sealing_key: bytes
    verify_key: bytes
    agency: str
    counter: str
    epoch: str
    server_time: datetime
    url: str
    ca_pem: str | None
    used: tuple[Mapping[str, object], ...] = ()
    former: tuple[bytes, ...] = ()
    code_sum: str = ""

    @property
    def fingerprint(self) -> str:
        """Twenty letters to be read to the desk."""
        return letters_of(b"pusat" + self.sealing_key + self.verify_key)

    def is_by_code(self, code_sha256: str) -> bool:
        """Tell whether who made the answer knew the code of the request."""
        return bool(self.code_sum) and hmac.compare_digest(self.code_sum, code_sum(_told(self), code_sha256))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLeft:
    """The last request that left this desk; ``code_sha256`` is None for one that was made without a code."""

    sha256: str
    code_sha256: str | None
    made_at: datetime


def desk_fingerprint(signing_key: bytes, sealing_key: bytes, device: DeviceId) -> str:
    """Give the twenty letters that name a desk's public keys."""
    return letters_of(b"desk" + signing_key + sealing_key + device.encode())


def code_sum(told: Mapping[str, object], code_sha256: str) -> str:
    """Give the sum over a file that only who knows the code can make, as hex."""
    return hmac.digest(bytes.fromhex(code_sha256), canonical(told), "sha256").hex()


def with_code(told: EnrolmentRequest | EnrolmentAnswer, code_sha256: str) -> str:
    """Give the sum to put into a request or an answer."""
    return code_sum(_told(told), code_sha256)


def request_bytes(request: EnrolmentRequest, sign: Signs) -> bytes:
    """Give the file of a request, signed with the desk's own key."""
    told = {**_told(request), "code_sum": request.code_sum}
    return canonical({**told, "signature": sign(canonical(told)).hex()})


def read_request(raw: bytes, verify: Verifies) -> EnrolmentRequest:
    """Give a request whose signature is right.  Raises UserProblem ``enrol_file_unreadable``."""
    content, signature = _signed(raw, _REQUEST)
    try:
        request = EnrolmentRequest(
            device=DeviceId(_text(content, "device")),
            incarnation=_text(content, "incarnation"),
            series=_text(content, "series"),
            signing_key=_key(content, "signing_key"),
            sealing_key=_key(content, "sealing_key"),
            made_at=from_iso(_text(content, "made_at")),
            selector=_text(content, "selector"),
            code_sum=_text(content, "code_sum"),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise UserProblem("enrol_file_unreadable") from error
    _check_signed(raw, {**_told(request), "code_sum": request.code_sum}, signature, request.signing_key, verify)
    return request


def request_hash(raw: bytes) -> str:
    """Give what names a request in its answer."""
    return hashlib.sha256(raw).hexdigest()


def answer_info(device: DeviceId) -> bytes:
    """Give the context under which an answer is sealed."""
    return f"{_ANSWER} {device}".encode()


def answer_bytes(answer: EnrolmentAnswer, sign: Signs) -> bytes:
    """Give the content of an answer, signed with the server's key, to be sealed to the desk."""
    told = {**_told(answer), "code_sum": answer.code_sum}
    return canonical({**told, "signature": sign(canonical(told)).hex()})


def read_answer(raw: bytes, verify: Verifies) -> EnrolmentAnswer:
    """Give an answer that is whole; whose it is, code or fingerprint must tell.

    Raises UserProblem ``enrol_file_unreadable``.
    """
    content, signature = _signed(raw, _ANSWER)
    try:
        ca_pem, used, former = content["ca_pem"], content["used"], content["former"]
        if not (ca_pem is None or isinstance(ca_pem, str)):
            raise TypeError
        if not isinstance(used, list) or not isinstance(former, list):
            raise TypeError
        answer = EnrolmentAnswer(
            request=_text(content, "request"),
            token=_text(content, "token"),
            sealing_key=_key(content, "sealing_key"),
            verify_key=_key(content, "verify_key"),
            agency=_text(content, "agency"),
            counter=_text(content, "counter"),
            epoch=_text(content, "epoch"),
            server_time=from_iso(_text(content, "server_time")),
            url=_text(content, "url"),
            ca_pem=ca_pem,
            used=tuple(one for one in used if isinstance(one, dict)),
            former=tuple(bytes.fromhex(one) for one in former),
            code_sum=_text(content, "code_sum"),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise UserProblem("enrol_file_unreadable") from error
    _check_signed(raw, {**_told(answer), "code_sum": answer.code_sum}, signature, answer.verify_key, verify)
    return answer


def same_fingerprint(typed: str, fingerprint: str) -> bool:
    """Tell whether a fingerprint was typed as it is, spaces, dashes and look-alikes aside."""
    return hmac.compare_digest(plain_letters(typed).encode(), plain_letters(fingerprint).encode())


def _told(one: EnrolmentRequest | EnrolmentAnswer) -> dict[str, object]:
    """Give everything that the sum and the signature are over, but the sum itself."""
    told: dict[str, object] = {"what": _REQUEST if isinstance(one, EnrolmentRequest) else _ANSWER}
    for name in one.__dataclass_fields__:
        value = getattr(one, name)
        if isinstance(value, bytes):
            value = value.hex()
        elif isinstance(value, datetime):
            value = to_iso(value)
        elif isinstance(value, tuple):
            value = [one.hex() if isinstance(one, bytes) else one for one in value]
        if name != "code_sum":
            told[name] = value
    return told


def _signed(raw: bytes, what: str) -> tuple[dict[str, object], bytes]:
    try:
        content = json.loads(raw.decode("utf-8"))
        if not isinstance(content, dict) or content.get("what") != what:
            raise UserProblem("enrol_file_unreadable")
        return content, bytes.fromhex(_text(content, "signature"))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserProblem("enrol_file_unreadable") from error


def _check_signed(
    raw: bytes, told: Mapping[str, object], signature: bytes, public_key: bytes, verify: Verifies
) -> None:
    """Pass when the file is the one byte form of what it says, and signed."""
    same = raw == canonical({**told, "signature": signature.hex()})
    if not same or not verify(canonical(told), signature, public_key):
        raise UserProblem("enrol_file_unreadable")


def _text(content: Mapping[str, object], name: str) -> str:
    value = content[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _key(content: Mapping[str, object], name: str) -> bytes:
    key = bytes.fromhex(_text(content, name))
    if len(key) != 32:
        raise ValueError(name)
    return key
