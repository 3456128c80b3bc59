"""LAPOR! over its REST API, as a profile describes it: every call ends in exactly one of four ways.

Nothing is trusted because it parses.  What surely was stored and surely was not are told apart; the rest is unclear.
"""

import json
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from app.adapters.central.faults import from_exception, from_status, nonsense
from app.adapters.central.lapor_profile import LaporProfile
from app.domain.errors import NetworkProblem
from app.domain.lapor import Ending, LaporFile, LaporFollowUp, LaporReport, LaporStatus, Posted

if TYPE_CHECKING:
    import httpx2

MOST_ANSWER_BYTES: Final = 4 << 20
MOST_PAGES: Final = 50
_WITA: Final = timezone(timedelta(hours=8))
_NEVER_SENT: Final = frozenset(
    {
        "server_absent",
        "certificate_wrong",
        "certificate_expired",
        "certificate_not_yet_valid",
        "certificate_other_name",
        "tls_failed",
    }
)
_SURELY_NOT_STORED: Final = frozenset({400, 401, 403, 404, 405, 413, 415, 422, 429})
_NOT_OUR_FAULT: Final = {401: "token_refused", 403: "token_refused", 429: "server_busy"}


class LaporGateway:
    """One connection to LAPOR!; ``headers`` carry the keys and are never logged."""

    def __init__(
        self,
        profile: LaporProfile,
        headers: Mapping[str, str],
        *,
        ca_pem: str | None = None,
        transport: "Callable[[], httpx2.BaseTransport] | None" = None,
    ) -> None:
        self.profile: Final = profile
        self._headers = dict(headers)
        self._ca_pem = ca_pem
        self._transport = transport
        self._client: httpx2.Client | None = None

    # ---- what is sent ----

    def upload(self, files: Sequence[LaporFile]) -> Posted:
        """Send the files in one request; their ids are needed by the report."""
        parts = [("attachments[]", (file.name, file.content, file.media_type)) for file in files]
        posted, content = self._send("POST", self.profile.paths.files, files=parts)
        if posted is not None:
            return posted
        ids = tuple(id for place in self.profile.answers.file_ids for id in _ids(content, place))
        if len(set(ids)) != len(files):
            return Posted(ending=Ending.UNCLEAR, code="ids_missing")
        return Posted(ending=Ending.DONE, file_ids=ids)

    def report(self, report: LaporReport, file_ids: Sequence[str]) -> Posted:
        """Post a report: the one call that must never be made twice."""
        posted, content = self._send("POST", self.profile.paths.report, json=self._report_body(report, file_ids))
        if posted is not None:
            return posted
        lapor_id = _first(content, self.profile.answers.lapor_id)
        if lapor_id is None:
            return Posted(ending=Ending.UNCLEAR, code="ids_missing")
        tracking_id = _first(content, self.profile.answers.tracking_id)
        if tracking_id is None and self.profile.report.tracking_is_lapor_id:
            tracking_id = lapor_id
        return Posted(ending=Ending.DONE, lapor_id=lapor_id, tracking_id=tracking_id)

    def add_follow_up(self, lapor_id: str, text: str, *, is_secret: bool) -> Posted:
        """Say something in a case; at most 1,000 characters."""
        fields = {name: _as_field(value) for name, value in self.profile.follow_up.constants.items()}
        fields |= {"complaint_id": lapor_id, "content": text, "is_secret": "1" if is_secret else "0"}
        parts = [(name, (None, value.encode(), None)) for name, value in fields.items()]
        posted, _ = self._send("POST", self.profile.paths.add_follow_up, files=parts)
        return posted or Posted(ending=Ending.DONE)

    def pass_on(self, lapor_id: str, institution_id: str, reason: str) -> Posted:
        """Say that a case is not our matter and whose it is."""
        fields = {"is_request": "1", "not_authority": "1", "reason": institution_id, "reason_description": reason}
        parts = [(name, (None, value.encode(), None)) for name, value in fields.items()]
        posted, _ = self._send("POST", self.profile.paths.pass_on.format(id=_quoted(lapor_id)), files=parts)
        return posted or Posted(ending=Ending.DONE)

    # ---- what is asked ----

    def status(self, lapor_id: str) -> LaporStatus:
        """Give how a case stands.  Raises NetworkProblem."""
        content = self._ask(self.profile.paths.status.format(id=_quoted(lapor_id)))
        data = _member(_member(content, "results"), "data")
        name = _text(data.get("status_name"))
        if not name:
            raise nonsense("status")
        return LaporStatus(
            code=_id(data.get("status_code")) or "",
            name=name[:200],
            institution=_text(data.get("disposition_name"))[:200],
            tracking_id=_first(content, self.profile.answers.tracking_id),
        )

    def follow_ups(self, lapor_id: str) -> tuple[LaporFollowUp, ...]:
        """Give all that was said in a case, in the order of its pages.  Raises NetworkProblem."""
        found: list[LaporFollowUp] = []
        for page in range(1, MOST_PAGES + 1):
            path = self.profile.paths.follow_ups.format(id=_quoted(lapor_id), page=page)
            content = self._ask(path)
            results = _member(content, "results")
            rows = results.get("data")
            if not isinstance(rows, list):
                raise nonsense("follow_ups")
            found += [_follow_up(row) for row in rows if isinstance(row, dict)]
            if not results.get("next_page_url"):
                break
        return tuple(found)

    def institutions(self) -> tuple[tuple[str, str], ...]:
        """Give ids and names of the agencies LAPOR! knows.  Raises NetworkProblem."""
        rows = _member(self._ask(self.profile.paths.institutions), "results").get("data")
        if not isinstance(rows, list):
            raise nonsense("institutions")
        named = ((_id(row.get("id")), _text(row.get("name"))) for row in rows if isinstance(row, dict))
        return tuple((id, name) for id, name in named if id and name)

    def look_up(self, number: str) -> tuple[str, ...] | None:
        """Give ids of the reports with this local number; None where the profile knows no such call.

        Raises NetworkProblem, also for an answer that does not say what was found: "none" would be posted once more.
        """
        if not self.profile.paths.lookup:
            return None
        content = self._ask(self.profile.paths.lookup.format(number=_quoted(number)))
        found = [_listed(content, place) for place in self.profile.answers.lookup_id]
        told = [ids for ids in found if ids is not None]
        if not told:
            raise nonsense("lookup")
        return tuple(dict.fromkeys(id for ids in told for id in ids))

    def close(self) -> None:
        """Close the connection, if one is open."""
        if self._client is not None:
            self._client.close()
            self._client = None

    # ---- inside ----

    def _report_body(self, report: LaporReport, file_ids: Sequence[str]) -> dict[str, object]:
        shape = self.profile.report
        as_text = json.dumps([_number(id) for id in file_ids]) + "."
        attachments: object = [_number(id) for id in file_ids]
        if shape.attachments_as_text:
            attachments = as_text if file_ids else False
        return {
            **shape.constants,
            "title": report.title,
            "content": report.content,
            "channel": _number(report.channel_id),
            "classification_id": _number(report.classification_id),
            "disposition_id": _number(report.institution_id),
            "category_id": _number(report.category_id),
            "location_id": _number(report.location_id) if report.location_id else None,
            "date_of_incident": report.event_on or None,
            "is_anonymous": report.is_anonymous,
            "is_secret": report.is_secret,
            "attachments": attachments,
        }

    def _send(self, method: str, path: str, **what: Any) -> tuple[Posted | None, Mapping[str, Any]]:
        """Give the answer's JSON, or the ending when it is none."""
        try:
            status, headers, raw = self._call(method, path, self.profile.timeouts.send_s, **what)
        except NetworkProblem as problem:
            ending = Ending.NOT_SENT if problem.code in _NEVER_SENT else Ending.UNCLEAR
            return Posted(ending=ending, code=problem.code), {}
        content = _json(headers, raw)
        if 200 <= status < 300:
            return (None, content) if content is not None else (_unclear("no_json"), {})
        if status in _SURELY_NOT_STORED and content is not None:
            return _not_stored(status, headers), {}
        return _unclear(f"status_{status}"), {}

    def _ask(self, path: str) -> Mapping[str, Any]:
        status, headers, raw = self._call("GET", path, self.profile.timeouts.read_s)
        if status != 200:
            retry_after = headers.get("retry-after")
            raise from_status(status, retry_after=retry_after, code=None, now=datetime.now(UTC))
        content = _json(headers, raw)
        if content is None:
            raise nonsense("no_json")
        return content

    def _call(self, method: str, path: str, answer_s: float, **what: Any) -> tuple[int, Mapping[str, str], bytes]:
        import httpx2

        timeout = httpx2.Timeout(
            connect=self.profile.timeouts.connect_s, read=answer_s, write=answer_s, pool=self.profile.timeouts.connect_s
        )
        headers = {**self._headers, "Accept": "application/json", "Accept-Encoding": "identity"}
        try:
            with self._connected().stream(
                method, self.profile.base + path, headers=headers, timeout=timeout, **what
            ) as answer:
                return answer.status_code, answer.headers, b"".join(_bounded(answer))
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, ssl.SSLError, OSError) as error:
            raise from_exception(error) from error

    def _connected(self) -> "httpx2.Client":
        if self._client is None:
            import httpx2

            if not self.profile.base.startswith("https:"):
                verify: ssl.SSLContext | bool = False
            elif self._ca_pem is None:
                verify = httpx2.create_ssl_context()
            else:
                verify = ssl.create_default_context(cadata=self._ca_pem)
            self._client = httpx2.Client(
                verify=verify,
                transport=self._transport() if self._transport is not None else None,
                follow_redirects=False,
                trust_env=self.profile.base.startswith("https:"),
                limits=httpx2.Limits(
                    max_connections=1, max_keepalive_connections=0
                ),  # a line that went stale is unclear
            )
        return self._client


def _bounded(answer: "httpx2.Response") -> Iterator[bytes]:
    taken = 0
    for piece in answer.iter_raw():
        taken += len(piece)
        if taken > MOST_ANSWER_BYTES:
            raise nonsense("too_long")
        yield piece


def _unclear(code: str) -> Posted:
    return Posted(ending=Ending.UNCLEAR, code=code)


def _not_stored(status: int, headers: Mapping[str, str]) -> Posted:
    """Give the ending of a refusal in JSON: nothing was stored; some are no fault of the record."""
    problem = from_status(status, retry_after=headers.get("retry-after"), code=None, now=datetime.now(UTC))
    wait = problem.facts.get("retry_after_s")
    if code := _NOT_OUR_FAULT.get(status):
        return Posted(ending=Ending.NOT_SENT, code=code, retry_after_s=int(wait) if wait else None)
    return Posted(ending=Ending.REFUSED, code=f"status_{status}")


def _json(headers: Mapping[str, str], raw: bytes) -> Mapping[str, Any] | None:
    """Give the object of an answer that says it is JSON and is; None for anything else, also for a login page."""
    if "json" not in headers.get("content-type", "").lower() or "content-encoding" in headers:
        return None
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _member(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = content.get(name)
    if not isinstance(found, dict):
        raise nonsense(name)
    return found


def _ids(content: object, place: str) -> Iterator[str]:
    """Give the ids at a place: ``a.b[].c`` is member c of every member of the list b of a."""
    found: list[object] = [content]
    for step in place.split("."):
        name, is_list = step.removesuffix("[]"), step.endswith("[]")
        deeper: list[object] = []
        for one in found:
            value = one.get(name) if isinstance(one, dict) else None
            deeper += value if is_list and isinstance(value, list) else [] if is_list else [value]
        found = deeper
    return (id for one in found if (id := _id(one)) is not None)


def _listed(content: object, place: str) -> list[str] | None:
    """Give the ids at a place; None unless there is a list of rows, each with its id, or the one id that is meant."""
    head, is_list, tail = place.partition("[]")
    if not is_list:
        return list(_ids(content, place)) or None
    rows = content
    for step in head.split("."):
        rows = rows.get(step) if isinstance(rows, dict) else None
    if not isinstance(rows, list):
        return None
    ids = [next(_ids({"row": row}, f"row{tail}"), None) for row in rows]
    return None if None in ids else [id for id in ids if id is not None]


def _first(content: object, places: Sequence[str]) -> str | None:
    return next((id for place in places for id in _ids(content, place)), None)


def _id(value: object) -> str | None:
    """Give an id as text, whether it came as number or text; None for what cannot be one."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip().lstrip("#")
    return text if 0 < len(text) <= 40 and text.isascii() and text.replace("-", "").isalnum() and text != "0" else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value if c.isprintable() or c == "\n").strip()


def _number(id: str) -> int | str:
    return int(id) if id.isdigit() else id


def _as_field(value: object) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _follow_up(row: Mapping[str, Any]) -> LaporFollowUp:
    said = _text(row.get("content"))[:20_000]
    return LaporFollowUp(
        id=_id(row.get("id")) or f"{_text(row.get('created_at'))} {said[:60]}",
        text=said,
        from_name=_text(row.get("institution_from_name") or row.get("user_name"))[:200],
        at=_moment(row.get("created_at")),
    )


def _moment(value: object) -> datetime | None:
    """Give ``dd-mm-yyyy HH:MM:SS`` of the office's zone as an instant."""
    try:
        return datetime.strptime(value, "%d-%m-%Y %H:%M:%S").replace(tzinfo=_WITA) if isinstance(value, str) else None
    except ValueError:
        return None
