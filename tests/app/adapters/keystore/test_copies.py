"""The key file on disk: torn, missing, foreign, newer and flipped copies, full and read-only folders."""

import base64
import errno
import hashlib
import json
import os
import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.keystore import Argon2Cost, Costs, Keystore, copies
from app.adapters.keystore.key_file import Damaged, Newer, decode, encode
from app.domain.errors import StorageProblem, UserProblem
from app.domain.ids import OfficerId
from app.domain.secrets import NewKeys

PHRASE = "meja hijau tujuh sungai"
PIN = "739164"
RINA = OfficerId("0192f0c4-0000-7000-8000-00000000000a")
TINY = Costs(phrase=Argon2Cost(passes=1, memory_kib=8), pin=Argon2Cost(passes=1, memory_kib=8))
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def _keystore(folder: Path) -> Keystore:
    return Keystore(folder, TINY, lambda: AT)


def _created(folder: Path) -> NewKeys:
    return _keystore(folder).create(phrase=PHRASE, officer_id=RINA, login="rina", display="Rina", pin=PIN)


def _opened(folder: Path) -> bytes:
    keystore = _keystore(folder)
    return keystore.sign_in("rina", PIN, keystore.open_phrase(PHRASE)).data_key


@pytest.fixture
def keys(tmp_path: Path) -> NewKeys:
    return _created(tmp_path)


@pytest.fixture(scope="module")
def flipping(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NewKeys, bytes]:
    """A desk of its own for the property tests, and the bytes of its whole key file."""
    folder = tmp_path_factory.mktemp("flipping")
    keys = _created(folder)
    return folder, keys, (folder / "desk.key").read_bytes()


def _copy(folder: Path, number: int) -> Path:
    return folder / copies.NAMES[number]


def _checked(members: dict[str, Any]) -> bytes:
    """Give the file of these members with a check that agrees, as an attacker or another program could write it."""
    plain = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return json.dumps({**members, "check": hashlib.sha256(plain.encode()).hexdigest()}).encode()


def _altered(data: bytes, alter: Callable[[dict[str, Any]], object]) -> bytes:
    members = json.loads(data)
    del members["check"]
    alter(members)
    return _checked(members)


def test_both_copies_are_the_same_private_json_file(tmp_path: Path, keys: NewKeys) -> None:
    one, other = (_copy(tmp_path, number) for number in (0, 1))
    assert one.read_bytes() == other.read_bytes()
    assert json.loads(one.read_bytes())["schema"] == 1
    assert [stat.S_IMODE(path.stat().st_mode) for path in (one, other)] == [0o600, 0o600]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.key", "desk.key.2", "desk.key.lock"]


def test_no_secret_stands_in_the_file(tmp_path: Path, keys: NewKeys) -> None:
    members = json.loads(_copy(tmp_path, 0).read_bytes())
    text = json.dumps(members)
    for secret in (keys.data_key, keys.machine_secret.secret, keys.recovery_code.secret):
        for shown in (secret.hex(), base64.b64encode(secret).decode().rstrip("=")):
            assert shown not in text
    assert PIN not in text
    assert PHRASE not in text


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("left", [None, b"", b"{", b"\x00" * 4096, b"not a key file", b"[]", b'"text"', b"null"])
def test_a_torn_or_missing_copy_is_healed_from_the_other(
    tmp_path: Path, keys: NewKeys, number: int, left: bytes | None
) -> None:
    whole = _copy(tmp_path, number).read_bytes()
    if left is None:
        _copy(tmp_path, number).unlink()
    else:
        _copy(tmp_path, number).write_bytes(left)
    assert _opened(tmp_path) == keys.data_key
    assert _copy(tmp_path, number).read_bytes() == whole


@pytest.mark.parametrize(("first", "second"), [(b"", None), (b"{}", b"junk"), (None, b"\xff\xfe")])
def test_two_broken_copies_are_damage_and_stay_untouched(
    tmp_path: Path, keys: NewKeys, first: bytes | None, second: bytes | None
) -> None:
    for number, left in enumerate((first, second)):
        if left is None:
            _copy(tmp_path, number).unlink()
        else:
            _copy(tmp_path, number).write_bytes(left)
    keystore = _keystore(tmp_path)
    assert keystore.exists()
    for act in (keystore.names, lambda: keystore.open_phrase(PHRASE), lambda: keystore.remove_officer(RINA)):
        with pytest.raises(StorageProblem, match="key_file_damaged"):
            act()
    with pytest.raises(StorageProblem, match="key_file_exists"):
        _created(tmp_path)
    assert [path.read_bytes() for number in (0, 1) if (path := _copy(tmp_path, number)).exists()] == [
        left for left in (first, second) if left is not None
    ]


def test_the_newer_of_two_whole_copies_wins(tmp_path: Path, keys: NewKeys) -> None:
    old = _copy(tmp_path, 1).read_bytes()
    _keystore(tmp_path).change_pin(login="rina", pin=PIN, new_pin="618203", machine_secret=keys.machine_secret)
    new = _copy(tmp_path, 0).read_bytes()
    for number in (0, 1):
        _copy(tmp_path, number).write_bytes(old)
        unlocked = _keystore(tmp_path).sign_in("rina", "618203", keys.machine_secret)
        assert unlocked.data_key == keys.data_key
        assert [_copy(tmp_path, each).read_bytes() for each in (0, 1)] == [new, new]


def test_a_key_file_of_a_newer_program_is_left_alone(tmp_path: Path, keys: NewKeys) -> None:
    newer = _altered(_copy(tmp_path, 0).read_bytes(), lambda members: members.update(schema=2, officers="elsewhere"))
    _copy(tmp_path, 0).write_bytes(newer)
    keystore = _keystore(tmp_path)
    for act in (keystore.names, lambda: keystore.remove_officer(RINA)):
        with pytest.raises(StorageProblem, match="key_file_newer"):
            act()
    assert _copy(tmp_path, 0).read_bytes() == newer


def test_what_was_written_is_read_again(flipping: tuple[Path, NewKeys, bytes]) -> None:
    whole = flipping[2]
    assert encode(decode(whole)) == whole


@given(data=st.data())
def test_a_flipped_byte_never_gives_a_wrong_key(flipping: tuple[Path, NewKeys, bytes], data: st.DataObject) -> None:
    folder, keys, whole = flipping
    flipped = bytearray(whole)
    flipped[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    for number in (0, 1):
        _copy(folder, number).write_bytes(bytes(flipped))
    try:
        opened = _opened(folder)
    except StorageProblem as problem:
        if problem.code != "key_file_damaged":
            raise
    else:
        assert opened == keys.data_key


@given(data=st.data())
def test_a_flipped_byte_in_one_copy_costs_nothing(flipping: tuple[Path, NewKeys, bytes], data: st.DataObject) -> None:
    folder, keys, whole = flipping
    flipped = bytearray(whole)
    flipped[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    number = data.draw(st.integers(0, 1))
    _copy(folder, number).write_bytes(bytes(flipped))
    _copy(folder, 1 - number).write_bytes(whole)
    assert _opened(folder) == keys.data_key


@given(data=st.data())
def test_a_flipped_byte_under_a_check_that_agrees_never_gives_a_wrong_key(
    flipping: tuple[Path, NewKeys, bytes], data: st.DataObject
) -> None:
    """The check only finds accidents: here somebody altered a sealed part and set the check right."""
    folder, _, whole = flipping
    owner = data.draw(st.sampled_from(["machine", "officer"]))
    part = data.draw(st.sampled_from(["salt", "nonce", "sealed"]))

    def flip(members: dict[str, Any]) -> None:
        wrap = members["machine"] if owner == "machine" else members["officers"][0]["wrap"]
        content = bytearray(base64.b64decode(wrap[part]))
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        wrap[part] = base64.b64encode(content).decode()

    for number in (0, 1):
        _copy(folder, number).write_bytes(_altered(whole, flip))
    with pytest.raises(UserProblem, match="phrase_wrong" if owner == "machine" else "pin_wrong"):
        _opened(folder)


def test_a_wrap_moved_to_another_officer_or_version_does_not_open(tmp_path: Path, keys: NewKeys) -> None:
    whole = _copy(tmp_path, 0).read_bytes()
    moves: tuple[dict[str, Any], ...] = ({"id": "0192f0c4-0000-7000-8000-00000000000b"}, {"version": 2})
    for move in moves:
        for number in (0, 1):
            _copy(tmp_path, number).write_bytes(
                _altered(whole, lambda members, move=move: members["officers"][0].update(move))
            )
        with pytest.raises(UserProblem, match="pin_wrong"):
            _opened(tmp_path)


@pytest.mark.parametrize(
    "alter",
    [
        lambda members: members.update(file="another program's file"),
        lambda members: members.update(schema="1"),
        lambda members: members.update(schema=True),
        lambda members: members.update(serial=-1),
        lambda members: members.update(officers={"id": 1}),
        lambda members: members.update(officers=[[]]),
        lambda members: members["officers"][0].update(login=5),
        lambda members: members["officers"][0].update(next_try_at="yesterday"),
        lambda members: members["officers"][0].pop("wrap"),
        lambda members: members["machine"].update(salt="***"),
        lambda members: members["machine"].update(nonce="AAAA"),
        lambda members: members["machine"].update(argon2id={"passes": 1, "memory_kib": 1 << 40, "lanes": 1}),
        lambda members: members["machine"].update(argon2id={"passes": 1, "speed": 2}),
    ],
)
def test_a_file_with_members_that_make_no_sense_is_damaged(
    flipping: tuple[Path, NewKeys, bytes], alter: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(Damaged):
        decode(_altered(flipping[2], alter))


def test_a_phrase_wrap_without_costs_is_damage(tmp_path: Path, keys: NewKeys) -> None:
    altered = _altered(_copy(tmp_path, 0).read_bytes(), lambda members: members["machine"].update(argon2id=None))
    for number in (0, 1):
        _copy(tmp_path, number).write_bytes(altered)
    with pytest.raises(StorageProblem, match="key_file_damaged"):
        _keystore(tmp_path).open_phrase(PHRASE)


def test_newer_is_said_only_of_a_whole_file(flipping: tuple[Path, NewKeys, bytes]) -> None:
    with pytest.raises(Newer):
        decode(_altered(flipping[2], lambda members: members.update(schema=9)))
    with pytest.raises(Damaged):
        decode(flipping[2].replace(b'"schema": 1', b'"schema": 9'))


def _failing(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "folder_readonly"),
        (errno.EACCES, "folder_readonly"),
        (errno.EIO, "disk_fault"),
    ],
)
@pytest.mark.parametrize("call", ["open", "fsync"])
def test_a_write_that_fails_leaves_the_old_keys_and_nothing_beside_them(
    tmp_path: Path, keys: NewKeys, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr(copies.os, call, _failing(number))
        with pytest.raises(StorageProblem, match=code):
            _keystore(tmp_path).set_phrase(phrase="lampu kertas gunung ikan", machine_secret=keys.machine_secret)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert _opened(tmp_path) == keys.data_key


def test_a_crash_between_the_two_renames_leaves_the_new_keys(
    tmp_path: Path, keys: NewKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, done = Path.replace, []

    def once(self: Path, target: Path) -> Path:
        if done:
            raise KeyboardInterrupt
        done.append(target)
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", once)
        with pytest.raises(KeyboardInterrupt):
            _keystore(tmp_path).set_phrase(phrase="lampu kertas gunung ikan", machine_secret=keys.machine_secret)
    assert _keystore(tmp_path).open_phrase("lampu kertas gunung ikan") == keys.machine_secret
    assert _copy(tmp_path, 0).read_bytes() == _copy(tmp_path, 1).read_bytes()


def test_a_file_left_aside_by_a_crash_is_replaced(tmp_path: Path, keys: NewKeys) -> None:
    (tmp_path / "desk.key.new").write_bytes(b"half a file")
    _keystore(tmp_path).set_pin(
        data_key=keys.data_key, machine_secret=keys.machine_secret, officer_id=RINA, pin="618203"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.key", "desk.key.2", "desk.key.lock"]


def test_a_torn_copy_in_a_folder_that_cannot_be_written_still_opens(
    tmp_path: Path, keys: NewKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copy(tmp_path, 0).write_bytes(b"torn")
    monkeypatch.setattr(copies.os, "open", _failing(errno.EROFS))
    assert _opened(tmp_path) == keys.data_key
    assert _copy(tmp_path, 0).read_bytes() == b"torn"


def test_the_right_pin_after_a_wrong_one_opens_on_a_full_disk(
    tmp_path: Path, keys: NewKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserProblem, match="pin_wrong"):
        _keystore(tmp_path).sign_in("rina", "482915", keys.machine_secret)
    monkeypatch.setattr(copies.os, "fsync", _failing(errno.ENOSPC))
    assert _opened(tmp_path) == keys.data_key
    with pytest.raises(StorageProblem, match="disk_full"):
        _keystore(tmp_path).sign_in("rina", "482915", keys.machine_secret)


def test_a_copy_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for number in (0, 1):
        _copy(tmp_path, number).mkdir()
    with pytest.raises(StorageProblem, match="key_file_unreadable"):
        _keystore(tmp_path).names()


def test_a_missing_data_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    keys = _created(folder)
    assert _opened(folder) == keys.data_key


def test_a_file_in_the_place_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageProblem, match="disk_fault"):
        _created(tmp_path / "data")


def test_changes_from_two_sides_at_once_are_all_kept(tmp_path: Path, keys: NewKeys) -> None:
    def add(side: int) -> None:
        for number in range(5):
            name = f"petugas{side}{number}"
            _keystore(tmp_path).add_officer(
                data_key=keys.data_key,
                machine_secret=keys.machine_secret,
                officer_id=OfficerId(name),
                login=name,
                display=name,
                pin=PIN,
            )

    sides = [threading.Thread(target=add, args=(side,)) for side in range(3)]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    assert len(_keystore(tmp_path).names()) == 1 + 3 * 5
