"""Days and times as they stand on paper, by an own table of months; the desk's zone is a fixed offset."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

_WEEKDAYS: Final = {
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_MONTHS: Final = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_ZONES: Final = {420: "WIB", 480: "WITA", 540: "WIT"}


def day_in_words(day: date, language: str) -> str:
    """Give "Senin, 23 November 2026"."""
    weekdays, months = _WEEKDAYS.get(language, _WEEKDAYS["id"]), _MONTHS.get(language, _MONTHS["id"])
    return f"{weekdays[day.weekday()]}, {day.day} {months[day.month - 1]} {day.year}"


def day_in_figures(day: date) -> str:
    """Give "23-11-2026"."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def time_in_zone(moment: datetime, offset_minutes: int) -> str:
    """Give "09.41 WITA" for a local moment of :func:`local`, with a space at which no line ends."""
    return f"{moment.hour:02d}.{moment.minute:02d}\xa0{zone_name(offset_minutes)}"


def zone_name(offset_minutes: int) -> str:
    """Give WIB, WITA or WIT, else the offset as "UTC+09.30"."""
    if offset_minutes in _ZONES:
        return _ZONES[offset_minutes]
    hours, minutes = divmod(abs(offset_minutes), 60)
    return f"UTC{'-' if offset_minutes < 0 else '+'}{hours:02d}.{minutes:02d}"


def local(moment: datetime, offset_minutes: int) -> datetime:
    """Give the moment in the desk's zone."""
    return moment.astimezone(timezone(timedelta(minutes=offset_minutes)))
