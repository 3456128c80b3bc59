"""Draws a picture anew: upright, at most 2,000 pixels long, without anything that was written beside the pixels.

Place, time, camera and comments never go along, whoever reports: the answer "anonim" may be given after the picture.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from app.domain.attachment import LONGEST_SIDE_PX, MOST_BYTES, MOST_MB, MediaType
from app.domain.errors import UserProblem

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY: Final = 80
_LAST_QUALITY: Final = 60
_MOST_MEGAPIXELS: Final = 40
_MOST_MEGAPIXELS_BASELINE: Final = 80
"""A baseline JPEG can be decoded small, so it may be larger."""
_LARGE_PNG_BYTES: Final = 1024 * 1024
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_BASELINE: Final = frozenset({0xC0, 0xC1})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN: Final = 0xDA
_APP1: Final = 0xE1
_COLOURS: Final = frozenset({0xE0, 0xEE})
_BESIDE: Final = frozenset({*range(0xE0, 0xF0), 0xFE})
_EXIF: Final = b"Exif\0\0"
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


def shrunk(content: bytes, media_type: MediaType) -> tuple[bytes, MediaType]:
    """Give the picture to keep and its kind; a large PNG that is a photo becomes a JPEG.

    Raises UserProblem ``attachment_pixels``, ``attachment_broken`` or ``attachment_too_large``.
    """
    most = _MOST_MEGAPIXELS_BASELINE if _is_baseline(content, media_type) else _MOST_MEGAPIXELS
    try:
        width, height = _size(content, media_type)
        if width * height > most * 1_000_000:
            raise UserProblem("attachment_pixels", most_megapixels=most)
        image = _drawn(content, media_type)
        kept = _packed(image, media_type)
    except MemoryError:
        raise UserProblem("attachment_pixels", most_megapixels=most) from None
    except _BROKEN:
        raise UserProblem("attachment_broken") from None
    if len(kept[0]) > MOST_BYTES:
        raise UserProblem("attachment_too_large", most_mb=MOST_MB)
    return kept


def _drawn(content: bytes, media_type: MediaType) -> "Image":
    from PIL import Image

    turned = _held(content) if media_type is MediaType.JPEG else 1
    plain = _bare(content) if media_type is MediaType.JPEG else content
    with Image.open(io.BytesIO(plain), formats=["JPEG", "PNG"]) as opened:
        if media_type is MediaType.JPEG:
            opened.draft(None, (LONGEST_SIDE_PX, LONGEST_SIDE_PX))
        opened.load()
        image: Image.Image = opened
        if image.mode.startswith("I"):
            image = image.convert("I").point(lambda shade: shade / 256).convert("L")
        see_through = "A" in image.mode or "transparency" in image.info
        wanted = "RGBA" if see_through else "L" if image.mode in ("1", "L") else "RGB"
        if image.mode != wanted:  # a copy of 40 megapixels is not made for nothing
            image = image.convert(wanted)
        image.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
        if turned in _TURNS:
            image = image.transpose(Image.Transpose[_TURNS[turned]])
        bare = Image.new(image.mode, image.size)
        bare.paste(image)
        return bare


_TURNS: Final = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def _packed(image: "Image", media_type: MediaType) -> tuple[bytes, MediaType]:
    if media_type is MediaType.PNG:
        kept = _saved(image, "PNG")
        if len(kept) <= _LARGE_PNG_BYTES:
            return kept, MediaType.PNG
        photo = _jpeg(image)
        if len(photo) < len(kept) // 2 or len(kept) > MOST_BYTES:
            return photo, MediaType.JPEG
        return kept, MediaType.PNG
    return _jpeg(image), MediaType.JPEG


def _jpeg(image: "Image") -> bytes:
    from PIL import Image

    if image.mode == "RGBA":
        sheet = Image.new("RGB", image.size, "white")
        sheet.paste(image, mask=image.getchannel("A"))
        image = sheet
    kept = _saved(image, "JPEG", quality=_QUALITY)
    return kept if len(kept) <= MOST_BYTES else _saved(image, "JPEG", quality=_LAST_QUALITY)


def _saved(image: "Image", kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


# ---- what stands in a file before its pixels, looked at before anything is decoded ----


def _size(content: bytes, media_type: MediaType) -> tuple[int, int]:
    if media_type is MediaType.PNG:
        width, height = struct.unpack_from(">II", content, 16)
    else:
        height, width = struct.unpack_from(">HH", content, _frame(content)[1] + 5)
    if not (width and height):
        raise UserProblem("attachment_broken")
    return width, height


def _is_baseline(content: bytes, media_type: MediaType) -> bool:
    try:
        return media_type is MediaType.JPEG and _frame(content)[0] in _BASELINE
    except UserProblem:
        return False


def _frame(content: bytes) -> tuple[int, int]:
    """Give the mark of a JPEG's frame header and where it begins."""
    for mark, start, _ in _segments(content):
        if mark in _FRAMES:
            return mark, start
    raise UserProblem("attachment_broken")


def _bare(content: bytes) -> bytes:
    """Give a JPEG without what applications wrote into it, but for the two words that say how its colours are meant."""
    bare, end = bytearray(content[:2]), 2
    for mark, start, end in _segments(content):
        if mark in _COLOURS or mark not in _BESIDE:
            bare += content[start:end]
    return bytes(bare + content[end:])


def _held(content: bytes) -> int:
    """Give how the camera was held (1 to 8), read from the Exif segment; 1 where there is none or it is broken."""
    for mark, start, end in _segments(content):
        if mark == _APP1 and content.startswith(_EXIF, start + 4):
            try:
                return _orientation(content[start + 4 + len(_EXIF) : end])
            except struct.error:
                return 1
    return 1


def _orientation(tiff: bytes) -> int:
    """Give the tag 0x0112 of the first directory.  Source: Exif 2.32, 4.6.2 and 4.6.4."""
    order = "<" if tiff.startswith(b"II") else ">"
    (directory,) = struct.unpack_from(order + "I", tiff, 4)
    (entries,) = struct.unpack_from(order + "H", tiff, directory)
    for n in range(min(entries, 200)):
        tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, directory + 2 + 12 * n)
        if (tag, kind) == (0x0112, 3):
            return int(value)
    return 1


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Give mark, start and end of each segment up to the pixels.  Source: ITU T.81, B.1 and B.2."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == _SCAN:
            return
        if mark == 0xFF:
            at += 1
            continue
        end = at + 2 if mark in _ALONE else at + 2 + int.from_bytes(content[at + 2 : at + 4])
        yield mark, at, min(end, len(content))
        at = end
