"""``loket report``: the management report of a year, a quarter or a month, as PDF, as XLSX, or row by row."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.frame import OK, Context
from app.domain.errors import UserProblem
from app.domain.ids import to_iso
from app.domain.period import Period
from app.domain.report import Report
from app.domain.report_sheet import ReportSheet, Table, written


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("report", help="laporan pengelolaan pengaduan suatu periode")
    command.add_argument("--period", required=True, metavar="2026|2026-Q1|2026-11", help="tahun, triwulan, atau bulan")
    command.add_argument("--pdf", type=Path, metavar="BERKAS", help="tulis sebagai PDF (A4)")
    command.add_argument("--xlsx", type=Path, metavar="BERKAS", help="tulis sebagai buku kerja, satu lembar per tabel")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Write the files asked for and give the main figures, or with ``--json`` every row of every table."""
    period = Period.parse(asked.period)
    services, officer = context.services, context.officer
    report = services.report(officer, period)
    sheet = services.report.sheet(report, context.words.language)
    if asked.pdf is not None:
        _write(asked.pdf, services.report.pdf(officer, report))
    if asked.xlsx is not None:
        _write(asked.xlsx, services.report.xlsx(officer, report))
    if context.json:
        context.give(_summary(report))
        for row in _rows(sheet):
            context.give(row)
    else:
        for line in _shown(sheet):
            context.give({}, line)
    return OK


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        raise UserProblem("file_unwritable") from None


def _summary(report: Report) -> dict[str, object]:
    return {
        "period": str(report.period),
        "first": report.period.first.isoformat(),
        "last": report.period.last.isoformat(),
        "agency": report.desk.agency_name,
        "counter": report.desk.counter,
        "made_at": to_iso(report.made_at),
        "covers_agency": report.covers_agency,
        "told_at": to_iso(report.read_at) if report.read_at is not None else None,
        "received": report.received,
        "own": report.own,
        "void": report.void,
        "finished": report.finished,
        "open": report.open,
        "oldest_open_on": report.oldest_open_on.isoformat() if report.oldest_open_on else None,
        "answered_on_time": report.answer.share_on_time,
        "closed_on_time": report.close.share_on_time,
    }


def _rows(sheet: ReportSheet) -> Iterator[dict[str, object]]:
    for table in sheet.tables:
        codes = [column.code for column in table.columns]
        for line in (*table.lines, *([table.total] if table.total is not None else [])):
            yield {
                "table": table.code,
                "row": line.code,
                "label": line.label,
                **dict(zip(codes, line.values, strict=True)),
            }


def _shown(sheet: ReportSheet) -> Iterator[str]:
    yield f"{sheet.title} · {sheet.subtitle}"
    yield from (f"{label}: {text}" for label, text in sheet.facts)
    for figure in sheet.figures:
        yield f"{figure.value:>8}  {figure.label} ({figure.note})"
    for table in sheet.tables:
        yield f"\n{table.title}"
        yield from _lines(table, sheet.language)
    yield ""
    yield from sheet.notes


def _lines(table: Table, language: str) -> Iterator[str]:
    widths = [max(8, len(column.title) + 1) for column in table.columns]
    rows = (*table.lines, *([table.total] if table.total is not None else []))
    room = max((len(row.label) for row in rows), default=0)
    yield " " * room + "".join(f"{c.title:>{width}}" for c, width in zip(table.columns, widths, strict=True))
    for row in rows:
        figures = zip(row.values, table.columns, widths, strict=True)
        yield f"{row.label:<{room}}" + "".join(f"{written(v, c.unit, language):>{w}}" for v, c, w in figures)
