"""What is in the world, as Discord writes it in JSON."""

from datetime import UTC, datetime

from .jsons import Json
from .state import (
    FORUMS,
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    Role,
    Tag,
    Thread,
    User,
    World,
)

REQUIRE_TAG = 1 << 4


def timestamp(seconds: float) -> str:
    """Write a moment, given in seconds since 1970, as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def user(person: User) -> Json:
    """Write a user as others see them."""
    return {
        "id": person.id,
        "username": person.username,
        "global_name": None if person.bot else person.display,
        "discriminator": "0001" if person.bot else "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "bot": person.bot,
        "primary_guild": None,
    }


def own_user(bot: User) -> Json:
    """Write the bot's user as it sees itself."""
    private = {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}
    return user(bot) | private


def application(world: World) -> Json:
    """Write the bot's application; the first person in the world owns it."""
    owner = next(person for person in world.users.values() if not person.bot)
    return {
        "id": world.bot.id,
        "name": world.bot.display,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "integration_types_config": {"0": {}, "1": {}},
        "owner": user(owner),
        "approximate_guild_count": sum(guild.has_bot for guild in world.guilds.values()),
        "approximate_user_install_count": sum(one.installed for one in world.users.values()),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "rpc_origins": [],
    }


def role(one: Role) -> Json:
    """Write a role."""
    return {
        "id": one.id,
        "name": one.name,
        "permissions": str(one.permissions),
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": one.managed,
        "mentionable": one.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def member(one: Member, *, with_user: bool = True) -> Json:
    """Write a user as a member of a guild."""
    shown: Json = {
        "roles": list(one.roles),
        "joined_at": one.joined_at,
        "nick": None,
        "avatar": None,
        "banner": None,
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "mute": False,
        "deaf": False,
        "flags": 0,
    }
    return shown | {"user": user(one.user)} if with_user else shown


def overwrite(one: Overwrite) -> Json:
    """Write what a channel grants or takes."""
    return {
        "id": one.id,
        "type": int(one.member),
        "allow": str(one.allow),
        "deny": str(one.deny),
    }


def tag(one: Tag) -> Json:
    """Write a forum's tag."""
    return {
        "id": one.id,
        "name": one.name,
        "moderated": one.moderated,
        "emoji_id": None,
        "emoji_name": None,
    }


def channel(one: Channel, world: World) -> Json:
    """Write a channel of any kind."""
    shown: Json = {
        "id": one.id,
        "type": int(one.type),
        "flags": REQUIRE_TAG if one.require_tag else 0,
        "last_message_id": one.last_message_id,
    }
    if one.type is ChannelType.DM:
        others = [user(world.users[id_]) for id_ in one.people if id_ != world.bot.id]
        return shown | {"recipients": others}
    shown |= {
        "guild_id": one.guild_id,
        "name": one.name,
        "parent_id": one.parent_id,
        "rate_limit_per_user": 0,
    }
    if one.thread is not None:
        return shown | _thread(one, one.thread)
    shown |= {
        "position": one.position,
        "permission_overwrites": [overwrite(each) for each in one.overwrites],
        "nsfw": False,
        "topic": one.topic,
    }
    if one.type in FORUMS:
        shown |= {
            "available_tags": [tag(each) for each in one.tags],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_auto_archive_duration": 1440,
        }
    return shown


def _thread(one: Channel, thread: Thread) -> Json:
    return {
        "owner_id": thread.owner_id,
        "message_count": thread.messages,
        "member_count": 1,
        "total_message_sent": thread.messages,
        "applied_tags": list(thread.tags),
        "member": thread_member(one, thread),
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": thread.created_at,
            "auto_archive_duration": thread.auto_archive_minutes,
            "locked": thread.locked,
            "create_timestamp": thread.created_at,
        },
    }


def thread_member(one: Channel, thread: Thread) -> Json:
    """Write the one who began the thread, as its member."""
    return {
        "id": one.id,
        "user_id": thread.owner_id,
        "join_timestamp": thread.created_at,
        "flags": 0,
        "muted": False,
        "mute_config": None,
    }


def guild(one: Guild) -> Json:
    """Write a guild as REST gives it: settings and roles, no channels."""
    return {
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner_id,
        "roles": [role(each) for each in one.roles.values()],
        "region": "deprecated",
        "afk_timeout": 300,
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "preferred_locale": "en-US",
        "system_channel_id": one.system_channel,
        "public_updates_channel_id": one.updates_channel,
        "system_channel_flags": 0,
        "premium_subscription_count": 0,
        **dict.fromkeys(_EMPTY, None),
        **dict.fromkeys(_ZERO, 0),
        **dict.fromkeys(("widget_enabled", "premium_progress_bar_enabled", "nsfw"), False),
        **{name: [] for name in ("features", "emojis", "stickers")},
    }


_EMPTY = (
    "icon", "description", "home_header", "splash", "discovery_splash", "banner",
    "application_id", "afk_channel_id", "widget_channel_id", "max_presences",
    "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id", "incidents_data",
)  # fmt: skip
_ZERO = (
    "verification_level", "default_message_notifications", "mfa_level",
    "explicit_content_filter", "premium_tier", "nsfw_level",
)  # fmt: skip
_NONE_OF = (
    "presences", "voice_states", "stage_instances", "guild_scheduled_events",
    "soundboard_sounds",
)  # fmt: skip


def guild_create(one: Guild, world: World) -> Json:
    """Write a guild as the gateway tells of it: with channels, active threads, the bot's member."""
    channels = one.channels.values()
    active = [each for each in channels if each.thread is not None and not each.thread.archived]
    mine = one.members[world.bot.id]
    return guild(one) | {
        "joined_at": mine.joined_at,
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [member(mine)],
        "channels": [channel(each, world) for each in channels if each.thread is None],
        "threads": [channel(each, world) for each in active],
        **{name: [] for name in _NONE_OF},
    }
