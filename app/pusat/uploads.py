"""Files that counters bring, as tus asks for them.  Source: https://tus.io/protocols/resumable-upload"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.adapters.central.wire import MAX_FILE_BYTES
from app.pusat.requests import Refused
from db.pusat import files
from db.pusat.files import FileStore, Upload
from db.pusat.records import Device

TUS_VERSION: Final = "1.0.0"
TUS: Final = {"Tus-Resumable": TUS_VERSION}
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NUMBER: Final = re.compile(r"[0-9]{1,16}")
_METADATA: Final = (("id", _ID), ("complaint", _ID), ("sha256", _SHA256))
_STATUS: Final = {
    files.ANOTHER: 409,
    files.ELSEWHERE: 409,
    files.UNKNOWN: 404,
    files.FULL: 429,
    files.DAMAGED: 460,
}
_WAIT_S: Final = "3600"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploads:
    """The journeys of files into the store."""

    store: FileStore
    clock: Callable[[], datetime]

    def begin(self, device: Device, headers: Mapping[str, str]) -> tuple[str, Upload]:
        """Give the id of an announced file and how far it has come.  Raises Refused 409, 413, 422, 429."""
        size = number(headers, "upload-length")
        if size > MAX_FILE_BYTES:
            raise Refused(413, "file_too_large")
        if size == 0:
            raise Refused(422, "request_malformed", "upload-length")
        told = _metadata(headers.get("upload-metadata", ""))
        begun = self.store.begin(
            device=device.id,
            id=told["id"],
            complaint_id=told["complaint"],
            sha256=told["sha256"],
            size_bytes=size,
            now=self.clock(),
        )
        return told["id"], _found(begun)

    def find(self, device: Device, id: str) -> Upload:
        """Give how far a file has come.  Raises Refused 404, also for one of another counter."""
        found = self.store.find(device=device.id, id=id) if _ID.fullmatch(id) else None
        return _found(found or files.UNKNOWN)

    def append(self, device: Device, id: str, offset: int, content: bytes) -> Upload:
        """Store a piece.  Raises Refused 404, 409, and 460 when the whole is not what was announced."""
        return _found(self.store.append(device=device.id, id=id, offset=offset, content=content, now=self.clock()))


def number(headers: Mapping[str, str], name: str) -> int:
    """Give a header that must be a whole number.  Raises Refused 422."""
    told = headers.get(name, "")
    if not _NUMBER.fullmatch(told):
        raise Refused(422, "request_malformed", name)
    return int(told)


def _found(told: Upload | str) -> Upload:
    if isinstance(told, Upload):
        return told
    raise Refused(_STATUS[told], told, headers={"Retry-After": _WAIT_S} if told == files.FULL else {})


def _metadata(header: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode("ascii")
        except (binascii.Error, ValueError) as error:
            raise Refused(422, "request_malformed", "upload-metadata") from error
    if not all(shape.fullmatch(told.get(name, "")) for name, shape in _METADATA):
        raise Refused(422, "request_malformed", "upload-metadata")
    return told
