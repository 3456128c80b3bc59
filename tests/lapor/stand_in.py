"""LAPOR! for tests, as far as its calls are known: no idempotency, and every fault a real one may show.

Alone: ``python -m tests.lapor.stand_in [--port N] [--log FILE]`` says ``listening on 127.0.0.1:PORT`` and appends a
JSON line for each report it stored to the log before it answers.
"""

import argparse
import json
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

KEYS = {"Authorization": "Bearer rahasia-penghubung", "token": "rahasia-kedua"}
_NUMBER = re.compile(r"\[No\. ([A-Z0-9-]+)\]")
_PASSED = re.compile(r"/complaints/process/(\d+)/reject$")
_CASE = re.compile(r"/complaints/(\w+)/(complaint|followups)")


@dataclass
class Case:
    """A report that was stored; every post makes another one."""

    id: int
    body: dict[str, Any]
    status: str = "Belum Terverifikasi"
    said: list[dict[str, Any]] = field(default_factory=list)
    passed_on: list[dict[str, str]] = field(default_factory=list)

    @property
    def number(self) -> str:
        found = _NUMBER.match(self.body["content"])
        return found.group(1) if found else ""


@dataclass(frozen=True)
class Fault:
    """What happens to one call.

    ``stored`` says whether the call is carried out all the same.  ``cut`` breaks the line instead of an answer;
    ``before`` it, nothing of the request is read.  Else ``status``, ``headers`` and ``raw`` are the answer.
    """

    stored: bool = False
    cut: bool = False
    before: bool = False
    status: int = 200
    raw: bytes = b"{}"
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


FAULTS: dict[str, Fault] = {
    "cut_before": Fault(cut=True, before=True),
    "lost_request": Fault(cut=True),
    "lost_answer": Fault(cut=True, stored=True),
    "login_page": Fault(raw=b"<html>Masuk</html>", kind="text/html"),
    "login_page_after": Fault(raw=b"<html>Masuk</html>", kind="text/html", stored=True),
    "redirect": Fault(status=302, headers=(("Location", "https://elsewhere.example/"),)),
    "no_id": Fault(raw=b'{"results": {}}', stored=True),
    "id_of_wrong_type": Fault(raw=b'{"complaint_id": {"a": 1}}', stored=True),
    "id_null": Fault(raw=b'{"complaint_id": null}', stored=True),
    "truncated": Fault(raw=b'{"complaint_id": 12', stored=True),
    "a_list": Fault(raw=b"[1, 2]", stored=True),
    "500": Fault(status=500, raw=b'{"message": "galat"}'),
    "500_after": Fault(status=500, raw=b'{"message": "galat"}', stored=True),
    "502": Fault(status=502, raw=b"<html>bad gateway</html>", kind="text/html", stored=True),
    "503": Fault(status=503, raw=b'{"message": "sibuk"}', headers=(("Retry-After", "120"),)),
    "409": Fault(status=409, raw=b'{"message": "sudah ada"}', stored=True),
    "400_html": Fault(status=400, raw=b"<html>salah</html>", kind="text/html"),
    "422": Fault(status=422, raw=b'{"message": "judul wajib"}'),
    "429": Fault(status=429, raw=b'{"message": "terlalu sering"}', headers=(("Retry-After", "60"),)),
    "401": Fault(status=401, raw=b'{"message": "token"}'),
    "413": Fault(status=413, raw=b'{"message": "besar"}'),
}
NOT_STORED_FOR_SURE = frozenset({"422", "413"})
NOT_THE_RECORDS_FAULT = frozenset({"429", "401"})


class LaporStandIn:
    """Listens until closed. ``plan`` gives a fault for the n-th call of a kind ("report", "files", ...), or None."""

    def __init__(self, *, port: int = 0, log: Path | None = None) -> None:
        self.cases: dict[int, Case] = {}
        self.files: dict[int, bytes] = {}
        self.calls: Counter[str] = Counter()
        self.plan: Callable[[str, int], Fault | None] = lambda kind, n: None
        self.text_ids = False
        self.old_shape = False
        self.gate: threading.Event | None = None
        self._log = log
        self._next = 1_900_000
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.stand_in = self
        self.port: int = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> "LaporStandIn":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def run(self) -> None:
        self._server.serve_forever()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def stored(self) -> Counter[str]:
        """Count what was stored by local number: more than one of a number is a doubled report."""
        with self._lock:
            return Counter(case.number for case in self.cases.values())

    def shown(self, id: int) -> int | str:
        return str(id) if self.text_ids else id

    def fault(self, kind: str) -> Fault | None:
        with self._lock:
            self.calls[kind] += 1
            return self.plan(kind, self.calls[kind])

    def add_case(self, body: dict[str, Any]) -> Case:
        with self._lock:
            self._next += 1
            case = self.cases[self._next] = Case(self._next, body)
            if self._log is not None:
                with self._log.open("a", encoding="utf-8") as log:
                    log.write(json.dumps({"id": case.id, "number": case.number}) + "\n")
            return case

    def add_file(self, content: bytes) -> int:
        with self._lock:
            self._next += 1
            self.files[self._next] = content
            return self._next


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    stand_in: LaporStandIn


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_POST(self) -> None:
        stand_in = self.server.stand_in
        kinds = {
            "/complaints/complaint/file": ("files", self._files),
            "/complaints/complaint-lmw": ("report", self._report),
            "/complaints/followup/add": ("follow_up", self._follow_up),
        }
        kind, work = kinds.get(self.path, ("unknown", self._unknown))
        if passed := _PASSED.match(self.path):
            kind, work = "pass_on", partial(self._pass_on, int(passed.group(1)))
        fault = stand_in.fault(kind)
        if fault is not None and fault.before:
            self._cut()
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if stand_in.gate is not None:
            stand_in.gate.wait(30)
        if any(self.headers.get(name) != value for name, value in KEYS.items()):
            self._answer(401, {"message": "token"})
            return
        if fault is None:
            self._answer(200, work(body))
            return
        if fault.stored:
            work(body)
        if fault.cut:
            self._cut()
        else:
            self._raw(fault.status, fault.raw, fault.kind, dict(fault.headers))

    def do_GET(self) -> None:
        stand_in = self.server.stand_in
        if self.path.startswith("/masters/institutions/external"):
            rows = [{"id": stand_in.shown(7), "name": "Dinas PUPR Kaltim"}, {"id": 8, "name": "RSUD AWS"}]
            self._faulty("institutions", {"results": {"data": rows}})
            return
        if self.path.startswith("/lookup/"):
            number = self.path.rpartition("/")[2]
            rows = [{"id": stand_in.shown(case.id)} for case in stand_in.cases.values() if case.number == number]
            self._faulty("lookup", {"results": {"data": rows}})
            return
        found = _CASE.match(self.path)
        case = stand_in.cases.get(int(found.group(1))) if found and found.group(1).isdigit() else None
        if found is None or case is None:
            self._answer(404, {"message": "tidak ada"})
        elif found.group(2) == "complaint":
            data = {
                "status_code": stand_in.shown(1),
                "status_name": case.status,
                "disposition_name": "Dinas PUPR Kaltim",
                "tracking_id": stand_in.shown(case.id),
            }
            self._faulty("status", {"results": {"data": data, "data_logs": []}})
        else:
            page = int(self.path.rpartition("=")[2])
            rows = case.said[(page - 1) * 2 : page * 2]
            more = f"?page={page + 1}" if len(case.said) > page * 2 else None
            self._faulty("follow_ups", {"results": {"data": rows, "next_page_url": more}})

    def _faulty(self, kind: str, content: dict[str, Any]) -> None:
        fault = self.server.stand_in.fault(kind)
        if fault is None:
            self._answer(200, content)
        elif fault.cut:
            self._cut()
        else:
            self._raw(fault.status, fault.raw, fault.kind, dict(fault.headers))

    def _report(self, body: bytes) -> dict[str, Any]:
        stand_in = self.server.stand_in
        id = stand_in.shown(stand_in.add_case(json.loads(body)).id)
        return {"results": {"complaint": {"id": id}}} if stand_in.old_shape else {"complaint_id": id}

    def _files(self, body: bytes) -> dict[str, Any]:
        stand_in = self.server.stand_in
        found: dict[str, list[dict[str, Any]]] = {"images": [], "docs": []}
        for part in self._parts(body):
            kind = "images" if part.get_content_type().startswith("image/") else "docs"
            found[kind].append({"id": stand_in.shown(stand_in.add_file(part.get_payload(decode=True)))})
        return {"results": found}

    def _follow_up(self, body: bytes) -> dict[str, Any]:
        fields = {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode()
            for part in self._parts(body)
        }
        if len(fields["content"]) > 1_000:
            return {"message": "terlalu panjang"}
        case = self.server.stand_in.cases[int(fields["complaint_id"])]
        case.said.append({"id": len(case.said) + 1, "content": fields["content"], "secret": fields["is_secret"]})
        return {"results": {}}

    def _pass_on(self, id: int, body: bytes) -> dict[str, Any]:
        fields = {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode()
            for part in self._parts(body)
        }
        self.server.stand_in.cases[id].passed_on.append(fields)
        return {"results": {}}

    def _parts(self, body: bytes) -> list[Any]:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        return list(BytesParser(policy=HTTP).parsebytes(head + body).iter_parts())

    def _unknown(self, body: bytes) -> dict[str, Any]:
        return {"message": "tidak dikenal"}

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        self._raw(status, json.dumps(content).encode(), "application/json", {})

    def _raw(self, status: int, raw: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path)
    asked = parser.parse_args()
    stand_in = LaporStandIn(port=asked.port, log=asked.log)
    print(f"listening on 127.0.0.1:{stand_in.port}", flush=True)
    stand_in.run()


if __name__ == "__main__":
    main()
