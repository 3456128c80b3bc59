"""The key file: made once, read the same ever after, damaged ones are named, its secrets shown nowhere."""

import contextlib
import json
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import StorageProblem
from app.pusat.keys import ServerKeys, open_keys


def test_the_file_is_made_once_for_its_owner_alone_and_read_the_same(tmp_path: Path) -> None:
    file = tmp_path / "new" / "pusat.keys"
    made = open_keys(file, make=True)
    assert open_keys(file, make=True) == open_keys(file, make=False) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_missing_file_is_not_replaced_silently(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="pusat_keys_missing"):
        open_keys(tmp_path / "pusat.keys", make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageProblem):
        open_keys(tmp_path / "file" / "pusat.keys", make=True)


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("keys") / "pusat.keys"
    open_keys(file, make=True)
    return file


@settings(max_examples=200)
@given(at=st.integers(0, 400), change=st.integers(1, 255))
def test_a_byte_that_changed_never_gives_other_keys(key_file: Path, at: int, change: int) -> None:
    made = open_keys(key_file, make=False)
    raw = bytearray(key_file.read_bytes())
    raw[at] ^= change
    damaged = key_file.with_name("damaged.keys")
    damaged.write_bytes(raw)
    with contextlib.suppress(StorageProblem):
        assert open_keys(damaged, make=True) == made


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": 2}', '{"schema": 1, "sealing_private": 5}', "\xff"])
def test_a_file_that_is_no_key_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "pusat.keys"
    file.write_text(content, encoding="latin-1")
    with pytest.raises(StorageProblem, match="pusat_keys_damaged"):
        open_keys(file, make=True)


def test_tokens_are_the_same_for_the_same_enrolment_and_else_differ() -> None:
    keys = ServerKeys.fresh()
    one = {"code_sha256": "a", "device": "b", "keys": "c"}
    assert keys.token(**one) == keys.token(**one)
    tokens = {keys.token(**one | {name: "x"}) for name in one} | {ServerKeys.fresh().token(**one), keys.token(**one)}
    assert len(tokens) == 5
    assert all(len(token) == 32 for token in tokens)


def test_no_private_half_is_shown_in_a_repr(tmp_path: Path) -> None:
    keys = open_keys(tmp_path / "pusat.keys", make=True)
    content = json.loads((tmp_path / "pusat.keys").read_text())
    shown = repr(keys)
    assert repr(keys.sealing_private) not in shown
    assert repr(keys.token_secret) not in shown
    assert content["sealing_private"] not in shown
