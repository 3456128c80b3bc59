"""The shipped list of plain words from which an opening phrase is proposed: one lower-case word a line, sorted."""

from pathlib import Path
from typing import Final

from app.domain.errors import StorageProblem

_FEWEST: Final = 512  # a torn list would propose phrases of many words


def phrase_words(file: Path) -> tuple[str, ...]:
    """Give the words of the list.  Raises StorageProblem ``reference_unreadable``."""
    try:
        words = tuple(file.read_text(encoding="ascii").split())
    except (OSError, ValueError) as error:
        raise StorageProblem("reference_unreadable", file=file.name) from error
    if len(set(words)) != len(words) or len(words) < _FEWEST:
        raise StorageProblem("reference_unreadable", file=file.name)
    return words
