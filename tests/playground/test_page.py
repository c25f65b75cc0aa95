"""The page's files, and that nothing else is served beside them."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import yarl
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.playground import Playground
from bot.playground.page import FOLDER, Page

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; font-src 'none'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


async def test_each_file_comes_with_its_kind_and_under_the_policy(
    playground: Playground, session: aiohttp.ClientSession
):
    kinds = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
    paths = [path for path in FOLDER.rglob("*") if path.suffix in kinds]
    assert FOLDER / "index.html" in paths
    for path in paths:
        url = f"{playground.url}/page/{path.relative_to(FOLDER).as_posix()}"
        async with session.get(url) as response:
            assert response.status == 200
            assert response.content_type == kinds[path.suffix]
            assert response.charset == "utf-8"
            assert await response.read() == path.read_bytes()
            assert {name: response.headers[name] for name in HEADERS} == HEADERS


async def test_the_index_is_at_the_root_and_is_not_sent_twice(
    playground: Playground, session: aiohttp.ClientSession
):
    async with session.get(playground.url) as response:
        assert await response.read() == (FOLDER / "index.html").read_bytes()
        tag = response.headers["ETag"]
    async with session.get(playground.url, headers={"If-None-Match": tag}) as response:
        assert response.status == 304


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """Serve a folder of our own, beside a file that is none of the page's."""
    folder = tmp_path / "page"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    for name in ("a.txt", "deep/b.svg", "c.py", "d", "e.map"):
        (folder / name).write_text("shown")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    app = web.Application()
    Page(folder).mount(app)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/page/a.txt", 200),
        ("/page/deep/b.svg", 200),
        ("/page/deep%2Fb.svg", 200),
        ("/", 404),  # this folder has no index.html
        ("/page/", 404),
        ("/page/deep", 404),
        ("/page/deep/", 404),
        ("/page/c.py", 404),
        ("/page/d", 404),
        ("/page/e.map", 404),
        ("/page/link.txt", 404),
        ("/page/../secret.txt", 404),
        ("/page/%2e%2e/secret.txt", 404),
        ("/page/..%2Fsecret.txt", 404),
        ("/page//a.txt", 404),
        ("/page/a.txt%00", 404),
        ("/page/A.TXT", 404),
    ],
)
async def test_only_the_pages_own_files_are_served(
    site: TestClient[web.Request, web.Application], path: str, status: int
):
    url = yarl.URL(str(site.make_url("/")).rstrip("/") + path, encoded=True)
    async with site.session.get(url) as response:
        assert response.status == status
        assert "secret" not in await response.text()
        if path.startswith("/page/") and ".." not in path and "%2e" not in path:
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
