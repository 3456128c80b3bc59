"""What each case waits for next, told of all that are here already, and open tasks by their kind."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STEPS = """
    WITH cases (id, status, answer_due_on, close_due_on, complete_by, minutes, hushed, reachable) AS (
        SELECT c.id, c.status, c.answer_due_on, c.close_due_on, c.complete_by, c.utc_offset_minutes, 0,
            r.identity <> 'nameless' OR r.returns_to_desk = 1
        FROM complaints c JOIN reporters r ON r.complaint_row = c.row
        UNION ALL
        SELECT complaint_id, status, answer_due_on, close_due_on, NULL, 0, secrecy <> 'plain', 0 FROM shared_cases
        WHERE complaint_id NOT IN (SELECT id FROM complaints)
    ), stand AS (
        SELECT c.*, date(s.at, c.minutes || ' minutes') AS ended,
            lower(trim(s.name)) IN ('selesai', 'ditutup', 'diarsipkan', 'ditolak', 'bukan kewenangan') AS over_there,
            c.hushed OR c.status = 'answered'
                OR EXISTS (SELECT 1 FROM central_answers a WHERE a.complaint_id = c.id) AS answered,
            EXISTS (SELECT 1 FROM case_facts f WHERE f.complaint_id = c.id AND f.at >= s.at
                AND (f.kind = 'status_told' OR f.kind = 'called_back' AND f.detail LIKE 'reached%')) AS told
        FROM cases c LEFT JOIN central_statuses s ON s.complaint_id = c.id
        WHERE c.status NOT IN ('closed', 'archived', 'withdrawn', 'not_ours', 'void')
    ), steps AS (
        SELECT *, CASE WHEN over_there THEN CASE WHEN reachable AND NOT told THEN 'tell' END
            WHEN status = 'incomplete' THEN 'bring'
            WHEN answer_due_on IS NOT NULL AND NOT answered THEN 'answer'
            WHEN close_due_on IS NOT NULL THEN 'close' END AS kind
        FROM stand
    )
    INSERT INTO next_steps (complaint_id, kind, day)
    SELECT id, kind, CASE kind WHEN 'tell' THEN ended WHEN 'bring' THEN complete_by
        WHEN 'answer' THEN answer_due_on ELSE close_due_on END
    FROM steps WHERE kind IS NOT NULL"""


def upgrade() -> None:
    op.create_table(
        "next_steps",
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_next_steps")),
        sqlite_with_rowid=False,
    )
    op.execute(STEPS)
    op.create_index("ix_next_steps_kind", "next_steps", ["kind", "day"])
    op.create_index("ix_tasks_kind", "tasks", ["kind", "opened_at"], sqlite_where=sa.text("done_at IS NULL"))


def downgrade() -> None:
    op.drop_index("ix_tasks_kind", table_name="tasks")
    op.drop_index("ix_next_steps_kind", table_name="next_steps")
    op.drop_table("next_steps")
