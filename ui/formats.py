"""Dates, times, numbers and sizes as the screen shows them, in Indonesian or English, through Qt's own locale data."""

import datetime as dt
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_WEEK: Final = 7
_MONTH: Final = 30
_YEAR: Final = 365


class Formats:
    """The conventions of one language; cheap to make, holds nothing but the locale."""

    def __init__(self, language: str) -> None:
        self.language: Final = language
        self.locale: Final = QLocale("id_ID" if language == "id" else "en_GB")

    def date(self, day: dt.date) -> str:
        """Give 23-11-2026."""
        return f"{day:%d-%m-%Y}"

    def day_and_date(self, day: dt.date) -> str:
        """Give Sen 23-11-2026."""
        return f"{self._weekday(day, QLocale.FormatType.ShortFormat)} {day:%d-%m-%Y}"

    def day_and_short_date(self, day: dt.date) -> str:
        """Give Sen 23-11."""
        return f"{self._weekday(day, QLocale.FormatType.ShortFormat)} {day:%d-%m}"

    def long_date(self, day: dt.date) -> str:
        """Give Senin, 23 November 2026."""
        return f"{self._weekday(day, QLocale.FormatType.LongFormat)}, {day.day} {self.month(day)} {day.year}"

    def month(self, day: dt.date) -> str:
        """Give November."""
        return self.locale.standaloneMonthName(day.month, QLocale.FormatType.LongFormat)

    def time(self, moment: dt.datetime) -> str:
        """Give 09.41 (09:41 in English) of a moment that is already in the counter's time zone."""
        return f"{moment:%H.%M}" if self.language == "id" else f"{moment:%H:%M}"

    def time_to_the_second(self, moment: dt.datetime) -> str:
        """Give 09.41.07 (09:41:07 in English) of a moment that is already in the counter's time zone."""
        return f"{moment:%H.%M.%S}" if self.language == "id" else f"{moment:%H:%M:%S}"

    def moment(self, moment: dt.datetime) -> str:
        """Give 23-11-2026 09.41 of a moment that is already in the counter's time zone."""
        return f"{self.date(moment.date())} {self.time(moment)}"

    def number(self, number: int) -> str:
        """Give 1.284."""
        return self.locale.toString(number)

    def decimal(self, number: float, digits: int = 1) -> str:
        """Give 62,5; never in powers of ten."""
        return self.locale.toString(float(number), "f", digits)

    def percent(self, share: float) -> str:
        """Give 62 % of 0.62."""
        return f"{self.locale.toString(round(share * 100))} %"

    def size(self, size_bytes: int) -> str:
        """Give 412 kB or 1,1 MB (steps of 1,000)."""
        size, unit = float(size_bytes), "B"
        for unit in ("B", "kB", "MB", "GB"):
            if size < 999.5 or unit == "GB":
                break
            size /= 1000
        return f"{self.decimal(size, 1 if unit in ('MB', 'GB') and size < 10 else 0)} {unit}"

    def relative_day(self, day: dt.date, today: dt.date) -> str:
        """Give "hari ini", "kemarin", "dua hari lalu", "besok", "dalam 5 hari" and the like."""
        back = (today - day).days
        return _days_ago(back) if back >= 0 else _in_days(-back)

    def _weekday(self, day: dt.date, form: QLocale.FormatType) -> str:
        return self.locale.standaloneDayName(QDate(day.year, day.month, day.day).dayOfWeek(), form)


def _days_ago(days: int) -> str:
    translate = QCoreApplication.translate
    match days:
        case 0:
            return translate("Formats", "today")
        case 1:
            return translate("Formats", "yesterday")
        case 2:
            return translate("Formats", "two days ago")
    # From here on a count is never one, so no language needs a plural form of its own.
    if days < 2 * _WEEK:
        return translate("Formats", "{count} days ago").format(count=days)
    if days < 2 * _MONTH:
        return translate("Formats", "{count} weeks ago").format(count=days // _WEEK)
    if days < 2 * _YEAR:
        return translate("Formats", "{count} months ago").format(count=days // _MONTH)
    return translate("Formats", "{count} years ago").format(count=int(days / 365.25))


def _in_days(days: int) -> str:
    if days == 1:
        return QCoreApplication.translate("Formats", "tomorrow")
    return QCoreApplication.translate("Formats", "in {count} days").format(count=days)
