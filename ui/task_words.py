"""What is to be done about a task or about an event that the centre did not take, in words."""

from typing import Final

from app.domain.lapor_mapping import missing_in, named
from app.domain.outbox import Delivery
from app.domain.reference import Reference
from app.domain.task import TaskKind
from app.texts import Texts

_WITH_REASON: Final = frozenset({TaskKind.RETURNED, TaskKind.FORWARD_REFUSED})
"""Tasks whose code says why in words of its own."""


def task_to_do(words: Texts, lists: Reference, kind: TaskKind, code: str, detail: str) -> str:
    """Give what a task asks for; a reason without words of its own is left out, ids of ours go by their names."""
    if kind is TaskKind.FORWARD_UNMAPPED:
        detail = _missing(words, lists, detail)
    parts = (words.word("task_code", code), detail) if kind in _WITH_REASON else (detail,)
    return words.word("task", kind.value, detail=": ".join(part for part in parts if part))


def delivery_to_do(words: Texts, delivery: Delivery, code: str | None) -> str:
    """Give what an event asks for by the state of its delivery and why it is so."""
    return words.word("outcome_code", code) if code else words.word("to_do", delivery.value)


def _missing(words: Texts, lists: Reference, detail: str) -> str:
    """Give what lacks an id at LAPOR! by its names."""
    said = []
    for one in missing_in(detail):
        name = dict(named(lists, one.list)).get(one.id, one.id)
        said.append(f"{words.word('map_list', one.list.value)} {words.word('classification', name)}")
    return ", ".join(said) or detail
