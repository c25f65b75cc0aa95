"""The world that a playground starts with, its ids the same in every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from .permissions import EVERYONE, Permission
from .snowflakes import fixed
from .state import Channel, ChannelType, Guild, Member, Role, Tag, User, World

_BOT_EXTRA = int(
    Permission.MANAGE_MESSAGES
    | Permission.PIN_MESSAGES
    | Permission.MENTION_EVERYONE
    | Permission.MANAGE_THREADS
)
_CHANNELS = (
    (ChannelType.TEXT, "general"),
    (ChannelType.TEXT, "on-this-day"),
    (ChannelType.ANNOUNCEMENT, "announcements"),
    (ChannelType.FORUM, "history-forum"),
)
_TAGS = ("Event", "Person", "Question")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is beside the starting guild: further guilds, and text channels in each."""

    guilds: int = 0
    channels: int = 1


def starting_world(size: Size | None = None, *, bot_id: str = "") -> World:
    """Make a guild with a moderator, a member and an editor, their DMs, and a guild without the bot.

    The moderator owns "Playground", where the editor has the role Editors; the member has the
    app on the own account, so that it answers in "Elsewhere" too. `bot_id` is the application's, too; it has a fixed one if left out.
    """
    ids = map(fixed, count(1))
    bot = User(id=bot_id or fixed(0), username="fasti", display="Fasti", bot=True)
    moderator = User(id=next(ids), username="moderator", display="Moderator")
    member = User(id=next(ids), username="member", display="Member", installed=True)
    world = World(bot=bot, users={user.id: user for user in (bot, moderator, member)})
    home = _guild(next(ids), "Playground", moderator, (moderator, member, bot))
    bot_role = Role(id=next(ids), name="Fasti", permissions=EVERYONE | _BOT_EXTRA, managed=True)
    editors = Role(id=next(ids), name="Editors", mentionable=True)
    home.roles |= {bot_role.id: bot_role, editors.id: editors}
    home.members[bot.id].roles.append(bot_role.id)
    for kind, name in _CHANNELS:
        tags = tuple(Tag(id=next(ids), name=tag) for tag in _TAGS if kind is ChannelType.FORUM)
        _add(home, next(ids), kind, name, tags=tags)
    world.add_guild(home)
    elsewhere = _guild(next(ids), "Elsewhere", moderator, (moderator, member))
    elsewhere.has_bot = False
    _add(elsewhere, next(ids), ChannelType.TEXT, "lounge")
    world.add_guild(elsewhere)
    for person in (moderator, member):
        world.add_channel(direct_messages(next(ids), person, bot))
    _extend(world, ids, editors)
    _fill(world, size or Size(), moderator)
    return world


def _extend(world: World, ids: Iterator[str], editors: Role) -> None:
    """Add an editor and #history, with the ids after all others, so that those stay as they were."""
    home, elsewhere = world.guilds.values()
    editor = User(id=next(ids), username="editor", display="Editor")
    world.users[editor.id] = editor
    home.members[editor.id] = Member(user=editor, roles=[editors.id])
    elsewhere.members[editor.id] = Member(user=editor)
    history = Channel(id=next(ids), type=ChannelType.TEXT, name="history", guild_id=home.id)
    world.add_channel(history)
    world.add_channel(direct_messages(next(ids), editor, world.bot))
    general, on_this_day, *others = (one for one in home.channels.values() if one is not history)
    for position, channel in enumerate((general, on_this_day, history, *others)):
        channel.position = position


def direct_messages(id_: str, person: User, bot: User) -> Channel:
    """Make the DM between a person and the bot."""
    return Channel(id=id_, type=ChannelType.DM, name=person.username, people=(person.id, bot.id))


def _guild(id_: str, name: str, owner: User, people: tuple[User, ...]) -> Guild:
    everyone = Role(id=id_, name="@everyone", permissions=EVERYONE, position=0)
    return Guild(
        id=id_,
        name=name,
        owner_id=owner.id,
        roles={id_: everyone},
        members={user.id: Member(user=user) for user in people},
    )


def _add(
    guild: Guild, id_: str, kind: ChannelType, name: str, *, tags: tuple[Tag, ...] = ()
) -> None:
    guild.channels[id_] = Channel(
        id=id_, type=kind, name=name, guild_id=guild.id, position=len(guild.channels), tags=tags
    )


def _fill(world: World, size: Size, owner: User) -> None:
    """Add the further guilds; each id leaves room so that the first ones never change."""
    ids = map(fixed, count(1000))
    for number in range(size.guilds):
        guild = _guild(next(ids), f"Guild {number + 1}", owner, (owner, world.bot))
        for position in range(size.channels):
            _add(guild, next(ids), ChannelType.TEXT, f"channel-{position + 1}")
        world.add_guild(guild)
