"""The 16 digits of a citizen's identity number: its shape, and what it hints at but never proves.

PPKKCC of the first registration, DDMMYY (women: day + 40), a serial from 0001; there is no check digit, old codes and
wrongly issued numbers are real, so all but length and digits only warns.  Source: domain notes 5.5.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, Self

from app.domain.area import Areas
from app.domain.errors import UserProblem

_LENGTH: Final = 16
_NOISE: Final = re.compile(r"[\s.'’\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]")
_DIGITS: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Nik:
    """Sixteen digits; anything else raises UserProblem ``nik_length`` or ``nik_digits``. Never shows itself."""

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        if self.digits and not _DIGITS.fullmatch(self.digits):
            raise UserProblem("nik_digits")
        if len(self.digits) != _LENGTH:
            raise UserProblem("nik_length", length=len(self.digits), wanted=_LENGTH)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a NIK as typed, pasted or out of a sheet: spaces, dots, dashes and quotes are passed over."""
        return cls(_NOISE.sub("", text))

    def __str__(self) -> str:
        return "Nik()"


def mask_nik(nik: Nik) -> str:
    """Give region and serial only: "6472 •••• •••• 0007"."""
    return f"{nik.digits[:4]} •••• •••• {nik.digits[-4:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NikHint:
    """What the digits suggest; None where they say nothing credible.  ``first_registered`` is never an address.

    Warnings: ``nik_place_unknown``, ``nik_date_odd``, ``nik_serial_zero``.
    """

    sex: Literal["L", "P"] | None
    born_on: date | None
    first_registered: str | None
    warnings: tuple[str, ...]


def nik_hint(nik: Nik, areas: Areas, today: date) -> NikHint:
    """Give sex, birth date and regency of first registration; ``today`` decides the century and ends no life early."""
    digits = nik.digits
    warnings: list[str] = []
    place = areas.by_id(f"{digits[:2]}.{digits[2:4]}")
    if place is None:
        warnings.append("nik_place_unknown")
    day = int(digits[6:8])
    woman = day > 40
    born_on = _birth_date(day - 40 if woman else day, month=int(digits[8:10]), year=int(digits[10:12]), today=today)
    if born_on is None:
        warnings.append("nik_date_odd")
    if digits[12:] == "0000":
        warnings.append("nik_serial_zero")
    sex: Literal["L", "P"] | None = "L" if 1 <= day <= 31 else "P" if 41 <= day <= 71 else None
    return NikHint(
        sex=sex,
        born_on=born_on,
        first_registered=areas.label(place.id) if place else None,
        warnings=tuple(warnings),
    )


def _birth_date(day: int, *, month: int, year: int, today: date) -> date | None:
    """Give the date in this century if it has come, else in the last one; None when no calendar has it."""
    century = today.year // 100 * 100
    for full_year in (century + year, century - 100 + year):
        try:
            born_on = date(full_year, month, day)
        except ValueError:
            continue
        if born_on <= today:
            return born_on
    return None
