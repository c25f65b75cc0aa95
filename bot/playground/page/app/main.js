// Opens the page: the key from the address, the client on it, the window on the client.
import { follow, said } from "./address.js";
import { Client, ClientProvider } from "./client.js";
import { keepFocus } from "./focus.js";
import { Frame } from "./frame.js";
import { listen } from "./keys.js";
import { Server } from "./server.js";
import { html, render, useEffect, useState } from "./ui.js";

const SLOW = "The playground does not answer yet. If many of its pages are open side by side, close some.";

function Page({ client }) {
  const [, redraw] = useState(0);
  useEffect(() => client.subscribe(() => redraw((count) => count + 1)), [client]);
  return html`<${ClientProvider} value=${client}><${Frame} /><//>`;
}

const { key = "", ...start } = said();
const client = new Client(new Server(key), start);
const frame = document.getElementById("page");
const patience = setTimeout(() => {
  frame.querySelector(".waiting").textContent = SLOW;
}, 5000);
await client.open();
clearTimeout(patience);
frame.replaceChildren();
keepFocus(frame);
render(html`<${Page} client=${client} />`, frame);
follow(client);
listen(client);
document.documentElement.dataset.ready = "true";
