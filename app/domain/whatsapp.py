"""Pasted WhatsApp text: exports and copies of Android, iPhone and the web become one entry per sender and run.

What cannot be told apart is left as one entry without sender and moment; nothing that a citizen said is left out.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Final

from app.domain.errors import UserProblem
from app.domain.read_back import proposed_title
from app.domain.register import Sheet
from app.domain.text import clean_line, folded

MOST_LETTERS: Final = 2_000_000
APART: Final = timedelta(hours=1)
"""Messages of one sender belong together while less than this lies between them, whoever wrote in between."""
_BEGINNING: Final = 20_000
_FIRST_LINES: Final = 20
COLUMNS: Final = ("received_at", "channel", "name", "phone", "title", "text")
"""The header of the sheet that a chat becomes."""

_NAME: Final = COLUMNS.index("name")
_PHONE_COLUMN: Final = COLUMNS.index("phone")
_DATE: Final = r"(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{2,4})"
_TIME: Final = r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
_SAID: Final = r"(?:(?P<sender>[^:\n]{1,100}):(?:\s|$))?(?P<text>.*)"
_HEADS: Final = tuple(
    re.compile(shape)
    for shape in (
        rf"\[{_DATE},?\s+{_TIME}\]\s*{_SAID}",  # iPhone
        rf"\[{_TIME},\s*{_DATE}\]\s*{_SAID}",  # copied from the web or the desktop
        rf"{_DATE},?\s+{_TIME}\s+[-–]\s+{_SAID}",  # Android
    )
)
_UNSEEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES: Final = re.compile("[\u00a0\u2007\u202f]")
_PHONE: Final = re.compile(r"\+?\d[\d\s().\-]{6,22}\d")
_MEDIA: Final = re.compile(
    r"<[^<>\n]{1,40}(?:disertakan|omitted)>"
    r"|(?:gambar|video|audio|stiker|dokumen|gif|kartu kontak|image|sticker|document|contact card)"
    r" (?:tidak disertakan|omitted)"
    r"|<(?:attached|terlampir|lampiran): [^<>\n]{1,120}>"
    r"|[\w .\-]{1,100}\.\w{2,5} \((?:file terlampir|berkas terlampir|file attached)\)",
    re.IGNORECASE,
)
_GONE: Final = frozenset(
    {
        "pesan ini telah dihapus",
        "pesan ini dihapus",
        "anda menghapus pesan ini",
        "anda telah menghapus pesan ini",
        "this message was deleted",
        "you deleted this message",
        "panggilan suara tak terjawab",
        "panggilan video tak terjawab",
        "missed voice call",
        "missed video call",
        "menunggu pesan ini",
        "waiting for this message",
    }
)
_GREETING: Final = re.compile(
    r"(?:ass?alamu? ?alai?kum.*|(?:selamat|met|slmt)? ?(?:pagi|siang|sore|malam|malem)|hal+o+|hai|hi|hello|permisi|tes"
    r"|good (?:morning|afternoon|evening)|p|ping|mohon (?:izin|ijin)|(?:maaf|mf|mohon maaf)(?: mengganggu)?|)"
    r"(?:(?: |^)(?:pak|bu|bapak|ibu|min|admin|kak|kakak|mas|mbak|dan|semua|wr|wb))*"
)
_SENTENCES: Final = re.compile(r"\n|(?<=\w{3})[.!?,](?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatEntry:
    """What one sender wrote in one go; ``at`` is None and the sender "" when the text does not tell.

    ``sender`` is as it was shown: a name, or a telephone number of somebody who is in no address book.
    """

    at: datetime | None
    sender: str
    text: str
    media: int = 0

    @property
    def phone(self) -> str:
        """The telephone number, when the sender was shown by it."""
        return self.sender if _PHONE.fullmatch(self.sender) else ""

    @property
    def name(self) -> str:
        """The name, when the sender was shown by one."""
        return "" if self.phone else self.sender


@dataclass(slots=True)
class _Message:
    day: tuple[int, int, int]
    clock: tuple[int, int]
    sender: str
    lines: list[str]


def read_chat(text: str, now: datetime) -> tuple[ChatEntry, ...]:
    """Give the entries in the order in which they begin; ``now`` is aware and in the desk's own zone.

    Days are read as day, month, year, unless only month, day, year gives days that have been.
    Raises UserProblem ``paste_too_large`` beyond MOST_LETTERS and ``paste_empty`` when nothing is said.
    """
    if len(text) > MOST_LETTERS:
        raise UserProblem("paste_too_large", letters=MOST_LETTERS)
    messages, loose = _messages(text)
    month_first = _month_first([m.day for m in messages], now)
    read = [
        ChatEntry(at=_moment(m, month_first, now.tzinfo), sender=m.sender, text="\n".join(m.lines)) for m in messages
    ]
    told = [entry for entry in map(_without_media, read) if entry.text or entry.media]
    if loose.strip():
        told.insert(0, _without_media(ChatEntry(at=None, sender="", text=loose)))
    if not told:
        raise UserProblem("paste_empty")
    return tuple(_joined(told))


def is_chat(text: str) -> bool:
    """Tell whether a text begins as WhatsApp writes: a message with moment and sender in its first lines."""
    found = map(_head, _UNSEEN.sub("", text[:_BEGINNING]).splitlines()[:_FIRST_LINES])
    return any(head and head["sender"] for head in found)


def chat_sheet(entries: Sequence[ChatEntry], *, channel: str, media_note: str) -> Sheet:
    """Give the entries as a register; ``media_note`` with its gap ``{count}`` says what could not be copied along."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for entry in entries:
        at = f"{entry.at:%d-%m-%Y %H.%M}" if entry.at else ""
        note = media_note.replace("{count}", str(entry.media)) if entry.media else ""
        text = "\n".join(part for part in (entry.text, note) if part)
        rows.append((at, channel, entry.name, entry.phone, _title(entry.text), text))
    return Sheet(rows=tuple(rows))


def senders(sheet: Sheet) -> Mapping[str, int]:
    """Give who wrote in a chat that became a sheet, and in how many rows; nothing for any other sheet."""
    if not sheet.rows or tuple(sheet.rows[0]) != COLUMNS:
        return {}
    return Counter(map(_sender, sheet.rows[1:]))


def without(sheet: Sheet, left_out: Collection[str]) -> Sheet:
    """Give the chat without the rows of some senders, as the desk's own answers are."""
    kept = (row for row in sheet.rows[1:] if _sender(row) not in left_out)
    return replace(sheet, rows=(sheet.rows[0], *kept)) if left_out else sheet


def _sender(row: Sequence[str]) -> str:
    return row[_NAME] or row[_PHONE_COLUMN]


def _messages(text: str) -> tuple[list[_Message], str]:
    """Give the messages with a head, and what stood before the first of them."""
    messages: list[_Message] = []
    loose: list[str] = []
    skipping = False
    for line in _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = _head(line)
        if found is None:
            if not skipping:
                (messages[-1].lines if messages else loose).append(line.rstrip())
            continue
        sender = clean_line((found["sender"] or "").strip().removeprefix("~"))
        skipping = not sender  # what the program itself says names nobody
        if not skipping:
            hour = int(found["hour"])
            if found["half"]:
                hour = hour % 12 + (12 if found["half"] in "pP" else 0)
            day = (int(found["a"]), int(found["b"]), int(found["c"]))
            messages.append(_Message(day, (hour, int(found["minute"])), sender, [found["text"].rstrip()]))
    return messages, "\n".join(loose)


def _head(line: str) -> re.Match[str] | None:
    if not line[:2].strip("[").lstrip()[:1].isdigit() and not line[:1].isdigit():
        return None
    plain = _SPACES.sub(" ", line)
    return next((found for shape in _HEADS if (found := shape.fullmatch(plain))), None)


def _month_first(days: Sequence[tuple[int, int, int]], now: datetime) -> bool:
    """Tell whether only the American order gives days that exist and are not to come."""
    if not days:
        return False

    def fits(*, month_first: bool) -> bool:
        read = [_day(day, month_first=month_first) for day in days]
        return all(day is not None and day.date() <= now.date() for day in read)

    return not fits(month_first=False) and fits(month_first=True)


def _day(day: tuple[int, int, int], *, month_first: bool) -> datetime | None:
    a, b, c = day
    year, month, number = (a, b, c) if a > 31 else (c, a, b) if month_first else (c, b, a)
    try:
        return datetime(year + 2000 if year < 100 else year, month, number)  # noqa: DTZ001 - the zone follows
    except ValueError:
        return None


def _moment(message: _Message, month_first: bool, zone: tzinfo | None) -> datetime | None:
    day = _day(message.day, month_first=month_first)
    hour, minute = message.clock
    if day is None or hour > 23 or minute > 59:
        return None
    return day.replace(hour=hour, minute=minute, tzinfo=zone)


def _without_media(entry: ChatEntry) -> ChatEntry:
    """Take the marks of what was not copied along out of the text, and count them."""
    text, count = _MEDIA.subn("", entry.text)
    kept = [line.strip() for line in text.split("\n") if folded(line) not in _GONE]
    return replace(entry, text="\n".join(kept).strip(), media=entry.media + count)


def _joined(entries: Sequence[ChatEntry]) -> Iterator[ChatEntry]:
    """Put together what one sender wrote with less than an hour between."""
    open_ones: list[tuple[ChatEntry, datetime | None]] = []
    of_sender: dict[str, int] = {}
    for entry in entries:
        at = of_sender.get(entry.sender)
        if at is not None:
            begun, last = open_ones[at]
            if (entry.at is None and last is None) or (
                entry.at is not None and last is not None and timedelta(0) <= entry.at - last < APART
            ):
                text = "\n".join(part for part in (begun.text, entry.text) if part)
                open_ones[at] = (replace(begun, text=text, media=begun.media + entry.media), entry.at)
                continue
        of_sender[entry.sender] = len(open_ones)
        open_ones.append((entry, entry.at))
    return (entry for entry, _ in open_ones)


def _title(text: str) -> str:
    """Propose the first sentence that is more than a greeting."""
    rest = text
    while rest:
        first, _, after = _cut(rest)
        if not _GREETING.fullmatch(folded(first)) and folded(first):
            return proposed_title(rest)
        rest = after.strip()
    return proposed_title(text)


def _cut(text: str) -> tuple[str, str, str]:
    found = _SENTENCES.search(text)
    return (text[: found.start()], found.group(), text[found.end() :]) if found else (text, "", "")
