"""Who forwards: the forwarder of each record, attempts at a target without keys, the way straight to LAPOR!."""

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
        "ix_complaints_direct",
        "complaints",
        ["row"],
        sqlite_where=sa.text("forwarder = 'desk' AND tracking_id IS NULL"),
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

    _straight_from_here()


def _straight_from_here() -> None:
    op.create_table(
        "direct_access",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint("only = 1", name=op.f("ck_direct_access_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_direct_access")),
    )
    op.create_table(
        "direct_records",
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("file_ids", sa.Text(), nullable=False),
        sa.Column("lapor_id", sa.Text(), nullable=True),
        sa.Column("told_seq", sa.Integer(), nullable=False),
        sa.Column("pieces_done", sa.Integer(), nullable=False),
        sa.Column("status_name", sa.Text(), nullable=False),
        sa.Column("look_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_direct_records_complaint_id")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_direct_records")),
    )
    op.create_index(
        "ix_direct_records_look_at", "direct_records", ["look_at"], sqlite_where=sa.text("look_at IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_table("direct_records")
    op.drop_table("direct_access")
    op.drop_table("attempts")
    op.drop_index("ix_complaints_direct", "complaints")
    op.drop_index("ix_complaints_tracking_id", "complaints")
    op.drop_index("ix_complaints_by_hand", "complaints")
    op.drop_column("complaints", "forwarder")
    op.drop_column("desk", "forwarder")
