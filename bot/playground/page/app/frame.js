// The whole window: servers, channels, the open channel, the form above them, the desk beside them.
import { Avatar } from "./avatar.js";
import { Chat } from "./chat.js";
import { Desk } from "./desk.js";
import { toMessageBox } from "./focus.js";
import { Form } from "./form.js";
import { html, useLayoutEffect, useState } from "./ui.js";
import { useClient } from "./client.js";
import { ANNOUNCEMENT, FORUM, nameOf } from "./world.js";

const FIRST = { channels: ".rail button", desk: ".desk .close" }; // takes the focus of what comes over the chat

export function Frame() {
  const client = useClient();
  const [aside, setAside] = useState(""); // what covers the chat where there is no room beside it
  const [phone, setPhone] = useState(localStorage.getItem("phone") === "yes");
  const widen = (narrow) => {
    localStorage.setItem("phone", narrow ? "yes" : "no");
    setPhone(narrow);
  };
  useLayoutEffect(() => {
    if (!aside) return undefined;
    const opener = document.activeElement;
    document.querySelector(FIRST[aside]).focus();
    return () => opener.focus();
  }, [aside]);
  if (client.world === null) {
    return html`<div class="stage"><main class="chat"><p class="waiting" role="alert">${client.problem}</p></main></div>`;
  }
  const toggle = (name) => () => setAside(aside === name ? "" : name);
  const shut = () => setAside("");
  const onKeyDown = (event) => {
    if (event.key === "Escape" && aside) shut();
  };
  return html`<div class="stage" data-aside=${aside} data-phone=${phone} onKeyDown=${onKeyDown}>
    <a class="skip" href="#message-box" onClick=${skip}>Go to the message box</a>
    <div class="app">
      <${Rail} />
      <${Channels} onGone=${shut} />
      <${Chat} onMenu=${toggle("channels")} onDesk=${toggle("desk")} />
    </div>
    <${Desk} phone=${phone} onPhone=${widen} onClose=${shut} />
    ${client.form ? html`<${Form} key=${client.form.interaction} />` : null}
  </div>`;
}

// The address keeps its key, which a link to a place in the page would replace.
function skip(event) {
  event.preventDefault();
  toMessageBox();
}

function Rail() {
  const client = useClient();
  const { world, guild, where } = client;
  const open = (one) => {
    const listed = world.listed(one);
    client.goTo((listed.find((each) => each.name === "on-this-day") ?? listed[0]).id);
  };
  return html`<nav class="rail" aria-label="Servers">
    <button
      type="button"
      class="server"
      aria-label=${`Direct messages with ${nameOf(world.bot)}`}
      title="Direct messages"
      aria-current=${where === "dm"}
      onClick=${() => client.goTo("dm")}
    >
      ${nameOf(world.bot)[0]}
    </button>
    <hr />
    ${world.guilds.map(
      (one) => html`<button
        type="button"
        class="server"
        key=${one.id}
        aria-label=${one.has_bot ? one.name : `${one.name}, where the app is not installed`}
        title=${one.has_bot ? one.name : `${one.name}: the app works only for those who have it on their own account`}
        aria-current=${guild?.id === one.id}
        onClick=${() => open(one)}
      >
        ${one.name[0]}
      </button>`,
    )}
  </nav>`;
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
