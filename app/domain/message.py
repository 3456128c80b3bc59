"""The receipt as a short text for WhatsApp or SMS; its words and days come from the caller in the desk's language."""

from collections.abc import Callable
from datetime import date, timedelta, timezone
from typing import Final, Protocol

from app.domain.errors import Fact
from app.domain.receipt import Receipt

_ZONES: Final = {420: "WIB", 480: "WITA", 540: "WIT"}


class Words(Protocol):
    """Gives the words of a code with its gaps filled."""

    def __call__(self, code: str, /, **facts: Fact) -> str: ...


def receipt_message(receipt: Receipt, *, word: Words, day: Callable[[date], str]) -> str:
    """Give the text, line by line.

    No name stands in it unless the identity is open, and of a secret report neither name nor title.
    """
    received = receipt.received_at.astimezone(timezone(timedelta(minutes=receipt.utc_offset_minutes)))
    zone = _ZONES.get(receipt.utc_offset_minutes, "")
    lines = [
        receipt.agency_line,
        word("number", number=receipt.number),
        word("code", status_code=receipt.status_code),
        word("voided", day=day(receipt.voided_on)) if receipt.voided_on is not None else "",
        word(
            "received",
            day=day(received.date()),
            time=" ".join(part for part in (f"{received:%H.%M}", zone) if part),
            channel=receipt.channel,
        ),
    ]
    if receipt.reporter_signs_as and not receipt.secret:
        lines.append(word("reporter", name=receipt.reporter_signs_as))
    if receipt.title and not receipt.secret:
        lines.append(word("about", title=receipt.title))
    if receipt.complete_by is not None and receipt.voided_on is None:
        what = "" if receipt.secret else receipt.missing
        until = day(receipt.complete_by)
        lines.append(word("missing", day=until, what=what) if what else word("missing_what", day=until))
    if receipt.answered_on is not None and receipt.voided_on is None:
        lines.append(word("answered", day=day(receipt.answered_on), how=receipt.answered))
    elif receipt.due_on is not None and receipt.voided_on is None:
        lines.append(word("due", day=day(receipt.due_on)))
    elif not receipt.own_agency and receipt.voided_on is None:
        lines.append(word("due_elsewhere", agency=receipt.target_agency))
    if receipt.tracking_id:
        lines.append(word("tracking", tracking=receipt.tracking_id))
    lines.append(word("ask", phone=receipt.phone) if receipt.phone else word("ask_at_desk"))
    lines.append(word("free"))
    return "\n".join(line for line in lines if line)


def number_message(receipt: Receipt, *, word: Words) -> str:
    """Give the second stage as a text short enough for an SMS: both numbers and where to follow the report."""
    lines = [
        receipt.agency_line,
        word("second", number=receipt.number, tracking=receipt.tracking_id or ""),
        word("follow"),
        word("ask", phone=receipt.phone) if receipt.phone else word("ask_at_desk"),
    ]
    return "\n".join(line for line in lines if line)
