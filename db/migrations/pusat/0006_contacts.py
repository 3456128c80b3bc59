"""Contacts counted for each counter, its incarnations and series: clones and restores show."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NUMBER = re.compile(r"(([A-Z][A-Z0-9]{1,9}-[A-Z])[0-9]{0,3})-(\d{2})-(\d{6,9})-\d{2}")


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "incarnation", "n", name=op.f("pk_contacts")),
    )
    op.create_table(
        "incarnations",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("contacts", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "incarnation", name=op.f("pk_incarnations")),
    )
    op.create_table(
        "series_used",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("running", sa.BigInteger(), nullable=False),
        sa.Column("claim", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "year", "device", "incarnation", name=op.f("pk_series_used")),
    )
    op.create_index("ix_series_used_head", "series_used", ["head"])
    op.create_table(
        "clone_alarms",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "incarnation", "n", "nonce", name=op.f("pk_clone_alarms")),
    )
    _learn_from_what_is_stored()


def _learn_from_what_is_stored() -> None:
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "INSERT INTO incarnations (device, incarnation, series, seq, contacts, seen_at) "
            "SELECT device, incarnation, '', max(seq), 0, max(received_at) FROM events GROUP BY device, incarnation"
        )
    )
    numbers = connection.execute(
        sa.text(
            "SELECT c.number, e.device, e.incarnation FROM complaints c JOIN events e ON e.id = c.event_id "
            "ORDER BY e.received_at, e.id"
        )
    )
    highest: dict[tuple[str, int, str, str], tuple[str, int]] = {}
    for number, device, incarnation in numbers:
        if found := _NUMBER.fullmatch(number):
            name, head, year, running = found.groups()
            key = (name, 2000 + int(year), device, incarnation)
            highest[key] = (head, max(int(running), highest.get(key, ("", 0))[1]))
    used = sa.table(
        "series_used", *map(sa.column, ("name", "year", "device", "incarnation", "head", "running", "claim"))
    )
    if highest:
        op.bulk_insert(
            used,
            [
                {
                    "name": name,
                    "year": year,
                    "device": device,
                    "incarnation": told,
                    "head": head,
                    "running": running,
                    "claim": claim,
                }
                for claim, ((name, year, device, told), (head, running)) in enumerate(highest.items(), start=1)
            ],
        )


def downgrade() -> None:
    op.drop_index("ix_series_used_head", table_name="series_used")
    for table in ("clone_alarms", "series_used", "incarnations", "contacts"):
        op.drop_table(table)
