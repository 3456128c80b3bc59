"""The desk that types along: further reports, deadlines, attachments, corrections, imports, learning, the digest."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DIGEST_SEARCH = (
    """CREATE VIRTUAL TABLE digest_search USING fts5(
        title, place, columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO digest_search (digest_search, rank) VALUES ('secure-delete', 1)",
)


def upgrade() -> None:
    op.add_column("complaints", sa.Column("slip_number", sa.Text(), nullable=True))
    op.add_column("complaints", sa.Column("joins", sa.Text(), nullable=True))
    op.add_column("complaints", sa.Column("complete_by", sa.Text(), nullable=True))
    op.create_index("ix_complaints_joins", "complaints", ["joins"], sqlite_where=sa.text("joins IS NOT NULL"))
    op.create_index(
        "ix_complaints_complete_by", "complaints", ["complete_by"], sqlite_where=sa.text("complete_by IS NOT NULL")
    )
    op.add_column("drafts", sa.Column("handed_at", sa.Text(), nullable=True))
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("stored_as", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_attachments_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_complaint_id", "attachments", ["complaint_id"])
    op.create_table(
        "answers",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_answers_officer_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_answers_complaint_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_answers")),
    )
    op.create_index("ix_answers_complaint_id", "answers", ["complaint_id"])
    op.create_table(
        "corrections",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("identity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_corrections_complaint_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_corrections_officer_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_complaint_id", "corrections", ["complaint_id"])
    op.create_table(
        "call_backs",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_call_backs_officer_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_call_backs_complaint_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_call_backs")),
    )
    op.create_index("ix_call_backs_open", "call_backs", ["asked_at"], sqlite_where=sa.text("done_at IS NULL"))
    op.create_index("ix_call_backs_complaint_id", "call_backs", ["complaint_id"])
    op.create_table(
        "imports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("name_sha256", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_imports_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_import_rows_complaint_id")),
        sa.PrimaryKeyConstraint("import_id", "complaint_id", name=op.f("pk_import_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "column_maps",
        sa.Column("header_key", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_column_maps_officer_id")),
        sa.PrimaryKeyConstraint("header_key", name=op.f("pk_column_maps")),
    )
    op.create_table(
        "learned_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "category", name=op.f("pk_learned_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "learned_upto",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.CheckConstraint("only = 1", name=op.f("ck_learned_upto_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_learned_upto")),
    )
    op.create_table(
        "reference_edits",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_reference_edits_officer_id")),
        sa.PrimaryKeyConstraint("list", "id", name=op.f("pk_reference_edits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "digest",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_digest")),
        sa.UniqueConstraint("id", name=op.f("uq_digest_id")),
    )
    for statement in DIGEST_SEARCH:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE digest_search")
    for name in (
        "digest",
        "reference_edits",
        "learned_upto",
        "learned_words",
        "column_maps",
        "import_rows",
        "imports",
        "call_backs",
        "corrections",
        "answers",
        "attachments",
    ):
        op.drop_table(name)
    op.drop_index("ix_complaints_complete_by", "complaints")
    op.drop_index("ix_complaints_joins", "complaints")
    for table, name in (
        ("drafts", "handed_at"),
        ("complaints", "complete_by"),
        ("complaints", "joins"),
        ("complaints", "slip_number"),
    ):
        op.drop_column(table, name)
