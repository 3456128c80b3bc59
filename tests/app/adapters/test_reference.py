"""Loading the reference lists, and what a broken folder gets."""

import json
import shutil
from pathlib import Path

import pytest

from app.adapters.reference import load_reference
from app.domain.errors import StorageProblem
from app.domain.referral import contacts_of

SHIPPED = Path(__file__).parents[3] / "resources" / "reference"
FILES = (
    "areas.json",
    "categories.json",
    "agencies.json",
    "channels.json",
    "holidays.json",
    "clocks.json",
    "sensitive-words.json",
    "documents.json",
    "scope.json",
    "category-words.json",
    "category-agencies.json",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*FILES, "stop-words-id.txt"):
        shutil.copy(SHIPPED / name, tmp_path)
    return tmp_path


def _refused(folder: Path) -> str:
    with pytest.raises(StorageProblem) as caught:
        load_reference(folder)
    assert caught.value.code == "reference_unreadable"
    return str(caught.value.facts["file"])


def test_the_shipped_lists_load_with_one_version_and_a_source_each() -> None:
    lists = load_reference(SHIPPED)
    assert lists.version == "2026.11.1"
    for name in FILES:
        content = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
        assert content["version"] == lists.version and content["source"] and content["rows"]


def test_sensitive_words_are_folded_and_none_takes_everything() -> None:
    lists = load_reference(SHIPPED)
    assert "takut melapor" in lists.sensitive_words and "pungutan*" in lists.sensitive_words
    for entry in lists.sensitive_words:
        assert entry == entry.lower() and len(entry.strip("*")) >= 3


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"version": "2026.11.1"}', '{"version":"2026.11.1","rows":[1]}']
)
def test_a_damaged_file_is_named(folder: Path, name: str, damage: str) -> None:
    (folder / name).write_text(damage, encoding="utf-8")
    assert _refused(folder) == name


@pytest.mark.parametrize("name", FILES)
def test_an_absent_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert _refused(folder) == name


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    (folder / "channels.json").write_bytes(b"\xff\xfe\x00\x80")
    assert _refused(folder) == "channels.json"


def test_files_of_two_versions_are_not_mixed(folder: Path) -> None:
    clocks = folder / "clocks.json"
    clocks.write_text(clocks.read_text(encoding="utf-8").replace("2026.11.1", "2026.12.1"), encoding="utf-8")
    assert _refused(folder) == "clocks.json"


def test_a_value_outside_its_list_is_a_damaged_file(folder: Path) -> None:
    agencies = folder / "agencies.json"
    agencies.write_text(agencies.read_text(encoding="utf-8").replace('"opd"', '"castle"', 1), encoding="utf-8")
    assert _refused(folder) == "agencies.json"


def test_an_edited_word_list_is_folded_and_empty_entries_fall_out(folder: Path) -> None:
    words = {"version": "2026.11.1", "source": "uji", "rows": ["Súap", "Takut  MELAPOR*", "*", " "]}
    (folder / "sensitive-words.json").write_text(json.dumps(words), encoding="utf-8")
    assert load_reference(folder).sensitive_words == ("suap", "takut melapor*")


def test_a_missing_folder_names_the_first_file(tmp_path: Path) -> None:
    assert _refused(tmp_path / "nowhere") == "areas.json"


def test_every_document_and_every_limit_names_what_is_held() -> None:
    lists = load_reference(SHIPPED)
    contacts = contacts_of(lists.agencies, lists.bodies, {})
    assert len(contacts) == len({*contacts}) and not {b.id for b in lists.bodies} & {a.id for a in lists.agencies.all()}
    for rule in (*lists.documents, *lists.matters):
        assert all(lists.categories.by_id(category) for category in rule.categories), rule.id
    for matter in lists.matters:
        assert matter.to and all(body in contacts for body in matter.to), matter.id
        assert contacts[matter.to[0]].is_reachable(), matter.id


def test_words_that_tell_nothing_are_read_from_a_plain_list(folder: Path) -> None:
    (folder / "stop-words-id.txt").write_text("Yang\nitú\n\n", encoding="utf-8")
    assert load_reference(folder).stop_words == {"yang", "itu"}
    (folder / "stop-words-id.txt").unlink()
    assert _refused(folder) == "stop-words-id.txt"
