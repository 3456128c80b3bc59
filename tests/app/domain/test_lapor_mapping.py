"""Ids at LAPOR!: what a person typed stands before the profile; what lacks one is counted and comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.reference import load_reference
from app.domain.errors import UserProblem
from app.domain.lapor import MapList, Unmapped
from app.domain.lapor_mapping import (
    check_id,
    held_by,
    lacking,
    merged,
    missing_in,
    named,
    rows_of,
    target_of,
    told,
    without_one,
)
from app.paths import resources

LISTS = load_reference(resources() / "reference")
AWS = Unmapped(list=MapList.AGENCY, id="aws")
LATE = Unmapped(list=MapList.CATEGORY, id="kesehatan")


def test_a_choice_stands_before_the_profile_and_the_rest_stays() -> None:
    holds = merged({MapList.AGENCY: {"aws": "7", "": "1"}}, {MapList.AGENCY: {"aws": "9"}})
    assert holds[MapList.AGENCY] == {"aws": "9", "": "1"}
    assert set(holds) == set(MapList)


@pytest.mark.parametrize("typed", ["", "  ", "77", " 7-8_A "])
def test_an_id_is_letters_digits_and_dashes(typed: str) -> None:
    assert target_of(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["a b", "7/8", "٧", "x" * 41, "<b>"])
def test_anything_else_is_no_id(typed: str) -> None:
    with pytest.raises(UserProblem, match="mapping_target_wrong"):
        target_of(typed)


def test_only_ids_of_our_lists_are_mapped_and_the_rest_of_a_list() -> None:
    check_id(LISTS, MapList.AGENCY, "aws")
    check_id(LISTS, MapList.AGENCY, "")
    with pytest.raises(UserProblem, match="mapping_unknown"):
        check_id(LISTS, MapList.AGENCY, "nobody")


ids = st.from_regex(r"\A[a-z0-9.\-]{1,30}\Z")
missing = st.lists(st.builds(Unmapped, list=st.sampled_from(MapList), id=ids), unique=True, max_size=5)


@given(missing)
def test_what_was_noted_at_a_record_is_read_again(found: list[Unmapped]) -> None:
    assert missing_in(told(found)) == found


def test_what_most_records_wait_for_comes_first() -> None:
    held = held_by([told([LATE]), told([AWS, LATE]), "", "agency", "nonsense:1"])
    assert list(held.items()) == [(LATE, 2), (AWS, 1)]
    rows = lacking(LISTS, holds={}, chosen={}, held=held)
    assert [(row.id, row.held) for row in rows] == [("kesehatan", 2), ("aws", 1)]
    assert rows[1].name == "RSUD Abdoel Wahab Sjahranie"


def test_what_has_an_id_by_now_or_its_branch_has_holds_nothing_back() -> None:
    leaf = Unmapped(list=MapList.CATEGORY, id="kesehatan.obat")
    held = {AWS: 1, LATE: 2, leaf: 3}
    assert without_one(held, {MapList.CATEGORY: {"kesehatan": "33"}}) == {AWS: 1}
    assert without_one(held, {MapList.AGENCY: {"": "1"}}) == {LATE: 2, leaf: 3}


def test_a_list_is_shown_whole_with_what_was_typed_here() -> None:
    holds = {MapList.AGENCY: {"aws": "7"}}
    rows = rows_of(LISTS, MapList.AGENCY, holds=holds, chosen=holds, held={AWS: 3})
    assert len(rows) == len(named(LISTS, MapList.AGENCY))
    (aws,) = (row for row in rows if row.id == "aws")
    assert (aws.target, aws.held, aws.typed) == ("7", 3, True)


@pytest.mark.parametrize("of", list(MapList))
def test_every_list_has_names_and_no_id_twice(of: MapList) -> None:
    rows = named(LISTS, of)
    assert all(id and name for id, name in rows)
    assert len({id for id, _ in rows}) == len(rows) > 3
