"""Files are downloaded as they are, and given up where they are too large, too slow or gone."""

import asyncio
import contextlib

import pytest
from aiohttp import web

from bot.domain.errors import MemberError
from bot.ui import importing_texts as texts
from bot.ui.downloads import Sent, downloaded


@contextlib.asynccontextmanager
async def serving(handler):
    """Serve one file on a free port, and give its address."""
    app = web.Application()
    app.router.add_get("/file", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/file"
    finally:
        await runner.cleanup()


async def _load(handler, bot, *, size=10, most=100, seconds=10.0):
    async with serving(handler) as url:
        sent = Sent(name="a.yaml", size=size, url=url)
        return await downloaded(sent, most, bot, seconds=seconds)


async def test_a_file_is_downloaded_as_it_is(unconnected):
    async def handler(_):
        return web.Response(body=b"0123456789")

    assert await _load(handler, unconnected) == b"0123456789"


async def test_a_file_that_is_larger_than_was_said_is_given_up(unconnected):
    async def handler(request):
        response = web.StreamResponse()
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            while True:
                await response.write(b"x" * 100_000)
        return response

    with pytest.raises(MemberError, match="larger than 100 bytes"):
        await _load(handler, unconnected)


async def test_a_file_that_does_not_come_is_given_up(unconnected):
    gone = asyncio.Event()

    async def handler(_):
        await gone.wait()
        return web.Response()

    async def giving_up():
        with pytest.raises(MemberError) as error:
            await _load(handler, unconnected, seconds=0.2)
        return str(error.value)

    loading = asyncio.create_task(giving_up())
    await asyncio.sleep(0.5)
    gone.set()
    assert await loading == texts.NOT_LOADED


async def test_a_file_that_is_refused_is_told(unconnected):
    async def handler(_):
        return web.Response(status=403)

    with pytest.raises(MemberError) as error:
        await _load(handler, unconnected)
    assert str(error.value) == texts.NOT_LOADED


async def test_a_file_that_is_said_to_be_too_large_is_not_asked_for(unconnected):
    sent = Sent(name="a.yaml", size=101, url="http://127.0.0.1:9/nobody-listens")
    with pytest.raises(MemberError, match="larger than 100 bytes"):
        await downloaded(sent, 100, unconnected)


async def test_what_is_packed_on_the_way_is_not_unpacked(unconnected):
    """A few kilobytes could become gigabytes."""

    async def handler(request):
        assert request.headers["Accept-Encoding"] == "identity"
        return web.Response(body=b"packed", headers={"Content-Encoding": "gzip"})

    assert await _load(handler, unconnected) == b"packed"
