"""Inserts many rows in one statement, passing over those that are there already; gives which were new.

PostgreSQL gets them as one JSON value: a statement with a parameter for every field costs more than the insert itself.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    """Insert ``rows``, all with the same columns, in their order; give the first part of the key of the new ones."""
    key = next(iter(table.primary_key.columns))
    if connection.dialect.name == "sqlite":
        insert = sqlite.insert(table).on_conflict_do_nothing().returning(key)
        return connection.execute(insert, rows).scalars().all()
    binary = [name for name in rows[0] if isinstance(table.c[name].type, sa.LargeBinary)]
    return connection.execute(_from_json(table, tuple(rows[0]), key), {"rows": _as_json(rows, binary)}).scalars().all()


def _as_json(rows: Sequence[Mapping[str, Any]], binary: Sequence[str]) -> str:
    if not binary:
        return json.dumps(rows, ensure_ascii=False)
    return json.dumps(
        [{**row, **{name: _as_text(row[name]) for name in binary}} for row in rows],
        ensure_ascii=False,
    )


def _as_text(value: bytes | None) -> str | None:
    return None if value is None else base64.b64encode(value).decode()


def _from_json(table: sa.Table, names: tuple[str, ...], key: sa.ColumnElement[str]) -> sa.Executable:
    columns = [sa.column(name, _carried(table.c[name].type)) for name in names]
    told = (
        sa.func.json_to_recordset(sa.cast(sa.bindparam("rows", type_=sa.Text), postgresql.JSON(none_as_null=True)))
        .table_valued(*columns, name="told")
        .render_derived(with_types=True)
    )
    values = [
        sa.func.decode(told.c[name], "base64") if isinstance(table.c[name].type, sa.LargeBinary) else told.c[name]
        for name in names
    ]
    return (
        postgresql.insert(table)
        .from_select(list(names), sa.select(*values), include_defaults=False)
        .on_conflict_do_nothing()
        .returning(key)
    )


def _carried(kind: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    return sa.Text() if isinstance(kind, sa.LargeBinary) else kind
