"""The browser tests' own tools: Chromium comes and goes, and what goes wrong is noticed."""

import psutil
import pytest

from . import chromium as browsers
from .accessibility import violations


@pytest.fixture
def no_chromium(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("no_chromium")
def test_without_chromium_people_skip(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt install chromium"):
        browsers.needed()


@pytest.mark.usefixtures("no_chromium")
def test_without_chromium_ci_fails(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt install chromium"):
        browsers.needed()


async def test_chromium_ends_with_its_test(chromium):
    async with browsers.launched(chromium) as browser:
        await browser.new_page()
        started = psutil.Process().children(recursive=True)
        assert any("chrom" in process.name() for process in started)
    _, alive = psutil.wait_procs(started, timeout=10)
    assert alive == []


@pytest.fixture
async def blank(context, watch):
    return await context.new_page()


@pytest.mark.parametrize(
    ("markup", "trouble"),
    [
        ("<script>console.error('no such thing')</script>", "error: no such thing"),
        ("<script>console.warn('rather not')</script>", "warning: rather not"),
        ("<script>throw new RangeError('too far')</script>", "exception: RangeError: too far"),
        ("<img src='http://127.0.0.1:9/a.png'>", "failed: GET http://127.0.0.1:9/a.png"),
        (
            "<meta http-equiv=Content-Security-Policy content='style-src *'><p style='color: red'>",
            "violates the following Content Security Policy directive",
        ),
    ],
    ids=["error", "warning", "exception", "request", "policy"],
)
async def test_troubles_are_noticed(blank, watch, markup, trouble):
    await blank.set_content(markup)
    assert trouble in "\n".join(watch.unexpected)


async def test_expected_troubles_are_forgiven(blank, watch):
    watch.expect("no such thing")
    await blank.set_content("<script>console.error('no such thing')</script>")
    assert watch.troubles
    assert watch.unexpected == []


async def test_who_is_shut_out_is_told(blank):
    await blank.set_content(
        "<!doctype html><html lang=en><title>A</title><main><h1>A</h1><img src='data:,'></main>"
    )
    (found,) = await violations(blank)
    assert found.startswith("image-alt (critical): Images must have alternative text: ")
    assert "<img src=" in found


async def test_nobody_is_shut_out_by_plain_text(blank):
    await blank.set_content("<!doctype html><html lang=en><title>A</title><main><h1>A</h1></main>")
    assert await violations(blank) == []
