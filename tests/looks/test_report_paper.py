"""Every page of the report as a picture under build/looks: to be looked at by eye; nothing beyond the margins."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from app.domain.report_sheet import ReportSheet
from tests.builders import a_desk
from tests.receipts import the_paper
from tests.reports import a_whole_report, in_words

LOOKS = Path(__file__).parents[2] / "build" / "looks"
_SCALE = 1.5
_MARGIN_MM = 15
_LONG = "UPTD Pelayanan Perizinan Terpadu Wilayah Utara dan Tengah Provinsi Kalimantan Timur"


def sheets() -> dict[str, ReportSheet]:
    long = a_desk(agency_name=_LONG, letterhead=(_LONG.upper(),) * 3)
    return {
        "year": in_words(a_whole_report("2026", each=139)),
        "quarter": in_words(a_whole_report("2026-Q4")),
        "month": in_words(a_whole_report("2026-11", each=1)),
        "month-en": in_words(a_whole_report("2026-11"), "en"),
        "empty": in_words(a_whole_report("2026-02", cells=(), times=(), waiting_since=None, unproven={}, returned={})),
        "long": in_words(a_whole_report("2026", each=12_345, desk=long)),
    }


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """Give the box around everything that is not white."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("name", sheets())
def test_every_page_keeps_its_margins(name: str) -> None:
    LOOKS.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(the_paper().report(sheets()[name]))
    margin = _MARGIN_MM / 25.4 * 72 * _SCALE
    try:
        for n, page in enumerate(document, start=1):
            picture = page.render(scale=_SCALE).to_pil().convert("RGB")
            picture.save(LOOKS / f"report-paper-{name}-{n}.png")
            left, top, right, foot = ink(picture)
            assert left >= margin
            assert right <= picture.width - margin
            assert top >= margin
            assert foot <= picture.height - margin * 0.7
    finally:
        document.close()
