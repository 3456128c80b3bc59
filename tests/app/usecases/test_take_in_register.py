"""Registers: every row is a number, a duplicate, or refused with field and code; running again adds nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.bootstrap import DeskEntrance
from app.domain.errors import UserProblem
from app.domain.register import ColumnMap
from app.services import RowResult, Session
from tests.desk import open_desk

DATA = Path(__file__).parents[2] / "data"
AGENCY_REGISTER = Path(__file__).parents[4] / "shared" / "data" / "register-opd-2026.csv"
Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path / "desk")
    yield entrance, session
    entrance.close()


def take_in(desk: Desk, file: Path, **how: object) -> list[RowResult]:
    return list(desk[1].services.take_in_register(desk[1].officer, file, **how))  # type: ignore[arg-type]


def test_every_row_of_the_rich_register_ends_as_expected(desk: Desk) -> None:
    expected = json.loads((DATA / "register-kaya.expected.json").read_text(encoding="utf-8"))
    results = take_in(desk, DATA / "register-kaya.csv")
    assert len(results) == len(expected)
    first = results[0].number
    for result, wanted in zip(results, expected, strict=True):
        assert bool(result.number) == ("number" in wanted), result
        assert bool(result.duplicate_of) == ("duplicate_of" in wanted), result
        assert [[p.field, p.code] for p in result.errors] == wanted.get("errors", []), result
        assert result.similar_to == (first if "similar_to" in wanted else None), result
        if wanted.get("secrecy") == "secret":
            assert "secrecy_secret" in result.defaults


def test_running_a_register_again_adds_nothing(desk: Desk) -> None:
    first = take_in(desk, DATA / "register-kaya.csv")
    again = take_in(desk, DATA / "register-kaya.csv")
    assert not [r for r in again if r.number]
    assert [r.duplicate_of for r in again if r.duplicate_of] == [
        r.number or r.duplicate_of for r in first if not r.errors
    ]


def test_a_dry_run_records_nothing_and_says_the_same(desk: Desk) -> None:
    dry = take_in(desk, DATA / "register-kaya.csv", dry_run=True)
    assert desk[1].services.desk_status(desk[1].officer).recorded_this_year == 0
    real = take_in(desk, DATA / "register-kaya.csv")
    assert [(r.row, r.errors, bool(r.duplicate_of), r.defaults) for r in dry] == [
        (r.row, r.errors, bool(r.duplicate_of), r.defaults) for r in real
    ]


def test_hostile_cells_are_plain_text(desk: Desk) -> None:
    take_in(desk, DATA / "register-kaya.csv")
    rows = desk[1].services.find_complaints(desk[1].officer, limit=200).rows
    titles = {row.title for row in rows}
    assert '=HYPERLINK("http://contoh.invalid","klik")' in titles
    assert "<script>alert(1)</script>" in titles
    assert desk[1].services.verify_desk(desk[1].officer).findings == ()


def test_a_column_map_goes_before_the_forms_own_words(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "lain.csv"
    file.write_text(
        "hari,lewat,siapa,telp,macam,apa,cerita,bidang\n"
        "03/11/2026,loket,Budi,0812555012,pengaduan,Lampu mati,Lampu mati sejak kemarin,Perhubungan\n",
        encoding="utf-8",
    )
    with pytest.raises(UserProblem, match="sheet_columns_missing"):
        take_in(desk, file)
    columns = {"hari": "received_at", "lewat": "channel", "siapa": "name", "telp": "phone", "macam": "classification"}
    columns |= {"apa": "title", "cerita": "text", "bidang": "category"}
    assert [(bool(r.number), r.errors) for r in take_in(desk, file, columns=ColumnMap(columns=columns))] == [(True, ())]


@pytest.mark.parametrize(
    ("jenis", "own_column", "supervisory"),
    [
        ("Pengaduan Berkadar Pengawasan", "", True),
        ("berkadar pengawasan", "", True),
        ("Pengaduan tidak berkadar pengawasan", "", False),
        ("Pengaduan berkadar pengawasan", "tidak", False),
    ],
)
def test_a_class_that_needs_an_inspection_is_a_complaint_with_that_flag(
    desk: Desk, tmp_path: Path, jenis: str, own_column: str, *, supervisory: bool
) -> None:
    file = tmp_path / "pengawasan.csv"
    file.write_text(
        "Tgl Masuk,Kanal,Nama Pelapor,No HP,Jenis,Judul,Isi Aduan,Kategori,OPD Tujuan,Kadar Pengawasan\n"
        f"03/11/2026,loket,Budi,0812555012,{jenis},Lampu mati,Lampu mati sejak kemarin,Kesehatan,AWS,{own_column}\n",
        encoding="utf-8",
    )
    (result,) = take_in(desk, file)
    find, open_case = desk[1].services.find_complaints, desk[1].services.open_case
    id = find.by_number(desk[1].officer, result.number or "")
    assert id, result
    complaint = open_case.queries.complaint(id)
    assert complaint
    assert (complaint.report.classification, complaint.report.supervisory) == ("complaint", supervisory)


def test_a_workbook_is_read_and_a_nik_stored_as_number_is_refused(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tgl Masuk", "Kanal", "Nama Pelapor", "NIK", "No HP", "Jenis", "Judul", "Isi Aduan", "Kategori"])
    row = ["03/11/2026", "loket", "Budi", "6472031205900007", "0812555012", "Pengaduan", "Lampu mati"]
    told = ["Lampu jalan mati sejak dua minggu", "Perhubungan"]
    sheet.append([*row, *told])
    sheet.append([*row[:3], 6472031205900007, *row[4:], "Lampu lain mati sejak kemarin", told[1]])
    book.save(tmp_path / "register.xlsx")
    good, lost = take_in(desk, tmp_path / "register.xlsx")
    assert good.number
    assert [p.field for p in lost.errors] == ["nik"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02;\n\x00", b"PK\x03\x04 not a workbook"])
@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_what_is_no_register_is_a_sentence(desk: Desk, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserProblem, match="sheet_"):
        take_in(desk, tmp_path / name)


def test_a_missing_file_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="sheet_missing"):
        take_in(desk, tmp_path / "none.csv")


@pytest.mark.skipif(not AGENCY_REGISTER.exists(), reason="the agency's own register is not at hand")
def test_an_agencys_own_register_is_understood(desk: Desk) -> None:
    results = {r.row: r for r in take_in(desk, AGENCY_REGISTER)}
    assert all(results[n].number and not results[n].similar_to for n in range(1, 61))
    assert results[61].duplicate_of == results[3].number
    assert results[62].similar_to == results[6].number
    refused = {n: [p.code for p in r.errors] for n, r in results.items() if r.errors}
    assert refused == {
        63: ["nik_length"],
        64: ["nik_digits"],
        65: ["date_future"],
        66: ["date_wrong"],
        67: ["field_required"],
        68: ["text_short"],
        69: ["field_required"],
        70: ["channel_unknown"],
        71: ["class_unknown"],
        72: ["agency_unknown"],
        74: ["control_characters"],
        76: ["text_long"],
        78: ["field_required", "field_required"],
    }
    assert not [r for r in take_in(desk, AGENCY_REGISTER) if r.number]


def test_what_came_out_of_lapor_is_kept_and_never_forwarded_there(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "lapor.csv"
    told = "Lampu jalan mati sejak dua minggu di depan gang;Perhubungan"
    file.write_text(
        "Tgl Masuk;Kanal;Nama Pelapor;No HP;Jenis;Tracking ID;Judul;Isi Aduan;Kategori\n"
        f"03/11/2026;loket;Budi;0812555012;Pengaduan;# 9104 417;Lampu mati satu;{told}\n"
        f"03/11/2026;SP4N-LAPOR!;Budi;0812555012;Pengaduan;;Lampu mati dua;{told}\n"
        f"03/11/2026;loket;Budi;0812555012;Pengaduan;;Lampu mati tiga;{told}\n"
        f"03/11/2026;loket;Budi;0812555012;Pengaduan;belum ada;Lampu mati empat;{told}\n",
        encoding="utf-8",
    )
    first, second, third, refused = take_in(desk, file)
    assert [(p.field, p.code) for p in refused.errors] == [("tracking_id", "tracking_shape")]
    find, queries = desk[1].services.find_complaints, desk[1].services.open_case.queries
    ids = [find.by_number(desk[1].officer, result.number or "") for result in (first, second, third)]
    complaints = [queries.complaint(id) for id in ids if id]
    assert [c and c.tracking_id for c in complaints] == ["9104417", None, None]
    forwarders = {
        json.loads(event.body)["number"]: json.loads(event.body)["forwarder"]
        for event in desk[1].services.sync.queries.due(
            datetime(2100, 1, 1, tzinfo=UTC), after_seq=0, limit=10, max_bytes=1 << 20, ignore_wait=True
        )
    }
    assert [forwarders[r.number or ""] for r in (first, second, third)] == ["none", "none", "pusat"]


def test_a_cell_with_a_formula_error_is_refused_at_its_field(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rumus.csv"
    file.write_text(
        "Tgl Masuk;Kanal;Nama Pelapor;No HP;Jenis;Judul;Isi Aduan;Kategori\n"
        "03/11/2026;loket;Budi;#REF!;Pengaduan;Lampu mati;Lampu jalan mati sejak dua minggu;Perhubungan\n",
        encoding="utf-8",
    )
    (refused,) = take_in(desk, file)
    assert [(p.field, p.code) for p in refused.errors] == [("phone", "cell_error")]


@pytest.mark.parametrize("nik", ["6,47E+15", "6.47203E+15", "6.4720312059e+15", "6472031205900000.0"])
def test_a_nik_that_lost_digits_is_refused_and_not_repaired(desk: Desk, tmp_path: Path, nik: str) -> None:
    file = tmp_path / "nik.csv"
    file.write_text(
        "Tgl Masuk;Kanal;Nama Pelapor;NIK;No HP;Jenis;Judul;Isi Aduan;Kategori\n"
        f"03/11/2026;loket;Budi;{nik};0812555012;Pengaduan;Lampu mati;Lampu jalan mati sejak dua minggu;Perhubungan\n",
        encoding="utf-8",
    )
    (refused,) = take_in(desk, file)
    assert [p.field for p in refused.errors] == ["nik"]
