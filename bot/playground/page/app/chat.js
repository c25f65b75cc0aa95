// The open channel: its messages, what only this page says, and the message box below.
import { useClient } from "./client.js";
import { Composer } from "./composer.js";
import { Forum } from "./forum.js";
import { Message } from "./message.js";
import { READ_ONLY } from "./server.js";
import { day } from "./times.js";
import { html, useLayoutEffect, useRef } from "./ui.js";
import { ANNOUNCEMENT, FORUM, nameOf } from "./world.js";

const LOST =
  "The page has lost the playground and tries to reach it again … If it was ended, start it again and open its new address.";
const NEAR = 120; // pixels from the end within which the end is followed
const TOGETHER = 7 * 60_000; // milliseconds within which messages of one author stand together

export function Chat({ onMenu, onDesk }) {
  const client = useClient();
  const { channel } = client;
  return html`<main class="chat" aria-label=${title(client)}>
    <header class="bar">
      <button type="button" class="icon menu-button" aria-label="Channels" onClick=${onMenu}>☰</button>
      <h1><span class="hash" aria-hidden="true">${mark(client)}</span>${title(client)}</h1>
      <span class="topic">${topic(client)}</span>
      <button type="button" class="icon desk-button" onClick=${onDesk}>Switches</button>
    </header>
    <${Banner} />
    ${channel?.type === FORUM ? html`<${Forum} channel=${channel} />` : html`<${Messages} />`}
    ${channel?.type === FORUM ? null : html`<${Composer} key=${client.where + client.who} />`}
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
    !client.server.key && READ_ONLY,
  ].find(Boolean);
  return html`<div class="banners" role="status">
    ${said ? html`<p class="banner warning">${said}</p>` : null}
    ${
      client.world.pretended
        ? html`<p class="banner">
            For Fasti it is ${day(client.world.pretended, client.locale)}.${" "}
            <button type="button" class="link" onClick=${() => client.pretend(null)}>Back to today</button>
          </p>`
        : null
    }
  </div>`;
}

function Messages() {
  const client = useClient();
  const { messages, where, who } = client;
  const scroller = useRef(null);
  const follows = useRef(true);
  const last = messages.at(-1);
  const notices = client.notices.filter((one) => one.where === where && one.who === who);
  const pending = [...client.waiting].filter((one) => one.where === where);
  const sources = (message) => messages.find((one) => one.id === message.message_reference?.message_id);
  useLayoutEffect(() => {
    follows.current = true;
  }, [where, who]);
  useLayoutEffect(() => {
    if (last && asked(last) === client.me.id) follows.current = true;
  }, [last?.id]);
  const follow = () => {
    const { current } = scroller;
    if (follows.current) current.scrollTop = current.scrollHeight;
  };
  useLayoutEffect(follow);
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
    follows.current = scrollHeight - scrollTop - clientHeight < NEAR;
  };
  return html`<div class="messages" ref=${scroller} tabindex="0" role="log" aria-label="Messages" onScroll=${onScroll} onLoadCapture=${follow}>
    <div class="start">
      ${messages.length || client.reading ? null : html`<p>Nothing has been said here yet. Type / to see what Fasti can do.</p>`}
    </div>
    ${messages.map(
      (message, index) => html`<${Message}
        key=${message.id}
        message=${message}
        grouped=${together(messages[index - 1], message)}
        sources=${sources}
      />`,
    )}
    ${pending.map((one) => html`<p class="pending">Sending ${one.name} …</p>`)}
    ${notices.map(
      (one) => html`<div class="message said" key=${`notice ${one.id}`} role="alert">
        <div class="content">
          <p>${one.text}</p>
          <p class="only">
            Only you can see this •${" "}
            <button type="button" class="link" onClick=${() => client.dismissNotice(one.id)}>Dismiss message</button>
          </p>
        </div>
      </div>`,
    )}
  </div>`;
}

// Whose doing a message is: its author's, or that of who gave the command or pressed the button.
function asked({ author, interaction_metadata: metadata }) {
  return metadata ? metadata.user.id : author.id;
}

function together(before, message) {
  if (!before || before.author.id !== message.author.id || message.type !== 0 || before.flags & 64) return false;
  if (message.flags & 64 || message.message_reference) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER;
}
