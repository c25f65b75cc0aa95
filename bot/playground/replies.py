"""The messages of an interaction: posting them, publicly or for one person, and changing them."""

from collections.abc import Mapping

from . import payloads
from .backend import Backend, Upload
from .errors import unknown
from .interactions import Interaction, Kind
from .jsons import Json
from .messages import change, check, compose, keep
from .permissions import Permission
from .rules.messages import Flag
from .state import Channel

_COMMAND_ANSWER, _REPLY = 20, 19


def post(
    backend: Backend, interaction: Interaction, body: Json, files: Mapping[str, Upload]
) -> Json:
    """Check a message and post it as the first answer."""
    check(body, files, at=("data",))
    if (body.get("flags") or 0) & Flag.EPHEMERAL:
        interaction.ephemeral = True
    return put(backend, interaction, body, files)


def put(
    backend: Backend,
    interaction: Interaction,
    body: Json,
    files: Mapping[str, Upload],
    *,
    flags: int = 0,
    followup: bool = False,
) -> Json:
    """Post an answer that has been checked; to one person if the interaction is ephemeral."""
    channel = _channel(backend, interaction)
    asked = bool((body.get("flags") or 0) & Flag.EPHEMERAL) if followup else interaction.ephemeral
    ephemeral = asked or (interaction.guest and not _may_be_public(backend, interaction, channel))
    more: Json = {
        "type": _COMMAND_ANSWER if interaction.kind is Kind.COMMAND and not followup else 0,
        "application_id": backend.world.bot.id,
        "webhook_id": backend.world.bot.id,
        "interaction_metadata": metadata(backend, interaction),
    }
    reply_to = interaction.source if not followup else _original(backend, interaction)
    if reply_to is not None:
        pointer = {"type": 0, "channel_id": channel.id, "message_id": reply_to["id"]}
        more |= {"type": _REPLY, "message_reference": pointer}
    message = compose(backend, channel, backend.world.bot, body, files, more=more)
    message["flags"] |= flags | (Flag.EPHEMERAL if ephemeral else 0)
    interaction.message_ids.add(message["id"])
    if ephemeral:
        backend.whisper(interaction.user_id, message)
    else:
        keep(backend, channel, message)
    return message


def rewrite(
    backend: Backend,
    interaction: Interaction,
    message: Json,
    body: Json,
    files: Mapping[str, Upload],
    *,
    at: tuple[str, ...] = (),
) -> None:
    """Check an edit of one of the interaction's messages and apply it."""
    before = None if message["flags"] & Flag.LOADING else message
    check(body, files, before=before, at=at)
    channel = _channel(backend, interaction)
    change(backend, channel, message, body, files)
    message["flags"] &= ~Flag.LOADING
    if before is None:
        message["edited_timestamp"] = None  # an answer that was waited for does not count as edited
    if message["flags"] & Flag.EPHEMERAL:
        told = {"id": message["id"], "channel_id": channel.id}
        backend.journal.happened("EPHEMERAL_UPDATE", told)
    else:
        backend.tell_message("MESSAGE_UPDATE", message, channel)


def metadata(backend: Backend, interaction: Interaction) -> Json:
    """Give what a message says of the interaction that it answers."""
    told: Json = {
        "id": interaction.id,
        "type": int(interaction.kind),
        "user": payloads.user(backend.world.users[interaction.user_id]),
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.kind is Kind.COMMAND:
        told |= {"name": interaction.name, "command_type": 1}
    if interaction.kind is Kind.COMPONENT and interaction.source is not None:
        told["interacted_message_id"] = interaction.source["id"]
    if interaction.kind is Kind.MODAL and interaction.opener is not None:
        told["triggering_interaction_metadata"] = metadata(backend, interaction.opener)
    return told


def _channel(backend: Backend, interaction: Interaction) -> Channel:
    """Give the channel of an interaction, which may have been deleted since."""
    if (channel := backend.world.channels.get(interaction.channel_id)) is None:
        raise unknown("Channel")
    return channel


def _may_be_public(backend: Backend, interaction: Interaction, channel: Channel) -> bool:
    """Whether an app that only the person brought along may answer for all to see."""
    held = backend.permissions_of(interaction.user_id, channel)
    return bool(held & Permission.USE_EXTERNAL_APPS)


def _original(backend: Backend, interaction: Interaction) -> Json | None:
    if interaction.original_id is None:
        return None
    return backend.shown(interaction.channel_id, interaction.original_id)
