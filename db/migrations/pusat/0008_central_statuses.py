"""How LAPOR! says a record stands, whoever heard it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaints", sa.Column("central_status", sa.Text(), nullable=True))
    op.add_column("complaints", sa.Column("central_status_at", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("complaints") as batch:
        batch.drop_column("central_status_at")
        batch.drop_column("central_status")
