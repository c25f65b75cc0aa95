// The whole window: servers, channels, the open channel, the form above them, the desk beside them.
import { Avatar } from "./avatar.js";
import { Chat } from "./chat.js";
import { Desk } from "./desk.js";
import { toMessageBox } from "./focus.js";
import { Form } from "./form.js";
import { html, useLayoutEffect, useState } from "./ui.js";
import { useClient } from "./client.js";
import { ANNOUNCEMENT, FORUM, nameOf } from "./world.js";

// By what comes over the chat where there is no room beside it: what opens it, and what takes the focus then.
const OPENERS = { channels: ".menu-button", desk: ".desk-button" };
const FIRST = { channels: ".rail button", desk: ".desk .close" };

export function Frame() {
  const client = useClient();
  const [aside, setAside] = useState(""); // what covers the chat where there is no room beside it
  const [phone, setPhone] = useState(localStorage.getItem("phone") === "yes");
  const widen = (narrow) => {
    localStorage.setItem("phone", narrow ? "yes" : "no");
    setPhone(narrow);
  };
  const shut = () => setAside("");
  useLayoutEffect(() => {
    return aside ? cover(aside, shut) : undefined;
  }, [aside]);
  if (client.world === null) return html`<${Closed} />`;
  const backdrop = html`<div class="backdrop" onClick=${shut}></div>`;
  return html`<div class="stage" data-aside=${aside} data-phone=${phone}>
    <a class="skip" href="#message-box" inert=${aside !== ""} onClick=${skip}>Go to the message box</a>
    <div class="app" inert=${aside === "desk"}>
      <${Rail} />
      <${Channels} onGone=${shut} />
      <${Chat} covered=${aside === "channels"} onMenu=${() => setAside("channels")} onDesk=${() => setAside("desk")} />
      ${aside === "channels" ? backdrop : null}
    </div>
    ${aside === "desk" ? backdrop : null}
    <${Desk} phone=${phone} onPhone=${widen} onClose=${shut} />
    ${client.form ? html`<${Form} key=${client.form.interaction} />` : null}
  </div>`;
}

// Takes the focus to what came over the chat, until Escape or more room ends that; gives what ends it.
function cover(aside, shut) {
  const opener = document.querySelector(OPENERS[aside]);
  document.querySelector(FIRST[aside]).focus();
  const onKeyDown = (event) => {
    if (event.key === "Escape") shut();
  };
  const room = new ResizeObserver(() => {
    if (opener.getClientRects().length === 0) shut();
  });
  for (const part of document.querySelectorAll(".stage, .app")) room.observe(part);
  document.addEventListener("keydown", onKeyDown);
  return () => {
    room.disconnect();
    document.removeEventListener("keydown", onKeyDown);
    opener.focus();
  };
}

// What there is to see while the server shows nothing: mostly for want of the right key.
function Closed() {
  const { problem } = useClient();
  return html`<main class="closed">
    <h1>The playground is not open here</h1>
    <p role="alert">${problem}</p>
    <p>The terminal in which it was started shows its address, with the key, in a line like this:</p>
    <p><code>ready http://…#key=…</code></p>
  </main>`;
}

// The address keeps its key, which a link to a place in the page would replace.
function skip(event) {
  event.preventDefault();
  toMessageBox();
}

function Rail() {
  const client = useClient();
  const { world, guild, where, me, unread } = client;
  const open = (one) => {
    const listed = world.listed(one);
    client.goTo((listed.find((each) => each.name === "on-this-day") ?? listed[0]).id);
  };
  return html`<nav class="rail" aria-label="Servers">
    <${Place}
      name=${`Direct messages with ${nameOf(world.bot)}`}
      title="Direct messages"
      letter=${nameOf(world.bot)[0]}
      open=${where === "dm"}
      news=${unread.has(me.dm)}
      onOpen=${() => client.goTo("dm")}
    />
    <hr />
    ${world.guilds.map(
      (one) => html`<${Place}
        key=${one.id}
        name=${one.has_bot ? one.name : `${one.name}, where the app is not installed`}
        title=${one.has_bot ? one.name : `${one.name}: the app works only for those who have it on their own account`}
        letter=${one.name[0]}
        open=${guild?.id === one.id}
        news=${unread.isIn(one)}
        onOpen=${() => open(one)}
      />`,
    )}
  </nav>`;
}

// A server or the direct messages; of the open one, the list beside it says what is new.
function Place({ name, title, letter, open, news, onOpen }) {
  const marked = news && !open;
  return html`<button
    type="button"
    class="server"
    aria-label=${marked ? `${name}, new messages` : name}
    title=${title}
    aria-current=${open}
    data-unread=${marked}
    onClick=${onOpen}
  >
    ${letter}
  </button>`;
}

function Channels({ onGone }) {
  const client = useClient();
  const { world, guild, where, unread } = client;
  const go = (id) => {
    client.goTo(id);
    onGone();
  };
  const entry = (channel, depth) => html`<li key=${channel.id}>
    <button
      type="button"
      class="channel"
      data-depth=${depth}
      data-unread=${unread.has(channel)}
      aria-current=${where === channel.id ? "page" : undefined}
      onClick=${() => go(channel.id)}
    >
      <span class="hash" aria-hidden="true">${sign(channel, depth)}</span>
      <span class="name" title=${channel.name}>${channel.name}</span>
      ${kind(channel) ? html`<span class="unseen">, ${kind(channel)}</span>` : null}
      ${unread.has(channel) ? html`<span class="unseen">, new messages</span>` : null}
    </button>
  </li>`;
  return html`<nav class="channels" aria-label="Channels">
    <h2>${guild ? guild.name : "Direct messages"}</h2>
    <ul>
      ${
        guild
          ? world
              .listed(guild)
              .map((one) => [entry(one, 0), ...world.threads(one.id).map((each) => entry(each, 1))])
          : html`<li>
              <button type="button" class="channel" aria-current=${where === "dm" ? "page" : undefined} onClick=${() => go("dm")}>
                <span class="hash" aria-hidden="true">@</span><span class="name">${nameOf(world.bot)}</span>
              </button>
            </li>`
      }
    </ul>
    <p class="me">
      <${Avatar} user=${client.me} small />
      <span>${nameOf(client.me)}</span>
    </p>
  </nav>`;
}

function sign(channel, depth) {
  if (depth) return "↳";
  if (channel.type === FORUM) return "≡";
  return channel.type === ANNOUNCEMENT ? "»" : "#";
}

function kind({ type }) {
  if (type === FORUM) return "forum";
  return type === ANNOUNCEMENT ? "announcement channel" : "";
}
