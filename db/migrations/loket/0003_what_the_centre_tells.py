"""What the centre tells: feed, cases of colleagues, answers, tasks, files on their way."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SHARED_SEARCH = (
    """CREATE VIRTUAL TABLE shared_search USING fts5(
        number, title, text, name, contact,
        columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO shared_search (shared_search, rank) VALUES ('secure-delete', 1)",
)


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.CheckConstraint("only = 1", name=op.f("ck_feed_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_feed")),
    )
    op.create_table(
        "shared_cases",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("told_seq", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_area", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("classification", sa.Text(), nullable=False),
        sa.Column("secrecy", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("event_on", sa.Text(), nullable=True),
        sa.Column("answer_due_on", sa.Text(), nullable=True),
        sa.Column("close_due_on", sa.Text(), nullable=True),
        sa.Column("central_number", sa.Text(), nullable=False),
        sa.Column("tracking_id", sa.Text(), nullable=True),
        sa.Column("forwarder", sa.Text(), nullable=False),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_shared_cases_complaint_id")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_shared_cases")),
    )
    op.create_index("ix_shared_cases_number", "shared_cases", ["number"])
    op.create_table(
        "central_statuses",
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_central_statuses")),
    )
    op.create_table(
        "central_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("from_name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_central_answers")),
    )
    op.create_index("ix_central_answers_complaint_id", "central_answers", ["complaint_id"])
    op.create_table(
        "central_reference",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list", "id", name=op.f("pk_central_reference")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tasks",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.UniqueConstraint("cause", name=op.f("uq_tasks_cause")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_tasks")),
    )
    op.create_index("ix_tasks_complaint_id", "tasks", ["complaint_id"])
    op.create_index("ix_tasks_open", "tasks", ["opened_at"], sqlite_where=sa.text("done_at IS NULL"))
    op.create_table(
        "central_edits",
        sa.Column("edit_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("ours", sa.Text(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("edit_id", "field", name=op.f("pk_central_edits")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_central_edits_complaint_id", "central_edits", ["complaint_id"])
    op.create_index("ix_central_edits_open", "central_edits", ["at"], sqlite_where=sa.text("settled = 'open'"))
    op.create_table(
        "uploads",
        sa.Column("attachment_id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("sealed_for", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sent_bytes", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_uploads")),
    )
    op.create_index("ix_uploads_complaint_id", "uploads", ["complaint_id"])
    op.create_index("ix_uploads_state", "uploads", ["state", "attachment_id"])
    for statement in SHARED_SEARCH:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE shared_search")
    for name in (
        "uploads",
        "central_edits",
        "tasks",
        "central_reference",
        "central_answers",
        "central_statuses",
        "shared_cases",
        "feed",
    ):
        op.drop_table(name)
