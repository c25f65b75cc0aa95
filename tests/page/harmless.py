"""Whether anything on a page is more than text where only text was given."""

from playwright.async_api import Page

_FOUND = r"""() => {
  const ours = new Set(`html head meta title link script body noscript div main nav aside header footer
    section article fieldset legend form dialog details summary h1 h2 p span strong em u s small code
    pre blockquote ul ol li hr br time a img button input textarea select option label`.split(/\s+/));
  const leads = new Set(["href", "src", "action", "formaction", "srcset", "data", "poster", "ping"]);
  const faults = [];
  const web = (url) => ["http:", "https:"].includes(url.protocol);
  for (const one of document.querySelectorAll("*")) {
    const told = one.outerHTML.slice(0, 200);
    if (!ours.has(one.localName)) faults.push(`not an element of the page: ${told}`);
    if (one.localName === "script" && !one.src) faults.push(`a script within: ${told}`);
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || name === "http-equiv") faults.push(`${name}: ${told}`);
      if (!leads.has(name)) continue;
      const url = new URL(value, location.href);
      if (!web(url)) faults.push(`leads nowhere good: ${told}`);
      if (one.localName !== "a" && url.origin !== location.origin) faults.push(`from elsewhere: ${told}`);
    }
  }
  if (window.ran !== undefined) faults.push("something ran");
  if (({}).ran !== undefined) faults.push("every object has changed");
  return faults;
}"""


async def faults(page: Page) -> list[str]:
    """Give elements, attributes and addresses that the page itself would never draw."""
    found: list[str] = await page.evaluate(_FOUND)
    return found
