"""`fasti run`: on Discord with a token, else in the playground."""

import random
import secrets

import structlog

from bot import log, settings
from bot.bootstrap import opened
from bot.clock import SystemClock
from bot.settings import Settings

from .connected import connected, until_signal

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def run(port: int = 0) -> None:
    """Serve until SIGINT or SIGTERM; raises HostError with what keeps Fasti from it."""
    chosen = settings.load()
    given = chosen.discord_token.get_secret_value()
    token = given or secrets.token_urlsafe(24)  # that of the playground, which nobody else needs
    log.set_up(chosen.log_level, secrets=[token, *chosen.secrets()], form=chosen.log_format)
    for variable, meant in settings.misspelt():
        _log.warning(
            "a variable of the environment is no setting of Fasti: was another meant?",
            variable=variable,
            setting=meant,
        )
    if given:
        until_signal(_on_discord(chosen, token))
        return
    # Who runs on Discord has no memory to spare for a second one.
    from .prompting import prompting  # noqa: PLC0415

    until_signal(prompting(chosen, port, token))


async def _on_discord(chosen: Settings, token: str) -> None:
    async with (
        opened(chosen, SystemClock(), random.Random()) as bot,
        connected(bot, token) as serving,
    ):
        print(f"ready {chosen.discord_api_url} as {bot.user}", flush=True)  # noqa: T201
        await serving
