"""Registering commands, globally and for a guild.

https://discord.com/developers/docs/interactions/application-commands
"""

from collections import Counter

from bot.playground.backend import Backend
from bot.playground.commands import Key
from bot.playground.errors import ApiError, Problem, invalid, missing_access, unknown
from bot.playground.jsons import Json
from bot.playground.routing import NO_CONTENT, Call, Reply, Route
from bot.playground.rules.commands import MAX_COMMANDS, command_problems

_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
_ONE = "/{command_id}"


def _scope(backend: Backend, call: Call) -> str | None:
    """Give the guild that a request is about, or None; refuses another application's commands."""
    if call.params["application_id"] != backend.world.bot.id:
        raise missing_access()
    guild_id = call.params.get("guild_id")
    return None if guild_id is None else backend.guild(guild_id).id


def _existing(backend: Backend, call: Call) -> tuple[str | None, Json]:
    scope = _scope(backend, call)
    command = backend.commands.by_id(scope, call.params["command_id"])
    if command is None:
        raise unknown("application command")
    return scope, command


def _key(command: Json) -> Key:
    return command.get("type") or 1, command["name"].lower()


def _check(problems: list[Problem]) -> None:
    if problems:
        raise invalid(problems)


def _check_room(keys: set[Key]) -> None:
    for kind, count in Counter(kind for kind, _ in keys).items():
        if count > MAX_COMMANDS[kind]:
            message = f"Maximum number of application commands reached ({MAX_COMMANDS[kind]})."
            raise ApiError(400, 30032, message)


def _stored(backend: Backend, scope: str | None, body: Json, id_: str) -> Json:
    """Give a command as Discord gives it back, with its defaults filled in."""
    permissions = body.get("default_member_permissions")
    stored: Json = {
        "id": id_,
        "application_id": backend.world.bot.id,
        "version": backend.ids.make(),
        "type": body.get("type") or 1,
        "name": body["name"],
        "description": body.get("description") or "",
        "name_localizations": body.get("name_localizations"),
        "description_localizations": body.get("description_localizations"),
        "default_member_permissions": None if permissions is None else str(permissions),
        "nsfw": bool(body.get("nsfw")),
        "options": body.get("options") or [],
    }
    if scope is not None:
        return stored | {"guild_id": scope, "integration_types": [0], "contexts": None}
    contexts = body.get("contexts")
    if contexts is None and body.get("dm_permission") is False:
        contexts = [0]
    return stored | {
        "contexts": contexts,
        "integration_types": body.get("integration_types") or [0],
        "dm_permission": body.get("dm_permission") is not False,
    }


def _changed(backend: Backend) -> None:
    backend.journal.happened("COMMANDS_CHANGED", {"count": len(backend.commands)})


def listed(backend: Backend, call: Call) -> Reply:
    """All commands of a scope."""
    return Reply(list(backend.commands.scope(_scope(backend, call)).values()))


def replace(backend: Backend, call: Call) -> Reply:
    """Replace all commands of a scope; namesakes keep their ids."""
    scope = _scope(backend, call)
    problems: list[Problem] = []
    seen: set[Key] = set()
    bodies: list[Json] = call.body or []  # null is none, as the description has it
    for index, body in enumerate(bodies):
        problems += (problem.under(index) for problem in command_problems(body))
        if _key(body) in seen:
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            problems.append(Problem((index,), code, "Application command names must be unique"))
        seen.add(_key(body))
    _check(problems)
    _check_room(seen)
    before = backend.commands.scope(scope)
    after: dict[Key, Json] = {}
    for body in bodies:
        old = before.get(_key(body))
        after[_key(body)] = _stored(backend, scope, body, old["id"] if old else backend.ids.make())
    backend.commands.replace(scope, after)
    _changed(backend)
    return Reply(list(after.values()))


def create(backend: Backend, call: Call) -> Reply:
    """Register one command, in the place of its namesake if there is one (then 200, not 201)."""
    scope = _scope(backend, call)
    _check(list(command_problems(call.body)))
    commands = backend.commands.scope(scope)
    key = _key(call.body)
    _check_room({*commands, key})
    old = commands.get(key)
    stored = _stored(backend, scope, call.body, old["id"] if old else backend.ids.make())
    commands[key] = stored
    _changed(backend)
    return Reply(stored, 200 if old else 201)


def read(backend: Backend, call: Call) -> Reply:
    """One command."""
    return Reply(_existing(backend, call)[1])


def edit(backend: Backend, call: Call) -> Reply:
    """Change what the body names of one command."""
    scope, old = _existing(backend, call)
    merged = old | call.body
    _check(list(command_problems(merged)))
    commands = backend.commands.scope(scope)
    if _key(merged) != _key(old) and _key(merged) in commands:
        code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
        raise invalid([Problem(("name",), code, "Application command names must be unique")])
    del commands[_key(old)]
    commands[_key(merged)] = _stored(backend, scope, merged, old["id"])
    _changed(backend)
    return Reply(commands[_key(merged)])


def remove(backend: Backend, call: Call) -> Reply:
    """Remove one command."""
    scope, command = _existing(backend, call)
    del backend.commands.scope(scope)[_key(command)]
    _changed(backend)
    return NO_CONTENT


ROUTES = tuple(
    Route(method, base + rest, handler)
    for base in (_GLOBAL, _GUILD)
    for method, rest, handler in (
        ("GET", "", listed),
        ("PUT", "", replace),
        ("POST", "", create),
        ("GET", _ONE, read),
        ("PATCH", _ONE, edit),
        ("DELETE", _ONE, remove),
    )
)
