"""Bars of a table's totals, in the colours of the report: upright for months, lying for everything with a name."""

from typing import Any, Final

from app.adapters.paper.fonts import Fonts, plain
from app.adapters.paper.report_look import ACCENT, MM, SOFT, TEXT
from app.domain.report import HIDDEN
from app.domain.report_sheet import Table, Unit, total_of, written

UPRIGHT: Final = "month"
"""The table whose bars stand."""
_HEIGHT: Final = 52 * MM
_MOST: Final = 8
_NAMES: Final = 0.46
_NAME_SIZE: Final = 7.8
_ROOM_ABOVE: Final = 1.12
_BESIDE: Final = 6.0


def bars(table: Table, language: str, fonts: Fonts, *, width: float) -> Any:
    """Give a drawing that flows over a page, None when there is nothing: the first rows have bars, secret ones none."""
    from reportlab.graphics.shapes import Drawing

    told = [(line.label, total_of(table, line)) for line in table.lines if line.code != HIDDEN]
    rows = told[: 12 if table.code == UPRIGHT else _MOST]
    highest = max((n for _, n in rows), default=0)
    if not highest:
        return None
    said = [written(n, Unit.COUNT, language) for _, n in rows]
    widest = max(fonts.width(figure, False, _NAME_SIZE) for figure in said)
    stands = table.code == UPRIGHT
    height = _HEIGHT if stands else _HEIGHT / _MOST * len(rows)
    chart = _upright(rows, width) if stands else _lying(rows, fonts, width - widest - _BESIDE, height)
    chart.valueAxis.valueMin = 0
    chart.valueAxis.valueMax = highest * (_ROOM_ABOVE if stands else 1)
    chart.valueAxis.visible = 0
    _dress(chart, fonts)
    if not stands or widest < width / len(rows):  # else they would lie on one another: the tables tell them
        chart.barLabelFormat = lambda n: written(int(n), Unit.COUNT, language)
    # Without a first font of ours a drawing would name Times, which is not embedded.
    drawing = Drawing(width, height, initialFontName=fonts.body)
    drawing.add(chart)
    return drawing


def _upright(rows: list[tuple[str, int]], width: float) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart

    chart: Any = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 0, 14, width, _HEIGHT - 14
    chart.data = [[n for _, n in rows]]
    chart.categoryAxis.categoryNames = [label[:3] if len(rows) > 4 else label for label, _ in rows]
    chart.categoryAxis.labels.boxAnchor = "n"
    chart.categoryAxis.labels.dy = -3
    chart.barLabels.nudge = 6
    chart.barWidth = 6
    chart.groupSpacing = 3
    return chart


def _lying(rows: list[tuple[str, int]], fonts: Fonts, width: float, height: float) -> Any:
    from reportlab.graphics.charts.barcharts import HorizontalBarChart

    names = width * _NAMES
    chart: Any = HorizontalBarChart()
    chart.x, chart.y, chart.width, chart.height = names, 0, width - names, height
    chart.data = [[n for _, n in reversed(rows)]]
    chart.categoryAxis.categoryNames = [_fitted(label, fonts, names - 6) for label, _ in reversed(rows)]
    chart.categoryAxis.labels.boxAnchor = "e"
    chart.categoryAxis.labels.dx = -5
    chart.barLabels.boxAnchor = "w"
    chart.barLabels.nudge = 2
    chart.barWidth = 6
    chart.groupSpacing = 3.5
    return chart


def _dress(chart: Any, fonts: Fonts) -> None:
    from reportlab.lib.colors import HexColor

    axis = chart.categoryAxis
    axis.visibleTicks = 0
    axis.strokeColor = HexColor("#87939B")
    axis.strokeWidth = 0.5
    axis.labels.fontName = fonts.body
    axis.labels.fontSize = _NAME_SIZE
    axis.labels.fillColor = HexColor(SOFT)
    chart.bars[0].fillColor = HexColor(ACCENT)
    chart.bars[0].strokeColor = None
    chart.barLabels.fontName = fonts.body
    chart.barLabels.fontSize = _NAME_SIZE
    chart.barLabels.fillColor = HexColor(TEXT)


def _fitted(label: str, fonts: Fonts, room: float) -> str:
    """Give a name in one line; characters that the body font lacks stand as boxes, the table below has them."""
    shown = plain(label)
    while len(shown) > 1 and fonts.width(shown, False, _NAME_SIZE) > room:
        shown = shown[:-2].rstrip(" ,") + "…"
    return shown
