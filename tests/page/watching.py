"""Notes what goes wrong in a window, and what was loaded there."""

from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Request, Response, WebError


class Watch:
    """Watches a window from before its first page.

    `troubles` are what a developer would see in red or yellow: errors and warnings of the console
    (a violation of the Content Security Policy is one), exceptions, requests without an answer.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.troubles: list[str] = []
        self.responses: list[Response] = []
        self.requested: list[str] = []
        self._expected: list[str] = []
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("requestfailed", self._failed)
        context.on("request", self._requested)
        context.on("response", self._answered)

    def expect(self, *texts: str) -> None:
        """Take troubles that hold one of the texts for what the test wanted."""
        self._expected += texts

    @property
    def unexpected(self) -> list[str]:
        """The troubles that no test asked for."""
        return [each for each in self.troubles if not any(map(each.__contains__, self._expected))]

    async def weight(self) -> dict[str, int]:
        """Give the size in bytes of each file of the page that was loaded, by its path."""
        paths = {urlsplit(each.url).path: each for each in self.responses}
        return {
            path: len(await response.body())
            for path, response in paths.items()
            if path == "/" or path.startswith("/page/")
        }

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            at = message.location
            self.troubles.append(
                f"{message.type}: {message.text} ({at.get('url')}:{at.get('lineNumber')})"
            )

    def _error(self, error: WebError) -> None:
        self.troubles.append(f"exception: {error.error.stack or error.error.message}")

    def _requested(self, request: Request) -> None:
        self.requested.append(request.url)

    def _answered(self, response: Response) -> None:
        self.responses.append(response)

    def _failed(self, request: Request) -> None:
        # A page that is left or hidden ends its stream of events, and gives up what it still loads.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {request.method} {request.url}: {request.failure}")
