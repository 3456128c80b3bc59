"""A report in words: every code has its name in both languages, every table adds up, periods have their columns."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.changes import FeedScope
from app.domain.period import Period
from app.domain.report import Cell
from app.domain.report_sheet import Table, Unit, written
from app.texts import LANGUAGES, texts
from app.usecases.word_report import WordReport
from tests.builders import NOON, a_desk
from tests.reports import a_whole_report, in_words, report_facts, the_form, the_lists

UNNAMED = ("counter", "central_status")
WORDS = ("status", "report_days", "report_kept")
SUMMED = "channel classification category area agency counter status clocks age at_lapor central_status".split()


def column(table: Table, code: str) -> list[object]:
    place = [one.code for one in table.columns].index(code)
    return [line.values[place] for line in table.lines]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-11"])
def test_every_code_is_told_in_words_of_the_language(period: str, language: str) -> None:
    known = texts(language).tables
    sheet = in_words(a_whole_report(period), language)
    for table in sheet.tables:
        assert table.code in known["report_table"], table.code
        assert table.title != table.code
        named = [(line.code, line.label) for line in table.lines if table.code not in UNNAMED]
        assert all(label != code or any(known[words].get(code) == label for words in WORDS) for code, label in named)
    told = " ".join([sheet.title, sheet.subtitle, *sheet.notes, *(text for fact in sheet.facts for text in fact)])
    assert "{" not in told
    assert not any("{" in figure.note or figure.label == figure.code for figure in sheet.figures)


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-11"])
def test_every_table_of_reports_adds_up_to_those_received(period: str) -> None:
    report = a_whole_report(period)
    sheet = in_words(report)
    for code in SUMMED:
        table = sheet.table(code)
        assert table.total is not None
        for place, of in enumerate(table.columns):
            if of.unit is Unit.COUNT:
                assert sum(int(line.values[place] or 0) for line in table.lines) == table.total.values[place], code
        if code not in ("age", "clocks"):
            assert table.total.values[[of.code for of in table.columns].index("total")] == report.received
    numbers = sheet.table("numbers")
    assert numbers.total is not None
    assert numbers.total.values[0] == report.received + report.void


def test_a_year_has_a_column_for_each_month_and_a_month_has_shares() -> None:
    assert [c.title for c in in_words(a_whole_report("2026")).table("channel").columns][-3:] == ["Nov", "Des", "Jumlah"]
    quarter = in_words(a_whole_report("2026-Q4")).table("channel")
    assert [c.code for c in quarter.columns] == ["2026-10", "2026-11", "2026-12", "total", "share"]
    month = in_words(a_whole_report("2026-11"))
    assert [c.code for c in month.table("channel").columns] == ["total", "share"]
    with pytest.raises(KeyError):
        month.table("month")


def test_sub_categories_are_told_under_their_main_category() -> None:
    lists = the_lists()
    child = next(one for one in lists.categories.all() if one.parent == "kesehatan")
    report = a_whole_report("2026-11")
    cells = [replace(cell, code=child.id) if cell.code == "perhubungan" else cell for cell in _facts_of("2026-11")]
    table = in_words(a_whole_report("2026-11", cells=cells)).table("category")
    assert [(line.label, line.values[0]) for line in table.lines] == [("Kesehatan", 8), ("Rahasia (tidak dirinci)", 4)]
    assert report.received == 12


def _facts_of(period: str) -> Sequence[Cell]:
    return report_facts(Period.parse(period)).cells


def test_what_it_covers_and_as_of_when_is_said() -> None:
    together = in_words(a_whole_report())
    assert dict(together.facts)["Keadaan"] == (
        "PC ini (loket A) per 23 November 2026 12.00; loket lain menurut pusat, per 23 November 2026 10.00"
    )
    assert dict(together.facts)["Loket tercakup"] == "A, B"
    assert any("per 23 November 2026 10.00" in note for note in together.notes)
    alone = in_words(a_whole_report(connected=False, scope=None, read_at=None))
    assert "belum terhubung" in dict(alone.facts)["Keadaan"]
    own = in_words(a_whole_report(scope=FeedScope.DEVICE))
    assert "hanya PC ini" in dict(own.facts)["Keadaan"]
    assert any("tidak termasuk" in note for note in own.notes)


def test_an_empty_period_is_told_without_dividing_by_nothing() -> None:
    sheet = in_words(a_whole_report("2026-02", cells=(), times=(), waiting_since=None, unproven={}, returned={}))
    figures = {figure.code: figure.value for figure in sheet.figures}
    assert figures == {"received": "0", "finished": "0", "open": "0", "on_time": "–", "at_lapor": "0"}
    assert sheet.table("channel").lines == ()


def test_an_agency_that_was_typed_at_set_up_has_its_name_in_the_table() -> None:
    desk = a_desk(agency_id="own-1", agency_name="Puskesmas Contoh")
    report = a_whole_report(desk=desk)
    cells = [replace(cell, code="own-1") if cell.code == "aws" else cell for cell in _facts_of("2026-Q4")]
    table = in_words(a_whole_report(desk=desk, cells=cells)).table("agency")
    assert "Puskesmas Contoh" in [line.label for line in table.lines]
    assert in_words(report).signatory == "Kepala Puskesmas Contoh"


@pytest.mark.parametrize(
    ("written_as", "id", "en"),
    [
        ("2026", "Tahun 2026", "Year 2026"),
        ("2026-Q3", "Triwulan III 2026", "Quarter III 2026"),
        ("2026-05", "Mei 2026", "May 2026"),
    ],
)
def test_a_period_has_a_name(written_as: str, id: str, en: str) -> None:
    for language, name in (("id", id), ("en", en)):
        words = WordReport(form=the_form(), lists=the_lists(), word=texts(language).word, language=language)
        assert words.period(Period.parse(written_as)) == name


@pytest.mark.parametrize(
    ("value", "unit", "id", "en"),
    [
        (1284, Unit.COUNT, "1.284", "1,284"),
        (0.625, Unit.SHARE, "62 %", "62 %"),
        (2.5, Unit.DAYS, "2,5", "2.5"),
        (1234.56, Unit.DAYS, "1.234,6", "1,234.6"),
        (3.0, Unit.DAYS, "3", "3"),
        (None, Unit.DAYS, "–", "–"),
    ],
)
def test_figures_are_written_as_the_language_writes_them(value: float | None, unit: Unit, id: str, en: str) -> None:
    assert (written(value, unit, "id"), written(value, unit, "en")) == (id, en)


def test_the_moment_is_that_of_the_counter() -> None:
    assert in_words(a_whole_report()).place_and_day == f"Samarinda, {NOON.day} November 2026"


def test_a_period_that_is_not_over_is_said_to_be_so() -> None:
    assert dict(in_words(a_whole_report("2026-11")).facts)["Periode"].endswith("30 November 2026 (belum berakhir)")
    assert dict(in_words(a_whole_report("2026-10")).facts)["Periode"].endswith("31 Oktober 2026")
