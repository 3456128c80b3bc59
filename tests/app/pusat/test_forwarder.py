"""At LAPOR! at most once, whatever breaks; what is unclear waits for a person; what is known comes back by the feed."""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters.identity_seal import seal
from app.domain.attachment import Attachment, AttachmentId, MediaType
from app.domain.complaint import Handling, Identity, Secrecy
from app.domain.correction import betrays_reporter
from app.domain.forwarding import Standing
from app.domain.ids import new_id
from app.domain.lapor import LaporFollowUp, LaporStatus
from app.domain.outbox import Event, Forwarder, complaint_body, file_info
from app.pusat.forwarder import Forwarder as Worker
from app.pusat.keys import ServerKeys
from db.pusat.records import Device
from db.pusat.store import Store
from tests.builders import DEVICE_ID, NOON, OFFICER_ID, FixedClock, a_complaint, an_event
from tests.db.pusat.arrivals import (
    a_correction,
    a_hand_over,
    a_tracking_event,
    a_void_event,
    an_arrival,
    an_attached_event,
)
from tests.db.pusat.fixtures import store
from tests.lapor.profile import a_gateway
from tests.lapor.stand_in import FAULTS, NOT_STORED_FOR_SURE, NOT_THE_RECORDS_FAULT, Fault, LaporStandIn

__all__ = ["store"]

KEYS = ServerKeys.fresh()
DESK = Device(id=DEVICE_ID, agency="aws", counter="A")


def number_of(event: Event) -> str:
    return str(json.loads(event.body)["number"])


@pytest.fixture
def lapor() -> Generator[LaporStandIn, None, None]:
    made = LaporStandIn().start()
    yield made
    made.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


class Scene:
    """A store with records, and workers that forward them."""

    def __init__(self, store: Store, lapor: LaporStandIn, clock: FixedClock) -> None:
        self.store, self.lapor, self.clock = store, lapor, clock
        self.seq = 0

    def worker(self, name: str = "connector@one", **profile: Any) -> Worker:
        return Worker(
            store=self.store,
            keyring=lambda: KEYS,
            gateway=a_gateway(self.lapor.url, **profile),
            name=name,
            clock=self.clock,
            jitter=lambda least, most: least,
        )

    def run(self, **profile: Any) -> Counter[str]:
        worker = self.worker(**profile)
        worker.begin()
        counts = worker.run(lambda: False)
        worker.gateway.close()
        return counts

    def take(self, *events: Event) -> None:
        self.store.events.take_batch(
            device=DEVICE_ID,
            batch_id=new_id(NOON),
            arrivals=[an_arrival(event) for event in events],
            now=self.clock(),
        )

    def record(self, count: int = 1, **values: Any) -> list[Event]:
        made = []
        for _ in range(count):
            self.seq += 1
            made.append(an_event(a_complaint(**values), seq=self.seq))
        self.take(*made)
        return made

    def attached(self, event: Event, content: bytes) -> Attachment:
        return Attachment(
            id=AttachmentId(new_id(NOON)),
            complaint_id=event.complaint_id,
            place=1,
            name="bukti.pdf",
            media_type=MediaType.PDF,
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            stored_as="x",
            pages=1,
            added_at=NOON,
            officer_id=OFFICER_ID,
        )

    def upload(self, file: Attachment, content: bytes) -> None:
        sealed = seal(content, KEYS.sealing_public, file_info(file.id, file.sha256))
        how: dict[str, Any] = {"device": DEVICE_ID, "id": file.id}
        self.store.files.begin(
            **how,
            complaint_id=file.complaint_id,
            sha256=hashlib.sha256(sealed).hexdigest(),
            size_bytes=len(sealed),
            now=self.clock(),
        )
        self.store.files.append(**how, offset=0, content=sealed, now=self.clock())

    def states(self) -> dict[str, Standing]:
        return {p.event_id: p.state for event in self.store.postings.counts() for p in self._all(event)}

    def _all(self, state: Standing) -> list[Any]:
        import sqlalchemy as sa

        from db.pusat.tables_forwarding import postings

        with self.store.engine.connect() as connection:
            ids = connection.execute(sa.select(postings.c.event_id).where(postings.c.state == state.value)).scalars()
            return [found for id in ids.all() if (found := self.store.postings.get(id)) is not None]

    def told(self) -> list[tuple[str, str]]:
        page = self.store.feed.page(DESK, after=0)
        assert page is not None
        return [
            (line.kind, line.body) for line in page.lines if line.kind in ("tracking", "status", "answer", "returned")
        ]


@pytest.fixture
def scene(store: Store, lapor: LaporStandIn, clock: FixedClock) -> Scene:
    return Scene(store, lapor, clock)


def nth(fault: Fault, n: int, kind: str = "report") -> Callable[[str, int], Fault | None]:
    return lambda called, count: fault if (called, count) == (kind, n) else None


def test_every_record_is_posted_once_and_its_number_comes_back(scene: Scene) -> None:
    events = scene.record(3)
    assert scene.run(report={"tracking_is_lapor_id": True})["done"] == 3
    assert scene.run()["done"] == 0
    assert set(scene.lapor.stored().values()) == {1}
    assert len(scene.lapor.cases) == 3
    assert [kind for kind, _ in scene.told()].count("tracking") == 3
    assert set(scene.states()) == {event.id for event in events}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_at_the_report_doubles_nothing_and_what_is_unclear_waits(scene: Scene, name: str) -> None:
    (event,) = scene.record(1)
    scene.lapor.plan = nth(FAULTS[name], 1)
    scene.run()
    sure = dict.fromkeys(NOT_STORED_FOR_SURE, Standing.REFUSED) | dict.fromkeys(NOT_THE_RECORDS_FAULT, Standing.WAITING)
    assert scene.states()[event.id] is sure.get(name, Standing.NEEDS_CHECK)
    for _ in range(3):
        scene.clock.advance(days=1)
        scene.run()
    assert max(scene.lapor.stored().values(), default=0) <= 1
    if scene.states()[event.id] is Standing.DONE:
        assert name in NOT_THE_RECORDS_FAULT


@given(plan=st.dictionaries(st.integers(1, 12), st.sampled_from(sorted(FAULTS)), max_size=8), count=st.integers(1, 5))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_fails_when_nothing_is_there_twice(scene: Scene, plan: dict[int, str], count: int) -> None:
    scene.lapor.cases.clear()
    scene.lapor.calls.clear()
    events = scene.record(count)
    faults = {n: FAULTS[name] for n, name in plan.items()}
    scene.lapor.plan = lambda kind, n: faults.get(n) if kind == "report" else None
    for _ in range(6):
        scene.run()
        scene.clock.advance(hours=7)
    stored, states = scene.lapor.stored(), scene.states()
    assert max(stored.values(), default=0) <= 1
    for event in events:
        number = scene.store.postings.get(event.id)
        assert number is not None
        if states[event.id] is Standing.DONE:
            assert stored[number.number] == 1
        elif stored[number.number]:
            assert states[event.id] is Standing.NEEDS_CHECK


def test_a_worker_that_died_leaves_what_it_had_open_to_a_person(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    (event,) = scene.record(1)
    worker = scene.worker()

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr(type(worker.store.postings), "done", die)
    with pytest.raises(Killed):
        worker.run(lambda: False)
    monkeypatch.undo()
    assert scene.states()[event.id] is Standing.OPEN
    assert scene.run() == Counter()
    assert (scene.states()[event.id], scene.lapor.stored().total()) == (Standing.NEEDS_CHECK, 1)


def test_a_lease_that_ran_out_is_unclear_and_its_late_word_is_void(scene: Scene) -> None:
    from app.domain.forwarding import Way
    from db.pusat.posting_rows import Fenced

    (event,) = scene.record(1)
    scene.store.postings.enlist(scene.clock())
    lease = scene.store.postings.take(event.id, by="slow", now=scene.clock(), for_=timedelta(minutes=5))
    assert lease is not None
    assert scene.store.postings.take(event.id, by="other", now=scene.clock(), for_=timedelta(minutes=5)) is None
    scene.store.postings.begin(lease, way=Way.CONNECTOR, now=scene.clock())
    scene.clock.advance(minutes=6)
    assert scene.run()["lost"] == 1
    assert scene.states()[event.id] is Standing.NEEDS_CHECK
    again = scene.store.postings.take_unclear(event.id, by="person", now=scene.clock(), for_=timedelta(minutes=5))
    assert again is not None
    with pytest.raises(Fenced):
        scene.store.postings.doubt(lease, code="late", now=scene.clock())


def test_a_person_may_say_it_is_not_there_and_it_goes_out_again(scene: Scene) -> None:
    (event,) = scene.record(1)
    scene.lapor.plan = nth(FAULTS["lost_request"], 1)
    scene.run()
    settled = scene.store.postings.settle(
        event.id, Standing.WAITING, allowed=[Standing.NEEDS_CHECK], who="rani", reason="dicari", now=scene.clock()
    )
    assert settled
    assert scene.run()["done"] == 1
    assert scene.lapor.stored().total() == 1


def test_a_look_there_answers_what_is_unclear(scene: Scene) -> None:
    paths = {**a_gateway(scene.lapor.url).profile.paths.model_dump(), "lookup": "/lookup/{number}"}
    scene.record(2)
    scene.lapor.plan = lambda kind, n: (
        {1: FAULTS["lost_answer"], 2: FAULTS["lost_request"]}.get(n) if kind == "report" else None
    )
    scene.run()
    scene.clock.advance(minutes=11)
    counts = scene.run(paths=paths)
    assert (counts["looked_there"], counts["looked_not_there"], counts["done"]) == (1, 1, 1)
    assert set(scene.states().values()) == {Standing.DONE}
    assert set(scene.lapor.stored().values()) == {1}


def test_what_has_no_id_waits_until_somebody_maps_it(scene: Scene) -> None:
    from app.domain.lapor import MapList

    (event,) = scene.record(1)
    bare = {"agency": {}, "category": {"": "1"}, "channel": {"": "1"}, "classification": {"": "1"}}
    scene.run(mapping=bare)
    held = scene.store.postings.get(event.id)
    assert held is not None
    assert (held.state, held.code, held.detail.startswith("agency:")) == (Standing.UNMAPPED, "unmapped", True)
    scene.store.lapor_cases.map(MapList.AGENCY, held.detail.partition(":")[2], "77", who="rani", now=scene.clock())
    assert scene.store.postings.unmapped_back(scene.clock()) == 1
    assert scene.run(mapping=bare)["done"] == 1
    assert [case.body["disposition_id"] for case in scene.lapor.cases.values()] == [77]


def test_a_record_waits_for_its_files_and_they_go_first(scene: Scene) -> None:
    (event,) = scene.record(1)
    file = scene.attached(event, b"%PDF surat")
    scene.take(an_attached_event(event, file, seq=9))
    assert scene.run()["files_missing"] == 1
    assert scene.lapor.cases == {}
    scene.upload(file, b"%PDF surat")
    assert scene.run()["done"] == 1
    assert list(scene.lapor.files.values()) == [b"%PDF surat"]
    (case,) = scene.lapor.cases.values()
    assert case.body["attachments"] == f"[{next(iter(scene.lapor.files))}]."


def test_an_upload_whose_answer_was_kept_is_not_made_again(scene: Scene) -> None:
    (event,) = scene.record(1)
    file = scene.attached(event, b"%PDF surat")
    scene.take(an_attached_event(event, file, seq=9))
    scene.upload(file, b"%PDF surat")
    scene.lapor.plan = nth(FAULTS["429"], 1)
    scene.run()
    scene.clock.advance(hours=1)
    assert scene.run()["done"] == 1
    assert scene.lapor.calls["files"] == 1


def test_a_number_that_only_a_look_tells_is_looked_for_at_once(scene: Scene) -> None:
    scene.record(1)
    scene.run()
    assert [kind for kind, _ in scene.told()] == ["tracking", "status"]


def test_status_and_answers_come_back_until_the_case_ends(scene: Scene) -> None:
    scene.record(1)
    scene.run()
    (case,) = scene.lapor.cases.values()
    case.status = "Dalam Proses"
    case.said.append({"id": 5, "content": "Sudah diperiksa", "institution_from_name": "PUPR"})
    for _ in range(2):
        scene.clock.advance(hours=4)
        scene.run()
    told = scene.told()
    assert [kind for kind, _ in told] == ["tracking", "status", "answer"]
    assert "Sudah diperiksa" in told[2][1]
    case.status = "Selesai"
    scene.clock.advance(hours=4)
    scene.run()
    looks = scene.lapor.calls["status"]
    scene.clock.advance(days=9)
    scene.run()
    assert scene.lapor.calls["status"] == looks


@pytest.mark.parametrize(("secrecy", "heard"), [(Secrecy.PLAIN, True), (Secrecy.SECRET, False)])
def test_what_is_said_in_a_secret_case_is_for_its_own_counter_alone(
    scene: Scene, secrecy: Secrecy, heard: bool
) -> None:
    scene.record(1, secrecy=secrecy)
    scene.run()
    next(iter(scene.lapor.cases.values())).said.append({"id": 5, "content": "Sudah diperiksa"})
    scene.clock.advance(hours=4)
    scene.run()
    assert any("Sudah diperiksa" in body for _, body in scene.told())
    colleague = replace(DESK, id=new_id(NOON), counter="B")
    page = scene.store.feed.page(colleague, after=0)
    assert page is not None
    assert any("Sudah diperiksa" in line.body for line in page.lines) is heard


def test_not_our_matter_comes_back_as_a_task(scene: Scene) -> None:
    scene.record(1)
    scene.run()
    next(iter(scene.lapor.cases.values())).status = "Bukan Kewenangan"
    scene.clock.advance(hours=4)
    scene.run()
    (returned,) = [body for kind, body in scene.told() if kind == "returned"]
    assert "not_authority" in returned


def test_a_correction_after_posting_goes_out_as_a_follow_up_and_only_once(scene: Scene) -> None:
    (event,) = scene.record(1)
    before = a_correction(event, {"title": ("lama", "Judul sebelum")}, seq=7)
    scene.take(before)
    scene.run()
    after = a_correction(event, {"title": ("Judul sebelum", "Judul sesudah")}, seq=8, follows=before.id)
    scene.take(after, a_void_event(event, seq=9, follows=after.id))
    scene.run()
    scene.run()
    (case,) = scene.lapor.cases.values()
    assert case.body["title"] == "Judul sebelum"
    assert len(case.said) == 2
    assert "Judul: Judul sesudah" in case.said[0]["content"]
    assert "dibatalkan" in case.said[1]["content"]


def test_a_follow_up_that_is_unclear_is_not_said_twice(scene: Scene) -> None:
    (event,) = scene.record(1)
    scene.run()
    later = a_correction(event, {"title": ("a", "b")}, seq=8)
    scene.take(later)
    scene.lapor.plan = nth(FAULTS["lost_answer"], 1, "follow_up")
    for _ in range(3):
        scene.run()
        scene.clock.advance(days=1)
    assert scene.states()[later.id] is Standing.NEEDS_CHECK
    assert len(next(iter(scene.lapor.cases.values())).said) == 1


def test_hiding_a_record_that_stands_openly_there_is_an_incident(scene: Scene) -> None:
    (event,) = scene.record(1)
    scene.run()
    hidden = a_correction(event, {"title": ("a", "b")}, made={"identity": Identity.ANONYMOUS}, seq=8)
    scene.take(hidden)
    scene.run()
    assert scene.states()[hidden.id] is Standing.INCIDENT
    assert next(iter(scene.lapor.cases.values())).said == []


def test_what_was_answered_on_the_spot_is_forwarded_too(scene: Scene) -> None:
    complaint = a_complaint()
    place = {"agency_id": "aws", "agency_code": "AWS", "counter": "A", "device": DEVICE_ID}
    body = complaint_body(
        complaint,
        desk=place,
        forwarder=Forwarder.PUSAT,
        identity=None,
        salt=b"s" * 16,
        handling=Handling(answer="Loket kedua dibuka.", result="resolved", told="directly"),
    )
    scene.take(an_event(complaint, body=body, identity=None, seq=1))
    assert scene.run()["done"] == 1


def test_what_is_incomplete_waits_for_its_counter(scene: Scene) -> None:
    complaint = a_complaint()
    place = {"agency_id": "aws", "agency_code": "AWS", "counter": "A", "device": DEVICE_ID}
    body = complaint_body(
        complaint,
        desk=place,
        forwarder=Forwarder.PUSAT,
        identity=None,
        salt=b"s" * 16,
        handling=Handling(complete_by=date(2026, 12, 4)),
    )
    event = an_event(complaint, body=body, identity=None, seq=1)
    scene.take(event)
    scene.run()
    assert (scene.states()[event.id], scene.lapor.cases) == (Standing.INCOMPLETE, {})


def test_what_was_made_void_before_is_not_forwarded(scene: Scene) -> None:
    (event,) = scene.record(1)
    scene.take(a_void_event(event, seq=9))
    scene.run()
    assert (scene.states()[event.id], scene.lapor.cases) == (Standing.DROPPED, {})


@pytest.mark.parametrize("forwarder", [Forwarder.BY_HAND, Forwarder.DESK, Forwarder.NONE])
def test_what_somebody_else_forwards_stays_where_it_is(scene: Scene, forwarder: Forwarder) -> None:
    scene.record(1, forwarder=forwarder)
    assert scene.run() == Counter()
    assert scene.lapor.cases == {}


def test_a_record_is_handed_over_only_while_nobody_has_it_in_hand(scene: Scene) -> None:
    waiting, unclear = scene.record(2)
    scene.lapor.plan = nth(FAULTS["lost_answer"], 1)
    scene.store.postings.enlist(scene.clock())
    worker = scene.worker()
    worker._work(replace(scene.store.postings.due(scene.clock(), limit=2)[1]))
    scene.take(a_hand_over(waiting, Forwarder.BY_HAND, seq=8), a_hand_over(unclear, Forwarder.BY_HAND, seq=9))
    page = scene.store.feed.page(DESK, after=0)
    assert page is not None
    released = {line.body for line in page.lines if line.kind == "released"}
    assert sum('"granted":true' in body for body in released) == 1
    assert sum("attempt_open" in body for body in released) == 1
    scene.clock.advance(days=1)
    scene.run()
    assert scene.states()[waiting.id] is Standing.RELEASED
    back = a_hand_over(waiting, Forwarder.PUSAT, seq=10)
    scene.take(back)
    assert scene.run()["done"] == 1


def test_two_workers_at_once_post_nothing_twice(scene: Scene) -> None:
    scene.record(12)
    workers = [scene.worker(f"connector@{n}") for n in range(3)]
    begun = threading.Barrier(3)

    def work(worker: Worker) -> None:
        begun.wait()
        worker.run(lambda: False)

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(work, workers)) == [None, None, None]
    scene.run()
    assert len(scene.lapor.cases) == 12
    assert set(scene.lapor.stored().values()) == {1}
    assert set(scene.states().values()) == {Standing.DONE}


def test_what_two_workers_saw_of_a_case_is_told_once(scene: Scene) -> None:
    scene.record()
    scene.run()
    scene.clock.advance(days=1)
    (case,) = scene.store.lapor_cases.due(scene.clock(), limit=9)

    def see() -> list[tuple[str, str]]:
        scene.store.lapor_cases.seen(
            case,
            LaporStatus(code="3", name="Selesai", tracking_id=None, institution=""),
            [LaporFollowUp(id="1", text="Sudah diperbaiki.", from_name="PUPR", at=None)],
            final=True,
            returned=None,
            now=scene.clock(),
            next_at=scene.clock(),
        )
        return scene.told()

    told = see()
    assert {kind for kind, _ in told} >= {"status", "answer"}
    assert see() == told


def test_a_server_put_back_from_a_backup_posts_nothing_again_that_its_lost_life_may_have_posted(
    store: Store, lapor: LaporStandIn, clock: FixedClock
) -> None:
    scene = Scene(store, lapor, clock)
    store.evidence.begin(key_id="k", now=clock())
    (waiting,) = scene.record(recorded_at=clock())
    store.postings.enlist(clock())
    clock.advance(hours=1)
    sent_again = an_event(a_complaint(recorded_at=clock()), seq=7)
    clock.advance(hours=1)
    store.epochs.renew(clock(), "by_hand")
    clock.advance(hours=1)
    scene.take(sent_again)
    (new,) = scene.record(recorded_at=clock())
    scene.run()
    scene.run()
    assert lapor.stored() == {number_of(new): 1}
    for event in (waiting, sent_again):
        posting = store.postings.get(event.id)
        assert posting is not None
        assert (posting.state, posting.code) == (Standing.NEEDS_CHECK, "restored")
    store.postings.settle(
        waiting.id, Standing.WAITING, allowed=[Standing.NEEDS_CHECK], who="dewi", reason="dicari", now=clock()
    )
    scene.run()
    assert lapor.stored()[number_of(waiting)] == 1


@pytest.mark.parametrize("unclear", [False, True])
def test_a_record_whose_number_was_typed_at_its_counter_is_not_posted_any_more(scene: Scene, unclear: bool) -> None:
    (event,) = scene.record(1)
    scene.lapor.plan = nth(FAULTS["lost_request"] if unclear else FAULTS["429"], 1)
    scene.run()
    assert scene.states()[event.id] is (Standing.NEEDS_CHECK if unclear else Standing.WAITING)
    scene.take(a_tracking_event(event, "9104417", seq=8))
    scene.clock.advance(days=1)
    scene.run()
    assert (scene.states()[event.id], scene.lapor.stored().total()) == (Standing.DONE, 0)


def test_a_number_that_comes_between_lease_and_attempt_ends_it(scene: Scene) -> None:
    from app.domain.forwarding import Way
    from db.pusat.posting_rows import Fenced

    (event,) = scene.record(1)
    scene.store.postings.enlist(scene.clock())
    lease = scene.store.postings.take(event.id, by="one", now=scene.clock(), for_=timedelta(minutes=5))
    assert lease is not None
    scene.take(a_tracking_event(event, "9104417", seq=8))
    with pytest.raises(Fenced):
        scene.store.postings.begin(lease, way=Way.CONNECTOR, now=scene.clock())


def test_a_file_that_was_added_after_the_upload_goes_as_well(scene: Scene) -> None:
    (event,) = scene.record(1)
    first, second = scene.attached(event, b"%PDF surat"), scene.attached(event, b"%PDF foto")
    added = an_attached_event(event, first, seq=8)
    scene.take(added)
    scene.upload(first, b"%PDF surat")
    scene.lapor.plan = nth(FAULTS["429"], 1)
    scene.run()
    scene.take(an_attached_event(event, second, seq=9, follows=added.id))
    scene.upload(second, b"%PDF foto")
    scene.clock.advance(hours=1)
    assert scene.run()["done"] == 1
    (case,) = scene.lapor.cases.values()
    named = json.loads(case.body["attachments"].rstrip("."))
    assert [scene.lapor.files[id] for id in named] == [b"%PDF surat", b"%PDF foto"]


def test_a_file_that_was_added_once_it_is_there_is_a_persons_once_and_posts_nothing(scene: Scene) -> None:
    (event,) = scene.record(1)
    early, late = scene.attached(event, b"%PDF surat"), scene.attached(event, b"%PDF foto")
    first = an_attached_event(event, early, seq=8)
    scene.take(first)
    scene.upload(early, b"%PDF surat")
    scene.run()
    assert scene.states() == {event.id: Standing.DONE, first.id: Standing.INCLUDED}
    calls = dict(scene.lapor.calls)
    second = an_attached_event(event, late, seq=9, follows=first.id)
    scene.take(second)
    scene.upload(late, b"%PDF foto")
    for _ in range(3):
        scene.clock.advance(days=1)
        scene.run()
    waits = scene.store.postings.for_a_person(limit=9)
    assert [(one.event_id, one.state, one.code, one.detail) for one in waits] == [
        (second.id, Standing.REFUSED, "files_added", "1")
    ]
    assert [scene.lapor.calls[kind] for kind in ("files", "report", "follow_up")] == [
        calls.get(kind, 0) for kind in ("files", "report", "follow_up")
    ]


def test_a_clock_that_fell_back_puts_nothing_off(scene: Scene) -> None:
    (event,) = scene.record(1)
    scene.lapor.plan = nth(FAULTS["429"], 1)
    scene.clock.advance(days=365)
    scene.run()
    scene.clock.advance(days=-365)
    assert scene.states()[event.id] is Standing.WAITING
    assert scene.run()["done"] == 1


def test_who_hides_while_the_files_are_on_their_way_is_hidden_there(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    (event,) = scene.record(1)
    file = scene.attached(event, b"%PDF surat")
    added = an_attached_event(event, file, seq=8)
    scene.take(added)
    scene.upload(file, b"%PDF surat")
    worker = scene.worker()
    upload = worker.gateway.upload

    def hidden_meanwhile(files: Any) -> Any:
        hidden = {"identity": Identity.ANONYMOUS}
        scene.take(a_correction(event, {"place": ("", "Loket 2")}, made=hidden, seq=9, follows=added.id))
        return upload(files)

    monkeypatch.setattr(worker.gateway, "upload", hidden_meanwhile)
    worker.run(lambda: False)
    assert scene.lapor.cases == {}
    scene.clock.advance(minutes=30)
    assert scene.run()["done"] == 1
    (case,) = scene.lapor.cases.values()
    assert case.body["is_anonymous"] is True


def test_who_hides_is_not_posted_while_the_text_says_who_it_is(scene: Scene) -> None:
    complaint = a_complaint(identity=Identity.ANONYMOUS, name="Siti Rahmah", text="Saya Siti Rahmah menunggu lama.")
    place = {"agency_id": "aws", "agency_code": "AWS", "counter": "A", "device": DEVICE_ID}
    body = complaint_body(
        complaint,
        desk=place,
        forwarder=Forwarder.PUSAT,
        identity=None,
        salt=b"s" * 16,
        names_reporter=betrays_reporter(complaint),
    )
    event = an_event(complaint, body=body, identity=None, seq=1)
    scene.take(event)
    scene.run()
    assert (scene.states()[event.id], scene.lapor.cases) == (Standing.REFUSED, {})
    hidden = {"identity": Identity.ANONYMOUS}
    scene.take(a_correction(event, {"text": ("Saya Siti Rahmah menunggu lama.", "Menunggu lama.")}, made=hidden, seq=2))
    assert scene.store.postings.settle(
        event.id, Standing.WAITING, allowed=[Standing.REFUSED], who="rani", reason="diperbaiki", now=scene.clock()
    )
    scene.clock.advance(hours=7)
    assert scene.run()["done"] == 1


def test_two_queues_are_filled_at_once(scene: Scene) -> None:
    import threading

    failed: list[BaseException] = []

    def fill() -> None:
        try:
            for _ in range(8):
                scene.store.postings.enlist(scene.clock())
        except BaseException as error:
            failed.append(error)
            raise

    events = scene.record(40)
    threads = [threading.Thread(target=fill) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, len(scene.states())) == ([], len(events))
