"""A complaint as a row of an SP4N-LAPOR! export: columns as seen in public exports, no identity in any of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Final

from app.domain.area import AreaKind
from app.domain.complaint import Complaint
from app.domain.copy_desk import content_of
from app.domain.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """The values, named as the columns are and in their order."""

    tracking_id: str
    tanggal_masuk: str
    dinas_tujuan: str
    kecamatan_final: str
    status: str
    kategori: str
    isi_laporan_awal: str


COLUMNS: Final = tuple(SheetRow.__dataclass_fields__)


def sheet_row(complaint: Complaint, lists: Reference, word: Callable[[str, str], str]) -> SheetRow:
    """Give the row; ``word`` gives a word for a code of a table of texts."""
    report = complaint.report
    zone = timezone(timedelta(minutes=complaint.utc_offset_minutes))
    agency = lists.agencies.by_id(report.agency)
    category = lists.categories.by_id(report.category)
    around = lists.areas.path(report.place_area) if report.place_area is not None else ()
    return SheetRow(
        tracking_id=complaint.tracking_id or "",
        tanggal_masuk=complaint.intake.received_at.astimezone(zone).strftime("%d/%m/%Y %H:%M"),
        dinas_tujuan=agency.name if agency is not None else report.agency,
        kecamatan_final=next((area.name for area in around if area.kind is AreaKind.DISTRICT), ""),
        status=word("status", complaint.status.value),
        kategori=category.name if category is not None else report.category,
        isi_laporan_awal=content_of(complaint.number, report.text),
    )
