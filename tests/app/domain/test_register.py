"""Registers as agencies keep them: where the header is, which column carries what, what a map says before the form."""

import pytest

from app.adapters.profiles import load_profile
from app.domain.errors import UserProblem
from app.domain.register import ColumnMap, Sheet, header_key, header_keys, table_of
from app.paths import resources

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
HEADER = ("Tgl Masuk", "Kanal", "Nama Pelapor", "Judul", "Isi Aduan", "Catatan Pak Lurah")
ROW = ("03/11/2026", "loket", "Budi", "Lampu mati", "Lampu mati sejak kemarin", "ya")


def sheet(*rows: tuple[str, ...]) -> Sheet:
    return Sheet(rows=rows)


def test_known_header_words_carry_their_fields_and_others_nothing() -> None:
    table = table_of(sheet(HEADER, ROW), FORM)
    assert table.fields == ("received_at", "channel", "name", "title", "text", None)
    assert table.missing == ()
    assert table.values(table.rows[0])["title"] == "Lampu mati"


def test_titles_and_empty_lines_may_stand_above_the_header() -> None:
    title = ("REGISTER PENGADUAN", "", "", "", "", "")
    table = table_of(sheet(title, ("",) * 6, ("Triwulan", "IV", "", "", "", ""), HEADER, ROW), FORM)
    assert table.header == HEADER
    assert list(table.rows) == [ROW]


def test_a_header_over_two_lines_is_taken_down() -> None:
    upper = ("Tgl Masuk", "Kanal", "Pelapor", "", "Judul", "Isi Aduan")
    lower = ("", "", "Nama", "No HP", "", "")
    table = table_of(sheet(upper, lower, ("03/11/2026", "loket", "Budi", "0812", "Lampu", "mati")), FORM)
    assert table.fields == ("received_at", "channel", "name", "phone", "title", "text")


def test_a_second_header_below_is_a_line_of_data() -> None:
    assert len(table_of(sheet(HEADER, HEADER, ROW), FORM).rows) == 2


def test_unknown_words_give_the_widest_line_as_header_and_say_what_is_missing() -> None:
    table = table_of(sheet(("Laporan warga", "", ""), ("hari", "cerita", "siapa"), ("a", "b", "c")), FORM)
    assert table.header == ("hari", "cerita", "siapa")
    assert table.missing == ("received_at", "channel", "title", "text")


def test_a_map_goes_before_the_form_and_may_leave_a_column_out_or_say_what_all_rows_say() -> None:
    columns = ColumnMap(columns={"judul": "place", "Kanal": "", "catatan pak lurah": "title"}, fixed={"channel": "WA"})
    table = table_of(sheet(HEADER, ROW), FORM, columns)
    assert table.fields == ("received_at", None, "name", "place", "text", "title")
    assert table.missing == ()
    assert table.values(ROW)["channel"] == "WA"


def test_what_a_row_says_itself_goes_before_what_all_rows_say() -> None:
    table = table_of(sheet(HEADER, ROW), FORM, ColumnMap(fixed={"channel": "WA"}))
    assert table.values(ROW)["channel"] == "loket"


def test_a_header_is_known_again_whatever_its_case_and_wherever_it_stands() -> None:
    assert header_key(HEADER) == header_key(tuple(word.upper() + "." for word in HEADER))
    assert header_key(HEADER) in header_keys(sheet(("x", "y"), ("",), HEADER, ROW))
    assert header_key(HEADER) != header_key(HEADER[1:])


@pytest.mark.parametrize(
    "columns", [ColumnMap(columns={"a": "title"}), ColumnMap(columns={"a": "title"}, fixed={"channel": "WA"})]
)
def test_a_map_is_read_as_it_was_written(columns: ColumnMap) -> None:
    import json

    assert ColumnMap.of_json(json.loads(columns.to_json())) == columns


@pytest.mark.parametrize(
    "found", [[], "x", {"a": 1}, {"columns": {"a": 1}}, {"columns": {"a": "b"}, "fixed": "c"}, None]
)
def test_what_is_no_map_is_a_sentence(found: object) -> None:
    with pytest.raises(UserProblem, match="map_unreadable"):
        ColumnMap.of_json(found)


def test_a_map_to_a_field_that_does_not_exist_is_a_sentence() -> None:
    with pytest.raises(UserProblem, match="map_field_unknown"):
        ColumnMap(columns={"a": "titel"}).checked(FORM)
    assert ColumnMap(columns={"a": "", "b": "area.village"}).checked(FORM)


def test_an_empty_sheet_has_no_header() -> None:
    assert table_of(sheet(), FORM).missing == ("received_at", "channel", "title", "text")
    assert table_of(sheet(("", "")), FORM).fields == (None, None)
