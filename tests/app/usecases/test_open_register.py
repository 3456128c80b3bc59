"""A register before it is taken in: columns are remembered, chats and cells are pasted, a row goes on as a draft."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed, UserProblem
from app.domain.register import ColumnMap, table_of
from app.services import Session
from tests.desk import another, open_desk

Desk = tuple[DeskEntrance, Session]
STRANGE = "hari,lewat,siapa,telp,macam,apa,cerita,bidang\n"
ROW = "03/11/2026,loket,Budi,0812555012,pengaduan,Lampu mati,Lampu mati sejak kemarin,Perhubungan\n"
COLUMNS = ColumnMap(
    columns={
        "hari": "received_at",
        "lewat": "channel",
        "siapa": "name",
        "telp": "phone",
        "macam": "classification",
        "apa": "title",
        "cerita": "text",
    },
    fixed={"category": "kesehatan"},
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path / "desk")
    yield entrance, session
    entrance.close()


def a_file(folder: Path, *rows: str, name: str = "lain.csv") -> Path:
    (folder / name).write_text(STRANGE + "".join(rows), encoding="utf-8")
    return folder / name


def test_a_header_that_was_understood_once_is_understood_again_by_window_and_command_line(
    desk: Desk, tmp_path: Path
) -> None:
    entrance, session = desk
    opened, take_in = session.services.open_register, session.services.take_in_register
    sheet = opened.read(session.officer, a_file(tmp_path, ROW))
    assert opened.remembered(sheet) is None
    table = table_of(sheet, entrance.form, COLUMNS)
    opened.remember(session.officer, table, COLUMNS)
    assert opened.remembered(sheet) == COLUMNS
    other = a_file(tmp_path, "\n", ROW, ROW.replace("Lampu", "Air"), name="lagi.csv")
    assert [bool(result.number) for result in take_in(session.officer, other)] == [True, True]


def test_what_was_decided_last_is_remembered(desk: Desk, tmp_path: Path) -> None:
    entrance, session = desk
    opened = session.services.open_register
    sheet = opened.read(session.officer, a_file(tmp_path, ROW))
    opened.remember(session.officer, table_of(sheet, entrance.form), ColumnMap(columns={"hari": ""}))
    opened.remember(session.officer, table_of(sheet, entrance.form), COLUMNS)
    assert opened.remembered(sheet) == COLUMNS


def test_a_pasted_chat_and_copied_cells_become_rows(desk: Desk) -> None:
    entrance, session = desk
    opened = session.services.open_register
    chat = opened.paste(session.officer, "23/11/26 09.41 - Budi: Lampu jalan mati di Gerilya")
    assert table_of(chat, entrance.form).missing == ()
    assert table_of(chat, entrance.form).values(chat.rows[1])["name"] == "Budi"
    cells = opened.paste(session.officer, STRANGE.replace(",", "\t") + ROW.replace(",", "\t"))
    assert cells.rows[1][2] == "Budi"
    with pytest.raises(UserProblem, match="paste_empty"):
        opened.paste(session.officer, " ")


def test_a_refused_row_goes_on_as_a_draft_with_all_that_was_written(desk: Desk, tmp_path: Path) -> None:
    entrance, session = desk
    opened = session.services.open_register
    row = "03/11/2026,burung,Budi,0812555012,pengaduan,Lampu mati,Lampu mati sejak kemarin,Bidang tak dikenal\n"
    columns = ColumnMap(columns={**COLUMNS.columns, "bidang": "category"})
    sheet = opened.read(session.officer, a_file(tmp_path, row))
    kept = opened.as_draft(session.officer, table_of(sheet, entrance.form, columns), 1)
    values = kept.draft.values
    assert (values["channel"], values["category"]) == ("burung", "Bidang tak dikenal")
    assert (values["classification"], values["name"]) == ("complaint", "Budi")
    assert values["received_at"] == "03-11-2026 00.00"
    assert values["backdate_reason"] == "impor register"
    assert not {"identity", "secrecy", "notice"} & set(values), "what protects people is asked, not preset"
    (own,) = session.services.keep_draft.at_hand(session.officer).own
    assert own.draft == kept.draft


def test_who_may_not_import_opens_nothing(desk: Desk, tmp_path: Path) -> None:
    auditor = another(desk[1], Role.AUDITOR)
    with pytest.raises(NotAllowed):
        desk[1].services.open_register.read(auditor, a_file(tmp_path, ROW))
    with pytest.raises(NotAllowed):
        desk[1].services.open_register.paste(auditor, "x")


def test_what_the_form_understands_by_itself_is_not_frozen(desk: Desk, tmp_path: Path) -> None:
    entrance, session = desk
    opened = session.services.open_register
    (tmp_path / "r.csv").write_text("Tanggal;Kanal;Judul;Isi Aduan\n", encoding="utf-8")
    sheet = opened.read(session.officer, tmp_path / "r.csv")
    table = table_of(sheet, entrance.form)
    opened.remember(
        session.officer, table, ColumnMap(columns=dict(zip(table.header, map(str, table.fields), strict=True)))
    )
    assert opened.remembered(sheet) is None


def test_a_chat_that_whatsapp_exported_is_a_chat_and_a_register_in_a_text_file_a_register(
    desk: Desk, tmp_path: Path
) -> None:
    opened, officer = desk[1].services.open_register, desk[1].officer
    chat = tmp_path / "Chat WhatsApp dengan Loket.txt"
    chat.write_text(
        "23/11/26 09.40 - Pesan dienkripsi\n23/11/26 09.41 - Budi: Lampu mati; lama; sekali; ya\n",
        "utf-8",
    )
    sheet = opened.read(officer, chat)
    assert (sheet.name, sheet.rows[1][2]) == (chat.name, "Budi")
    register = tmp_path / "r.txt"
    register.write_text(STRANGE + ROW, encoding="utf-8")
    assert opened.read(officer, register).rows[1][2] == "Budi"
    with pytest.raises(UserProblem, match="sheet_missing"):
        opened.read(officer, tmp_path / "tidak ada.txt")
