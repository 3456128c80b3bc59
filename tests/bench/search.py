"""Searching as officers type: the journey "find", beside the bare full-text query for the same words on the same file.

The bare query gives the row ids of the newest hits, as many as the journey asks for; of two ways to ask, the words as
plain prefixes and the query of the journey itself, the faster one is the floor.
"""

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from random import Random
from typing import Any, Final

from app.bootstrap import DATABASE
from app.services import Session
from app.usecases.find_complaints import PAGE
from db.search_words import match_of
from tests.bench import bare
from tests.bench.corpus import desk_copy, key_of, open_desk
from tests.bench.figures import Figure, Scale, in_turns, median, milliseconds, percentile
from tests.bench.sentences import FIRST_NAMES, LAST_NAMES

_TYPED: Final = (
    "an", "antr", "antrean obat", "obat", "obat habis", "insulin", "jalan berlubang", "jalan gerilya", "listrik padam",
    "padam", "bpjs", "rujukan bpjs ditolak", "air mati", "air ledeng mati sungai", "pipa bocor", "lampu lalu lintas",
    "pungutan seragam", "ijazah", "guru matematika", "sampah", "sungai berbusa", "tambang batu bara", "solar", "pupuk",
    "sapi bantuan", "upah lembur", "pesangon", "parkir liar", "feri", "ktp", "akta kelahiran", "kartu keluarga",
    "bantuan sosial", "beras berkutu", "internet desa", "kuitansi rupiah", "ombudsman", "kursi roda", "poli anak",
    "warga rt 24", "tidak ada kata ini",
)  # fmt: skip
_QUERY: Final = "SELECT rowid FROM complaint_search WHERE complaint_search MATCH ? ORDER BY rowid DESC LIMIT ?"
_WARM_UP: Final = 1


def figures(scale: Scale) -> Iterator[Figure]:
    """Search for each of the words in turns, several times."""
    with ExitStack() as stack:
        folder = stack.enter_context(desk_copy(scale.complaints, scale.synced, "search"))
        entrance, session = stack.enter_context(open_desk(folder))
        driver = stack.enter_context(closing(bare.connect(folder / DATABASE, key_of(entrance))))
        found, queried = [], []
        gc.collect()
        gc.freeze()
        for typed in _typed(driver):
            ways = _Query(driver, _as_prefixes(typed)), _Query(driver, match_of(typed) or "")
            sides = (_Journey(session, typed).search, *(way.search for way in ways))
            journey, *queries = in_turns(sides, rounds=scale.searches, warm_up=_WARM_UP)
            found += journey
            queried += min(queries, key=median)
        gc.unfreeze()
    value, floor = percentile(found, 0.95), percentile(queried, 0.95)
    yield Figure(name="search.p95", value=value, unit="ms", floor=floor, goal=2)


class _Journey:
    """One search as the list page asks for it."""

    def __init__(self, session: Session, typed: str) -> None:
        self._find = session.services.find_complaints
        self._officer = session.officer
        self._typed = typed

    def search(self) -> float:
        """Give how long the journey takes."""
        return milliseconds(lambda: self._find(self._officer, self._typed))


class _Query:
    """The same words, asked of the index alone."""

    def __init__(self, driver: Any, match: str) -> None:
        self._driver = driver
        self._match = match

    def search(self) -> float:
        """Give how long the query takes."""
        return milliseconds(lambda: self._driver.execute(_QUERY, (self._match, PAGE + 1)).fetchall())


def _as_prefixes(typed: str) -> str:
    return " ".join(f'"{word}"*' for word in re.findall(r"\w+", typed))


def _typed(driver: Any) -> Sequence[str]:
    """Give what is typed: words of the trouble, names half typed, numbers and phones that are there."""
    random = Random(3)
    names = [f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)[: random.randrange(1, 6)]}" for _ in range(16)]
    last = driver.execute("SELECT max(row) FROM complaints").fetchone()[0]
    rows = [random.randrange(1, last + 1) for _ in range(6)]
    known = [
        driver.execute(
            "SELECT number, phone FROM complaints JOIN reporters ON complaint_row = row WHERE row <= ? AND phone > ''"
            " ORDER BY row DESC",
            (row,),
        ).fetchone()
        for row in rows
    ]
    numbers = [text for pair in known if pair for text in pair]
    return [*_TYPED, *(name.casefold() for name in names), *numbers]
