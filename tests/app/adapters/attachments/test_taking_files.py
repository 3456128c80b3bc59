"""What a citizen brings is known by its content, shrunk, stripped, or refused with a code."""

import errno
import io
import os
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from app.adapters.attachments import source
from app.adapters.attachments.reader import AttachmentReader
from app.adapters.attachments.shrink import shrunk
from app.adapters.attachments.sniff import media_type
from app.domain.attachment import LONGEST_SIDE_PX, MOST_BYTES, MediaType
from app.domain.errors import AppError
from tests.files import GPS_PLACE, a_doc, a_docx, a_pdf, a_photo, a_picture, a_png_of

reader = AttachmentReader()


def code_of(content: bytes) -> str:
    with pytest.raises(AppError) as raised:
        reader.pages(*reader.kept(content))
    return raised.value.code


def code_of_file(path: Path) -> str:
    with pytest.raises(AppError) as raised:
        reader.read(path, lambda done, whole: None)
    return raised.value.code


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (a_pdf(3), MediaType.PDF, 3),
        (a_pdf(1, encrypt="rahasia"), MediaType.PDF, None),
        (a_photo(), MediaType.JPEG, 1),
        (a_picture(kind="PNG"), MediaType.PNG, 1),
        (a_docx(), MediaType.DOCX, None),
        (a_doc(), MediaType.DOC, None),
        (b"\n" * 20 + a_pdf(1), MediaType.PDF, 1),
    ],
    ids=["pdf", "locked pdf", "jpg", "png", "docx", "doc", "pdf after blanks"],
)
def test_each_kind_is_known_by_its_content(content: bytes, kind: MediaType, pages: int | None) -> None:
    kept, found = reader.kept(content)
    assert (found, reader.pages(kept, found)) == (kind, pages)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attachment_empty"),
        (b"MZ\x90\0 a program named foto.jpg", "attachment_type"),
        (b"GIF89a" + bytes(50), "attachment_type"),
        (b"<html>%PD</html>", "attachment_type"),
        (b"PK\x03\x04 cut", "attachment_broken"),
        (b"%PDF-1.7 nothing more", "attachment_broken"),
        (a_picture()[:300], "attachment_broken"),
        (a_picture(kind="PNG")[:200], "attachment_broken"),
        (b"\xff\xd8\xff", "attachment_broken"),
        (b"\x89PNG\r\n\x1a\n", "attachment_broken"),
        (a_png_of(60_000, 60_000), "attachment_pixels"),
        (a_png_of(0, 10), "attachment_broken"),
        (a_docx(word__vbaProject_dot_bin=b"macro"), "attachment_macro"),
        (a_doc("WordDocument", "Macros"), "attachment_macro"),
        (a_doc("EncryptedPackage"), "attachment_locked"),
        (a_doc("Workbook"), "attachment_type"),
        (a_doc()[:600], "attachment_broken"),
    ],
)
def test_what_is_not_taken_has_a_code(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_zip_that_is_no_word_document_is_not_taken() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    assert code_of(out.getvalue()) == "attachment_type"


def test_a_document_that_swells_is_refused_without_being_held_in_memory() -> None:
    bomb = a_docx(**{f"word__media__{n}_dot_bin": bytes(20_000_000) for n in range(4)})
    assert len(bomb) < 200_000
    tracemalloc.start()
    try:
        assert code_of(bomb) == "attachment_inflates"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_document_that_lies_about_its_size_is_counted_as_it_comes_out() -> None:
    bomb = bytearray(a_docx(word__media__a_dot_bin=bytes(60_000_000)))
    real = (60_000_000).to_bytes(4, "little")
    while real in bomb:
        at = bomb.index(real)
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
    assert code_of(bytes(bomb)) in {"attachment_inflates", "attachment_broken"}


def test_a_document_of_thousands_of_parts_is_refused() -> None:
    assert code_of(a_docx(**{f"word__{n}": b"" for n in range(3_000)})) == "attachment_inflates"


def test_a_compound_file_whose_sectors_run_in_a_ring_ends() -> None:
    ring = bytearray(a_doc())
    ring[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    assert code_of(bytes(ring)) in {"attachment_broken", "attachment_type"}


def test_a_photo_of_a_phone_comes_out_small_upright_and_without_its_place() -> None:
    photo = a_photo(4000, 3000, orientation=6)
    assert GPS_PLACE.encode() in photo
    kept, kind = shrunk(photo, MediaType.JPEG)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (1500, LONGEST_SIDE_PX)
        assert not image.getexif()
        assert "comment" not in image.info
    assert kind is MediaType.JPEG
    for told in (GPS_PLACE.encode(), b"Exif", b"Kamera"):
        assert told not in kept


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_it_was_held(orientation: int) -> None:
    kept, _ = shrunk(a_photo(400, 200, orientation=orientation), MediaType.JPEG)
    with (
        Image.open(io.BytesIO(kept)) as image,
        Image.open(io.BytesIO(a_photo(400, 200, orientation=orientation))) as raw,
    ):
        wanted = ImageOps.exif_transpose(raw)
        assert image.size == wanted.size
        apart = ImageChops.difference(image.convert("L"), wanted.convert("L"))
        assert max(apart.getextrema()) < 24


def test_a_photo_whose_notes_are_broken_is_taken_as_it_lies() -> None:
    photo = bytearray(a_photo(400, 200, orientation=6))
    at = photo.index(b"Exif\0\0")
    photo[at + 10 : at + 14] = b"\xff\xff\xff\xff"
    kept, _ = shrunk(bytes(photo), MediaType.JPEG)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (400, 200)


def test_texts_and_profiles_of_a_png_stay_behind() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Location", GPS_PLACE)
    kept, _ = shrunk(a_picture(kind="PNG", pnginfo=notes, icc_profile=b"i" * 300), MediaType.PNG)
    assert GPS_PLACE.encode() not in kept
    assert b"iCCP" not in kept


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_make_of_png_is_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, "PNG")
    assert shrunk(out.getvalue(), MediaType.PNG)[1] is MediaType.PNG


def test_a_picture_in_printers_colours_is_taken() -> None:
    kept, _ = shrunk(a_picture(mode="CMYK"), MediaType.JPEG)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.mode == "RGB"


def test_a_photo_kept_as_png_becomes_a_jpeg() -> None:
    noise = Image.frombytes("RGB", (900, 900), random.Random(7).randbytes(900 * 900 * 3))
    out = io.BytesIO()
    noise.save(out, "PNG")
    kept, kind = shrunk(out.getvalue(), MediaType.PNG)
    assert kind is MediaType.JPEG
    assert len(kept) < len(out.getvalue()) // 2


def test_a_picture_may_come_large_and_a_document_may_not() -> None:
    assert reader.kept(a_picture() + bytes(MOST_BYTES))[1] is MediaType.JPEG
    assert code_of(a_pdf(1) + bytes(MOST_BYTES)) == "attachment_too_large"


@given(st.sampled_from([a_pdf(1), a_photo(), a_picture(kind="PNG"), a_docx(), a_doc()]), st.data())
def test_bytes_turned_at_random_are_taken_or_refused_with_a_code(content: bytes, data: st.DataObject) -> None:
    turned = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        turned[data.draw(st.integers(0, len(turned) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(turned[: data.draw(st.integers(1, len(turned)))])
    try:
        kept, kind = reader.kept(cut)
        reader.pages(kept, kind)
    except AppError as problem:
        refused = problem.code
    else:
        assert media_type(kept) is kind
        refused = "attachment_"
    assert refused.startswith("attachment_")


# ---- reading ----


def test_a_file_is_read_with_its_progress(tmp_path: Path) -> None:
    file, told = tmp_path / "a.pdf", []
    file.write_bytes(b"%PDF-" + bytes(1_000_000))
    assert len(reader.read(file, lambda done, whole: told.append((done, whole)))) == 1_000_005
    assert told[-1] == (1_000_005, 1_000_005)
    assert len(told) > 2


def test_five_gigabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    for begins in (b"%PDF-", b"\xff\xd8\xff"):
        file = tmp_path / "besar.pdf"
        with file.open("wb") as opened:
            opened.write(begins)
            opened.truncate(5 * 1024**3)
        assert code_of_file(file) == "attachment_too_large"


def test_folders_pipes_links_and_devices_are_no_files(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "a.pdf", tmp_path / "link.pdf", tmp_path / "pipe.pdf"
    real.write_bytes(a_pdf(1))
    link.symlink_to(real)
    os.mkfifo(pipe)
    for path in (tmp_path, link, pipe, Path("/dev/zero")):
        assert code_of_file(path) == "attachment_not_a_file"


def test_an_empty_file_a_lost_one_and_a_name_of_nonsense_have_their_codes(tmp_path: Path) -> None:
    (tmp_path / "kosong.pdf").touch()
    assert code_of_file(tmp_path / "kosong.pdf") == "attachment_empty"
    assert code_of_file(tmp_path / "hilang.pdf") == "attachment_gone"
    assert code_of_file(tmp_path / "a\0b.pdf") == "attachment_not_a_file"


def test_a_file_that_may_not_be_opened_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf(1))

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(source.os, "open", refuse)
    assert code_of_file(tmp_path / "a.pdf") == "attachment_unreadable"


def test_a_file_that_grows_or_shrinks_while_it_is_read_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    for size in (900_000, 10):
        file.write_bytes(b"%PDF-" + bytes(600_000))
        with pytest.raises(AppError, match="attachment_changing"):
            reader.read(file, lambda done, whole, size=size: os.truncate(file, size))


def test_a_medium_that_is_unplugged_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf(1))

    def unplugged(*_: object) -> bytes:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(source.os, "read", unplugged)
    assert code_of_file(tmp_path / "a.pdf") == "attachment_unreadable"
