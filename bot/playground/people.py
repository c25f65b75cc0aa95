"""What a person does: sends commands, uses components, fills in forms; and waits for the answer.

What Discord's clients do not let through is refused here, before the bot hears of it.
"""

import functools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import ParamSpec

from .access import Place, usable
from .backend import Backend, Upload
from .controls import chosen, find_button, find_select
from .forms import filled
from .interactions import Callback, Kind
from .jsons import Json
from .locales import ENGLISH
from .messages import compose, keep
from .options import Resolver, command_data
from .outcome import Outcome, refused
from .permissions import Permission
from .places import guild_named, person, place
from .rules.messages import MAX_CONTENT
from .sending import Sender
from .state import Channel, Guild
from .typed import NotPossible, Typed, put_together, take_apart

_P = ParamSpec("_P")


def _in_words(deed: Callable[_P, Awaitable[Outcome]]) -> Callable[_P, Awaitable[Outcome]]:
    """Turn what a client does not let through into an outcome that says so."""

    @functools.wraps(deed)
    async def tried(*args: _P.args, **kwargs: _P.kwargs) -> Outcome:
        try:
            return await deed(*args, **kwargs)
        except NotPossible as problem:
            return refused(str(problem))

    return tried


@dataclass(frozen=True, slots=True)
class At:
    """Who does something, where, and what language the person's client is set to."""

    who: str = "member"
    where: str = "general"
    locale: str = ENGLISH


class People:
    """The people of a world, at their keyboards."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._sender = Sender(backend)

    @_in_words
    async def type(self, text: str, at: At, files: Mapping[str, Upload] | None = None) -> Outcome:
        """Send a command as typed text, with files for its attachment options."""
        here = self._at(at)
        return await self._send(here, take_apart(text, usable(self._backend, here)), files or {})

    @_in_words
    async def command(
        self, name: str, options: Mapping[str, str], at: At, files: Mapping[str, Upload]
    ) -> Outcome:
        """Send a command by its whole name, its options and files by theirs."""
        here = self._at(at)
        named = {**dict.fromkeys(files, ""), **options}
        return await self._send(here, put_together(name, named, usable(self._backend, here)), files)

    @_in_words
    async def complete(self, text: str, at: At) -> Outcome:
        """Ask for suggestions for the option typed last."""
        here = self._at(at)
        return await self._suggest(here, take_apart(text, usable(self._backend, here)))

    @_in_words
    async def suggest(self, name: str, options: Mapping[str, str], focused: str, at: At) -> Outcome:
        """Ask for suggestions for one option of a command."""
        here = self._at(at)
        typed = put_together(name, options, usable(self._backend, here), focused)
        return await self._suggest(here, typed)

    def commands(self, at: At) -> list[Json]:
        """Give the commands that a person is offered there; raises NotPossible."""
        return usable(self._backend, self._at(at))

    async def _send(self, here: Place, typed: Typed, files: Mapping[str, Upload]) -> Outcome:
        data = command_data(typed, self._resolver(here), files)
        return await self._sender.send(Kind.COMMAND, here, data, command=typed)

    async def _suggest(self, here: Place, typed: Typed) -> Outcome:
        option = next((one for one in typed.options if one["name"] == typed.last), None)
        if option is None:
            raise NotPossible(f"Begin to type an option of {typed.name}, such as name:Zhu")
        if choices := option.get("choices"):
            begun = typed.values[option["name"]].casefold()
            offered = [each for each in choices if begun in each["name"].casefold()]
            return Outcome(ok=True, kind="choices", choices=offered)
        if not option.get("autocomplete"):
            raise NotPossible(f"Nothing is suggested for {option['name']}: type it in full.")
        data = command_data(typed, self._resolver(here), {}, focused=option["name"])
        return await self._sender.send(Kind.AUTOCOMPLETE, here, data, command=typed)

    @_in_words
    async def press(self, message_id: str, button: str, at: At) -> Outcome:
        """Press a button, named by its custom_id or label."""
        here, message = self._seen(message_id, at)
        data = find_button(message, button)
        return await self._sender.send(Kind.COMPONENT, here, data, source=message)

    @_in_words
    async def choose(self, message_id: str, select: str, values: list[str], at: At) -> Outcome:
        """Choose in a select, named by its custom_id or placeholder; "" means the only one."""
        here, message = self._seen(message_id, at)
        data = chosen(find_select(message, select), values, self._resolver(here))
        return await self._sender.send(Kind.COMPONENT, here, data, source=message)

    @_in_words
    async def submit(self, interaction_id: str, fields: Mapping[str, object], at: At) -> Outcome:
        """Fill in the modal that an interaction was answered with, and send it."""
        opener = self._backend.interactions.get(interaction_id)
        if opener is None or opener.callback is not Callback.MODAL:
            raise NotPossible("There is no open form: send the command or press the button again.")
        if person(self._backend, at.who).id != opener.user_id:
            raise NotPossible("The form is open for somebody else.")
        here = self._at(replace(at, where=opener.channel_id))
        data = filled(opener.data, fields, self._resolver(here))
        return await self._sender.send(Kind.MODAL, here, data, source=opener.source, opener=opener)

    def say(self, text: str, at: At) -> Json:
        """Post a message of a person's own; raises NotPossible without permission to."""
        here = self._at(at)
        may = self._backend.permissions_of(here.who.id, here.channel)
        if len(text) > MAX_CONTENT:
            raise NotPossible(f"A message has {MAX_CONTENT:,} characters at most: shorten it.")
        if not text.strip() or not may & Permission.SEND_MESSAGES:
            raise NotPossible(f"{here.who.display} cannot post that in {here.channel.name}.")
        message = compose(self._backend, here.channel, here.who, {"content": text}, {})
        keep(self._backend, here.channel, message)
        return message

    def outcome(self, interaction_id: str) -> Outcome:
        """How far an interaction has come by now."""
        interaction = self._backend.interactions.get(interaction_id)
        if interaction is None:
            return refused("That interaction is over: its token has ended.")
        return self._sender.seen(interaction)

    def guild(self, name: str) -> Guild:
        """Give a guild by name or id; raises NotPossible."""
        return guild_named(self._backend, name)

    def channel(self, name: str, who: str) -> Channel:
        """Give a channel by name or id, as `where` names it; raises NotPossible."""
        return place(self._backend, name, person(self._backend, who))

    def dismiss(self, message_id: str, who: str) -> None:
        """Let a message that the person alone sees vanish for them; raises NotPossible."""
        private = self._backend.private.get(message_id)
        if private is None or private.user_id != person(self._backend, who).id:
            raise NotPossible("Only a message that you alone see can be dismissed.")
        self._backend.private[message_id] = replace(private, dismissed=True)

    def read(self, at: At, limit: int) -> list[Json]:
        """Give the latest messages that the person sees there, oldest first, ephemeral ones too."""
        here = self._at(at)
        seen = dict(self._backend.world.messages_in(here.channel.id))
        for id_, private in self._backend.private.items():
            mine = private.user_id == here.who.id and not private.dismissed
            if mine and private.message["channel_id"] == here.channel.id:
                seen[id_] = private.message
        return [seen[id_] for id_ in sorted(seen, key=int)[-limit:]]

    def _at(self, at: At) -> Place:
        """Give the person in that channel, if the person can be there."""
        user = person(self._backend, at.who)
        channel = place(self._backend, at.where, user)
        if not self._backend.permissions_of(user.id, channel) & Permission.VIEW_CHANNEL:
            raise NotPossible(f"{user.display} cannot see {channel.name}: choose another channel.")
        guild = self._backend.world.guilds.get(channel.guild_id or "")
        return Place(user, channel, guild, at.locale)

    def _seen(self, message_id: str, at: At) -> tuple[Place, Json]:
        """Give a message that the person can see, and where it is."""
        user = person(self._backend, at.who)
        if (private := self._backend.private.get(message_id)) is not None:
            if private.user_id != user.id:
                raise NotPossible("Only the one who was answered can see that message.")
            return self._at(replace(at, where=private.message["channel_id"])), private.message
        for channel_id, messages in self._backend.world.messages.items():
            if message := messages.get(message_id):
                return self._at(replace(at, where=channel_id)), message
        raise NotPossible("That message is gone: read the channel again.")

    def _resolver(self, here: Place) -> Resolver:
        return Resolver(self._backend, here.who, here.channel)
