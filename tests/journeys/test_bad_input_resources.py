"""Program files that are absent, torn or garbage: a sentence with the file's name, and every record stays."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import paths
from app.bootstrap import DeskEntrance
from app.cli import frame
from app.domain.errors import AppError, StorageProblem
from app.texts import LANGUAGES, texts
from tests.desk import CHEAP, filed, open_desk, set_up

REAL = paths.resources()


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the resources that the program uses as a frozen one does, to be damaged."""
    shutil.copytree(REAL, tmp_path / "bundle" / "resources")
    shutil.copytree(REAL.parent / "db" / "migrations", tmp_path / "bundle" / "db" / "migrations")
    texts.cache_clear()
    with monkeypatch.context() as frozen:
        frozen.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
        yield tmp_path / "bundle" / "resources"
    texts.cache_clear()


def damaged(file: Path, how: str) -> None:
    data = file.read_bytes()
    if how == "absent":
        file.unlink()
    elif how == "a folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes({"empty": b"", "torn": data[: len(data) // 2], "garbage": b"\xff\x00[[{"}[how])


def has_words(error: AppError) -> bool:
    return all(error.code in texts(language, REAL / "texts").tables["problem"] for language in LANGUAGES)


@pytest.mark.parametrize("how", ["absent", "a folder", "empty", "torn", "garbage"])
@pytest.mark.parametrize(
    "name",
    [*sorted(f"reference/{p.name}" for p in (REAL / "reference").glob("*.json")), "profiles/form-manual-v1.toml"],
)
def test_a_damaged_list_or_profile_is_named(bundle: Path, tmp_path: Path, name: str, how: str) -> None:
    damaged(bundle / name, how)
    entrance = DeskEntrance(tmp_path / "desk", costs=CHEAP)
    with pytest.raises(StorageProblem) as caught:
        _ = (entrance.lists, entrance.form)
    assert has_words(caught.value)
    assert caught.value.facts["file"] == Path(name).name


@pytest.mark.parametrize("how", ["absent", "a folder", "empty", "torn", "garbage"])
def test_damaged_fonts_undo_no_complaint(bundle: Path, tmp_path: Path, how: str) -> None:
    for font in [p for p in (bundle / "fonts").rglob("*") if p.suffix in (".ttf", ".otf")]:
        damaged(font, how)
    entrance, session = open_desk(tmp_path / "desk")
    told = filed(entrance, session)
    with pytest.raises(StorageProblem) as caught:
        session.services.issue_receipts(session.officer, [told.id], way="pdf")
    assert has_words(caught.value)
    assert session.services.find_complaints.by_number(session.officer, told.number) == told.id
    assert session.services.issue_receipts.queries.copies(told.id) == 0
    entrance.close()


@pytest.mark.parametrize("how", ["absent", "empty", "garbage"])
def test_a_damaged_word_list_for_phrases_is_named(bundle: Path, tmp_path: Path, how: str) -> None:
    damaged(bundle / "reference" / "phrase-words-id.txt", how)
    with pytest.raises(StorageProblem) as caught:
        DeskEntrance(tmp_path / "desk", costs=CHEAP).propose_phrase()
    assert has_words(caught.value)


@pytest.mark.parametrize("how", ["absent", "a folder", "empty", "torn", "garbage"])
def test_without_its_texts_the_command_line_still_says_one_sentence(
    bundle: Path, tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(tmp_path / "desk").close()
    damaged(bundle / "texts" / "id.toml", how)
    texts.cache_clear()
    assert frame.main(["list", "--data-dir", str(tmp_path / "desk")]) == frame.USAGE
    assert len(capsys.readouterr().err) > 40
