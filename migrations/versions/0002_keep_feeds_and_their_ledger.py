"""Keep feeds, and a ledger of what became of their posts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id > 0", name=op.f("ck_guilds_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guilds")),
        comment="The servers that have settings, and when the bot was removed from one.",
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column(
            "target",
            sa.Enum(
                "text",
                "announcement",
                "thread",
                "forum",
                name="target",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("without", sa.JSON(), nullable=False),
        sa.Column(
            "style",
            sa.Enum(
                "lead", "digest", name="style", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("role", sa.BigInteger(), nullable=True),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("publish", sa.Boolean(), nullable=False),
        sa.Column("pin", sa.Boolean(), nullable=False),
        sa.Column("thread", sa.Boolean(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column(
            "leap_day",
            sa.Enum(
                "february-28",
                "march-1",
                "nowhere",
                name="leap_day",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column(
            "on_empty",
            sa.Enum(
                "skip",
                "nearest",
                "archive",
                name="on_empty",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "paused",
                "broken",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("pinned", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("broken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("at LIKE '__:__'", name=op.f("ck_feeds_at")),
        sa.CheckConstraint(
            "state <> 'broken' OR trouble IS NOT NULL", name=op.f("ck_feeds_broken_by_trouble")
        ),
        sa.CheckConstraint(
            "state = 'active' OR next_at IS NULL", name=op.f("ck_feeds_only_active_is_due")
        ),
        sa.CheckConstraint("zone <> ''", name=op.f("ck_feeds_zone")),
        sa.CheckConstraint("(next_at IS NULL) = (next_on IS NULL)", name=op.f("ck_feeds_next")),
        sa.CheckConstraint(
            "(trouble IS NULL) = (broken_at IS NULL)", name=op.f("ck_feeds_trouble_since")
        ),
        sa.CheckConstraint("channel > 0", name=op.f("ck_feeds_channel")),
        sa.CheckConstraint("grace_minutes BETWEEN 0 AND 1380", name=op.f("ck_feeds_grace_minutes")),
        sa.CheckConstraint("importance BETWEEN 1 AND 3", name=op.f("ck_feeds_importance")),
        sa.CheckConstraint("number > 0", name=op.f("ck_feeds_number")),
        sa.ForeignKeyConstraint(
            ["guild"], ["guilds.id"], name=op.f("fk_feeds_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("guild", "number", name=op.f("uq_feeds_guild_number")),
        comment="What each server wants posted daily, where and when, and when it is next due.",
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_feeds_next_at"),
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "deliveries",
        sa.Column("feed", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "claimed",
                "sent",
                "done",
                "skipped",
                "failed",
                "uncertain",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("doubtful_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=True),
        sa.Column("target", sa.String(length=20), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("thread", sa.BigInteger(), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(owner = '') = (lease_until IS NULL)", name=op.f("ck_deliveries_lease")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_deliveries_attempts")),
        sa.ForeignKeyConstraint(
            ["feed"], ["feeds.id"], name=op.f("fk_deliveries_feed"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feed", "on", name=op.f("pk_deliveries")),
        comment="The ledger: what became of the post of each feed on each local date.",
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deliveries_due_at_feed"),
            ["due_at", "feed"],
            unique=False,
            sqlite_where=sa.text("stage IN ('claimed', 'sent')"),
            postgresql_where=sa.text("stage IN ('claimed', 'sent')"),
        )
        batch_op.create_index(batch_op.f("ix_deliveries_on"), ["on"], unique=False)
