"""The log: one JSON object per line, ids and codes only; whatever looks like a NIK or a phone number is cut out."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

_LONG_NUMBER: Final = re.compile(r"(?<![\w-])\+?\d[\d\s.\-]{7,}\d(?![\w-])")


class JsonLines(logging.Formatter):
    """Formats a record without its arguments' secrets; of an exception only types and places are kept."""

    def format(self, record: logging.LogRecord) -> str:
        """Give one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "source": record.name,
            "message": _LONG_NUMBER.sub("[number]", record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["places"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]


def start_log(folder: Path) -> None:
    """Write warnings and errors to ``log/loket.log`` of the data folder; without a writable folder to stderr."""
    handler: logging.Handler
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "log" / "loket.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
