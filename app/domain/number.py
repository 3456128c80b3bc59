"""Complaint numbers: agency, series, year, running number and two check digits, as ``AWS-A-26-001285-19``.

Check digits are ISO 7064 MOD 97-10 as in IBANs (letters count A=10 .. Z=35): every single wrong character and
every swap of two neighbouring ones is caught; a test states and proves exactly that.
"""

import re
from dataclasses import dataclass
from typing import Self

from app.domain.errors import UserProblem

_SHAPE = re.compile(r"([A-Z][A-Z0-9]{1,9})-([A-Z][0-9]{0,3})-(\d{2})-(\d{6,9})-(\d{2})")
_SPOKEN_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SPOKEN_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet".split(),
        strict=True,
    )
)


def check_digits(payload: str) -> str:
    """Give the two MOD 97-10 digits for a payload of A-Z and 0-9; other characters are passed over."""
    digits = "".join(str(int(c, 36)) for c in payload if c.isalnum())
    return f"{98 - int(digits) * 100 % 97:02d}"


def spoken(text: str) -> str:
    """Give letters and digits as Indonesian words with dots between, to read aloud: "7H" -> "tujuh · ha"."""
    return " · ".join(
        _SPOKEN_DIGITS[int(c)] if c.isdigit() else _SPOKEN_LETTERS.get(c, c) for c in text.upper() if c.isalnum()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HighWater:
    """The last number a desk is known to have given."""

    series: str
    year: int
    running: int


def next_series(series: str) -> str:
    """Give the series of the next incarnation of a counter: A, A2, A3 ..."""
    return f"{series[0]}{int(series[1:] or 1) + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintNumber:
    """One number; ``year`` is four digits and is the year of recording, ``running`` starts at 1 in each year."""

    agency: str
    series: str
    year: int
    running: int

    def __str__(self) -> str:
        return f"{self._payload()}-{check_digits(self._payload())}"

    def _payload(self) -> str:
        return f"{self.agency}-{self.series}-{self.year % 100:02d}-{self.running:06d}"

    def groups(self) -> tuple[str, ...]:
        """Give the parts as they are read aloud: AWS, A, 26, 001, 285, 19."""
        running = f"{self.running:06d}"
        return (self.agency, self.series, f"{self.year % 100:02d}", running[:-3], running[-3:], str(self)[-2:])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number as typed or scanned (any case, spaces or no dashes at its ends).

        Raises UserProblem ``number_shape`` when it is no number, ``number_check`` when the check digits disagree.
        """
        found = _SHAPE.fullmatch(re.sub(r"\s+", "", text).upper())
        if not found:
            raise UserProblem("number_shape")
        agency, series, year, running, _ = found.groups()
        number = cls(agency=agency, series=series, year=2000 + int(year), running=int(running))
        if str(number) != found.group(0):
            raise UserProblem("number_check")
        return number
