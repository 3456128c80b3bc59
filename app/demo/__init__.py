"""The demo: the whole main job by itself, typed into the real window, with a real server and a cable that is pulled."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.settings import read_settings
from app.texts import texts


def main(given: Sequence[str]) -> int:
    """Play it and give 0 when desk, paper and centre agree, else 1."""
    parser = argparse.ArgumentParser(prog="loket demo", description="Mainkan seluruh pekerjaan loket sekali.")
    parser.add_argument("demo")
    parser.add_argument("--data-dir", help=argparse.SUPPRESS)  # the demo has a folder of its own
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder untuk PDF, gambar, summary.json")
    parser.add_argument("--json", action="store_true", help="ringkasan sebagai JSON di stdout")
    asked = parser.parse_args(given)
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.demo.play import play

    summary = play(asked.out, texts(read_settings(asked.out).language))
    if asked.json:
        print(summary.as_json())
    else:
        print(summary.as_text())
    return 1 if summary.problems else 0
