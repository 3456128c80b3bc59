"""Records change: how each stands, and when the desk last changed it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaints") as table:
        table.add_column(sa.Column("status", sa.Text(), nullable=False, server_default="recorded"))
        table.add_column(sa.Column("changed_at", sa.Text(), nullable=True))
    with op.batch_alter_table("complaints") as table:
        table.alter_column("status", existing_type=sa.Text(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("complaints") as table:
        table.drop_column("changed_at")
        table.drop_column("status")
