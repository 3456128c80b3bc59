"""What the centre tells: feed, cases of colleagues, answers, tasks, files on their way."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
