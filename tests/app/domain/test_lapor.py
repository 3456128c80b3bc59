"""Which ids a record gets at LAPOR!, and what its text says there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.complaint import Identity, Secrecy
from app.domain.lapor import MOST_FOLLOW_UP_LETTERS, LaporReport, MapList, Unmapped, content_of, follow_up_texts, mapped
from app.domain.record import Record, fold_frozen
from tests.builders import a_complaint, an_event

NUMBER = "AWS-A-26-000001-88"
ALL = {name: {"": "1"} for name in MapList}


def a_record(**values: object) -> Record:
    return replace(fold_frozen([an_event(a_complaint()).body]), **values)  # type: ignore[arg-type]


def test_a_record_gets_the_ids_of_its_mapping() -> None:
    record = a_record()
    mapping = {**ALL, MapList.AGENCY: {record.value("agency"): "77", "": "1"}}
    report = mapped(record, mapping)
    assert isinstance(report, LaporReport)
    assert (report.institution_id, report.title) == ("77", record.value("title"))


def test_a_leaf_takes_the_id_of_its_branch() -> None:
    record = a_record(values={**a_record().values, "category": "kesehatan.obat.stok", "place_area": "64.72.01"})
    report = mapped(record, {**ALL, MapList.CATEGORY: {"kesehatan": "21"}, MapList.AREA: {"64.72": "5"}})
    assert isinstance(report, LaporReport)
    assert (report.category_id, report.location_id) == ("21", "5")


def test_what_has_no_id_is_named_and_an_area_may_be_missing() -> None:
    record = a_record()
    found = mapped(record, {name: {} for name in MapList} | {MapList.CHANNEL: {"": "13"}})
    assert found == tuple(
        Unmapped(list=name, id=record.value(field))
        for name, field in (
            (MapList.AGENCY, "agency"),
            (MapList.CATEGORY, "category"),
            (MapList.CLASSIFICATION, "classification"),
        )
    )


@pytest.mark.parametrize(
    ("identity", "secrecy", "flags"),
    [
        (Identity.OPEN, Secrecy.PLAIN, (False, False)),
        (Identity.ANONYMOUS, Secrecy.PLAIN, (True, False)),
        (Identity.NAMELESS, Secrecy.SECRET, (True, True)),
    ],
)
def test_who_hides_stays_hidden(identity: Identity, secrecy: Secrecy, flags: tuple[bool, bool]) -> None:
    report = mapped(a_record(identity=identity, secrecy=secrecy), ALL)
    assert isinstance(report, LaporReport)
    assert (report.is_anonymous, report.is_secret) == flags


def test_the_local_number_stands_at_the_head_and_nobody_is_named() -> None:
    complaint = a_complaint()
    content = content_of(fold_frozen([an_event(complaint).body]))
    assert content.startswith(f"[No. {complaint.number}] ")
    assert complaint.reporter.name is not None
    assert complaint.reporter.name not in content


@given(st.text(alphabet="abc \n", max_size=6_000))
def test_follow_ups_fit_and_say_all(text: str) -> None:
    pieces = follow_up_texts(NUMBER, text)
    assert all(len(piece) <= MOST_FOLLOW_UP_LETTERS and piece.startswith(f"[No. {NUMBER}]") for piece in pieces)
    said = "".join("".join(pieces).split())
    assert sum(said.count(letter) for letter in "abc") >= sum(text.count(letter) for letter in "abc")
