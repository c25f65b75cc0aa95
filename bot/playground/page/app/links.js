// Links to Discord's channels and messages: they lead to what the playground has of them.
import { useClient } from "./client.js";
import { html } from "./ui.js";
import { FORUM, nameOf } from "./world.js";

const LINK = /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(@me|\d{1,20})\/(\d{1,20})(?:\/(\d{1,20}))?\/?$/;

// The place and the message that an address leads to, or nothing where that is no place here.
export function leading({ world }, href) {
  const [, guild, channel, message = null] = LINK.exec(href) ?? [];
  if (!guild) return null;
  if (guild === "@me") return { where: "dm", message };
  return world.channels.get(channel)?.guild.id === guild ? { where: channel, message } : null;
}

// A link that stays here: bare ones show the name of their channel, as Discord draws them.
export function Jump({ where, message, children }) {
  const client = useClient();
  const drawn = children ?? named(client.world, where, message);
  return html`<button type="button" class=${children ? "link" : "mention"} onClick=${() => client.goTo(where, message)}>
    ${drawn}
  </button>`;
}

function named(world, where, message) {
  const channel = world.channels.get(where);
  const name = channel ? `${channel.type === FORUM ? "" : "#"}${channel.name}` : `@${nameOf(world.bot)}`;
  if (!message) return name;
  return html`${name} › <span aria-hidden="true">💬</span><span class="unseen">a message</span>`;
}
