"""Tells what a file is by what is in it, and refuses what is not whole or not meant well; nothing in it is run."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from app.domain.attachment import MediaType
from app.domain.errors import UserProblem

_PDF: Final = b"%PDF-"
_PDF_SEARCHED_BYTES: Final = 1024
_JPEG: Final = b"\xff\xd8\xff"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_MOST_MEMBERS: Final = 2_000
_MOST_INFLATED_BYTES: Final = 100 * 1024 * 1024
_MOST_RATIO: Final = 100
_FREE_BYTES: Final = 4 * 1024 * 1024
_BLOCK: Final = 64 * 1024
_LAST_SECTOR: Final = 0xFFFFFFFA
_HEADER_FATS: Final = 109
_ENTRY_BYTES: Final = 128
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OverflowError,
)


def media_type(content: bytes) -> MediaType:
    """Give the kind.

    Raises UserProblem ``attachment_empty``, ``attachment_type``, ``attachment_broken``, ``attachment_inflates``,
    ``attachment_macro`` or ``attachment_locked``.
    """
    if not content:
        raise UserProblem("attachment_empty")
    if content.startswith(_JPEG):
        return MediaType.JPEG
    if content.startswith(_PNG):
        return MediaType.PNG
    if content.startswith(_OLE):
        return _compound(content)
    if content.startswith(_ZIP):
        return _packed(content)
    if _PDF in content[:_PDF_SEARCHED_BYTES]:
        return MediaType.PDF
    raise UserProblem("attachment_type")


# ---- Word since 2007: a ZIP ----


def _packed(content: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            names = {member.filename.replace("\\", "/").lower() for member in members}
            if "word/document.xml" not in names or "[content_types].xml" not in names:
                raise UserProblem("attachment_type")
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_INFLATED_BYTES:
                raise UserProblem("attachment_inflates")
            kinds = _inflate(packed, members, len(content))
    except _BROKEN_ZIP:
        raise UserProblem("attachment_broken") from None
    if b"macroenabled" in kinds.lower() or any(name.endswith("vbaproject.bin") for name in names):
        raise UserProblem("attachment_macro")
    return MediaType.DOCX


def _inflate(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo], size_bytes: int) -> bytes:
    """Inflate everything once, counting what really comes out, and give the list of content types."""
    inflated, kinds = 0, bytearray()
    for member in members:
        listed = member.filename.lower() == "[content_types].xml"
        with packed.open(member) as opened:
            while block := opened.read(_BLOCK):
                inflated += len(block)
                if inflated > _MOST_INFLATED_BYTES or inflated > _FREE_BYTES + _MOST_RATIO * size_bytes:
                    raise UserProblem("attachment_inflates")
                if listed:
                    kinds += block
    return bytes(kinds)


# ---- Word until 2003: a compound file of streams ----


def _compound(content: bytes) -> MediaType:
    try:
        names = set(_streams(content))
    except (struct.error, IndexError, UnicodeDecodeError):
        raise UserProblem("attachment_broken") from None
    if "EncryptedPackage" in names:
        raise UserProblem("attachment_locked")
    if "WordDocument" not in names:
        raise UserProblem("attachment_type")
    if names & {"Macros", "_VBA_PROJECT", "VBA", "_VBA_PROJECT_CUR"}:
        raise UserProblem("attachment_macro")
    return MediaType.DOC


def _streams(content: bytes) -> Iterator[str]:
    """Give the names in the directory of a compound file.  Source: MS-CFB 2.2, 2.3, 2.6."""
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        raise UserProblem("attachment_broken")
    sector_bytes = 1 << shift
    first = struct.unpack_from("<I", content, 48)[0]
    fats = [n for n in struct.unpack_from(f"<{_HEADER_FATS}I", content, 76) if n < _LAST_SECTOR]
    table: list[int] = []
    for fat in fats:
        table += struct.unpack_from(f"<{sector_bytes // 4}I", content, (fat + 1) * sector_bytes)
    seen: set[int] = set()
    sector = first
    while sector < _LAST_SECTOR:
        if sector in seen:
            raise UserProblem("attachment_broken")
        seen.add(sector)
        start = (sector + 1) * sector_bytes
        for at in range(start, start + sector_bytes, _ENTRY_BYTES):
            length = struct.unpack_from("<H", content, at + 64)[0]
            if 2 <= length <= 64:
                yield content[at : at + length - 2].decode("utf-16-le")
        sector = table[sector]
