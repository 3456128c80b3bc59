"""A provincial server of its own process, on loopback, for as long as the demo plays."""

import re
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_READY: Final = re.compile(r"listening on 127\.0\.0\.1:(\d+)")
_END_S: Final = 15


def loket() -> list[str]:
    """Give the words that start this program again, from a checkout or from a frozen bundle."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]


class Server:
    """``loket pusat serve`` over a SQLite file; :attr:`port` is known once entered."""

    def __init__(self, folder: Path) -> None:
        self._url = f"sqlite:///{folder / 'pusat.db'}"
        self._process: subprocess.Popen[str] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [*loket(), "pusat", "serve", "--db", self._url, "--host", "127.0.0.1", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := _READY.search(line):
                self.port = int(found[1])
                return self
        raise RuntimeError("the demo's server did not start")

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_END_S)
            if self._process.stdout is not None:
                self._process.stdout.close()

    def enrol(self, agency: str, counter: str) -> str:
        """Give a one-time code for a counter."""
        return self._ask("enrol", "--agency", agency, "--counter", counter).strip()

    def export(self) -> str:
        """Give what the server holds, one JSON object per line."""
        return self._ask("export", "--json")

    def _ask(self, *words: str) -> str:
        asked = [*loket(), "pusat", words[0], "--db", self._url, *words[1:]]
        return subprocess.run(asked, check=True, capture_output=True, text=True, encoding="utf-8").stdout
