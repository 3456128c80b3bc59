"""What tables cannot say of themselves: search index, and triggers so that no ordinary writer takes facts back.

Outbox, audit and receipts are written once; identity in the outbox is exchanged for its sealed form, once; deliveries
are counted as their state changes.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import DDL, ExecutableDDLElement, Integer, Text, column, event, table

from db import (  # noqa: F401  (their tables are part of the whole)
    tables_centre,
    tables_direct,
    tables_forwarding,
    tables_incarnations,
    tables_next_steps,
    tables_parcels,
)
from db.tables import metadata

complaint_search = table(
    "complaint_search",
    column("rowid", Integer),
    *(column(name, Text) for name in ("number", "title", "text", "name", "contact")),
)
"""The full-text index; its rowid is ``complaints.row``."""

digest_search = table("digest_search", column("rowid", Integer), column("title", Text), column("place", Text))
"""The full-text index of what the centre tells of other counters; its rowid is ``digest.row``."""

shared_search = table(
    "shared_search",
    column("rowid", Integer),
    *(column(name, Text) for name in ("number", "title", "text", "name", "contact")),
)
"""The full-text index of cases of other counters, asked as that of the own ones; its rowid is ``shared_cases.row``."""

# Not contentless: with contentless_delete=1 deleted words stay readable in the segments, secure-delete or not (tried).
SHARED_SEARCH: Final = (
    """CREATE VIRTUAL TABLE shared_search USING fts5(
        number, title, text, name, contact,
        columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO shared_search (shared_search, rank) VALUES ('secure-delete', 1)",
)
DIGEST_SEARCH: Final = (
    """CREATE VIRTUAL TABLE digest_search USING fts5(
        title, place, columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO digest_search (digest_search, rank) VALUES ('secure-delete', 1)",
)
SEARCH: Final = (
    """CREATE VIRTUAL TABLE complaint_search USING fts5(
        number, title, text, name, contact,
        columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO complaint_search (complaint_search, rank) VALUES ('secure-delete', 1)",
    *DIGEST_SEARCH,
    *SHARED_SEARCH,
)

TRIGGERS: Final = (
    "CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is kept'); END",
    """CREATE TRIGGER outbox_frozen BEFORE UPDATE OF
        seq, id, device_id, incarnation, kind, complaint_id, follows, created_at, schema, body, sha256 ON outbox
        BEGIN SELECT RAISE(ABORT, 'outbox is frozen'); END""",
    """CREATE TRIGGER outbox_sealed_once BEFORE UPDATE OF identity, sealed ON outbox
        WHEN NOT (OLD.identity IS NOT NULL AND OLD.sealed IS NULL AND NEW.identity IS NULL AND NEW.sealed IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'identity is sealed once'); END""",
    "CREATE TRIGGER deliveries_stay BEFORE DELETE ON deliveries BEGIN SELECT RAISE(ABORT, 'deliveries are kept'); END",
    """CREATE TRIGGER deliveries_counted AFTER INSERT ON deliveries BEGIN
        INSERT INTO delivery_counts (target, state, kind, n) VALUES (NEW.target, NEW.state, NEW.kind, 1)
        ON CONFLICT (target, state, kind) DO UPDATE SET n = n + 1; END""",
    """CREATE TRIGGER deliveries_recounted AFTER UPDATE OF state ON deliveries WHEN NEW.state <> OLD.state BEGIN
        UPDATE delivery_counts SET n = n - 1 WHERE target = OLD.target AND state = OLD.state AND kind = OLD.kind;
        INSERT INTO delivery_counts (target, state, kind, n) VALUES (NEW.target, NEW.state, NEW.kind, 1)
        ON CONFLICT (target, state, kind) DO UPDATE SET n = n + 1; END""",
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is kept'); END",
    "CREATE TRIGGER audit_frozen BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is frozen'); END",
    "CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'receipts are kept'); END",
    """CREATE TRIGGER receipts_frozen BEFORE UPDATE OF
        n, complaint_id, number, copy, printed_at, officer_id, way, size, sha256 ON receipts
        BEGIN SELECT RAISE(ABORT, 'receipts are frozen'); END""",
    """CREATE TRIGGER receipts_fail_once BEFORE UPDATE OF failed ON receipts
        WHEN NOT (OLD.failed = 0 AND NEW.failed = 1)
        BEGIN SELECT RAISE(ABORT, 'a receipt fails once'); END""",
)


def emptied(index: str, made: Sequence[str]) -> Iterator[ExecutableDDLElement]:
    """Give what empties an index: it is made anew, for taking out each word of thousands of rows would take minutes."""
    for statement in (f"DROP TABLE {index}", *made):
        yield DDL(statement)  # type: ignore[no-untyped-call]


# So that metadata.create_all makes the whole shape.
for _statement in (*SEARCH, *TRIGGERS):
    event.listen(metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
