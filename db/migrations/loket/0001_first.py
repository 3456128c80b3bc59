"""The first shape: desk, officers, complaints with search index, outbox, drafts, audit, receipts, centre."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH = (
    """CREATE VIRTUAL TABLE complaint_search USING fts5(
        number, title, text, name, contact,
        columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO complaint_search (complaint_search, rank) VALUES ('secure-delete', 1)",
)

TRIGGERS = (
    "CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is kept'); END",
    """CREATE TRIGGER outbox_frozen BEFORE UPDATE OF
        seq, id, device_id, incarnation, kind, complaint_id, follows, created_at, schema, body, sha256 ON outbox
        BEGIN SELECT RAISE(ABORT, 'outbox is frozen'); END""",
    """CREATE TRIGGER outbox_sealed_once BEFORE UPDATE OF identity, sealed ON outbox
        WHEN NOT (OLD.identity IS NOT NULL AND OLD.sealed IS NULL AND NEW.identity IS NULL AND NEW.sealed IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'identity is sealed once'); END""",
    "CREATE TRIGGER deliveries_stay BEFORE DELETE ON deliveries BEGIN SELECT RAISE(ABORT, 'deliveries are kept'); END",
    """CREATE TRIGGER deliveries_counted AFTER INSERT ON deliveries BEGIN
        INSERT INTO delivery_counts (target, state, kind, n) VALUES (NEW.target, NEW.state, NEW.kind, 1)
        ON CONFLICT (target, state, kind) DO UPDATE SET n = n + 1; END""",
    """CREATE TRIGGER deliveries_recounted AFTER UPDATE OF state ON deliveries WHEN NEW.state <> OLD.state BEGIN
        UPDATE delivery_counts SET n = n - 1 WHERE target = OLD.target AND state = OLD.state AND kind = OLD.kind;
        INSERT INTO delivery_counts (target, state, kind, n) VALUES (NEW.target, NEW.state, NEW.kind, 1)
        ON CONFLICT (target, state, kind) DO UPDATE SET n = n + 1; END""",
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is kept'); END",
    "CREATE TRIGGER audit_frozen BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is frozen'); END",
    "CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'receipts are kept'); END",
    """CREATE TRIGGER receipts_frozen BEFORE UPDATE OF
        n, complaint_id, number, copy, printed_at, officer_id, way, size, sha256 ON receipts
        BEGIN SELECT RAISE(ABORT, 'receipts are frozen'); END""",
    """CREATE TRIGGER receipts_fail_once BEFORE UPDATE OF failed ON receipts
        WHEN NOT (OLD.failed = 0 AND NEW.failed = 1)
        BEGIN SELECT RAISE(ABORT, 'a receipt fails once'); END""",
)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit")),
    )
    op.create_table(
        "centre",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("verify_key", sa.LargeBinary(), nullable=False),
        sa.Column("ca_pem", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("connected_at", sa.Text(), nullable=False),
        sa.CheckConstraint("only = 1", name=op.f("ck_centre_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_centre")),
    )
    op.create_table(
        "contact",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.Column("server_time", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.Text(), nullable=True),
        sa.Column("retry_after", sa.Text(), nullable=True),
        sa.CheckConstraint("only = 1", name=op.f("ck_contact_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_contact")),
    )
    op.create_table(
        "desk",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("agency_name", sa.Text(), nullable=False),
        sa.Column("letterhead", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("service_hours", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False),
        sa.Column("form_version", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("receipt_size", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("status_key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("only = 1", name=op.f("ck_desk_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_desk")),
    )
    op.create_table(
        "device_keys",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("signing_private", sa.LargeBinary(), nullable=False),
        sa.Column("signing_public", sa.LargeBinary(), nullable=False),
        sa.Column("sealing_private", sa.LargeBinary(), nullable=False),
        sa.Column("sealing_public", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("only = 1", name=op.f("ck_device_keys_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_device_keys")),
    )
    op.create_table(
        "numbers",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_numbers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("login", name=op.f("uq_officers_login")),
    )
    op.create_table(
        "proofs",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_proofs")),
    )
    op.create_table(
        "complaints",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("secrecy", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("backdate_reason", sa.Text(), nullable=True),
        sa.Column("queue_number", sa.Text(), nullable=True),
        sa.Column("letter_number", sa.Text(), nullable=True),
        sa.Column("letter_on", sa.Text(), nullable=True),
        sa.Column("classification", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("event_on", sa.Text(), nullable=True),
        sa.Column("event_time", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_area", sa.Text(), nullable=True),
        sa.Column("coordinate", sa.Text(), nullable=True),
        sa.Column("expectation", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("reported_officer", sa.Text(), nullable=True),
        sa.Column("earlier_number", sa.Text(), nullable=True),
        sa.Column("value_rp", sa.Integer(), nullable=True),
        sa.Column("supervisory", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=True),
        sa.Column("missing_documents", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False),
        sa.Column("answer_due_on", sa.Text(), nullable=True),
        sa.Column("close_due_on", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("central_status", sa.Text(), nullable=True),
        sa.Column("central_number", sa.Text(), nullable=True),
        sa.Column("tracking_id", sa.Text(), nullable=True),
        sa.Column("status_code_hash", sa.Text(), nullable=False),
        sa.Column("same_entry_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_complaints_officer_id")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_complaints")),
        sa.UniqueConstraint("id", name=op.f("uq_complaints_id")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
    )
    op.create_index("ix_complaints_same_entry_key", "complaints", ["same_entry_key"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_drafts_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "number_marks",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_number_marks_officer_id")),
        sa.PrimaryKeyConstraint("series", "year", "running", name=op.f("pk_number_marks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_facts",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=True),
        sa.Column("officer_name", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_case_facts_complaint_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_case_facts")),
    )
    op.create_index("ix_case_facts_complaint_id", "case_facts", ["complaint_id"])
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_outbox_complaint_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
    )
    op.create_index("ix_outbox_complaint_id", "outbox", ["complaint_id", "kind"])
    op.create_table(
        "receipts",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_receipts_complaint_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_receipts")),
    )
    op.create_index(
        "uq_receipts_copy", "receipts", ["complaint_id", "copy"], unique=True, sqlite_where=sa.text("failed = 0")
    )
    op.create_table(
        "reporters",
        sa.Column("complaint_row", sa.Integer(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("nik", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("returns_to_desk", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("represented", sa.Text(), nullable=True),
        sa.Column("guardian", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("disability", sa.Text(), nullable=True),
        sa.Column("contact_way", sa.Text(), nullable=True),
        sa.Column("contact_time", sa.Text(), nullable=True),
        sa.Column("person_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_row"], ["complaints.row"], name=op.f("fk_reporters_complaint_row")),
        sa.PrimaryKeyConstraint("complaint_row", name=op.f("pk_reporters")),
    )
    op.create_index(
        "ix_reporters_person_key", "reporters", ["person_key"], sqlite_where=sa.text("person_key IS NOT NULL")
    )
    op.create_table(
        "deliveries",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("central_number", sa.Text(), nullable=True),
        sa.Column("received_at", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["outbox.seq"], name=op.f("fk_deliveries_seq")),
        sa.PrimaryKeyConstraint("seq", "target", name=op.f("pk_deliveries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery_counts",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("target", "state", "kind", name=op.f("pk_delivery_counts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deliveries_state", "deliveries", ["target", "state", "seq", "kind"])
    for statement in (*SEARCH, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE complaint_search")
    for name in (
        "delivery_counts",
        "deliveries",
        "reporters",
        "receipts",
        "outbox",
        "case_facts",
        "number_marks",
        "drafts",
        "complaints",
        "proofs",
        "officers",
        "numbers",
        "device_keys",
        "desk",
        "contact",
        "centre",
        "audit",
    ):
        op.drop_table(name)
