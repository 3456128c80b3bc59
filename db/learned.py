"""What confirmed reports have taught: counts of words by category, and how far the reports have been read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.category import CategoryId
from app.domain.complaint import Complaint
from app.domain.ids import ComplaintId
from app.domain.learning import FINGERPRINT, Counts
from db.complaints import complaint_of
from db.tables import complaints, learned_upto, learned_words

_MOST_AT_ONCE: Final = 5_000
_UPTO: Final = select(learned_upto.c.row)
_MOVE: Final = upsert(learned_upto)
_MOVE_ON: Final = _MOVE.on_conflict_do_update(index_elements=["only"], set_={"row": _MOVE.excluded["row"]})
_NEXT: Final = (
    select(complaints.c.row, complaints.c.id)
    .where(complaints.c.row > bindparam("after"))
    .order_by(complaints.c.row)
    .limit(bindparam("most"))
)
_COUNTS: Final = select(learned_words.c.word, learned_words.c.category, learned_words.c.n)
_HELD: Final = _COUNTS.where(learned_words.c.word.in_(bindparam("wanted", expanding=True)))
_TOTALS: Final = _COUNTS.where(learned_words.c.word == "")
_TELLING: Final = _COUNTS.where(~learned_words.c.word.startswith(FINGERPRINT, autoescape=True))
_COUNT: Final = upsert(learned_words)
_KEEP: Final = _COUNT.on_conflict_do_update(index_elements=["word", "category"], set_={"n": _COUNT.excluded["n"]})
_DROP: Final = delete(learned_words).where(
    learned_words.c.word == bindparam("of_word"), learned_words.c.category == bindparam("of_category")
)


class LearnedStore:
    """Fulfils LearnedStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upto(self) -> int:
        """Give the row of the last report that was read, 0 before the first."""
        return self._connection.execute(_UPTO).scalar() or 0

    def move_on(self, row: int) -> None:
        """Note that reports have been read up to this row."""
        self._connection.execute(_MOVE_ON, {"only": 1, "row": row})

    def next(self, limit: int) -> Sequence[Complaint]:
        """Give the reports that come after those that were read, in the order of recording."""
        found = self._connection.execute(_NEXT, {"after": self.upto(), "most": limit}).all()
        reports = (complaint_of(self._connection, ComplaintId(row.id)) for row in found)
        return [report for report in reports if report is not None]

    def held(self, words: Iterable[str]) -> Counts:
        """Give the counts of these words."""
        wanted = sorted(set(words))
        found: dict[tuple[str, CategoryId], int] = {}
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            rows = self._connection.execute(_HELD, {"wanted": wanted[start : start + _MOST_AT_ONCE]})
            found |= {(row.word, CategoryId(row.category)): row.n for row in rows}
        return found

    def keep(self, counts: Mapping[tuple[str, CategoryId], int]) -> None:
        """Store counts over what stood there; what came down to none goes."""
        kept = [{"word": word, "category": category, "n": n} for (word, category), n in counts.items() if n]
        gone = [{"of_word": word, "of_category": category} for (word, category), n in counts.items() if not n]
        if kept:
            self._connection.execute(_KEEP, kept)
        if gone:
            self._connection.execute(_DROP, gone)


class LearnedCounts:
    """Fulfils LearnedCounts of app.ports; every call is one short read transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def totals(self) -> Counts:
        """Give how many reports of each category were learned from, under the word ""."""
        return self._read(_TOTALS)

    def counts(self) -> Counts:
        """Give all counts but those of words that were seen once."""
        return self._read(_TELLING)

    def _read(self, statement: object) -> Counts:
        with self._engine.connect() as connection:
            rows = connection.execute(statement)  # type: ignore[call-overload]
            return {(row.word, CategoryId(row.category)): row.n for row in rows}
