// Markdown tokens as elements. Texts go into text nodes alone, never into markup.
import { useClient } from "./client.js";
import { useHidden } from "./hidden.js";
import { Jump, leading } from "./links.js";
import { blocks, inlines } from "./markdown.js";
import { full, instant } from "./times.js";
import { html, useEffect, useMemo, useState } from "./ui.js";
import { nameOf } from "./world.js";

const onWeb = (url) => /^https?:\/\//i.test(url) && URL.canParse(url);

// A text with all of Discord's Markdown.
export function Text({ text }) {
  const tokens = useMemo(() => blocks(text), [text]);
  return html`<div class="text">${tokens.map(drawn)}</div>`;
}

// A text on one line, such as an embed's title.
export function Line({ text }) {
  const tokens = useMemo(() => inlines(text), [text]);
  return tokens.map(drawn);
}

// A text as it was written: where marked reads `&#65;`, Discord does not.
const inside = (token) => (token.tokens ? token.tokens.map(drawn) : token.raw);

const DRAWN = {
  paragraph: (token) => html`<p>${inside(token)}</p>`,
  heading: Heading,
  subtext: (token) => html`<p class="subtext">${inside(token)}</p>`,
  quote: (token) => html`<blockquote>${inside(token)}</blockquote>`,
  list: List,
  fence: (token) => html`<pre tabindex="0"><code>${token.text}</code></pre>`,
  space: (token) => html`<div class="empty" style=${{ "--lines": newlines(token.raw) - 1 }}></div>`,
  strong: (token) =>
    token.raw.startsWith("__")
      ? html`<u>${inside(token)}</u>`
      : html`<strong>${inside(token)}</strong>`,
  em: (token) => html`<em>${inside(token)}</em>`,
  del: (token) => html`<s>${inside(token)}</s>`,
  codespan: (token) => html`<code>${token.text}</code>`,
  br: () => html`<br />`,
  link: Link,
  spoiler: (token) => html`<${Spoiler} said=${token.raw}>${inside(token)}<//>`,
  time: (token) => html`<${Time} ...${token} />`,
  mention: (token) => html`<${Mention} kind=${token.kind} id=${token.id} />`,
  everyone: (token) => html`<span class="mention">@${token.name}</span>`,
  command: (token) => html`<span class="mention">/${token.name}</span>`,
  emoji: (token) => `:${token.name}:`,
  checkbox: (token) => token.raw,
  text: inside,
  escape: (token) => token.text,
};

function drawn(token) {
  return Object.hasOwn(DRAWN, token.type) ? DRAWN[token.type](token) : token.raw;
}

function newlines(raw) {
  return raw.split("\n").length - 1;
}

// Cards begin at the third level of the page, below the server's and the channel's names.
function Heading(token) {
  return html`<div class="heading heading-${token.depth}" role="heading" aria-level=${token.depth + 2}>
    ${inside(token)}
  </div>`;
}

function List(token) {
  const items = token.items.map((item) => html`<li>${inside(item)}</li>`);
  return token.ordered ? html`<ol start=${token.start}>${items}</ol>` : html`<ul>${items}</ul>`;
}

function Link(token) {
  if (!onWeb(token.href)) return token.raw;
  return html`<${Leading} href=${token.href} bare=${token.text === token.href}>${inside(token)}<//>`;
}

// Links to Discord's own places stay here, where it has them.
function Leading({ href, bare, children }) {
  const place = leading(useClient(), href);
  if (place) return html`<${Jump} ...${place}>${bare ? null : children}<//>`;
  return html`<${Outside} href=${href}>${children}<//>`;
}

// A link that leaves the playground; anything but the web is no link.
export function Outside({ href, children, ...more }) {
  if (!onWeb(href)) return html`<span ...${more}>${children}</span>`;
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer" ...${more}>
    ${children}
  </a>`;
}

function Spoiler({ said, children }) {
  const [shown, show] = useHidden(true, said);
  if (shown) return html`<span class="spoiler shown">${children}</span>`;
  const onKeyDown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show();
  };
  return html`<span
    class="spoiler"
    role="button"
    tabindex="0"
    aria-label="Spoiler, hidden: press to show"
    onClick=${show}
    onKeyDown=${onKeyDown}
    ><span aria-hidden="true" inert>${children}</span></span
  >`;
}

const AGAIN = 10_000; // milliseconds until a relative time is looked at again

function Time({ seconds, style }) {
  const { locale } = useClient();
  const [, again] = useState(0);
  useEffect(() => {
    if (style !== "R") return undefined;
    const timer = setInterval(() => again((count) => count + 1), AGAIN);
    return () => clearInterval(timer);
  }, [style]);
  return html`<time class="time" title=${full(seconds, locale)}>
    ${instant(seconds, style, locale)}
  </time>`;
}

function Mention({ kind, id }) {
  const client = useClient();
  const { world } = client;
  if (kind === "channel") {
    const channel = world.channels.get(id);
    if (!channel) return html`<span class="mention">#unknown</span>`;
    return html`<button type="button" class="mention" onClick=${() => client.goTo(id)}>
      #${channel.name}
    </button>`;
  }
  if (kind === "role") {
    return html`<span class="mention">@${world.roles.get(id)?.name ?? "unknown-role"}</span>`;
  }
  const user = world.users.get(id);
  return html`<span class="mention">@${user ? nameOf(user) : "unknown-user"}</span>`;
}
