"""How far the log of each counter is anchored here, by incarnation."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "anchors",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("forked_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("device", "incarnation", name=op.f("pk_anchors")),
    )


def downgrade() -> None:
    op.drop_table("anchors")
