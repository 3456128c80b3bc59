"""What is read back to a caller."""

from datetime import date

import pytest

from app.adapters.reference import load_reference
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.read_back import Span, proposed_title, read_back
from app.paths import resources
from app.texts import texts

LISTS = load_reference(resources() / "reference")
TODAY = date(2026, 11, 23)
CALL = {
    "identity": "anonymous",
    "secrecy": "plain",
    "name": "Rina Wulandari",
    "phone": "0813-5550-7788",
    "text": "Hasil rontgen anak belum jadi, padahal dijanjikan Rabu.",
    "event_on": "20-11-2026",
    "event_time": "10.00",
    "place": "loket radiologi lantai 1",
    "expectation": "hasilnya paling lambat Senin sore",
    "agency": str(LISTS.agencies.understand("RSUD AWS")),
}


def spans(language: str = "id", **values: str) -> tuple[Span, ...]:
    words = texts(language)
    return read_back(
        Draft(id=ComplaintId("1"), values=values),
        lists=LISTS,
        today=TODAY,
        word=lambda code: words.word("read_back", code),
        day=lambda day: f"{day:%d-%m-%Y}",
    )


def said(**values: str) -> str:
    return "".join(span.text for span in spans(**values))


def strong(**values: str) -> set[str]:
    return {span.text for span in spans(**values) if span.strong}


def test_what_the_caller_must_check_is_strong() -> None:
    assert strong(**CALL) >= {"loket radiologi lantai 1", "hasilnya paling lambat Senin sore"}
    assert any("20-11-2026" in part for part in strong(**CALL))


def test_it_begins_with_the_name_and_ends_with_the_question() -> None:
    text = said(**CALL)
    assert text.startswith("Rina Wulandari, ")
    assert text.endswith("Sudah benar?")
    assert "tidak terlihat" in text
    assert "0813-5550-7788" in text


def test_a_nameless_caller_is_neither_named_nor_called_back() -> None:
    text = said(**{**CALL, "identity": "nameless"})
    assert "Rina" not in text
    assert "0813" not in text


def test_a_caller_without_a_phone_comes_to_the_desk() -> None:
    assert "kembali ke loket" in said(identity="open", phone="", returns_to_desk="yes")


def test_a_secret_report_is_said_to_be_one() -> None:
    assert "rahasia" in said(secrecy="secret")


def test_an_empty_form_has_nothing_but_the_frame() -> None:
    assert said() == "Laporan Anda: Sudah benar?"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_wording_is_there_in_both_languages(language: str) -> None:
    for values in (CALL, {"identity": "open", "returns_to_desk": "yes", "event_on": "kemarin", "secrecy": "secret"}):
        text = "".join(span.text for span in spans(language, **values))
        assert "_" not in text
        assert "{" not in text
        assert "*" not in text


def test_typed_signs_are_never_taken_for_marks_or_gaps() -> None:
    text = said(text="**tebal** dan {name} dan {text}", name="Budi")
    assert "**tebal** dan {name} dan {text}." in text
    assert not any("tebal" in part for part in strong(text="**tebal** dan {name}"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lampu jalan mati. Sudah tiga hari.", "Lampu jalan mati"),
        ("  Air keruh\nwarna cokelat", "Air keruh"),
        ("Apakah buka hari Sabtu? Saya jauh.", "Apakah buka hari Sabtu"),
        ("Jl. Gerilya rusak. Parah.", "Jl. Gerilya rusak"),
        ("", ""),
    ],
)
def test_the_first_sentence_is_proposed_as_title(text: str, title: str) -> None:
    assert proposed_title(text) == title
