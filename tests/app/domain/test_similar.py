"""Which reports tell of the same, how surely and why; which words of a draft are looked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.closeness import closeness, containment
from app.adapters.reference import load_reference
from app.domain.complaint import Status
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.similar import MOST_WORDS, Candidate, Grade, Measures, Reason, similar, sought_of
from app.paths import resources

STOP_WORDS = load_reference(resources() / "reference").stop_words
MEASURES = Measures(alike=closeness, within=containment)
QUEUE = {
    "title": "Antrean obat RSUD lebih dari empat jam",
    "text": "Saya antre obat dari jam 08.00 sampai 12.30, nomor antrean A-114. Petugas bilang sistem lambat."
    " Ibu saya lansia dan tidak ada kursi prioritas.",
    "place": "Apotek rawat jalan",
    "category": "health",
}
ROAD = {
    "title": "Jalan berlubang depan pasar",
    "text": "Jalan provinsi di depan pasar berlubang besar, sudah dua motor jatuh minggu ini.",
    "place": "Depan Pasar Loa Janan",
    "place_area": "64.72.01.1001",
}
LAMP = {"text": "Lampu parkir belakang rumah sakit mati, gelap dan rawan, sudah beberapa hari."}


def draft(**typed: str) -> Draft:
    return Draft(id=ComplaintId("019ab000-0000-7000-8000-0000000000aa"), values=typed)


def a_candidate(title: str, text: str = "", place: str = "", **values: object) -> Candidate:
    defaults: dict[str, object] = {
        "row": 1,
        "id": ComplaintId("019ab000-0000-7000-8000-0000000000bb"),
        "number": "AWS-A-26-001278-40",
        "area": "",
        "category": "other",
        "agency": "aws",
        "status": Status.RECORDED,
        "received_on": date(2026, 11, 20),
    }
    return Candidate(title=title, text=text, place=place, **{**defaults, **values})  # type: ignore[arg-type]


def found(typed: dict[str, str], *candidates: Candidate):
    return similar(sought_of(draft(**typed), STOP_WORDS), candidates, stop_words=STOP_WORDS, measures=MEASURES)


@pytest.mark.parametrize(
    ("typed", "candidate"),
    [
        (
            QUEUE,
            a_candidate(
                "Obat lama keluar, antre sejak pagi",
                "Obat dari apotek rawat jalan baru keluar siang, saya antre sejak pagi. Sistem apotek lambat.",
                "apotek rawat jalan",
                category="health",
            ),
        ),
        (QUEUE, a_candidate("Antrean obat terlalu lama", "Loket hanya dibuka satu.", category="health")),
        (
            LAMP,
            a_candidate(
                "Lampu parkir belakang mati",
                "Lampu di parkir belakang rumah sakit mati sejak hari Kamis, gelap sekali dan rawan.",
                "Parkir belakang",
            ),
        ),
        (
            ROAD,
            a_candidate(
                "Jalan berlubang di depan pasar", "Motor jatuh.", "Depan Pasar Loa Janan", area="64.72.01.1001"
            ),
        ),
    ],
)
def test_the_same_matter_in_other_words_is_very_similar(typed: dict[str, str], candidate: Candidate) -> None:
    (one,) = found(typed, candidate)
    assert one.grade is Grade.VERY
    assert one.reasons


@pytest.mark.parametrize(
    ("typed", "candidate", "reasons"),
    [
        (
            QUEUE,
            a_candidate(
                "Kursi tunggu lansia di apotek", "Tidak ada kursi prioritas untuk lansia.", "Apotek rawat jalan"
            ),
            {Reason.PLACE},
        ),
        (ROAD, a_candidate("Jalan rusak dekat pasar", "Ada lubang besar di jalan depan pasar."), {Reason.TEXT}),
        ({"place": "Apotek rawat jalan"}, a_candidate("Obat lama", place="apotek rawat jalan"), {Reason.PLACE}),
    ],
)
def test_what_may_be_the_same_is_similar_for_a_reason(
    typed: dict[str, str], candidate: Candidate, reasons: set[Reason]
) -> None:
    (one,) = found(typed, candidate)
    assert one.grade is Grade.SOME
    assert reasons <= set(one.reasons)


@pytest.mark.parametrize(
    ("typed", "candidate"),
    [
        (QUEUE, a_candidate("Toilet kotor", "Toilet lantai satu kotor.", "Lantai satu", category="health")),
        (QUEUE, a_candidate("Parkir mahal", "Tarif parkir ditarik dua kali, petugas bilang sistem baru.", "Parkir")),
        (LAMP, a_candidate("AC ruang tunggu mati", "AC ruang tunggu poli anak mati sudah seminggu.")),
        (
            {"title": "Air PDAM mati", "text": "Air ledeng mati sejak tiga hari di RT 24"},
            a_candidate("Listrik padam", "Listrik PLN padam sejak tiga hari di RT 24"),
        ),
        (ROAD, a_candidate(ROAD["title"], ROAD["text"], "Depan Pasar Segiri", area="64.72.05.1001")),
    ],
)
def test_another_matter_or_another_district_is_not_shown(typed: dict[str, str], candidate: Candidate) -> None:
    assert found(typed, candidate) == ()


def test_very_similar_ones_come_first_then_the_newest() -> None:
    same = "Lampu parkir belakang mati"
    old = a_candidate(same, LAMP["text"], number="old", received_on=date(2026, 9, 1))
    new = a_candidate(same, LAMP["text"], number="new")
    some = a_candidate("Lampu parkir depan rusak", "Lampu rusak, rawan.", number="some")
    assert [one.candidate.number for one in found({**LAMP, "title": same}, some, old, new)][:2] == ["new", "old"]


def test_words_of_title_and_place_are_looked_for_first_then_the_longest_of_the_text() -> None:
    sought = sought_of(draft(**QUEUE), STOP_WORDS)
    assert sought.words[:6] == ("antrean", "obat", "rsud", "apotek", "rawat", "jalan")
    assert "prioritas" in sought.words
    assert not {"lebih", "dari", "saya", "08", "ada"} & set(sought.words)
    assert len(sought.words) == MOST_WORDS


def test_nothing_is_looked_for_without_a_telling_word() -> None:
    assert not sought_of(draft(title="Ada apa ini?", text="Saya mau 12 30", place=""), STOP_WORDS)


def test_whoever_joins_takes_over_what_the_case_says_but_not_its_story() -> None:
    case = a_candidate("Lampu mati", "Gelap.", "Parkir", area="64.72.01.1001", agency="dishub")
    assert dict(case.takes()) == {
        "title": "Lampu mati",
        "category": "other",
        "agency": "dishub",
        "place": "Parkir",
        "place_area": "64.72.01.1001",
    }


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=80))
def test_no_text_breaks_the_comparison(title: str, text: str, place: str) -> None:
    typed = {"title": title, "text": text, "place": place}
    sought = sought_of(draft(**typed), STOP_WORDS)
    assert len(sought.words) <= MOST_WORDS
    found(typed, a_candidate(text, title, place))
