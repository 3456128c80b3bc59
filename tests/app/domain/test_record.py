"""A record folded from its frozen bodies stands as the desk has it, whatever happened to it and in which order told."""

import json
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.profiles import load_profile
from app.domain.attachment import Attachment, AttachmentId, MediaType
from app.domain.central_words import answer_body, counts_more, said_at, status_body
from app.domain.changes import CentralAnswer, CentralStatus
from app.domain.complaint import Complaint, Handling, Identity, Secrecy, Status
from app.domain.correction import (
    IDENTITY_FIELDS,
    changes,
    correctable,
    correction_body,
    told,
    value_of,
    void_body,
    with_values,
)
from app.domain.outbox import (
    Forwarder,
    attached_body,
    canonical,
    complaint_body,
    file_info,
    hand_over_body,
    tracking_body,
)
from app.domain.record import AttachedFile, Record, RecordUnreadable, files_in, fold, fold_frozen, in_order
from app.paths import resources
from tests.builders import DEVICE_ID, INCARNATION, NOON, OFFICER_ID, a_complaint

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
PLACE = {"agency_id": "aws", "agency_code": "AWS", "counter": "A", "device": DEVICE_ID, "incarnation": INCARNATION}
SALT = b"s" * 16


def first_body(complaint: Complaint, **values: Any) -> bytes:
    return complaint_body(complaint, desk=PLACE, forwarder=Forwarder.PUSAT, identity=None, salt=SALT, **values)


def a_file(n: int, of: Complaint) -> Attachment:
    return Attachment(
        id=AttachmentId(f"00000000-0000-7000-8000-{n:012d}"),
        complaint_id=of.id,
        place=n,
        name=f"{n}.pdf",
        media_type=MediaType.PDF,
        size_bytes=n,
        sha256=f"{n:064x}",
        stored_as=str(n),
        pages=1,
        added_at=NOON,
        officer_id=OFFICER_ID,
    )


def correct(before: Complaint, **values: object) -> tuple[Complaint, bytes]:
    """Give the record as corrected and the body that tells of it; values that are there already are no correction."""
    after = replace(with_values(before, values), version=before.version + 1)
    fields = changes(before, after, FORM, at=NOON, officer_id=OFFICER_ID, reason="salah ketik")
    if not fields:
        return before, b""
    return after, correction_body(after, fields, identity=None, salt=SALT)


def values_at_desk(complaint: Complaint) -> dict[str, str]:
    """Give what the desk holds of the form and may tell, by field name."""
    names = {rule.name for rule in correctable(FORM)} - IDENTITY_FIELDS - {"identity", "secrecy"}
    return {name: text for name in names if (text := told(value_of(complaint, name)))}


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
CORRECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "text": WORDS,
        "place": st.none() | WORDS,
        "event_on": st.none() | st.dates(),
        "supervisory": st.booleans(),
        "received_at": st.datetimes(min_value=datetime(2000, 1, 1)).map(lambda at: at.replace(tzinfo=NOON.tzinfo)),
        "identity": st.sampled_from(Identity),
        "secrecy": st.sampled_from(Secrecy),
        "name": WORDS,
    },
)


@given(steps=st.lists(CORRECTIONS, max_size=6))
def test_a_record_after_its_corrections_is_the_one_the_desk_holds(steps: list[dict[str, object]]) -> None:
    complaint = a_complaint()
    bodies = [first_body(complaint)]
    for step in steps:
        complaint, body = correct(complaint, **step)
        bodies += [body] if body else []
    record = fold_frozen(bodies)
    assert dict(record.values) == values_at_desk(complaint)
    assert (record.identity, record.secrecy) == (complaint.reporter.identity, complaint.secrecy)
    assert (record.number, record.complaint_id, record.device_id) == (complaint.number, complaint.id, DEVICE_ID)
    assert record.is_for_everybody == (
        complaint.secrecy is Secrecy.PLAIN and complaint.reporter.identity is Identity.OPEN
    )


def test_no_identity_is_in_a_record_even_when_a_body_tells_it() -> None:
    body = json.loads(first_body(a_complaint()))
    sly = {"kind": "correction", "complaint_id": body["complaint_id"], "at": "2026-11-23T04:00:00.000000Z"}
    sly["changed"] = [{"field": "name", "before": "", "after": "Budi Santoso"}]
    assert "Budi" not in repr(fold([body, sly]).values)


@pytest.mark.parametrize(
    ("handling", "status"),
    [
        (Handling(), Status.RECORDED),
        (Handling(answer="Sudah dijelaskan.", result="settled", told="oral"), Status.CLOSED),
        (Handling(complete_by=date(2026, 12, 1)), Status.INCOMPLETE),
    ],
)
def test_how_it_was_filed_is_how_it_stands(handling: Handling, status: Status) -> None:
    record = fold_frozen([first_body(a_complaint(), handling=handling)])
    assert (record.status, record.answer, record.complete_by) == (status, handling.answer, handling.complete_by)
    assert record.is_open == (status is not Status.CLOSED)
    assert record.changed_at is None


def test_what_was_missing_is_brought_and_the_clocks_start() -> None:
    complaint = a_complaint(missing_documents="KTP")
    change = [
        {"field": "missing_documents", "before": "KTP", "after": ""},
        {"field": "complete_by", "before": "2026-12-01", "after": ""},
        {"field": "answer_due_on", "before": "", "after": "2026-12-09"},
    ]
    body = json.loads(correct(complaint, title="x")[1]) | {"changed": change}
    record = fold([json.loads(first_body(complaint, handling=Handling(complete_by=date(2026, 12, 1)))), body])
    assert (record.status, record.complete_by, record.answer_due_on) == (Status.RECORDED, None, date(2026, 12, 9))
    assert "missing_documents" not in record.values


def test_due_days_travel_with_the_first_event() -> None:
    complaint = a_complaint(answer_due_on=date(2026, 12, 3), close_due_on=date(2026, 12, 20))
    record = fold_frozen([first_body(complaint)])
    assert (record.answer_due_on, record.close_due_on) == (date(2026, 12, 3), date(2026, 12, 20))


def test_files_are_gathered_from_first_and_later_events_each_once() -> None:
    complaint = a_complaint()
    one, two = a_file(1, complaint), a_file(2, complaint)
    later = attached_body(complaint.id, complaint.number, [one, two], at=NOON, officer_id=OFFICER_ID, salt=SALT)
    record = fold_frozen([first_body(complaint, attached=[one]), later])
    assert record.attachments == tuple(
        AttachedFile(id=f.id, sha256=f.sha256, size_bytes=f.size_bytes, media_type="application/pdf")
        for f in (one, two)
    )
    assert b".pdf" not in later


def test_tracking_hand_over_answer_and_void_are_told() -> None:
    complaint = a_complaint()
    later = NOON + timedelta(days=1)
    bodies = [
        first_body(complaint),
        hand_over_body(complaint.id, complaint.number, Forwarder.BY_HAND, at=NOON, officer_id=OFFICER_ID, salt=SALT),
        tracking_body(complaint.id, complaint.number, "9104417", at=NOON, salt=SALT),
    ]
    record = fold_frozen(bodies)
    assert (record.forwarder, record.tracking_id, record.is_open) == (Forwarder.BY_HAND, "9104417", True)
    answer = {"kind": "answer", "complaint_id": complaint.id, "at": "2026-11-24T04:00:00.000000Z", "text": "Selesai."}
    answered = fold_frozen([*bodies, canonical(answer)])
    assert (answered.status, answered.answer) == (Status.CLOSED, "Selesai.")
    void = void_body(replace(complaint, version=2), at=later, officer_id=OFFICER_ID, reason="dobel", salt=SALT)
    voided = fold_frozen([*bodies, void])
    assert (voided.status, voided.void_reason, voided.changed_at) == (Status.VOID, "dobel", later)


def test_a_kind_of_a_newer_desk_changes_nothing() -> None:
    complaint = a_complaint()
    first = json.loads(first_body(complaint))
    assert fold([first, {"kind": "disposed", "complaint_id": complaint.id}]) == fold([first])


WORDS_OF_LAPOR = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["Dalam Proses", "Selesai", "Bukan Kewenangan"])), max_size=7
)


@given(words=WORDS_OF_LAPOR, seed=st.integers())
def test_the_latest_word_of_lapor_counts_in_whichever_order_words_are_told(
    words: list[tuple[int, str]], seed: int
) -> None:
    complaint = a_complaint()
    told = [
        CentralStatus(complaint_id=complaint.id, code="", name=name, at=NOON + timedelta(hours=h), source="by_hand")
        for h, name in words
    ]
    bodies = [status_body(one, complaint.number, officer_id=OFFICER_ID, salt=SALT) for one in told]
    random.Random(seed).shuffle(bodies)
    record, first = fold_frozen([first_body(complaint), *bodies]), fold_frozen([first_body(complaint)])
    assert record.central_status == max(told, key=lambda one: (one.at, one.name), default=None)
    assert replace(record, central_status=None) == first


def test_words_of_lapor_are_kept_beside_the_record_even_after_it_was_withdrawn() -> None:
    complaint = a_complaint()
    said = CentralAnswer(id="lapor:1:7", complaint_id=complaint.id, text="Sudah.", from_name="RSUD", at=NOON)
    void = void_body(replace(complaint, version=2), at=NOON, officer_id=OFFICER_ID, reason="dobel", salt=SALT)
    status = CentralStatus(
        complaint_id=complaint.id, code="4", name="Selesai", at=NOON + timedelta(days=2), source="lapor"
    )
    heard = [
        status_body(status, complaint.number, officer_id=None, salt=SALT),
        answer_body(said, complaint.number, salt=SALT),
        answer_body(said, complaint.number, salt=SALT + SALT),
    ]
    record = fold_frozen([first_body(complaint), void, *heard])
    assert (record.status, record.central_status, record.central_answers) == (Status.VOID, status, (said,))
    assert record.changed_at == NOON


def test_whoever_hears_a_word_knows_the_last_one_whatever_the_clocks_say() -> None:
    ahead = CentralStatus(
        complaint_id=a_complaint().id, code="", name="Dalam Proses", at=NOON + timedelta(days=1), source="lapor"
    )
    assert said_at(NOON, None) == NOON
    assert counts_more(replace(ahead, at=said_at(NOON, ahead), name="Arsip"), ahead)
    assert not counts_more(replace(ahead, at=NOON), ahead)
    assert not counts_more(ahead, ahead)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
FIRST = json.loads(first_body(a_complaint(), attached=[a_file(1, a_complaint())]))


@given(where=st.sampled_from(sorted(FIRST)), what=ANY_JSON, later=st.dictionaries(st.text(max_size=9), ANY_JSON))
def test_any_bodies_at_all_are_read_or_refused_in_one_way(where: str, what: Any, later: dict[str, Any]) -> None:
    for bodies in ([FIRST | {where: what}], [FIRST, later], [later], [], [FIRST, FIRST | {"kind": what, where: what}]):
        try:
            assert isinstance(fold(bodies), Record)
        except RecordUnreadable:
            continue


def test_broken_bytes_are_refused() -> None:
    with pytest.raises(RecordUnreadable):
        fold_frozen([b"{"])


@given(parents=st.lists(st.integers(min_value=-1, max_value=8), max_size=9), seed=st.integers())
def test_events_have_one_order_however_they_are_told(parents: list[int], seed: int) -> None:
    events = [(str(n), None if p < 0 or p >= n else str(p), n + 1) for n, p in enumerate(parents)]
    shuffled = random.Random(seed).sample(events, len(events))
    order = in_order(shuffled)
    assert order == in_order(events)
    assert sorted(order) == sorted(id for id, _, _ in events)
    place = {id: n for n, id in enumerate(order)}
    assert all(follows is None or place[follows] < place[id] for id, follows, _ in events)


def test_what_follows_another_record_stands_at_its_own_place() -> None:
    assert in_order([("b", "elsewhere", 2), ("a", None, 1), ("c", "a", 3)]) == ["a", "b", "c"]


def test_a_file_is_sealed_for_its_id_and_content_only() -> None:
    assert file_info(AttachmentId("a"), "f" * 64) == b"loket-aduan file v1 a " + b"f" * 64
    with pytest.raises(TypeError):
        files_in({"attachments": [{"id": "a", "sha256": "b", "size_bytes": True, "media_type": "c"}]})
