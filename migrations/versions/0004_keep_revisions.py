"""Keep revisions, and what editors and members have in hand."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "blocked",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("member > 0", name=op.f("ck_blocked_member")),
        sa.ForeignKeyConstraint(
            ["guild"], ["guilds.id"], name=op.f("fk_blocked_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild", "member", name=op.f("pk_blocked")),
        comment="The members of each server who may not suggest.",
    )
    with op.batch_alter_table("blocked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocked_member"), ["member"], unique=False)

    op.create_table(
        "desks",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("editor_role", sa.BigInteger(), nullable=True),
        sa.Column("audit_channel", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("audit_channel > 0", name=op.f("ck_desks_audit_channel")),
        sa.CheckConstraint("editor_role > 0", name=op.f("ck_desks_editor_role")),
        sa.ForeignKeyConstraint(
            ["guild"], ["guilds.id"], name=op.f("fk_desks_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild", name=op.f("pk_desks")),
        comment="How each server edits: the role of its editors, and the channel that tells of changes.",
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "add",
                "edit",
                "hide",
                "restore",
                "rollback",
                "undo",
                "import",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "own",
                "hidden",
                "pack",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("author", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(standing = 'own') = (body IS NOT NULL)", name=op.f("ck_revisions_own_has_a_body")
        ),
        sa.CheckConstraint(
            "action <> 'add' OR standing = 'own'", name=op.f("ck_revisions_added_is_own")
        ),
        sa.CheckConstraint(
            "action <> 'hide' OR standing = 'hidden'", name=op.f("ck_revisions_hidden")
        ),
        sa.CheckConstraint(
            "action NOT IN ('edit', 'restore') OR standing <> 'hidden'",
            name=op.f("ck_revisions_restored_is_shown"),
        ),
        sa.CheckConstraint(
            "action NOT IN ('rollback', 'undo') OR number > 1",
            name=op.f("ck_revisions_first_takes_nothing_back"),
        ),
        sa.CheckConstraint(
            "record LIKE '_%:%' AND record NOT LIKE '%:'", name=op.f("ck_revisions_record")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_revisions_number")),
        sa.ForeignKeyConstraint(
            ["guild"], ["guilds.id"], name=op.f("fk_revisions_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint(
            "guild", "record", "number", name=op.f("uq_revisions_guild_record_number")
        ),
        comment="Each change that a server made of a record, never changed but to forget a member.",
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisions_author"), ["author"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_revisions_credit"),
            ["credit"],
            unique=False,
            sqlite_where=sa.text("credit IS NOT NULL"),
            postgresql_where=sa.text("credit IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_revisions_guild_id"), ["guild", "id"], unique=False)

    op.create_table(
        "suggestions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=True),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("wrong", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("wants_credit", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "approved",
                "rejected",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_suggestions_decided_at")
        ),
        sa.CheckConstraint(
            "author IS NOT NULL OR state = 'approved'", name=op.f("ck_suggestions_author")
        ),
        sa.CheckConstraint("record LIKE '_%:%'", name=op.f("ck_suggestions_record")),
        sa.CheckConstraint(
            "record NOT LIKE '%:' OR wrong = ''",
            name=op.f("ck_suggestions_only_what_is_there_is_wrong"),
        ),
        sa.CheckConstraint(
            "state <> 'open' OR NOT told", name=op.f("ck_suggestions_only_what_is_decided_is_told")
        ),
        sa.CheckConstraint(
            "state <> 'open' OR decided_by IS NULL", name=op.f("ck_suggestions_decided_by")
        ),
        sa.CheckConstraint(
            "state <> 'open' OR reason = ''", name=op.f("ck_suggestions_decided_for_a_reason")
        ),
        sa.CheckConstraint(
            "state = 'approved' OR revision IS NULL",
            name=op.f("ck_suggestions_only_approved_is_published"),
        ),
        sa.ForeignKeyConstraint(
            ["guild"], ["guilds.id"], name=op.f("fk_suggestions_guild"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision"],
            ["revisions.id"],
            name=op.f("fk_suggestions_revision"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        comment="What members propose to the editors of a server, and what became of it.",
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("suggestions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suggestions_author_guild_at"), ["author", "guild", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_suggestions_decided_by"),
            ["decided_by"],
            unique=False,
            sqlite_where=sa.text("decided_by IS NOT NULL"),
            postgresql_where=sa.text("decided_by IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_suggestions_guild_state_id"), ["guild", "state", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_suggestions_guild_state_record_id"),
            ["guild", "state", "record", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_suggestions_revision"),
            ["revision"],
            unique=False,
            sqlite_where=sa.text("revision IS NOT NULL"),
            postgresql_where=sa.text("revision IS NOT NULL"),
        )

    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("suggestion", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "is_new OR record NOT LIKE '%:'", name=op.f("ck_drafts_only_a_new_one_lacks_an_id")
        ),
        sa.CheckConstraint("record LIKE '_%:%'", name=op.f("ck_drafts_record")),
        sa.CheckConstraint(
            "NOT is_new OR base = 0", name=op.f("ck_drafts_a_new_one_begins_from_nothing")
        ),
        sa.CheckConstraint("base >= 0", name=op.f("ck_drafts_base")),
        sa.ForeignKeyConstraint(
            ["guild"], ["guilds.id"], name=op.f("fk_drafts_guild"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["suggestion"],
            ["suggestions.id"],
            name=op.f("fk_drafts_suggestion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        comment="Changes that editors are at work on, until they are published or discarded.",
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_author"), ["author"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_drafts_guild_author_updated_at"),
            ["guild", "author", "updated_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_drafts_suggestion"), ["suggestion"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_updated_at"), ["updated_at"], unique=False)
