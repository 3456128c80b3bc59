"""Keeps each attachment as one sealed file: AES-256-GCM in chunks of 1 MiB, a key and a name of its own.

A chunk that was turned, swapped, left out or taken from another file does not open; neither does a file that was cut.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.adapters.folder import writing
from app.domain.attachment import MOST_BYTES, AttachmentId
from app.domain.errors import StorageProblem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK_BYTES: Final = 1024 * 1024
_MARK: Final = b"LOKETA\x00\x01"
_SALT_BYTES: Final = 32
_HEAD_BYTES: Final = len(_MARK) + _SALT_BYTES
_TAG_BYTES: Final = 16
_ENDING: Final = ".sealed"
_PART: Final = ".part"
_NAME_KEY: Final = b"loket-aduan/1 attachment names"
_CONTENT_KEY: Final = b"loket-aduan/1 attachment "


class SealedFiles:
    """Fulfils AttachmentStore of app.ports for one folder, which is made with the first file.

    File: 8 bytes mark and version, 32 bytes salt, then the chunks, each with its 16 bytes of tag; all full but the
    last.  Key: HKDF-SHA256 of the data key with the salt, bound to the attachment's id.  Nonce: 7 zero bytes, the
    chunk's number (4 bytes), 1 for the last chunk and 0 before it; the head is associated data.
    Name: HMAC-SHA256 of the id under a key from the data key: the folder tells only how many there are, and how large.
    """

    def __init__(self, folder: Path, data_key: bytes, *, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = _HEAD_BYTES + most_bytes + (most_bytes // CHUNK_BYTES + 1) * _TAG_BYTES
        self._data_key = data_key
        self._name_key: bytes | None = None

    def name_of(self, id: AttachmentId) -> str:
        """Give the local name of an attachment's file."""
        if self._name_key is None:
            self._name_key = _derived(self._data_key, salt=b"", info=_NAME_KEY)
        return hmac.new(self._name_key, id.encode(), hashlib.sha256).hexdigest()[:40] + _ENDING

    def keep(self, id: AttachmentId, content: bytes) -> str:
        """Seal the content into its file, durably, and give the file's name.

        Raises StorageProblem ``disk_full`` or ``folder_readonly``; then nothing is left behind.
        """
        name = self.name_of(id)
        part = self._folder / (name + _PART)
        with writing():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with open(part, "wb", opener=_for_us_alone) as file:
                    file.writelines(self._sealed(id, content))
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(self._folder / name)
            finally:
                part.unlink(missing_ok=True)
            _flush(self._folder)
        return name

    def read(self, id: AttachmentId, stored_as: str) -> bytes:
        """Give the content.  Raises StorageProblem ``attachment_missing`` or ``attachment_damaged``."""
        if stored_as != self.name_of(id):
            raise StorageProblem("attachment_damaged")
        try:
            with (self._folder / stored_as).open("rb") as file:
                if os.fstat(file.fileno()).st_size > self._most_bytes:
                    raise StorageProblem("attachment_damaged")
                sealed = file.read(self._most_bytes)
        except FileNotFoundError:
            raise StorageProblem("attachment_missing", place="") from None
        except OSError:
            raise StorageProblem("attachment_damaged") from None
        return self._opened(id, sealed)

    def holds(self, stored_as: str) -> bool:
        """Tell whether the file is there and not empty, without opening it."""
        try:
            return (self._folder / stored_as).stat().st_size > _HEAD_BYTES
        except OSError:
            return False

    def remove(self, stored_as: Sequence[str]) -> None:
        """Remove files; those that are gone or cannot be removed now are left to the next sweep."""
        for name in stored_as:
            with contextlib.suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Sequence[str]:
        """Give the names of files last written before that moment, also of those that were never finished."""
        found: list[str] = []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                if not entry.name.endswith((_ENDING, _ENDING + _PART)):
                    continue
                with contextlib.suppress(OSError):
                    if datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC) < moment:
                        found.append(entry.name)
        return found

    def _sealed(self, id: AttachmentId, content: bytes) -> Iterator[bytes]:
        head = _MARK + secrets.token_bytes(_SALT_BYTES)
        cipher = self._cipher(id, head)
        yield head
        chunks = max(1, -(-len(content) // CHUNK_BYTES))
        for n in range(chunks):
            chunk = content[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES]
            yield cipher.encrypt(_nonce(n, last=n == chunks - 1), chunk, head)

    def _opened(self, id: AttachmentId, sealed: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag

        head, body = sealed[:_HEAD_BYTES], sealed[_HEAD_BYTES:]
        if len(head) < _HEAD_BYTES or not head.startswith(_MARK) or not body:
            raise StorageProblem("attachment_damaged")
        cipher = self._cipher(id, head)
        size = CHUNK_BYTES + _TAG_BYTES
        chunks = -(-len(body) // size)
        content = bytearray()
        try:
            for n in range(chunks):
                chunk = body[n * size : (n + 1) * size]
                content += cipher.decrypt(_nonce(n, last=n == chunks - 1), chunk, head)
        except (InvalidTag, ValueError):
            raise StorageProblem("attachment_damaged") from None
        return bytes(content)

    def _cipher(self, id: AttachmentId, head: bytes) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(_derived(self._data_key, salt=head[len(_MARK) :], info=_CONTENT_KEY + id.encode()))


def _nonce(n: int, *, last: bool) -> bytes:
    return bytes(7) + n.to_bytes(4) + bytes([last])


def _derived(data_key: bytes, *, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt or None, info=info).derive(data_key)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _flush(folder: Path) -> None:
    """Make the new name in the folder durable; Windows does so by itself."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
