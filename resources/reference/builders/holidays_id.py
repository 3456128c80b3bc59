"""Makes holidays.json: national holidays and cuti bersama, with source, marking what is still an estimate.

Run by hand when a new SKB is out, with the test group installed:  python resources/reference/builders/holidays_id.py
Data: holidays (MIT), categories "public" and "government" (= cuti bersama), day by day compared with lokal-id (MIT).
Local holidays (pilkada, daerah) are in neither: an admin adds them.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import holidays
import lokal

VERSION = "2026.11.1"
YEARS = (2024, 2025, 2026, 2027)
KINDS = {"public": "national", "government": "joint_leave"}
ESTIMATE = " (perkiraan)"
TARGET = Path(__file__).parents[1] / "holidays.json"


def _rows(year: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for category, kind in KINDS.items():
        for day, name in holidays.Indonesia(years=year, categories=(category,), language="id").items():
            rows.append(
                {
                    "date": day.isoformat(),
                    "name": name.replace(ESTIMATE, ""),
                    "kind": kind,
                    "provisional": ESTIMATE in name,
                }
            )
    return sorted(rows, key=lambda row: str(row["date"]))


def _sources() -> dict[str, str]:
    library = f"holidays {version('holidays')} (MIT)"
    sources = {str(year): library for year in YEARS}
    for year in lokal.HOLIDAY_YEARS:
        decree = lokal.get_holidays(year)
        ours = {row["date"] for row in _rows(year)}
        assert ours == {h.date for h in decree.holidays}, f"{year} differs from {decree.decree}"
        sources[str(year)] = f"{decree.decree}, {decree.source}; {library}"
    return sources


def main() -> None:
    """Write the file, one day a line."""
    rows = [row for year in YEARS for row in _rows(year)]
    head = {"version": VERSION, "source": _sources(), "years": list(YEARS)}
    lines = [json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": [']
    lines.append(",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows))
    lines.append(" ]\n}\n")
    TARGET.write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} days\n")


if __name__ == "__main__":
    main()
