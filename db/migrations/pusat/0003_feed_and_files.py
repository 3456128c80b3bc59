"""The feed of changes and the files of complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("teller", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
    )
    op.create_index("ix_changes_topic", "changes", ["topic", "seq"])
    op.create_table(
        "announced_files",
        sa.Column("attachment_id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("attachment_id", "device", name="pk_announced_files"),
    )
    op.create_index("ix_announced_files_complaint_id", "announced_files", ["complaint_id"])
    op.create_table(
        "files",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("completed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
    )
    op.create_index("ix_files_complaint_id", "files", ["complaint_id"])
    op.create_index("ix_files_device", "files", ["device", "completed_at"])
    op.create_table(
        "file_pieces",
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("begins", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", "begins", name="pk_file_pieces"),
    )
    with op.batch_alter_table("events") as table:
        table.drop_index("ix_events_follows")
        table.drop_column("central_number")
    waits = sa.text("state = 'held' AND follows IS NOT NULL")
    op.create_index("ix_events_held", "events", ["follows"], sqlite_where=waits, postgresql_where=waits)
    op.execute(sa.text("INSERT INTO counters (name, value) VALUES ('feed', 0)"))
    with op.batch_alter_table("devices") as table:
        table.add_column(sa.Column("scope", sa.Text(), nullable=False, server_default="agency"))
    with op.batch_alter_table("devices") as table:
        table.alter_column("scope", existing_type=sa.Text(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("devices") as table:
        table.drop_column("scope")
    op.drop_index("ix_events_held", "events")
    with op.batch_alter_table("events") as table:
        table.add_column(sa.Column("central_number", sa.Text(), nullable=True))
        table.create_index("ix_events_follows", ["follows"])
    op.execute(
        sa.text(
            "UPDATE events SET central_number = (SELECT min(c.central_number) FROM complaints c"
            " WHERE c.complaint_id = events.complaint_id AND c.device = events.device) WHERE state = 'applied'"
        )
    )
    op.execute(sa.text("DELETE FROM counters WHERE name = 'feed'"))
    for table_name in ("file_pieces", "files", "announced_files", "changes"):
        op.drop_table(table_name)
