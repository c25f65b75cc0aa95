"""What a person does, asked for in JSON: commands, buttons, menus, forms, messages."""

from . import payloads, reading
from .backend import Backend
from .handed import UsageError, files, flag, given, number, texts, uploads
from .jsons import Json, is_list
from .locales import ENGLISH, known
from .people import At, People
from .places import person
from .verbs import Verb

_MEMBER, _GENERAL = "member", "general"
_MOST_READ = 10_000


class Deeds:
    """Lets the people of a backend do things."""

    def __init__(self, backend: Backend, people: People) -> None:
        self._backend = backend
        self._people = people

    def verbs(self) -> tuple[Verb, ...]:
        """Give the requests that this answers."""
        return (
            Verb("GET", "commands", self._commands),
            Verb("POST", "command", self._command, with_files=True),
            Verb("POST", "suggest", self._suggest),
            Verb("POST", "type", self._type),
            Verb("POST", "complete", self._complete),
            Verb("POST", "press", self._press),
            Verb("POST", "choose", self._choose),
            Verb("POST", "submit", self._submit, with_files=True),
            Verb("GET", "outcome", self._outcome),
            Verb("GET", "messages", self._messages),
            Verb("POST", "messages", self._say),
            Verb("POST", "dismiss", self._dismiss),
            Verb("POST", "install", self._install),
        )

    async def _commands(self, query: Json) -> object:
        return {"commands": self._people.commands(_at(query))}

    async def _command(self, body: Json) -> object:
        name, options = given(body, "command"), texts(body, "options")
        return (await self._people.command(name, options, _at(body), files(body))).told()

    async def _suggest(self, body: Json) -> object:
        name, focused = given(body, "command"), given(body, "focused")
        options = texts(body, "options")
        return (await self._people.suggest(name, options, focused, _at(body))).told()

    async def _type(self, body: Json) -> object:
        return (await self._people.type(given(body, "text"), _at(body), files(body))).told()

    async def _complete(self, body: Json) -> object:
        return (await self._people.complete(given(body, "text"), _at(body))).told()

    async def _press(self, body: Json) -> object:
        message, button = given(body, "message"), given(body, "button")
        return (await self._people.press(message, button, _at(body))).told()

    async def _choose(self, body: Json) -> object:
        values: object = body.get("values", [])
        if not is_list(values):
            raise UsageError("Give values as a list.")
        chosen = [str(value) for value in values]
        message, select = given(body, "message"), given(body, "select", "")
        return (await self._people.choose(message, select, chosen, _at(body))).told()

    async def _submit(self, body: Json) -> object:
        id_, fields = given(body, "interaction"), uploads(body.get("fields", {}))
        return (await self._people.submit(id_, fields, _at(body))).told()

    async def _outcome(self, query: Json) -> object:
        return self._people.outcome(given(query, "interaction")).told()

    async def _messages(self, query: Json) -> object:
        limit = max(1, int(number(query, "limit", 50, _MOST_READ)))
        found = self._people.read(_at(query), limit)
        return [{"message": one, "text": reading.text(one)} for one in found]

    async def _say(self, body: Json) -> object:
        return self._people.say(given(body, "text"), _at(body))

    async def _dismiss(self, body: Json) -> object:
        self._people.dismiss(given(body, "message"), given(body, "as", _MEMBER))
        return {"done": "dismissed"}

    async def _install(self, body: Json) -> object:
        """Put the app on the person's own account, or take it from there."""
        user = person(self._backend, given(body, "as", _MEMBER))
        user.installed = flag(body, "installed", default=True)
        self._backend.switched("install")
        return payloads.user(user) | {"installed": user.installed}


def _at(body: Json) -> At:
    """Read who it is, where, and in which language; raises UsageError."""
    who, where = given(body, "as", _MEMBER), given(body, "where", _GENERAL)
    return At(who, where, known(given(body, "locale", ENGLISH)))
