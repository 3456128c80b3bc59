"""Receipts as PDF, read back: the code by a scanner, the words by a reader, the bytes for what must not be there."""

import re
import subprocess
import sys
import threading
import zlib
from base64 import a85decode
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.adapters.paper.receipt import ReceiptPaper
from app.domain.errors import StorageProblem
from app.domain.receipt import PaperSize
from tests.receipts import TITLE, a_pdf, a_receipt, codes_in, the_paper, words_of

MM = 72 / 25.4
HALVES = (PaperSize.A4X2, PaperSize.F4X2)
PLANTED = ("Wartini Sukmawati", "Gang Melati 77", "6472 •••• •••• 4321", "0813-••••-9876")
HIDDEN: dict[str, Any] = {
    "reporter_lines": (f"{PLANTED[0]} · NIK {PLANTED[2]} · HP {PLANTED[3]}", PLANTED[1]),
    "reporter_signs_as": PLANTED[0],
}


def inside(pdf: bytes) -> bytes:
    """Give the bytes of the file and of every stream in it, inflated."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\n?endstream", pdf, re.DOTALL):
        data = found[1]
        if data.endswith(b"~>"):
            data = a85decode(data, adobe=False) if data.startswith(b"<~") else a85decode(data[:-2])
        parts.append(zlib.decompress(data))
    return b"\n".join(parts)


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_code_says_the_number_and_nothing_else(size: PaperSize) -> None:
    assert codes_in(a_pdf(size)) == ["AWS-A-26-001285-19"] * (2 if size in HALVES else 1)


def test_the_code_of_a_long_number_is_read_too() -> None:
    assert codes_in(a_pdf(PaperSize.MM58, number="DPMPTSPKTX-A999-26-123456789-19")) == [
        "DPMPTSPKTX-A999-26-123456789-19"
    ]


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_items_of_the_law_are_on_every_sheet(size: PaperSize) -> None:
    told = words_of(a_pdf(size))
    for item in (
        "TANDA TERIMA LAPORAN PENGADUAN",
        "AWS-A-26-001285-19",
        "Kode status: 7KQ4-2M",
        "Samarinda, Senin, 23 November 2026, pukul 09.41 WITA",
        "Budi Santoso",
        "NIK 6472 •••• •••• 0007",
        "HP 0812-••••-1234",
        "Jl. Gerilya Gg. Keluarga RT 24",
        TITLE,
        "RSUD Abdoel Wahab Sjahranie",
        "Senin, 30 November 2026",
        "Nomor LAPOR!:",
        "tidak dipungut biaya",
        "Ombudsman RI",
        "Siti Rahmawati, S.Kep., Ners",
        "NIP 19900101 201503 2 000",
        "Dicetak 23-11-2026 09.44 WITA",
    ):
        assert told.count(item) >= (2 if size in HALVES else 1), item


@pytest.mark.parametrize("size", HALVES)
def test_the_halves_are_named_after_who_keeps_them(size: PaperSize) -> None:
    told = words_of(a_pdf(size))
    assert told.count("Lembar pelapor · asli") == told.count("Lembar arsip · asli") == 1


def test_a_single_sheet_is_the_reporters() -> None:
    for size in (PaperSize.A5, PaperSize.MM80, PaperSize.MM58):
        assert "Lembar pelapor · asli" in words_of(a_pdf(size))
        assert "arsip" not in words_of(a_pdf(size))


@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize(
    ("identity", "sentence"),
    [("anonymous", "Identitas dirahasiakan atas permintaan pelapor"), ("nameless", "Tanpa nama")],
)
def test_hidden_reporters_leave_nothing_in_words_or_bytes(size: PaperSize, identity: str, sentence: str) -> None:
    pdf = a_pdf(size, identity=identity, **HIDDEN)
    told, bytes_ = words_of(pdf), inside(pdf)
    assert sentence in told
    for planted in PLANTED:
        assert planted not in told
        for part in re.findall("[A-Za-z]{5,}", planted):
            for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
                assert part.encode(encoding) not in bytes_
    assert "•" not in told.replace("• ", "")  # bullets of the notes, but no mask


def test_a_hidden_reporter_makes_the_same_bytes_whoever_it_was() -> None:
    assert a_pdf(identity="anonymous", **HIDDEN) == a_pdf(identity="anonymous")


def test_a_secret_report_makes_the_same_bytes_whatever_it_says() -> None:
    hidden = a_pdf(secret=True, title="Perawat memukul pasien", summary="Perawat memukul pasien. Kejadian di zal Z.")
    assert hidden == a_pdf(secret=True)
    assert "Rahasia: isi laporan tidak dicetak" in words_of(hidden)
    assert TITLE not in words_of(hidden)


def test_an_open_report_does_leave_its_words() -> None:
    """The searches above can fail: the same planted words are found when they may be there."""
    told = words_of(a_pdf(**HIDDEN))
    assert all(planted in told for planted in PLANTED)


def test_titles_and_dates_of_the_file_tell_nothing_of_the_reporter() -> None:
    document = pypdfium2.PdfDocument(a_pdf())
    assert document.get_metadata_dict(skip_empty=True) == {
        "Title": "AWS-A-26-001285-19",
        "Author": "Loket Aduan",
        "Creator": "Loket Aduan",
        "Producer": "ReportLab PDF Library - (opensource)",
        "CreationDate": "D:20000101000000+00'00'",
        "ModDate": "D:20000101000000+00'00'",
    }


@pytest.mark.parametrize("size", list(PaperSize))
def test_copies_are_marked_and_originals_are_not(size: PaperSize) -> None:
    copy = words_of(a_pdf(size, copy=2))
    assert copy.count("SALINAN ke-2") >= (2 if size not in HALVES else 4)
    assert "asli" not in copy
    assert "SALINAN" not in words_of(a_pdf(size))


def test_another_agency_is_promised_no_date() -> None:
    told = words_of(a_pdf(own_agency=False, due_on=None))
    assert "dihitung sejak diterima instansi tujuan" in told
    assert "paling lambat" not in told


@pytest.mark.parametrize("size", list(PaperSize))
def test_equal_receipts_give_equal_bytes(size: PaperSize) -> None:
    first = a_pdf(size, summary="ꦗꦮ 😡 汉")
    the_paper().receipts([a_receipt(copy=3)], PaperSize.A5, "en")
    assert a_pdf(size, summary="ꦗꦮ 😡 汉") == first


def test_equal_bytes_come_out_of_another_process_too() -> None:
    look = (
        "import sys, hashlib; from tests.receipts import a_receipt, the_paper;"
        "sys.stdout.write(hashlib.sha256(the_paper().receipts([a_receipt()], 'a4x2', 'id')).hexdigest())"
    )
    root = Path(__file__).parents[4]
    told = subprocess.run([sys.executable, "-c", look], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout == __import__("hashlib").sha256(a_pdf()).hexdigest()


def test_paper_sizes_are_those_of_the_shop() -> None:
    sizes = {size: pypdfium2.PdfDocument(a_pdf(size))[0].get_size() for size in PaperSize}
    assert sizes[PaperSize.A4X2] == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    assert sizes[PaperSize.F4X2] == pytest.approx((215 * MM, 330 * MM), abs=0.1)
    assert sizes[PaperSize.A5] == pytest.approx((210 * MM, 148 * MM), abs=0.1)
    assert sizes[PaperSize.MM80][0] == pytest.approx(80 * MM, abs=0.1)
    assert sizes[PaperSize.MM58][0] == pytest.approx(58 * MM, abs=0.1)


def test_a_roll_is_as_long_as_its_words() -> None:
    short, long = (
        pypdfium2.PdfDocument(a_pdf(PaperSize.MM80, summary=f"{TITLE}. {told}"))[0].get_height()
        for told in ("Pendek.", "Kata demi kata. " * 15)
    )
    assert long > short + 30


def test_all_fonts_travel_inside() -> None:
    pdf = a_pdf(copy=1, summary="ꦗ ᬩ ᮞ ᨅ ᯅ 😡")
    fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))
    assert len(fonts) == 8
    assert all(b"+" in name for name in fonts)  # subsets, not names of fonts the computer may have
    assert pdf.count(b"/FontFile2") == len(fonts)


def test_pictographs_can_be_searched_and_copied() -> None:
    assert "Lampu 😡 mati" in words_of(a_pdf(title="Lampu 😡 mati", summary=""))


def test_an_unknown_language_is_indonesian_and_english_is_english() -> None:
    assert the_paper().receipts([a_receipt()], PaperSize.A5, "xx") == a_pdf(PaperSize.A5)
    english = words_of(the_paper().receipts([a_receipt()], PaperSize.A5, "en"))
    assert "RECEIPT FOR A COMPLAINT" in english
    assert "Monday, 30 November 2026" in english


def test_many_receipts_are_one_file_in_order() -> None:
    numbers = [f"AWS-A-26-{n:06d}-00" for n in range(1, 31)]
    pdf = the_paper().receipts([a_receipt(number=number) for number in numbers], PaperSize.A4X2, "id")
    assert len(pypdfium2.PdfDocument(pdf)) == 30
    assert all(number in words_of(pdf, page) for page, number in enumerate(numbers))


def test_two_threads_do_not_mix_their_fonts() -> None:
    wanted = [a_pdf(PaperSize.A5, title=f"Judul {n} ꦗ😡é") for n in range(4)]
    got: list[list[bytes]] = [[] for _ in range(4)]

    def work(n: int) -> None:
        for _ in range(3):
            got[n].append(a_pdf(PaperSize.A5, title=f"Judul {n} ꦗ😡é"))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [[pdf] * 3 for pdf in wanted]


def test_missing_fonts_are_a_problem_with_words(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem) as gone:
        ReceiptPaper(words=the_paper()._words, fonts=tmp_path).receipts([a_receipt()], PaperSize.A5, "id")
    assert gone.value.code == "fonts_unreadable"


def test_reportlab_is_read_at_the_first_receipt_only() -> None:
    look = "import sys; import app.adapters.paper.receipt; print('reportlab' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_receipt_does_not_change_with_what_is_not_on_it() -> None:
    receipt = a_receipt()
    other = replace(receipt, complaint_id="019ab000-0000-7000-8000-00000000ffff")
    assert a_pdf() == the_paper().receipts([other], PaperSize.A4X2, "id")


@pytest.mark.parametrize("size", list(PaperSize))
def test_a_copy_of_a_corrected_record_says_both(size: PaperSize) -> None:
    words = words_of(a_pdf(size, copy=2, corrected_on=date(2026, 11, 24)))
    assert "SALINAN ke-2" in words
    assert "DIPERBAIKI 24-11-2026" in words


@pytest.mark.parametrize("size", list(PaperSize))
def test_a_void_entry_says_so_with_day_and_reason_and_promises_nothing(size: PaperSize) -> None:
    pdf = a_pdf(size, voided_on=date(2026, 11, 24), void_reason="tercatat dua kali", corrected_on=date(2026, 11, 24))
    words = words_of(pdf)
    assert "DIBATALKAN 24-11-2026" in words
    assert "tercatat dua kali" in words
    assert "Tidak berlaku" in words
    assert "DIPERBAIKI" not in words
    assert "30 November 2026" not in words
