"""Rules for what people must remember or keep: PIN, opening phrase, recovery code, the receipt's status code.

Random bytes come in as an argument.  No value here shows its secret in a repr.
"""

import hashlib
import hmac
import itertools
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from app.domain.errors import UserProblem
from app.domain.ids import OfficerId

PIN_DIGITS: Final = 6
PIN_TRIES: Final = 5
PHRASE_WORDS: Final = 4
PHRASE_BITS: Final = 44
KEY_BYTES: Final = 32

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_BETWEEN_GROUPS: Final = re.compile(r"[\s\-\u2010-\u2015\u2212._]+")
_CODE_BYTES: Final = 16
_CODE_LETTERS: Final = 26
_CHECK_LETTERS: Final = 2
_CHECK_MODULUS: Final = 1021
_GROUP: Final = 4
_STATUS_BITS: Final = 30
_PIN_DELAYS_S: Final = (0, 0, 2, 5, 15, 30, 60, 120, 300, 600, 900)
_DAYS_IN_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DATE_SHAPES: Final = ("DDMMYY", "YYMMDD", "MMDDYY", "DDMMYYYY", "YYYYMMDD", "MMDDYYYY", "MMYYYY", "YYYYMM")


def check_pin(pin: str) -> None:
    """Accept a PIN of six digits or more that is no date, run or repeat.

    Raises UserProblem ``pin_digits``, ``pin_short``, ``pin_repeat``, ``pin_run`` or ``pin_date``.
    """
    if pin and not (pin.isascii() and pin.isdigit()):
        raise UserProblem("pin_digits", digits=PIN_DIGITS)
    if len(pin) < PIN_DIGITS:
        raise UserProblem("pin_short", digits=PIN_DIGITS)
    if _repeats(pin):
        raise UserProblem("pin_repeat")
    if _runs(pin):
        raise UserProblem("pin_run")
    if any(_is_date(pin, shape) for shape in _DATE_SHAPES):
        raise UserProblem("pin_date")


def _repeats(pin: str) -> bool:
    if len(set(pin)) < 3:
        return True
    return any(pin == (pin[:period] * len(pin))[: len(pin)] for period in range(1, len(pin) // 2 + 1))


def _runs(pin: str) -> bool:
    """Tell whether the digits only count up or down (0 follows 9), each standing once or equally often."""
    stretches = [found.group(0) for found in re.finditer(r"(\d)\1*", pin)]
    if len({len(stretch) for stretch in stretches}) > 1:
        return False
    digits = [int(stretch[0]) for stretch in stretches]
    steps = {(after - before) % 10 for before, after in itertools.pairwise(digits)}
    return steps in ({1}, {9})


def _is_date(pin: str, shape: str) -> bool:
    """Tell whether the digits are a calendar day (or month and year) in ``shape``; four-digit years are 1900-2099."""
    if len(pin) != len(shape):
        return False

    def part(letter: str) -> int:
        return int("".join(digit for digit, mark in zip(pin, shape, strict=True) if mark == letter) or "1")

    year_fits = "YYYY" not in shape or 1900 <= part("Y") <= 2099
    return year_fits and 1 <= part("M") <= 12 and 1 <= part("D") <= _DAYS_IN_MONTH[part("M") - 1]


def pin_delay_s(wrong: int) -> int:
    """Give the seconds to wait after so many wrong PINs in a row: none after a slip, a quarter of an hour at most."""
    return _PIN_DELAYS_S[min(wrong, len(_PIN_DELAYS_S) - 1)]


def same_phrase(phrase: str) -> str:
    """Give the phrase in the one form that keys are made from: lower case, single spaces, no look-alike code points."""
    folded = unicodedata.normalize("NFKC", phrase).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def check_phrase(phrase: str) -> None:
    """Accept an opening phrase of at least four words, whatever the words; else UserProblem ``phrase_short``."""
    count = len(same_phrase(phrase).split())
    if count < PHRASE_WORDS:
        raise UserProblem("phrase_short", words=PHRASE_WORDS, found=count)


def propose_phrase(words: Sequence[str], *, pick: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Give a phrase of independently picked words that is worth at least 44 bits.

    Raises ValueError for a list that repeats itself or has fewer than 16 words.
    """
    if len(set(words)) != len(words) or len(words) < 16:
        raise ValueError("not a list to pick a phrase from")
    count = PHRASE_WORDS
    while len(words) ** count < 2**PHRASE_BITS:
        count += 1
    return " ".join(pick(words) for _ in range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCode:
    """128 random bits, written as 26 letters of Crockford's base 32 and two check letters.

    The check is the value modulo the prime 1021, so one wrong letter and any two neighbours that changed places are
    always noticed.  Source of the alphabet: https://www.crockford.com/base32.html
    """

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != _CODE_BYTES:
            raise ValueError("a recovery code holds 16 bytes")

    @classmethod
    def new(cls, random: Callable[[int], bytes] = secrets.token_bytes) -> Self:
        """Give a fresh code."""
        return cls(secret=random(_CODE_BYTES))

    def groups(self) -> tuple[str, ...]:
        """Give the code as seven groups of four letters, as printed and typed back."""
        value = int.from_bytes(self.secret)
        letters = _base32(value, _CODE_LETTERS) + _base32(value % _CHECK_MODULUS, _CHECK_LETTERS)
        return tuple(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))

    def written(self) -> str:
        """Give the groups with dashes between.  This is the secret itself: for paper and screen, never for a log."""
        return "-".join(self.groups())

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a code as typed: any case, O for 0, I or L for 1, with or without dashes and spaces.

        Raises UserProblem ``recovery_code_wrong``.
        """
        letters = _typed_letters(typed)
        if len(letters) != _CODE_LETTERS + _CHECK_LETTERS or not set(letters) <= set(_ALPHABET):
            raise UserProblem("recovery_code_wrong")
        value, check = _value(letters[:_CODE_LETTERS]), _value(letters[_CODE_LETTERS:])
        if value >= 1 << 8 * _CODE_BYTES or value % _CHECK_MODULUS != check:
            raise UserProblem("recovery_code_wrong")
        return cls(secret=value.to_bytes(_CODE_BYTES))


def status_code(status_key: bytes, complaint_id: str) -> str:
    """Give the six letters of the receipt that open the status by telephone, as "7KQ4-2M".

    The same key and complaint give the same code, so that a reprint agrees with the first print.
    """
    mac = hmac.digest(status_key, b"loket status code\0" + complaint_id.encode(), "sha256")
    letters = _base32(int.from_bytes(mac[:4]) >> (32 - _STATUS_BITS), _STATUS_BITS // 5)
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def status_code_hash(complaint_id: str, code: str) -> str:
    """Give SHA-256 as hex of a status code, as printed or as typed, salted with the complaint's id."""
    typed = _typed_letters(code).encode(errors="surrogatepass")  # a clipboard may bring half a letter
    return hashlib.sha256(complaint_id.encode() + b"\0" + typed).hexdigest()


def _typed_letters(typed: str) -> str:
    return _BETWEEN_GROUPS.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(_LOOK_ALIKES)


def _base32(value: int, letters: int) -> str:
    return "".join(_ALPHABET[value >> 5 * at & 31] for at in reversed(range(letters)))


def _value(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value << 5 | _ALPHABET.index(letter)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerName:
    """Who may sign in at this desk, as known before anything is opened."""

    id: OfficerId
    login: str
    display: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineSecret:
    """What the opening phrase opens; kept in memory only, until quitting or too many wrong PINs."""

    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """An officer who gave the right PIN, and the key of the database."""

    officer_id: OfficerId
    data_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeys:
    """What a new desk begins with; the recovery code is shown once and kept nowhere."""

    data_key: bytes = field(repr=False)
    machine_secret: MachineSecret
    recovery_code: RecoveryCode
