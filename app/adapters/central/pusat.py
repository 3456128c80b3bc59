"""The provincial server as a target: HTTPS and JSON, nothing trusted because it parses.

Every fault of the line becomes a NetworkProblem here; httpx2 and pydantic are imported at the first call.
"""

import gzip
import json
import secrets
import ssl
import weakref
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from app.adapters.central.contents import event_content, instant, knowledge, known, outcomes, renewed, uses
from app.adapters.central.faults import from_exception, from_status, nonsense
from app.adapters.central.hang_up import HangUp
from app.adapters.identity_seal import sign, verify
from app.domain.attachment import AttachmentId
from app.domain.centre import BatchAnswer, Centre, DeviceKeys, Enrolled, FeedPage, Outgoing, ProofAnswer
from app.domain.changes import Cursor
from app.domain.enrolment import EnrolmentCode, possession_message, server_address
from app.domain.errors import NetworkProblem, UserProblem
from app.domain.ids import DeviceId, EventId
from app.domain.incarnation import Contact
from app.domain.proof import proof_root, proof_statement

if TYPE_CHECKING:
    import httpx2
    from pydantic import BaseModel

    Answer = TypeVar("Answer", bound=BaseModel)

_CONNECT_S: Final = 10.0
_WRITE_S: Final = 60.0
_ANSWER_S: Final = 20.0
_SLOWEST_BYTES_PER_S: Final = 4_000
_GZIP: Final = 31
_ENROL_REFUSALS: Final = frozenset(
    {"enrol_code_wrong", "enrol_code_expired", "enrol_code_used", "enrol_device_known", "enrol_revoked"}
)
_CURSOR_REFUSALS: Final = frozenset({"cursor_expired", "scope_changed"})


class PusatGateway:
    """Fulfils CentralGateway of app.ports; keeps a connection open between the calls of one run."""

    def __init__(self, *, transport: "Callable[[], httpx2.BaseTransport] | None" = None) -> None:
        self._transport = transport
        self._client: httpx2.Client | None = None
        self._client_of: tuple[str, str | None] | None = None
        self.hang_up = HangUp()

    def send(
        self, centre: Centre, batch: Sequence[Outgoing], *, batch_id: str, contact: Contact | None = None
    ) -> BatchAnswer:
        """Send a batch; the answer holds only outcomes that are about these events, by id, hash and batch."""
        from app.adapters.central.wire import BatchAnswer as WireAnswer

        content: dict[str, Any] = {"batch_id": batch_id, "events": [event_content(outgoing) for outgoing in batch]}
        if contact is not None:
            content["contact"] = asdict(contact)
        answer = self._post(WireAnswer, centre.url, "/v1/events", content, ca_pem=centre.ca_pem, token=centre.token)
        if answer.batch_id != batch_id:
            raise nonsense("other_batch")
        return BatchAnswer(
            outcomes=outcomes(answer, {outgoing.event.id: outgoing.event.sha256 for outgoing in batch}),
            server_time=instant(answer.server_time),
            epoch=answer.epoch,
            knows=known(answer.contact),
        )

    def prove(
        self,
        centre: Centre,
        asked: Sequence[tuple[EventId, str]],
        *,
        span: tuple[int, int | None] | None,
        files: Sequence[tuple[AttachmentId, str]] = (),
        contact: Contact | None = None,
    ) -> ProofAnswer:
        """Ask for proof; an answer whose signature does not fit the centre's key is none."""
        from app.adapters.central.wire import ProofOut

        nonce = secrets.token_hex(16)
        content: dict[str, Any] = {"nonce": nonce, "asked": [[id, sha256] for id, sha256 in asked]}
        if files:
            content["files"] = [[id, sha256] for id, sha256 in files]
        if span is not None:
            content["span"] = {"after": span[0], "until": span[1]}
        if contact is not None:
            content["contact"] = asdict(contact)
        answer = self._post(ProofOut, centre.url, "/v1/proof", content, ca_pem=centre.ca_pem, token=centre.token)
        root = proof_root(answer.held, answer.files)
        statement = proof_statement(epoch=answer.epoch, at=answer.server_time, nonce=nonce, root=root)
        signature, known = bytes.fromhex(answer.signature), renewed(centre, answer.keys)
        if not verify(statement.encode(), signature=signature, public_key=known.verify_key):
            raise nonsense("signature")
        if not (answer.held.keys() <= {id for id, _ in asked} and answer.files.keys() <= {id for id, _ in files}):
            raise nonsense("not_asked")
        return ProofAnswer(
            held={EventId(id): sha256 for id, sha256 in answer.held.items()},
            extra=tuple(EventId(id) for id in answer.extra),
            epoch=answer.epoch,
            server_time=instant(answer.server_time),
            signature=f"{statement}:{answer.signature}",
            waiting=frozenset(EventId(id) for id in answer.waiting),
            files={AttachmentId(id): sha256 for id, sha256 in answer.files.items()},
            knows=knowledge(answer.contact) if answer.contact is not None else None,
            keys=None if known == centre else (known.public_key, known.verify_key),
        )

    def changes(self, centre: Centre, after: Cursor | None, *, own: bool = False) -> FeedPage:
        """Give the page of the feed behind a cursor, from the beginning for None; ``own`` cases only when asked for."""
        from app.adapters.central.feed import read_page
        from app.adapters.central.wire import ChangesOut

        asked = [f"after={after.epoch},{after.seq}", f"scope={after.scope}"] if after is not None else []
        asked += ["own=true"] if own else []
        path = "/v1/changes" + ("?" + "&".join(asked) if asked else "")
        try:
            answer = self._ask(ChangesOut, "GET", centre.url, path, ca_pem=centre.ca_pem, token=centre.token)
        except NetworkProblem as problem:
            reason = problem.facts.get("reason")
            if problem.code == "server_error" and reason in _CURSOR_REFUSALS:
                raise NetworkProblem(str(reason)) from problem
            raise
        return read_page(answer, after)

    def enrol(
        self,
        *,
        url: str,
        code: str,
        ca_pem: str | None,
        device: DeviceId,
        incarnation: str,
        series: str,
        keys: DeviceKeys,
    ) -> Enrolled:
        """Enrol with a one-time code; ``connected_at`` is the server's time."""
        from app.adapters.central.wire import DeviceOut

        given = EnrolmentCode.parse(code)
        message = possession_message(
            code_sha256=given.sha256, device=device, incarnation=incarnation, sealing_key=keys.sealing_public
        )
        content = {
            "code": given.letters,
            "device": device,
            "incarnation": incarnation,
            "series": series,
            "signing_key": keys.signing_public.hex(),
            "sealing_key": keys.sealing_public.hex(),
            "signature": sign(message, keys.signing_private).hex(),
        }
        try:
            answer = self._post(DeviceOut, url, "/v1/devices", content, ca_pem=ca_pem, token=None)
        except NetworkProblem as problem:
            reason = problem.facts.get("reason")
            if problem.code == "server_error" and reason in _ENROL_REFUSALS:
                raise NetworkProblem(str(reason)) from problem
            raise
        centre = Centre(
            url=url,
            token=answer.token,
            public_key=bytes.fromhex(answer.sealing_key),
            verify_key=bytes.fromhex(answer.verify_key),
            ca_pem=ca_pem,
            epoch=answer.epoch,
            connected_at=instant(answer.server_time),
        )
        former = tuple(bytes.fromhex(key) for key in answer.former)
        return Enrolled(centre=centre, uses=uses(answer.series), former=former)

    def _post(
        self,
        shape: "type[Answer]",
        url: str,
        path: str,
        content: dict[str, Any],
        *,
        ca_pem: str | None,
        token: str | None,
    ) -> "Answer":
        """Post JSON and give the answer in its shape, or raise a NetworkProblem."""
        body = gzip.compress(json.dumps(content, ensure_ascii=False).encode(), 6, mtime=0)
        return self._ask(shape, "POST", url, path, ca_pem=ca_pem, token=token, body=body)

    def _ask(
        self,
        shape: "type[Answer]",
        method: str,
        url: str,
        path: str,
        *,
        ca_pem: str | None,
        token: str | None,
        body: bytes = b"",
    ) -> "Answer":
        import httpx2
        from pydantic import ValidationError

        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        if body:
            headers |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        # what waits in the system's own buffers is still to cross the line while the answer is waited for
        timeout = httpx2.Timeout(
            connect=_CONNECT_S, write=_WRITE_S, read=_ANSWER_S + len(body) / _SLOWEST_BYTES_PER_S, pool=_CONNECT_S
        )
        client = self.line_to(url, ca_pem)
        try:
            with client.stream(method, url + path, content=body or None, headers=headers, timeout=timeout) as response:
                raw = _read_limited(response)
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, ssl.SSLError, OSError) as error:
            raise from_exception(error) from error
        is_json = response.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
        if response.status_code != 200:
            raise from_status(
                response.status_code,
                retry_after=response.headers.get("retry-after"),
                code=_problem_code(raw) if is_json else None,
                now=datetime.now(UTC),
            )
        if not is_json:
            raise nonsense("content_type")
        try:
            return shape.model_validate_json(raw)
        except ValidationError as error:
            raise nonsense("shape") from error

    def line_to(self, url: str, ca_pem: str | None) -> "httpx2.Client":
        """Give the open line to an address, or a fresh one.  Raises UserProblem ``http_not_loopback`` and its kin."""
        address = server_address(url)
        if self._client is not None and self._client_of == (address, ca_pem):
            return self._client
        import httpx2

        self.close()
        self._client = httpx2.Client(
            verify=_trust(ca_pem) if address.startswith("https:") else False,
            transport=self._transport() if self._transport is not None else None,
            follow_redirects=False,
            trust_env=address.startswith("https:"),
            limits=httpx2.Limits(max_connections=2, max_keepalive_connections=1, keepalive_expiry=5.0),
            event_hooks={"request": [self.hang_up.follow]},
        )
        self._client_of = (address, ca_pem)
        weakref.finalize(self, self._client.close)
        return self._client

    def close(self) -> None:
        """Close the connection, if one is open; a later call opens another."""
        if self._client is not None:
            self._client.close()
        self._client = self._client_of = None


def _trust(ca_pem: str | None) -> ssl.SSLContext:
    """Trust the given certificate authority alone, or those of the system."""
    import httpx2

    if ca_pem is None:
        return httpx2.create_ssl_context()
    try:
        return ssl.create_default_context(cadata=ca_pem)
    except (ssl.SSLError, ValueError) as error:
        raise UserProblem("ca_unreadable") from error


def _read_limited(response: "httpx2.Response") -> bytes:
    from app.adapters.central.wire import MAX_ANSWER_BYTES

    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    raw = bytearray()
    for piece in response.iter_bytes() if encoding == "identity" else response.iter_raw():
        raw += piece
        if len(raw) > MAX_ANSWER_BYTES:
            raise nonsense("too_long")
    match encoding:
        case "identity":
            return bytes(raw)
        case "gzip":
            return _inflated(bytes(raw), MAX_ANSWER_BYTES)
        case _:
            return b""


def _inflated(raw: bytes, most: int) -> bytes:
    """Give what one gzip member holds, nothing when it is none or holds more than ``most`` bytes."""
    inflater = zlib.decompressobj(_GZIP)
    try:
        inflated = inflater.decompress(raw, most)
    except zlib.error:
        return b""
    return inflated if inflater.eof and not inflater.unused_data else b""


def _problem_code(raw: bytes) -> str | None:
    """Give the server's own word for a refusal, None when the answer is not of its shape."""
    from pydantic import ValidationError

    from app.adapters.central.wire import ProblemOut

    try:
        return ProblemOut.model_validate_json(raw).code
    except ValidationError:
        return None
