"""Statements of the way of a save, compiled once: at each use finished SQL and plain values go to the driver itself.

Built, bound and accompanied by SQLAlchemy every time, they would cost more than SQLite takes to execute them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlcipher3.dbapi2 import Error

from db.problems import raise_problem

_Takes = list[tuple[str, Callable[[Any], Any] | None]]


class Prepared:
    """One statement; an INSERT names the columns it will be given.

    It joins the transaction of the connection, or begins it as the connection's options say.  Raises StorageProblem.
    """

    def __init__(self, statement: Insert | Update | Delete | Select[*tuple[Any, ...]], *columns: str) -> None:
        self._statement = statement
        self._columns = columns or None
        self._made: tuple[str, _Takes, dict[str, object]] | None = None

    def run(self, connection: Connection, values: Mapping[str, object] | None = None) -> int:
        """Execute it with values in the types of their columns; give the row that an INSERT made."""
        row: int = self._execute(connection, values).lastrowid
        return row

    def row(self, connection: Connection, values: Mapping[str, object] | None = None) -> tuple[Any, ...] | None:
        """Give the first row that it finds, as the driver has it."""
        cursor = self._execute(connection, values)
        try:
            found: tuple[Any, ...] | None = cursor.fetchone()
        except Error as error:  # the driver reads one row ahead, and may be interrupted there as well
            raise_problem(connection, error)
        finally:
            cursor.close()  # the error keeps it alive, and its statement would be found busy by whoever asks next
        return found

    def many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Execute it once for each row."""
        for row in rows:
            self._execute(connection, row)

    def _execute(self, connection: Connection, values: Mapping[str, object] | None) -> Any:
        sql, takes, fixed = self._made or self._make(connection.dialect)
        given = {**fixed, **values} if values else fixed
        if not connection.in_transaction():
            connection.begin()
        return speak(connection, sql, tuple([given[n] if turn is None else turn(given[n]) for n, turn in takes]))

    def _make(self, dialect: Dialect) -> tuple[str, _Takes, dict[str, object]]:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        binds = [(name, compiled.binds[name]) for name in compiled.positiontup or ()]
        takes: _Takes = [(name, bind.type.bind_processor(dialect)) for name, bind in binds]
        fixed: dict[str, object] = {name: bind.value for name, bind in binds if not bind.required}
        self._made = compiled.string, takes, fixed
        return self._made


def speak(connection: Connection, sql: str, values: Sequence[object]) -> Any:
    """Hand SQL and values to the driver and give its cursor; whoever wants to hear of it stands here."""
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, values)
    except Error as error:
        raise_problem(connection, error)
