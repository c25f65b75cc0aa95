// Keys that work wherever the focus is: what is typed goes to the message box, Alt with an arrow to the next channel.
import { toMessageBox } from "./focus.js";

const WRITTEN = "textarea, select, input:not([type=radio], [type=checkbox]), [role=combobox]"; // takes letters itself
const COVERED = "dialog[open], .stage:not([data-aside=''])"; // the box is below something
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

export function listen(client) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector(COVERED)) return;
    if (event.altKey && event.key in STEPS) walk(client, event);
    else if (typed(event)) toMessageBox();
  });
}

// The key itself arrives in what has the focus by then.
function typed({ key, target, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey || target.closest(WRITTEN)) return false;
  return key.length === 1 && (key !== " " || target === document.body);
}

function walk(client, event) {
  const { guild, world, where } = client;
  if (!guild || event.target.matches("select, [type=date]")) return;
  event.preventDefault();
  const all = world.inOrder(guild);
  const at = all.findIndex((one) => one.id === where) + STEPS[event.key];
  client.goTo(all.at(at % all.length).id);
}
