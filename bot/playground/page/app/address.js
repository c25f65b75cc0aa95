// What stands in the page's address behind its #: the key; who one is, where, in which language.
import { title } from "./chat.js";

// Nothing of it is sent to the server with the page itself, and nothing of it is kept in a log.
export function said() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

// Keeps the address what the client shows, with one step back for each place.
export function follow(client) {
  const { key } = client.server;
  let written = ""; // the browser may be on its way elsewhere: only what changes here is written
  const write = () => {
    if (!client.world) return;
    const before = said().where;
    const where = client.world.address(client.where);
    const hash = `#${new URLSearchParams({ key, where, as: client.who, locale: client.locale })}`;
    document.title = titled(client);
    if (hash === written) return;
    written = hash;
    if (hash === location.hash) return;
    const step = before !== undefined && before !== where ? "pushState" : "replaceState";
    history[step](null, "", hash);
  };
  client.subscribe(write);
  write();
  // Back, Forward, and an address that somebody typed.
  window.addEventListener("hashchange", () => {
    if ((said().key ?? "") !== key) return location.reload();
    written = "";
    return client.visit(said());
  });
}

function titled(client) {
  const { channel, guild, world } = client;
  if (!channel) return `@${title(client)} | Direct messages`;
  return `${world.isThread(channel) ? "" : "#"}${title(client)} | ${guild.name}`;
}
