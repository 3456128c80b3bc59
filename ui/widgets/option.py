"""One of a few answers to choose from: the id the program knows and the word the officer sees."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    id: str
    label: str
