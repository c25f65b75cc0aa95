"""What would keep a feed from posting, as far as the client knows without asking Discord."""

from collections.abc import Iterable, Iterator

import discord

from bot.domain.feeds import Feed, Plan, Target
from bot.domain.troubles import Problem, Trouble

RECOMMENDED = "read_message_history"
"""Without it nobody can tell whether a post whose answer was lost is there."""
_Channel = discord.abc.GuildChannel | discord.Thread
_OF_THREADS = frozenset({Problem.NO_CHANNEL, Problem.ARCHIVED})


def trouble_of(feed: Feed, guild: discord.Guild | None) -> Trouble | None:
    """Tell the first trouble; None where there is none, or the server is away or not heard of."""
    if guild is None or guild.unavailable:
        return None
    channel = guild.get_channel_or_thread(feed.plan.channel)
    if channel is None:
        return _unseen(feed)
    return next(_troubles(feed.plan, channel, channel.permissions_for(guild.me)), None)


def shortcomings_of(feed: Feed, guild: discord.Guild | None) -> tuple[Trouble, ...]:
    """Tell what keeps a feed from what follows its posts, or from its ping, though not from posting.

    Empty where the channel is not known.
    """
    channel = None if guild is None else guild.get_channel_or_thread(feed.plan.channel)
    if guild is None or guild.unavailable or channel is None:
        return ()
    missing = lacking(channel.permissions_for(guild.me), _extra(feed.plan, guild))
    found = (Trouble(Problem.PERMISSIONS, missing),) if missing else ()
    return (*found, Trouble(Problem.NO_ROLE)) if has_lost_role(feed.plan, guild) else found


def has_lost_role(plan: Plan, guild: discord.Guild) -> bool:
    """Whether the role that a plan pings is gone."""
    return plan.role is not None and guild.get_role(plan.role) is None


def permissions_of(feed: Feed, guild: discord.Guild | None) -> dict[str, bool]:
    """Tell which permissions a feed needs, or had better have, and whether it has each.

    Empty where the channel is not known.
    """
    channel = None if guild is None else guild.get_channel_or_thread(feed.plan.channel)
    if guild is None or channel is None:
        return {}
    held = channel.permissions_for(guild.me)
    names = (*_needed(feed.plan, channel), *_extra(feed.plan, guild), RECOMMENDED)
    return {name: bool(getattr(held, name)) for name in names}


def lacking(permissions: discord.Permissions, needed: Iterable[str]) -> tuple[str, ...]:
    """Give those of the needed permissions that are not granted, each once."""
    return tuple(name for name in dict.fromkeys(needed) if not getattr(permissions, name))


def _unseen(feed: Feed) -> Trouble | None:
    """Judge a channel that the client does not know: it knows all of them, but no archived threads."""
    if feed.plan.target is not Target.THREAD:
        return Trouble(Problem.NO_CHANNEL)
    # Nothing has been heard of the thread since Discord refused it, so it is refused still.
    known = feed.trouble is not None and feed.trouble.problem in _OF_THREADS
    return feed.trouble if known else None


def _troubles(plan: Plan, channel: _Channel, held: discord.Permissions) -> Iterator[Trouble]:
    if missing := lacking(held, _needed(plan, channel)):
        yield Trouble(Problem.PERMISSIONS, missing)
    if isinstance(channel, discord.Thread) and channel.locked and not held.manage_threads:
        yield Trouble(Problem.ARCHIVED)
    if isinstance(channel, discord.ForumChannel):
        yield from _tags(plan, channel)


def _needed(plan: Plan, channel: _Channel) -> Iterator[str]:
    """Name what posting takes (developer documentation, resources/message and resources/channel).

    Publishing a message of one's own takes Send Messages alone, and so does a post in a forum.
    """
    yield "view_channel"
    yield "send_messages_in_threads" if plan.target is Target.THREAD else "send_messages"
    if isinstance(channel, discord.ForumChannel) and any(
        map(_is_moderated, _chosen(plan, channel))
    ):
        yield "manage_threads"


def _extra(plan: Plan, guild: discord.Guild) -> Iterator[str]:
    """Name what the steps after a post and its ping take; without it only those come to nothing."""
    if plan.target in {Target.TEXT, Target.ANNOUNCEMENT}:
        if plan.thread:
            yield "create_public_threads"
        if plan.pin:
            yield "pin_messages"
    role = guild.get_role(plan.role) if plan.role is not None else None
    if role is not None and not role.mentionable:
        yield "mention_everyone"


def _tags(plan: Plan, forum: discord.ForumChannel) -> Iterator[Trouble]:
    known = {tag.id for tag in forum.available_tags}
    if gone := [tag for tag in plan.tags if tag not in known]:
        yield Trouble(Problem.UNKNOWN_TAG, tuple(map(str, gone)))
    if forum.flags.require_tag and not plan.tags:
        yield Trouble(Problem.NEEDS_TAG)


def _chosen(plan: Plan, forum: discord.ForumChannel) -> list[discord.ForumTag]:
    return [tag for tag in forum.available_tags if tag.id in plan.tags]


def _is_moderated(tag: discord.ForumTag) -> bool:
    return tag.moderated
