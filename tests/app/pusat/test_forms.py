"""Forms as browsers send them, and as nobody should: files stay in memory, what is broken is refused, unlogged."""

import asyncio
import tempfile

import pytest
from starlette.requests import Request

from app.pusat.pages.forms import Form, read_form
from app.pusat.requests import Refused

BOUNDARY = "----loket"
PARTS = "multipart/form-data; boundary=" + BOUNDARY


def read(body: bytes, kind: str = "application/x-www-form-urlencoded", limit: int = 100_000) -> Form:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}
    return asyncio.run(read_form(Request(scope, receive), fields=("a", "b"), files=("file",), limit=limit))


def part(name: str, content: bytes, *, file: bool = False) -> bytes:
    more = '; filename="ekspor.xlsx"\r\nContent-Type: application/octet-stream' if file else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"


def test_only_the_fields_that_were_asked_for_are_read() -> None:
    form = read(b"a=1+2&c=3&b=%C3%A9%0D%0Ax")
    assert form.fields == {"a": "1 2", "b": "é\nx"}
    assert read(b"").fields == {"a": "", "b": ""}


def test_a_file_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a file on the disk")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", never)
    monkeypatch.setattr(tempfile, "mkstemp", never)
    content = bytes(range(256)) * 20_000
    body = part("a", "é".encode()) + part("file", content, file=True) + f"--{BOUNDARY}--\r\n".encode()
    form = read(body, PARTS, limit=10_000_000)
    assert form.fields == {"a": "é", "b": ""}
    assert form.files == {"file": content}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"a=1", "application/json", 415),
        (b"a=1", "", 415),
        (b"a=1", "multipart/form-data", 415),
        (b"a=" + b"x" * 100_000, "application/x-www-form-urlencoded", 413),
        (b"a=%ff", "application/x-www-form-urlencoded", 400),
        ("a=é".encode(), "application/x-www-form-urlencoded", 400),
        (b"a=%00", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(101)), "application/x-www-form-urlencoded", 400),
        (b"no part at all", PARTS, 400),
        (part("a", b"\xff") + f"--{BOUNDARY}--\r\n".encode(), PARTS, 400),
        (f"--{BOUNDARY}\r\nContent-Dis\rposition: x\r\n\r\n".encode(), PARTS, 400),
        (b"".join(part(str(n), b"x") for n in range(102)) + f"--{BOUNDARY}--\r\n".encode(), PARTS, 400),
    ],
)
def test_what_is_no_form_is_refused(body: bytes, kind: str, status: int) -> None:
    with pytest.raises(Refused) as refused:
        read(body, kind)
    assert refused.value.status == status
