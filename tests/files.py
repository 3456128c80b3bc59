"""Files as citizens bring them, made in memory: pictures, PDFs, Word documents, and the hostile kinds of each."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

GPS_PLACE = "Tertanam-GPS-Samarinda"


def a_picture(width: int = 320, height: int = 240, *, kind: str = "JPEG", mode: str = "RGB", **saved: Any) -> bytes:
    """Give a picture with some shades in it, so that it does not pack to nothing."""
    shades = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (shades, shades.rotate(180), shades.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **saved)
    return out.getvalue()


def a_photo(width: int = 320, height: int = 240, *, orientation: int = 1) -> bytes:
    """Give a JPEG as a telephone makes it: with place, camera and the way it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Kamera Tertanam"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "S", (0.0, 30.0, 12.0)
    place[3], place[4] = "E", (117.0, 9.0, 3.0)
    place[27] = GPS_PLACE.encode()
    return a_picture(width, height, exif=exif.tobytes(), comment=GPS_PLACE.encode())


def a_pdf(
    pages: int = 2, *, said: str = "Surat aduan", size: tuple[float, float] = (595, 842), **options: Any
) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, **options)
    for page in range(pages):
        canvas.drawString(60, size[1] - 60, f"{said} {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_docx(**members: bytes) -> bytes:
    """Give a small Word document; ``members`` are further files in it, "__" standing for "/" and "_dot_" for "."."""
    parts = {
        "[Content_Types].xml": b"<?xml version='1.0'?><Types/>",
        "_rels/.rels": b"<?xml version='1.0'?><Relationships/>",
        "word/document.xml": b"<?xml version='1.0'?><w:document>Aduan saya</w:document>",
        **{name.replace("__", "/").replace("_dot_", "."): content for name, content in members.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def a_doc(*streams: str) -> bytes:
    """Give a compound file (OLE2) with these streams; a Word document has a stream "WordDocument"."""
    names = ["Root Entry", *(streams or ("WordDocument", "1Table"))]
    entries = b"".join(_directory_entry(name, root=n == 0) for n, name in enumerate(names))
    directory = entries + b"\0" * (-len(entries) % 512)
    sectors = len(directory) // 512
    fat = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    return bytes(header) + struct.pack("<128I", *fat) + directory + b"\0" * 1024


def a_png_of(width: int, height: int) -> bytes:
    """Give a PNG whose head promises that size and whose body is a few bytes: what a picture bomb begins with."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _directory_entry(name: str, *, root: bool) -> bytes:
    entry = bytearray(128)
    written = name.encode("utf-16-le")
    entry[: len(written)] = written
    struct.pack_into("<HBB", entry, 64, len(written) + 2, 5 if root else 2, 1)
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, 1 if root else 0xFFFFFFFF)
    struct.pack_into("<I", entry, 116, 0xFFFFFFFE)
    return bytes(entry)
