"""What a report tells and what it leaves open: what, where, when, who, how; a light for the officer, never a gate."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.draft import Draft
from app.domain.text import clean, folded


class Part(StrEnum):
    """The questions in the order in which they are asked."""

    WHAT = "what"
    WHERE = "where"
    WHEN = "when"
    WHO = "who"
    HOW = "how"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Which parts a report of this class should tell, and which of them it tells."""

    asked: tuple[Part, ...]
    told: frozenset[Part]

    def next_open(self) -> Part | None:
        """Give the part to ask for next; None when all is told."""
        return next((part for part in self.asked if part not in self.told), None)


_ASKED: Final = {
    "aspiration": (Part.WHAT, Part.WHERE, Part.HOW),
    "information": (Part.WHAT, Part.HOW),
}
_FIELDS: Final = {
    Part.WHERE: ("place", "place_area", "coordinate"),
    Part.WHEN: ("event_on",),
    Part.WHO: ("reported_officer", "unit"),
}
_SAID: Final = {
    Part.WHERE: re.compile(
        r"\b(jl|jln|jalan|gang|gg|rt|desa|kelurahan|kecamatan|kampung|simpang|jembatan|pasar|terminal|ruang|ruangan"
        r"|lantai|loket|apotek|igd|poli|puskesmas|sekolah|sma|smk|kantor)\b(?! (ini|itu|saja))"
    ),
    Part.WHEN: re.compile(
        r"\b(kemarin|tadi|hari ini|minggu lalu|bulan lalu|tahun lalu|sejak|(jam|pukul|tanggal|tgl) \d+"
        r"|hari (senin|selasa|rabu|kamis|jumat|sabtu|minggu)"
        r"|\d+ (hari|minggu|bulan|tahun)( yang)? lalu"
        r"|\d{1,2} (januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember))\b"
    ),
}
_TITLE_LETTERS: Final = 3
_TEXT_LETTERS: Final = 10
_WORDS_OF_A_STORY: Final = 12


def completeness(draft: Draft) -> Completeness:
    """Give the light for what is typed so far."""
    told = frozenset(part for part in Part if _tells(part, draft))
    return Completeness(asked=_ASKED.get(draft.get("classification"), tuple(Part)), told=told)


def _tells(part: Part, draft: Draft) -> bool:
    text = clean(draft.get("text"))
    match part:
        case Part.WHAT:
            return len(clean(draft.get("title"))) >= _TITLE_LETTERS or len(text) >= _TEXT_LETTERS
        case Part.HOW:
            return len(text.split()) >= _WORDS_OF_A_STORY
        case _:
            if any(draft.get(name).strip() for name in _FIELDS[part]):
                return True
            words = _SAID.get(part)
            return bool(words and words.search(folded(f"{draft.get('title')} {text}")))
