"""Who usually handles a category: named ones first, the own agency where the work is its own, regencies by place."""

from pathlib import Path

import pytest

from app.adapters.reference import load_reference
from app.domain.agency import AgencyId
from app.domain.agency_proposal import REGENCY, proposed_agency
from app.domain.reference import Reference

FOLDER = Path(__file__).parents[3] / "resources" / "reference"


@pytest.fixture(scope="module")
def lists() -> Reference:
    return load_reference(FOLDER)


def proposed(lists: Reference, own: str = "aws", **typed: str) -> str | None:
    agency = proposed_agency(
        typed, rules=lists.agency_rules, own_agency=own, agencies=lists.agencies, categories=lists.categories
    )
    return agency.id if agency else None


def test_every_body_and_category_of_the_table_exists(lists: Reference) -> None:
    for id, bodies in lists.agency_rules.handlers.items():
        assert lists.categories.by_id(id) is not None, id
        assert all(body == REGENCY or lists.agencies.by_id(body) for body in bodies), id
    for code, body in lists.agency_rules.regencies.items():
        assert lists.areas.by_id(code) is not None and lists.agencies.by_id(body) is not None


@pytest.mark.parametrize(
    ("category", "typed", "own", "expected"),
    [
        ("kesehatan.pelayanan-obat", {}, "aws", "aws"),
        ("kesehatan.pelayanan-obat", {}, "pupr", "dinkes"),
        ("kesehatan.pelayanan-obat", {"title": "Obat di RS Kanujoso habis"}, "aws", "rskd"),
        ("pekerjaan-umum-dan-penataan-ruang.infrastruktur-jalan", {}, "aws", "pupr"),
        ("ekonomi-dan-keuangan.penanaman-modal-investasi", {}, "aws", "dpmptsp"),
        ("energi-dan-sumber-daya-alam.ketenagalistrikan", {}, "aws", "pln"),
        ("layanan-air-minum.biaya-tarif-pdam", {"place_area": "64.71.05.1003"}, "aws", "balikpapan"),
        ("layanan-air-minum.biaya-tarif-pdam", {"text": "Air mati di Tenggarong, Kukar"}, "aws", "kutai-kartanegara"),
        ("layanan-air-minum.biaya-tarif-pdam", {"area": "64.74.01.1001"}, "aws", "bontang"),
        ("layanan-air-minum.biaya-tarif-pdam", {"place_area": "64.72.01", "area": "64.74.01"}, "aws", "samarinda"),
        ("kependudukan.administrasi-kependudukan-dan-pencatatan-sipil", {}, "aws", "dkp3a"),
    ],
)
def test_a_category_leads_to_who_handles_it(
    lists: Reference, category: str, typed: dict[str, str], own: str, expected: str
) -> None:
    assert proposed(lists, own, category=category, **typed) == AgencyId(expected)


def test_nobody_is_proposed_without_a_category_or_for_topics_of_nobody(lists: Reference) -> None:
    assert proposed(lists) is None
    assert proposed(lists, category="tidak ada") is None
    assert proposed(lists, category="topik-lainnya") is None


def test_the_own_work_of_a_hospital_is_health(lists: Reference) -> None:
    work = lists.agency_rules.work_of("aws", lists.categories)
    assert "kesehatan.pelayanan-obat" in work and "kesehatan.bpjs-kesehatan" not in work
