"""Forwarding to LAPOR!: standing, leases, attempts, mappings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "postings",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("lease_by", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.Text(), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("lapor_id", sa.Text(), nullable=True),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("file_ids", sa.Text(), nullable=False),
        sa.Column("pieces_done", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_postings")),
    )
    op.create_index("ix_postings_complaint_id", "postings", ["complaint_id"])
    op.create_index("ix_postings_state", "postings", ["state", "since"])
    op.create_table(
        "posting_attempts",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "n", name=op.f("pk_posting_attempts")),
    )
    op.create_table(
        "lapor_cases",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("lapor_id", sa.Text(), nullable=False),
        sa.Column("status_code", sa.Text(), nullable=False),
        sa.Column("status_name", sa.Text(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("polled_at", sa.Text(), nullable=True),
        sa.Column("next_poll_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_lapor_cases")),
    )
    op.create_index("ix_lapor_cases_complaint_id", "lapor_cases", ["complaint_id"])
    op.create_index("ix_lapor_cases_next_poll_at", "lapor_cases", ["next_poll_at"])
    op.create_table(
        "lapor_said",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("said_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "said_id", name=op.f("pk_lapor_said")),
    )
    op.create_table(
        "lapor_mappings",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list", "id", name=op.f("pk_lapor_mappings")),
    )


def downgrade() -> None:
    for table in ("lapor_mappings", "lapor_said", "lapor_cases", "posting_attempts", "postings"):
        op.drop_table(table)
