"""What is to be done about a task or about an event that the centre did not take, in words."""

from typing import Final

from app.domain.outbox import Delivery
from app.domain.task import TaskKind
from app.texts import Texts

_WITH_REASON: Final = frozenset({TaskKind.RETURNED, TaskKind.FORWARD_REFUSED})
"""Tasks whose code says why in words of its own."""


def task_to_do(words: Texts, kind: TaskKind, code: str, detail: str) -> str:
    """Give what a task asks for; a reason without words of its own is left out."""
    parts = (words.word("task_code", code), detail) if kind in _WITH_REASON else (detail,)
    return words.word("task", kind.value, detail=": ".join(part for part in parts if part))


def delivery_to_do(words: Texts, delivery: Delivery, code: str | None) -> str:
    """Give what an event asks for by the state of its delivery and why it is so."""
    return words.word("outcome_code", code) if code else words.word("to_do", delivery.value)
