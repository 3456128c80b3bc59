"""What goes from one paper of a pile to the next, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.profiles import load_profile
from app.domain.pile import carried, first_sticky, may_stick, next_slip
from app.paths import resources

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")


@pytest.mark.parametrize(
    ("slip", "following"),
    [("B-017", "B-018"), ("B-099", "B-100"), ("9", "10"), ("KS/2026/007", "KS/2026/008"), ("12a", "13a"), ("B", "")],
)
def test_the_number_on_the_slip_counts_up(slip: str, following: str) -> None:
    assert next_slip(slip) == following


@given(st.integers(0, 10**9), st.text(alphabet="AB-/ ", max_size=5))
def test_counting_up_adds_one_and_keeps_the_width(number: int, head: str) -> None:
    following = next_slip(f"{head}{number:06d}")
    assert following.startswith(head)
    assert int(following[len(head) :]) == number + 1
    assert len(following) >= len(head) + 6


def test_what_the_pile_has_in_common_is_carried_and_nothing_else() -> None:
    values = {"channel": "box", "slip_number": "B-017", "title": "Kursi", "name": "Budi"}
    assert carried(values, frozenset({"channel", "slip_number", "agency"})) == {
        "channel": "box",
        "slip_number": "B-018",
    }


def test_nothing_of_a_person_and_no_protecting_question_sticks() -> None:
    sticking = {rule.name for rule in FORM.fields if may_stick(rule)}
    assert not sticking & {"identity", "secrecy", "nik", "name", "phone", "address", "answer", "joins"}
    assert first_sticky(FORM) <= sticking
    assert {"channel", "received_at", "backdate_reason", "slip_number"} <= first_sticky(FORM)
