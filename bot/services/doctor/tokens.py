"""Whether Discord knows the token, and as whose."""

import urllib.request
from collections.abc import Sequence

from .application import PORTAL
from .asking import Api, ApiError
from .findings import Finding, fine, mend

_PARTS_OF_A_TOKEN = 3


class Token:
    """Whether Discord lets the bot in, and as whom."""

    def __init__(self, api: Api, token: str, address: str) -> None:
        self._api = api
        self._token = token
        self._address = address

    async def look(self) -> Sequence[Finding]:
        """Ask who we are."""
        if not self._token:
            return [
                mend(
                    "token",
                    "None is set, so that Fasti runs in the playground",
                    f"Set DISCORD_TOKEN to that of your bot, from {PORTAL}, under Bot.",
                )
            ]
        try:
            user = await self._api.get("/users/@me")
        except ApiError as error:
            return [self._refused(error)]
        if not user.get("bot"):
            return [mend("token", "It is that of a person, not of a bot", _anew())]
        return [fine("token", f"Discord knows it as {user['username']} ({user['id']})")]

    def _refused(self, error: ApiError) -> Finding:
        if error.status == 401:  # noqa: PLR2004 - HTTP: unauthorized
            is_like_one = self._token.count(".") == _PARTS_OF_A_TOKEN - 1
            kind = "" if is_like_one else ", and it is not of the shape of a bot's token"
            return mend("token", f"Discord refuses it{kind}", _anew())
        if error.status:
            return mend("token", str(error), f"Try again later, or check {self._named()}.")
        return mend("token", str(error), f"Check the network, and {self._named()}.{_proxies()}")

    def _named(self) -> str:
        return f"DISCORD_API_URL ({self._address})"


def _anew() -> str:
    return (
        f"Copy the token anew from {PORTAL}, under Bot (neither the client secret nor the public "
        "key), and set it as DISCORD_TOKEN."
    )


def _proxies() -> str:
    if not urllib.request.getproxies().get("https"):
        return ""
    return (
        " HTTPS_PROXY is set, and Fasti does not use it: let this machine reach Discord directly."
    )
