"""Note which backups a database is restored from, and who was erased, for what a backup does not know."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "backups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "made_at IS NOT NULL OR restored_at IS NOT NULL", name=op.f("ck_backups_instant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
        comment="The backups that this database was restored from; in a backup, also itself.",
    )
    op.create_table(
        "erasures",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('member', 'server')", name=op.f("ck_erasures_kind")),
        sa.CheckConstraint("id > 0", name=op.f("ck_erasures_id")),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_erasures")),
        comment="Who was erased of late, so that a backup from before does not bring them back.",
    )
