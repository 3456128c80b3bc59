"""People who work at the server: roles, sessions, limits."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "staff",
        text("login"),
        text("name"),
        text("role"),
        text("password"),
        sa.Column("active", sa.Boolean(), nullable=False),
        text("created_at"),
        text("last_seen_at", nullable=True),
        sa.PrimaryKeyConstraint("login", name="pk_staff"),
    )
    op.create_table(
        "staff_sessions",
        text("sha256"),
        text("login"),
        text("started_at"),
        text("seen_at"),
        sa.PrimaryKeyConstraint("sha256", name="pk_staff_sessions"),
    )
    op.create_index("ix_staff_sessions_login", "staff_sessions", ["login"])
    op.create_table(
        "sign_in_tries",
        text("login_sha256"),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        text("wait_until"),
        sa.PrimaryKeyConstraint("login_sha256", name="pk_sign_in_tries"),
    )
    with op.batch_alter_table("audit") as table:
        table.add_column(sa.Column("who", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("hash", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("audit") as table:
        table.alter_column("who", existing_type=sa.Text(), existing_nullable=False, server_default=None)
        table.alter_column("hash", existing_type=sa.Text(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("tokens") as table:
        table.add_column(sa.Column("role", sa.Text(), nullable=False, server_default="counter"))
        table.add_column(sa.Column("label", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("used_at", sa.Text(), nullable=True))
    with op.batch_alter_table("tokens") as table:
        table.alter_column("role", existing_type=sa.Text(), existing_nullable=False, server_default=None)
        table.alter_column("label", existing_type=sa.Text(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("tokens") as table:
        table.drop_column("used_at")
        table.drop_column("label")
        table.drop_column("role")
    with op.batch_alter_table("audit") as table:
        table.drop_column("hash")
        table.drop_column("who")
    for name in ("sign_in_tries", "staff_sessions", "staff"):
        op.drop_table(name)
