// The open channel: its messages, what only this page says, and the message box below.
import { useClient } from "./client.js";
import { Composer } from "./composer.js";
import { Refused } from "./content.js";
import { roomy, toMessageBox } from "./focus.js";
import { Forum } from "./forum.js";
import { Message } from "./message.js";
import { Notice, before } from "./notices.js";
import { Pretended } from "./pretending.js";
import { useScrolling } from "./scrolling.js";
import { html, useLayoutEffect } from "./ui.js";
import { ANNOUNCEMENT, FORUM, nameOf } from "./world.js";

const LOST =
  "The page has lost the playground and tries to reach it again … If it was ended, start it again and open its new address.";
const TOGETHER = 7 * 60_000; // milliseconds within which messages of one author stand together

export function Chat({ covered, onMenu, onDesk }) {
  const client = useClient();
  const { channel, me, unread, where, who, world } = client;
  const news = unread.isFor(me, world);
  useLayoutEffect(() => {
    // Who goes through the switches goes on there.
    if (roomy() && !document.activeElement.closest(".desk, dialog")) toMessageBox();
  }, [where]);
  return html`<main class="chat" aria-label=${title(client)} inert=${covered}>
    <header class="bar">
      <button
        type="button"
        class="icon menu-button"
        aria-label="Channels"
        title=${news ? "New messages" : undefined}
        data-unread=${news}
        onClick=${onMenu}
      >
        ☰
      </button>
      <h1><span class="hash" aria-hidden="true">${mark(client)}</span>${title(client)}</h1>
      <span class="topic">${topic(client)}</span>
      <button type="button" class="icon desk-button" onClick=${onDesk}>Switches</button>
    </header>
    <${Banner} />
    ${channel?.type === FORUM ? html`<${Forum} channel=${channel} />` : html`<${Messages} key=${where + who} />`}
    ${channel?.type === FORUM ? null : html`<${Composer} key=${where + who} />`}
  </main>`;
}

export function title({ channel, world }) {
  return channel ? channel.name : nameOf(world.bot);
}

export function mark({ channel, world }) {
  if (!channel) return "@";
  if (channel.type === FORUM) return "≡";
  if (channel.type === ANNOUNCEMENT) return "»";
  return world.isThread(channel) ? "↳" : "#";
}

function topic({ channel, guild, world }) {
  if (!channel) return "Direct message";
  if (world.isThread(channel)) return `Thread in #${world.channels.get(channel.parent_id)?.name}`;
  if (!guild.has_bot) return "The app is here only for those who have it on their own account";
  return channel.topic ?? "";
}

// What stands between the page and the bot, if anything does.
function Banner() {
  const client = useClient();
  const said = [
    client.problem,
    !client.live && LOST,
    !client.connected && "Fasti is not connected to the gateway. It comes back by itself if it runs.",
  ].find(Boolean);
  return html`<div class="banners" role="status">
    ${said ? html`<p class="banner warning">${said}</p>` : null}
    <${Refused} />
    <${Pretended} />
  </div>`;
}

function Messages() {
  const client = useClient();
  const { messages, where, who } = client;
  const { newer, toEnd, ...scrolling } = useScrolling();
  const notices = client.notices.filter((one) => one.where === where && one.who === who);
  const noticesAt = (index) => before(messages, index, notices);
  const noted = (one) => html`<${Notice} key=${`notice ${one.id}`} notice=${one} />`;
  const pending = [...client.waiting].filter((one) => one.where === where);
  const sources = (message) => messages.find((one) => one.id === message.message_reference?.message_id);
  return html`<div class="messages" tabindex="0" role="log" aria-label="Messages" ...${scrolling}>
    <div class="start">
      ${client.earlier ? html`<button type="button" class="link" onClick=${() => client.readEarlier()}>Earlier messages</button>` : null}
      ${messages.length || client.reading ? null : html`<p>Nothing has been said here yet. Type / to see what Fasti can do.</p>`}
    </div>
    ${messages.flatMap((message, index) => {
      const said = noticesAt(index);
      return [
        ...said.map(noted),
        html`<${Message}
          key=${message.id}
          message=${message}
          grouped=${!said.length && together(messages[index - 1], message)}
          sources=${sources}
        />`,
      ];
    })}
    ${noticesAt(messages.length).map(noted)}
    ${pending.map((one) => html`<p class="pending">Sending ${one.name} …</p>`)}
  </div>
  ${newer ? html`<div class="newer"><button type="button" onClick=${toEnd}>New messages ↓</button></div>` : null}`;
}

function together(before, message) {
  if (!before || before.author.id !== message.author.id || message.type !== 0 || before.flags & 64) return false;
  if (message.flags & 64 || message.message_reference) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER;
}
