"""Reports with sane defaults: say only what matters, ``report_facts("2026-Q4", own=9)``; and their words."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.domain.changes import FeedScope
from app.domain.complaint import Status
from app.domain.form import Form
from app.domain.outbox import Delivery
from app.domain.period import Period
from app.domain.reference import Reference
from app.domain.report import HIDDEN, AtLapor, Cell, Cut, Evidence, Report, ReportFacts, make_report
from app.domain.report_clocks import Timed
from app.domain.report_sheet import ReportSheet
from app.paths import resources
from app.texts import texts
from app.usecases.word_report import WordReport
from tests.builders import NOON, a_desk

_ALIKE: dict[Cut, tuple[str, ...]] = {
    Cut.COUNTER: ("A", "A", "B"),
    Cut.CHANNEL: ("walk-in.counter", "phone.call", HIDDEN),
    Cut.CLASSIFICATION: ("complaint", "information", HIDDEN),
    Cut.CATEGORY: ("kesehatan", "perhubungan", HIDDEN),
    Cut.AREA: ("64.72", "", HIDDEN),
    Cut.AGENCY: ("aws", "dishub", HIDDEN),
    Cut.STATUS: ("recorded", "closed", "incomplete"),
    Cut.AT_LAPOR: (AtLapor.HAS_ID, AtLapor.WAITING, HIDDEN),
    Cut.CENTRAL_STATUS: ("Selesai", "", HIDDEN),
}


@cache
def the_lists() -> Reference:
    return load_reference(resources() / "reference")


@cache
def the_form() -> Form:
    return load_profile(resources() / "profiles" / "form-manual-v1.toml")


def report_facts(period: Period, *, each: int = 4, **values: Any) -> ReportFacts:
    """Give three kinds of reports in every month, ``each`` of a kind, the last kind secret and of counter B."""
    cells = [
        Cell(cut=cut, code=str(code), month=month, own=kind < 2, n=each)
        for month in period.months
        for cut, codes in _ALIKE.items()
        for kind, code in enumerate(codes)
    ]
    times = [_timed(month, Status(status), each) for month in period.months for status in _ALIKE[Cut.STATUS]]
    defaults = {
        "cells": cells,
        "times": [*times, Timed(received_on=period.first, status=Status.VOID, n=2)],
        "waiting_since": period.first,
        "unproven": {Delivery.PENDING: each},
        "returned": {"not_authority": 1},
        "evidence": Evidence(receipts=each, joined=1, women=1, men=each, special_needs=1),
        "connected": True,
        "scope": FeedScope.AGENCY,
        "read_at": NOON - timedelta(hours=2),
    }
    return ReportFacts(**{**defaults, **values})


def _timed(month: date, status: Status, n: int) -> Timed:
    done = month + timedelta(days=3) if status is Status.CLOSED else None
    due = {"answer_due_on": month + timedelta(days=7), "close_due_on": month + timedelta(days=20)}
    return Timed(received_on=month, status=status, answered_on=done, closed_on=done, n=n, **due)


def a_whole_report(period: str = "2026-Q4", *, desk: Any = None, **values: Any) -> Report:
    wanted = Period.parse(period)
    return make_report(
        wanted,
        report_facts(wanted, **values),
        desk=desk or a_desk(),
        made_at=NOON,
        today=NOON.date(),
        calendar=the_lists().calendar,
    )


def in_words(report: Report, language: str = "id") -> ReportSheet:
    word = texts(language).word
    return WordReport(form=the_form(), lists=the_lists(), word=word, language=language)(report)
