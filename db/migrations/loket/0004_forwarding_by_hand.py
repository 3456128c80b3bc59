"""Who forwards: the forwarder of each record, attempts at a target without keys."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FORWARDERS = """UPDATE complaints SET forwarder = told.forwarder FROM (
    SELECT complaint_id, json_extract(CAST(body AS TEXT), '$.forwarder') AS forwarder
    FROM outbox WHERE kind = 'complaint') AS told
    WHERE told.complaint_id = complaints.id AND told.forwarder IS NOT NULL AND told.forwarder <> 'pusat'"""


def upgrade() -> None:
    op.add_column("desk", sa.Column("forwarder", sa.Text(), server_default="pusat", nullable=False))
    op.add_column("complaints", sa.Column("forwarder", sa.Text(), server_default="pusat", nullable=False))
    op.execute(FORWARDERS)
    op.create_index(
        "ix_complaints_by_hand",
        "complaints",
        ["row"],
        sqlite_where=sa.text("forwarder = 'by_hand' AND tracking_id IS NULL"),
    )
    op.create_index(
        "ix_complaints_tracking_id", "complaints", ["tracking_id"], sqlite_where=sa.text("tracking_id IS NOT NULL")
    )
    op.create_table(
        "attempts",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=True),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("doubted_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_attempts_complaint_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_complaint_id", "attempts", ["complaint_id"])
    op.create_index(
        "uq_attempts_unsettled", "attempts", ["complaint_id"], unique=True, sqlite_where=sa.text("ended IS NULL")
    )


def downgrade() -> None:
    op.drop_table("attempts")
    op.drop_index("ix_complaints_tracking_id", "complaints")
    op.drop_index("ix_complaints_by_hand", "complaints")
    op.drop_column("complaints", "forwarder")
    op.drop_column("desk", "forwarder")
