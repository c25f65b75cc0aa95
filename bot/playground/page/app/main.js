// Opens the page: the key from the address, the client on it, the window on the client.
import { Client, ClientProvider } from "./client.js";
import { keepFocus } from "./focus.js";
import { Frame } from "./frame.js";
import { Server } from "./server.js";
import { html, render, useEffect, useState } from "./ui.js";

function Page({ client }) {
  const [, redraw] = useState(0);
  useEffect(() => client.subscribe(() => redraw((count) => count + 1)), [client]);
  return html`<${ClientProvider} value=${client}><${Frame} /><//>`;
}

const key = new URLSearchParams(location.hash.slice(1)).get("key") ?? "";
const client = new Client(new Server(key));
const frame = document.getElementById("page");
await client.open();
frame.replaceChildren();
keepFocus(frame);
render(html`<${Page} client=${client} />`, frame);
document.documentElement.dataset.ready = "true";
window.addEventListener("hashchange", () => location.reload());
