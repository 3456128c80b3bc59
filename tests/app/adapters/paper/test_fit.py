"""Whatever was typed: every sheet stays on its paper, no text on another, and the code can be scanned."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from app.domain.receipt import PaperSize, Receipt
from tests.receipts import a_pdf, a_receipt, codes_in, the_paper, words_of

HALVES = (PaperSize.A4X2, PaperSize.F4X2)
LINE = st.text(max_size=255)
NOW = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
RECEIPTS = st.builds(
    lambda **values: a_receipt(**values),
    classification=st.sampled_from(["complaint", "information", "wbs"]),
    letterhead=st.lists(LINE, max_size=6).map(tuple),
    agency_line=LINE,
    contact_line=LINE,
    city=LINE,
    phone=st.text(max_size=40),
    service_hours=LINE,
    recorded_at=st.timedeltas(timedelta(), timedelta(days=3)).map(lambda later: NOW + later),
    channel=LINE,
    reporter_lines=st.lists(st.text(max_size=900), max_size=4).map(tuple),
    reporter_signs_as=LINE,
    identity=st.sampled_from(["open", "anonymous", "nameless"]),
    secret=st.booleans(),
    title=LINE,
    summary=st.text(max_size=600),
    target_agency=LINE,
    own_agency=st.booleans(),
    tracking_id=st.none() | st.text(max_size=20),
    from_lapor=st.booleans(),
    officer_name=LINE,
    officer_nip=st.text(max_size=40),
    copy=st.integers(0, 99),
    joins=st.none() | st.text(max_size=40),
)


def overflow(pdf: bytes, size: PaperSize) -> list[tuple[float, ...]]:
    """Give the bounds of everything that leaves the paper, or crosses the cutting line between the halves."""
    page = pypdfium2.PdfDocument(pdf)[0]
    width, height = page.get_size()
    outside = []
    for thing in page.get_objects():
        if thing.type == raw.FPDF_PAGEOBJ_PATH and size in HALVES and abs(thing.get_bounds()[1] - height / 2) < 5:
            continue  # the cutting line itself
        left, bottom, right, top = thing.get_bounds()
        leaves = left < 10 or right > width - 10 or bottom < 4 or top > height - 4
        if leaves or (size in HALVES and bottom < height / 2 < top):
            outside.append((left, bottom, right, top))
    return outside


def overlaps(pdf: bytes) -> list[tuple[tuple[float, ...], ...]]:
    """Give the texts that stand over one another; the outlined word behind a copy may."""
    page = pypdfium2.PdfDocument(pdf)[0]
    texts = [thing.get_bounds() for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])]
    texts = [bounds for bounds in texts if bounds[3] - bounds[1] < 45]
    found = []
    for count, one in enumerate(texts):
        for other in texts[:count]:
            beside = min(one[2], other[2]) - max(one[0], other[0])
            above = min(one[3], other[3]) - max(one[1], other[1])
            if beside > 2 and above > 0.5 * min(one[3] - one[1], other[3] - other[1]):
                found.append((other, one))
    return found


@settings(max_examples=150)
@given(receipt=RECEIPTS, size=st.sampled_from(list(PaperSize)))
def test_any_text_is_set_inside_the_sheet(receipt: Receipt, size: PaperSize) -> None:
    pdf = the_paper().receipts([receipt], size, "id")
    assert overflow(pdf, size) == []
    assert receipt.number in words_of(pdf)


@given(receipt=RECEIPTS, size=st.sampled_from(list(PaperSize)), letter=st.sampled_from("Wml"))
def test_no_text_stands_on_another(receipt: Receipt, size: PaperSize, letter: str) -> None:
    values = {
        name: re.sub(r"\S", letter, value) if isinstance(value, str) else tuple(re.sub(r"\S", letter, v) for v in value)
        for name in "letterhead city channel reporter_lines title summary target_agency officer_name".split()
        if (value := getattr(receipt, name))
    }
    assert overlaps(the_paper().receipts([replace(receipt, **values)], size, "id")) == []


@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize("letter", ["W", "W ", "l ", "😡", "汉"])
def test_the_longest_texts_are_set_inside_the_sheet(size: PaperSize, letter: str) -> None:
    long = (letter * 255)[:255]
    longest = a_receipt(
        letterhead=(long,) * 6, agency_line=long, contact_line=long, city=long, channel=long, service_hours=long,
        reporter_lines=(long * 2, long * 3, long), reporter_signs_as=long, title=long, summary=long * 3,
        target_agency=long, officer_name=long, officer_nip=long[:40], phone=long[:40], copy=12,
        recorded_at=NOW + timedelta(days=2), number="DPMPTSPKTX-A999-26-123456789-19",
    )  # fmt: skip
    pdf = the_paper().receipts([longest], size, "id")
    assert overflow(pdf, size) == []
    if letter[0].isascii():
        assert overlaps(pdf) == []
    told = words_of(pdf)
    for item in (
        longest.number,
        "Kode status: 7KQ4-2M",
        "Senin, 23 November 2026, pukul",
        "Senin, 30 November 2026",
        "Petugas penerima,",
    ):
        assert item in told, item


@pytest.mark.parametrize("size", list(PaperSize))
def test_nothing_is_set_over_the_code(size: PaperSize) -> None:
    for values in ({}, {"copy": 3}, {"title": "W" * 255, "reporter_lines": ("Nama " * 60, "Jalan " * 80), "copy": 3}):
        assert set(codes_in(a_pdf(size, **values))) == {"AWS-A-26-001285-19"}
