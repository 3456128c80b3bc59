"""Statements of the way of a save, compiled once: at each use finished SQL and plain values go to the driver.

Built and bound by SQLAlchemy every time, they would cost more than SQLite takes to execute them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Delete, Dialect, Insert, Select, Update

_Takes = list[tuple[str, Callable[[Any], Any] | None]]


class Prepared:
    """One statement; an INSERT names the columns it will be given."""

    def __init__(self, statement: Insert | Update | Delete | Select[*tuple[Any, ...]], *columns: str) -> None:
        self._statement = statement
        self._columns = columns or None
        self._made: tuple[str, _Takes, dict[str, object]] | None = None

    def __call__(self, connection: Connection, values: Mapping[str, object] | None = None) -> CursorResult[Any]:
        """Execute it with values in the types of their columns; what it gives comes as the driver has it."""
        sql, takes, fixed = self._made or self._make(connection.dialect)
        return connection.exec_driver_sql(sql, _turned({**fixed, **values} if values else fixed, takes))

    def many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Execute it once for each row, in one call of the driver; nothing happens when there is none."""
        sql, takes, fixed = self._made or self._make(connection.dialect)
        if rows:
            connection.exec_driver_sql(sql, [_turned({**fixed, **row}, takes) for row in rows])

    def _make(self, dialect: Dialect) -> tuple[str, _Takes, dict[str, object]]:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        binds = [(name, compiled.binds[name]) for name in compiled.positiontup or ()]
        takes: _Takes = [(name, bind.type.bind_processor(dialect)) for name, bind in binds]
        fixed: dict[str, object] = {name: bind.value for name, bind in binds if not bind.required}
        self._made = compiled.string, takes, fixed
        return self._made


def _turned(values: Mapping[str, object], takes: _Takes) -> tuple[object, ...]:
    return tuple([values[name] if turn is None else turn(values[name]) for name, turn in takes])
