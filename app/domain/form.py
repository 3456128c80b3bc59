"""The form as data: which fields there are, what they accept, and what stands on the receipt.

A profile file (``resources/profiles/*.toml``) is read into these values; no field, limit or list is fixed in code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.text import folded


class Kind(StrEnum):
    """What a field holds; decides how it is checked and which widget asks for it."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    CHANNEL = "channel"
    CATEGORY = "category"
    AGENCY = "agency"
    AREA = "area"
    DATE = "date"
    MOMENT = "moment"
    TIME = "time"
    NIK = "nik"
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    EARLIER = "earlier"
    COORDINATE = "coordinate"


class Required(StrEnum):
    """When a field must be filled."""

    ALWAYS = "always"
    NEVER = "never"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a list; ``words`` are other spellings that registers use for it."""

    id: str
    label: Mapping[str, str]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """One field; labels and hints by language code; limits in characters after cleaning."""

    name: str
    section: str
    kind: Kind
    label: Mapping[str, str]
    hint: Mapping[str, str]
    required: Required = Required.NEVER
    min_length: int = 0
    max_length: int = 255
    choices: tuple[Choice, ...] = ()
    default: str = ""
    identity: bool = False
    columns: tuple[str, ...] = ()

    def choice(self, typed: str) -> str | None:
        """Give the id of the choice meant by an id, a label or another spelling; None when there is none."""
        wanted = folded(typed)
        for choice in self.choices:
            if typed == choice.id or wanted in map(folded, (*choice.label.values(), *choice.words)):
                return choice.id
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """Receipt wording of one language: title per classification id, notes, closing lines."""

    titles: Mapping[str, str]
    notes: tuple[str, ...]
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A versioned form profile."""

    version: str
    title: str
    fields: tuple[FieldRule, ...]
    one_of: tuple[tuple[str, ...], ...]
    guardian_under_years: int
    forward_nik: bool
    forward_anonymous_identity: bool
    clock_of_class: Mapping[str, tuple[str, str]]
    receipt: Mapping[str, ReceiptWords]

    def field(self, name: str) -> FieldRule:
        """Give the rule of a field; KeyError when the profile has none of that name."""
        for rule in self.fields:
            if rule.name == name:
                return rule
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Tell whether the profile asks for the field."""
        return any(rule.name == name for rule in self.fields)
