"""One reading of what was typed: every problem at its field, none of it lost, nothing assumed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.domain.complaint import Identity, Secrecy
from app.domain.draft import Draft, Reading, is_sensitive, left_out, read_draft
from app.domain.ids import ComplaintId
from app.paths import resources

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
LISTS = load_reference(resources() / "reference")
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=timezone(timedelta(hours=8)))
CATEGORY = str(LISTS.categories.understand("Perhubungan"))
AGENCY = str(LISTS.agencies.understand("Dishub"))
TYPED = {
    "channel": str(LISTS.channels.understand("loket")),
    "received_at": "23-11-2026 09.30",
    "identity": "open",
    "secrecy": "plain",
    "notice": "read",
    "name": "Budi Santoso",
    "phone": "0812-5550-1234",
    "classification": "complaint",
    "title": "Lampu jalan mati",
    "text": "Lampu jalan di depan gang mati sejak dua minggu.",
    "category": CATEGORY,
    "agency": AGENCY,
}


def read(changes: Mapping[str, str] | None = None) -> Reading:
    draft = Draft(id=ComplaintId("d"), values={**TYPED, **(changes or {})})
    return read_draft(draft, form=FORM, lists=LISTS, now=NOW)


def codes(reading: Reading) -> dict[str, str]:
    return {p.field: p.code for p in reading.problems}


def test_a_complete_draft_becomes_an_entry() -> None:
    entry = read().entry
    assert entry is not None
    assert entry.reporter.name == "Budi Santoso"
    assert entry.secrecy is Secrecy.PLAIN
    assert entry.intake.received_at == datetime(2026, 11, 23, 9, 30, tzinfo=NOW.tzinfo)


def test_an_empty_draft_names_every_required_field_once_in_order() -> None:
    reading = read_draft(Draft(id=ComplaintId("d"), values={}), form=FORM, lists=LISTS, now=NOW)
    named = [p.field for p in reading.problems]
    order = [rule.name for rule in FORM.fields]
    assert named == sorted(named, key=order.index)
    assert {"identity", "secrecy", "title", "text", "category"} <= set(named)
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("title", "ab", "text_short"),
        ("title", "x" * 256, "text_long"),
        ("text", "pendek", "text_short"),
        ("text", "x" * 10_001, "text_long"),
        ("text", "lampu\x07 mati sejak kemarin", "control_characters"),
        ("nik", "647203456789012", "nik_length"),
        ("nik", "6472O34567890123", "nik_digits"),
        ("phone", "12", "phone_wrong"),
        ("phone", "telepon saya", "phone_wrong"),
        ("email", "budi@", "email_wrong"),
        ("received_at", "31-02-2026 09.00", "date_wrong"),
        ("received_at", "24-11-2026 09.00", "date_future"),
        ("event_on", "25-11-2026", "date_future"),
        ("category", "bukan id", "category_unknown"),
        ("agency", "Dinas Sihir", "agency_unknown"),
        ("channel", "merpati pos", "channel_unknown"),
        ("value_rp", "banyak", "number_wrong"),
        ("coordinate", "95, 200", "coordinate_wrong"),
        ("earlier_number", "AWS-A-26-001285-47", "number_check"),
    ],
)
def test_a_wrong_field_says_what_is_wrong(field: str, typed: str, code: str) -> None:
    assert codes(read({field: typed})) == {field: code}


@pytest.mark.parametrize(("typed", "meant"), [("ya", True), ("x", True), ("V", True), ("Tidak", False), ("-", False)])
def test_a_tick_is_read_from_the_words_of_registers(typed: str, *, meant: bool) -> None:
    entry = read({"supervisory": typed}).entry
    assert entry is not None
    assert entry.report.supervisory is meant


def test_a_tick_that_is_neither_yes_nor_no_is_refused() -> None:
    assert codes(read({"supervisory": "mungkin"})) == {"supervisory": "choice_unknown"}


def test_zero_is_an_answer() -> None:
    assert read({"title": "000", "text": "0000000000", "value_rp": "0"}).entry is not None


def test_an_open_reporter_needs_a_name_and_one_way_of_contact() -> None:
    assert codes(read({"name": " ", "phone": ""})) == {"name": "field_required", "phone": "contact_missing"}
    assert read({"phone": "", "returns_to_desk": "1"}).entry is not None
    assert read({"identity": "anonymous", "name": "", "phone": ""}).entry is not None


def test_nothing_of_a_nameless_reporter_is_kept_even_if_it_was_typed() -> None:
    entry = read({"identity": "nameless", "nik": "6472034506890057", "address": "Jl. Contoh 1"}).entry
    assert entry is not None
    assert entry.reporter.identity is Identity.NAMELESS
    assert (entry.reporter.name, entry.reporter.nik, entry.reporter.phone, entry.reporter.address) == (None,) * 4


def test_an_odd_nik_warns_and_does_not_block() -> None:
    reading = read({"nik": "9999034506890000"})
    assert reading.entry is not None
    assert {w.code for w in reading.warnings} >= {"nik_place_unknown", "nik_serial_zero"}


def test_sex_and_birth_date_are_taken_from_the_nik_when_empty() -> None:
    entry = read({"nik": "6472034506890057"}).entry
    assert entry is not None
    assert entry.reporter.born_on == date(1989, 6, 5)
    assert entry.reporter.sex is not None


def test_a_child_needs_a_guardian_and_a_proxy_needs_who_is_represented() -> None:
    assert codes(read({"born_on": "01-01-2015"})) == {"guardian": "guardian_missing"}
    assert codes(read({"relation": "proxy"})) == {"represented": "represented_missing"}


def test_an_earlier_date_of_receipt_needs_a_reason() -> None:
    assert codes(read({"received_at": "20-11-2026 10.00"})) == {"backdate_reason": "backdate_reason_missing"}
    assert read({"received_at": "20-11-2026 10.00", "backdate_reason": "surat"}).entry is not None


def test_a_sensitive_word_or_category_asks_the_question_again() -> None:
    assert not is_sensitive(Draft(id=ComplaintId("d"), values=TYPED), LISTS)
    told = {**TYPED, "text": "Diminta pungutan liar oleh petugas loket tiga."}
    assert is_sensitive(Draft(id=ComplaintId("d"), values=told), LISTS)


@given(st.dictionaries(st.sampled_from([rule.name for rule in FORM.fields]), st.text(max_size=40), max_size=12))
def test_whatever_is_typed_there_is_an_entry_or_a_problem_never_a_crash(changes: dict[str, str]) -> None:
    reading = read(changes)
    assert (reading.entry is None) == bool(reading.problems)


def test_only_a_nameless_reporter_leaves_identity_out_but_may_come_back_to_the_desk() -> None:
    nameless = Draft(id=ComplaintId("1"), values={"identity": "nameless"})
    assert {"name", "nik", "phone", "address"} <= left_out(nameless, FORM)
    assert left_out(nameless, FORM).isdisjoint({"identity", "returns_to_desk", "title"})
    assert left_out(Draft(id=ComplaintId("1"), values={"identity": "anonymous"}), FORM) == frozenset()
