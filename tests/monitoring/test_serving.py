"""The port: what it answers, and what it does not let anybody do to it."""

import asyncio
import contextlib

import pytest
from aiohttp import web

from bot.domain.errors import HostError
from bot.monitoring import monitored
from bot.monitoring.serving import serving


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/live", 200),
        ("HEAD", "/live", 200),
        ("HEAD", "/health", 503),
        ("HEAD", "/metrics", 200),
        ("POST", "/health", 405),
        ("GET", "/", 404),
        ("GET", "/health/", 404),
        ("GET", "/playground", 404),
    ],
)
async def test_there_are_three_pages_and_no_more(ask_port, method, path, status):
    answered, text = await ask_port(path, method)
    assert answered == status
    assert method != "HEAD" or not text


async def test_a_port_in_use_is_one_sentence(watching, clock):
    port = int(watching.address.rpartition(":")[2])
    with pytest.raises(HostError, match=f"Port {port} at 127.0.0.1 cannot be opened for health"):
        async with monitored("127.0.0.1", port, clock):
            pass


@contextlib.asynccontextmanager
async def crowded(**bounds):
    """Serve an app with tight bounds; gives a function that connects without asking anything."""
    async with contextlib.AsyncExitStack() as opened:
        address = await opened.enter_async_context(
            serving(web.Application(), "127.0.0.1", 0, **bounds)
        )

        async def connect():
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", int(address.rpartition(":")[2])
            )
            opened.callback(writer.close)
            return reader, writer

        yield connect


async def test_a_connection_too_many_is_closed_and_one_less_lets_another_in():
    async with asyncio.timeout(10), crowded(most=1) as connect:
        first, ours = await connect()
        ours.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await first.readline()).startswith(b"HTTP/1.1 404")
        second, _ = await connect()
        assert await second.read() == b""
        ours.close()
        await ours.wait_closed()
        answer = b""
        while not answer:
            reader, writer = await connect()
            with contextlib.suppress(ConnectionError):
                writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                answer = await reader.readline()
        assert answer.startswith(b"HTTP/1.1 404")


async def test_a_connection_that_asks_nothing_is_closed():
    async with asyncio.timeout(10), crowded(seconds=0.05) as connect:
        idle, _ = await connect()
        slow, ours = await connect()
        ours.write(b"GET /health HTTP/1.1\r\nX-Slow")
        assert await idle.read() == b""
        assert await slow.read() == b""


async def test_headers_without_end_are_refused(watching):
    port = int(watching.address.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /health HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n")
    assert (await asyncio.wait_for(reader.readline(), 10)).startswith(b"HTTP/1.0 400")
    writer.close()
