"""Dates and times as people type them at a counter: 23-11, 231126, 23 nov, kemarin, -3, senin, 09.41, kemarin 16.30.

Day before month before year, as on every Indonesian form; nothing is guessed that could be read in two ways.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from app.domain.text import folded

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb peb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags agt aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thu",
            "jumat jum friday fri",
            "sabtu sab saturday sat",
            "minggu min ahad sunday sun",
        )
    )
    for name in names.split()
}
_DAYS_BACK: Final = {
    "hari ini": 0,
    "today": 0,
    "kemarin": 1,
    "kmrn": 1,
    "yesterday": 1,
    "kemarin lusa": 2,
    "kemarin dulu": 2,
    "besok": -1,
    "tomorrow": -1,
    "lusa": -2,
}
_COUNTS: Final = {
    word: number
    for number, words in enumerate(
        (
            "satu se one",
            "dua two",
            "tiga three",
            "empat four",
            "lima five",
            "enam six",
            "tujuh seven",
            "delapan eight",
            "sembilan nine",
            "sepuluh ten",
        ),
        start=1,
    )
    for word in words.split()
}
_AGO: Final = re.compile(r"(\w+) ?(?:(hari|days?)|(minggu|weeks?)) (?:yang )?(?:lalu|ago)")
_DIGITS: Final = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?")
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})(?:[-/. ]+(\d{4}|\d{2}))?")
_NAMED: Final = re.compile(r"(\d{1,2})[- ]?([a-z]+)(?:[- ]?(\d{4}|\d{2}))?")
_SIGNED: Final = re.compile(r"([-+])(\d{1,3})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME: Final = re.compile(
    r"(?:(?P<rest>.*?)[\s,]+)??(?:(?P<word>pukul|pkl|jam|at)\.?\s*)?"
    r"(?P<hour>\d{1,2})(?:(?P<mark>[.:])(?P<minute>\d{2})(?::\d{2})?)?(?:\s*(?:wita|wib|wit))?"
)
_FOUR_DIGITS: Final = re.compile(r"(\d{2})(\d{2})")


def parse_typed_date(text: str, today: date) -> date | None:
    """Give the date that was meant, or None when the text is none or no such day exists.

    Without a year it is the latest such day that is not after ``today``; a day of the week alone is its latest one,
    today included.  "-3" is three days ago, "+10" in ten days.  Two digits of a year mean 20xx up to next year, else
    19xx.
    """
    typed = re.sub("['’`]", "", text).strip().lower()
    if found := _SIGNED.fullmatch(typed):
        return _back(today, int(found[2]) if found[1] == "-" else -int(found[2]))
    if found := _ISO.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DIGITS.fullmatch(typed) or _NUMBERS.fullmatch(typed):
        return _dated(int(found[1]), int(found[2]), found[3], today)
    return _spoken_date(typed, today)


def parse_coming_date(text: str, today: date) -> date | None:
    """Give the date that was meant as a deadline: without a year the next such day, a day of the week its next one."""
    day = parse_typed_date(text, today)
    if day is None or day > today:
        return day
    words = folded(text)
    if words in _WEEKDAYS:
        return day + timedelta(days=7)
    said_back = words in _DAYS_BACK or _AGO.fullmatch(words) or _SIGNED.fullmatch(text.strip())
    next_year = None if said_back else parse_typed_date(text, today + timedelta(days=365))
    return next_year if next_year is not None and next_year > today else day


def parse_typed_moment(text: str, now: datetime) -> datetime | None:
    """Give the moment that was meant, in the time zone of the aware ``now``; None when the text is none.

    A time alone is of today; a date alone is no moment.  An hour without minutes needs "pukul" or "jam" before it,
    for "23-11 9" could be read in two ways.
    """
    typed = " ".join(text.lower().split())
    if typed in ("sekarang", "now"):
        return now.replace(second=0, microsecond=0)
    if found := _FOUR_DIGITS.fullmatch(typed):
        return _at(now.date(), int(found[1]), int(found[2]), now)
    found = _TIME.fullmatch(typed)
    if not found or not (found["mark"] or found["word"]):
        return None
    rest = found["rest"]
    day = parse_typed_date(rest, now.date()) if rest else now.date()
    return _at(day, int(found["hour"]), int(found["minute"] or 0), now) if day else None


def month_named(word: str) -> int | None:
    """Give the number of the month that a folded word names: "nov", "nopember", "november"."""
    return _MONTHS.get(word)


def _spoken_date(typed: str, today: date) -> date | None:
    words = folded(typed)
    if words in _DAYS_BACK:
        return _back(today, _DAYS_BACK[words])
    if found := _AGO.fullmatch(words):
        count = int(found[1]) if found[1].isdecimal() else _COUNTS.get(found[1])
        return _back(today, count * (7 if found[3] else 1)) if count is not None else None
    name, _, year_or_word = words.partition(" ")
    if name in _WEEKDAYS and year_or_word in ("", "lalu", "kemarin", "ini", "last"):
        back = (today.weekday() - _WEEKDAYS[name]) % 7
        return _back(today, back or 7 if year_or_word in ("lalu", "kemarin", "last") else back)
    if name in _WEEKDAYS:
        words = year_or_word
    if found := _NAMED.fullmatch(words):
        month = _MONTHS.get(found[2])
        return _dated(int(found[1]), month, found[3], today) if month else None
    return None


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is None:
        this_year = _day(today.year, month, day)
        if this_year is None or this_year > today:
            return _day(today.year - 1, month, day)
        return this_year
    if len(year) == 4:
        return _day(int(year), month, day)
    in_this_century = today.year // 100 * 100 + int(year)
    return _day(in_this_century if in_this_century <= today.year + 1 else in_this_century - 100, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _back(today: date, days: int) -> date | None:
    try:
        return today - timedelta(days=days)
    except OverflowError:
        return None


def _at(day: date, hour: int, minute: int, now: datetime) -> datetime | None:
    try:
        return datetime.combine(day, time(hour, minute), tzinfo=now.tzinfo)
    except ValueError:
        return None
