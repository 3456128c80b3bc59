"""A sealed file opens whole for its own attachment and desk, and for nobody and nothing else."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters.attachments import sealed_files
from app.adapters.attachments.sealed_files import CHUNK_BYTES, SealedFiles
from app.domain.attachment import MOST_BYTES, AttachmentId
from app.domain.errors import StorageProblem

KEY = bytes(range(32))
ONE, OTHER = AttachmentId("019ab000-0000-7000-8000-000000000001"), AttachmentId("019ab000-0000-7000-8000-000000000002")
HEAD_BYTES = 40
small_chunks = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.fixture
def files(tmp_path: Path) -> SealedFiles:
    return SealedFiles(tmp_path / "attachments", KEY)


def sealed_at(files: SealedFiles, name: str) -> Path:
    return files._folder / name


@pytest.mark.parametrize("size", [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, MOST_BYTES])
def test_what_was_sealed_comes_back_at_every_edge_of_a_chunk(files: SealedFiles, size: int) -> None:
    content = os.urandom(size)
    assert files.read(ONE, files.keep(ONE, content)) == content


def test_the_name_tells_nothing_and_is_the_same_each_time(files: SealedFiles, tmp_path: Path) -> None:
    name = files.keep(ONE, b"isi")
    assert ONE not in name
    assert name == files.name_of(ONE) != files.name_of(OTHER)
    assert name != SealedFiles(tmp_path, b"x" * 32).name_of(ONE)


@small_chunks
@given(data=st.data())
def test_any_changed_byte_is_refused(files: SealedFiles, monkeypatch: pytest.MonkeyPatch, data: st.DataObject) -> None:
    monkeypatch.setattr(sealed_files, "CHUNK_BYTES", 16)
    name = files.keep(ONE, data.draw(st.binary(min_size=1, max_size=70)))
    file = sealed_at(files, name)
    held = bytearray(file.read_bytes())
    held[data.draw(st.integers(0, len(held) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(held)
    with pytest.raises(StorageProblem, match="attachment_damaged"):
        files.read(ONE, name)


@small_chunks
@given(data=st.data())
def test_any_cut_and_anything_added_is_refused(
    files: SealedFiles, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    monkeypatch.setattr(sealed_files, "CHUNK_BYTES", 16)
    name = files.keep(ONE, data.draw(st.binary(min_size=1, max_size=70)))
    file = sealed_at(files, name)
    held = file.read_bytes()
    cut = held[: data.draw(st.integers(0, len(held) - 1))]
    file.write_bytes(data.draw(st.sampled_from([cut, held + b"\0", held + held[HEAD_BYTES:]])))
    with pytest.raises(StorageProblem, match="attachment_damaged"):
        files.read(ONE, name)


@small_chunks
@given(data=st.data())
def test_chunks_in_another_order_are_refused(
    files: SealedFiles, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    monkeypatch.setattr(sealed_files, "CHUNK_BYTES", 16)
    name = files.keep(ONE, os.urandom(16 * 4))
    file = sealed_at(files, name)
    held = file.read_bytes()
    chunks = [held[HEAD_BYTES + n * 32 : HEAD_BYTES + (n + 1) * 32] for n in range(4)]
    order = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=5).filter(lambda o: o != [0, 1, 2, 3]))
    file.write_bytes(held[:HEAD_BYTES] + b"".join(chunks[n] for n in order))
    with pytest.raises(StorageProblem, match="attachment_damaged"):
        files.read(ONE, name)


def test_a_file_under_another_name_or_of_another_desk_is_refused(files: SealedFiles) -> None:
    one, other = files.keep(ONE, b"satu"), files.keep(OTHER, b"dua")
    sealed_at(files, one).write_bytes(sealed_at(files, other).read_bytes())
    for opened_by, name in ((files, one), (files, other), (SealedFiles(files._folder, b"y" * 32), one)):
        with pytest.raises(StorageProblem, match="attachment_damaged"):
            opened_by.read(ONE, name)


def test_a_file_that_is_gone_is_missing_and_a_huge_one_is_not_read(files: SealedFiles) -> None:
    name = files.keep(ONE, b"isi")
    with sealed_at(files, name).open("r+b") as file:
        file.truncate(5 * 1024**3)
    with pytest.raises(StorageProblem, match="attachment_damaged"):
        files.read(ONE, name)
    files.remove([name])
    assert not files.holds(name)
    with pytest.raises(StorageProblem, match="attachment_missing"):
        files.read(ONE, name)


def test_a_full_disk_leaves_nothing_behind(files: SealedFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(sealed_files.os, "fsync", full)
    with pytest.raises(StorageProblem, match="disk_full"):
        files.keep(ONE, b"isi")
    assert list(files._folder.iterdir()) == []


def test_only_this_desks_user_may_read_the_files(files: SealedFiles) -> None:
    name = files.keep(ONE, b"isi")
    assert sealed_at(files, name).stat().st_mode & 0o077 == 0
    assert files._folder.stat().st_mode & 0o077 == 0


def test_the_sweep_sees_only_its_own_files_older_than_the_moment(files: SealedFiles) -> None:
    now = datetime.now(UTC)
    name = files.keep(ONE, b"isi")
    (files._folder / "catatan.txt").write_text("milik orang lain")
    (files._folder / "ab.sealed.part").write_bytes(b"cut off")
    assert files.older_than(now - timedelta(hours=1)) == []
    assert sorted(files.older_than(now + timedelta(hours=1))) == sorted([name, "ab.sealed.part"])
