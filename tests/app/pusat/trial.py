"""A provincial server for tests: store, keys and clock in one hand, reached in process or over a real socket."""

import asyncio
import gzip
import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from argon2.profiles import CHEAPEST

from app.adapters.identity_seal import new_device_keys, sign
from app.domain.centre import Centre, DeviceKeys
from app.domain.enrolment import EnrolmentCode, possession_message
from app.domain.ids import new_id
from app.domain.outbox import Event
from app.pusat.api import create_app
from app.pusat.bodies import read_body
from app.pusat.keys import ServerKeys
from app.pusat.passwords import Passwords
from app.pusat.serve import Address, listening, server_on
from app.pusat.service import Pusat
from db.pusat.store import Store, open_store
from tests.builders import DEVICE_ID, INCARNATION, FixedClock


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: httpx2.Headers
    content: Any


class Trial:
    """A server that was never given a socket."""

    def __init__(self, url: str, clock: FixedClock, *, keys: ServerKeys | None = None) -> None:
        self.clock = clock
        self.store: Store = open_store(url, read_body)
        self.keys = keys or ServerKeys.fresh()
        self.pusat = Pusat.begin(self.store, lambda: self.keys, clock)
        self.app = create_app(self.pusat, passwords=Passwords(CHEAPEST))
        self.device_keys: DeviceKeys = new_device_keys()

    def call(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        client: tuple[str, int] = ("127.0.0.1", 123),
        base: str = "http://pusat",
    ) -> Answer:
        async def one() -> httpx2.Response:
            transport = httpx2.ASGITransport(app=self.app, raise_app_exceptions=False, client=client)
            async with httpx2.AsyncClient(transport=transport, base_url=base) as line:
                return await line.request(method, path, content=content, headers=headers)

        response = asyncio.run(one())
        is_json = response.headers.get("content-type") == "application/json" and method != "HEAD"
        return Answer(response.status_code, response.headers, response.json() if is_json else response.text)

    def post(self, path: str, content: Any, *, token: str | None = None, zipped: bool = True) -> Answer:
        raw = json.dumps(content, ensure_ascii=True).encode()
        headers = {"Content-Type": "application/json"}
        if zipped:
            raw, headers["Content-Encoding"] = gzip.compress(raw), "gzip"
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.call("POST", path, raw, headers)

    def code(self, counter: str = "A") -> EnrolmentCode:
        code = EnrolmentCode.draw()
        assert self.store.enrolments.add_code(
            selector=code.selector, code_sha256=code.sha256, agency="aws", counter=counter, now=self.clock()
        )
        return code

    def enrolment(self, code: EnrolmentCode, keys: DeviceKeys | None = None, **values: str) -> dict[str, str]:
        keys = keys or self.device_keys
        message = possession_message(
            code_sha256=code.sha256, device=DEVICE_ID, incarnation=INCARNATION, sealing_key=keys.sealing_public
        )
        return {
            "code": code.letters,
            "device": DEVICE_ID,
            "incarnation": INCARNATION,
            "signing_key": keys.signing_public.hex(),
            "sealing_key": keys.sealing_public.hex(),
            "signature": sign(message, keys.signing_private).hex(),
            **values,
        }

    def token(self) -> str:
        answer = self.post("/v1/devices", self.enrolment(self.code()))
        assert answer.status == 200
        return answer.content["token"]

    def centre(self, url: str, **values: Any) -> Centre:
        """Give this server as a desk that is enrolled knows it."""
        defaults = {
            "url": url,
            "token": self.token(),
            "public_key": self.keys.sealing_public,
            "verify_key": self.keys.verify_key,
            "ca_pem": None,
            "epoch": self.pusat.identity.epoch,
            "connected_at": self.clock(),
        }
        return Centre(**{**defaults, **values})

    @contextmanager
    def listening(
        self, app: Callable[..., Any] | None = None, address: Address | None = None
    ) -> Generator[str, None, None]:
        """Serve on a real socket in a thread and give the address."""
        address = address or Address(host="127.0.0.1", port=0)
        started = threading.Event()
        with listening(address) as listener:
            server = server_on(app or self.app, address, listener, told=lambda _: started.set())
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            try:
                assert started.wait(20)
                scheme = "https" if address.certificate else "http"
                yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
            finally:
                server.should_exit = True
                thread.join(20)

    def close(self) -> None:
        self.store.close()


def on_wire(event: Event, **values: Any) -> dict[str, Any]:
    """Give an event as a desk sends it."""
    content: dict[str, Any] = {
        "id": event.id,
        "incarnation": event.incarnation,
        "seq": event.seq,
        "kind": event.kind.value,
        "schema_version": event.schema,
        "created_at": event.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "body": event.body.decode(),
        "sha256": event.sha256,
        "sealed": "c2VhbGVk",
    }
    if event.follows:
        content["follows"] = event.follows
    return content | values


def a_batch(clock: FixedClock, *events: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"batch_id": new_id(clock()), "events": list(events), **values}
