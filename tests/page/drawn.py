"""What the page drew of Markdown, written down as short markup: what each part is, and its text."""

from playwright.async_api import Locator

_WRITTEN = r"""(all) => {
  const LINE = 22; // pixels
  const within = (node) => [...node.childNodes].map(written).join("");
  const kinds = [
    ["br", () => ["<br>"]],
    ["[role=heading]", (one) => [`h ${one.ariaLevel}`]],
    [".subtext", () => ["small"]],
    ["blockquote", () => ["quote"]],
    [".empty", (one) => [`<gap ${Math.round(one.getBoundingClientRect().height / LINE)}>`]],
    ["ol", (one) => [`ol ${one.start}`]],
    ["pre", (one) => ["pre", one.querySelector("code")]],
    ["a", (one) => [`a ${one.getAttribute("href")}`]],
    [".spoiler", (one) => ["spoiler", one.firstElementChild]],
    [".mention", () => ["mention"]],
    ["*", (one) => [one.localName]],
  ];
  const written = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    const [, told] = kinds.find(([selector]) => node.matches(selector));
    const [name, inner = node] = told(node);
    return name.startsWith("<") ? name : `<${name}>${within(inner)}</${name.split(" ")[0]}>`;
  };
  return all.map(within);
}"""


async def drawn(texts: Locator) -> list[str]:
    """Give what is within each text."""
    written: list[str] = await texts.evaluate_all(_WRITTEN)
    return written
