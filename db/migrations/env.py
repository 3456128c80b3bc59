"""What alembic runs: revisions on the connection that was handed in, inside the transaction that is already open."""

from typing import Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

SEARCH_TABLES = ("complaint_search", "digest_search", "shared_search")


def _compared(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the tables that FTS5 keeps for itself."""
    return kind != "table" or not (name or "").startswith(SEARCH_TABLES)


def _rendered(kind: str, item: object, _autogenerating: object) -> str | Literal[False]:
    """Write plain column types into revisions: they must not change when the program's own types do."""
    return f"sa.{type(item.impl_instance).__name__}()" if isinstance(item, TypeDecorator) and kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    transactional_ddl=True,
    render_as_batch=True,
    include_name=_compared,
    render_item=_rendered,
)
with context.begin_transaction():
    context.run_migrations()
