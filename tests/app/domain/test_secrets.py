"""Rules of PIN, phrase, recovery code and status code."""

import hashlib
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.errors import UserProblem
from app.domain.ids import OfficerId
from app.domain.secrets import (
    MachineSecret,
    NewKeys,
    RecoveryCode,
    Unlocked,
    check_phrase,
    check_pin,
    pin_delay_s,
    propose_phrase,
    same_phrase,
    status_code,
    status_code_hash,
)
from app.paths import resources

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.binary(min_size=16, max_size=16).map(lambda secret: RecoveryCode(secret=secret))


def _refusal(pin: str) -> str:
    with pytest.raises(UserProblem) as refused:
        check_pin(pin)
    return refused.value.code


@pytest.mark.parametrize("pin", ["739164", "482915", "90817263", "135790", "7391640258", "002481"])
def test_an_ordinary_pin_is_accepted(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize("pin", ["", "73916", "1"])
def test_a_pin_under_six_digits_is_too_short(pin: str) -> None:
    assert _refusal(pin) == "pin_short"


@pytest.mark.parametrize(
    "pin", ["73916a", "73 9164", " 739164", "739164\n", "٧٣٩١٦٤", "\uff17\uff13\uff19\uff11\uff16\uff14"]
)
def test_only_the_digits_0_to_9_make_a_pin(pin: str) -> None:
    assert _refusal(pin) == "pin_digits"


@pytest.mark.parametrize("pin", ["111111", "121212", "123123", "1231231", "110110", "929929", "11111112", "73917391"])
def test_a_repeating_pin_is_refused(pin: str) -> None:
    assert _refusal(pin) == "pin_repeat"


@pytest.mark.parametrize("pin", ["123456", "654321", "456789", "890123", "210987", "12345678", "112233", "332211"])
def test_a_pin_that_counts_is_refused(pin: str) -> None:
    assert _refusal(pin) == "pin_run"


@pytest.mark.parametrize(
    "pin", ["170845", "450817", "081745", "17081945", "19450817", "08171945", "290200", "081945", "194508"]
)
def test_a_pin_that_is_a_date_is_refused(pin: str) -> None:
    assert _refusal(pin) == "pin_date"


@pytest.mark.parametrize("pin", ["320845", "171345", "300271", "17081845", "99991332"])
def test_a_day_that_no_calendar_has_is_no_date(pin: str) -> None:
    check_pin(pin)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d%m%y", "%y%m%d", "%d%m%Y", "%Y%m%d"]))
def test_no_birthday_is_ever_a_pin(day: date, shape: str) -> None:
    assert _refusal(day.strftime(shape)) in {"pin_date", "pin_repeat", "pin_run"}


def test_the_delay_forgives_a_slip_and_only_grows() -> None:
    delays = [pin_delay_s(wrong) for wrong in range(40)]
    assert delays[:3] == [0, 0, 2]
    assert delays == sorted(delays)
    assert delays[-1] == 900


@pytest.mark.parametrize("phrase", ["meja hijau tujuh sungai", "  Meja\thijau \n TUJUH sungai  ", "a b c d e"])
def test_four_words_are_a_phrase_whatever_they_are(phrase: str) -> None:
    check_phrase(phrase)


@pytest.mark.parametrize(("phrase", "found"), [("", 0), ("meja hijau tujuh", 3), ("mejahijautujuhsungai", 1)])
def test_fewer_than_four_words_are_no_phrase(phrase: str, found: int) -> None:
    with pytest.raises(UserProblem, match="phrase_short") as refused:
        check_phrase(phrase)
    assert dict(refused.value.facts) == {"words": 4, "found": found}


def test_case_spaces_and_code_points_do_not_change_a_phrase() -> None:
    assert same_phrase(" MEJA  hijau\u00a0Café\n") == same_phrase("meja hijau cafe\u0301") == "meja hijau caf\u00e9"


@given(st.text(max_size=30))
def test_the_form_of_a_phrase_is_stable(phrase: str) -> None:
    assert same_phrase(same_phrase(phrase)) == same_phrase(phrase)


@pytest.mark.parametrize(("length", "words"), [(2048, 4), (2047, 5), (512, 5), (511, 5), (16, 11)])
def test_a_proposed_phrase_is_worth_44_bits(length: int, words: int) -> None:
    phrase = propose_phrase([f"kata{at}" for at in range(length)])
    assert len(phrase.split()) == words
    assert length**words >= 2**44


def test_a_proposed_phrase_uses_the_given_choice_for_every_word() -> None:
    asked: list[Sequence[str]] = []

    def last(words: Sequence[str]) -> str:
        asked.append(words)
        return words[-1]

    assert propose_phrase([f"k{at}" for at in range(2048)], pick=last) == "k2047 k2047 k2047 k2047"
    assert len(asked) == 4


@pytest.mark.parametrize("words", [[], ["satu"] * 100, [str(at) for at in range(15)]])
def test_a_poor_list_proposes_nothing(words: list[str]) -> None:
    with pytest.raises(ValueError, match="list"):
        propose_phrase(words)


@pytest.fixture(scope="module")
def shipped_words() -> tuple[str, ...]:
    return tuple((resources() / "reference" / "phrase-words-id.txt").read_text(encoding="ascii").split("\n")[:-1])


def test_the_shipped_list_is_2048_short_plain_words_in_order(shipped_words: tuple[str, ...]) -> None:
    assert len(set(shipped_words)) == len(shipped_words) == 2048
    assert list(shipped_words) == sorted(shipped_words)
    assert all(4 <= len(word) <= 8 and word.isascii() and word.isalpha() and word.islower() for word in shipped_words)


def test_no_two_shipped_words_are_one_slip_apart(shipped_words: tuple[str, ...]) -> None:
    """A slip: one letter wrong, missing or too much, or two neighbours that changed places."""
    spots: dict[str, set[str]] = {}
    for word in shipped_words:
        for at in range(len(word)):
            spots.setdefault(f"{word[:at]}?{word[at + 1 :]}", set()).add(word)
            spots.setdefault(f"{word[:at]}{word[at + 1 :]}", set())
    known = frozenset(shipped_words)
    wrong = [words for words in spots.values() if len(words) > 1]
    missing = [word for word in shipped_words if word in spots]
    swapped = [
        (word, other)
        for word in shipped_words
        for at in range(len(word) - 1)
        if (other := word[:at] + word[at + 1] + word[at] + word[at + 2 :]) != word and other in known
    ]
    assert (wrong, missing, swapped) == ([], [], [])


def test_a_recovery_code_is_seven_groups_of_four() -> None:
    code = RecoveryCode(secret=bytes(range(16)))
    assert code.written() == "0004-1061-050R-3GG2-8A1C-60T3-GF5E"
    assert code.groups() == tuple(code.written().split("-"))


def test_a_new_recovery_code_takes_16_bytes_from_the_given_source() -> None:
    assert RecoveryCode.new(lambda size: b"\x07" * size) == RecoveryCode(secret=b"\x07" * 16)
    assert RecoveryCode.new() != RecoveryCode.new()


@given(codes)
def test_a_recovery_code_typed_back_is_the_same(code: RecoveryCode) -> None:
    assert RecoveryCode.parse(code.written()) == code


@given(codes)
def test_a_recovery_code_may_be_typed_carelessly(code: RecoveryCode) -> None:
    letters = "".join(code.groups()).lower().replace("0", "o").replace("1", "l")
    assert RecoveryCode.parse(f"  {letters[:9]} – {letters[9:20]}_{letters[20:]}\n") == code
    assert RecoveryCode.parse(code.written().replace("0", "O").replace("1", "i")) == code


@given(codes, st.integers(0, 27), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_noticed(code: RecoveryCode, at: int, letter: str) -> None:
    letters = "".join(code.groups())
    assume(letters[at] != letter)
    with pytest.raises(UserProblem, match="recovery_code_wrong"):
        RecoveryCode.parse(letters[:at] + letter + letters[at + 1 :])


@given(codes, st.integers(0, 26))
def test_two_neighbours_that_changed_places_are_always_noticed(code: RecoveryCode, at: int) -> None:
    letters = "".join(code.groups())
    assume(letters[at] != letters[at + 1])
    with pytest.raises(UserProblem, match="recovery_code_wrong"):
        RecoveryCode.parse(letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :])


@pytest.mark.parametrize("typed", ["", "0000", "U" * 28, "Z" * 28, "0" * 27, "0" * 29, "é" * 28, "\uff10" * 27])
def test_what_is_no_recovery_code_is_refused(typed: str) -> None:
    with pytest.raises(UserProblem, match="recovery_code_wrong"):
        RecoveryCode.parse(typed)


def test_a_recovery_code_holds_exactly_16_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        RecoveryCode(secret=b"short")


def test_a_reprint_carries_the_same_status_code() -> None:
    key = bytes(range(32))
    code = status_code(key, "0192f0c4-0000-7000-8000-000000000001")
    assert code == status_code(key, "0192f0c4-0000-7000-8000-000000000001")
    assert code != status_code(key, "0192f0c4-0000-7000-8000-000000000002")
    assert code != status_code(bytes(32), "0192f0c4-0000-7000-8000-000000000001")


@given(st.binary(min_size=32, max_size=32), st.uuids().map(str))
def test_a_status_code_has_the_form_of_the_receipt(key: bytes, complaint_id: str) -> None:
    first, dash, rest = status_code(key, complaint_id).partition("-")
    assert (len(first), dash, len(rest)) == (4, "-", 2)
    assert set(first + rest) <= set(ALPHABET)


def test_a_status_code_is_compared_as_people_type_it() -> None:
    stored = status_code_hash("some-id", "10K4-2M")
    assert {status_code_hash("some-id", typed) for typed in ("10k42m", "IO K4 2M", " lok4–2m ", "10K4-2M")} == {stored}
    assert status_code_hash("some-id", "10K4-2N") != stored
    assert status_code_hash("other-id", "10K4-2M") != stored
    assert stored == hashlib.sha256(b"some-id\x0010K42M").hexdigest()


def test_no_secret_shows_in_a_repr() -> None:
    secret = b"geheim!!" * 4
    machine = MachineSecret(secret=secret)
    code = RecoveryCode(secret=secret[:16])
    values = [
        machine,
        code,
        Unlocked(officer_id=OfficerId("id"), data_key=secret),
        NewKeys(data_key=secret, machine_secret=machine, recovery_code=code),
    ]
    for value in values:
        for shown in (repr(value), str(value), f"{value}"):
            assert "geheim" not in shown
            assert code.groups()[0] not in shown
