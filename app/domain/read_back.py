"""What is read back to a caller before a number is given: put together from the fields, what matters marked strong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.complaint import Identity, Secrecy
from app.domain.draft import Draft
from app.domain.reference import Reference
from app.domain.text import clean_line, shortened
from app.domain.typed_dates import parse_typed_date

_TEXT_LETTERS: Final = 320
_TITLE_LETTERS: Final = 80
_END: Final = re.compile(r"\n|(?<=\w{4})[.!?](?=\s|$)")  # four letters before it, for "Jl." ends no sentence
_GAP: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of running text; ``strong`` is what the caller should listen for."""

    text: str
    strong: bool = False


def read_back(
    draft: Draft, *, lists: Reference, today: date, word: Callable[[str], str], day: Callable[[date], str]
) -> tuple[Span, ...]:
    """Give the sentences to read; ``word`` gives the wording of a code with ``{gaps}`` and ``**strong**`` parts."""
    spans: list[Span] = []
    for code, facts in _sentences(draft, lists, today, day):
        if spans:
            spans.append(Span(text=" "))
        spans.extend(_filled(word(code), facts))
    return tuple(spans)


def proposed_title(text: str) -> str:
    """Give the first sentence of a report as a title, cut at a word; "" when nothing is told yet."""
    first = _END.split(text.strip(), maxsplit=1)[0]
    return shortened(clean_line(first), _TITLE_LETTERS)


def _sentences(
    draft: Draft, lists: Reference, today: date, day: Callable[[date], str]
) -> list[tuple[str, dict[str, str]]]:
    identity = draft.get("identity")
    name = "" if identity == Identity.NAMELESS else clean_line(draft.get("name"))
    told: list[tuple[str, dict[str, str]]] = [("to", {"name": name}) if name else ("to_nameless", {})]
    text = shortened(clean_line(draft.get("text")), _TEXT_LETTERS)
    if text:
        told.append(("told", {"text": text if text.endswith((".", "!", "?", "…")) else f"{text}."}))
    happened = parse_typed_date(draft.get("event_on"), today)
    time = clean_line(draft.get("event_time"))
    if happened:
        told.append(("when_at" if time else "when", {"day": day(happened), "time": time}))
    if place := clean_line(draft.get("place")):
        told.append(("where", {"place": place}))
    if hope := clean_line(draft.get("expectation")):
        told.append(("hope", {"expectation": hope}))
    if agency := lists.agencies.by_id(draft.get("agency")):
        told.append(("agency", {"agency": agency.name}))
    told.extend(_promises(draft, identity))
    told.append(("right", {}))
    return told


def _promises(draft: Draft, identity: str) -> list[tuple[str, dict[str, str]]]:
    promised: list[tuple[str, dict[str, str]]] = []
    if identity:
        promised.append((f"identity_{identity}", {}))
    if draft.get("secrecy") == Secrecy.SECRET:
        promised.append(("secret", {}))
    phone = "" if identity == Identity.NAMELESS else clean_line(draft.get("phone"))
    if phone:
        promised.append(("phone", {"phone": phone}))
    elif draft.get("returns_to_desk"):
        promised.append(("desk", {}))
    return promised


def _filled(wording: str, facts: dict[str, str]) -> list[Span]:
    """Fill the gaps of each part after the parts are told apart, so that typed text is never taken for a mark."""
    spans = []
    for number, part in enumerate(wording.split("**")):
        text = _GAP.sub(lambda gap: facts.get(gap[1], gap[0]), part)
        if text:
            spans.append(Span(text=text, strong=number % 2 == 1))
    return spans
