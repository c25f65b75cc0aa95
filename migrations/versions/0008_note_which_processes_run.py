"""Note which processes run, so that two that serve the same servers are noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("shard_count", sa.Integer(), nullable=False),
        sa.Column("shard_ids", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("shard_count > 0", name=op.f("ck_processes_shard_count")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_processes")),
        comment="The processes that are at work, which servers they serve, and when each last said so.",
    )
