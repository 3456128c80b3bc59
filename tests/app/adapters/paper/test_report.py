"""The report on paper: A4 upright, numbered pages, embedded fonts, the same bytes for the same report."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.report_sheet import ReportSheet
from tests.builders import a_desk
from tests.receipts import the_paper
from tests.reports import a_whole_report, in_words


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return {(round(w), round(h)) for w, h in (page.get_size() for page in document)}
    finally:
        document.close()


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-11"])
def test_every_page_says_which_one_of_how_many_it_is(period: str) -> None:
    pdf = the_paper().report(in_words(a_whole_report(period)))
    told = pages(pdf)
    assert len(told) >= 2
    for n, text in enumerate(told, start=1):
        assert f"halaman {n} dari {len(told)}" in text
        assert "RSUD Abdoel Wahab Sjahranie" in text
    assert sizes(pdf) == {(595, 842)}


def test_it_holds_every_table_with_its_figures_and_a_place_to_sign() -> None:
    sheet = in_words(a_whole_report("2026-Q4", each=411))
    told = " ".join(pages(the_paper().report(sheet)))
    for table in sheet.tables:
        assert table.title in told
    for said in ("Triwulan IV 2026", "3.699", "Rahasia (tidak dirinci)", "Kepala RSUD Abdoel Wahab Sjahranie", "NIP"):
        assert said in told
    order = [
        told.index(said) for said in ("Bukti layanan", "Cara menghitung", "Kendala dan rekomendasi", "Kepala RSUD")
    ]
    assert order == sorted(order)


def test_the_same_report_gives_the_same_bytes_with_every_font_inside() -> None:
    sheet = in_words(a_whole_report())
    pdf = the_paper().report(sheet)
    assert pdf == the_paper().report(sheet)
    assert b"Helvetica" not in pdf
    assert b"FontFile2" in pdf


@pytest.mark.parametrize("name", ["<b>RSUD</b> & Rekan", "ꦫꦸꦩꦃꦱꦏꦶꦠ꧀ Jawa", "R" * 180, "Puskesmas 🏥 \u202e"])
def test_names_of_any_script_and_length_are_set_and_are_no_markup(name: str) -> None:
    desk = a_desk(agency_name=name, letterhead=(name,) * 6)
    pdf = the_paper().report(in_words(a_whole_report("2026-11", desk=desk)))
    assert len(pages(pdf)) >= 2
    if name.startswith("<b>"):
        assert name in pages(pdf)[0]


def test_a_period_without_reports_is_a_report_too() -> None:
    told = pages(the_paper().report(_empty()))
    assert "Tidak ada dalam periode ini" in " ".join(told)


def _empty() -> ReportSheet:
    return in_words(a_whole_report("2026-02", cells=(), times=(), waiting_since=None, unproven={}, returned={}))


def test_a_long_table_goes_on_over_the_page_under_its_own_head() -> None:
    sheet = in_words(a_whole_report("2026"))
    table = sheet.table("area")
    long = replace(table, lines=table.lines * 40)
    told = pages(the_paper().report(replace(sheet, tables=(long,), charted=())))
    assert sum("Kabupaten/kota" in text for text in told) >= 3
    assert io.BytesIO(the_paper().report(sheet)).getbuffer().nbytes < 300_000
