"""Receipts with sane defaults: say only what matters, ``a_receipt(secret=True)``; and the paper that sets them."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pypdfium2
import zxingcpp

from app.adapters.paper.receipt import ReceiptPaper
from app.adapters.profiles import load_profile
from app.domain.ids import ComplaintId
from app.domain.receipt import PaperSize, Receipt
from app.paths import resources

TITLE = "Antrean obat RSUD lebih dari empat jam"
TOLD = (
    "Pelapor menunggu dari pukul 08.00 sampai 12.30 (nomor A-114), ibu pelapor lansia dan tidak ada kursi prioritas."
    " Petugas mengatakan sistem sedang lambat. Kejadian 21-11-2026, apotek rawat jalan."
)


def a_receipt(**values: Any) -> Receipt:
    defaults: dict[str, Any] = {
        "complaint_id": ComplaintId("019ab000-0000-7000-8000-000000001285"),
        "number": "AWS-A-26-001285-19",
        "status_code": "7KQ4-2M",
        "classification": "complaint",
        "letterhead": ("PEMERINTAH PROVINSI KALIMANTAN TIMUR", "RSUD ABDOEL WAHAB SJAHRANIE"),
        "agency_line": "RSUD Abdoel Wahab Sjahranie · Loket A",
        "contact_line": "Jl. Palang Merah No. 1, Samarinda · telepon (0541) 000-000",
        "city": "Samarinda",
        "phone": "(0541) 000-000",
        "service_hours": "Sen–Kam 07.30–16.00, Jum 07.30–11.30 WITA",
        "received_at": datetime(2026, 11, 23, 1, 41, tzinfo=UTC),
        "recorded_at": datetime(2026, 11, 23, 1, 44, 2, tzinfo=UTC),
        "printed_at": datetime(2026, 11, 23, 1, 44, 30, tzinfo=UTC),
        "utc_offset_minutes": 480,
        "channel": "tatap muka",
        "reporter_lines": (
            "Budi Santoso · NIK 6472 •••• •••• 0007 · HP 0812-••••-1234",
            "Jl. Gerilya Gg. Keluarga RT 24, Sungai Pinang Dalam, Samarinda",
        ),
        "reporter_signs_as": "Budi Santoso",
        "identity": "open",
        "secret": False,
        "title": TITLE,
        "summary": f"{TITLE}. {TOLD}",
        "target_agency": "RSUD Abdoel Wahab Sjahranie",
        "own_agency": True,
        "due_on": date(2026, 11, 30),
        "answer_working_days": 5,
        "tracking_id": None,
        "from_lapor": False,
        "officer_name": "Siti Rahmawati, S.Kep., Ners",
        "officer_nip": "199001012015032000",
        "copy": 0,
    }
    return Receipt(**{**defaults, **values})


@cache
def the_paper() -> ReceiptPaper:
    """Give the paper as the program has it: wording of the shipped profile, shipped fonts."""
    words = load_profile(resources() / "profiles" / "form-manual-v1.toml").receipt
    return ReceiptPaper(words=words, fonts=resources() / "fonts")


def a_pdf(size: PaperSize = PaperSize.A4X2, **values: Any) -> bytes:
    """Give one receipt as PDF in Indonesian."""
    return the_paper().receipts([a_receipt(**values)], size, "id")


def words_of(pdf: bytes, page: int = 0) -> str:
    """Give the text of a page with every run of white space as one space."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range()
    return " ".join(text.replace("\ufffe", "-").replace("\x02", "-").split())


def codes_in(pdf: bytes) -> list[str]:
    """Give what a scanner reads on the first page."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=3, grayscale=True).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(image)]
