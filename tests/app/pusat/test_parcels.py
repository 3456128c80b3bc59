"""Parcels at the server: taken in once however they come, refused with a reason, answered to their desk alone."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from app.adapters.identity_seal import new_device_keys, new_key_pair
from app.domain.ids import new_id
from app.domain.parcel import MemberKind, ParcelKind, parcel_hash
from app.pusat.api import create_app
from app.pusat.api import parcels as parcels_api
from app.pusat.parcels import OPERATOR, Parcels
from app.pusat.requests import Refused
from db.pusat.tables import audit
from tests.app.pusat.parcels import Part, a_parcel, a_request, opened_answer
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.builders import INCARNATION, FixedClock
from tests.builders import an_event as any_event


@pytest.fixture
def token(either: Trial) -> str:
    return either.token()


def batches(clock: FixedClock, *counts: int) -> tuple[list[dict[str, Any]], list[list[Part]]]:
    """Give events on the wire, and volumes with one batch each."""
    running = itertools.count(1)
    wires, volumes = [], []
    for count in counts:
        events = [on_wire(replace(any_event(), seq=next(running))) for _ in range(count)]
        batch = a_batch(clock, *events)
        wires += events
        volumes.append([a_request(MemberKind.BATCH, batch["batch_id"], batch)])
    return wires, volumes


def stats(trial: Trial) -> tuple[int, int]:
    standing = trial.store.evidence.standing()
    return standing.events, standing.complaints


def acts(trial: Trial) -> list[str]:
    with trial.store.engine.connect() as connection:
        return [row.act for row in connection.execute(audit.select().order_by(audit.c.n))]


def refusal(parcels: Parcels, raw: bytes) -> tuple[int, str]:
    with pytest.raises(Refused) as told:
        parcels.take(raw, brought_by=OPERATOR)
    return told.value.status, told.value.code


def test_a_parcel_is_taken_in_and_answered_by_outcomes_and_proof(either: Trial, token: str) -> None:
    events, (volume,) = batches(either.clock, 3)
    asked = {"nonce": "0" * 32, "asked": [[one["id"], one["sha256"]] for one in events]}
    raws = a_parcel(either, [*volume, a_request(MemberKind.PROOF, asked["nonce"], asked)], n=4)
    parcels = Parcels(pusat=either.pusat)
    taken = parcels.take(raws[0], brought_by=OPERATOR)
    assert (taken.volume, taken.volumes, taken.missing) == (1, 1, [])
    answer, found = opened_answer(either, parcels.answer(taken.parcel))
    told = answer.manifest
    assert (told.kind, told.parcel, told.n, told.incarnation) == (ParcelKind.ANSWER, taken.parcel, 4, INCARNATION)
    assert (told.epoch, told.answer) == (either.pusat.identity.epoch, 1)
    (batch,) = found[MemberKind.BATCH]
    assert [(one["id"], one["outcome"]) for one in batch["outcomes"]] == [(e["id"], "accepted") for e in events]
    (proof,) = found[MemberKind.PROOF]
    assert proof["held"] == {one["id"]: one["sha256"] for one in events}
    assert found[MemberKind.KEYS] == []
    assert stats(either) == (3, 3)


def test_the_same_stick_twice_doubles_nothing(either: Trial, token: str) -> None:
    _, volumes = batches(either.clock, 2)
    (raw,) = a_parcel(either, *volumes)
    parcels = Parcels(pusat=either.pusat)
    first, second = (parcels.take(raw, brought_by=OPERATOR) for _ in range(2))
    assert first == second
    answers = [opened_answer(either, parcels.answer(first.parcel)) for _ in range(2)]
    assert answers[0][1] == answers[1][1]
    assert [answer.manifest.answer for answer, _ in answers] == [1, 2]
    assert stats(either) == (2, 2)


def test_the_same_events_by_line_and_by_parcel_are_one(either: Trial, token: str) -> None:
    events, volumes = batches(either.clock, 2)
    assert either.post("/v1/events", a_batch(either.clock, *events), token=token).status == 200
    parcels = Parcels(pusat=either.pusat)
    taken = parcels.take(a_parcel(either, *volumes)[0], brought_by=OPERATOR)
    _, found = opened_answer(either, parcels.answer(taken.parcel))
    assert {one["outcome"] for one in found[MemberKind.BATCH][0]["outcomes"]} == {"duplicate"}
    assert stats(either) == (2, 2)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_volumes_come_in_any_order_and_the_answer_waits_for_the_last(
    either: Trial, token: str, order: tuple[int, ...]
) -> None:
    events, volumes = batches(either.clock, 2, 1, 2)
    raws = a_parcel(either, *volumes)
    parcels = Parcels(pusat=either.pusat)
    missing = [1, 2, 3]
    for place in order:
        if missing != [1, 2, 3]:
            with pytest.raises(Refused, match="parcel_incomplete") as told:
                parcels.answer(taken.parcel)  # noqa: F821
            assert (told.value.status, told.value.field) == (409, ",".join(map(str, missing)))
        taken = parcels.take(raws[place], brought_by=OPERATOR)
        missing.remove(place + 1)
        assert taken.missing == missing
    answer, found = opened_answer(either, parcels.answer(taken.parcel))
    told_ids = [one["id"] for batch in found[MemberKind.BATCH] for one in batch["outcomes"]]
    assert told_ids == [one["id"] for one in events]
    assert stats(either) == (5, 5)
    stored = either.store.parcels.parcel(taken.parcel)
    assert stored is not None
    assert answer.manifest.previous == parcel_hash([one.manifest_sha256 for one in stored.there])


def test_each_fault_of_a_stick_is_named_and_stores_nothing(either: Trial, token: str) -> None:
    _, volumes = batches(either.clock, 1)
    (raw,) = a_parcel(either, *volumes)
    _, other = new_key_pair()
    parcels = Parcels(pusat=either.pusat)
    assert refusal(parcels, raw[:-1]) == (400, "parcel_torn")
    assert refusal(parcels, raw[:-1] + bytes([raw[-1] ^ 1])) == (400, "parcel_altered")
    assert refusal(parcels, b"PK\x03\x04") == (400, "parcel_not_one")
    (elsewhere,) = a_parcel(either, *volumes, recipient=other.hex())
    assert refusal(parcels, elsewhere) == (400, "parcel_key_unknown")
    (answer,) = a_parcel(either, *volumes, kind=ParcelKind.ANSWER)
    assert refusal(parcels, answer) == (400, "parcel_kind_wrong")
    (stranger,) = a_parcel(either, *volumes, device=new_id(either.clock()))
    assert refusal(parcels, stranger) == (403, "parcel_device_unknown")
    (forged,) = a_parcel(either, *volumes, signing_private=new_device_keys().signing_private)
    assert refusal(parcels, forged) == (403, "parcel_signature_wrong")
    assert stats(either) == (0, 0)
    either.store.enrolments.revoke(agency="aws", counter="A", now=either.clock())
    assert refusal(parcels, raw) == (403, "parcel_device_revoked")
    assert stats(either) == (0, 0)


def test_other_content_under_the_name_of_a_taken_parcel_is_refused(either: Trial, token: str) -> None:
    _, (one, other) = batches(either.clock, 1, 1)
    id = new_id(either.clock())
    parcels = Parcels(pusat=either.pusat)
    parcels.take(a_parcel(either, one, parcel=id)[0], brought_by=OPERATOR)
    for raw in (
        a_parcel(either, other, parcel=id)[0],
        a_parcel(either, one, other, parcel=id)[1],
        a_parcel(either, one, parcel=id, n=2)[0],
    ):
        assert refusal(parcels, raw) == (409, "parcel_differs")
    assert stats(either) == (1, 1)


def test_a_gap_and_a_clone_are_noted_and_nothing_is_refused(either: Trial, token: str) -> None:
    parcels = Parcels(pusat=either.pusat)
    _, volumes = batches(either.clock, 1)
    first = parcels.take(a_parcel(either, *volumes)[0], brought_by=OPERATOR)
    stored = either.store.parcels.parcel(first.parcel)
    assert stored is not None
    whole = parcel_hash([one.manifest_sha256 for one in stored.there])
    parcels.take(a_parcel(either, [], n=2, previous=whole)[0], brought_by=OPERATOR)
    assert "parcel_gap" not in acts(either)
    assert "parcel_forked" not in acts(either)
    parcels.take(a_parcel(either, [], n=4, previous="ab" * 32)[0], brought_by=OPERATOR)
    assert acts(either).count("parcel_gap") == 1
    parcels.take(a_parcel(either, [], n=3, previous="cd" * 32)[0], brought_by=OPERATOR)
    assert acts(either).count("parcel_forked") == 1  # what came before it is not what it says
    parcels.take(a_parcel(either, [], n=2, previous=whole)[0], brought_by=OPERATOR)
    assert acts(either).count("parcel_forked") == 2  # two parcels have one place


def test_former_keys_still_open_and_the_answer_announces_the_new_ones(either: Trial, token: str) -> None:
    _, volumes = batches(either.clock, 1)
    (raw,) = a_parcel(either, *volumes)
    former, either.keys = either.keys, either.keys.rotated(either.clock())
    parcels = Parcels(pusat=either.pusat)
    taken = parcels.take(raw, brought_by=OPERATOR)
    _, found = opened_answer(either, parcels.answer(taken.parcel))
    ((link,),) = [one["keys"] for one in found[MemberKind.KEYS]]
    assert link["before"] == former.verify_key.hex()
    assert (link["sealing_key"], link["verify_key"]) == (either.keys.sealing_public.hex(), either.keys.verify_key.hex())
    assert stats(either) == (1, 1)


def test_a_courier_hands_in_and_fetches_over_http(either: Trial, token: str) -> None:
    _, volumes = batches(either.clock, 1, 1)
    raws = a_parcel(either, *volumes)
    headers = {"Content-Type": "application/octet-stream", "Authorization": f"Bearer {token}"}
    first = either.call("POST", "/v1/parcels", raws[0], headers)
    assert (first.status, first.content["missing"]) == (200, [2])
    path = f"/v1/parcels/{first.content['parcel']}/answer"
    early = either.call("GET", path, headers=headers)
    assert (early.status, early.content["code"], early.content["field"]) == (409, "parcel_incomplete", "2")
    assert either.call("POST", "/v1/parcels", raws[1], headers).content["missing"] == []
    answer = either.call("GET", path, headers=headers)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/octet-stream")
    assert answer.headers["cache-control"] == "no-store"
    assert stats(either) == (2, 2)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("POST", "/v1/parcels", {"Content-Type": "application/octet-stream"}, 401, "token_missing"),
        ("POST", "/v1/parcels", {"Content-Type": "application/json"}, 415, "content_type_wrong"),
        ("POST", "/v1/parcels", {"Content-Type": "application/octet-stream"}, 400, "parcel_not_one"),
        ("GET", f"/v1/parcels/{INCARNATION}/answer", {}, 404, "parcel_unknown"),
        ("GET", "/v1/parcels/../answer", {}, 404, None),
        ("GET", "/v1/parcels/x%00y/answer", {}, 404, "parcel_unknown"),
        ("GET", f"/v1/parcels/{INCARNATION}/answer", {}, 401, "token_missing"),
    ],
)
def test_what_is_refused_is_refused_with_a_code(
    either: Trial, token: str, method: str, path: str, headers: dict[str, str], status: int, code: str | None
) -> None:
    if status != 401:
        headers = {**headers, "Authorization": f"Bearer {token}"}
    answer = either.call(method, path, b"no parcel" if method == "POST" else None, headers)
    assert answer.status == status
    assert code is None or answer.content["code"] == code


def test_more_than_a_volume_is_not_read(either: Trial, token: str) -> None:
    headers = {"Content-Type": "application/octet-stream", "Authorization": f"Bearer {token}"}
    answer = either.call("POST", "/v1/parcels", bytes((32 << 20) + 1), headers)
    assert (answer.status, answer.content["code"]) == (413, "batch_too_large")


def test_what_a_member_asks_wrongly_stays_unanswered(either: Trial, token: str) -> None:
    parts = [
        (MemberKind.BATCH, "a", b"{"),
        (MemberKind.PROOF, "b", b"[]"),
        (MemberKind.KEYS, "c", b""),
    ]
    parcels = Parcels(pusat=either.pusat)
    taken = parcels.take(a_parcel(either, parts)[0], brought_by=OPERATOR)
    _, found = opened_answer(either, parcels.answer(taken.parcel))
    assert not any(found.values())


def test_only_a_few_volumes_are_held_at_once(either: Trial, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels_api, "MOST_AT_ONCE", 0)
    either.app = create_app(either.pusat)
    headers = {"Content-Type": "application/octet-stream", "Authorization": f"Bearer {token}"}
    for method, path, body in (("POST", "/v1/parcels", b"x"), ("GET", f"/v1/parcels/{INCARNATION}/answer", None)):
        answer = either.call(method, path, body, headers)
        assert (answer.status, answer.content["code"], answer.headers["retry-after"]) == (429, "parcels_busy", "30")


def test_two_couriers_with_the_same_stick_at_once_store_it_once(either: Trial, token: str) -> None:
    events, volumes = batches(either.clock, 40, 40)
    raws = a_parcel(either, *volumes)
    parcels = Parcels(pusat=either.pusat)
    with ThreadPoolExecutor(4) as pool:
        takers = [pool.submit(parcels.take, raw, brought_by=OPERATOR) for raw in raws * 3]
        taken = [one.result() for one in takers]
    assert {one.parcel for one in taken} == {taken[0].parcel}
    _, found = opened_answer(either, parcels.answer(taken[0].parcel))
    told = [one["id"] for batch in found[MemberKind.BATCH] for one in batch["outcomes"]]
    assert sorted(told) == sorted(one["id"] for one in events)
    assert stats(either) == (80, 80)
