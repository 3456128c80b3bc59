"""What a receipt says and what it must not say, before it is set."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.adapters.paper.wording import Wording, fill, word_receipt
from app.adapters.profiles import load_profile
from app.paths import resources
from tests.receipts import TITLE, a_receipt

WORDS = load_profile(resources() / "profiles" / "form-manual-v1.toml").receipt


def worded(**values: Any) -> Wording:
    return word_receipt(a_receipt(**values), WORDS["id"], "id")


def row(wording: Wording, label: str) -> list[str]:
    (found,) = [row for row in wording.rows if row.label == label]
    return ["".join(text for text, _ in paragraph).replace("\xa0", " ") for paragraph in found.paragraphs]


def bold(wording: Wording, label: str) -> list[str]:
    (found,) = [row for row in wording.rows if row.label == label]
    return [text for paragraph in found.paragraphs for text, is_bold in paragraph if is_bold]


def everything(wording: Wording) -> str:
    return repr(wording)


def test_place_and_time_of_receipt_stand_in_one_line() -> None:
    assert row(worded(), "Diterima") == ["Samarinda, Senin, 23 November 2026, pukul 09.41 WITA · tatap muka"]


def test_what_is_typed_on_another_day_says_so() -> None:
    later = worded(recorded_at=datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    assert row(later, "Diterima")[1:] == ["dicatat Selasa, 24 November 2026, pukul 10.00 WITA"]


@pytest.mark.parametrize(("minutes", "lines"), [(59, 1), (61, 2)])
def test_a_long_interview_is_not_typed_later(minutes: int, lines: int) -> None:
    received = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    told = worded(received_at=received, recorded_at=received + timedelta(minutes=minutes))
    assert len(row(told, "Diterima")) == lines


def test_a_register_that_knows_only_the_day_gets_no_hour() -> None:
    told = worded(received_at=datetime(2026, 11, 19, 16, 0, tzinfo=UTC))
    assert row(told, "Diterima")[0] == "Samarinda, Jumat, 20 November 2026 · tatap muka"


def test_an_open_reporter_stands_with_masked_numbers_that_do_not_break() -> None:
    told = worded()
    (found,) = [row for row in told.rows if row.label == "Pelapor"]
    assert "NIK\xa06472\xa0••••\xa0••••\xa00007" in found.paragraphs[0][0][0]
    assert row(told, "Pelapor")[1] == "Jl. Gerilya Gg. Keluarga RT 24, Sungai Pinang Dalam, Samarinda"
    assert told.reporter_name == "Budi Santoso"


@pytest.mark.parametrize(
    ("identity", "sentence"),
    [("anonymous", "Identitas dirahasiakan atas permintaan pelapor"), ("nameless", "Tanpa nama")],
)
def test_hidden_reporters_leave_a_sentence_only_even_when_their_lines_are_handed_over(
    identity: str, sentence: str
) -> None:
    told = worded(identity=identity)
    assert row(told, "Pelapor") == [sentence]
    assert "Budi" not in everything(told)
    assert "Gerilya" not in everything(told)
    assert "6472" not in everything(told)


def test_an_identity_that_is_not_known_is_not_shown() -> None:
    assert "Budi" not in everything(worded(identity="other"))


def test_a_secret_report_leaves_a_sentence_only_even_when_its_text_is_handed_over() -> None:
    told = worded(secret=True)
    assert row(told, "Uraian singkat") == ["Rahasia: isi laporan tidak dicetak, tersimpan di loket dengan nomor ini."]
    assert "obat" not in everything(told)
    assert "prioritas" not in everything(told)


def test_the_title_stands_once_and_bold_before_the_text() -> None:
    told = worded()
    assert row(told, "Uraian singkat")[0].count(TITLE) == 1
    assert row(told, "Uraian singkat")[0].startswith(f"{TITLE}. Pelapor menunggu")
    assert bold(told, "Uraian singkat") == [f"{TITLE}."]


def test_a_text_that_begins_like_its_title_is_not_cut() -> None:
    assert row(worded(title="Lampu", summary="Lampu jalan mati."), "Uraian singkat") == ["Lampu. Lampu jalan mati."]


def test_a_question_keeps_its_mark() -> None:
    told = worded(title="Apa syaratnya?", summary="Apa syaratnya?. Saya mau daftar.")
    assert row(told, "Uraian singkat") == ["Apa syaratnya? Saya mau daftar."]


def test_the_own_agency_answers_by_a_date() -> None:
    told = worded()
    assert row(told, "Tanggapan") == ["paling lambat Senin, 30 November 2026 (5 hari kerja sejak diterima loket ini)"]
    assert bold(told, "Tanggapan") == ["Senin, 30 November 2026"]


def test_another_agency_counts_from_its_own_receipt_and_no_date_is_promised() -> None:
    told = worded(own_agency=False, due_on=date(2026, 11, 30))
    assert row(told, "Tanggapan") == ["5 hari kerja, dihitung sejak diterima instansi tujuan"]


def test_without_a_calendar_no_date_is_promised() -> None:
    assert row(worded(due_on=None), "Tanggapan") == ["5 hari kerja sejak diterima loket ini"]
    assert row(worded(due_on=None, answer_working_days=0), "Tanggapan") == ["sejak diterima loket ini"]


def test_the_status_leaves_room_for_the_number_of_lapor_or_shows_it() -> None:
    assert row(worded(), "Status")[0].startswith("tersimpan di loket, menyusul ke SP4N-LAPOR! · Nomor LAPOR!: ____")
    assert row(worded(tracking_id="9104417"), "Status") == ["Nomor LAPOR!: 9104417, juga untuk lapor.go.id"]


def test_what_came_from_lapor_is_not_said_to_follow_there() -> None:
    (status,) = row(worded(from_lapor=True), "Status")
    assert status.startswith("tersimpan di loket, berasal dari SP4N-LAPOR! · Nomor LAPOR!: ____")
    (known,) = row(worded(from_lapor=True, tracking_id="9104417"), "Status")
    assert known == "Nomor LAPOR!: 9104417, juga untuk lapor.go.id"


@pytest.mark.parametrize(
    ("classification", "title"),
    [
        ("complaint", "TANDA TERIMA LAPORAN PENGADUAN"),
        ("aspiration", "TANDA TERIMA ASPIRASI"),
        ("information", "TANDA TERIMA PERMINTAAN INFORMASI"),
        ("wbs", "TANDA TERIMA LAPORAN"),
        ("something new", "TANDA TERIMA LAPORAN PENGADUAN"),
    ],
)
def test_the_title_is_that_of_the_class(classification: str, title: str) -> None:
    assert worded(classification=classification).title == title


def test_the_officer_stands_with_full_name_and_grouped_nip() -> None:
    told = worded()
    assert (told.officer_name, told.officer_nip) == ("Siti Rahmawati, S.Kep., Ners", "NIP 19900101 201503 2 000")
    assert worded(officer_nip="").officer_nip == ""
    assert worded(officer_nip="K-17/2024").officer_nip == "NIP K-17/2024"


def test_copies_are_numbered_on_every_sheet() -> None:
    assert (worded().copy, worded().sheet_reporter, worded().sheet_archive) == (
        "", "Lembar pelapor · asli", "Lembar arsip · asli",
    )  # fmt: skip
    copy = worded(copy=2)
    assert (copy.copy, copy.sheet_reporter, copy.sheet_archive) == (
        "SALINAN ke-2", "Lembar pelapor · SALINAN ke-2", "Lembar arsip · SALINAN ke-2",
    )  # fmt: skip


def test_notes_go_when_what_they_tell_is_not_known() -> None:
    full = ["".join(text for text, _ in note) for note in worded().notes]
    bare = ["".join(text for text, _ in note) for note in worded(phone="", service_hours="").notes]
    assert any("telepon (0541)" in note for note in full)
    assert bare[0].startswith("Tanya status: datang, sebutkan nomor dan kode status.")
    assert len(bare) == len(full) - 1
    assert bare[-1] == "Layanan pengaduan tidak dipungut biaya."


def test_the_letterhead_does_not_say_the_agency_twice() -> None:
    assert worded().letterhead == ("PEMERINTAH PROVINSI KALIMANTAN TIMUR",)
    six = worded(letterhead=tuple("ABCDEF")).letterhead
    assert six == ("A", "B", "C", "D · E · F")


def test_address_and_telephone_stand_in_one_line() -> None:
    assert worded(contact_line="", phone="0541-738118").contact == "Telepon 0541-738118"
    told = worded(contact_line="Jl. Palang Merah No. 1, Samarinda", phone="0541-738118")
    assert told.contact == "Jl. Palang Merah No. 1, Samarinda · telepon 0541-738118"
    assert worded(contact_line="Jl. Kakap No. 23", phone="").contact == "Jl. Kakap No. 23"


def test_markup_in_what_people_type_is_never_read() -> None:
    assert fill("{a}[ x {b}]", a="**t** [k] {b}", b="1") == (("**t** [k] {b} x 1", False),)


def test_parts_in_brackets_go_with_their_gap() -> None:
    assert fill("ya[ dan {b}], **{a}**", a="1") == (("ya, ", False), ("1", True))


def test_what_is_missing_and_until_when_stands_on_the_receipt_and_the_clock_waits() -> None:
    told = worded(complete_by=date(2026, 12, 7), missing="KTP; foto", due_on=None)
    assert row(told, "Belum lengkap") == ["mohon dilengkapi paling lambat Senin, 7 Desember 2026: KTP; foto"]
    assert row(told, "Tanggapan") == ["5 hari kerja sejak berkas lengkap"]


def test_a_secret_report_takes_no_list_of_papers_home() -> None:
    told = everything(worded(complete_by=date(2026, 12, 7), missing="Visum", secret=True, due_on=None))
    assert "Visum" not in told and "tanyakan di loket ini" in told


def test_an_answer_given_at_the_desk_stands_on_the_receipt() -> None:
    told = worded(answered_on=date(2026, 11, 23), answered="Dijawab, Telepon: ya")
    assert row(told, "Tanggapan") == ["Sudah dijawab pada Senin, 23 November 2026: Dijawab, Telepon: ya"]
    assert "Belum lengkap" not in everything(told)


def test_a_further_report_names_the_one_it_adds_to_by_its_number_alone() -> None:
    told = worded(joins="AWS-A-26-001278-40")
    assert row(told, "Status")[0] == "Menambah laporan nomor AWS-A-26-001278-40"
    assert "Menambah laporan" not in everything(worded())
    assert "Menambah laporan" not in everything(worded(joins="AWS-A-26-001278-40", voided_on=date(2026, 11, 24)))
