"""What a correction tells: only what differs, no identity in the clear, and enough to know every earlier state."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.profiles import load_profile
from app.domain.complaint import Complaint, Identity, Secrecy
from app.domain.correction import (
    IDENTITY_FIELDS,
    changes,
    correctable,
    correction_body,
    draft_of,
    names_reporter,
    told,
    typed_identity,
    untold,
    value_of,
    with_values,
)
from app.domain.form import Kind
from app.paths import resources
from tests.builders import NOON, OFFICER_ID, WITA, a_complaint, a_reporter

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
NAMES = st.text(st.characters(min_codepoint=65, max_codepoint=122, categories=["Lu", "Ll"]), min_size=8, max_size=20)
TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: text.strip() == text and "\0" not in text)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "text": TEXTS,
        "place": TEXTS | st.none(),
        "event_on": st.dates(date(2020, 1, 1), date(2026, 11, 23)) | st.none(),
        "supervisory": st.booleans(),
        "value_rp": st.integers(1, 10**9) | st.none(),
        "secrecy": st.sampled_from([s.value for s in Secrecy]),
        "queue_number": TEXTS | st.none(),
        "name": NAMES,
        "address": NAMES | st.none(),
        "identity": st.sampled_from(["open", "anonymous"]),
        "own_field": TEXTS | st.none(),
    },
)


def corrected(before: Complaint, after: Complaint):
    return changes(before, after, FORM, at=NOON, officer_id=OFFICER_ID, reason="salah ketik")


@given(steps=st.lists(VALUES, min_size=1, max_size=4))
def test_from_the_last_state_back_over_every_correction_stands_the_first(steps: list[dict[str, object]]) -> None:
    first = a_complaint()
    history, now = [], first
    for values in steps:
        after = with_values(now, values)
        history.append(corrected(now, after))
        now = after
    kinds = {rule.name: rule.kind for rule in correctable(FORM)}
    for fields in reversed(history):
        back: dict[str, object] = {f.field: untold(f.before, kinds[f.field]) for f in fields}
        if "value_rp" in back and back["value_rp"] is not None:
            back["value_rp"] = int(str(back["value_rp"]))
        if "supervisory" in back:
            back["supervisory"] = bool(back["supervisory"])
        now = with_values(now, back)
    for rule in correctable(FORM):
        assert told(value_of(now, rule.name)) == told(value_of(first, rule.name)), rule.name


@given(old=NAMES, new=NAMES, street=NAMES, title=TEXTS)
def test_no_identity_stands_in_the_body_whatever_is_corrected(old: str, new: str, street: str, title: str) -> None:
    before = a_complaint(title="Antrean", name=f"Q{old}", address=f"Q{street}")
    after = with_values(before, {"name": f"X{new}", "address": f"Z{street}", "title": title})
    fields = corrected(before, after)
    body = json.loads(correction_body(replace(after, version=2), fields, identity=b"sealed apart", salt=b"s" * 16))
    assert set(body["identity_fields"]) == {"name", "address"}
    assert not {one["field"] for one in body["changed"]} & IDENTITY_FIELDS
    rest = json.dumps({**body, "changed": [], "identity_commitment": ""})
    assert f"Q{old}" not in rest
    assert f"X{new}" not in rest


@given(values=VALUES)
def test_what_is_told_is_read_again(values: dict[str, object]) -> None:
    kinds = {"event_on": Kind.DATE, "supervisory": Kind.FLAG}
    for name, value in values.items():
        expected = None if value in (None, False, "") else value
        assert str(untold(told(value), kinds.get(name, Kind.LINE))) == str(expected)


def test_a_record_is_given_as_it_would_be_typed() -> None:
    complaint = a_complaint(event_on=date(2026, 11, 2), supervisory=True, received_at=NOON + timedelta(seconds=7))
    typed = draft_of(complaint, FORM, WITA)
    assert (typed.get("event_on"), typed.get("supervisory"), typed.get("received_at")) == (
        "02-11-2026",
        "yes",
        "23-11-2026 12.00",
    )
    assert typed.get("place") == ""
    assert not {"answer", "joins", "complete_by"} & typed.values.keys()
    assert typed_identity(complaint.reporter, FORM)["nik"] == "6472086505900003"


def test_due_days_that_moved_are_told_with_what_moved_them() -> None:
    before = a_complaint(answer_due_on=date(2026, 11, 30))
    after = replace(with_values(before, {"classification": "information"}), answer_due_on=date(2026, 12, 7))
    fields = {f.field: (f.before, f.after) for f in corrected(before, after)}
    assert fields == {
        "classification": ("complaint", "information"),
        "answer_due_on": ("2026-11-30", "2026-12-07"),
    }


@pytest.mark.parametrize(
    "reason", ["nama Aminah keliru", "SITI salah ketik", "hp 0812 5511 2345 salah", "NIK 6472.0865.0590.0003 salah"]
)
def test_a_reason_that_gives_the_reporter_away_is_noticed(reason: str) -> None:
    assert names_reporter(reason, (a_reporter(),))


@pytest.mark.parametrize(
    "reason", ["salah ketik judul", "kategori keliru", "hp kurang satu angka", "tercatat dua kali"]
)
def test_an_ordinary_reason_gives_nobody_away(reason: str) -> None:
    assert not names_reporter(reason, (a_reporter(), a_reporter(Identity.NAMELESS)))
