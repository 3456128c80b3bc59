"""Which series a counter goes on in, and when the centre's word makes it leave its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import new_id
from app.domain.incarnation import (
    Begun,
    CentreKnows,
    Reason,
    SeriesUse,
    figure_of,
    free_series,
    is_taken,
    whole_series,
)
from app.texts import LANGUAGES, texts
from tests.builders import NOON, a_desk

FIGURES = st.lists(st.integers(1, 50), max_size=8)


def a_use(**values: object) -> SeriesUse:
    return SeriesUse(**{"series": "AWS-A", "year": 2026, "running": 1, "own": False, "claim": 1, **values})  # type: ignore[arg-type]


def series(figure: int) -> str:
    return "A" if figure == 1 else f"A{figure}"


@given(st.integers(1, 50), FIGURES)
def test_a_free_series_was_never_known(own: int, known: list[int]) -> None:
    names = [series(one) for one in known] + [f"AWS-{series(one)}" for one in known]
    free = free_series(a_desk(series=series(own)), [*names, "AWS-B9", "B7"])
    assert free not in {series(own), *names}
    assert figure_of(free) == max([own, *known]) + 1


def test_the_whole_series_heads_the_numbers() -> None:
    assert whole_series(a_desk(series="A2")) == "AWS-A2"
    assert (figure_of("AWS-A2"), figure_of("AWS-A"), figure_of("A12")) == (2, 1, 12)


@pytest.mark.parametrize(
    ("uses", "taken"),
    [
        ([], False),
        ([a_use(own=True)], False),
        ([a_use()], True),
        ([a_use(series="AWS-A2")], False),
        ([a_use(claim=2), a_use(own=True, claim=1)], False),
        ([a_use(claim=1), a_use(own=True, claim=2)], True),
        ([a_use(claim=2), a_use(own=True, claim=2)], True),
        ([a_use(claim=5), a_use(own=True, claim=9, year=2027), a_use(own=True, claim=1)], False),
    ],
)
def test_whoever_came_later_leaves_a_series(uses: list[SeriesUse], taken: bool) -> None:
    assert is_taken("AWS-A", uses) is taken


def test_the_highest_number_is_that_of_the_own_incarnation() -> None:
    knows = CentreKnows(clone=False, seq=3, uses=(a_use(running=9), a_use(own=True, running=4), a_use(own=True)))
    assert knows.highest("AWS-A") == {2026: 4}


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.SET_UP])
def test_every_reason_has_a_sentence(reason: Reason) -> None:
    notice = Begun(id=new_id(NOON), series="A2", reason=reason, at=NOON, lost=3).notice()
    assert all(notice.code in texts(language).tables["problem"] for language in LANGUAGES)
