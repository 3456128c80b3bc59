"""The gateway against a real server: what it sends is what is stored, what it takes is only about what it sent."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.adapters.central.pusat import PusatGateway
from app.adapters.identity_seal import new_device_keys, seal, unseal
from app.domain.centre import Outgoing
from app.domain.changes import CentralStatus, FeedScope
from app.domain.enrolment import EnrolmentCode
from app.domain.errors import NetworkProblem
from app.domain.ids import ComplaintId, DeviceId, new_id
from app.domain.outbox import Outcome, identity_info
from app.pusat.api import create_app
from db.pusat.feed import Line, tell
from db.pusat.tables import events
from tests.app.pusat.trial import Trial
from tests.builders import DEVICE_ID, INCARNATION, FixedClock, a_complaint, an_event

Gateways = Callable[..., PusatGateway]


def outgoing(*sent, sealed: bytes | None = None) -> list[Outgoing]:
    return [Outgoing(event=event, sealed_identity=sealed) for event in sent]


def test_a_batch_arrives_byte_for_byte_and_comes_back_with_outcomes(
    trial: Trial, gateways: Gateways, clock: FixedClock
) -> None:
    whole = [
        an_event(a_complaint(text="Jalan berlubang; \u200d👍 \u2028 ꦲꦏ꧀ꦱꦫ " + "x" * n), seq=n) for n in range(1, 20)
    ]
    with trial.listening() as url:
        answer = gateways().send(trial.centre(url), outgoing(*whole), batch_id=new_id(clock()))
    assert [(o.event_id, o.outcome, o.received_at) for o in answer.outcomes] == [
        (event.id, Outcome.ACCEPTED, clock()) for event in whole
    ]
    assert (answer.server_time, answer.epoch) == (clock(), trial.pusat.identity.epoch)
    assert [e.body for e in trial.store.evidence.complaint_events()] == [e.body for e in whole]


def test_a_sealed_identity_is_stored_sealed_and_opens_with_the_servers_key(
    trial: Trial, gateways: Gateways, clock: FixedClock
) -> None:
    event = an_event()
    info = identity_info(event.id, event.sha256)
    sealed = seal(b'{"name":"Siti"}', trial.keys.sealing_public, info)
    with trial.listening() as url:
        gateways().send(trial.centre(url), outgoing(event, sealed=sealed), batch_id=new_id(clock()))
    with trial.store.engine.connect() as connection:
        kept = connection.execute(events.select()).one().sealed
    assert unseal(kept, trial.keys.sealing_private, info) == b'{"name":"Siti"}'


def test_proof_tells_what_is_held_what_waits_and_what_is_extra(
    trial: Trial, gateways: Gateways, clock: FixedClock
) -> None:
    held, absent, unasked = (an_event(seq=n) for n in (1, 2, 3))
    with trial.listening() as url:
        gateway, centre = gateways(), trial.centre(url)
        gateway.send(centre, outgoing(held, unasked), batch_id=new_id(clock()))
        asked = [(e.id, e.sha256) for e in (held, absent)]
        proof = gateway.prove(centre, asked, span=(0, None))
        assert gateway.prove(centre, [], span=None).held == {}
    assert (proof.held, proof.extra, proof.waiting) == ({held.id: held.sha256}, (unasked.id,), frozenset())
    assert proof.signature.startswith(f"loket-aduan proof v1 {trial.pusat.identity.epoch} ")


def test_a_proof_signed_by_another_key_is_no_answer(trial: Trial, gateways: Gateways) -> None:
    with trial.listening() as url, pytest.raises(NetworkProblem, match="answer_nonsense") as problem:
        gateways().prove(trial.centre(url, verify_key=bytes(32)), [], span=None)
    assert problem.value.facts["why"] == "signature"


def test_enrolling_gives_the_centre_and_again_the_same(trial: Trial, gateways: Gateways, clock: FixedClock) -> None:
    code = trial.code()

    def enrol(url: str):
        return gateways().enrol(
            url=url,
            code=str(code),
            ca_pem=None,
            device=DEVICE_ID,
            incarnation=INCARNATION,
            series="AWS-A",
            keys=trial.device_keys,
        )

    with trial.listening() as url:
        first, again = enrol(url), enrol(url)
        assert first == again
        gateways().send(first.centre, outgoing(an_event()), batch_id=new_id(clock()))
    assert (first.centre.public_key, first.centre.verify_key) == (trial.keys.sealing_public, trial.keys.verify_key)
    assert first.centre.token not in repr(first)


def test_a_refused_code_is_told_by_its_reason(trial: Trial, gateways: Gateways) -> None:
    with trial.listening() as url, pytest.raises(NetworkProblem, match="enrol_code_wrong"):
        gateways().enrol(
            url=url,
            code=str(EnrolmentCode.draw()),
            ca_pem=None,
            device=DEVICE_ID,
            incarnation=INCARNATION,
            series="AWS-A",
            keys=trial.device_keys,
        )


def test_a_wrong_token_is_told_even_after_a_large_batch(trial: Trial, gateways: Gateways, clock: FixedClock) -> None:
    import random

    noise = random.Random(7)
    large = [
        an_event(a_complaint(text="".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(9_000))), seq=n)
        for n in range(1, 40)
    ]
    with trial.listening() as url, pytest.raises(NetworkProblem, match="token_refused") as problem:
        gateways().send(trial.centre(url, token="0" * 64), outgoing(*large), batch_id=new_id(clock()))
    assert problem.value.facts["reason"] == "token_unknown"


def test_a_server_that_is_not_there_is_absent(trial: Trial, gateways: Gateways) -> None:
    with trial.listening() as url:
        centre = trial.centre(url)
    with pytest.raises(NetworkProblem, match="server_absent"):
        gateways().prove(centre, [], span=None)


def test_one_gateway_outlives_a_restart_of_the_server(trial: Trial, gateways: Gateways) -> None:
    gateway = gateways()
    with trial.listening() as url:
        gateway.prove(trial.centre(url), [], span=None)
    with trial.listening() as url:
        gateway.prove(trial.centre(url), [], span=None)


def test_the_feed_is_read_in_pages_and_begins_anew_where_the_server_says_so(
    trial: Trial, gateways: Gateways, clock: FixedClock
) -> None:
    told = [
        CentralStatus(complaint_id=ComplaintId(new_id(clock())), code="1", name=name, at=clock(), source="lapor")
        for name in ("satu", "dua")
    ]
    with trial.listening() as url:
        gateway, centre = gateways(), trial.centre(url)
        trial.store.feed._transactions.write(
            lambda connection: tell(connection, [Line(told=one, device=DEVICE_ID) for one in told], at=clock())
        )
        page = gateway.changes(centre, None)
        assert [change.told for change in page.changes] == told
        assert (page.cursor.seq, page.cursor.scope, page.more) == (2, "agency", False)
        assert gateway.changes(centre, page.cursor).changes == ()
        trial.store.enrolments.set_scope(agency="aws", counter="A", scope=FeedScope.DEVICE, now=clock())
        with pytest.raises(NetworkProblem, match="scope_changed"):
            gateway.changes(centre, page.cursor)
        with pytest.raises(NetworkProblem, match="cursor_expired"):
            gateway.changes(centre, replace(page.cursor, epoch=new_id(clock()), scope="device"))


def test_new_keys_are_followed_from_the_known_ones_and_from_no_others(
    trial: Trial, gateways: Gateways, clock: FixedClock
) -> None:
    first = trial.keys
    with trial.listening() as url:
        centre = trial.centre(url)
        assert gateways().prove(centre, [], span=None).keys is None
    rotated = first.rotated(clock()).rotated(clock())
    trial.pusat = replace(trial.pusat, keyring=lambda: rotated)
    trial.app = create_app(trial.pusat)
    now = trial.pusat.keys
    with trial.listening() as url:
        known = replace(centre, url=url)
        assert gateways().prove(known, [], span=None).keys == (now.sealing_public, now.verify_key)
        other = replace(known, verify_key=b"v" * 32)
        with pytest.raises(NetworkProblem, match="answer_nonsense"):
            gateways().prove(other, [], span=None)
        code = trial.code("B")
        enrolled = gateways().enrol(
            url=url,
            code=str(code),
            ca_pem=None,
            device=DeviceId(new_id(clock())),
            incarnation=INCARNATION,
            series="AWS-B",
            keys=new_device_keys(),
        )
    assert enrolled.former == (first.sealing_public, now.earlier[1].sealing_public)
