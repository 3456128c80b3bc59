"""Which documents are asked for, and the line that says what is missing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.reference import load_reference
from app.domain.documents import Missing, documents_for, missing_text, read_missing

LISTS = load_reference(Path(__file__).parents[3] / "resources" / "reference")
IDS = [rule.id for rule in LISTS.documents]


def asked(**typed: str) -> list[str]:
    return [rule.id for rule in documents_for(typed, LISTS.documents, LISTS.categories)]


def test_nothing_is_asked_of_an_empty_form() -> None:
    assert asked() == []


@pytest.mark.parametrize(
    ("typed", "document"),
    [
        ({"relation": "proxy"}, "power-of-attorney"),
        ({"kind": "institution"}, "institution-letter"),
        ({"category": "pekerjaan-umum-dan-penataan-ruang.infrastruktur-jalan"}, "photo-place"),
        ({"category": "kesehatan.pelayanan-obat"}, "treatment-card"),
        ({"text": "Antre obat empat jam"}, "prescription"),
        ({"category": "kependudukan.administrasi-kependudukan-dan-pencatatan-sipil"}, "family-card"),
        ({"text": "Tagihan air PDAM naik dua kali"}, "bill"),
        ({"classification": "wbs"}, "evidence"),
    ],
)
def test_what_is_typed_asks_for_its_document(typed: dict[str, str], document: str) -> None:
    assert document in asked(**typed)


def test_no_more_are_proposed_than_there_are_number_keys() -> None:
    everything = " ".join(word for rule in LISTS.documents for word in rule.words)
    assert len(asked(text=everything, relation="proxy", kind="group", classification="wbs")) == 9


def test_a_proxy_is_asked_first_of_all() -> None:
    assert asked(relation="proxy", category="kesehatan")[0] == "power-of-attorney"


@pytest.mark.parametrize("language", ["id", "en"])
@given(ids=st.sets(st.sampled_from(IDS)), other=st.text(st.characters(codec="ascii"), max_size=60))
def test_what_is_missing_is_read_back_as_it_was_ticked(language: str, ids: set[str], other: str) -> None:
    ticked = tuple(id for id in IDS if id in ids)
    line = missing_text(Missing(ids=ticked), LISTS.documents, language)
    assert read_missing(line, LISTS.documents) == Missing(ids=ticked)
    once = read_missing(missing_text(Missing(ids=ticked, other=other), LISTS.documents, language), LISTS.documents)
    assert read_missing(missing_text(once, LISTS.documents, language), LISTS.documents) == once
    assert set(ticked) <= set(once.ids)


def test_own_words_stay_beside_the_list() -> None:
    line = "KTP atau surat keterangan; foto meteran; Surat kuasa bermeterai"
    assert read_missing(line, LISTS.documents) == Missing(ids=("power-of-attorney", "id-card"), other="foto meteran")


def test_what_the_report_does_not_tell_is_asked_behind_the_documents() -> None:
    typed = {"relation": "proxy"}
    found = documents_for(typed, LISTS.documents, LISTS.categories, untold=("when", "where"))
    assert [rule.id for rule in found] == ["power-of-attorney", "answer-where", "answer-when"]
