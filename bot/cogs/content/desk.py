"""The commands by which who manages a server says who edits there, and where that is told."""

import discord
from discord import app_commands

from bot.domain.errors import MemberError
from bot.domain.words import join
from bot.ui import looking_texts as texts
from bot.ui.content_status import channel_trouble, is_gone
from bot.ui.editorship import refuse_unblockable
from bot.ui.layout import note, sealed
from bot.ui.moderation import moderated
from bot.ui.post import mention
from bot.ui.replies import Interaction
from bot.ui.revision_words import who

from .shared import GROUP, ContentCommands

_MOST_BLOCKED = 40


class DeskCommands(ContentCommands):
    """Asks each time whether who asks may manage the server: an editor alone may not."""

    @GROUP.command(description="Who may edit content here, besides those who manage the server")
    @app_commands.describe(
        role="The role of your editors", remove="Let nobody edit but who manages the server"
    )
    async def editors(
        self, interaction: Interaction, role: discord.Role | None = None, *, remove: bool = False
    ) -> None:
        """Name the role of the editors, take it away, or say which it is."""
        guild = moderated(interaction, texts.MANAGERS_ONLY)
        editors = self._newsroom.editors
        if role is not None and remove:
            raise MemberError(texts.ONE_OF_BOTH)
        if role is not None and role.is_default():
            raise MemberError(texts.EDITORS_EVERYONE)
        if role is not None:
            await editors.name_role(guild, role.id)
            told = texts.EDITORS_NAMED.format(role=mention(role.id))
        elif remove:
            await editors.name_role(guild, None)
            told = texts.EDITORS_REMOVED
        else:
            named = (await editors.desk(guild)).editor_role
            told = texts.EDITORS_NONE
            if named is not None:
                form = (
                    texts.EDITORS_ROLE_GONE
                    if is_gone(interaction.guild, named)
                    else texts.EDITORS_ROLE
                )
                told = form.format(role=mention(named))
        await self._say(interaction, told)

    @GROUP.command(description="Where each change of content is told")
    @app_commands.describe(
        channel="A channel that your editors see, and I can write in", remove="Tell changes nowhere"
    )
    async def audit(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | None = None,
        *,
        remove: bool = False,
    ) -> None:
        """Name the audit channel, take it away, or say which it is."""
        guild = moderated(interaction, texts.MANAGERS_ONLY)
        editors = self._newsroom.editors
        if channel is not None and remove:
            raise MemberError(texts.ONE_OF_BOTH)
        if channel is not None:
            if trouble := channel_trouble(interaction.guild, channel.id):
                raise MemberError(f"{trouble}.")
            await editors.name_channel(guild, channel.id)
            told = texts.AUDIT_NAMED.format(channel=channel.mention)
        elif remove:
            await editors.name_channel(guild, None)
            told = texts.AUDIT_REMOVED
        else:
            told = self._where(interaction, (await editors.desk(guild)).audit_channel)
        await self._say(interaction, told)

    @GROUP.command(description="Take no more suggestions from a member")
    @app_commands.describe(member="Who is to suggest nothing any more")
    async def block(self, interaction: Interaction, member: discord.User) -> None:
        """Block a member, and say who else is blocked."""
        guild = moderated(interaction, texts.MANAGERS_ONLY)
        await refuse_unblockable(interaction, self._newsroom.editors, member)
        is_new = await self._newsroom.editors.block(guild, member.id)
        form = texts.BLOCKED if is_new else texts.BLOCKED_ALREADY
        await self._say_of(interaction, guild, form, member)

    @GROUP.command(description="Take suggestions from a member again")
    @app_commands.describe(member="Who may suggest again")
    async def unblock(self, interaction: Interaction, member: discord.User) -> None:
        """Unblock a member, and say who else is blocked."""
        guild = moderated(interaction, texts.MANAGERS_ONLY)
        was_blocked = await self._newsroom.editors.unblock(guild, member.id)
        form = texts.UNBLOCKED if was_blocked else texts.UNBLOCKED_ALREADY
        await self._say_of(interaction, guild, form, member)

    def _where(self, interaction: Interaction, channel: int | None) -> str:
        if channel is None:
            return texts.AUDIT_NONE
        told = texts.AUDIT_CHANNEL.format(channel=f"<#{channel}>")
        trouble = channel_trouble(interaction.guild, channel)
        return f"{told} {texts.AUDIT_TROUBLE.format(trouble=trouble)}" if trouble else told

    async def _say_of(
        self, interaction: Interaction, guild: int, form: str, member: discord.User
    ) -> None:
        told = form.format(member=member.mention)
        blocked = await self._newsroom.editors.blocked(guild)
        if blocked:
            some = [who(each) for each in blocked[:_MOST_BLOCKED]]
            more = len(blocked) - len(some)
            named = join([*some, f"{more} more"] if more else some)
            told += "\n" + texts.BLOCKED_SOME.format(members=named)
        await self._say(interaction, told)

    async def _say(self, interaction: Interaction, told: str) -> None:
        await self._send(interaction, sealed([note(told)]))
