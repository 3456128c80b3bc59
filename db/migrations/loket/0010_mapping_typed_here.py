"""Ids at LAPOR! that are typed at a counter which forwards by itself, and the acts that concern the desk itself."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "direct_mapping",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list", "id", name=op.f("pk_direct_mapping")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_audit_desk", "audit", ["act", "n"], sqlite_where=sa.text("subject = 'desk'"))


def downgrade() -> None:
    op.drop_index("ix_audit_desk", table_name="audit")
    op.drop_table("direct_mapping")
