"""Who follows the feed by its cursor sees each line once, in order, and none of what is not for them."""

import json
import random
import threading
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.changes import (
    CentralStatus,
    DigestGone,
    ReferenceChange,
    Released,
    SharedCase,
    Told,
    TrackingGiven,
    read_change,
)
from app.domain.complaint import Identity, Secrecy, Status
from app.domain.digest import DigestRow
from app.domain.forwarding import Way
from app.domain.ids import ComplaintId, new_id
from app.domain.outbox import Event, Forwarder
from app.pusat.bodies import read_body
from db.pusat.feed import Audience, Line, tell
from db.pusat.posting_rows import Fenced
from db.pusat.records import Device
from db.pusat.store import Store, open_store
from db.pusat.tables import complaints, devices
from db.pusat.tables import counters as counters_table
from db.pusat.tables_feed import changes
from db.pusat.tables_files import announced
from tests.builders import DEVICE_ID, NOON, a_complaint, an_event
from tests.db.pusat.arrivals import (
    a_correction,
    a_hand_over,
    a_tracking_event,
    a_void_event,
    an_arrival,
    an_attached_event,
    an_attachment,
)
from tests.db.pusat.postgres import Cluster

OWN = Device(id=DEVICE_ID, agency="aws", counter="A")
COLLEAGUE = Device(id="019ab000-0000-7000-8000-0000000000d2", agency="aws", counter="B")
LONER = Device(id="019ab000-0000-7000-8000-0000000000d3", agency="aws", counter="C", scope="device")
STRANGER = Device(id="019ab000-0000-7000-8000-0000000000d4", agency="kanujoso", counter="A")
EVERYBODY = (OWN, COLLEAGUE, LONER, STRANGER)


def enrolled(store: Store) -> Store:
    with store.engine.execution_options(write=True).begin() as connection:
        for one in EVERYBODY:
            row = {"incarnation": "i", "signing_key": "s", "sealing_key": "k", "enrolled_at": "2026-11-23"}
            told = {"id": one.id, "agency": one.agency, "counter": one.counter, "scope": one.scope}
            connection.execute(sa.insert(devices), {**row, **told})
    return store


@pytest.fixture
def counters(store: Store) -> Store:
    return enrolled(store)


def say(store: Store, *lines: Line) -> None:
    with store.engine.execution_options(write=True).begin() as connection:
        tell(connection, lines, at=NOON)


def take(store: Store, *events: Event, device: str = DEVICE_ID) -> None:
    store.events.take_batch(device=device, batch_id=new_id(NOON), arrivals=[an_arrival(e) for e in events], now=NOON)


def heard(store: Store, device: Device, after: int = 0, most: int = 500) -> list[Told]:
    found: list[Told] = []
    while True:
        page = store.feed.page(device, after=after, most=most)
        assert page is not None
        for line in page.lines:
            assert line.seq > after
            after = line.seq
            told = read_change(line.kind, json.loads(line.body))
            assert told is not None
            found.append(told)
        assert page.next >= after
        after = page.next
        if not page.more:
            return found


def a_status(id: str | None = None, code: str = "1") -> CentralStatus:
    return CentralStatus(complaint_id=ComplaintId(id or new_id(NOON)), code=code, name="x", at=NOON, source="lapor")


def test_a_reader_beside_many_writers_misses_no_line_and_seqs_have_no_gap(postgres: Cluster) -> None:
    """What was tried: with plain sequences a cursor never saw 543 of 1,200 changes."""
    store = open_store(postgres.new_database(), read_body)
    writers, each = 6, 40
    failures: list[BaseException] = []
    done = threading.Event()
    seen: list[int] = []

    def write(seed: int) -> None:
        dice = random.Random(seed)
        try:
            for _ in range(each):
                with store.engine.begin() as connection:
                    connection.execute(sa.select(sa.func.count()).select_from(devices))
                    lines = [Line(told=a_status(), audience=Audience.ALL) for _ in range(dice.randint(1, 3))]
                    tell(connection, lines, at=NOON)
                    for _ in range(dice.randint(0, 3)):  # others may commit first, if they can
                        connection.execute(sa.select(sa.func.count()).select_from(changes))
                    if dice.random() < 0.1:
                        connection.get_transaction().rollback()  # type: ignore[union-attr]
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failures.append(error)

    def follow() -> None:
        after = 0
        while True:
            last_round = done.is_set()
            page = store.feed.page(COLLEAGUE, after=after, most=7)
            assert page is not None
            seen.extend(line.seq for line in page.lines)
            after = page.next
            if last_round and not page.more:
                return

    threads = [threading.Thread(target=write, args=(seed,)) for seed in range(writers)]
    reader = threading.Thread(target=follow)
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    assert failures == []
    with store.engine.connect() as connection:
        stored = list(connection.execute(sa.select(changes.c.seq).order_by(changes.c.seq)).scalars())
    assert stored == list(range(1, len(stored) + 1))
    assert seen == stored
    assert len(stored) > writers * each // 2
    store.close()


def test_each_line_reaches_whom_it_is_for(counters: Store) -> None:
    own = a_status()
    agency, everybody = a_status(), a_status()
    say(
        counters,
        Line(told=own, device=OWN.id),
        Line(told=agency, device=OWN.id, agency="aws", audience=Audience.AGENCY),
        Line(told=everybody, audience=Audience.ALL, teller=STRANGER.id),
    )
    assert [heard(counters, one) for one in EVERYBODY] == [
        [own, agency, everybody],
        [agency, everybody],
        [everybody],
        [],
    ]


def test_only_the_newest_line_about_a_thing_is_told_to_who_comes_late(counters: Store) -> None:
    older = a_status(code="1")
    newer = a_status(older.complaint_id, code="2")
    say(counters, Line(told=older, audience=Audience.ALL))
    assert heard(counters, STRANGER) == [older]
    say(counters, Line(told=newer, audience=Audience.ALL))
    assert heard(counters, STRANGER) == [newer]
    assert heard(counters, STRANGER, after=1) == [newer]


def test_what_is_told_to_one_counter_does_not_hide_what_is_told_to_another(counters: Store) -> None:
    one = a_status()
    say(counters, Line(told=one, device=OWN.id), Line(told=one, device=STRANGER.id))
    assert heard(counters, OWN) == heard(counters, STRANGER) == [one]


def test_entries_of_lists_are_each_their_own_matter(counters: Store) -> None:
    entries = [ReferenceChange(list="agencies", id=id, content={"name": id}, at=NOON) for id in ("a", "b")]
    say(counters, *(Line(told=entry, audience=Audience.ALL) for entry in entries))
    assert heard(counters, STRANGER) == entries


@pytest.mark.parametrize("most", [1, 2, 5])
def test_pages_of_any_size_give_the_same_lines(counters: Store, most: int) -> None:
    lines = [Line(told=a_status(), audience=Audience.ALL if n % 2 else Audience.DEVICE) for n in range(7)]
    say(counters, *lines)
    assert heard(counters, OWN, most=most) == [line.told for line in lines if line.audience is Audience.ALL]


def test_large_lines_make_small_pages_and_none_is_too_large_for_one(counters: Store) -> None:
    said = [replace(a_status(), name="x" * 900_000) for _ in range(4)]
    say(counters, *(Line(told=one, audience=Audience.ALL) for one in said))
    page = counters.feed.page(OWN, after=0)
    assert page is not None
    assert (len(page.lines), page.next, page.more) == (2, 2, True)
    assert heard(counters, OWN) == said


def test_a_cursor_ahead_of_the_feed_is_of_another_feed(counters: Store) -> None:
    assert counters.feed.page(OWN, after=1) is None
    assert counters.feed.top() == 0


def test_colleagues_hear_of_a_case_and_all_others_what_finds_a_second_report(counters: Store) -> None:
    event = an_event(a_complaint(place="Apotek", place_area="64.72.01"))
    take(counters, event)
    case, digest = heard(counters, COLLEAGUE)
    assert isinstance(case, SharedCase)
    assert isinstance(digest, DigestRow)
    assert (case.title, case.place, case.counter, case.forwarder) == (
        "Antrean obat terlalu lama",
        "Apotek",
        "A",
        "pusat",
    )
    assert case.central_number.startswith("PST-26-000001")
    assert (digest.place, digest.received_on, digest.status) == ("Apotek", NOON.date(), Status.RECORDED)
    assert heard(counters, STRANGER) == heard(counters, LONER) == [digest]
    assert heard(counters, OWN) == []


def test_a_secret_report_is_told_without_title_text_and_place_and_never_in_the_digest(counters: Store) -> None:
    complaint = a_complaint(secrecy=Secrecy.SECRET, place="Apotek", place_area="64.72.01")
    take(counters, an_event(complaint))
    (case,) = heard(counters, COLLEAGUE)
    assert isinstance(case, SharedCase)
    assert (case.title, case.text, case.place, case.place_area, case.secrecy) == ("", "", "", "", "secret")
    assert heard(counters, STRANGER) == []
    assert words_in(counters, complaint.report.title, complaint.report.text) == []


@pytest.mark.parametrize("identity", [Identity.ANONYMOUS, Identity.NAMELESS])
def test_a_report_of_who_hides_is_in_no_digest(counters: Store, identity: Identity) -> None:
    take(counters, an_event(a_complaint(identity=identity)))
    assert [type(told) for told in heard(counters, COLLEAGUE)] == [SharedCase]
    assert heard(counters, STRANGER) == []


@pytest.mark.parametrize(
    ("field", "made"),
    [("secrecy", {"secrecy": Secrecy.SECRET}), ("identity", {"identity": Identity.ANONYMOUS})],
)
def test_what_becomes_secret_or_anonymous_is_withdrawn_and_told_to_nobody_new(
    counters: Store, field: str, made: dict[str, Any]
) -> None:
    first = an_event(a_complaint())
    take(counters, first)
    (digest,) = heard(counters, STRANGER)
    take(counters, a_correction(first, {field: ("open", "anonymous")}, made=made))
    gone = DigestGone(complaint_id=first.complaint_id, at=NOON)
    assert heard(counters, STRANGER, after=2) == heard(counters, STRANGER) == [gone]
    assert digest not in heard(counters, STRANGER)


def test_what_is_over_leaves_the_digest_and_what_changed_is_told_again(counters: Store) -> None:
    first = an_event(a_complaint(title="Antrean obt"))
    take(counters, first)
    corrected = a_correction(first, {"title": ("Antrean obt", "Antrean obat")}, seq=2)
    take(counters, corrected)
    (digest,) = heard(counters, STRANGER)
    assert isinstance(digest, DigestRow)
    assert digest.title == "Antrean obat"
    take(counters, a_tracking_event(first, "9104417", seq=3, follows=corrected.id))
    assert heard(counters, STRANGER) == [digest]
    take(counters, a_void_event(first, seq=4, follows=corrected.id))
    assert [type(told) for told in heard(counters, STRANGER)] == [DigestGone]


def test_a_tracking_id_that_a_desk_tells_reaches_its_colleagues(counters: Store) -> None:
    first = an_event()
    take(counters, first, a_tracking_event(first, "9104417"))
    case, tracking = (told for told in heard(counters, COLLEAGUE) if not isinstance(told, DigestRow))
    assert isinstance(case, SharedCase)
    assert case.tracking_id == "9104417"
    assert tracking == TrackingGiven(complaint_id=first.complaint_id, tracking_id="9104417", at=NOON, source="desk")
    assert heard(counters, LONER) == heard(counters, STRANGER)
    assert not any(isinstance(told, TrackingGiven) for told in heard(counters, STRANGER))


def released(store: Store) -> list[tuple[bool, str, str]]:
    return [(t.granted, t.forwarder, t.reason) for t in heard(store, OWN) if isinstance(t, Released)]


def forwarder(store: Store) -> str:
    with store.engine.connect() as connection:
        return connection.execute(sa.select(complaints.c.forwarder)).scalar_one()


def test_a_record_goes_to_the_desk_and_back(counters: Store) -> None:
    first = an_event()
    to_desk = a_hand_over(first, Forwarder.BY_HAND, seq=2)
    take(counters, first, to_desk)
    assert (released(counters), forwarder(counters)) == ([(True, "by_hand", "")], "by_hand")
    take(counters, a_hand_over(first, Forwarder.PUSAT, seq=3, follows=to_desk.id))
    assert (released(counters), forwarder(counters)) == ([(True, "pusat", "")], "pusat")
    (case,) = (told for told in heard(counters, COLLEAGUE) if isinstance(told, SharedCase))
    assert case.forwarder == "pusat"


@pytest.mark.parametrize("to", [Forwarder.BY_HAND, Forwarder.DESK, Forwarder.PUSAT])
def test_what_is_in_lapor_already_changes_hands_no_more(counters: Store, to: Forwarder) -> None:
    first = an_event()
    tracking = a_tracking_event(first, "9104417", seq=2)
    take(counters, first, tracking)
    take(counters, a_hand_over(first, to, seq=3, follows=tracking.id))
    assert (released(counters), forwarder(counters)) == ([(False, "pusat", "tracking_known")], "pusat")


def test_a_record_that_is_in_hand_at_the_server_stays(counters: Store) -> None:
    first = an_event()
    take(counters, first)
    counters.postings.enlist(NOON)
    lease = counters.postings.take(first.id, by="worker", now=NOON, for_=timedelta(minutes=5))
    assert lease is not None
    counters.postings.begin(lease, way=Way.CONNECTOR, now=NOON)
    wish = a_hand_over(first, Forwarder.BY_HAND, seq=2)
    take(counters, wish)
    assert (released(counters), forwarder(counters)) == ([(False, "pusat", "attempt_open")], "pusat")


def test_a_record_that_nobody_has_begun_to_post_goes_and_its_lease_is_void(counters: Store) -> None:
    first = an_event()
    take(counters, first)
    counters.postings.enlist(NOON)
    lease = counters.postings.take(first.id, by="worker", now=NOON, for_=timedelta(minutes=5))
    assert lease is not None
    take(counters, a_hand_over(first, Forwarder.DESK, seq=2))
    assert (released(counters), forwarder(counters)) == ([(True, "desk", "")], "desk")
    with pytest.raises(Fenced):
        counters.postings.begin(lease, way=Way.CONNECTOR, now=NOON)


def words_in(store: Store, *words: str) -> list[str]:
    with store.engine.connect() as connection:
        bodies = connection.execute(sa.select(changes.c.body)).scalars().all()
    return [body for body in bodies if any(word in body for word in words)]


STEPS = st.lists(
    st.sampled_from(["title", "secret", "plain", "anonymous", "open", "void", "track"]), min_size=1, max_size=5
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS, cuts=st.lists(st.integers(0, 5), max_size=4), seed=st.integers(0, 2**16))
def test_any_order_and_any_split_of_the_same_events_end_in_the_same_feed(
    tmp_path_factory, steps: list[str], cuts: list[int], seed: int
) -> None:
    first = an_event(a_complaint(title="Judul nol"))
    events = a_story(first, steps)
    whole = final(tmp_path_factory, [events])
    mixed = events[:]
    random.Random(seed).shuffle(mixed)
    borders = sorted({0, *(cut for cut in cuts if cut < len(mixed)), len(mixed)})
    split = [mixed[a:b] for a, b in pairwise(borders)]
    assert final(tmp_path_factory, split) == whole


def a_story(first: Event, steps: list[str]) -> list[Event]:
    """Give a complaint and what happened to it, each event behind the one before."""
    events, made = [first], {"identity": Identity.OPEN, "secrecy": Secrecy.PLAIN}
    for n, step in enumerate(steps, start=2):
        behind = {"seq": n, "follows": events[-1].id}
        match step:
            case "void":
                events.append(a_void_event(first, **behind))
            case "track":
                events.append(a_tracking_event(first, f"91044{n}", **behind))
            case "title":
                events.append(a_correction(first, {"title": ("x", f"Judul {n}")}, made=made, **behind))
            case "secret" | "plain":
                made["secrecy"] = Secrecy(step)
                events.append(a_correction(first, {"secrecy": ("x", step)}, made=made, **behind))
            case _:
                made["identity"] = Identity(step)
                events.append(a_correction(first, {"identity": ("x", step)}, made=made, **behind))
    return events


def final(tmp_path_factory: Any, batches: list[list[Event]]) -> tuple[Any, ...]:
    """Give what the store and the feed hold in the end, but for what tells when and how often it was said."""
    folder = tmp_path_factory.mktemp("pusat")
    store = enrolled(open_store(f"sqlite:///{folder / 'pusat.db'}", read_body))
    for batch in batches:
        take(store, *batch)
    with store.engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(complaints)).mappings()]
    cases = [told for told in heard(store, COLLEAGUE) if isinstance(told, SharedCase)]
    digests = [told for told in heard(store, STRANGER) if isinstance(told, DigestRow)]
    store.close()
    return rows, cases, digests


def test_a_counter_that_lost_records_hears_of_its_own_cases_when_it_asks(counters: Store) -> None:
    event = an_event(a_complaint(place="Apotek", place_area="64.72.01"))
    take(counters, event, a_tracking_event(event, "9104417"))
    take(counters, an_event(), device=COLLEAGUE.id)
    for device in (OWN, replace(OWN, scope="device")):
        page = counters.feed.page(device, after=0, own=True)
        assert page is not None
        told = [read_change(line.kind, json.loads(line.body)) for line in page.lines]
        own = [one for one in told if isinstance(one, SharedCase) and one.complaint_id == event.complaint_id]
        assert len(own) == 1
        assert TrackingGiven in {type(one) for one in told}
        assert not any(isinstance(one, DigestRow) and one.id == event.complaint_id for one in told)
    for other in (LONER, STRANGER):
        assert counters.feed.page(other, after=0, own=True) == counters.feed.page(other, after=0)


def test_a_long_stretch_that_is_for_others_is_passed_in_empty_pages(
    counters: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.pusat.feed._MOST_LOOKED_AT", 3)
    mine = a_status()
    say(counters, *(Line(told=a_status(), device=STRANGER.id) for _ in range(7)), Line(told=mine, device=OWN.id))
    page = counters.feed.page(OWN, after=0)
    assert page is not None
    assert (page.lines, page.next, page.more) == ([], 3, True)
    assert heard(counters, OWN) == [mine]


def test_what_came_before_there_was_a_feed_is_told_once(counters: Store) -> None:
    first, secret = an_event(seq=1), an_event(a_complaint(secrecy=Secrecy.SECRET), seq=2)
    file = an_attachment(first)
    take(counters, first, secret, an_attached_event(first, file, seq=3), a_void_event(secret, seq=4))
    told = [heard(counters, one) for one in EVERYBODY]
    with counters.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.delete(changes))
        connection.execute(sa.delete(announced))
        connection.execute(sa.update(counters_table).where(counters_table.c.name == "feed").values(value=0))
    assert counters.events.begin_feed(now=NOON) == 2
    by_kind = [sorted(lines, key=repr) for lines in told]
    assert [sorted(heard(counters, one), key=repr) for one in EVERYBODY] == by_kind
    assert [one.attachment_id for one in counters.files.missing()] == [file.id]
    assert counters.events.begin_feed(now=NOON) == 0
    assert [sorted(heard(counters, one), key=repr) for one in EVERYBODY] == by_kind


def test_what_a_counter_told_itself_hides_nothing_from_it(counters: Store) -> None:
    """LAPOR! gave one number, the counter typed another before it heard: that the record stands there twice."""

    def given(tracking_id: str) -> TrackingGiven:
        return TrackingGiven(complaint_id=ComplaintId(new_id(NOON)), tracking_id=tracking_id, at=NOON, source="lapor")

    first = given("111")
    say(counters, Line(told=first, device=OWN.id, agency=OWN.agency, audience=Audience.AGENCY))
    say(
        counters,
        Line(told=replace(first, tracking_id="222"), agency=OWN.agency, audience=Audience.AGENCY, teller=OWN.id),
    )
    page = counters.feed.page(OWN, after=0)
    assert page is not None
    assert [json.loads(line.body)["tracking_id"] for line in page.lines] == ["111"]
    whole = counters.feed.page(OWN, after=0, own=True)
    assert whole is not None
    assert [json.loads(line.body)["tracking_id"] for line in whole.lines] == ["222"]
