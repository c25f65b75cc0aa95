"""The tables as they are after every migration, with the rules that their rows obey."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.domain.calendar import LeapDay
from bot.domain.deliveries import Stage
from bot.domain.feeds import FeedState, OnEmpty, Style, Target
from bot.domain.revisions import Action, Standing, SuggestionState

from .columns import Instant, word

# Every constraint has a name, so that a later migration can change it on SQLite too.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What a column holds the ids of, for those that single out a person or a server: what is erased and
# handed over is checked against these.
_MEMBER, _SERVER, _ERASED = {"holds": "member"}, {"holds": "server"}, {"holds": "erased"}

command_sync = Table(
    "command_sync",
    metadata,
    Column("application_id", BigInteger, primary_key=True, autoincrement=False),
    Column("api_url", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("synced_at", Instant, nullable=False),
    CheckConstraint("application_id > 0", name="application_id"),
    CheckConstraint("api_url <> '' AND api_url NOT LIKE '%/'", name="api_url"),
    CheckConstraint("length(hash) = 64", name="hash"),
    comment="The commands that an application last registered at an API address, as a SHA-256.",
)

identifies = Table(
    "identifies",
    metadata,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("free_at", Instant, nullable=False),
    CheckConstraint("bucket >= 0", name="bucket"),
    comment="When Discord takes the next start of a session, by the shards that take turns.",
)

processes = Table(
    "processes",
    metadata,
    Column("name", String, primary_key=True),
    Column("shard_count", Integer, nullable=False),
    Column("shard_ids", JSON, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    CheckConstraint("shard_count > 0", name="shard_count"),
    comment="The processes that are at work, which servers they serve, and when each last said so.",
)

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, info=_SERVER),
    Column("left_at", Instant),
    CheckConstraint("id > 0", name="id"),
    comment="The servers that have settings, and when the bot was removed from one.",
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column(
        "guild",
        BigInteger,
        ForeignKey(guilds.c.id, ondelete="CASCADE"),
        nullable=False,
        info=_SERVER,
    ),
    Column("number", Integer, nullable=False),
    Column("author", BigInteger, nullable=False, info=_MEMBER),
    Column("created_at", Instant, nullable=False),
    Column("channel", BigInteger, nullable=False),
    word("target", Target),
    Column("at", String(5), nullable=False),
    Column("zone", String, nullable=False),
    Column("weekdays", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("importance", Integer, nullable=False),
    Column("without", JSON, nullable=False),
    word("style", Style),
    Column("role", BigInteger),
    Column("silent", Boolean, nullable=False),
    Column("publish", Boolean, nullable=False),
    Column("pin", Boolean, nullable=False),
    Column("thread", Boolean, nullable=False),
    Column("tags", JSON, nullable=False),
    word("leap_day", LeapDay),
    Column("grace_minutes", Integer, nullable=False),
    word("on_empty", OnEmpty),
    word("state", FeedState),
    Column("next_at", Instant),
    Column("next_on", Date),
    Column("pinned", BigInteger),
    Column("trouble", String),
    Column("broken_at", Instant),
    Column("told_at", Instant),
    Column("paused_at", Instant),
    UniqueConstraint("guild", "number"),  # its index serves the cascade, too
    CheckConstraint("number > 0", name="number"),
    CheckConstraint("channel > 0", name="channel"),
    CheckConstraint("at LIKE '__:__'", name="at"),
    CheckConstraint("zone <> ''", name="zone"),
    CheckConstraint("importance BETWEEN 1 AND 3", name="importance"),
    CheckConstraint("grace_minutes BETWEEN 0 AND 1380", name="grace_minutes"),
    CheckConstraint("(next_at IS NULL) = (next_on IS NULL)", name="next"),
    CheckConstraint("state = 'active' OR next_at IS NULL", name="only_active_is_due"),
    CheckConstraint("state <> 'broken' OR trouble IS NOT NULL", name="broken_by_trouble"),
    CheckConstraint("(trouble IS NULL) = (broken_at IS NULL)", name="trouble_since"),
    comment="What each server wants posted daily, where and when, and when it is next due.",
    # A post is found again by its feed's id, which must not be that of a feed removed before.
    sqlite_autoincrement=True,
)

IS_DUE = text("next_at IS NOT NULL")
Index(None, feeds.c.next_at, sqlite_where=IS_DUE, postgresql_where=IS_DUE)

deliveries = Table(
    "deliveries",
    metadata,
    Column(
        "feed",
        BigInteger,
        ForeignKey(feeds.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("on", Date, primary_key=True, index=True),
    Column("due_at", Instant, nullable=False),
    word("stage", Stage),
    Column("attempts", Integer, nullable=False),
    Column("refusals", Integer, nullable=False, server_default="0"),
    Column("try_at", Instant),
    Column("doubtful_since", Instant),
    Column("tried_at", Instant),
    Column("lease_until", Instant),
    Column("owner", String, nullable=False),
    Column("channel", BigInteger),
    Column("target", String(20)),
    Column("message", BigInteger),
    Column("thread", BigInteger),
    Column("steps", JSON, nullable=False),
    Column("entries", JSON, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("reason", String(20)),
    Column("note", String, nullable=False),
    Column("finished_at", Instant),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("refusals >= 0", name="refusals"),
    CheckConstraint("(owner = '') = (lease_until IS NULL)", name="lease"),
    comment="The ledger: what became of the post of each feed on each local date.",
)

# SQLite uses a partial index only where the query repeats its condition word for word.
IS_OPEN = text("stage IN ('claimed', 'sent')")
Index(None, deliveries.c.due_at, deliveries.c.feed, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)

revisions = Table(
    "revisions",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column(
        "guild",
        BigInteger,
        ForeignKey(guilds.c.id, ondelete="CASCADE"),
        nullable=False,
        info=_SERVER,
    ),
    Column("record", String, nullable=False),
    Column("number", Integer, nullable=False),
    word("action", Action),
    word("standing", Standing),
    Column("body", JSON(none_as_null=True)),
    Column("author", BigInteger, index=True, info=_MEMBER),
    Column("at", Instant, nullable=False),
    Column("note", String, nullable=False),
    Column("credit", BigInteger, info=_MEMBER),
    Column("pack_hash", String(32)),
    UniqueConstraint("guild", "record", "number"),
    CheckConstraint("record LIKE '_%:%' AND record NOT LIKE '%:'", name="record"),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint("(standing = 'own') = (body IS NOT NULL)", name="own_has_a_body"),
    CheckConstraint("action <> 'add' OR standing = 'own'", name="added_is_own"),
    CheckConstraint("action <> 'hide' OR standing = 'hidden'", name="hidden"),
    CheckConstraint(
        "action NOT IN ('edit', 'restore') OR standing <> 'hidden'", name="restored_is_shown"
    ),
    CheckConstraint(
        "action NOT IN ('rollback', 'undo') OR number > 1", name="first_takes_nothing_back"
    ),
    CheckConstraint("length(pack_hash) IN (0, 32)", name="pack_hash"),
    comment="Each change that a server made of a record, never changed but to forget a member.",
    # Other processes learn of changes by their ids, which must never be those of others before.
    sqlite_autoincrement=True,
)
Index(None, revisions.c.guild, revisions.c.id)

_IS_CREDITED = text("credit IS NOT NULL")
Index(None, revisions.c.credit, sqlite_where=_IS_CREDITED, postgresql_where=_IS_CREDITED)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column(
        "guild",
        BigInteger,
        ForeignKey(guilds.c.id, ondelete="CASCADE"),
        nullable=False,
        info=_SERVER,
    ),
    Column("author", BigInteger, info=_MEMBER),
    Column("record", String, nullable=False),
    Column("wrong", String, nullable=False),
    Column("source", String, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("wants_credit", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    word("state", SuggestionState),
    Column("decided_by", BigInteger, info=_MEMBER),
    Column("decided_at", Instant),
    Column("reason", String, nullable=False),
    Column("revision", BigInteger, ForeignKey(revisions.c.id, ondelete="SET NULL")),
    Column("told", Boolean, nullable=False),
    CheckConstraint("record LIKE '_%:%'", name="record"),
    CheckConstraint("record NOT LIKE '%:' OR wrong = ''", name="only_what_is_there_is_wrong"),
    CheckConstraint("author IS NOT NULL OR state = 'approved'", name="author"),
    CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_at"),
    CheckConstraint("state <> 'open' OR decided_by IS NULL", name="decided_by"),
    CheckConstraint("state <> 'open' OR reason = ''", name="decided_for_a_reason"),
    CheckConstraint("state = 'approved' OR revision IS NULL", name="only_approved_is_published"),
    CheckConstraint("state <> 'open' OR NOT told", name="only_what_is_decided_is_told"),
    comment="What members propose to the editors of a server, and what became of it.",
    # Buttons of messages name suggestions by id, which must never be that of one erased before.
    sqlite_autoincrement=True,
)
Index(None, suggestions.c.author, suggestions.c.guild, suggestions.c.at)
Index(None, suggestions.c.guild, suggestions.c.state, suggestions.c.id)
Index(None, suggestions.c.guild, suggestions.c.state, suggestions.c.record, suggestions.c.id)

# For two erasures, of an editor and of a server's revisions.
_WAS_DECIDED, _WAS_PUBLISHED = text("decided_by IS NOT NULL"), text("revision IS NOT NULL")
Index(None, suggestions.c.decided_by, sqlite_where=_WAS_DECIDED, postgresql_where=_WAS_DECIDED)
Index(None, suggestions.c.revision, sqlite_where=_WAS_PUBLISHED, postgresql_where=_WAS_PUBLISHED)

drafts = Table(
    "drafts",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column(
        "guild",
        BigInteger,
        ForeignKey(guilds.c.id, ondelete="CASCADE"),
        nullable=False,
        info=_SERVER,
    ),
    Column("author", BigInteger, nullable=False, info=_MEMBER),
    Column("record", String, nullable=False),
    Column("is_new", Boolean, nullable=False),
    Column("base", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("updated_at", Instant, nullable=False, index=True),
    Column(
        "suggestion",
        BigInteger,
        ForeignKey(suggestions.c.id, ondelete="CASCADE"),
        index=True,
    ),
    CheckConstraint("record LIKE '_%:%'", name="record"),
    CheckConstraint("is_new OR record NOT LIKE '%:'", name="only_a_new_one_lacks_an_id"),
    CheckConstraint("base >= 0", name="base"),
    CheckConstraint("NOT is_new OR base = 0", name="a_new_one_begins_from_nothing"),
    comment="Changes that editors are at work on, until they are published or discarded.",
    sqlite_autoincrement=True,  # for the same reason as suggestions
)
Index(None, drafts.c.guild, drafts.c.author, drafts.c.updated_at)
Index(None, drafts.c.author)

desks = Table(
    "desks",
    metadata,
    Column(
        "guild",
        BigInteger,
        ForeignKey(guilds.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info=_SERVER,
    ),
    Column("editor_role", BigInteger),
    Column("audit_channel", BigInteger),
    CheckConstraint("editor_role > 0", name="editor_role"),
    CheckConstraint("audit_channel > 0", name="audit_channel"),
    comment="How each server edits: the role of its editors, and the channel that tells of changes.",
)

blocked = Table(
    "blocked",
    metadata,
    Column(
        "guild",
        BigInteger,
        ForeignKey(guilds.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info=_SERVER,
    ),
    Column("member", BigInteger, primary_key=True, autoincrement=False, index=True, info=_MEMBER),
    CheckConstraint("member > 0", name="member"),
    comment="The members of each server who may not suggest.",
)

backups = Table(
    "backups",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("made_at", Instant),
    Column("restored_at", Instant),
    CheckConstraint("made_at IS NOT NULL OR restored_at IS NOT NULL", name="instant"),
    comment="The backups that this database was restored from; in a backup, also itself.",
)

erasures = Table(
    "erasures",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False, info=_ERASED),
    Column("at", Instant, nullable=False),
    CheckConstraint("kind IN ('member', 'server')", name="kind"),
    CheckConstraint("id > 0", name="id"),
    comment="Who was erased of late, so that a backup from before does not bring them back.",
)
