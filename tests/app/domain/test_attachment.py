"""Names are cleaned of everything that hides, turns or leads elsewhere; room is looked at before anything is added."""

import dataclasses
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attachment import MOST_FILES, NAME_LETTERS, Attachment, AttachmentId, MediaType, check_room, shown_name
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId
from tests.builders import NOON, OFFICER_ID


def an_attachment(**values: Any) -> Attachment:
    first = Attachment(
        id=AttachmentId("019ab000-0000-7000-8000-0000000000a1"),
        complaint_id=ComplaintId("019ab000-0000-7000-8000-0000000000c1"),
        place=1,
        name="foto.jpg",
        media_type=MediaType.JPEG,
        size_bytes=1000,
        sha256="0" * 64,
        stored_as="aa.sealed",
        pages=1,
        added_at=NOON,
        officer_id=OFFICER_ID,
    )
    return dataclasses.replace(first, **values)


@pytest.mark.parametrize(
    ("raw", "kind", "shown"),
    [
        ("foto-antrean.jpg", MediaType.JPEG, "foto-antrean.jpg"),
        ("IMG.JPEG", MediaType.JPEG, "IMG.jpg"),
        ("layar.png", MediaType.JPEG, "layar.jpg"),
        ("../../etc/passwd", MediaType.PDF, "passwd.pdf"),
        ("C:\\Users\\budi\\surat.docx", MediaType.DOCX, "surat.docx"),
        ("tagihan\u202efdp.exe", MediaType.PDF, "tagihan fdp.exe.pdf"),
        ("a\nb\tc\x1b[31m.pdf", MediaType.PDF, "a b c [31m.pdf"),
        ("   .pdf", MediaType.PDF, "lampiran.pdf"),
        ("", MediaType.PNG, "lampiran.png"),
        ("...", MediaType.DOC, "lampiran.doc"),
        ("\ud800.pdf", MediaType.PDF, "lampiran.pdf"),
        ("ꦱꦸꦫꦠ.pdf", MediaType.PDF, "ꦱꦸꦫꦠ.pdf"),
    ],
)
def test_a_name_is_its_last_part_with_the_ending_of_what_is_in_it(raw: str, kind: MediaType, shown: str) -> None:
    assert shown_name(raw, kind) == shown


@given(st.text(), st.sampled_from(MediaType))
def test_no_name_hides_turns_or_leads_elsewhere(raw: str, kind: MediaType) -> None:
    name = shown_name(raw, kind)
    assert 5 <= len(name) <= NAME_LETTERS
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} or c in '/\\:*?"<>|' for c in name)
    assert name.endswith("." + kind.ending)
    assert not name.startswith((".", " "))
    assert shown_name(name, kind) == name


def test_the_sixth_file_and_the_same_file_twice_are_refused() -> None:
    held = [an_attachment(place=n + 1, sha256=str(n) * 64) for n in range(MOST_FILES)]
    assert check_room(held[:4], "f" * 64) == 5
    with pytest.raises(UserProblem, match="attachments_full"):
        check_room(held, "f" * 64)
    with pytest.raises(UserProblem, match="attachment_twice"):
        check_room(held[:2], "1" * 64)


def test_a_place_is_never_given_twice_after_a_removal() -> None:
    held = [an_attachment(place=1, sha256="1" * 64), an_attachment(place=4, sha256="4" * 64)]
    assert check_room(held, "f" * 64) == 5
