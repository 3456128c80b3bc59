"""The receipt as a text: what stands in it, and what never does."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.ids import ComplaintId
from app.domain.message import receipt_message
from app.domain.receipt import Receipt
from app.texts import texts

RECEIPT = Receipt(
    complaint_id=ComplaintId("019ab000-0000-7000-8000-000000000001"),
    number="AWS-A-26-001286-16",
    status_code="M3RT-8H",
    classification="complaint",
    letterhead=("PEMERINTAH PROVINSI KALIMANTAN TIMUR",),
    agency_line="RSUD Abdoel Wahab Sjahranie · Loket A",
    contact_line="",
    city="Samarinda",
    phone="(0541) 000-000",
    service_hours="",
    received_at=datetime(2026, 11, 23, 1, 45, tzinfo=UTC),
    recorded_at=datetime(2026, 11, 23, 1, 52, tzinfo=UTC),
    printed_at=datetime(2026, 11, 23, 1, 52, tzinfo=UTC),
    utc_offset_minutes=480,
    channel="Telepon",
    reporter_lines=("Rina Wulandari · HP 0813-••••-7788",),
    reporter_signs_as="Rina Wulandari",
    identity="open",
    secret=False,
    title="Hasil rontgen anak terlambat",
    summary="Hasil rontgen anak terlambat. Saya ambil hasil rontgen",
    target_agency="RSUD Abdoel Wahab Sjahranie",
    own_agency=True,
    due_on=date(2026, 11, 30),
    answer_working_days=5,
    tracking_id=None,
    from_lapor=False,
    officer_name="Siti Rahmawati",
    officer_nip="",
    copy=0,
)


def said(receipt: Receipt, language: str = "id") -> str:
    words = texts(language)
    return receipt_message(
        receipt, word=lambda code, /, **facts: words.word("message", code, **facts), day=lambda d: f"{d:%d-%m-%Y}"
    )


def test_a_caller_gets_number_code_due_day_and_where_to_ask() -> None:
    assert said(RECEIPT).splitlines() == [
        "RSUD Abdoel Wahab Sjahranie · Loket A",
        "Tanda terima laporan *AWS-A-26-001286-16*",
        "Kode status: *M3RT-8H*",
        "Diterima 23-11-2026 09.45 WITA (Telepon)",
        "Pelapor: Rina Wulandari",
        "Perihal: Hasil rontgen anak terlambat",
        "Tanggapan paling lambat 30-11-2026",
        "Tanya status: (0541) 000-000, sebutkan nomor dan kode ini.",
        "Layanan pengaduan tidak dipungut biaya.",
    ]


@pytest.mark.parametrize("identity", ["anonymous", "nameless"])
def test_no_name_stands_in_it_unless_the_identity_is_open(identity: str) -> None:
    hidden = replace(RECEIPT, identity=identity, reporter_lines=(), reporter_signs_as="")
    assert "Rina" not in said(hidden)
    assert "Pelapor" not in said(hidden)


def test_a_secret_report_shows_neither_name_nor_title() -> None:
    text = said(replace(RECEIPT, secret=True))
    assert "Rina" not in text
    assert "rontgen" not in text


def test_another_agency_counts_from_its_own_receipt() -> None:
    text = said(replace(RECEIPT, own_agency=False, due_on=None, target_agency="Dinas Perhubungan"))
    assert "Dinas Perhubungan" in text
    assert "30-11" not in text


def test_the_number_of_lapor_and_a_desk_without_a_phone_are_said() -> None:
    text = said(replace(RECEIPT, tracking_id="9104417", phone=""))
    assert "Nomor LAPOR!: 9104417" in text
    assert "datang ke loket" in text


def test_both_languages_have_every_word() -> None:
    for receipt in (RECEIPT, replace(RECEIPT, own_agency=False, due_on=None, tracking_id="1", phone="")):
        assert len(said(receipt, "en").splitlines()) == len(said(receipt, "id").splitlines())
        assert "{" not in said(receipt, "en")
