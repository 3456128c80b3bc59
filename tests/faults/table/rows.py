"""Rows of the table: sums over the runs of one fault against one target, as JSON lines and to be read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.faults.table.judge import Verdict

_TOLD: Final = ("fault", "target", "runs", "lost", "doubled", "receipts_wrong", "worst_recovery_s")


@dataclass
class Row:
    """One fault against one target."""

    fault: str
    target: str
    runs: int = 0
    lost: int = 0
    doubled: int = 0
    receipts_wrong: int = 0
    worst_recovery_s: float = 0.0
    seconds: float = 0.0

    def add(self, verdict: Verdict, *, seconds: float) -> None:
        """Count one schedule, of one or more runs."""
        self.seconds += seconds
        self.runs += verdict.runs
        self.lost += verdict.lost
        self.doubled += verdict.doubled
        self.receipts_wrong += verdict.receipts_wrong
        self.worst_recovery_s = max(self.worst_recovery_s, round(verdict.recovery_s, 2))

    @property
    def sound(self) -> bool:
        """Tell whether the goal is met: 0, 0, 0."""
        return not (self.lost or self.doubled or self.receipts_wrong)

    def cost(self) -> str:
        """Give what the row cost, to be read."""
        return f"{self.seconds:8.1f} s for {self.runs:4} runs  {self.fault}, {self.target}"

    def line(self) -> str:
        """Give the row as one line of JSON."""
        return json.dumps({name: getattr(self, name) for name in _TOLD})


def table(rows: Iterable[Row]) -> str:
    """Give the rows to be read, sums below."""
    rows = list(rows)
    sums = Row(
        fault="all together",
        target=f"{len({row.target for row in rows})} targets",
        runs=sum(row.runs for row in rows),
        lost=sum(row.lost for row in rows),
        doubled=sum(row.doubled for row in rows),
        receipts_wrong=sum(row.receipts_wrong for row in rows),
        worst_recovery_s=max((row.worst_recovery_s for row in rows), default=0.0),
    )
    cells = [_TOLD, *([str(getattr(row, name)) for name in _TOLD] for row in (*rows, sums))]
    widths = [max(len(line[n]) for line in cells) for n in range(len(_TOLD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n < 2 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )
