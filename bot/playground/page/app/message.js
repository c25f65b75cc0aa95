// One message: who wrote it, in answer to what, and all that is in it.
import { Avatar } from "./avatar.js";
import { useClient } from "./client.js";
import { Components } from "./components.js";
import { Embed } from "./embeds.js";
import { Attachments } from "./media.js";
import { Text } from "./text.js";
import { full, posted } from "./times.js";
import { html, useErrorBoundary, useMemo } from "./ui.js";
import { nameOf } from "./world.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const CROSSPOSTED = 1 << 0;
const V2 = 1 << 15; // its files are shown by its components alone
const PINNED_NOTICE = 6;
const THREAD_NOTICE = 18;

export function Message({ message, grouped, sources }) {
  const { locale, world, where } = useClient();
  const [fault] = useErrorBoundary();
  const begun = world.channels.get(message.id);
  const thread = begun?.id === where ? undefined : begun; // a thread does not lead to itself
  // The same picture of it stays for as long as nothing that it shows has changed.
  const drawn = useMemo(
    () => html`<${Whole} message=${message} grouped=${grouped} source=${sources(message)} thread=${thread} />`,
    [message, grouped, locale, world.names, thread?.message_count],
  );
  return fault ? html`<p class="notice">A message that this page cannot draw: ${fault.message}</p>` : drawn;
}

function Whole({ message, grouped, source, thread }) {
  const client = useClient();
  if (message.type === PINNED_NOTICE || message.type === THREAD_NOTICE) {
    return html`<${Notice} message=${message} />`;
  }
  const ephemeral = Boolean(message.flags & EPHEMERAL);
  const author = nameOf(message.author);
  return html`<article
    class="message"
    aria-label=${`${author}, ${posted(message.timestamp, client.locale)}`}
    data-id=${message.id}
    data-grouped=${grouped}
    data-ephemeral=${ephemeral}
    data-from=${message.author.bot ? "app" : "person"}
  >
    <${Occasion} message=${message} source=${source} />
    ${grouped ? null : html`<${Author} message=${message} author=${author} />`}
    <div class="content">
      ${
        message.flags & LOADING
          ? html`<p class="thinking">${author} is thinking …</p>`
          : html`<${Content} message=${message} />`
      }
      ${thread ? html`<${ThreadLink} thread=${thread} />` : null}
      ${
        ephemeral
          ? html`<p class="only">
              Only you can see this •${" "}
              <button type="button" class="link" onClick=${() => client.dismiss(message.id)}>
                Dismiss message
              </button>
            </p>`
          : null
      }
    </div>
  </article>`;
}

function Content({ message }) {
  const { locale } = useClient();
  const edited = message.edited_timestamp
    ? html`<small class="edited" title=${full(Date.parse(message.edited_timestamp) / 1000, locale)}>(edited)</small>`
    : null;
  return html`
    ${message.content ? html`<${Text} text=${message.content} />` : null}
    ${message.embeds.map((embed) => html`<${Embed} embed=${embed} />`)}
    ${message.flags & V2 ? null : html`<${Attachments} attachments=${besides(message)} />`}
    <div class="components">
      <${Components} parts=${message.components} message=${message} />
    </div>
    ${edited}
  `;
}

// The files that no embed shows.
function besides({ attachments, embeds }) {
  const shown = embeds.flatMap((one) => [one.image?.url, one.thumbnail?.url]);
  return attachments.filter((one) => !shown.includes(one.url));
}

function Author({ message, author }) {
  const { locale } = useClient();
  const when = Date.parse(message.timestamp) / 1000;
  return html`<${Avatar} user=${message.author} />
    <header>
      <span class="name">${author}</span>
      ${message.author.bot ? html`<span class="badge">APP</span>` : null}
      <time title=${full(when, locale)} datetime=${message.timestamp}>${posted(message.timestamp, locale)}</time>
      ${message.flags & CROSSPOSTED ? html`<span class="mark">Published</span>` : null}
      ${message.pinned ? html`<span class="mark">Pinned</span>` : null}
    </header>`;
}

// What the message answers: a command, or a message whose button was pressed.
function Occasion({ message, source }) {
  const { interaction_metadata: metadata } = message;
  if (metadata?.name) {
    const who = nameOf(metadata.user);
    return html`<p class="occasion">
      <${Avatar} user=${metadata.user} small /><strong>${who}</strong> used${" "}
      <span class="mention">/${metadata.name}</span>
    </p>`;
  }
  if (!message.message_reference) return null;
  return html`<p class="occasion">
    ${
      source
        ? html`<${Avatar} user=${source.author} small /><strong>${nameOf(source.author)}</strong> <span class="snippet">${snippet(source)}</span>`
        : html`<span class="snippet">An earlier message</span>`
    }
  </p>`;
}

function snippet(message) {
  const [first = ""] = (message.content || texts(message.components)).split("\n");
  return plain(first).slice(0, 80) || "A message";
}

// A text without its Markdown, and without what it hides.
export function plain(text) {
  return text.replace(/\|\|[\s\S]+?\|\|/g, "▮▮▮").replace(/^[#>\-\s]+|[*|`\\]/gm, "");
}

function texts(parts) {
  for (const part of parts ?? []) {
    if (part.spoiler) continue;
    const found = part.content || texts(part.components);
    if (found) return found;
  }
  return "";
}

function ThreadLink({ thread }) {
  const client = useClient();
  const count = thread.message_count;
  return html`<button type="button" class="thread" onClick=${() => client.goTo(thread.id)}>
    <strong>${thread.name}</strong> ${count} ${count === 1 ? "message" : "messages"} ›
  </button>`;
}

function Notice({ message }) {
  const { world } = useClient();
  const what =
    message.type === PINNED_NOTICE
      ? "pinned a message to this channel."
      : `started a thread: ${world.channels.get(message.message_reference?.channel_id)?.name ?? message.content}`;
  return html`<p class="notice"><strong>${nameOf(message.author)}</strong> ${what}</p>`;
}
