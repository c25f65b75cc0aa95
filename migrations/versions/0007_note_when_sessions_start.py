"""Note when sessions with Discord start, so that processes take turns."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "identifies",
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bucket >= 0", name=op.f("ck_identifies_bucket")),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_identifies")),
        comment="When Discord takes the next start of a session, by the shards that take turns.",
    )
