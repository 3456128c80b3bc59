"""Files over tus: taken up at the byte after any break, whole or not there at all, and never another counter's."""

import asyncio
import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from app.adapters.central.pusat import PusatGateway
from app.adapters.central.uploads import Uploads
from app.adapters.central.wire import MAX_FILE_BYTES, ProofOut
from app.adapters.identity_seal import new_device_keys, sign, verify
from app.domain.centre import OutgoingFile
from app.domain.enrolment import possession_message
from app.domain.ids import DeviceId, new_id
from app.domain.proof import proof_root, proof_statement
from app.pusat.requests import Refused, gathered
from db.pusat.files import FORGOTTEN_AFTER
from db.pusat.tables_files import pieces
from tests.app.pusat.trial import Answer, Trial, a_batch, on_wire
from tests.builders import DEVICE_ID, INCARNATION, NOON, FixedClock, an_event
from tests.db.pusat.arrivals import an_attached_event, an_attachment

CONTENT = os.urandom(700_000)


class Counter:
    """One counter and its file."""

    def __init__(self, trial: Trial, content: bytes = CONTENT, token: str | None = None) -> None:
        self.trial, self.content = trial, content
        self.token = token or trial.token()
        self.id, self.complaint = new_id(NOON), new_id(NOON)
        self.sha256 = hashlib.sha256(content).hexdigest()

    def ask(self, method: str, path: str = "", content: bytes | None = None, **headers: str) -> Answer:
        every = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {self.token}"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.trial.call(method, f"/v1/files{path}", content, {**every, **named})

    def begin(self, **values: str) -> Answer:
        told = {"id": self.id, "complaint": self.complaint, "sha256": self.sha256, **values}
        length = told.pop("length", str(len(self.content)))
        metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items())
        return self.ask("POST", Upload_Length=length, Upload_Metadata=metadata)

    def offset(self) -> int:
        answer = self.ask("HEAD", f"/{self.id}")
        assert answer.status == 200
        assert answer.headers["upload-length"] == str(len(self.content))
        return int(answer.headers["upload-offset"])

    def bring(self, begin: int, piece: bytes, **headers: str) -> Answer:
        told = {"Upload_Offset": str(begin), "Content_Type": "application/offset+octet-stream", **headers}
        return self.ask("PATCH", f"/{self.id}", piece, **told)

    def stored(self) -> bytes:
        return b"".join(self.trial.store.files.pieces(self.id))


@pytest.fixture
def counter(trial: Trial) -> Counter:
    return Counter(trial)


def refusal(answer: Answer) -> tuple[int, str]:
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert answer.headers["cache-control"] == "no-store"
    return answer.status, answer.content["code"]


def test_a_file_comes_in_pieces_and_is_held_with_its_hash(either: Trial) -> None:
    counter = Counter(either)
    begun = counter.begin()
    assert (begun.status, begun.headers["location"]) == (201, f"/v1/files/{counter.id}")
    assert begun.headers["upload-offset"] == "0"
    half = len(CONTENT) // 2
    assert counter.bring(0, CONTENT[:half]).headers["upload-offset"] == str(half)
    assert counter.offset() == half
    asked = [(counter.id, counter.sha256)]
    assert either.store.files.held(device=DEVICE_ID, asked=asked) == {}
    done = counter.bring(half, CONTENT[half:])
    assert (done.status, done.headers["upload-offset"]) == (204, str(len(CONTENT)))
    assert counter.stored() == CONTENT
    assert either.store.files.held(device=DEVICE_ID, asked=asked) == dict(asked)
    assert either.store.files.held(device=new_id(NOON), asked=asked) == {}


def test_announced_again_it_is_told_how_far_it_is(counter: Counter) -> None:
    counter.begin()
    counter.bring(0, CONTENT[:1000])
    again = counter.begin()
    assert (again.status, again.headers["location"], again.headers["upload-offset"]) == (
        201,
        f"/v1/files/{counter.id}",
        "1000",
    )
    counter.bring(1000, CONTENT[1000:])
    assert counter.begin().headers["upload-offset"] == str(len(CONTENT))


def test_other_content_under_the_same_id_is_refused(counter: Counter) -> None:
    counter.begin()
    counter.bring(0, CONTENT)
    assert refusal(counter.begin(sha256="0" * 64)) == (409, "file_differs")
    assert refusal(counter.begin(length="7")) == (409, "file_differs")


def test_an_unfinished_file_whose_ciphertext_the_counter_lost_begins_anew(counter: Counter) -> None:
    counter.begin(sha256="0" * 64)
    counter.bring(0, CONTENT[:10])
    again = counter.begin()
    assert (again.status, again.headers["upload-offset"]) == (201, "0")
    assert counter.bring(0, CONTENT).status == 204


def test_another_counter_never_hears_that_it_is_here(trial: Trial, counter: Counter) -> None:
    counter.begin()
    counter.bring(0, CONTENT)
    other = Counter(trial, token=other_token(trial))
    other.id = counter.id
    assert refusal(other.begin()) == (409, "file_differs")
    assert other.ask("HEAD", f"/{counter.id}").status == 404
    assert refusal(other.bring(len(CONTENT), b"")) == (404, "file_unknown")


def other_token(trial: Trial) -> str:
    code, keys, device = trial.code("B"), new_device_keys(), new_id(NOON)
    message = possession_message(
        code_sha256=code.sha256, device=DeviceId(device), incarnation=INCARNATION, sealing_key=keys.sealing_public
    )
    signature = sign(message, keys.signing_private).hex()
    answer = trial.post("/v1/devices", trial.enrolment(code, keys, device=device, signature=signature))
    return str(answer.content["token"])


def test_a_piece_for_another_place_is_refused_and_changes_nothing(counter: Counter) -> None:
    counter.begin()
    counter.bring(0, CONTENT[:1000])
    for begin in (0, 999, 1001):
        assert refusal(counter.bring(begin, b"x")) == (409, "upload_offset_wrong")
    assert counter.offset() == 1000
    assert counter.bring(1000, b"").headers["upload-offset"] == "1000"


def test_more_than_was_announced_is_refused(counter: Counter) -> None:
    counter.begin()
    assert refusal(counter.bring(0, CONTENT + b"x")) == (413, "file_too_large")
    counter.bring(0, CONTENT)
    assert refusal(counter.bring(len(CONTENT), b"x")) == (413, "file_too_large")
    assert counter.stored() == CONTENT


def test_a_damaged_file_begins_anew(either: Trial) -> None:
    counter = Counter(either)
    counter.begin()
    counter.bring(0, CONTENT[:-1])
    assert refusal(counter.bring(len(CONTENT) - 1, bytes([CONTENT[-1] ^ 1]))) == (460, "file_damaged")
    assert (counter.offset(), counter.stored()) == (0, b"")
    counter.bring(0, CONTENT)
    assert counter.stored() == CONTENT


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"id": "../../etc/passwd"}, "upload-metadata"),
        ({"complaint": "Budi"}, "upload-metadata"),
        ({"sha256": "A" * 64}, "upload-metadata"),
        ({"length": "0"}, "upload-length"),
        ({"length": "-1"}, "upload-length"),
        ({"length": "9" * 40}, "upload-length"),
    ],
)
def test_a_file_that_is_not_announced_rightly_is_refused(counter: Counter, values: dict[str, str], field: str) -> None:
    answer = counter.begin(**values)
    assert (refusal(answer), answer.content["field"]) == ((422, "request_malformed"), field)


@pytest.mark.parametrize("metadata", ["", "id", "id ***", "id =,", "id w6k="])
def test_metadata_that_is_none_is_refused(counter: Counter, metadata: str) -> None:
    answer = counter.ask("POST", Upload_Length="1", Upload_Metadata=metadata)
    assert refusal(answer) == (422, "request_malformed")


def test_a_file_too_large_is_refused_before_it_comes(counter: Counter) -> None:
    assert refusal(counter.begin(length=str(MAX_FILE_BYTES + 1))) == (413, "file_too_large")


def test_another_version_of_tus_is_refused_and_ours_is_told(counter: Counter) -> None:
    counter.begin()
    for answer in (
        counter.ask("POST", Tus_Resumable="0.2.2"),
        counter.ask("PATCH", f"/{counter.id}", b"x", Tus_Resumable=""),
    ):
        assert refusal(answer) == (412, "tus_version_wrong")
        assert answer.headers["tus-version"] == "1.0.0"


def test_what_is_spoken_here_is_told_to_anybody(trial: Trial) -> None:
    answer = trial.call("OPTIONS", "/v1/files")
    assert answer.status == 204
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"
    assert (answer.headers["tus-extension"], answer.headers["tus-max-size"]) == ("creation", str(MAX_FILE_BYTES))


def test_a_piece_of_another_kind_and_one_without_a_place_are_refused(counter: Counter) -> None:
    counter.begin()
    assert refusal(counter.bring(0, b"x", Content_Type="application/json")) == (415, "content_type_wrong")
    answer = counter.bring(0, b"x", Upload_Offset="x")
    assert (refusal(answer), answer.content["field"]) == ((422, "request_malformed"), "upload-offset")


def test_a_file_that_was_never_announced_is_unknown(counter: Counter) -> None:
    assert refusal(counter.bring(0, b"x")) == (404, "file_unknown")
    assert counter.ask("HEAD", "/..%2F..").status == 404


def test_without_a_token_nothing_is_told_or_taken(trial: Trial, counter: Counter) -> None:
    counter.begin()
    counter.token = "x"
    assert refusal(counter.begin()) == (401, "token_unknown")
    assert refusal(counter.bring(0, CONTENT)) == (401, "token_unknown")
    assert counter.ask("HEAD", f"/{counter.id}").status == 401


def test_a_counter_that_finishes_nothing_is_told_to_wait_and_old_rests_are_forgotten(
    trial: Trial, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.pusat.files.MOST_UNFINISHED", 2)
    token = trial.token()
    counters = [Counter(trial, b"x" * n, token=token) for n in (1, 2)]
    assert [one.begin().status for one in counters] == [201, 201]
    third = Counter(trial, b"abc", token=token)
    answer = third.begin()
    assert refusal(answer) == (429, "uploads_unfinished")
    assert answer.headers["retry-after"] == "3600"
    assert [one.begin().status for one in counters] == [201, 201]
    clock.advance(days=FORGOTTEN_AFTER.days, minutes=1)
    assert third.begin().status == 201
    third.bring(0, b"abc")
    assert third.stored() == b"abc"


def a_request(parts: Iterator[Any], **headers: str) -> Request:
    """Give a request whose body comes as ``parts``: bytes, None for a broken line, a float for silence."""

    async def receive() -> dict[str, Any]:
        part = next(parts, b"")
        if part is None:
            return {"type": "http.disconnect"}
        if part is Ellipsis:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": part, "more_body": part != b""}

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "PATCH", "path": "/", "headers": raw, "query_string": b""}, receive)


def came(parts: list[Any], size: int, limit: int) -> tuple[list[bytes], str | None]:
    found: list[bytes] = []

    async def read() -> str | None:
        try:
            async for piece in gathered(a_request(iter(parts)), size, limit=limit):
                found.append(piece)  # noqa: PERF401 - what came before a refusal counts
        except Refused as refused:
            return refused.code
        return None

    return found, asyncio.run(read())


@given(parts=st.lists(st.binary(min_size=1, max_size=9), max_size=9), size=st.integers(1, 12), cut=st.booleans())
def test_a_body_is_gathered_whole_up_to_where_the_line_broke(parts: list[bytes], size: int, cut: bool) -> None:
    whole = b"".join(parts)
    pieces, code = came([*parts, None] if cut else parts, size, limit=len(whole))
    assert b"".join(pieces) == whole
    assert all(len(piece) == size for piece in pieces[:-1])
    assert code == ("request_cut" if cut else None)


def test_a_body_that_stalls_keeps_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.pusat.requests._NEXT_PIECE_S", 0)
    assert came([b"abc", ...], 10, limit=10) in (([b"abc"], "request_stalled"), ([], "request_stalled"))


def test_a_body_longer_than_it_may_be_is_refused() -> None:
    assert came([b"abc", b"def"], 10, limit=5) == ([], "file_too_large")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 3_000), max_size=6), seed=st.binary(min_size=3_000, max_size=3_000))
def test_however_it_is_cut_the_file_ends_the_same(trial: Trial, cuts: list[int], seed: bytes) -> None:
    counter = Counter(trial, seed, token=_once_token(trial))
    counter.begin()
    for cut in cuts:
        at = counter.offset()
        counter.bring(at, seed[at : max(at, cut)])
    counter.bring(counter.offset(), seed[counter.offset() :])
    assert counter.stored() == seed


def _once_token(trial: Trial) -> str:
    if not hasattr(trial, "once"):
        trial.once = trial.token()  # type: ignore[attr-defined]
    return str(trial.once)  # type: ignore[attr-defined]


def test_the_desks_own_client_brings_a_file_over_a_real_line(either: Trial) -> None:
    file = OutgoingFile(
        id=new_id(NOON),  # type: ignore[arg-type]
        complaint_id=new_id(NOON),  # type: ignore[arg-type]
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        content=CONTENT,
    )
    heard: list[int] = []
    with either.listening() as url:
        centre = either.centre(url)
        uploads = Uploads(PusatGateway().line_to)
        assert uploads.upload(
            centre, file, bytes_per_s=None, told=lambda done, _: heard.append(done), stop=lambda: False
        )
    assert b"".join(either.store.files.pieces(file.id)) == CONTENT
    assert heard[-1] == len(CONTENT)


def test_proof_covers_files_with_hashes_made_anew_from_the_stored_bytes(either: Trial) -> None:
    counter, half = Counter(either), Counter(either)
    half.token = counter.token = either.token()
    counter.begin()
    counter.bring(0, CONTENT)
    half.begin()
    half.bring(0, CONTENT[:9])
    nonce = "5" * 32
    asked = {"nonce": nonce, "asked": [], "files": [[one.id, one.sha256] for one in (counter, half)]}
    told = either.post("/v1/proof", asked, token=counter.token)
    proof = ProofOut.model_validate_json(json.dumps(told.content))
    assert proof.files == {counter.id: counter.sha256}
    statement = proof_statement(
        epoch=proof.epoch, at=proof.server_time, nonce=nonce, root=proof_root({}, {counter.id: counter.sha256})
    )
    signature = bytes.fromhex(proof.signature)
    assert verify(statement.encode(), signature=signature, public_key=either.keys.verify_key)
    with either.store.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.update(pieces).where(pieces.c.begins == 0).values(content=b"x" * 262_144))
    rotten = either.post("/v1/proof", asked, token=counter.token).content["files"]
    assert rotten.keys() == {counter.id}
    assert rotten[counter.id] != counter.sha256


def test_the_root_tells_a_file_from_an_event_of_the_same_id_and_hash() -> None:
    one = {"a": "b"}
    assert len({proof_root(one), proof_root({}, one), proof_root(one, one), proof_root({})}) == 4
    assert proof_root(one) == proof_root(one, {})


def test_what_was_announced_and_has_not_come_is_missing(either: Trial, clock: FixedClock) -> None:
    token, first = either.token(), an_event()
    files = [an_attachment(first, n) for n in (1, 2)]
    events = [first, an_attached_event(first, *files)]
    either.post("/v1/events", a_batch(clock, *map(on_wire, events)), token=token)
    missing = either.store.files.missing
    assert [one.attachment_id for one in missing()] == sorted(file.id for file in files)
    counter = Counter(either, b"sealed", token=token)
    counter.id, counter.complaint = files[0].id, first.complaint_id
    counter.begin()
    assert len(missing(complaint_id=first.complaint_id)) == 2
    counter.bring(0, b"sealed")
    (left,) = missing(complaint_id=first.complaint_id, device=DEVICE_ID)
    assert (left.attachment_id, left.sha256, left.size_bytes) == (files[1].id, files[1].sha256, 2)
    assert missing(complaint_id=new_id(NOON)) == missing(device=new_id(NOON)) == []
    assert either.store.evidence.standing().attachments == 1


@pytest.mark.parametrize("rot", ["flipped", "lost"])
def test_a_file_whose_stored_bytes_went_bad_is_not_held_and_begins_anew(either: Trial, rot: str) -> None:
    counter = Counter(either)
    counter.begin()
    counter.bring(0, CONTENT[:100])
    counter.bring(100, CONTENT[100:])
    first = sa.and_(pieces.c.file_id == counter.id, pieces.c.begins == 0)
    with either.store.engine.begin() as connection:
        if rot == "lost":
            connection.execute(sa.delete(pieces).where(first))
        else:
            connection.execute(sa.update(pieces).where(first).values(content=b"\0" * 100))
    asked = {"nonce": "0" * 32, "asked": [], "files": [[counter.id, counter.sha256]]}
    proof = either.post("/v1/proof", asked, token=counter.token)
    assert proof.status == 200
    assert proof.content["files"].get(counter.id) != counter.sha256
    again = counter.begin(sha256="0" * 64)  # the counter forgot the ciphertext and sealed it once more
    assert (again.status, again.headers["upload-offset"]) == (201, "0")
    assert counter.begin().status == 201
    assert counter.bring(0, CONTENT).status == 204
    assert counter.stored() == CONTENT
    assert either.store.files.held(device=DEVICE_ID, asked=[(counter.id, counter.sha256)])
