"""The server over HTTP: what is taken, what is refused, and that a refusal never echoes what was sent."""

import gzip
import json
from typing import Any

import pytest

from app.adapters.central.wire import MAX_EVENTS, MAX_INFLATED_BYTES, MAX_REQUEST_BYTES, BatchOut, ProofOut
from app.adapters.identity_seal import new_device_keys, verify
from app.domain.errors import StorageProblem
from app.domain.ids import to_iso
from app.domain.number import ComplaintNumber
from app.domain.outbox import digest
from app.domain.proof import proof_root, proof_statement
from app.pusat.requests import inflate
from tests.app.pusat.trial import Answer, Trial, a_batch, on_wire
from tests.builders import INCARNATION, FixedClock, a_complaint, an_event
from tests.db.pusat.arrivals import a_tracking_event

PLANTED = "Budi-Rahasia-6472086505900003"


def outcomes(answer: Answer) -> list[tuple[str, str | None, str | None]]:
    assert answer.status == 200, answer.content
    return [(o["outcome"], o.get("code"), o.get("field")) for o in answer.content["outcomes"]]


def test_a_batch_is_stored_before_it_is_answered_on_either_database(either: Trial, clock: FixedClock) -> None:
    events = [an_event(seq=n) for n in range(1, 4)]
    batch = a_batch(clock, *(on_wire(event) for event in events))
    answer = either.post("/v1/events", batch, token=either.token())
    told = BatchOut.model_validate_json(json.dumps(answer.content))
    assert [(o.id, o.sha256, o.batch_id, o.outcome) for o in told.outcomes] == [
        (event.id, event.sha256, batch["batch_id"], "accepted") for event in events
    ]
    assert (told.epoch, told.server_time) == (either.pusat.identity.epoch, to_iso(clock()))
    assert answer.headers["cache-control"] == "no-store"
    assert [e.body for e in either.store.evidence.complaint_events()] == [e.body for e in events]


def test_a_lost_answer_asked_for_again_is_the_same_body(either: Trial, clock: FixedClock) -> None:
    token, event = either.token(), on_wire(an_event())
    first = either.post("/v1/events", a_batch(clock, event), token=token).content["outcomes"][0]
    clock.advance(hours=5)
    again = either.post("/v1/events", a_batch(clock, event), token=token).content["outcomes"][0]
    assert again["outcome"] == "duplicate"
    changed = {"outcome", "batch_id"}
    assert {k: v for k, v in first.items() if k not in changed} == {k: v for k, v in again.items() if k not in changed}


def test_one_bad_event_never_spoils_the_others(trial: Trial, clock: FixedClock) -> None:
    good, newer, unknown, altered = (an_event(seq=n) for n in range(1, 5))
    batch = a_batch(
        clock,
        on_wire(altered, sha256="0" * 64),
        on_wire(newer, schema_version=2),
        on_wire(unknown, kind="attachment"),
        on_wire(good),
    )
    assert outcomes(trial.post("/v1/events", batch, token=trial.token())) == [
        ("rejected", "hash_mismatch", "sha256"),
        ("not_decided", "schema_newer", "schema_version"),
        ("not_decided", "kind_unknown", "kind"),
        ("accepted", None, None),
    ]
    assert trial.store.evidence.standing().events == 1


def with_body(body: str, **values: Any) -> dict[str, Any]:
    return on_wire(an_event(), **{"body": body, "sha256": digest(body.encode(errors="replace")), **values})


@pytest.mark.parametrize(
    ("event", "code", "field"),
    [
        (with_body("[1, 2]"), "body_not_json", None),
        (with_body("{" * 50_000), "body_not_json", None),
        (with_body('{"number": NaN}'), "body_not_json", None),
        (with_body('{"kind": "complaint", "a": "x\\u0000y"}'), "nul_character", None),
        (with_body('{"kind": "complaint", "a": [{"b\\ud800": 1}]}'), "lone_surrogate", None),
        (with_body('{"kind": "tracking", "complaint_id": "x", "number": "y"}'), "field_differs", "kind"),
        (with_body('{"kind": "complaint", "complaint_id": "x"}'), "field_missing", "number"),
        (with_body('{"kind": "complaint", "complaint_id": "x", "number": "y"}'), "field_missing", "desk"),
        (with_body("{\ud800}"), "lone_surrogate", "body"),
        (on_wire(an_event(), sealed="***"), "sealed_malformed", "sealed"),
        (on_wire(an_event(), sealed="QUJD" * 22_500), "sealed_too_large", "sealed"),
        (on_wire(an_event(), seq=0), "event_malformed", "seq"),
        (on_wire(an_event(), seq="1"), "event_malformed", "seq"),
        (on_wire(an_event(), incarnation="../../etc"), "event_malformed", "incarnation"),
        (on_wire(an_event(), created_at="yesterday"), "event_malformed", "created_at"),
        (on_wire(an_event(a_complaint(title="x" * 1_001))), "field_long", "report.title"),
        (on_wire(an_event(a_complaint(text="x" * 20_001))), "field_long", "report.text"),
    ],
)
def test_an_event_that_cannot_be_kept_is_rejected_with_code_and_field(
    trial: Trial, clock: FixedClock, event: dict[str, Any], code: str, field: str | None
) -> None:
    answer = trial.post("/v1/events", a_batch(clock, event), token=trial.token())
    assert outcomes(answer) == [("rejected", code, field)]
    assert trial.store.evidence.standing().events == 0


def test_an_event_that_cannot_be_named_is_passed_over(trial: Trial, clock: FixedClock) -> None:
    batch = a_batch(clock, "text", {"id": "x"}, on_wire(an_event(), sha256=7), on_wire(an_event()))  # type: ignore[arg-type]
    assert outcomes(trial.post("/v1/events", batch, token=trial.token())) == [("accepted", None, None)]


def test_a_held_event_says_so(trial: Trial, clock: FixedClock) -> None:
    event = on_wire(a_tracking_event(an_event(), "9104417"))
    assert outcomes(trial.post("/v1/events", a_batch(clock, event), token=trial.token())) == [("held", None, None)]


def test_a_gzip_bomb_is_refused_without_being_inflated(trial: Trial, clock: FixedClock) -> None:
    bomb = gzip.compress(b" " * (MAX_INFLATED_BYTES * 4))
    headers = {
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        "Authorization": f"Bearer {trial.token()}",
    }
    answer = trial.call("POST", "/v1/events", bomb, headers)
    assert (answer.status, answer.content["code"]) == (413, "batch_too_large")
    assert inflate(gzip.compress(b"x" * 100, mtime=0), limit=100) == b"x" * 100


@pytest.mark.parametrize(
    ("raw", "headers", "status", "code"),
    [
        (b"x" * (MAX_REQUEST_BYTES + 1), {}, 413, "batch_too_large"),
        (gzip.compress(b"{}", mtime=0)[:-3], {"Content-Encoding": "gzip"}, 400, "gzip_broken"),
        (gzip.compress(b"{}", mtime=0) + b"more", {"Content-Encoding": "gzip"}, 400, "gzip_broken"),
        (b"not gzip", {"Content-Encoding": "gzip"}, 400, "gzip_broken"),
        (b"{}", {"Content-Encoding": "br"}, 415, "content_encoding_wrong"),
        (b"{}", {"Content-Type": "text/html"}, 415, "content_type_wrong"),
        (b"{", {}, 400, "json_broken"),
        (b"[" * 100_000, {}, 400, "json_broken"),
        (b"[]", {}, 422, "request_malformed"),
        (b"{}", {}, 422, "request_malformed"),
        (b'{"batch_id": "x", "events": [1]}', {}, 422, "request_malformed"),
    ],
)
def test_a_request_that_is_none_is_refused_in_one_shape(
    trial: Trial, raw: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    sent = {"Content-Type": "application/json", "Authorization": f"Bearer {trial.token()}", **headers}
    answer = trial.call("POST", "/v1/events", raw, sent)
    assert (answer.status, answer.content["code"]) == (status, code)
    assert set(answer.content) <= {"code", "field", "epoch", "server_time"}
    assert answer.headers["cache-control"] == "no-store"


def test_too_many_events_at_once_are_refused(trial: Trial, clock: FixedClock) -> None:
    event = on_wire(an_event())
    answer = trial.post("/v1/events", a_batch(clock, *[event] * (MAX_EVENTS + 1)), token=trial.token())
    assert (answer.status, answer.content["code"]) == (413, "batch_too_large")


def test_nothing_that_was_sent_is_echoed(trial: Trial, clock: FixedClock) -> None:
    token = trial.token()
    for path, content in (
        ("/v1/events", {"batch_id": PLANTED, "events": PLANTED}),
        ("/v1/events", a_batch(clock, on_wire(an_event(), created_at=PLANTED), on_wire(an_event(), kind=PLANTED))),
        ("/v1/proof", {"nonce": PLANTED, "asked": [[PLANTED, PLANTED]]}),
        ("/v1/devices", {"code": PLANTED * 3}),
        (f"/v1/{PLANTED}", {PLANTED: PLANTED}),
    ):
        answer = trial.post(path, content, token=token)
        assert PLANTED not in json.dumps(answer.content)
        assert PLANTED not in str(answer.headers)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "token_missing"),
        ("Basic YTpi", "token_missing"),
        ("Bearer ", "token_missing"),
        ("Bearer x", "token_unknown"),
    ],
)
def test_without_a_valid_token_nothing_is_read(trial: Trial, clock: FixedClock, header: str, code: str) -> None:
    for path in ("/v1/events", "/v1/proof"):
        sent = {"Content-Type": "application/json", "Authorization": header}
        answer = trial.call("POST", path, json.dumps(a_batch(clock, on_wire(an_event()))).encode(), sent)
        assert (answer.status, answer.content["code"]) == (401, code)
        assert answer.headers["www-authenticate"] == "Bearer"
    assert trial.store.evidence.standing().events == 0


def test_a_revoked_token_is_told_so(trial: Trial, clock: FixedClock) -> None:
    token = trial.token()
    trial.store.enrolments.revoke(agency="aws", counter="A", now=clock())
    answer = trial.post("/v1/events", a_batch(clock, on_wire(an_event())), token=token)
    assert (answer.status, answer.content["code"]) == (401, "token_revoked")


def test_other_paths_and_methods_get_the_same_terse_shape(trial: Trial) -> None:
    for method, path, status, code in (
        ("GET", "/", 404, "path_unknown"),
        ("GET", "/docs", 404, "path_unknown"),
        ("GET", "/v1/events", 405, "method_wrong"),
        ("DELETE", "/v1/devices", 405, "method_wrong"),
    ):
        answer = trial.call(method, path)
        assert (answer.status, answer.content["code"]) == (status, code)
        assert ("allow" in answer.headers) == (status == 405)


def test_health_tells_epoch_and_time(trial: Trial, clock: FixedClock) -> None:
    answer = trial.call("GET", "/v1/health")
    assert answer.content == {"epoch": trial.pusat.identity.epoch, "server_time": to_iso(clock())}


def test_the_description_names_every_path_with_its_request_and_refusals(trial: Trial) -> None:
    description = trial.call("GET", "/openapi.json").content
    wanted = {
        "/v1/health",
        "/v1/devices",
        "/v1/events",
        "/v1/changes",
        "/v1/proof",
        "/v1/parcels",
        "/v1/parcels/{parcel}/answer",
    }
    assert wanted <= set(description["paths"])
    events = description["paths"]["/v1/events"]["post"]
    assert events["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/BatchIn"}
    assert {"200", "400", "401", "408", "413", "415", "422", "503"} <= set(events["responses"])
    assert {"BatchIn", "EventIn", "ProofIn", "DeviceIn", "BatchOut", "ProblemOut"} <= set(
        description["components"]["schemas"]
    )


def test_a_store_that_is_down_is_a_503_and_nothing_of_the_cause(
    trial: Trial, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    token = trial.token()

    def down(*_: object, **__: object) -> None:
        raise StorageProblem("pusat_database_unreachable", cause=PLANTED)

    monkeypatch.setattr(type(trial.store.events), "take_batch", down)
    answer = trial.post("/v1/events", a_batch(clock, on_wire(an_event())), token=token)
    assert (answer.status, answer.content["code"]) == (503, "pusat_database_unreachable")
    assert PLANTED not in caplog.text


def test_a_bug_is_a_500_whose_log_holds_no_content(
    trial: Trial, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    token = trial.token()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(PLANTED)

    monkeypatch.setattr(type(trial.store.events), "take_batch", broken)
    answer = trial.post("/v1/events", a_batch(clock, on_wire(an_event())), token=token)
    assert (answer.status, answer.content["code"]) == (500, "server_fault")
    assert "RuntimeError in broken" in caplog.text
    assert PLANTED not in caplog.text


def test_proof_is_signed_over_what_is_held(trial: Trial, clock: FixedClock) -> None:
    token = trial.token()
    stored, absent = an_event(seq=1), an_event(seq=2)
    trial.post("/v1/events", a_batch(clock, on_wire(stored)), token=token)
    nonce = "5" * 32
    asked = {"nonce": nonce, "asked": [[e.id, e.sha256] for e in (stored, absent)]}
    proof = ProofOut.model_validate_json(json.dumps(trial.post("/v1/proof", asked, token=token).content))
    assert proof.held == {stored.id: stored.sha256}
    assert (proof.extra, proof.waiting) == ([], [])
    statement = proof_statement(
        epoch=proof.epoch, at=proof.server_time, nonce=nonce, root=proof_root({stored.id: stored.sha256})
    )
    signature = bytes.fromhex(proof.signature)
    assert verify(statement.encode(), signature=signature, public_key=trial.keys.verify_key)
    forged = statement.replace(proof.root, proof_root({}))
    assert not verify(forged.encode(), signature=signature, public_key=trial.keys.verify_key)


def test_proof_of_a_span_names_what_the_desk_did_not_ask_for(trial: Trial, clock: FixedClock) -> None:
    token = trial.token()
    events = [an_event(seq=n) for n in range(1, 5)]
    trial.post("/v1/events", a_batch(clock, *map(on_wire, events)), token=token)
    asked = {"nonce": "5" * 32, "asked": [[events[1].id, events[1].sha256]], "span": {"after": 1, "until": 3}}
    assert trial.post("/v1/proof", asked, token=token).content["extra"] == [events[2].id]


def test_enrolment_gives_the_same_answer_to_the_same_keys(trial: Trial, clock: FixedClock) -> None:
    asked = trial.enrolment(trial.code())
    first = trial.post("/v1/devices", asked)
    clock.advance(days=2)
    again = trial.post("/v1/devices", asked)
    assert first.status == again.status == 200
    assert first.content | {"server_time": ""} == again.content | {"server_time": ""}
    assert bytes.fromhex(first.content["sealing_key"]) == trial.keys.sealing_public
    assert len(bytes.fromhex(first.content["token"])) == 32


def test_enrolment_needs_the_private_key_and_the_right_code(trial: Trial) -> None:
    code = trial.code()
    other = new_device_keys()
    stolen = trial.enrolment(code, signature=trial.enrolment(code, other)["signature"])
    assert trial.post("/v1/devices", stolen).content["code"] == "enrol_signature_wrong"
    assert trial.post("/v1/devices", trial.enrolment(code)).status == 200
    taken = trial.post("/v1/devices", trial.enrolment(code, other))
    assert (taken.status, taken.content["code"]) == (403, "enrol_code_used")
    assert trial.post("/v1/devices", trial.enrolment(code) | {"code": "!" * 20}).content["code"] == "enrol_code_wrong"


def test_the_code_and_the_token_are_nowhere_in_the_store(trial: Trial, tmp_path) -> None:
    code = trial.code()
    token = trial.post("/v1/devices", trial.enrolment(code)).content["token"]
    trial.store.close()
    whole = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert token.encode() not in whole
    assert bytes.fromhex(token) not in whole
    assert code.letters.encode() not in whole


def test_a_contact_is_answered_with_what_is_known_of_the_counter(either: Trial, clock: FixedClock) -> None:
    token, event = either.token(), an_event(seq=4)
    contact = {"incarnation": INCARNATION, "n": 1, "nonce": "a" * 32, "series": "AWS-A"}

    def told(**values: Any) -> dict[str, Any]:
        batch = a_batch(clock, on_wire(event), contact={**contact, **values})
        return dict(BatchOut.model_validate(either.post("/v1/events", batch, token=token).content).contact or {})

    first = told()
    number = ComplaintNumber.parse(json.loads(event.body)["number"])
    assert (first["clone"], first["seq"]) == (False, 4)
    assert [(s.series, s.running, s.own) for s in first["series"]] == [("AWS-A", number.running, True)]
    assert told()["clone"] is False
    assert told(nonce="b" * 32)["clone"] is True
    assert outcomes(either.post("/v1/events", a_batch(clock, on_wire(event)), token=token))[0][0] == "duplicate"


@pytest.mark.parametrize("contact", [7, {}, {"incarnation": INCARNATION, "n": 0, "nonce": "a" * 32}])
def test_a_contact_of_another_shape_is_refused(trial: Trial, clock: FixedClock, contact: object) -> None:
    answer = trial.post("/v1/events", a_batch(clock, on_wire(an_event()), contact=contact), token=trial.token())
    assert (answer.status, answer.content["field"]) == (422, "contact")
    assert trial.store.evidence.standing().events == 0


def test_the_log_of_a_counter_is_anchored_and_a_fork_refuses_no_event(either: Trial, clock: FixedClock) -> None:
    token = either.token()
    numbers = iter(range(1, 9))

    def told(n: int, head: str, **values: Any) -> tuple[str, dict[str, Any] | None]:
        number = next(numbers)
        contact = {"incarnation": INCARNATION, "n": number, "nonce": f"{number:032x}", "series": "AWS-A"}
        log = {"n": n, "head": head * 64, **values}
        batch = a_batch(clock, on_wire(an_event(seq=number)), contact={**contact, "audit": log, "later": "unknown"})
        answer = either.post("/v1/events", batch, token=token).content
        return outcomes(either.post("/v1/events", batch, token=token))[0][0], answer["contact"]["audit"]

    assert told(3, "a") == ("duplicate", {"outcome": "anchored", "n": 3})
    assert told(5, "c", since=None) == ("duplicate", {"outcome": "compare", "n": 3})
    assert told(5, "c", since={"n": 3, "head": "a" * 64}) == ("duplicate", {"outcome": "anchored", "n": 5})
    assert told(6, "d", since={"n": 5, "head": "b" * 64}) == ("duplicate", {"outcome": "forked", "n": 5})
    assert either.store.devices.rows()[0].alarms == 1
    assert either.store.evidence.standing().events == 4


def test_a_counter_that_tells_of_no_log_is_answered_nothing_of_it(trial: Trial) -> None:
    contact = {"incarnation": INCARNATION, "n": 1, "nonce": "a" * 32}
    question = {"nonce": "c" * 32, "asked": [], "contact": contact}
    answer = trial.post("/v1/proof", question, token=trial.token()).content
    assert answer["contact"]["audit"] is None


def test_a_proof_is_a_contact_too(either: Trial, clock: FixedClock) -> None:
    token = either.token()
    contact = {"incarnation": INCARNATION, "n": 1, "nonce": "a" * 32, "series": "AWS-A"}

    def asked(**values: Any) -> bool | None:
        question = {"nonce": "c" * 32, "asked": [], "contact": {**contact, **values}}
        proof = ProofOut.model_validate(either.post("/v1/proof", question, token=token).content)
        return proof.contact.clone if proof.contact else None

    assert [asked(), asked(), asked(nonce="b" * 32), asked(n=2)] == [False, False, True, False]
    assert [alarm.kind for alarm in either.store.contacts.alarms()] == ["same_n"]
    plain = either.post("/v1/proof", {"nonce": "c" * 32, "asked": []}, token=token).content
    assert ProofOut.model_validate(plain).contact is None
