"""Prefix search over names and surroundings, and the table of spellings."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import words
from app.domain.type_ahead import TypeAhead, keyed

THINGS = [
    (("Loa Janan Ulu",), ("loa", "janan", "tenggarong")),
    (("Sungai Pinang Dalam", "Sei Pinang"), ("samarinda",)),
    (("Samarinda",), ()),
]


def _found(typed: str) -> set[int]:
    return {hit.position for hit in TypeAhead(THINGS).hits(typed)}


def test_every_typed_word_begins_a_word_of_the_thing() -> None:
    assert _found("loa jan") == {0}
    assert _found("jan LOA") == {0}
    assert _found("loa pin") == set()


def test_surroundings_answer_only_beside_a_name_of_its_own() -> None:
    assert _found("sung sama") == {1}
    assert _found("tengg") == set()
    assert _found("sama") == {2}


def test_nothing_typed_finds_nothing() -> None:
    assert _found("") == set()
    assert _found("  ... ") == set()


def test_a_hit_says_how_well_it_answers() -> None:
    (hit,) = TypeAhead(THINGS).hits("sei pinang")
    assert (hit.position, hit.all_own, hit.exact, hit.in_order, hit.first_own, hit.whole) == (
        1,
        True,
        True,
        True,
        True,
        2,
    )
    (hit,) = TypeAhead(THINGS).hits("sama pin")
    assert (hit.all_own, hit.exact, hit.in_order, hit.first_own, hit.whole) == (False, False, False, False, 0)


_WORD = st.text(alphabet="abc", min_size=1, max_size=4)
_NAME = st.lists(_WORD, min_size=1, max_size=3).map(" ".join)


@given(names=st.lists(_NAME, min_size=1, max_size=12), typed=_NAME)
def test_the_index_finds_exactly_what_looking_at_each_name_finds(names: list[str], typed: str) -> None:
    by_eye = {
        place
        for place, name in enumerate(names)
        if all(any(word.startswith(sought) for word in words(name)) for sought in words(typed))
    }
    assert {hit.position for hit in TypeAhead([((name,), ()) for name in names]).hits(typed)} == by_eye


def test_a_spelling_that_two_claim_means_neither() -> None:
    assert keyed([("Dinas Pangan", "a"), ("DINAS  pangan", "a"), ("Pangan", "a"), ("pangan", "b"), ("", "c")]) == {
        "dinas pangan": "a"
    }
