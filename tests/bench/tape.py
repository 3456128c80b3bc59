"""Listens to what is handed to the driver, and plays it again on a connection of the driver alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from db import engine as engine_module
from db import prepared

_INSERT: Final = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement as the driver got it; ``many`` when it came with several rows."""

    sql: str
    values: Any
    many: bool


class Tape(list[Spoken]):
    """Statements in order, ends of transactions among them."""

    def play(self, connection: Any) -> None:
        """Execute all on a driver's connection, fetching what they give."""
        for spoken in self:
            cursor = connection.cursor()
            if spoken.many:
                cursor.executemany(spoken.sql, spoken.values)
            else:
                cursor.execute(spoken.sql, spoken.values)
                if cursor.description:
                    cursor.fetchall()
            cursor.close()

    def inserted(self, table: str) -> dict[str, object]:
        """Give the columns of the one row that was inserted into a table."""
        for spoken in self:
            told = inserted(spoken.sql)
            if told and told[0] == table:
                return dict(zip(told[1], spoken.values, strict=True))
        raise LookupError(table)


def inserted(sql: str) -> tuple[str, list[str]] | None:
    """Give table and columns of an INSERT, None for any other statement."""
    found = _INSERT.match(sql)
    return (found[1], [name.strip('"') for name in found[2].split(", ")]) if found else None


class Recorder:
    """Records an engine from the moment it is made until :meth:`stop`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tape = Tape()
        self._listeners = (
            ("before_cursor_execute", self._on_statement),
            ("commit", self._on_commit),
            ("rollback", self._on_rollback),
        )
        for name, listener in self._listeners:
            event.listen(engine, name, listener)
        self._speak = prepared.speak
        prepared.speak = engine_module.speak = self._on_prepared

    def take(self) -> Tape:
        """Give what was said since the last time."""
        taken, self._tape = self._tape, Tape()
        return taken

    def stop(self) -> None:
        """Listen no more."""
        for name, listener in self._listeners:
            event.remove(self._engine, name, listener)
        prepared.speak = engine_module.speak = self._speak

    def _on_prepared(self, connection: Connection, sql: str, values: Sequence[object]) -> Any:
        if connection.engine is self._engine:
            self._tape.append(Spoken(sql, values, False))
        return self._speak(connection, sql, values)

    def _on_statement(
        self, connection: Any, cursor: Any, sql: str, values: Sequence[object], context: Any, many: bool
    ) -> None:
        self._tape.append(Spoken(sql, values, many))

    def _on_commit(self, connection: Any) -> None:
        self._tape.append(Spoken("COMMIT", (), False))

    def _on_rollback(self, connection: Any) -> None:
        self._tape.append(Spoken("ROLLBACK", (), False))
