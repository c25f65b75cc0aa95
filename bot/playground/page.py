"""The page for people: its files, served as they are, under a policy that lets nothing else in."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; font-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Page:
    """Serves the files of a folder: `/` is its index.html, `/page/…` the rest.

    What is served is what is in the folder when it is mounted, so that no path leads out of it.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files: Mapping[str, Path] = {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*")
            if path.suffix in _KINDS and path.is_file() and not path.is_symlink()
        }

    def mount(self, app: web.Application) -> None:
        """Add the routes to a server."""
        app.router.add_get("/", self._index)
        app.router.add_get("/page/{path:.*}", self._file)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return self._served("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._served(request.match_info["path"])

    def _served(self, name: str) -> web.StreamResponse:
        if (path := self._files.get(name)) is None:
            return web.Response(status=404, text="The page has no such file.", headers=_HEADERS)
        return web.FileResponse(path, headers=_HEADERS | {"Content-Type": _KINDS[path.suffix]})
