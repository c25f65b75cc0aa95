"""What an interaction's token allows after the first answer: follow-ups, edits, deletions.

https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
"""

from bot.playground.backend import Backend
from bot.playground.errors import ApiError, invalid_webhook_token, unknown
from bot.playground.interactions import Interaction
from bot.playground.jsons import Json
from bot.playground.messages import check, delete
from bot.playground.replies import put, rewrite
from bot.playground.routing import NO_CONTENT, Call, Reply, Route

_MAX_GUEST_FOLLOWUPS = 5
_TOKEN = "/webhooks/{webhook_id}/{webhook_token}"  # noqa: S105 - a path, not a secret
_ORIGINAL = f"{_TOKEN}/messages/@original"
_MESSAGE = f"{_TOKEN}/messages/{{message_id}}"


def _interaction(backend: Backend, call: Call) -> Interaction:
    """Give the interaction of the token; it must have had its first answer, and its token live."""
    if call.params["webhook_id"] != backend.world.bot.id:
        raise unknown("Webhook")
    interaction = backend.interactions.with_token(call.params["webhook_token"])
    if interaction is None or interaction.expired(backend.clock.now()):
        raise invalid_webhook_token()
    if interaction.callback is None:
        raise unknown("Webhook")
    return interaction


def _message(backend: Backend, call: Call) -> tuple[Interaction, Json]:
    interaction = _interaction(backend, call)
    id_ = call.params.get("message_id", interaction.original_id)
    mine = id_ == interaction.original_id or id_ in interaction.message_ids
    message = backend.shown(interaction.channel_id, id_) if id_ is not None and mine else None
    if message is None:
        raise unknown("Message")
    return interaction, message


def follow_up(backend: Backend, call: Call) -> Reply:
    """Post a further message; after a deferred answer, the first one takes its place."""
    interaction = _interaction(backend, call)
    if interaction.loading and interaction.original_id is not None:
        message = backend.shown(interaction.channel_id, interaction.original_id)
        if message is not None:
            return _edited(backend, interaction, message, call)
    if interaction.guest and interaction.followups >= _MAX_GUEST_FOLLOWUPS:
        text = "This interaction has reached the maximum number of follow-up messages"
        raise ApiError(400, 40094, text)
    check(call.body, call.files)
    interaction.followups += 1
    message = put(backend, interaction, call.body, call.files, followup=True)
    interaction.settle()
    told = {"id": interaction.id, "channel_id": interaction.channel_id, "message_id": message["id"]}
    backend.journal.happened("INTERACTION_FOLLOWED_UP", told)
    return Reply(message)


def read(backend: Backend, call: Call) -> Reply:
    """Give one of the interaction's messages."""
    return Reply(_message(backend, call)[1])


def edit(backend: Backend, call: Call) -> Reply:
    """Edit one of the interaction's messages; a deferred answer becomes visible with it."""
    interaction, message = _message(backend, call)
    return _edited(backend, interaction, message, call)


def _edited(backend: Backend, interaction: Interaction, message: Json, call: Call) -> Reply:
    rewrite(backend, interaction, message, call.body, call.files)
    if message["id"] == interaction.original_id:
        interaction.settle()
    return Reply(message)


def remove(backend: Backend, call: Call) -> Reply:
    """Delete one of the interaction's messages."""
    interaction, message = _message(backend, call)
    id_ = message["id"]
    if backend.private.pop(id_, None) is not None:
        told = {"id": id_, "channel_id": message["channel_id"]}
        backend.journal.happened("EPHEMERAL_DELETE", told)
    else:
        delete(backend, backend.world.channels[interaction.channel_id], id_)
    if id_ == interaction.original_id:
        interaction.original_id = None
        interaction.settle()
    return NO_CONTENT


ROUTES = (
    Route("POST", _TOKEN, follow_up, bearer="webhook_token"),
    *(
        Route(method, template, handler, bearer="webhook_token")
        for template in (_ORIGINAL, _MESSAGE)
        for method, handler in (("GET", read), ("PATCH", edit), ("DELETE", remove))
    ),
)
