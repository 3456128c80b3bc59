"""How far this database has come, and the new epoch that begins when it turns out to be an older one put back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.ids import new_id, to_iso
from db.pusat.audit import note
from db.pusat.lost_life import FORMER, doubt_what_waits
from db.pusat.tables import audit, counters, meta
from db.pusat.tables_contacts import incarnations
from db.pusat.transactions import Transactions

COUNTER: Final = "counter:"
_EPOCH: Final = sa.select(meta.c.value).where(meta.c.name == "epoch")
_COUNTERS: Final = sa.select(counters.c.name, counters.c.value)
_CONTACTS: Final = sa.select(sa.func.coalesce(sa.func.sum(incarnations.c.contacts), 0))
_ACTS: Final = sa.select(sa.func.coalesce(sa.func.max(audit.c.n), 0))


class EpochStore:
    """Heights only rise while a database lives; one that is lower than it once was is an older copy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def heights(self) -> tuple[str, dict[str, int]]:
        """Give the epoch, and how far counters ("counter:..."), contacts and the log have come in it."""

        def work(connection: sa.Connection) -> tuple[str, dict[str, int]]:
            found = {f"{COUNTER}{name}": int(value) for name, value in connection.execute(_COUNTERS)}
            found["contacts"] = int(connection.execute(_CONTACTS).scalar_one())
            found["acts"] = int(connection.execute(_ACTS).scalar_one())
            return connection.execute(_EPOCH).scalar_one(), found

        return self._transactions.read(work)

    def knows(self, epoch: str) -> bool:
        """Tell whether the database is, or once was, in this epoch."""
        statement = sa.select(meta.c.name).where(
            sa.or_(sa.and_(meta.c.name == "epoch", meta.c.value == epoch), meta.c.name == f"{FORMER}{epoch}")
        )
        return self._transactions.read(lambda connection: connection.execute(statement).first()) is not None

    def former(self) -> tuple[str, ...]:
        """Give the epochs that this database was in before."""
        statement = sa.select(meta.c.name).where(meta.c.name.startswith(FORMER, autoescape=True)).order_by(meta.c.name)
        names = self._transactions.read(lambda connection: connection.execute(statement).scalars().all())
        return tuple(name.removeprefix(FORMER) for name in names)

    def renew(self, at: datetime, reason: str) -> str:
        """Begin a new epoch and give it: every counter reads its feed anew and proves everything.

        What waits for LAPOR! may have got there in the life that is lost: a person looks first.
        """
        epoch = new_id(at)

        def work(connection: sa.Connection) -> None:
            before = connection.execute(_EPOCH).scalar_one()
            connection.execute(sa.update(meta).where(meta.c.name == "epoch").values(value=epoch))
            connection.execute(sa.insert(meta).values(name=f"{FORMER}{before}", value=to_iso(at)))
            doubt_what_waits(connection, at)
            note(connection, at, "epoch_begun", epoch, reason)

        self._transactions.write(work)
        return epoch

    def raise_counters(self, heights: Mapping[str, int]) -> None:
        """Let no number be given again that was given before: counters go on behind these heights."""
        wanted = {name.removeprefix(COUNTER): n for name, n in heights.items() if name.startswith(COUNTER)}

        def work(connection: sa.Connection) -> None:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            new = insert(counters)
            higher = sa.case((new.excluded.value > counters.c.value, new.excluded.value), else_=counters.c.value)
            raised = new.on_conflict_do_update(index_elements=[counters.c.name], set_={"value": higher})
            for name in sorted(wanted):
                connection.execute(raised, {"name": name, "value": wanted[name]})

        if wanted:
            self._transactions.write(work)
