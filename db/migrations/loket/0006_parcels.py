"""Parcels that left on a stick, and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parcels",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("volumes", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("everything", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.Column("answer_epoch", sa.Text(), nullable=True),
        sa.Column("answer_n", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_parcels_officer_id")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_parcels")),
        sa.UniqueConstraint("id", name=op.f("uq_parcels_id")),
    )
    op.create_index("uq_parcels_place", "parcels", ["incarnation", "n"], unique=True)
    op.create_table(
        "parcel_events",
        sa.Column("parcel", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parcel"], ["parcels.row"], name=op.f("fk_parcel_events_parcel")),
        sa.ForeignKeyConstraint(["seq"], ["outbox.seq"], name=op.f("fk_parcel_events_seq")),
        sa.PrimaryKeyConstraint("parcel", "seq", name=op.f("pk_parcel_events")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "enrolment_request",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("code_sha256", sa.Text(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.CheckConstraint("only = 1", name=op.f("ck_enrolment_request_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_enrolment_request")),
    )


def downgrade() -> None:
    op.drop_table("enrolment_request")
    op.drop_table("parcel_events")
    op.drop_index("uq_parcels_place", table_name="parcels")
    op.drop_table("parcels")
