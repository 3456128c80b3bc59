"""The one-time code as it is drawn, printed, typed and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.enrolment import EnrolmentCode, server_address
from app.domain.errors import UserProblem


@given(bits=st.integers(0, 2**100 - 1))
def test_every_code_reads_back_as_it_was_printed(bits: int) -> None:
    code = EnrolmentCode.draw(random_bits=lambda count: bits)
    assert EnrolmentCode.parse(str(code)) == code
    assert EnrolmentCode.parse(f"  {str(code).lower().replace('-', ' ')} ") == code
    assert len(str(code)) == 23


def test_one_hundred_bits_are_drawn() -> None:
    asked: list[int] = []
    EnrolmentCode.draw(random_bits=lambda count: asked.append(count) or 0)  # type: ignore[func-returns-value]
    assert asked == [100]


@given(bits=st.integers(0, 2**100 - 1), bit=st.integers(0, 99))
def test_every_bit_counts(bits: int, bit: int) -> None:
    one, other = (EnrolmentCode.draw(random_bits=lambda count, n=n: n) for n in (bits, bits ^ 1 << bit))
    assert one.sha256 != other.sha256


@given(typed=st.text(max_size=60))
def test_anything_typed_is_a_code_or_a_refusal(typed: str) -> None:
    try:
        code = EnrolmentCode.parse(typed)
    except UserProblem:
        return
    assert EnrolmentCode.parse(str(code)) == code


def test_a_code_is_not_shown_in_a_repr() -> None:
    code = EnrolmentCode.draw()
    assert code.letters not in repr(code)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://pusat.example.go.id", "https://pusat.example.go.id"),
        (" https://pusat.example.go.id:8443/loket/ ", "https://pusat.example.go.id:8443/loket"),
        ("http://127.0.0.1:8311", "http://127.0.0.1:8311"),
        ("http://[::1]:8311/", "http://[::1]:8311"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_an_address_is_kept_without_its_last_slash(typed: str, kept: str) -> None:
    assert server_address(typed) == kept


@given(typed=st.text(max_size=80) | st.text(max_size=40).map(lambda text: f"http://{text}"))
def test_plain_http_is_kept_for_this_machine_only(typed: str) -> None:
    try:
        kept = server_address(typed)
    except UserProblem:
        return
    assert kept.startswith(("https://", "http://127.", "http://[::1]", "http://localhost", "http://[::ffff:127."))
