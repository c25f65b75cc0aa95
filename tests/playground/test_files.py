"""Uploads: what a browser is told of them."""

import aiohttp
import pytest

from bot.playground import Playground


@pytest.mark.parametrize(
    ("sent", "kind", "inline"),
    [
        ("image/png", "image/png", True),
        ("image/svg+xml", "image/svg+xml", False),
        ("text/html", "text/html", False),
        ("TEXT/HTML; charset=utf-8", "text/html; charset=utf-8", False),
        ('text/plain; charset="iso-8859-1"; x=y', "text/plain; charset=iso-8859-1", False),
        ("text/plain;", "text/plain", False),
        ("nonsense", "application/octet-stream", False),
    ],
)
async def test_only_pictures_are_shown_in_the_interfaces_own_origin(
    session: aiohttp.ClientSession,
    playground: Playground,
    general: str,
    sent: str,
    kind: str,
    *,
    inline: bool,
):
    head = 'Content-Disposition: form-data; name="files[0]"; filename="a b/c.html"'
    body = f"--x\r\n{head}\r\nContent-Type: {sent}\r\n\r\n<b>x</b>\r\n--x--\r\n"
    headers = {"Authorization": "Bot playground", "Content-Type": "multipart/form-data; boundary=x"}
    url = f"{playground.api_url}{general}/messages"
    async with session.post(url, data=body, headers=headers) as response:
        message = await response.json()
    async with session.get(message["attachments"][0]["url"]) as response:
        assert response.status == 200
        assert await response.read() == b"<b>x</b>"
        assert response.headers["Content-Type"] == kind
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers.get("Content-Disposition") == (None if inline else "attachment")
    async with session.get(f"{playground.url}/attachments/1/2/gone.txt") as response:
        assert response.status == 404
