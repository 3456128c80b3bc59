"""Indexes that the management report is read from."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COMPLAINTS = (
    "received_on status secrecy channel classification category place_area agency tracking_id forwarder central_status"
    " answer_due_on close_due_on joins id"
)
_SHARED = (
    "received_at status secrecy counter channel classification category place_area agency tracking_id forwarder"
    " recorded_at changed_at answer_due_on close_due_on complaint_id"
)


def upgrade() -> None:
    op.create_index("ix_complaints_report", "complaints", _COMPLAINTS.split())
    op.create_index("ix_shared_cases_report", "shared_cases", _SHARED.split())
    op.create_index("ix_tasks_returned", "tasks", ["complaint_id", "code"], sqlite_where=sa.text("kind = 'returned'"))


def downgrade() -> None:
    op.drop_index("ix_tasks_returned", "tasks")
    op.drop_index("ix_shared_cases_report", "shared_cases")
    op.drop_index("ix_complaints_report", "complaints")
