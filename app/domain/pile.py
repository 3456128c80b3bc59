"""A pile of papers typed in one after another: what is carried from one to the next, and how their numbers count up."""

import re
from collections.abc import Mapping
from typing import Final

from app.domain.form import FieldRule, Form

SLIP: Final = "slip_number"
CARRIED: Final = frozenset({"channel", "received_at", "backdate_reason", "notice", SLIP, "classification", "agency"})
"""What the papers of one pile have in common as a rule; the officer pins and unpins fields by a key."""
PAPER_CHANNELS: Final = ("letter", "box")
_ASKED_ANEW: Final = frozenset({"identity", "secrecy"})
_DIGITS: Final = re.compile(r"[0-9]+")


def may_stick(rule: FieldRule) -> bool:
    """Tell whether a field may be carried on: nothing of a person, and no question that protects people."""
    return rule.name not in _ASKED_ANEW and (rule.name == "notice" or not rule.identity) and rule.place != "apart"


def first_sticky(form: Form) -> frozenset[str]:
    """Give the fields that stick until the officer says otherwise."""
    return frozenset(rule.name for rule in form.fields if rule.name in CARRIED and may_stick(rule))


def carried(values: Mapping[str, str], sticky: frozenset[str]) -> dict[str, str]:
    """Give what the next paper begins with; the number on its slip is one more."""
    kept = {name: text for name, text in values.items() if name in sticky and text}
    if SLIP in kept:
        kept[SLIP] = next_slip(kept[SLIP])
    return kept


def next_slip(slip: str) -> str:
    """Give the number that follows: the last run of digits counts up and keeps its width, "B-099" -> "B-100".

    "" for one without digits, which cannot be counted.
    """
    runs = list(_DIGITS.finditer(slip))
    if not runs:
        return ""
    last = runs[-1]
    return f"{slip[: last.start()]}{int(last.group()) + 1:0{len(last.group())}d}{slip[last.end() :]}"
