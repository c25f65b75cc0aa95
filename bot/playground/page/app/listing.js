// A list of suggestions above a text box, walked through with the arrow keys of the box.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/combobox-autocomplete-list/
import { html, useEffect, useRef, useState } from "./ui.js";

// Gives the attributes of the box, whether a key was used up, and the list to draw. Where it is
// `passive`, nothing is picked before an arrow key has gone to it.
export function useListing({ id, items, onPick, label, drawn, passive = false }) {
  const list = useRef(null);
  const key = items.map((one) => one.key).join("\n");
  // Both are of the list that was shown then: another one begins anew.
  const [went, go] = useState({ key: null, to: 0 });
  const [closed, close] = useState(null);
  if (closed !== null && closed !== key) close(null);
  const first = passive ? -1 : 0;
  const at = Math.min(went.key === key ? went.to : first, items.length - 1);
  const open = items.length > 0 && closed !== key;
  const setActive = (to) => go({ key, to });
  useEffect(() => {
    list.current?.querySelector("[data-active=true]")?.scrollIntoView({ block: "nearest" });
  }, [at, key]);

  const used = (event) => {
    if (!open || event.isComposing) return false;
    const moves = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: at > 0 ? at - 1 : items.length - 1,
    };
    const picks = at >= 0 && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey;
    if (event.key in moves) setActive(moves[event.key]);
    else if (picks) onPick(items[at], event.key);
    else if (event.key === "Escape") close(key);
    else return false;
    event.preventDefault();
    return true;
  };
  const box = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": open,
    "aria-controls": `${id}-list`,
    "aria-activedescendant": open && at >= 0 ? `${id}-${at}` : undefined,
    autocomplete: "off",
  };
  const shown = html`<div class="listing" hidden=${!open}>
    <p class="listing-title" aria-hidden="true">${label}</p>
    <ul role="listbox" id=${`${id}-list`} aria-label=${label} ref=${list}>
      ${items.map(
        (item, index) => html`<li
          role="option"
          key=${item.key}
          id=${`${id}-${index}`}
          aria-selected=${index === at}
          data-active=${index === at}
          onPointerDown=${(event) => event.preventDefault()}
          onClick=${() => onPick(item, "Enter")}
          onPointerMove=${() => setActive(index)}
        >
          ${drawn(item)}
        </li>`,
      )}
    </ul>
  </div>`;
  return { box, used, shown };
}
