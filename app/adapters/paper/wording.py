"""What stands on a receipt, in words: from the receipt and the profile's wording to lines with bold parts.

Here it is decided what a sheet leaves out: no identity unless it is open, no title or text when the report is secret.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.adapters.paper.fonts import plain
from app.adapters.paper.moments import day_in_figures, day_in_words, local, time_in_zone
from app.domain.complaint import Identity
from app.domain.form import ReceiptWords
from app.domain.receipt import Receipt
from app.domain.text import folded

Pieces = tuple[tuple[str, bool], ...]
"""Running text as (text, bold)."""

_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_GAP: Final = re.compile(r"\{(\w+)\}")
_AREA_CODE: Final = re.compile(r"(?<=\d\)) (?=\d)")
_BLANK: Final = "_" * 22
_NOTHING: Final = "–"
_NAME_LETTERS: Final = 50
# An interview takes its time: only what is typed an hour later, or on another day, is said to be typed later.
_TYPED_LATER: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label and at most three paragraphs of ``most`` lines each; ``gives_way`` loses lines first on a full sheet."""

    label: str
    paragraphs: tuple[Pieces, ...]
    most: int
    gives_way: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All words of one receipt, in the order of the sheet."""

    language: str
    letterhead: tuple[str, ...]
    agency: str
    contact: str
    title: str
    number: str
    status_code: Pieces
    show_code: str
    rows: tuple[Row, ...]
    notes: tuple[Pieces, ...]
    sign_reporter: str
    reporter_name: str
    sign_officer: str
    officer_name: str
    officer_nip: str
    copy: str
    stamps: tuple[str, ...]
    sheet_reporter: str
    sheet_archive: str
    printed: str


def word_receipt(receipt: Receipt, words: ReceiptWords, language: str) -> Wording:
    """Give the words of a receipt in a language of the profile."""
    line = words.lines
    is_open = receipt.identity == Identity.OPEN
    copy = _text(line["copy"], copy=str(receipt.copy)) if receipt.copy else ""
    edition = copy or line["original"]
    printed = local(receipt.printed_at, receipt.utc_offset_minutes)
    phone = _AREA_CODE.sub("\xa0", receipt.phone)
    notes = (_noted(note, phone=phone, service_hours=receipt.service_hours) for note in words.notes)
    return Wording(
        language=language,
        letterhead=_letterhead(receipt),
        agency=plain(receipt.agency_line),
        contact=_contact(receipt, line),
        title=plain(words.titles.get(receipt.classification, words.titles["complaint"])),
        number=plain(receipt.number),
        status_code=fill(line["status_code"], code=receipt.status_code),
        show_code=line["show_code"],
        rows=_rows(receipt, line, language),
        notes=tuple(note for note in notes if note),
        sign_reporter=line["sign_reporter"],
        reporter_name=plain(receipt.reporter_signs_as) if is_open else "",
        sign_officer=line["sign_officer"],
        officer_name=plain(receipt.officer_name),
        officer_nip=_text(line["nip"], nip=_grouped_nip(receipt.officer_nip)) if receipt.officer_nip else "",
        copy=copy,
        stamps=_stamps(receipt, line),
        sheet_reporter=f"{line['sheet_reporter']} · {edition}",
        sheet_archive=f"{line['sheet_archive']} · {edition}",
        printed=_text(
            line["printed"],
            day=day_in_figures(printed.date()),
            time=time_in_zone(printed, receipt.utc_offset_minutes),
        ),
    )


def fill(template: str, **facts: str) -> Pieces:
    """Give a line of the profile with its gaps filled; ``[parts]`` with an empty gap are gone.

    What fills a gap is never read as markup.
    """
    whole = _OPTIONAL.sub(lambda part: part[1] if all(facts.get(g) for g in _GAP.findall(part[1])) else "", template)
    parts = whole.split("**")
    filled = ((_GAP.sub(lambda gap: plain(facts.get(gap[1], "")), part), n % 2 == 1) for n, part in enumerate(parts))
    return tuple((text, bold) for text, bold in filled if text)


def _text(template: str, **facts: str) -> str:
    return "".join(text for text, _ in fill(template, **facts))


def _noted(template: str, **facts: str) -> Pieces:
    """Give a note, or nothing when something it needs is not known."""
    needed: list[str] = _GAP.findall(_OPTIONAL.sub("", template))
    return fill(template, **facts) if all(facts.get(gap) for gap in needed) else ()


def _letterhead(receipt: Receipt) -> tuple[str, ...]:
    """Give up to four lines of letterhead, without one that the agency's own line says again."""
    own = folded(receipt.agency_line)
    lines = [plain(line) for line in receipt.letterhead if line.strip() and not own.startswith(folded(line))]
    return _at_most(4, lines)


def _at_most(count: int, lines: list[str]) -> tuple[str, ...]:
    """Give the lines, those beyond ``count`` in one."""
    return tuple(lines) if len(lines) <= count else (*lines[: count - 1], " · ".join(lines[count - 1 :]))


def _contact(receipt: Receipt, line: Mapping[str, str]) -> str:
    """Give address and telephone; a line that holds the telephone already is taken as it is."""
    where = _AREA_CODE.sub("\xa0", plain(receipt.contact_line))
    if not receipt.phone or receipt.phone in receipt.contact_line:
        return where
    phone = _text(line["phone"], phone=_AREA_CODE.sub("\xa0", receipt.phone))
    return f"{where} · {phone[0].lower()}{phone[1:]}" if where else phone


def _rows(receipt: Receipt, line: Mapping[str, str], language: str) -> tuple[Row, ...]:
    agency = plain(receipt.target_agency).strip() or _NOTHING
    return (
        Row(label=line["received"], paragraphs=_moments(receipt, line, language), most=2),
        Row(label=line["reporter"], paragraphs=_reporter(receipt, line), most=4),
        Row(label=line["summary"], paragraphs=(_summary(receipt, line),), most=7, gives_way=True),
        Row(label=line["target"], paragraphs=(((agency, False),),), most=2),
        *_missing(receipt, line, language),
        Row(label=line["answer"], paragraphs=(_answer(receipt, line, language),), most=3 if receipt.answered else 2),
        Row(label=line["status"], paragraphs=(*_joins(receipt, line), _status(receipt, line)), most=2),
    )


def _moments(receipt: Receipt, line: Mapping[str, str], language: str) -> tuple[Pieces, ...]:
    offset = receipt.utc_offset_minutes
    received, recorded = local(receipt.received_at, offset), local(receipt.recorded_at, offset)
    told = fill(
        line["moment"],
        city=_short(receipt.city),
        day=day_in_words(received.date(), language),
        time="" if _day_only(received) else time_in_zone(received, offset),
        channel=_short(receipt.channel),
    )
    if received.date() == recorded.date() and abs(recorded - received) < _TYPED_LATER:
        return (told,)
    day, time = day_in_words(recorded.date(), language), time_in_zone(recorded, offset)
    return (told, fill(line["recorded"], day=day, time=time))


def _short(name: str) -> str:
    """Give a name that leaves room for the moment beside it."""
    return name if len(name) <= _NAME_LETTERS else name[:_NAME_LETTERS].rstrip() + " …"


def _day_only(moment: datetime) -> bool:
    """Tell whether only a day was recorded, as registers of paper do: then midnight stands for it."""
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


def _reporter(receipt: Receipt, line: Mapping[str, str]) -> tuple[Pieces, ...]:
    if receipt.identity == Identity.ANONYMOUS:
        return (((line["anonymous"], False),),)
    if receipt.identity != Identity.OPEN:
        return (((line["nameless"], False),),)
    lines = _at_most(3, [_unbroken(text) for line in receipt.reporter_lines if (text := plain(line).strip())])
    return tuple(((line, False),) for line in lines) or (((_NOTHING, False),),)


def _unbroken(text: str) -> str:
    """Keep masked numbers together: no line ends inside of "NIK 6472 •••• •••• 0007"."""
    return " · ".join(part.replace(" ", "\xa0") if "•" in part else part for part in text.split(" · "))


def _summary(receipt: Receipt, line: Mapping[str, str]) -> Pieces:
    if receipt.secret:
        return ((line["secret"], False),)
    title, told = plain(receipt.title).strip(), plain(receipt.summary).strip()
    rest = told.removeprefix(f"{title.rstrip('.')}. ").strip()
    end = "" if not rest or title.endswith((".", "?", "!")) else "."
    parts = ((title + end, True), (" " + rest if rest else "", False))
    return tuple((text, bold) for text, bold in parts if text) or ((_NOTHING, False),)


def _joins(receipt: Receipt, line: Mapping[str, str]) -> tuple[Pieces, ...]:
    """Give the report that this one adds to, by its number alone."""
    return (fill(line["joins"], number=receipt.joins),) if receipt.joins and receipt.voided_on is None else ()


def _missing(receipt: Receipt, line: Mapping[str, str], language: str) -> tuple[Row, ...]:
    """Give a row on what the reporter brings and until when, if something is missing; of a secret report only when."""
    if receipt.complete_by is None or receipt.voided_on is not None:
        return ()
    day = day_in_words(receipt.complete_by, language)
    if receipt.secret or not receipt.missing:
        told = fill(line["missing_secret"], day=day)
    else:
        told = fill(line["missing_until"], day=day, what=receipt.missing)
    return (Row(label=line["missing"], paragraphs=(told,), most=3),)


def _stamps(receipt: Receipt, line: Mapping[str, str]) -> tuple[str, ...]:
    """Give what happened to the record since: void outweighs corrected."""
    if receipt.voided_on is not None:
        return (_text(line["voided"], day=day_in_figures(receipt.voided_on)),)
    if receipt.corrected_on is not None:
        return (_text(line["corrected"], day=day_in_figures(receipt.corrected_on)),)
    return ()


def _answer(receipt: Receipt, line: Mapping[str, str], language: str) -> Pieces:
    if receipt.voided_on is not None:
        return fill(line["voided_why"], day=day_in_words(receipt.voided_on, language), reason=receipt.void_reason)
    if receipt.answered_on is not None:
        return fill(line["answered"], day=day_in_words(receipt.answered_on, language), how=receipt.answered)
    days = str(receipt.answer_working_days) if receipt.answer_working_days > 0 else ""
    if not receipt.own_agency:
        return fill(line["answer_elsewhere"], days=days)
    if receipt.complete_by is not None:
        return fill(line["answer_when_complete"], days=days)
    if receipt.due_on is None:
        return fill(line["answer_own_undated"], days=days)
    return fill(line["answer_own"], day=day_in_words(receipt.due_on, language), days=days)


def _status(receipt: Receipt, line: Mapping[str, str]) -> Pieces:
    if receipt.voided_on is not None:
        return ((line["voided_status"], False),)
    if receipt.tracking_id:
        return fill(line["tracking"], tracking=receipt.tracking_id)
    return fill(line["from_lapor"] if receipt.from_lapor else line["pending"], blank=_BLANK)


def _grouped_nip(nip: str) -> str:
    """Give the 18 digits of a NIP in its four groups: birth, first appointment, sex, serial; others as they are."""
    digits = "".join(nip.split())
    if re.fullmatch(r"[0-9]{18}", digits):
        return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
    return plain(nip)
