"""Every receipt as a picture under build/looks: to be looked at by eye, and checked for what an eye may miss."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.domain.receipt import PaperSize
from tests.receipts import TITLE, a_receipt, the_paper

LOOKS = Path(__file__).parents[2] / "build" / "looks"

ANONYMOUS: dict[str, Any] = {"identity": "anonymous", "reporter_lines": (), "reporter_signs_as": ""}
NAMELESS: dict[str, Any] = {**ANONYMOUS, "identity": "nameless"}
SECRET: dict[str, Any] = {**ANONYMOUS, "secret": True, "title": "", "summary": "", "classification": "wbs"}
ELSEWHERE: dict[str, Any] = {
    "classification": "information",
    "own_agency": False,
    "due_on": None,
    "target_agency": "Dinas Pekerjaan Umum, Penataan Ruang dan Perumahan Rakyat",
    "tracking_id": "9104417",
}
TYPED_LATER: dict[str, Any] = {
    "received_at": datetime(2026, 11, 19, 16, 0, tzinfo=UTC),
    "channel": "kotak pengaduan",
    "classification": "aspiration",
}
COPY: dict[str, Any] = {"copy": 2, "printed_at": datetime(2026, 12, 1, 3, 5, tzinfo=UTC)}
SHORT: dict[str, Any] = {
    "title": "Lampu mati",
    "summary": "Lampu mati. Lampu jalan mati.",
    "reporter_lines": ("Ani",),
    "reporter_signs_as": "Ani",
    "officer_nip": "",
    "letterhead": (),
    "contact_line": "",
    "phone": "",
    "service_hours": "",
}
SCRIPTS: dict[str, Any] = {
    "title": "Papan nama jalan ꦗꦮ dan ᬩᬮᬶ belum dipasang 😡👍🏽 ♿",
    "summary": "Warga menulis: ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ, ᮞᮥᮔ᮪ᮓ, ᨅᨔ ᨕᨘᨁᨗ, ᯅᯖᯂ᯲. Juga 汉字 dan العربية yang tidak ada hurufnya. ½ → ✓ ☎ Ω ж",
    "reporter_signs_as": "Ni Luh Ayu Ꮳ D’Souza-Łukasiewicz",
    "reporter_lines": ("Ni Luh Ayu Ꮳ D’Souza-Łukasiewicz · HP 0812-••••-1234",),
}
_LONG_NAME = "dr. H. Raden Mas Muhammad Abdurrahman Kusumaatmadja Notonegoro bin Tuan Guru Haji Zainuddin Abdul Madjid"
EVERYTHING_LONG: dict[str, Any] = {
    **COPY,
    **TYPED_LATER,
    "number": "DPMPTSP-A2-26-001285-19",
    "classification": "procurement",
    "letterhead": (
        "PEMERINTAH PROVINSI KALIMANTAN TIMUR",
        "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU PROVINSI KALIMANTAN TIMUR",
        "UNIT PELAKSANA TEKNIS DAERAH PELAYANAN PERIZINAN WILAYAH UTARA DAN TENGAH",
    ),
    "agency_line": "UPTD Pelayanan Perizinan Terpadu Wilayah Utara dan Tengah Provinsi Kalimantan Timur · Loket B",
    "contact_line": (
        "Jl. Basuki Rahmat No. 56, Kel. Bugis, Kec. Samarinda Kota, Samarinda 75121 · telepon (0541) 743-235"
        " · WhatsApp 0811-5555-4321 · dpmptsp.kaltimprov.go.id"
    ),
    "title": ("Mohon penjelasan persyaratan izin mendirikan bangunan gedung serbaguna warga " * 4)[:255],
    "summary": "Pelapor telah tiga kali datang ke loket. " * 8,
    "reporter_lines": (
        f"{_LONG_NAME} · NIK 6472 •••• •••• 0007 · HP 0812-••••-1234 · b•••@kantor-notaris-dan-ppat.contoh.id",
        (
            "Jl. Kyai Haji Wahid Hasyim II Gang Keluarga Sejahtera Bersama Blok C Nomor 24 RT 024 RW 007, belakang"
            " masjid dekat simpang tiga, Sempaja Selatan, Kec. Samarinda Utara, Kota Samarinda, Kalimantan Timur"
        ),
    ),
    "reporter_signs_as": _LONG_NAME,
    "target_agency": "Dinas Pekerjaan Umum, Penataan Ruang dan Perumahan Rakyat Provinsi Kalimantan Timur",
    "officer_name": f"{_LONG_NAME}, S.K.M., M.Kes., Sp.KKLP",
}
VARIANTS: dict[str, dict[str, Any]] = {
    "open": {},
    "anonymous": ANONYMOUS,
    "nameless": NAMELESS,
    "secret": SECRET,
    "elsewhere": ELSEWHERE,
    "typed-later": TYPED_LATER,
    "copy": COPY,
    "short": SHORT,
    "scripts": SCRIPTS,
    "everything-long": EVERYTHING_LONG,
}


@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize("variant", VARIANTS)
def test_receipts_as_pictures(size: PaperSize, variant: str) -> None:
    pdf = the_paper().receipts([a_receipt(**VARIANTS[variant])], size, "id")
    picture(pdf, f"receipt-{size.value}-{variant}")


@pytest.mark.parametrize("size", list(PaperSize))
def test_receipts_in_english_as_pictures(size: PaperSize) -> None:
    picture(the_paper().receipts([a_receipt(channel="walk-in")], size, "en"), f"receipt-{size.value}-english")


def test_many_receipts_are_as_many_pages_in_the_order_asked() -> None:
    receipts = [a_receipt(number=f"AWS-A-26-00000{n}-00", title=TITLE) for n in range(1, 5)]
    receipts[2] = replace(receipts[2], identity="nameless", reporter_lines=(), reporter_signs_as="")
    document = pypdfium2.PdfDocument(the_paper().receipts(receipts, PaperSize.A4X2, "id"))
    assert len(document) == 4
    for page, receipt in zip(document, receipts, strict=True):
        assert receipt.number in page.get_textpage().get_text_range()


def picture(pdf: bytes, name: str) -> None:
    """Draw the first page at 144 dpi; an empty or cut sheet fails."""
    LOOKS.mkdir(parents=True, exist_ok=True)
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=2, grayscale=True).to_pil()
    image.save(LOOKS / f"{name}.png")
    width, height = image.size
    left, top, right, bottom = image.point(lambda shade: 255 - shade).getbbox()
    assert left > 10
    assert top > 10
    assert right < width - 10
    assert bottom < height - 10
