"""The management report of a year: the whole journey, beside one bare count of the same reports on the same file.

The bare count groups the year by month, channel and status, once, and reads nothing else; the journey cuts it nine
ways, looks for answers, days, receipts and how far everything has come, and puts all of it into words.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Final

from app.bootstrap import DATABASE
from app.domain.period import Period
from tests.bench import bare
from tests.bench.corpus import desk_copy, key_of, open_desk
from tests.bench.figures import Figure, Scale, in_turns, median, milliseconds

_COUNT: Final = (
    "SELECT substr(received_on, 1, 7), channel, status, count(*) FROM complaints"
    " WHERE received_on BETWEEN ? AND ? GROUP BY 1, 2, 3"
)
_FULLEST: Final = "SELECT substr(received_on, 1, 4) FROM complaints GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
_ROUNDS: Final = 5
_WARM_UP: Final = 1


def figures(scale: Scale) -> Iterator[Figure]:
    """Make the report of the fullest year and count the same year bare, in turns."""
    with ExitStack() as stack:
        folder = stack.enter_context(desk_copy(scale.complaints, scale.synced, "report"))
        entrance, session = stack.enter_context(open_desk(folder))
        driver = stack.enter_context(closing(bare.connect(folder / DATABASE, key_of(entrance))))
        period = Period.parse(driver.execute(_FULLEST).fetchone()[0])
        asked = (period.first.isoformat(), period.last.isoformat())

        def journey() -> float:
            made = session.services.report
            return milliseconds(lambda: made.sheet(made(session.officer, period), "id"))

        def counted() -> float:
            return milliseconds(lambda: driver.execute(_COUNT, asked).fetchall())

        found, floor = in_turns((journey, counted), rounds=_ROUNDS, warm_up=_WARM_UP)
    yield Figure(name="report.year", value=median(found), unit="ms", floor=median(floor), goal=20)
