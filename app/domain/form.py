"""The form as data: which fields there are, what they accept, and what stands on the receipt.

A profile file (``resources/profiles/*.toml``) is read into these values; no field, limit or list is fixed in code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.domain.clocks import ClockId
from app.domain.text import folded

RECEIPT_LINES: Final = tuple(
    "number status_code show_code phone received moment recorded reporter anonymous nameless summary secret target"
    " answer answer_own answer_own_undated answer_elsewhere status pending from_lapor tracking sign_reporter"
    " sign_officer nip sheet_reporter sheet_archive original copy printed corrected voided voided_why"
    " voided_status missing missing_until missing_secret answer_when_complete answered joins".split()
)
"""The lines a receipt is made of; a profile words each of them in each language."""


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
    DEADLINE = "deadline"
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
class Phrase:
    """Words of a register that answer more than the field they stand in; ``values`` are texts by field name."""

    words: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """One field; labels and hints by language code; limits in characters after cleaning.

    ``place`` is "main" for what the entry page always shows, "more" for what opens on demand and "apart" for what has
    a strip of its own; ``phone`` marks what is asked in phone mode.  ``columns`` are the header words under which
    registers carry the field.
    """

    name: str
    section: str
    kind: Kind
    label: Mapping[str, str]
    hint: Mapping[str, str]
    required: Required = Required.NEVER
    min_length: int = 0
    max_length: int = 255
    choices: tuple[Choice, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    default: str = ""
    identity: bool = False
    columns: tuple[str, ...] = ()
    place: str = "more"
    phone: bool = False

    def choice(self, typed: str) -> str | None:
        """Give the id of the choice meant by an id, a label or another spelling; None when there is none."""
        if any(typed == choice.id for choice in self.choices):
            return typed
        wanted = folded(typed)
        for choice in self.choices:
            if wanted in map(folded, (*choice.label.values(), *choice.words)):
                return choice.id
        return None

    def phrase(self, typed: str) -> Mapping[str, str]:
        """Give what a phrase answers, by field name; nothing when it is none."""
        wanted = folded(typed)
        return next((p.values for p in self.phrases if wanted in map(folded, p.words)), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """Receipt wording of one language: title per classification id, notes, and each of RECEIPT_LINES.

    ``**words**`` are set bold, ``{gaps}`` are filled, and a ``[part]`` goes when a gap in it has nothing to fill it;
    a note goes as a whole when a gap outside of brackets has nothing.
    """

    titles: Mapping[str, str]
    notes: tuple[str, ...]
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A versioned form profile.

    ``clock_of_class`` names the answer clock and the closing clock of each classification, and under "supervisory"
    those of any complaint that needs an inspection.  ``area_columns`` are the header words of the three columns over
    which registers spread an area: "village", "district", "regency"; ``tracking_columns`` those of the number that a
    record has in LAPOR! already.  ``notice`` is what is read to the reporter about personal data, by language.
    """

    version: str
    title: str
    fields: tuple[FieldRule, ...]
    one_of: tuple[tuple[str, ...], ...]
    guardian_under_years: int
    forward_nik: bool
    forward_anonymous_identity: bool
    clock_of_class: Mapping[str, tuple[ClockId, ClockId]]
    receipt: Mapping[str, ReceiptWords]
    area_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tracking_columns: tuple[str, ...] = ()
    notice: Mapping[str, str] = field(default_factory=dict)

    def field(self, name: str) -> FieldRule:
        """Give the rule of a field; KeyError when the profile has none of that name."""
        for rule in self.fields:
            if rule.name == name:
                return rule
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Tell whether the profile asks for the field."""
        return any(rule.name == name for rule in self.fields)
