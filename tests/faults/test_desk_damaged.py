"""Files of the desk that are torn, empty, gone, foreign or altered: each a sentence, and nothing is overwritten."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap import DATABASE, KEY_FILES, DeskEntrance
from app.domain.access import Role
from app.domain.errors import AppError, StorageProblem, UserProblem
from app.services import Session
from app.texts import LANGUAGES, texts
from tests.desk import CHEAP, PIN, PLAN, filed, open_desk, reopen, set_up, typed

PAGE = 4096
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a closed desk of twelve complaints, to be copied and damaged."""
    folder = tmp_path_factory.mktemp("whole") / "desk"
    entrance, session = open_desk(folder)
    for n in range(12):
        filed(entrance, session, text=f"Saya antre obat dari jam 08.00, nomor antrean A-{n}, tidak dipanggil.")
    entrance.close()
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "desk")
    return tmp_path / "desk"


def has_words(error: AppError) -> bool:
    """Tell whether the problem has words of its own, in both languages."""
    return all(error.code in texts(language).tables["problem"] for language in LANGUAGES)


def refusal(folder: Path) -> str:
    """Give the code that using the desk ends with; its files stay byte for byte what they were."""
    before = {name: (folder / name).read_bytes() for name in (DATABASE, *KEY_FILES) if (folder / name).is_file()}
    with pytest.raises(StorageProblem) as caught:
        use(folder)
    assert has_words(caught.value)
    after = {name: (folder / name).read_bytes() for name in (DATABASE, *KEY_FILES) if (folder / name).is_file()}
    assert after == before
    return caught.value.code


def use(folder: Path) -> list[str]:
    """Open the desk, look at it, and give what its own check finds."""
    entrance, session = reopen(folder)
    try:
        session.services.find_complaints(session.officer, "antre", after=None, limit=50)
        return [finding.code for finding in session.services.verify_desk(session.officer).findings]
    finally:
        entrance.close()


def emptied(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")


def removed(folder: Path) -> None:
    (folder / DATABASE).unlink()


def halved(folder: Path) -> None:
    data = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(data[: len(data) // 2 + 100])


def zeroed(folder: Path) -> None:
    (folder / DATABASE).write_bytes(bytes((folder / DATABASE).stat().st_size))


def a_folder_in_its_place(folder: Path) -> None:
    removed(folder)
    (folder / DATABASE).mkdir()


def plain_sqlite(folder: Path) -> None:
    removed(folder)
    connection = sqlite3.connect(folder / DATABASE)
    connection.execute("CREATE TABLE complaints (id)")
    connection.commit()
    connection.close()


def of_another_desk(folder: Path) -> None:
    set_up(folder.parent / "other").close()
    shutil.copy(folder.parent / "other" / DATABASE, folder / DATABASE)


@pytest.mark.parametrize(
    ("damage", "codes"),
    [
        (emptied, {"database_missing"}),
        (removed, {"database_missing"}),
        (halved, {"database_damaged"}),
        (zeroed, {"database_wrong_key"}),
        (a_folder_in_its_place, {"database_readonly"}),
        (plain_sqlite, {"database_wrong_key"}),
        (of_another_desk, {"database_wrong_key"}),
    ],
)
def test_a_damaged_database_is_a_sentence(folder: Path, damage: Damage, codes: set[str]) -> None:
    damage(folder)
    assert refusal(folder) in codes


def test_a_changed_bit_anywhere_is_found(folder: Path, request: pytest.FixtureRequest) -> None:
    data = (folder / DATABASE).read_bytes()
    step = 1 if request.config.getoption("--faults-long") else 6
    for page in range(0, len(data) // PAGE, step):
        altered = bytearray(data)
        altered[page * PAGE + 100] ^= 1
        (folder / DATABASE).write_bytes(altered)
        try:
            found = set(use(folder))
        except StorageProblem as problem:
            found = {problem.code}
        assert found & {"database_damage", "database_damaged", "database_wrong_key"}, page
        for left in ("-wal", "-shm"):
            (folder / (DATABASE + left)).unlink(missing_ok=True)


def test_a_database_of_a_newer_program_is_left_alone(folder: Path) -> None:
    entrance, _ = reopen(folder)
    assert entrance._engine is not None
    with entrance._engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    entrance.close()
    assert refusal(folder) == "database_newer"


@pytest.mark.parametrize("cut", [0, 1, 200, -2])
@pytest.mark.parametrize("names", [("desk.key",), ("desk.key.2",), ("desk.key", "desk.key.2")])
def test_a_torn_key_file_is_healed_from_its_copy_or_named(folder: Path, names: tuple[str, ...], cut: int) -> None:
    data = (folder / names[0]).read_bytes()
    for name in names:
        (folder / name).write_bytes(data[:cut])
    if len(names) == 2:
        assert refusal(folder) == "key_file_damaged"
    else:
        assert use(folder) == []
        assert (folder / "desk.key").read_bytes() == (folder / "desk.key.2").read_bytes() == data


def test_a_database_without_its_keys_is_not_taken_for_an_empty_folder(folder: Path) -> None:
    data = (folder / DATABASE).read_bytes()
    for name in KEY_FILES:
        (folder / name).unlink()
    entrance = DeskEntrance(folder, costs=CHEAP)
    for step in (entrance.is_set_up, lambda: entrance.set_up(PLAN)):
        with pytest.raises(StorageProblem) as caught:
            step()
        assert caught.value.code == "key_file_missing"
    assert (folder / DATABASE).read_bytes() == data


@pytest.mark.parametrize("settings", [b"", b"\xff\xfe\x00", b"language = 7\nscale = 'x'", b"[[[", b"x" * 100_000])
def test_settings_that_are_garbage_are_the_usual_ones(folder: Path, settings: bytes) -> None:
    (folder / "settings.toml").write_bytes(settings)
    assert use(folder) == []


@pytest.fixture
def desk(folder: Path) -> Iterator[tuple[DeskEntrance, Session]]:
    entrance, session = reopen(folder)
    yield entrance, session
    entrance.close()


@pytest.mark.parametrize("place", ["folder removed", "folder moved", "database replaced"])
def test_no_number_is_given_into_a_file_that_has_no_name_any_more(
    desk: tuple[DeskEntrance, Session], folder: Path, place: str
) -> None:
    entrance, session = desk
    filed(entrance, session)
    if place == "folder removed":
        shutil.rmtree(folder)
    elif place == "folder moved":
        folder.rename(folder.with_name("elsewhere"))
    else:
        shutil.copy(folder / DATABASE, folder / "copy")
        (folder / "copy").replace(folder / DATABASE)
    for act in (
        lambda: filed(entrance, session),
        lambda: session.services.keep_draft(session.officer, typed(entrance)),
    ):
        with pytest.raises(StorageProblem) as caught:
            act()
        assert caught.value.code == "database_missing"
        assert has_words(caught.value)


def test_a_folder_put_back_is_written_again(desk: tuple[DeskEntrance, Session], folder: Path) -> None:
    entrance, session = desk
    away = folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(StorageProblem):
        filed(entrance, session)
    away.rename(folder)
    assert filed(entrance, session).number.startswith("AWS-A-")


def test_a_draft_that_was_filed_is_not_brought_back_by_a_late_store(desk: tuple[DeskEntrance, Session]) -> None:
    entrance, session = desk
    draft = typed(entrance)
    session.services.keep_draft(session.officer, draft)
    session.services.register_complaint(session.officer, draft)
    session.services.keep_draft(session.officer, draft)
    assert session.services.keep_draft.at_hand(session.officer).own == ()


@pytest.mark.parametrize("text", ["separuh \ud83d huruf", "nul \0 di tengah", "x" * 3_000_000, "\u202eterbalik"])
def test_any_draft_is_kept_as_typed(desk: tuple[DeskEntrance, Session], text: str) -> None:
    entrance, session = desk
    session.services.keep_draft(session.officer, typed(entrance, text=text))
    (kept,) = session.services.keep_draft.at_hand(session.officer).own
    assert kept.draft.get("text") == text


@pytest.mark.parametrize("name", ["a\0bc", "\ud800abc", "x" * 300, "Siti\x1b[2J"])
def test_names_that_cannot_be_kept_are_refused_in_words(desk: tuple[DeskEntrance, Session], name: str) -> None:
    entrance, session = desk
    for given in ({"full_name": name}, {"nip": name}, {"login": name}):
        values = {"login": "dewi", "full_name": "Dewi Lestari", "nip": "", **given}
        with pytest.raises(UserProblem) as caught:
            session.services.manage_desk.add_officer(session.officer, role=Role("petugas"), pin="835174", **values)
        assert has_words(caught.value)
    assert [officer.login for officer in session.services.manage_desk.officers(session.officer)] == ["siti"]
    assert entrance.sign_in("siti", PIN).officer.login == "siti"


@pytest.mark.parametrize("name", ["سيتي رحمة", "시티 라흐마", "Sitī O’Neill-Ño", "😀😀😀", "<b>Siti</b>", "=1+1", "ᬲᬶᬢᬶ"])
def test_names_of_any_script_are_kept(desk: tuple[DeskEntrance, Session], name: str) -> None:
    _, session = desk
    added = session.services.manage_desk.add_officer(
        session.officer, login="dewi", full_name=name, nip="", role=Role("petugas"), pin="835174"
    )
    assert added.full_name == name


def test_a_hundred_officers_sign_in(desk: tuple[DeskEntrance, Session]) -> None:
    entrance, session = desk
    for n in range(99):
        session.services.manage_desk.add_officer(
            session.officer, login=f"petugas{n}", full_name=f"Petugas {n}", nip="", role=Role("petugas"), pin="835174"
        )
    assert len(entrance.names()) == 100
    assert entrance.sign_in("petugas98", "835174").officer.full_name == "Petugas 98"
