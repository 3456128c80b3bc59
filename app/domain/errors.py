"""What can go wrong, as codes with facts; the words for people are in resources/texts and read by app.texts.

Facts carry ids, counts, limits and field names, never what a citizen said.
"""

import dataclasses
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Fact = str | int | float | bool | None


class AppError(Exception):
    """A problem that has words: ``code`` names them, ``facts`` fill their gaps."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code: Final = code
        self.facts: Final = MappingProxyType(facts)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r})"


class UserProblem(AppError):
    """Something the officer can act on."""


class StorageProblem(AppError):
    """The disk, the folder or the database is not as it must be."""


class NetworkProblem(AppError):
    """The line or the other end failed; nothing local is in doubt."""


class NotAllowed(UserProblem):
    """The officer's role does not permit the act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One thing wrong with one field: ``field`` as named by the form profile, ``code`` as in the texts."""

    field: str
    code: str
    facts: MappingProxyType[str, Fact] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


class DraftRefused(UserProblem):
    """The draft cannot become a complaint yet; ``problems`` are in the order of the form."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__("draft_refused", count=len(problems))
        self.problems: Final = problems
