"""What a report tells and what it leaves open."""

from collections.abc import Mapping

import pytest

from app.domain.completeness import Completeness, Part, completeness
from app.domain.draft import Draft
from app.domain.ids import ComplaintId

QUEUE = (
    "Saya antre obat dari jam 08.00 sampai 12.30, nomor antrean A-114. Petugas bilang sistem lambat. Ibu saya lansia "
    "dan tidak ada kursi prioritas."
)


def light(**values: str) -> Completeness:
    return completeness(Draft(id=ComplaintId("1"), values=values))


def test_an_empty_report_tells_nothing_and_is_asked_what_first() -> None:
    assert light().told == frozenset()
    assert light().next_open() is Part.WHAT


def test_a_story_without_a_culprit_leaves_who_open() -> None:
    nobody = QUEUE.replace("Petugas bilang sistem lambat. ", "")
    found = light(classification="complaint", title="Antrean obat", text=nobody, place="Apotek rawat jalan")
    assert found.told == {Part.WHAT, Part.WHERE, Part.WHEN, Part.HOW}
    assert found.next_open() is Part.WHO


def test_naming_the_unit_closes_the_light() -> None:
    found = light(classification="complaint", text=QUEUE, place="Apotek", unit="Loket 3")
    assert found.next_open() is None


@pytest.mark.parametrize(
    ("part", "values"),
    [
        (Part.WHERE, {"text": "Lampu jalan di Jl. Gerilya mati."}),
        (Part.WHERE, {"coordinate": "-0.5, 117.1"}),
        (Part.WHEN, {"text": "Air mati sejak tiga hari."}),
        (Part.WHEN, {"text": "Kejadian tanggal 20 November."}),
        (Part.WHEN, {"event_on": "kemarin"}),
        (Part.WHEN, {"text": "Sudah dua minggu lampu mati."}),
        (Part.WHEN, {"text": "Terjadi dua hari yang lalu, 20/11/2026."}),
        (Part.WHEN, {"text": "Setiap malam bising."}),
        (Part.WHERE, {"text": "Parit di depan masjid meluap."}),
        (Part.WHERE, {"text": "Lubang di km 14."}),
        (Part.WHO, {"reported_officer": "petugas berkacamata"}),
        (Part.WHO, {"text": QUEUE}),
        (Part.WHO, {"text": "Dokter jaga tidak datang."}),
        (Part.WHO, {"text": "Kepala puskesmas menolak."}),
        (Part.WHO, {"text": "Dilayani di loket 3."}),
        (Part.WHO, {"text": "Truk KT 8123 AB membuang limbah."}),
        (Part.WHO, {"text": "Proyek PT Karya Makmur mangkrak."}),
        (Part.HOW, {"text": "Ditolak karena kartu saya sudah mati."}),
    ],
)
def test_a_field_or_a_word_of_the_text_tells_a_part(part: Part, values: Mapping[str, str]) -> None:
    assert part in light(**values).told


@pytest.mark.parametrize("text", ["Rumah di RT 24 no 5", "Jl. Gerilya Gg. 12 RT 24 dan 25", "Air mati di km 7"])
def test_an_address_names_nobody(text: str) -> None:
    assert Part.WHO not in light(text=text).told


@pytest.mark.parametrize("text", ["Pelayanan sangat buruk", "Saya kecewa pada kantor ini"])
def test_a_bare_feeling_tells_neither_place_nor_time(text: str) -> None:
    assert light(text=text).told == {Part.WHAT}


def test_a_question_is_asked_less() -> None:
    assert Part.WHO not in light(classification="information").asked
    assert Part.WHEN not in light(classification="aspiration").asked
