"""The last number given, remembered outside the data folder: it tells when a database lost its newest records."""

import json
import logging
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.number import HighWater

_BYTES: Final = 96
_log: Final = logging.getLogger(__name__)


class HighWaterFile:
    """One small file per device id; a folder that cannot be written is logged and stops nobody from working."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, device_id: str) -> HighWater | None:
        """Give the mark of a device, None when there is none or it cannot be read."""
        try:
            told = json.loads(self._file(device_id).read_text(encoding="utf-8"))
            return HighWater(series=str(told["series"]), year=int(told["year"]), running=int(told["running"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, device_id: str, mark: HighWater) -> None:
        """Keep a mark; it is written after the commit and so never runs ahead of the records.

        One write in place of always the same few bytes: every save waits for it, and a file that takes another's place
        would have to reach the disk first.
        """
        told = {"series": mark.series, "year": mark.year, "running": mark.running}
        try:
            with self._opened(device_id) as file:
                file.write(json.dumps(told).ljust(_BYTES).encode())
        except OSError as error:
            _log.info("high-water mark not kept: errno %s", error.errno)

    def _opened(self, device_id: str) -> BinaryIO:
        file = self._file(device_id)
        try:
            return file.open("r+b")
        except FileNotFoundError:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return file.open("wb")

    def _file(self, device_id: str) -> Path:
        return self._folder / f"{device_id}.mark"
