"""Nothing foreign runs on the playground's page, and it talks to nobody but the playground."""

import aiohttp
import pytest

from .browsing import open_page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


@pytest.mark.parametrize("path", ["/", "/page/app/main.js", "/page/icon.svg", "/page/none.js"])
async def test_every_file_comes_with_its_headers(site, path):
    async with aiohttp.ClientSession() as visitor, visitor.get(site.url + path) as response:
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


INJECTIONS = (
    "eval('window.ran = true')",
    "new Function('window.ran = true')()",
    "setTimeout('window.ran = true', 0)",
    "document.body.innerHTML = '<img src=x onerror=\"window.ran = true\">'",
    "document.body.insertAdjacentHTML('beforeend', '<b>bold</b>')",
    "document.createElement('script').textContent = 'window.ran = true'",
    "document.createElement('script').src = '/page/app/main.js'",
    "document.body.setAttribute('onclick', 'window.ran = true')",
    "document.createElement('iframe').srcdoc = '<script>parent.ran = true</script>'",
    "trustedTypes.createPolicy('mine', { createHTML: (text) => text })",
)
# In a task of its own: in one that a debugger began, Chromium lets `eval` pass.
ATTEMPT = """() => new Promise((resolve) => setTimeout(() => {
    try { INJECTION; resolve("went through") } catch (error) { resolve(error.name) }
}))"""


async def test_text_never_becomes_code(page, site, watch):
    watch.expect("Content Security", "This document requires 'Trusted")
    await open_page(page, site)
    outcomes = {
        each: await page.evaluate(ATTEMPT.replace("INJECTION", each)) for each in INJECTIONS
    }
    assert {
        each for each, how in outcomes.items() if how not in {"EvalError", "TypeError"}
    } == set()
    assert await page.evaluate("window.ran") is None


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('http://127.0.0.1:9/')",
        "Object.assign(new Image(), { src: 'http://127.0.0.1:9/a.png' }).decode()",
        "import('http://127.0.0.1:9/a.js')",
    ],
    ids=["fetch", "image", "script"],
)
async def test_nothing_is_asked_of_others(page, site, watch, attempt):
    watch.expect("Content Security Policy", "127.0.0.1:9")
    await open_page(page, site)
    gone = await page.evaluate(f"() => {attempt}.then(() => 'came', () => 'refused')")
    assert gone == "refused"
    assert any("Content Security Policy" in trouble for trouble in watch.troubles)


async def test_every_request_goes_to_the_playground(page, site, watch):
    await open_page(page, site)
    assert watch.requested
    assert [url for url in watch.requested if not url.startswith(f"{site.url}/")] == []


async def test_the_key_leaves_the_page_in_no_address(page, site, watch):
    """It is in the address's fragment, and goes in a header from there."""
    await open_page(page, site)
    assert [url for url in watch.requested if site.key in url.partition("#")[0]] == []
