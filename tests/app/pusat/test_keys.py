"""The key file: made once, read the same ever after, damaged ones are named, its secrets shown nowhere."""

import contextlib
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.identity_seal import seal, verify
from app.domain.centre import Centre
from app.domain.errors import StorageProblem
from app.domain.parcel import key_id
from app.domain.succession import succeeded
from app.pusat.keys import KeyRing, ServerKeys, open_keys, rotate_keys
from tests.app.usecases.counter import CENTRE
from tests.builders import NOON


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


def test_rotated_keys_open_what_was_sealed_before_and_keep_the_files_name(tmp_path: Path) -> None:
    file = tmp_path / "pusat.keys"
    first = open_keys(file, make=True)
    second = rotate_keys(file, NOON)
    third = rotate_keys(file, NOON)
    assert open_keys(file, make=False) == third
    assert [path.name for path in tmp_path.iterdir()] == ["pusat.keys"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first.key_id == second.key_id == third.key_id
    assert len({one.sealing_public for one in (first, second, third)}) == 3
    assert first.token_secret == third.token_secret
    for keys in (first, second, third):
        assert third.unseal(seal(b"Budi", keys.sealing_public, b"info"), b"info") == b"Budi"
        assert third.sealing_private_of(key_id(keys.sealing_public)) == keys.sealing_private
    assert third.sealing_private_of(b"k" * 16) is None
    with pytest.raises(StorageProblem, match="seal_broken"):
        third.unseal(seal(b"Budi", first.sealing_public, b"info"), b"other info")
    with pytest.raises(StorageProblem, match="seal_broken"):
        first.unseal(seal(b"Budi", third.sealing_public, b"info"), b"info")


def known_by(keys: ServerKeys) -> Centre:
    return replace(CENTRE, public_key=keys.sealing_public, verify_key=keys.verify_key)


def is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
    return verify(message, signature=signature, public_key=public_key)


def test_a_desk_follows_the_announcements_from_whatever_keys_it_knows() -> None:
    first = ServerKeys.fresh()
    second = first.rotated(NOON)
    third = second.rotated(NOON)
    for keys in (first, second, third):
        assert succeeded(known_by(keys), third.successions, is_signed) == known_by(third)
    assert succeeded(known_by(third), (), is_signed) == known_by(third)


def test_an_announcement_that_the_known_key_did_not_sign_leads_nowhere() -> None:
    first, stranger = ServerKeys.fresh(), ServerKeys.fresh()
    (forged,) = stranger.rotated(NOON).successions
    (real,) = first.rotated(NOON).successions
    for line in (
        (forged,),
        (replace(forged, before=first.verify_key),),
        (replace(real, sealing_key=stranger.sealing_public),),
        (replace(real, verify_key=stranger.verify_key),),
        (replace(real, at=NOON.replace(year=2027)),),
    ):
        assert succeeded(known_by(first), line, is_signed) == known_by(first)


@settings(max_examples=100)
@given(at=st.integers(0, 1_500), change=st.integers(1, 255))
def test_a_byte_that_changed_in_a_rotated_file_never_gives_other_keys(rotated: Path, at: int, change: int) -> None:
    made = open_keys(rotated, make=False)
    raw = bytearray(rotated.read_bytes())
    raw[at % len(raw)] ^= change
    damaged = rotated.with_name("damaged.keys")
    damaged.write_bytes(raw)
    with contextlib.suppress(StorageProblem):
        assert open_keys(damaged, make=True) == made


@pytest.fixture(scope="module")
def rotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rotated") / "pusat.keys"
    open_keys(file, make=True)
    rotate_keys(file, NOON)
    return file


def test_a_ring_has_the_keys_of_a_rotation_at_once(tmp_path: Path) -> None:
    file = tmp_path / "pusat.keys"
    ring = KeyRing(file, make=True)
    first = ring()
    second = rotate_keys(file, NOON)
    assert ring() == ring() == second != first


def test_a_file_that_goes_bad_under_a_ring_leaves_the_keys_that_were(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, other = tmp_path / "pusat.keys", tmp_path / "other.keys"
    ring = KeyRing(file, make=True)
    first, sound = ring(), file.read_bytes()
    open_keys(other, make=True)
    for content in (b"{}", sound[:-9], other.read_bytes()):
        file.write_bytes(content)
        assert ring() == first
    file.unlink()
    assert ring() == ring() == first
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "the key file cannot be read",
        "the key file cannot be read",
        "the key file is another server's",
        "the key file cannot be read",
    ]
    file.write_bytes(sound)
    second = rotate_keys(file, NOON)
    assert ring() == second
