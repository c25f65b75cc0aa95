"""Note what the pack said when a server changed or hid a record, to tell when it says something else."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # Making the table anew, as Alembic does on SQLite to add a CHECK, would drop those it has.
    op.execute(
        "ALTER TABLE revisions ADD COLUMN pack_hash VARCHAR(32)"
        " CONSTRAINT ck_revisions_pack_hash CHECK (length(pack_hash) IN (0, 32))"
    )
