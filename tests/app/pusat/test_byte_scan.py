"""No identity is readable anywhere at the server: not in its database or a dump of it, not in a log, measure or answer.

Planted identities come sealed through the real protocol, are opened once at a page, and stand unsealed in every kind
of request that is refused.  Then all that stays behind is searched for their bytes in every usual spelling.
"""

import base64
import json
import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from app.adapters.identity_seal import seal
from app.domain.correction import CorrectedField, correction_body
from app.domain.outbox import Event, EventKind, canonical, digest, identity_info
from app.domain.staff import StaffRole
from app.domain.token_role import TokenRole
from app.pusat.devices import Devices
from tests.app.pusat.browser import Browser
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.builders import NOON, OFFICER_ID, FixedClock, a_complaint, an_event
from tests.db.pusat.arrivals import later
from tests.db.pusat.postgres import Cluster, programs

PLANTED = {
    "name": "Ngurah Zulkarnaen",
    "nik": "6472086505900003",
    "phone": "+6281255778899",
    "email": "zulkarnaen.n@surat.example",
    "address": "Jalan Kecubung XIV/7 Samarinda",
}
MARK = "Atap bocor di ruang tunggu"
"""What is meant to be readable: a search that does not find this would find nothing."""


def spellings(text: str) -> Iterator[bytes]:
    """Give a text as it could lie somewhere: plain, by UTF-16, hex, base 64 at each offset, JSON and percent signs."""
    raw = text.encode()
    yield from (raw, text.encode("utf-16-le"), text.lower().encode(), text.upper().encode())
    for form in (raw, text.encode("utf-16-le"), canonical({"x": text})[6:-2]):
        yield from (form.hex().encode(), form.hex().upper().encode())
        for shift in range(3):
            encoded = base64.b64encode(b"\0" * shift + form)
            yield encoded[4 if shift else 0 : -4]
    yield from (json.dumps(text).encode()[1:-1], quote(text).encode(), urlencode({"": text}).encode()[1:])
    yield "".join(f"\\u{ord(letter):04x}" for letter in text).encode()


def found_in(place: bytes) -> list[str]:
    return [name for name, text in PLANTED.items() if any(one in place for one in spellings(text))]


def wrong_requests(event: Event) -> Iterator[tuple[str, str, bytes, dict[str, str]]]:
    """Give requests that carry an identity where none may stand; each must be refused."""
    unsealed = json.dumps(PLANTED)
    of_json = {"Content-Type": "application/json"}

    def batch(**values: object) -> bytes:
        return json.dumps(a_batch(FixedClock(), on_wire(event, **values))).encode()

    changed = json.loads(event.body) | {
        "kind": "correction",
        "at": "2026-11-23T04:00:00.000000Z",
        "reason": "salah ketik",
        "changed": [{"field": name, "before": "", "after": text} for name, text in PLANTED.items()],
        "identity_fields": [],
    }
    bodies = [
        {"body": unsealed, "sha256": digest(unsealed.encode())},
        {"body": f"{{{unsealed}", "sha256": digest(f"{{{unsealed}".encode())},
        {"body": json.dumps(changed), "sha256": digest(json.dumps(changed).encode()), "kind": "correction"},
        {"sealed": unsealed},
        {"kind": PLANTED["name"], "created_at": PLANTED["nik"], "incarnation": PLANTED["email"]},
        {"body": event.body.decode() + PLANTED["address"]},
    ]
    for values in bodies:
        yield "POST", "/v1/events", batch(**values), of_json
    for path in ("/v1/events", "/v1/proof", "/v1/devices"):
        for content in (
            unsealed,
            unsealed[:-1],
            json.dumps({"batch_id": PLANTED, "code": PLANTED, "asked": [PLANTED]}),
        ):
            yield "POST", path, content.encode(), of_json
    for name, text in PLANTED.items():
        yield "GET", f"/v1/{quote(text)}", b"", {}
        yield "GET", f"/v1/changes?after={quote(text)}&{quote(name)}={quote(text)}", b"", {}
        yield "POST", "/v1/events", b"{}", of_json | {"Authorization": f"Bearer {text}"}
        yield "POST", "/v1/parcels", text.encode(), {"Content-Type": "application/octet-stream"}
        metadata = {"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": f"id {text}"}
        yield "POST", "/v1/files", b"", metadata
        yield "HEAD", f"/v1/files/{quote(text)}", b"", {"Tus-Resumable": "1.0.0"}
        yield "GET", f"/pusat/{quote(text)}", b"", {}
        yield "GET", f"/pusat/masuk?login={quote(text)}", b"", {"Cookie": f"loket_pusat={quote(text)}"}


def corrected(of: Event, identity: bytes) -> Event:
    """Give the event that says the identity was corrected, its part sealed apart."""
    record = a_complaint()
    fields = [
        CorrectedField(
            complaint_id=of.complaint_id,
            at=NOON,
            officer_id=OFFICER_ID,
            reason="salah ketik",
            field="name",
            before="",
            after="",
            identity=True,
        )
    ]
    body = correction_body(record, fields, identity=identity, salt=b"t" * 16)
    content = json.loads(body) | {"complaint_id": of.complaint_id}
    return later(of, EventKind.CORRECTION, canonical(content))


def fill(trial: Trial, clock: FixedClock) -> list[bytes]:
    """Send sealed identities as desks do, open one at a page, send what is refused; give all answers."""
    token = trial.token()
    answers: list[bytes] = []
    events = [an_event(a_complaint(title=MARK), identity=canonical({**PLANTED, "salt": str(n)}), seq=n) for n in (1, 2)]
    events.append(corrected(events[0], canonical({**PLANTED, "salt": "3"})))
    parts = [canonical({**PLANTED, "salt": str(n)}) for n in (1, 2, 3)]
    sealed = [
        base64.b64encode(seal(part, trial.keys.sealing_public, identity_info(event.id, event.sha256))).decode()
        for event, part in zip(events, parts, strict=True)
    ]
    rows = [on_wire(event, sealed=part) for event, part in zip(events, sealed, strict=True)]
    stored = trial.post("/v1/events", a_batch(clock, *rows), token=token)
    assert [one["outcome"] for one in stored.content["outcomes"]] == ["accepted"] * 3
    browser = Browser(trial)
    browser.sign_in(StaffRole.PENYALIN)
    browser.get(f"/pusat/aduan/{events[1].id}")
    opened = browser.post(f"/pusat/aduan/{events[1].id}/identitas", reason="reach")
    assert set(found_in(opened.content.encode())) == set(PLANTED)
    answers.append(browser.get(f"/pusat/aduan/{events[1].id}").content.encode())
    for text in PLANTED.values():
        browser.get(f"/pusat/aduan/{events[1].id}")
        answers.append(browser.post(f"/pusat/aduan/{events[1].id}/identitas", reason="reach", reference=text))
        answers.append(browser.post("/pusat/aduan/x/identitas", reason=text, extra=text))
        answers.append(browser.post("/pusat/perangkat/kode", agency=text, counter=text))
    known = {"Authorization": f"Bearer {token}"}
    for method, path, content, headers in wrong_requests(an_event(seq=4)):
        answers.append(trial.call(method, path, content, known | headers))
    _, monitor = Devices(store=trial.store, clock=clock).make_token(role=TokenRole.MONITOR, label="dasbor", who="x")
    answers.append(trial.call("GET", "/v1/monev", headers={"Authorization": f"Bearer {monitor}"}))
    answers.append(trial.call("GET", "/v1/changes", headers=known))
    answers.append(trial.call("GET", "/v1/metrics"))
    stranger = Browser(trial)
    for text in PLANTED.values():
        stranger.get("/pusat/masuk")
        answers.append(stranger.post("/pusat/masuk", login=text, password=text))

    def broken(*_: object) -> None:
        raise RuntimeError(json.dumps(PLANTED))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(trial.store.monev), "counts", broken)
        answers += [trial.call("GET", "/v1/metrics"), browser.get("/pusat/")]
    return [one if isinstance(one, bytes) else f"{one.headers} {one.content}".encode() for one in answers]


def log_of(caplog: pytest.LogCaptureFixture) -> bytes:
    """Give all that was logged down to the finest level, but by the client these tests ask with."""
    lines = [f"{r.name} {r.getMessage()} {r.exc_text}" for r in caplog.records if not r.name.startswith("httpx")]
    assert any(line.startswith("loket.pusat") for line in lines)
    return "\n".join(lines).encode()


def test_the_search_finds_what_is_there() -> None:
    for name, text in PLANTED.items():
        for one in spellings(text):
            assert name in found_in(b"before" + one + b"after")
    assert found_in(MARK.encode()) == []


@pytest.mark.slow
def test_no_identity_stays_readable_on_sqlite(
    trial: Trial, clock: FixedClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = fill(trial, clock)
    assert [found_in(one) for one in answers if found_in(one)] == []
    files = b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()) if file.is_file())
    assert MARK.encode() in files
    assert found_in(files) == []
    assert found_in(log_of(caplog)) == []
    caplog.clear()


@pytest.mark.slow
def test_no_identity_stays_readable_on_postgresql(
    postgres: Cluster, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    trial = Trial(postgres.new_database(), clock)
    answers = fill(trial, clock)
    assert [found_in(one) for one in answers if found_in(one)] == []
    tools = programs()
    assert tools is not None
    address = trial.store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    dump = subprocess.run([tools / "pg_dump", "--dbname", address], check=True, capture_output=True).stdout
    trial.close()
    assert MARK.encode() in dump
    assert MARK.encode().hex().encode() in dump  # frozen bodies, as pg_dump writes bytes
    assert found_in(dump) == []
    log = (postgres.folder / "log").read_bytes()
    assert b"database system is ready" in log
    assert found_in(log) == []
    assert found_in(log_of(caplog)) == []
    caplog.clear()
