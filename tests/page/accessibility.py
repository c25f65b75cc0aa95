"""What axe-core, a checker of accessibility, finds on a page."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

_GRAVE = {"serious", "critical"}


async def violations(page: Page) -> list[str]:
    """Give what shuts people out, serious or critical, a sentence each with the elements meant."""
    results = await Axe().run(page)
    return [
        f"{found['id']} ({found['impact']}): {found['help']}: {_elements(found)}"
        for found in results.response["violations"]
        if found["impact"] in _GRAVE
    ]


def _elements(found) -> str:
    """Name each element by its selector and its markup, and say what is wrong with it."""
    return "; ".join(
        f"{node['target']} {node['html'][:200]!r}: {node.get('failureSummary', '')}"
        for node in found["nodes"]
    )
