"""What confirmed reports teach about categories: in how many reports of each category a word stands (naive Bayes).

People must not be learned: words with digits, names, and words of a single report are no words here.  A word seen
once is kept as a keyed fingerprint only, so that a second report with it can be counted and it cannot be read before.
"""

import hashlib
import hmac
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import exp, log
from types import MappingProxyType
from typing import Final

from app.domain.category import CategoryId
from app.domain.complaint import Complaint, Secrecy, Status
from app.domain.text import folded, words

ENOUGH_REPORTS: Final = 500
"""How many confirmed reports must have been learned from before they have a say."""

FINGERPRINT: Final = "#"
SEEN_ENOUGH: Final = 2
Counts = Mapping[tuple[str, CategoryId], int]
"""Reports by (word, category); the word "" counts the reports of a category."""

_FULL_TRUST: Final = 2_000
_SMOOTH: Final = 0.2
_MOST_TELLING: Final = 24
_MOST_LETTERS: Final = 2_000
_SHOWN_WORDS: Final = 3
_SHORTEST: Final = 3
_LONGEST: Final = 24
_TAILS: Final = ("nya", "lah", "kah")
_SAME: Final = {
    **dict.fromkeys(
        ("antri", "antrian", "antrean", "mengantri", "mengantre", "ngantri", "ngantre", "antriannya"), "antre"
    ),
    **dict.fromkeys(("gak", "nggak", "enggak", "ga", "gk", "tdk", "tak", "ndak", "kada", "tidk", "ngga"), "tidak"),
    **dict.fromkeys(("jln", "jalanan"), "jalan"),
    **dict.fromkeys(("lobang", "bolong", "lubangnya"), "lubang"),
    **dict.fromkeys(("berlobang", "bolong2"), "berlubang"),
    **dict.fromkeys(("kadaluarsa", "kadaluwarsa", "kedaluarsa", "expired"), "kedaluwarsa"),
    **dict.fromkeys(("speed", "spit", "spitboat", "speedbot"), "speedboat"),
    **dict.fromkeys(("mampat", "buntu"), "mampet"),
    **dict.fromkeys(("rmh",), "rumah"),
    **dict.fromkeys(("ferri", "ferry"), "feri"),
    **dict.fromkeys(("ijin", "perijinan"), "izin"),
    **dict.fromkeys(("batubara",), "batu bara"),
    "apotik": "apotek",
    "sertipikat": "sertifikat",
    "akte": "akta",
    "bpk": "bapak",
    "ambulan": "ambulans",
    "jamaah": "jemaah",
    "kwitansi": "kuitansi",
    "umroh": "umrah",
    "bis": "bus",
    "musholla": "musala",
    "mushola": "musala",
    "aplikasinya": "aplikasi",
}
_BEFORE_NAMES: Final = frozenset(
    "pak bapak bu ibu sdr sdri saudara saudari bernama nama atas an dr drg dokter ustad ustadz haji hj h mas mbak bang "
    "suami istri anak kepala ketua rt lurah camat kades guru".split()
)
_TITLED: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d\w*|[.!?:;\n]")
_ENDS: Final = frozenset(".!?:;\n")


@lru_cache(maxsize=4_096)
def spoken(word: str) -> str:
    """Give one spelling for the ways a folded word is written and said: no -nya, "antri" as "antre"."""
    same = _SAME.get(word)
    if same:
        return same
    for tail in _TAILS:
        if word.endswith(tail) and len(word) > len(tail) + _SHORTEST:
            bare = word[: -len(tail)]
            return _SAME.get(bare, bare)
    return word


def may_teach(complaint: Complaint) -> bool:
    """Tell whether a report may be learned from: plain ones that stand, recorded in a category."""
    return (
        complaint.secrecy is Secrecy.PLAIN and complaint.status is not Status.VOID and bool(complaint.report.category)
    )


def lessons(complaint: Complaint, stop_words: Set[str]) -> frozenset[str]:
    """Give the words of a report that may be learned; whoever is named in its other fields is in none of them."""
    report, reporter = complaint.report, complaint.reporter
    named = (
        reporter.name,
        reporter.address,
        reporter.email,
        reporter.represented,
        reporter.guardian,
        report.reported_officer,
        report.place,
    )
    unsaid = {word for text in named if text for word in words(text)}
    return telling_words(f"{report.title}\n{report.text}", stop_words) - unsaid


def telling_words(text: str, stop_words: Set[str]) -> frozenset[str]:
    """Give the words of a text that say what it is about: no digits, no names as far as they show, no stop words."""
    found: set[str] = set()
    shouted = text.upper() == text
    begins, after_title = True, False
    for token in _TITLED.findall(text):
        if token in _ENDS:
            begins, after_title = (token in "!?\n" or begins or token == "."), False
            continue
        plain = _folded(token)
        looks_named = token[:1].isupper() and not token.isupper() and not begins and not shouted
        if not looks_named and not after_title and _teaches(plain, stop_words):
            found.add(spoken(plain))
        after_title = plain in _BEFORE_NAMES or (after_title and looks_named)
        begins = False
    return frozenset(found)


_folded = lru_cache(maxsize=4_096)(folded)


def _teaches(word: str, stop_words: Set[str]) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha() and word not in stop_words


class Lessons:
    """Counts of what was learned, changed report by report; the same whatever order and lots they came in."""

    def __init__(self, key: bytes, counts: Counts = MappingProxyType({})) -> None:
        """Take the counts that are kept; ``key`` makes the fingerprints of words seen once."""
        self._key = key
        self._held: dict[tuple[str, CategoryId], int] = dict(counts)
        self._by_word: defaultdict[str, set[CategoryId]] = defaultdict(set)
        for word, category in self._held:
            self._by_word[word].add(category)
        self.changed: set[tuple[str, CategoryId]] = set()

    def kept_words(self, said: Iterable[str]) -> tuple[str, ...]:
        """Give the rows to be held before these words are added or taken away: themselves and their prints."""
        return tuple(kept for word in said for kept in (word, self._print(word)))

    def add(self, category: CategoryId, said: Iterable[str]) -> None:
        """Learn from one report."""
        self._move("", category, 1)
        for word in said:
            self._count(word, category, 1)

    def take_away(self, category: CategoryId, said: Iterable[str]) -> None:
        """Forget one report that was learned from."""
        self._move("", category, -1)
        for word in said:
            self._count(word, category, -1)

    def counts(self) -> dict[tuple[str, CategoryId], int]:
        """Give what is to be kept."""
        return dict(self._held)

    def _print(self, word: str) -> str:
        return FINGERPRINT + hmac.new(self._key, word.encode(), hashlib.sha256).hexdigest()[:20]

    def _count(self, word: str, category: CategoryId, by: int) -> None:
        kept = word if self._by_word.get(word) else self._print(word)
        self._move(kept, category, by)
        total = sum(self._held[kept, at] for at in self._by_word.get(kept, ()))
        other = self._print(word) if kept == word else word
        if (kept == word) != (total >= SEEN_ENOUGH):
            for at in tuple(self._by_word.get(kept, ())):
                n = self._held[kept, at]
                self._move(kept, at, -n)
                self._move(other, at, n)

    def _move(self, kept: str, category: CategoryId, by: int) -> None:
        n = max(0, self._held.get((kept, category), 0) + by)
        self.changed.add((kept, category))
        if n:
            self._held[kept, category] = n
            self._by_word[kept].add(category)
        else:
            self._held.pop((kept, category), None)
            self._by_word[kept].discard(category)
            if not self._by_word[kept]:
                del self._by_word[kept]


@dataclass(frozen=True)
class Learned:
    """What can be told from the counts; words kept as fingerprints say nothing."""

    counts: Counts

    @cached_property
    def totals(self) -> Mapping[CategoryId, int]:
        """Give how many reports of each category were learned from."""
        return {category: n for (word, category), n in self.counts.items() if word == ""}

    @cached_property
    def reports(self) -> int:
        """Give how many reports were learned from."""
        return sum(self.totals.values())

    @property
    def is_enough(self) -> bool:
        """Tell whether there are enough reports to be listened to."""
        return self.reports >= ENOUGH_REPORTS

    @property
    def trust(self) -> float:
        """Give how much weight it has: a half with just enough reports, all of it with four times as many."""
        return min(1.0, 0.5 + 0.5 * (self.reports - ENOUGH_REPORTS) / (_FULL_TRUST - ENOUGH_REPORTS))

    @cached_property
    def _words(self) -> Mapping[str, Sequence[tuple[CategoryId, float]]]:
        """Give for each word what it speaks for, and how loudly beyond not standing in a report at all."""
        found: defaultdict[str, list[tuple[CategoryId, float]]] = defaultdict(list)
        for (word, category), n in self.counts.items():
            if word and not word.startswith(FINGERPRINT):
                found[word].append((category, log((n + _SMOOTH) / _SMOOTH)))
        return found

    @cached_property
    def _silence(self) -> Mapping[CategoryId, tuple[float, float]]:
        """Give for each category how likely it is by itself, and what each word that is not its own takes away."""
        return {category: (log(n + 1), log((n + 2 * _SMOOTH) / _SMOOTH)) for category, n in self.totals.items()}

    def guesses(
        self, typed: Mapping[str, str], stop_words: Set[str], limit: int = 8
    ) -> tuple[tuple[CategoryId, float, int, tuple[str, ...]], ...]:
        """Give (category, its share of the belief, reports like this one, words that tell), most likely first."""
        spread = self._words
        said = telling_words(f"{typed.get('title', '')}\n{typed.get('text', '')[:_MOST_LETTERS]}", stop_words)
        known = sorted((word for word in said if word in spread), key=lambda word: (len(spread[word]), word))
        known = known[:_MOST_TELLING]
        if not known:
            return ()
        gain: dict[CategoryId, float] = {}
        for word in known:
            for category, worth in spread[word]:
                gain[category] = gain.get(category, 0.0) + worth
        many, silence, unknown = len(known), self._silence, (0.0, 0.0)
        belief = {}
        for category, won in gain.items():
            likely, loss = silence.get(category, unknown)
            belief[category] = likely + won - many * loss
        best = sorted(belief, key=lambda category: (-belief[category], category))[:limit]
        calm = max(1.0, many**0.5)
        scale = {category: exp((belief[category] - belief[best[0]]) / calm) for category in best}
        whole = sum(scale.values())
        return tuple((category, scale[category] / whole, *self._why(category, known)) for category in best)

    def _why(self, category: CategoryId, known: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """Give how many reports of the category share the commonest of its words that stand here, and these words."""
        shared = sorted(((self.counts.get((word, category), 0), word) for word in known), reverse=True)[:_SHOWN_WORDS]
        return shared[0][0], tuple(word for n, word in shared if n)


NOTHING_LEARNED: Final = Learned({})


def counted(reports: Iterable[tuple[CategoryId, frozenset[str]]], key: bytes) -> dict[tuple[str, CategoryId], int]:
    """Give the counts that learning from all these reports at once leaves: what lessons one by one must come to."""
    together: Counter[tuple[str, CategoryId]] = Counter()
    seen: Counter[str] = Counter()
    for category, said in reports:
        together["", category] += 1
        for word in said:
            together[word, category] += 1
            seen[word] += 1
    prints = Lessons(key)
    return {
        (word if not word or seen[word] >= SEEN_ENOUGH else prints.kept_words((word,))[1], category): n
        for (word, category), n in together.items()
    }
