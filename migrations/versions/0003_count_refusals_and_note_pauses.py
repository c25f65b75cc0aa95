"""Count the refusals of a post apart from its other attempts, and note since when a feed is paused."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("feeds", sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
    # Making the table anew, as Alembic does on SQLite to add a CHECK, would drop those it has.
    op.execute(
        "ALTER TABLE deliveries ADD COLUMN refusals INTEGER DEFAULT '0' NOT NULL"
        " CONSTRAINT ck_deliveries_refusals CHECK (refusals >= 0)"
    )
