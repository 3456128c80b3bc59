"""The shipped list of plain words from which an opening phrase is proposed: one lower-case word a line, sorted."""

from pathlib import Path


def phrase_words(file: Path) -> tuple[str, ...]:
    """Give the words of the list."""
    return tuple(file.read_text(encoding="ascii").split())
