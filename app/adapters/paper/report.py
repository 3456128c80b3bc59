"""The management report on A4: head, main figures, bars, tables, how it was counted, and a place to sign.

The same report gives the same bytes; every font that is used travels inside.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from app.adapters.paper.fonts import Fonts, plain
from app.adapters.paper.report_bars import UPRIGHT, bars
from app.adapters.paper.report_look import ACCENT, ACCENT_BG, LINE, MM, SOFT, Look
from app.domain.report_sheet import Figure, Line, ReportSheet, Table, written

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_PAGE: Final = (210 * MM, 297 * MM)
_SIDE: Final = 18 * MM
_TOP: Final = 22 * MM
_BOTTOM: Final = 20 * MM
_WIDTH: Final = _PAGE[0] - 2 * _SIDE
_GUTTER: Final = 9 * MM
_HALF: Final = (_WIDTH - _GUTTER) / 2
_NARROW: Final = 2
_MANY: Final = 6
_REMARKS: Final = 4
_LOW: Final = 14
_FIGURE: Final = 15 * MM
_TIGHT: Final = 8.6 * MM

Words = Callable[..., str]
"""Gives a line of the report's own words by its code, its gaps filled."""


def report_pdf(sheet: ReportSheet, words: Words, fonts: Fonts) -> bytes:
    """Give the report as a PDF; it is set twice, for only then is it known of how many pages each is one."""
    pages = _set(sheet, words, fonts, pages=0)[1]
    return _set(sheet, words, fonts, pages=pages)[0]


def _set(sheet: ReportSheet, words: Words, fonts: Fonts, *, pages: int) -> tuple[bytes, int]:
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    file = BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=_PAGE,
        title=f"{sheet.title} {sheet.subtitle}",
        author="Loket Aduan",
        creator="Loket Aduan",
        subject="",
        lang=sheet.language,
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.body,
    )
    frame = Frame(
        _SIDE,
        _BOTTOM,
        _WIDTH,
        _PAGE[1] - _TOP - _BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    edges = partial(_edges, sheet, words, fonts, pages)
    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=edges)])
    document.build(_Setter(sheet, words, fonts).flow())
    return file.getvalue(), document.page


def _edges(sheet: ReportSheet, words: Words, fonts: Fonts, pages: int, canvas: "Canvas", document: Any) -> None:
    """Draw what stands at the edges of every page."""
    from reportlab.lib.colors import HexColor

    canvas.saveState()
    canvas.setFillColor(HexColor(SOFT))
    canvas.setStrokeColor(HexColor(LINE))
    canvas.setLineWidth(0.5)
    right, foot = _PAGE[0] - _SIDE, 12 * MM
    canvas.line(_SIDE, foot + 11, right, foot + 11)
    _text(canvas, fonts, _SIDE, foot, f"{sheet.agency} · {sheet.title} · {sheet.subtitle}", most=_WIDTH * 0.8)
    _text(canvas, fonts, right, foot, words("page", n=document.page, pages=pages), right=True)
    canvas.restoreState()


def _text(
    canvas: "Canvas", fonts: Fonts, x: float, y: float, text: str, *, right: bool = False, most: float = 0
) -> None:
    size, shown = 7.5, plain(text)
    while most and len(shown) > 1 and fonts.width(shown, False, size) > most:
        shown = shown[:-2].rstrip() + "…"
    if right:
        x -= fonts.width(shown, False, size)
    for font, run in fonts.runs(shown, False):
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
        x += fonts.width(run, False, size)


class _Setter:
    """Turns a sheet into what flows over the pages."""

    def __init__(self, sheet: ReportSheet, words: Words, fonts: Fonts) -> None:
        self._sheet, self._words, self._fonts = sheet, words, fonts
        self._look = Look(fonts)

    def flow(self) -> list[Any]:
        """Give everything in the order of reading."""
        from reportlab.platypus import KeepTogether, Spacer

        sheet = self._sheet
        parts: list[Any] = [*self._head(), Spacer(1, 10), self._figures(sheet.figures), Spacer(1, 14)]
        parts += [self._charts(), Spacer(1, 12)]
        for block in self._blocks([table for table in sheet.tables if table.code != UPRIGHT]):
            parts += [*block, Spacer(1, 14)]
        notes = [self._look.paragraph(self._words("notes"), "heading"), Spacer(1, 3)]
        notes += [self._look.paragraph(f"·\xa0\xa0{note}", "listed") for note in sheet.notes]
        parts += [KeepTogether(notes), Spacer(1, 14)]
        parts.append(KeepTogether([*self._remarks(), Spacer(1, 20), self._signature()]))
        return parts

    def _head(self) -> Iterable[Any]:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import HRFlowable, Spacer
        from reportlab.platypus import Table as Grid

        sheet, look = self._sheet, self._look
        yield from (look.paragraph(line, "letterhead") for line in sheet.letterhead[:4])
        yield HRFlowable(width="100%", thickness=1.4, color=HexColor(ACCENT), spaceBefore=5, spaceAfter=12)
        yield look.paragraph(sheet.title, "title")
        yield look.paragraph(sheet.subtitle, "subtitle")
        yield Spacer(1, 8)
        rows = [[look.paragraph(label, "soft"), look.paragraph(text, "text")] for label, text in sheet.facts]
        grid = Grid(rows, colWidths=[30 * MM, _WIDTH - 30 * MM], hAlign="LEFT")
        grid.setStyle(look.bare())
        yield grid

    def _figures(self, figures: Sequence[Figure]) -> Any:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Table as Grid

        look = self._look
        cells = [
            [look.paragraph(f.label, "soft"), look.paragraph(f.value, "figure"), look.paragraph(f.note, "small")]
            for f in figures
        ]
        gap = 2.5 * MM
        wide = (_WIDTH - gap * (len(cells) - 1)) / len(cells)
        row: list[Any] = []
        widths: list[float] = []
        for n, cell in enumerate(cells):
            row += [cell] if n == 0 else ["", cell]
            widths += [wide] if n == 0 else [gap, wide]
        grid = Grid([row], colWidths=widths)
        tiles = [
            command
            for n in range(0, len(row), 2)
            for command in (
                ("BACKGROUND", (n, 0), (n, 0), HexColor(ACCENT_BG)),
                ("LINEABOVE", (n, 0), (n, 0), 2, HexColor(ACCENT)),
            )
        ]
        grid.setStyle(
            [
                *look.bare(),
                ("LEFTPADDING", (0, 0), (-1, -1), 6),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
                *tiles,
            ]
        )
        return grid

    def _charts(self) -> Any:
        """Give two drawings beside each other: those of the first two tables that have bars."""
        from reportlab.platypus import Spacer

        tables = [self._sheet.table(code) for code in self._sheet.charted][:2]
        drawn = [
            [self._look.paragraph(table.title, "heading"), Spacer(1, 4), drawing]
            for table in tables
            if (drawing := bars(table, self._sheet.language, self._fonts, width=_HALF)) is not None
        ]
        return self._beside(drawn) if drawn else Spacer(1, 0)

    def _blocks(self, tables: Iterable[Table]) -> Iterable[list[Any]]:
        """Give the tables; low and narrow ones in pairs beside each other, long ones go on over the page."""
        from reportlab.platypus import CondPageBreak, KeepTogether

        waiting: list[Table] = []
        for table in tables:
            if len(table.columns) <= _NARROW and len(table.lines) <= _LOW:
                waiting.append(table)
                if len(waiting) == 2:
                    yield [self._beside([self._table(one, _HALF) for one in waiting])]
                    waiting.clear()
            elif len(table.lines) <= _LOW:
                yield [KeepTogether(self._table(table, _WIDTH))]
            else:
                yield [CondPageBreak(_PAGE[1] / 4), *self._table(table, _WIDTH)]
        if waiting:
            yield [self._beside([self._table(waiting.pop(), _HALF)])]

    def _beside(self, columns: Sequence[Sequence[Any]]) -> Any:
        from reportlab.platypus import Table as Grid

        cells = [list(columns[0]), "", list(columns[1]) if len(columns) > 1 else ""]
        grid = Grid([cells], colWidths=[_HALF, _GUTTER, _HALF])
        grid.setStyle(self._look.bare())
        return grid

    def _table(self, table: Table, width: float) -> list[Any]:
        from reportlab.platypus import Spacer
        from reportlab.platypus import Table as Grid

        look, language = self._look, self._sheet.language
        parts: list[Any] = [look.paragraph(table.title, "heading"), Spacer(1, 3)]
        if not table.lines:
            return [*parts, look.paragraph(self._words("nothing"), "note")]
        size = "tight" if len(table.columns) > _MANY else "cell"
        figures = [self._width_of(table, n, size) for n in range(len(table.columns))]

        def line(row: Line, *, bold: bool = False) -> list[Any]:
            cells = [look.paragraph(row.label, "cell_bold" if bold else "cell")]
            for value, column in zip(row.values, table.columns, strict=True):
                kind = "_bold" if bold else "_zero" if value == 0 else ""
                cells.append(look.paragraph(written(value, column.unit, language), f"{size}_right{kind}"))
            return cells

        heads = [look.paragraph(column.title, f"{size}_head_right") for column in table.columns]
        rows = [[look.paragraph(table.head, "cell_head"), *heads], *(line(row) for row in table.lines)]
        if table.total is not None:
            rows.append(line(table.total, bold=True))
        grid = Grid(rows, colWidths=[width - sum(figures), *figures], repeatRows=1, hAlign="LEFT")
        grid.setStyle(look.ruled(with_total=table.total is not None))
        parts.append(grid)
        if table.note:
            parts += [Spacer(1, 2), look.paragraph(table.note, "note")]
        return parts

    def _width_of(self, table: Table, n: int, size: str) -> float:
        """Give room for every figure of a column, and for the longest word above them."""
        column, language = table.columns[n], self._sheet.language
        rows = table.lines if table.total is None else (*table.lines, table.total)
        figures = {written(row.values[n], column.unit, language) for row in rows}
        word = max(column.title.split(), key=len, default="")
        widest = max(self._look.width(figure, f"{size}_right_bold") for figure in figures)
        needed = max(widest, self._look.width(word, f"{size}_head_right")) + 5
        return max(_TIGHT if size == "tight" else _FIGURE, needed)

    def _remarks(self) -> Iterable[Any]:
        """Give lines to write on: what figures do not tell."""
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import HRFlowable

        yield self._look.paragraph(self._words("remarks"), "heading")
        for _ in range(_REMARKS):
            yield HRFlowable(width="100%", thickness=0.5, color=HexColor(LINE), spaceBefore=20, spaceAfter=0)

    def _signature(self) -> Any:
        from reportlab.platypus import Spacer
        from reportlab.platypus import Table as Grid

        look = self._look
        block = [
            look.paragraph(self._sheet.place_and_day, "text"),
            look.paragraph(self._sheet.signatory, "text"),
            Spacer(1, 46),
            look.paragraph("_" * 34, "text"),
            look.paragraph("NIP", "text"),
        ]
        grid = Grid([["", block]], colWidths=[_WIDTH - 72 * MM, 72 * MM])
        grid.setStyle(look.bare())
        return grid
