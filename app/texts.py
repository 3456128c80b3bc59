"""Words for codes: problems, statuses, paper and command line, in the language of the desk."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from app.domain.errors import AppError, Fact, FieldProblem
from app.paths import resources

LANGUAGES: Final = ("id", "en")
_WITHOUT_FILE: Final[Mapping[str, Mapping[str, object]]] = {
    "problem": {
        "unexpected": {
            "title": "Berkas teks program tidak terbaca (the program's own texts cannot be read)",
            "what": "Ada berkas program yang hilang atau rusak.",
            "safe": "Semua data tetap tersimpan.",
            "do": "Pasang ulang Loket Aduan (install the program again).",
        }
    },
    "field": {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem in words: a title, what happened, what is safe, what to do."""

    title: str
    what: str
    safe: str
    do: str

    def sentence(self) -> str:
        """Give all of it as running text."""
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of one language."""

    language: str
    tables: Mapping[str, Mapping[str, object]]

    def problem(self, error: AppError) -> Problem:
        """Give the words for an error; codes without words (a bug) get those of ``unexpected``."""
        table = self.tables["problem"]
        row = table.get(error.code)
        if not isinstance(row, Mapping):
            row = table["unexpected"]
        assert isinstance(row, Mapping)
        parts = {part: _filled(str(row.get(part, "")), error.facts) for part in ("title", "what", "safe", "do")}
        return Problem(**parts)

    def field(self, problem: FieldProblem) -> str:
        """Give the one-line words that stand at a field: its own for this code if there are any, else the code's."""
        table = self.tables["field"]
        words = table.get(f"{problem.code}_{problem.field}", table.get(problem.code, problem.code))
        return _filled(str(words), problem.facts)

    def word(self, table: str, code: str, **facts: Fact) -> str:
        """Give one word or sentence: ``word("status", "recorded")``; the code itself when there is none."""
        return _filled(str(self.tables.get(table, {}).get(code, code)), facts)


def _filled(text: str, facts: Mapping[str, Fact]) -> str:
    for name, value in facts.items():
        text = text.replace("{" + name + "}", str(value))
    return text


@cache
def texts(language: str, folder: Path | None = None) -> Texts:
    """Read the words of a language ("id" or "en") once; without their file there is one sentence for everything."""
    path = (folder or resources() / "texts") / f"{language if language in LANGUAGES else 'id'}.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        tables = {}
    return Texts(language, tables if tables.keys() >= _WITHOUT_FILE.keys() else _WITHOUT_FILE)
