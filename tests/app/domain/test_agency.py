"""Agencies: the shipped list, finding while typing, and the words of registers."""

import re
from pathlib import Path

import pytest

from app.adapters.reference import load_reference
from app.domain.agency import UNKNOWN_AGENCY, Agencies, AgencyKind

FOLDER = Path(__file__).parents[3] / "resources" / "reference"


@pytest.fixture(scope="module")
def agencies() -> Agencies:
    return load_reference(FOLDER).agencies


def _kinds(agencies: Agencies, kind: AgencyKind) -> list[str]:
    return [agency.id for agency in agencies.all() if agency.kind is kind]


def test_the_province_has_37_bodies_and_two_to_confirm(agencies: Agencies) -> None:
    opd = [agency for agency in agencies.all() if agency.kind is AgencyKind.OPD]
    assert len([a for a in opd if a.source != "to_confirm"]) == 37
    assert [a.id for a in opd if a.source == "to_confirm"] == ["rs-mata", "ams"]


def test_companies_regencies_national_bodies_and_the_unknown_one_are_there(agencies: Agencies) -> None:
    assert len(_kinds(agencies, AgencyKind.BUMD)) == 8
    assert len(_kinds(agencies, AgencyKind.REGENCY)) == 10
    assert {"pln", "bpjs-kesehatan", "bpjs-ketenagakerjaan", "polda", "kejati", "bpn", "imigrasi", "djp"} <= set(
        _kinds(agencies, AgencyKind.VERTICAL)
    )
    assert _kinds(agencies, AgencyKind.UNKNOWN) == [UNKNOWN_AGENCY]


def test_codes_are_unique_and_fit_a_complaint_number(agencies: Agencies) -> None:
    codes = [agency.code for agency in agencies.all()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]{1,7}", code) for code in codes)


def test_parents_exist_and_papers_have_a_head(agencies: Agencies) -> None:
    for agency in agencies.all():
        assert agency.parent is None or agencies.by_id(agency.parent) is not None
        assert agency.letterhead or agency.kind is AgencyKind.UNKNOWN
        if agency.kind is AgencyKind.OPD:
            assert agency.letterhead[0] == "PEMERINTAH PROVINSI KALIMANTAN TIMUR"
        assert agency.lapor_id is None


def test_the_mental_hospital_has_the_letterhead_seen_on_its_papers(agencies: Agencies) -> None:
    hospital = agencies.by_id("ahm")
    assert hospital is not None
    assert hospital.letterhead == (
        "PEMERINTAH PROVINSI KALIMANTAN TIMUR",
        "DINAS KESEHATAN",
        "RSJD ATMA HUSADA MAHAKAM",
    )


def test_no_word_of_the_list_belongs_to_two_bodies_and_each_name_means_its_own(agencies: Agencies) -> None:
    for agency in agencies.all():
        for name in (agency.id, agency.code, agency.name, agency.short_name, *agency.aliases):
            assert agencies.understand(name) == agency.id, name


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Dishub", "dishub"),
        ("RSJD Atma Husada", "ahm"),
        ("DLH", "dlh"),
        ("Dinas Kelautan dan Perikanan", "dkp"),
        ("DPMPTSP", "dpmptsp"),
        ("Disperindag", "dppkukm"),
        ("Dinas PUPR", "pupr"),
        ("Dispora", "dispora"),
        ("Disdikbud", "disdikbud"),
        ("Bapenda", "bapenda"),
        ("RSUD Kanujoso", "rskd"),
        ("Dinas Sosial", "dinsos"),
        ("Diskominfo", "diskominfo"),
        ("Dinas Kehutanan", "dishut"),
        ("RSUD AWS", "aws"),
    ],
)
def test_the_agency_words_of_the_register_are_understood(agencies: Agencies, text: str, agency: str) -> None:
    assert agencies.understand(text) == agency
    assert agencies.understand(f" {text.lower()}\u00a0") == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Dinas Sosial Provinsi Kalimantan Timur", "dinsos"),
        ("Dinas Perhubungan Prov. Kaltim", "dishub"),
        ("Diskominfo Kaltim", "diskominfo"),
        ("Inspektorat Daerah Provinsi Kalimantan Timur", "itprov"),
        ("Pemkot Samarinda", "samarinda"),
        ("Kab. Berau", "berau"),
        ("BPJS Kesehatan", "bpjs-kesehatan"),
        ("belum diketahui", "unknown"),
    ],
)
def test_official_and_other_names_are_understood(agencies: Agencies, text: str, agency: str) -> None:
    assert agencies.understand(text) == agency


@pytest.mark.parametrize("text", ["Dinas Sihir", "", " ", "Dinas", "Dinas Sosial Kota Samarinda", "BPJS", "kaltim"])
def test_what_is_unknown_means_no_agency(agencies: Agencies, text: str) -> None:
    assert agencies.understand(text) is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rsud aw", "RSUD AWS"),
        ("rsud kan", "RSUD Kanujoso"),
        ("dishub", "Dishub"),
        ("pekerjaan um", "Dinas PUPR-PERA"),
        ("pemuda", "Dispora"),
        ("polisi", "Polda Kaltim"),
        ("bank", "Bankaltimtara"),
        ("kukar", "Kab. Kutai Kartanegara"),
        ("belum", "Belum diketahui"),
    ],
)
def test_the_best_agency_stands_first(agencies: Agencies, typed: str, first: str) -> None:
    assert agencies.label(agencies.find(typed)[0].id) == first


def test_what_no_agency_bears_finds_none(agencies: Agencies) -> None:
    assert agencies.find("drain") == () == agencies.find("")
    assert agencies.by_id("no-such") is None and agencies.label("no-such") == "no-such"
