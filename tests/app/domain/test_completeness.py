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
    found = light(classification="complaint", title="Antrean obat", text=QUEUE, place="Apotek rawat jalan")
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
        (Part.WHO, {"reported_officer": "petugas berkacamata"}),
    ],
)
def test_a_field_or_a_word_of_the_text_tells_a_part(part: Part, values: Mapping[str, str]) -> None:
    assert part in light(**values).told


@pytest.mark.parametrize("text", ["Pelayanan sangat buruk", "Saya kecewa pada kantor ini"])
def test_a_bare_feeling_tells_neither_place_nor_time(text: str) -> None:
    assert light(text=text).told == {Part.WHAT}


def test_a_question_is_asked_less() -> None:
    assert Part.WHO not in light(classification="information").asked
    assert Part.WHEN not in light(classification="aspiration").asked
