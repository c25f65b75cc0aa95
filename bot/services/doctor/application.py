"""How the application is set up in the Developer Portal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.words import join

from .asking import Api
from .findings import Finding, fine, mend, unknown

PORTAL = "the Developer Portal (https://discord.com/developers/applications)"
"""Where an application is set up."""
# https://discord.com/developers/docs/resources/application#application-object-application-flags
_PRIVILEGED = {
    "presence": 1 << 12 | 1 << 13,
    "server members": 1 << 14 | 1 << 15,
    "message content": 1 << 18 | 1 << 19,
}
_SERVERS, _MEMBERS = "0", "1"  # of integration_types_config


class Application:
    """The application that the token belongs to."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def look(self) -> Sequence[Finding]:
        """Ask for it."""
        app: Mapping[str, Any] = await self._api.get("/applications/@me")
        found = [*_endpoint(app), *_contexts(app)]
        public = "anybody may add it" if app.get("bot_public") else "only its owner may add it"
        return [
            fine("application", f"{app['name']} ({app['id']}); {public}"),
            *_intents(app),
            *found,
        ]


def _endpoint(app: Mapping[str, Any]) -> Iterator[Finding]:
    if app.get("interactions_endpoint_url"):
        yield mend(
            "interactions endpoint",
            "Discord sends commands to an address on the web, so that Fasti hears none",
            f"Empty “Interactions Endpoint URL” in {PORTAL}, under General Information.",
        )


def _intents(app: Mapping[str, Any]) -> Iterator[Finding]:
    flags = int(app.get("flags") or 0)
    on = [name for name, bits in _PRIVILEGED.items() if flags & bits]
    if on:
        saw = f"On, and not needed: {join(on)}"
        yield fine("intents", saw, f"They may be switched off in {PORTAL}, under Bot.")
    else:
        yield fine("intents", "No privileged one is switched on, and none is needed")


def _contexts(app: Mapping[str, Any]) -> Iterator[Finding]:
    """Judge where the application may be installed, and what its default install link asks for."""
    contexts: Mapping[str, Any] | None = app.get("integration_types_config")
    name, under = "installation", f"in {PORTAL}, under Installation."
    if contexts is None:
        yield unknown(name, "Discord does not say where it may be installed")
        return
    if _SERVERS not in contexts:
        yield mend(name, "Servers cannot install it", f"Tick “Guild Install” {under}")
        return
    if app.get("bot_require_code_grant"):
        remedy = f"Switch off “Requires OAuth2 Code Grant” in {PORTAL}, under Bot."
        yield mend(name, "It asks for a code grant, so that no link adds it to a server", remedy)
        return
    if _MEMBERS not in contexts:
        yield mend(name, "Members cannot install it for themselves", f"Tick “User Install” {under}")
        return
    servers: Mapping[str, Any] = contexts[_SERVERS] or {}
    link: Mapping[str, Any] = servers.get("oauth2_install_params") or {}
    scopes: Sequence[str] = link.get("scopes") or []
    if link and not {"bot", "applications.commands"} <= set(scopes):
        yield mend(
            name,
            f"The default install link for servers asks for {join(list(scopes)) or 'no scope'}",
            f"Choose the scopes applications.commands and bot there, {under}",
        )
        return
    rights = int(link.get("permissions") or 0)
    asked = f"; its link asks for the permissions {rights}" if link else "; it has no default link"
    yield fine(name, f"For servers and for members{asked}")
