"""What the server makes of any body at all: facts, or a code; never an exception, never a text it cannot keep."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.outbox import canonical
from app.domain.record import Record, fold
from app.pusat.bodies import BodyWrong, read_body
from db.pusat.records import Facts
from tests.builders import a_complaint, an_event
from tests.db.pusat.arrivals import a_correction, a_void_event

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=20,
)


def read_or_code(body: bytes) -> Record | str:
    try:
        facts = read_body("complaint", body)
    except BodyWrong as wrong:
        return wrong.code
    assert facts.record is not None
    return facts.record


def first_record(facts: Facts) -> Record:
    assert facts.record is not None
    return facts.record


def after(content: dict[str, object], kind: str) -> Record:
    """Give how a record stands after one more event."""
    first = json.loads(an_event().body)
    later = {**content, "complaint_id": first["complaint_id"], "number": first["number"]}
    return fold([first, read_body(kind, canonical(later)).content])


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with pytest.raises(BodyWrong):
        read_body("complaint", raw)


@given(where=st.sampled_from(["number", "desk", "report", "intake", "extra", "secrecy", "tracking_id"]), what=ANY_JSON)
def test_any_value_in_any_place_is_kept_whole_or_refused_by_name(where: str, what: object) -> None:
    content = json.loads(an_event().body) | {where: what}
    facts = read_or_code(json.dumps(content).encode())
    if isinstance(facts, str):
        known = {"body_not_json", "field_missing", "field_long", "nul_character", "lone_surrogate", "event_malformed"}
        assert facts in known
        return
    for value in (facts.number, facts.agency_id, facts.tracking_id or "", *facts.values.values()):
        assert "\0" not in value
        value.encode()


@given(title=st.text(min_size=1, max_size=1_000), text=st.text(min_size=1, max_size=2_000))
def test_whatever_a_desk_can_freeze_the_server_can_read(title: str, text: str) -> None:
    complaint = a_complaint(title=title.replace("\0", "0"), text=text.replace("\0", "0"))
    try:
        event = an_event(complaint)
    except UnicodeEncodeError:
        return
    facts = read_body("complaint", event.body)
    assert first_record(facts).value("title") == complaint.report.title


def test_the_kind_of_the_envelope_must_be_the_bodys_own() -> None:
    with pytest.raises(BodyWrong, match="field_differs"):
        read_body("tracking", an_event().body)


def test_a_kind_without_a_reader_is_refused() -> None:
    body = canonical({"kind": "note", "complaint_id": "x", "number": "y"})
    with pytest.raises(BodyWrong, match="kind_unknown"):
        read_body("note", body)


def refused(content: dict[str, object], kind: str = "correction") -> tuple[str, str | None]:
    with pytest.raises(BodyWrong) as wrong:
        read_body(kind, canonical(content))
    return wrong.value.code, wrong.value.field


def test_a_correction_tells_what_is_kept_beside_the_event() -> None:
    event = a_correction(an_event(a_complaint()), {"title": ("Judul", "Judul baru"), "text": ("a", "b")})
    record = after(json.loads(event.body), "correction")
    assert (record.value("title"), record.value("text")) == ("Judul baru", "b")


def test_identity_in_the_clear_is_refused() -> None:
    content = json.loads(a_correction(an_event(), {"title": ("Judul", "Judul baru")}).body)
    content["changed"].append({"field": "name", "before": "Siti", "after": "Budi"})
    assert refused(content) == ("identity_unsealed", "name")


def test_a_correction_of_nothing_and_one_that_empties_the_title_are_refused() -> None:
    content = json.loads(a_correction(an_event(), {"title": ("Judul", "Judul baru")}).body)
    assert refused({**content, "changed": []}) == ("field_missing", "changed")
    emptied = [{"field": "title", "before": "Judul", "after": ""}]
    assert refused({**content, "changed": emptied}) == ("field_missing", "title.after")
    assert refused({**content, "identity_fields": "name"}) == ("field_missing", "identity_fields")


@given(what=ANY_JSON, where=st.sampled_from(["changed", "identity_fields", "reason", "at", "officer_id"]))
def test_any_correction_is_read_or_refused_by_name(where: str, what: object) -> None:
    content = json.loads(a_correction(an_event(), {"title": ("Judul", "Judul baru")}).body) | {where: what}
    try:
        facts = read_body("correction", json.dumps(content).encode())
    except BodyWrong:
        return
    assert "\\u0000" not in json.dumps(facts.content)


def test_a_void_entry_and_an_answer_tell_the_status_and_need_their_words() -> None:
    content = json.loads(a_void_event(an_event()).body)
    assert after(content, "void").status == "void"
    assert refused({**content, "reason": ""}, "void") == ("field_missing", "reason")
    answer = {**content, "kind": "answer", "text": "Sudah diperbaiki", "result": "settled", "told": "oral"}
    assert after(answer, "answer").status == "closed"
    assert refused({**answer, "told": ""}, "answer") == ("field_missing", "told")


def test_how_a_record_stood_when_it_was_filed_is_read_from_its_handling() -> None:
    content = json.loads(an_event().body)
    for handling, status in (
        ({"answer": "Sudah dijelaskan"}, "closed"),
        ({"complete_by": "2026-12-01"}, "incomplete"),
        ({}, "recorded"),
    ):
        facts = read_body("complaint", canonical({**content, "handling": handling}))
        assert first_record(facts).status == status
    assert refused({**content, "handling": "nonsense"}, "complaint") == ("event_malformed", "body")


def a_file(**values: object) -> dict[str, object]:
    told = {"id": "019abcde-0000-7000-8000-000000000001", "sha256": "a" * 64, "size_bytes": 9}
    return {**told, "media_type": "application/pdf", **values}


def attached(*files: object) -> dict[str, object]:
    return {**json.loads(a_void_event(an_event()).body), "kind": "attached", "attachments": list(files)}


def test_announced_files_are_read_from_first_and_later_events() -> None:
    first = read_body("complaint", canonical({**json.loads(an_event().body), "attachments": [a_file()]}))
    later = after(attached(a_file()), "attached")
    assert later.attachments == first_record(first).attachments
    assert [one.size_bytes for one in later.attachments] == [9]


@pytest.mark.parametrize(
    "files",
    [
        [],
        ["x"],
        [a_file(id="../../etc")],
        [a_file(sha256="A" * 64)],
        [a_file(size_bytes=-1)],
        [a_file(size_bytes=60_000_000)],
        [a_file(size_bytes="9")],
        [a_file(media_type="text/html")],
        [a_file()] * 6,
    ],
)
def test_files_of_another_shape_are_refused(files: list[object]) -> None:
    assert refused(attached(*files), "attached") == ("event_malformed", "attachments")


def test_a_hand_over_names_who_shall_forward() -> None:
    content = {**json.loads(a_void_event(an_event()).body), "kind": "hand_over"}
    assert after({**content, "to": "by_hand"}, "hand_over").forwarder == "by_hand"
    assert refused({**content, "to": "none"}, "hand_over") == ("event_malformed", "to")
    assert refused(content, "hand_over") == ("field_missing", "to")
