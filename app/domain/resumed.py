"""A draft taken up again: "kemarin" and "09.41" keep the day on which they were typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.domain.draft import Draft
from app.domain.form import Form, Kind
from app.domain.typed_dates import parse_typed_date, parse_typed_moment


def _date(text: str, now: datetime) -> str | None:
    day = parse_typed_date(text, now.date())
    return f"{day:%d-%m-%Y}" if day else None


def _moment(text: str, now: datetime) -> str | None:
    moment = parse_typed_moment(text, now)
    return f"{moment:%d-%m-%Y %H.%M}" if moment else None


_READ: Final[dict[Kind, Callable[[str, datetime], str | None]]] = {Kind.DATE: _date, Kind.MOMENT: _moment}


def resumed(draft: Draft, *, form: Form, kept_at: datetime, now: datetime) -> Draft:
    """Give the draft as typed, but with days and moments written out where time has changed their meaning.

    Both moments are aware and in the desk's own zone.
    """
    values = dict(draft.values)
    for rule in form.fields:
        read, typed = _READ.get(rule.kind), values.get(rule.name)
        if read and typed:
            meant = read(typed, kept_at)
            if meant is not None and meant != read(typed, now):
                values[rule.name] = meant
    return replace(draft, values=values)
