"""Typed option values, checked as Discord's clients check them before anything is sent."""

from collections.abc import Mapping

from . import payloads
from .backend import Backend, Upload
from .jsons import Json
from .permissions import in_channel
from .places import channel_in, role_in, user_in
from .rules.commands import OptionType
from .rules.walk import Type
from .state import Channel, Guild, Role, User
from .typed import NotPossible, Typed

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_MAX_STRING = 6000
_SELECTED = {
    Type.USER_SELECT: OptionType.USER,
    Type.ROLE_SELECT: OptionType.ROLE,
    Type.MENTIONABLE_SELECT: OptionType.MENTIONABLE,
    Type.CHANNEL_SELECT: OptionType.CHANNEL,
}
_NESTING = (OptionType.GROUP, OptionType.SUBCOMMAND)


class Resolver:
    """Turns typed texts into option values, and keeps what they refer to for `resolved`."""

    def __init__(self, backend: Backend, who: User, channel: Channel) -> None:
        self._backend = backend
        self._who = who
        self._guild = backend.world.guilds.get(channel.guild_id or "")
        self._channel = channel
        self.resolved: dict[str, Json] = {}

    def value(self, option: Json, text: str) -> object:
        """Give the value of an option; raises NotPossible if a client would not take the text."""
        kind, name = option["type"], option["name"]
        match kind:
            case OptionType.STRING | OptionType.INTEGER | OptionType.NUMBER:
                return _plain(option, text)
            case OptionType.BOOLEAN:
                if (truth := _TRUTH.get(text.casefold())) is None:
                    raise NotPossible(f"Give {name}: as true or false.")
                return truth
            case OptionType.USER:
                return self.user(user_in(self._backend, self._guild, text))
            case OptionType.CHANNEL:
                return self._channel_value(option, text)
            case OptionType.ROLE:
                return self.role(role_in(self._here(name), text))
            case OptionType.MENTIONABLE:
                return self._mentionable(name, text)
            case _:
                raise NotPossible(f"Hand the file for {name}: over with the command (files).")

    def chosen(self, select: Json, text: str) -> str:
        """Give the id of a user, role or channel chosen in a select of that type."""
        option = {"name": "choice", "channel_types": select.get("channel_types")}
        return str(self.value(option | {"type": _SELECTED[select["type"]]}, text))

    def _here(self, name: str) -> Guild:
        if self._guild is None:
            raise NotPossible(f"Give {name}: in a server; there is none in a direct message.")
        return self._guild

    def _mentionable(self, name: str, text: str) -> str:
        try:
            return self.user(user_in(self._backend, self._guild, text))
        except NotPossible:
            return self.role(role_in(self._here(name), text))

    def _channel_value(self, option: Json, text: str) -> str:
        channel = channel_in(self._here(option["name"]), text)
        types: list[int] = option.get("channel_types") or []
        if types and channel.type not in types:
            raise NotPossible(
                f"{option['name']}: does not take #{channel.name}: choose a channel of type "
                f"{' or '.join(map(str, types))} (Discord's numbers)."
            )
        return self.channel(channel)

    def user(self, user: User) -> str:
        """Refer to a user (and, in a guild, the member)."""
        self._note("users", user.id, payloads.user(user))
        if self._guild is not None and user.id in self._guild.members:
            member = self._guild.members[user.id]
            shown = payloads.member(member, with_user=False)
            permissions = str(in_channel(self._guild, member, self._channel))
            self._note("members", user.id, shown | {"permissions": permissions})
        return user.id

    def role(self, role: Role) -> str:
        """Refer to a role."""
        self._note("roles", role.id, payloads.role(role))
        return role.id

    def channel(self, channel: Channel) -> str:
        """Refer to a channel, with what the person and the bot may do there."""
        shown = payloads.channel(channel, self._backend.world)
        shown.pop("permission_overwrites", None)
        self._note("channels", channel.id, shown | self.permissions(channel))
        return channel.id

    def permissions(self, channel: Channel) -> Json:
        """Give what the person and the bot may do in a channel, as interactions say it."""
        mine = self._backend.permissions_of(self._who.id, channel)
        theirs = self._backend.bot_permissions(channel)
        return {"permissions": str(mine), "app_permissions": str(theirs)}

    def file(self, upload: Upload) -> str:
        """Refer to a file, which is stored."""
        id_ = self._backend.ids.make()
        self._backend.uploads.add(id_, upload, len(upload.data))
        url = f"{self._backend.url}/attachments/{self._channel.id}/{id_}/{upload.filename}"
        shown: Json = {"id": id_, "filename": upload.filename, "size": len(upload.data)}
        shown |= {"url": url, "proxy_url": url, "content_type": upload.content_type}
        self._note("attachments", id_, shown | {"ephemeral": True})
        return id_

    def _note(self, kind: str, id_: str, shown: Json) -> None:
        self.resolved.setdefault(kind, {})[id_] = shown


def command_data(
    typed: Typed, resolver: Resolver, files: Mapping[str, Upload], focused: str | None = None
) -> Json:
    """Give the `data` of a command interaction; `focused` names the option still being typed.

    Raises NotPossible for what a client would not send.
    """
    given: list[Json] = []
    for option in typed.options:
        name = option["name"]
        if name == focused:
            text: object = typed.values[name]
            given.append({"name": name, "type": option["type"], "value": text, "focused": True})
        elif option["type"] == OptionType.ATTACHMENT and name in files:
            id_ = resolver.file(files[name])
            given.append({"name": name, "type": OptionType.ATTACHMENT, "value": id_})
        elif name in typed.values:
            value = resolver.value(option, typed.values[name])
            given.append({"name": name, "type": option["type"], "value": value})
        elif option.get("required") and focused is None:
            raise NotPossible(f"{typed.name} needs {name}: — {option['description']}")
    kinds = _NESTING[-len(typed.path) :] if typed.path else ()
    for kind, name in zip(reversed(kinds), reversed(typed.path), strict=True):
        given = [{"name": name, "type": kind, "options": given}]
    command = typed.command
    data: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": given}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolver.resolved} if resolver.resolved else {})


def _plain(option: Json, text: str) -> object:
    """Give a string, an integer or a number, one of the choices if there are any."""
    name = option["name"]
    choices: list[Json] = option.get("choices") or []
    for choice in choices:
        if text.casefold() in {choice["name"].casefold(), str(choice["value"]).casefold()}:
            return choice["value"]
    if choices:
        listed = ", ".join(choice["name"] for choice in choices)
        raise NotPossible(f"{name}: takes one of {listed}.")
    if option["type"] == OptionType.STRING:
        _between(name, len(text), option.get("min_length"), option.get("max_length"), " characters")
        if not text or len(text) > _MAX_STRING:
            raise NotPossible(f"Give {name}: a text of 1 to {_MAX_STRING} characters.")
        return text
    try:
        number = int(text) if option["type"] == OptionType.INTEGER else float(text)
    except ValueError:
        kind = "a whole number" if option["type"] == OptionType.INTEGER else "a number"
        raise NotPossible(f"Give {name}: as {kind}.") from None
    _between(name, number, option.get("min_value"), option.get("max_value"), "")
    return number


def _between(name: str, value: float, least: float | None, most: float | None, unit: str) -> None:
    if least is not None and value < least:
        raise NotPossible(f"Give {name}: at least {least}{unit}.")
    if most is not None and value > most:
        raise NotPossible(f"Give {name}: at most {most}{unit}.")
