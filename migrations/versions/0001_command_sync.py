"""Remember which commands are registered, so that a start registers them on change alone."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "command_sync",
        sa.Column("application_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("api_url", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("application_id > 0", name=op.f("ck_command_sync_application_id")),
        sa.CheckConstraint(
            "api_url <> '' AND api_url NOT LIKE '%/'", name=op.f("ck_command_sync_api_url")
        ),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_command_sync_hash")),
        sa.PrimaryKeyConstraint("application_id", "api_url", name=op.f("pk_command_sync")),
        comment="The commands that an application last registered at an API address, as a SHA-256.",
    )
