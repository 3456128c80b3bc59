"""The slip that sends a person on: everything on one page, whatever was filled in, and nobody's name."""

from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from app.domain.receipt import PaperSize
from app.domain.referral import Contact, Referral
from tests.receipts import the_paper

POLICE = Contact(
    id="p",
    name="Kepolisian terdekat",
    short_name="Polisi",
    address="Kantor polisi terdekat",
    phone="110",
    hours="24 jam",
)


def a_referral(**values: Any) -> Referral:
    defaults: dict[str, Any] = {
        "letterhead": ("PEMERINTAH PROVINSI KALIMANTAN TIMUR", "RSUD ABDOEL WAHAB SJAHRANIE"),
        "agency_line": "RSUD Abdoel Wahab Sjahranie · Loket A",
        "contact_line": "Jl. Palang Merah No. 1, Samarinda",
        "phone": "(0541) 000-000",
        "city": "Samarinda",
        "bodies": (POLICE,),
        "bring": ("Kartu keluarga (KK)",),
        "printed_at": datetime(2026, 11, 23, 1, 44, 30, tzinfo=UTC),
        "utc_offset_minutes": 480,
    }
    return Referral(**{**defaults, **values})


def told(pdf: bytes) -> tuple[int, str, tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(document[0].get_textpage().get_text_bounded().split())
        return len(document), text, document[0].get_size()
    finally:
        document.close()


@pytest.mark.parametrize("size", PaperSize)
def test_every_paper_gets_one_page_with_where_to_go(size: PaperSize) -> None:
    pages, text, _ = told(the_paper().referral(a_referral(), size, "id"))
    assert pages == 1
    for said in ("Slip rujukan", "Kepolisian terdekat", "110", "24 jam", "Kartu keluarga (KK)", "23 November 2026"):
        assert said in text


def test_a_sheet_is_half_an_a4_and_a_roll_as_wide_as_the_roll() -> None:
    for size, width in (
        (PaperSize.A4X2, 595.3),
        (PaperSize.F4X2, 595.3),
        (PaperSize.A5, 595.3),
        (PaperSize.MM80, 226.8),
    ):
        assert told(the_paper().referral(a_referral(), size, "id"))[2][0] == pytest.approx(width, abs=0.5)


def test_equal_slips_are_equal_bytes_and_speak_both_languages() -> None:
    assert the_paper().referral(a_referral(), PaperSize.A5, "id") == the_paper().referral(
        a_referral(), PaperSize.A5, "id"
    )
    assert "Please bring:" in told(the_paper().referral(a_referral(), PaperSize.A5, "en"))[1]


def test_a_body_without_any_contact_says_whom_to_ask() -> None:
    unknown = Contact(id="x", name="Badan Baru", short_name="Baru")
    assert (
        "tanyakan kepada petugas loket"
        in told(the_paper().referral(a_referral(bodies=(unknown,)), PaperSize.A5, "id"))[1]
    )


def test_three_bodies_with_long_addresses_and_nine_papers_still_fit_a_sheet() -> None:
    long = Contact(
        id="l",
        name="Badan Pengawas Pemilihan Umum provinsi, kabupaten, atau kota",
        short_name="B",
        address="Jl. " + "Panjang Sekali " * 12,
        phone="0541-000000",
        hours="Senin sampai Jumat pukul 08.00 sampai 16.00 WITA, istirahat pukul 12.00",
        web="contoh.go.id",
    )
    papers = tuple(f"Berkas ke-{n} dengan nama yang cukup panjang" for n in range(1, 10))
    pdf = the_paper().referral(a_referral(bodies=(long, long, long), bring=papers), PaperSize.A5, "id")
    pages, text, (_, height) = told(pdf)
    assert pages == 1 and papers[-1] in text and "kembali ke loket ini" in text
    assert bottom_of(pdf, papers[-1]) > bottom_of(pdf, "Bila tidak") + 10 and bottom_of(pdf, "Bila tidak") > 15
    assert height == pytest.approx(419.5, abs=1)


def bottom_of(pdf: bytes, words: str) -> float:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].get_textpage()
        found = page.search(words).get_next()
        assert found is not None
        return float(page.get_charbox(found[0])[1])
    finally:
        document.close()
