"""The first answer to an interaction.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from collections.abc import Iterator

from bot.playground.backend import Backend
from bot.playground.errors import Problem, already_acknowledged, invalid, unknown
from bot.playground.interactions import Callback, Interaction
from bot.playground.jsons import Json
from bot.playground.replies import post, put, rewrite
from bot.playground.routing import NO_CONTENT, Call, Reply, Route
from bot.playground.rules.messages import Flag, flag_problems
from bot.playground.rules.modals import choice_problems, modal_problems


def respond(backend: Backend, call: Call) -> Reply:
    """Answer once, within three seconds, and in a way that fits what the person did."""
    interaction = backend.interactions.get(call.params["interaction_id"])
    if interaction is None or interaction.token != call.params["interaction_token"]:
        raise unknown("interaction")
    if interaction.callback is not None:
        raise already_acknowledged()
    if interaction.too_late(backend.clock.now()):
        raise unknown("interaction")
    if call.body["type"] not in interaction.allowed_callbacks():
        message = f"An interaction of type {int(interaction.kind)} cannot be answered with it"
        raise invalid([Problem(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", message)])
    callback = Callback(call.body["type"])
    resource = _carry_out(backend, interaction, callback, call)
    interaction.milliseconds = (call.arrived - interaction.begun) * 1000
    interaction.callback = callback
    interaction.data = call.body.get("data") or {}
    interaction.answered.set()
    if callback not in {Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE}:
        interaction.settle()
    told = {"id": interaction.id, "channel_id": interaction.channel_id, "type": int(callback)}
    backend.journal.happened("INTERACTION_ANSWERED", told)
    if call.query.get("with_response", "").lower() not in {"1", "true"}:
        return NO_CONTENT
    return Reply(_response(interaction, resource))


def _carry_out(
    backend: Backend, interaction: Interaction, callback: Callback, call: Call
) -> Json | None:
    """Check the answer and do what it says; gives the `resource` of the response."""
    data: Json = call.body.get("data") or {}
    match callback:
        case Callback.MESSAGE:
            message = post(backend, interaction, data, call.files)
            interaction.original_id = message["id"]
            interaction.ephemeral = bool(message["flags"] & Flag.EPHEMERAL)
            return {"type": int(callback), "message": message}
        case Callback.DEFERRED_MESSAGE:
            _refuse(flag_problems(data))
            interaction.loading = True
            interaction.ephemeral = bool((data.get("flags") or 0) & Flag.EPHEMERAL)
            interaction.original_id = put(backend, interaction, {}, {}, flags=Flag.LOADING)["id"]
        case Callback.UPDATE | Callback.DEFERRED_UPDATE:
            source = interaction.source or {}
            interaction.original_id = source["id"]
            interaction.ephemeral = bool(source["flags"] & Flag.EPHEMERAL)
            if callback is Callback.UPDATE:
                rewrite(backend, interaction, source, data, call.files, at=("data",))
                return {"type": int(callback), "message": source}
        case Callback.CHOICES:
            _refuse(choice_problems(data.get("choices") or []))
        case Callback.MODAL:
            _refuse(modal_problems(data))
        case Callback.PONG:
            raise AssertionError("no kind of interaction allows it")
    return None


def _refuse(problems: Iterator[Problem]) -> None:
    if found := [problem.under("data") for problem in problems]:
        raise invalid(found)


def _response(interaction: Interaction, resource: Json | None) -> Json:
    told: Json = {"id": interaction.id, "type": int(interaction.kind)}
    told["channel_id"] = interaction.channel_id
    if interaction.original_id is not None:
        told |= {
            "response_message_id": interaction.original_id,
            "response_message_loading": interaction.loading,
            "response_message_ephemeral": interaction.ephemeral,
        }
    return {"interaction": told} | ({} if resource is None else {"resource": resource})


ROUTES = (
    Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        respond,
        bearer="interaction_token",
    ),
)
