"""What colleagues need of a shared case: its answer, what it joins, the proof of its status code; who asked for it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NEW = ("joins", "complete_by", "answer", "answer_result", "answer_told", "status_code_hash")


def upgrade() -> None:
    for name in _NEW:
        op.add_column("shared_cases", sa.Column(name, sa.Text(), nullable=True))
    op.create_index("ix_shared_cases_joins", "shared_cases", ["joins"])
    op.create_table(
        "shared_facts",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=True),
        sa.Column("officer_name", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_shared_facts")),
    )
    op.create_index("ix_shared_facts_complaint_id", "shared_facts", ["complaint_id"])


def downgrade() -> None:
    op.drop_index("ix_shared_facts_complaint_id", "shared_facts")
    op.drop_table("shared_facts")
    op.drop_index("ix_shared_cases_joins", "shared_cases")
    for name in reversed(_NEW):
        op.drop_column("shared_cases", name)
