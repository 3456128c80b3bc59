"""The shipped form profile, and what happens to one that is not whole."""

import json
import tomllib
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from app.adapters.profiles import load_profile
from app.domain.complaint import Handling, Identity, Intake, Report, Reporter, Secrecy
from app.domain.errors import StorageProblem
from app.domain.form import Form, Kind, Required
from app.domain.text import folded
from app.paths import resources

PROFILE = resources() / "profiles" / "form-manual-v1.toml"


@pytest.fixture(scope="module")
def form() -> Form:
    return load_profile(PROFILE)


def test_the_file_is_named_after_its_version(form: Form) -> None:
    assert PROFILE.stem == form.version


def test_every_field_of_a_complaint_is_asked_and_nothing_else(form: Form) -> None:
    known = {field.name for part in (Intake, Reporter, Report, Handling) for field in fields(part)} | {"secrecy"}
    assert {rule.name for rule in form.fields} == known


def test_the_order_is_that_of_the_paper_form(form: Form) -> None:
    assert [rule.section for rule in form.fields] == sorted(
        (rule.section for rule in form.fields), key=("intake", "reporter", "report", "handling").index
    )


def test_identity_fields_are_exactly_those_of_the_reporter(form: Form) -> None:
    of_reporter = {field.name for field in fields(Reporter)} - {"identity"}
    assert {rule.name for rule in form.fields if rule.identity} == of_reporter


def test_protecting_questions_are_asked_and_not_preset(form: Form) -> None:
    for name, values in (("identity", Identity), ("secrecy", Secrecy)):
        rule = form.field(name)
        assert (rule.required, rule.default) == (Required.ALWAYS, "")
        assert [choice.id for choice in rule.choices] == [value.value for value in values]


def test_obligatory_fields_are_those_of_the_form(form: Form) -> None:
    assert {rule.name for rule in form.fields if rule.required is Required.ALWAYS} == set(
        "channel received_at identity secrecy notice classification title text category agency".split()
    )
    assert [rule.name for rule in form.fields if rule.required is Required.OPEN] == ["name"]


def test_what_is_always_obligatory_stands_in_sight_and_is_asked_by_telephone(form: Form) -> None:
    for rule in form.fields:
        if rule.required is not Required.NEVER:
            assert (rule.place, rule.phone) == ("main", True), rule.name


def test_title_and_text_keep_the_limits_of_the_public_channel(form: Form) -> None:
    title, text = form.field("title"), form.field("text")
    assert (title.min_length, title.max_length, text.min_length, text.max_length) == (3, 255, 10, 10_000)


def test_one_way_to_reach_an_open_reporter_is_enough(form: Form) -> None:
    assert form.one_of == (("phone", "email", "address", "returns_to_desk"),)


def test_nik_and_hidden_identities_stay_here(form: Form) -> None:
    assert not form.forward_nik
    assert not form.forward_anonymous_identity


def test_the_notice_of_an_import_is_a_word_of_its_own(form: Form) -> None:
    assert form.field("notice").choice("impor") == "import"
    assert form.field("notice").choice("Telah dibacakan") == "read"


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("classification", "Pengaduan", "complaint"),
        ("classification", "ASPIRASI", "aspiration"),
        ("classification", "Permintaan Informasi", "information"),
        ("classification", "permintaan_informasi", "information"),
        ("classification", "Whistle Blowing System", "wbs"),
        ("classification", "Curhat", None),
        ("classification", "Pengaduan berkadar pengawasan", None),  # a phrase: it sets the clock of 60 days too
        ("identity", "ya", "anonymous"),
        ("identity", "Tidak", "open"),
        ("identity", "tanpa nama", "nameless"),
        ("identity", "?", None),
        ("secrecy", "ya", "secret"),
        ("secrecy", "biasa", "plain"),
        ("secrecy", "-", None),
        ("sex", "L", "L"),
        ("sex", "perempuan", "P"),
        ("relation", "Keluarga pasien", "family"),
    ],
)
def test_words_of_registers_are_understood_or_refused(form: Form, field: str, typed: str, meant: str | None) -> None:
    assert form.field(field).choice(typed) == meant


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Tgl Masuk", "received_at"), ("Kanal", "channel"), ("Nama Pelapor", "name"), ("NIK", "nik"),
        ("No HP", "phone"), ("Email", "email"), ("Alamat", "address"), ("Anonim", "identity"), ("Rahasia", "secrecy"),
        ("Jenis", "classification"), ("Judul", "title"), ("Isi Aduan", "text"), ("Kategori", "category"),
        ("OPD Tujuan", "agency"), ("Tgl Kejadian", "event_on"), ("Lokasi Kejadian", "place"),
    ],
)  # fmt: skip
def test_header_words_of_registers_lead_to_their_field(form: Form, header: str, field: str) -> None:
    assert [r.name for r in form.fields if folded(header) in map(folded, r.columns)] == [field]


def test_area_columns_have_three_parts(form: Form) -> None:
    for part, header in (("village", "Desa/Kelurahan"), ("district", "Kecamatan"), ("regency", "Kab/Kota")):
        assert header in form.area_columns[part]


def test_no_header_word_leads_to_two_fields(form: Form) -> None:
    words = [w for rule in form.fields for w in {folded(w) for w in (rule.name, *rule.columns)}]
    words += [folded(w) for part in form.area_columns.values() for w in part]
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_no_word_means_two_choices_and_none_is_empty(form: Form) -> None:
    for rule in form.fields:
        words = [{folded(w) for w in (*choice.label.values(), *choice.words)} for choice in rule.choices]
        assert all(times == 1 for times in Counter(w for group in words for w in group).values()), rule.name
        assert not any("" in group for group in words), rule.name


def test_every_clock_is_in_the_reference_data(form: Form) -> None:
    rows = json.loads((resources() / "reference" / "clocks.json").read_text(encoding="utf-8"))["rows"]
    days = {row["id"]: row["amount"] for row in rows if row["unit"] == "working_days"}
    assert [days[clock] for clock in form.clock_of_class["complaint"]] == [5, 14]
    assert [days[clock] for clock in form.clock_of_class["information"]] == [5, 5]
    assert [days[clock] for clock in form.clock_of_class["supervisory"]] == [5, 60]
    assert {clock for pair in form.clock_of_class.values() for clock in pair} <= set(days)


def test_a_receipt_has_a_title_per_class_that_gives_no_whistleblower_away(form: Form) -> None:
    titles = form.receipt["id"].titles
    assert titles["complaint"] == "TANDA TERIMA LAPORAN PENGADUAN"
    assert "ASPIRASI" in titles["aspiration"]
    assert "PERMINTAAN INFORMASI" in titles["information"]
    assert titles["wbs"] == "TANDA TERIMA LAPORAN"


def test_hints_are_one_short_line(form: Form) -> None:
    for rule in form.fields:
        assert all(len(hint) <= 80 and "\n" not in hint for hint in rule.hint.values()), rule.name


def test_kinds_and_choices_fit(form: Form) -> None:
    assert all((rule.kind is Kind.CHOICE) == bool(rule.choices) for rule in form.fields)


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ('version = "form-manual-v1"', ""),
        ("guardian_under_years = 17", 'guardian_under_years = "muda"'),
        ("forward_nik = false", 'forward_nik = "tidak"'),
        ("forward_nik = false", "forward_nik = false\nforward_nikk = true"),
        ('one_of = [["phone",', 'one_of = [["fon",'),
        ('complaint = ["first-response", "complaint"]', 'complaint = ["first-response"]'),
        ('kind = "channel"', 'kind = "kanal"'),
        ('name = "queue_number"', 'name = "channel"'),
        ('label = { id = "Kanal", en = "Channel" }', 'label = { id = "Kanal" }'),
        ('columns = ["Kanal"', 'columns = "Kanal" #'),
        ('required = "always"', 'required = "maybe"'),
        ('default = "self"', 'default = "me"'),
        ("max_length = 20", "max_length = -1"),
        ('place = "main"', 'place = "top"'),
        ('{ id = "secret",', '{ id = "plain",'),
        ('original = "asli"', ""),
        ('wbs = "RECEIPT FOR A REPORT"', ""),
        ('{ classification = "complaint", supervisory', '{ classification = "keluhan", supervisory'),
        ('supervisory = "ya" }', 'inspection = "ya" }'),
        ("[area_columns]", "[area]"),
        ("one_of", "one_of ="),
    ],
)
def test_a_profile_that_is_not_whole_is_refused_with_its_name(tmp_path: Path, whole: str, broken: str) -> None:
    text = PROFILE.read_text(encoding="utf-8")
    assert whole in text
    path = tmp_path / "form-manual-v1.toml"
    path.write_text(text.replace(whole, broken, 1), encoding="utf-8")
    with pytest.raises(StorageProblem) as refused:
        load_profile(path)
    assert refused.value.code == "profile_unreadable"
    assert dict(refused.value.facts) == {"file": "form-manual-v1.toml"}


def test_a_profile_that_is_absent_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("bytes.toml", "none.toml"):
        with pytest.raises(StorageProblem):
            load_profile(tmp_path / name)


def test_the_file_is_plain_toml() -> None:
    assert tomllib.loads(PROFILE.read_text(encoding="utf-8"))["title"]
