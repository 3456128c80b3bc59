"""Draws a picture anew: upright, at most 2,000 pixels long, without anything that was written beside the pixels.

Place, time, camera and comments never go along, whoever reports: the answer "anonim" may be given after the picture.
"""

import io
import struct
import zlib
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
_ORIENTATION: Final = 0x0112
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_BASELINE: Final = frozenset({0xC0, 0xC1})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
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

    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as opened:
        turned = _orientation(opened)
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


def _orientation(image: "Image") -> int:
    """Give how the camera was held; upright where that cannot be read."""
    try:
        told = image.getexif().get(_ORIENTATION)
    except _BROKEN:
        return 1
    return told if isinstance(told, int) else 1


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


# ---- the size, looked at before anything is decoded ----


def _size(content: bytes, media_type: MediaType) -> tuple[int, int]:
    if media_type is MediaType.PNG:
        width, height = struct.unpack_from(">II", content, 16)
    else:
        height, width = struct.unpack_from(">HH", content, _frame(content) + 5)
    if not (width and height):
        raise UserProblem("attachment_broken")
    return width, height


def _is_baseline(content: bytes, media_type: MediaType) -> bool:
    try:
        return media_type is MediaType.JPEG and content[_frame(content) + 1] in _BASELINE
    except UserProblem:
        return False


def _frame(content: bytes) -> int:
    """Give where the frame header of a JPEG begins.  Source: ITU T.81, B.1 and B.2."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark in _FRAMES:
            return at
        if mark == 0xFF:
            at += 1
        elif mark in _ALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise UserProblem("attachment_broken")
