"""Events, devices and evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    op.create_table("meta", text("name"), text("value"), sa.PrimaryKeyConstraint("name", name="pk_meta"))
    op.create_table(
        "counters",
        text("name"),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "devices",
        text("id"),
        text("agency"),
        text("counter"),
        text("incarnation"),
        text("signing_key"),
        text("sealing_key"),
        text("enrolled_at"),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
    )
    op.create_table(
        "enrolment_codes",
        text("selector"),
        text("code_sha256"),
        text("agency"),
        text("counter"),
        text("created_at"),
        text("expires_at"),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        text("used_by", nullable=True),
        text("used_keys", nullable=True),
        text("used_at", nullable=True),
        sa.PrimaryKeyConstraint("selector", name="pk_enrolment_codes"),
    )
    op.create_table(
        "tokens",
        text("sha256"),
        text("device"),
        text("issued_at"),
        text("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("sha256", name="pk_tokens"),
    )
    op.create_index("ix_tokens_device", "tokens", ["device"])
    op.create_table(
        "events",
        text("id"),
        text("device"),
        text("incarnation"),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        text("kind"),
        text("complaint_id"),
        text("follows", nullable=True),
        sa.Column("schema_version", sa.BigInteger(), nullable=False),
        text("created_at"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        text("sha256"),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        text("batch_id"),
        text("received_at"),
        text("state"),
        text("central_number", nullable=True),
        sa.Column("forked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_device_seq", "events", ["device", "seq"])
    op.create_index("ix_events_complaint_id", "events", ["complaint_id"])
    op.create_index("ix_events_follows", "events", ["follows"])
    op.create_table(
        "quarantine",
        text("event_id"),
        text("sha256"),
        text("device"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        text("batch_id"),
        text("received_at"),
        sa.PrimaryKeyConstraint("event_id", "sha256", name="pk_quarantine"),
    )
    op.create_table(
        "complaints",
        text("event_id"),
        text("complaint_id"),
        text("device"),
        text("number"),
        text("central_number"),
        text("desk_agency"),
        text("counter"),
        text("classification"),
        text("title"),
        text("text_sha256"),
        text("agency"),
        text("category"),
        text("channel"),
        text("secrecy"),
        text("received_at"),
        text("recorded_at"),
        text("forwarder"),
        text("tracking_id", nullable=True),
        sa.Column("forked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_complaints"),
        sa.UniqueConstraint("central_number", name="uq_complaints_central_number"),
    )
    op.create_index("ix_complaints_complaint_id", "complaints", ["complaint_id"])
    op.create_index("ix_complaints_number", "complaints", ["number"])
    op.create_table(
        "audit",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        text("at"),
        text("act"),
        text("subject"),
        text("detail"),
        sa.PrimaryKeyConstraint("n", name="pk_audit"),
    )


def downgrade() -> None:
    for table in (
        "audit",
        "complaints",
        "quarantine",
        "events",
        "tokens",
        "enrolment_codes",
        "devices",
        "counters",
        "meta",
    ):
        op.drop_table(table)
