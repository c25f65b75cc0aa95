"""The files that editors send, downloaded from Discord with a bound in bytes and in seconds."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import aiohttp
import discord

from bot.domain.errors import MemberError

from . import importing_texts as texts
from .replies import Interaction
from .router import filled

SECONDS = 30.0
_CHUNK = 65_536
_AS_IT_IS = {"Accept-Encoding": "identity"}  # what is packed on the way could unpack to anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that Discord keeps, by what it says of it."""

    name: str
    size: int
    url: str

    @classmethod
    def of(cls, attachment: discord.Attachment) -> "Sent":
        """Give the file of an option of a command."""
        return cls(name=attachment.filename, size=attachment.size, url=attachment.url)

    @classmethod
    def of_form(cls, interaction: Interaction, field: str) -> "Sent":
        """Give the file of a field of a form; raises MemberError if there is none."""
        data = cast("Mapping[str, Mapping[str, Mapping[str, object]]]", interaction.data or {})
        resolved = data.get("resolved", {}).get("attachments", {})
        found = cast(
            "Mapping[str, object] | None", resolved.get(filled(interaction).get(field, ""))
        )
        if found is None:
            raise MemberError(texts.NOT_LOADED)
        size = found["size"]
        assert isinstance(size, int)  # noqa: S101 - as Discord documents it
        return cls(name=str(found["filename"]), size=size, url=str(found["url"]))


async def downloaded(
    sent: Sent, most: int, client: discord.Client, *, seconds: float = SECONDS
) -> bytes:
    """Download a file; raises MemberError if it is too large, or does not come in time."""
    too_large = MemberError(texts.TOO_LARGE.format(most=f"{most:,}"))
    if sent.size > most:
        raise too_large
    try:
        async with asyncio.timeout(seconds):
            data = await _read(sent.url, most + 1, client)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        raise MemberError(texts.NOT_LOADED) from None
    if len(data) > most:
        raise too_large
    return data


async def _read(url: str, most: int, client: discord.Client) -> bytes:
    """Read so many bytes at most, whatever the size is said to be."""
    data = bytearray()
    http = client.http
    async with (
        aiohttp.ClientSession(auto_decompress=False) as session,
        session.get(
            url, headers=_AS_IT_IS, proxy=http.proxy, proxy_auth=http.proxy_auth
        ) as response,
    ):
        response.raise_for_status()
        async for chunk in response.content.iter_chunked(_CHUNK):
            data += chunk
            if len(data) >= most:
                break
    return bytes(data)
