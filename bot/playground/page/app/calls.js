// What the bot asked of Discord's REST API, the latest first.
import { useClient } from "./client.js";
import { html, useState } from "./ui.js";

const SHOWN = 100;

export function Calls() {
  const { calls, locale } = useClient();
  const [open, setOpen] = useState(false);
  return html`<details class="calls" open=${open} onToggle=${({ currentTarget }) => setOpen(currentTarget.open)}>
    <summary>REST calls of the bot (${calls.length})</summary>
    ${open ? html`<ol>${[...calls].reverse().slice(0, SHOWN).map((call) => html`<${Call} key=${call.number} call=${call} locale=${locale} />`)}</ol>` : null}
  </details>`;
}

function Call({ call, locale }) {
  const [open, setOpen] = useState(false);
  const at = new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(new Date(call.at * 1000));
  const body = open && call.body !== null ? JSON.stringify(call.body, null, 2) : "";
  return html`<li>
    <details onToggle=${({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span class="status" data-good=${call.status > 0 && call.status < 400}>${call.status || "none"}</span>${" "}
        <span class="method">${call.method}</span>${" "}<span class="path" title=${call.path}>${call.path}</span>${" "}
        <time>${at}</time>
      </summary>
      ${open ? html`<pre tabindex="0">${body || "No body"}</pre>` : null}
    </details>
  </li>`;
}
