// The letter that stands for a person, in a colour of their own.
import { useClient } from "./client.js";
import { html } from "./ui.js";
import { nameOf } from "./world.js";

const COLOURS = 6; // of which style/messages.css knows

export function Avatar({ user, small = false }) {
  const { world } = useClient();
  const at = world.people.findIndex((one) => one.id === user.id);
  const colour = user.bot ? "app" : ((at < 0 ? Number(BigInt(user.id) % 97n) : at) % COLOURS) + 1;
  return html`<span class="avatar ${small ? "small" : ""}" data-colour=${colour} aria-hidden="true">${nameOf(user)[0]}</span>`;
}
