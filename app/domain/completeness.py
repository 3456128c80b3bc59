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
_SPAN: Final = r"(hari|malam|minggu|pekan|bulan|tahun)"
_SOME: Final = r"(\d+|se|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa|berapa)"
_MONTH: Final = "(januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)"
_PLATE: Final = r"((kt|ku|kh|kb|da|dd|dc|dn|dt) \d{1,4}|(b|d|h|l|n|w|ab|ad|ae|ag) \d{3,4}) [a-z]{1,3}"
_SAID: Final = {
    Part.WHERE: re.compile(
        r"\b(jl|jln|jalan|gang|gg|rt|desa|kelurahan|kecamatan|kampung|simpang|jembatan|pasar|terminal|ruang|ruangan"
        r"|lantai|loket|apotek|igd|poli|puskesmas|sekolah|sma|smk|smp|sd|kantor|perumahan|perum|komplek|kompleks|blok"
        r"|halte|pelabuhan|dermaga|bandara|taman|gedung|kamar|bangsal|rusun|bundaran|turap|tpa|tps|spbu|km \d+"
        r"|(rsud|rumah sakit) \w+|(depan|dekat|seberang|sebelah|belakang|samping) \w+)\b(?! (ini|itu|saja))"
    ),
    Part.WHEN: re.compile(
        r"\b(kemarin|tadi|semalam|hari ini|(pagi|siang|sore|malam) (ini|tadi)"
        rf"|{_SPAN} lalu|sejak|(jam|pukul|tanggal|tgl) \d+"
        r"|hari (senin|selasa|rabu|kamis|jumat|sabtu|minggu)"
        rf"|{_SOME} ?{_SPAN}( yang)? lalu|(sudah|selama|hampir|lebih dari) {_SOME} ?{_SPAN}"
        rf"|(setiap|tiap) {_SPAN}|\d{{1,2}} {_MONTH}|\d{{1,2}} \d{{1,2}} 20\d\d)\b"
    ),
    Part.WHO: re.compile(
        r"\b(petugas|pegawai|staf|oknum|dokter|perawat|bidan|apoteker|satpam|security|kasir|operator|guru|dosen|sopir"
        r"|supir|juru parkir|jukir|mandor|kontraktor|pengembang|camat|lurah|kades|bupati|walikota|ketua rt"
        r"|(kepala|kabid|kasi|ketua) \w+|(pt|cv|ud) \w+|(dinas|bagian|seksi|unit|bidang|badan) \w+"
        rf"|(loket|poli|kasir) (\d+|[a-z]\b|\w{{4,}})|nip \d+|(bernama|atas nama) \w+|{_PLATE})\b(?! (ini|itu) saja)"
    ),
}
_CAUSE: Final = re.compile(
    r"\b(karena|sebab|akibat|gara gara|sehingga|lalu|kemudian|setelah|sesudah|sebelum|ternyata|padahal|tetapi|tapi"
    r"|namun|saat|ketika|katanya|disuruh|diminta|ditolak|dijanjikan)\b"
)
_TITLE_LETTERS: Final = 3
_TEXT_LETTERS: Final = 10
_WORDS_OF_A_STORY: Final = 12
_WORDS_WITH_A_CAUSE: Final = 6


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
            return _is_story(text)
        case _:
            if any(draft.get(name).strip() for name in _FIELDS[part]):
                return True
            words = _SAID.get(part)
            return bool(words and words.search(folded(f"{draft.get('title')} {text}")))


def _is_story(text: str) -> bool:
    """Tell whether the course of things is told: at some length, or shortly with what led to what."""
    count = len(text.split())
    return count >= _WORDS_OF_A_STORY or (count >= _WORDS_WITH_A_CAUSE and _CAUSE.search(folded(text)) is not None)
