// A menu to choose one or several things from, by mouse or keyboard.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/combobox-select-only/
import { html, useEffect, useId, useLayoutEffect, useRef, useState } from "./ui.js";
import { FORUM, nameOf } from "./world.js";

const TYPING = 700; // milliseconds within which letters belong to one word
export const SELECTS = { string: 3, user: 5, role: 6, mentionable: 7, channel: 8 };

// What a select of any kind offers in the server that is open: value, label, description.
export function choices(part, client) {
  const { string, user, role, mentionable, channel } = SELECTS;
  switch (part.type) {
    case string:
      return part.options;
    case user:
      return people(client);
    case role:
      return roles(client);
    case mentionable:
      return [...people(client), ...roles(client)];
    case channel:
      return channels(client, part.channel_types);
    default:
      return [];
  }
}

export function people({ world, guild, me }) {
  const ids = guild ? guild.members : [me.id, world.bot.id];
  const found = ids.map((id) => world.users.get(id));
  return found.map((user) => ({ value: user.id, label: nameOf(user), description: user.username }));
}

export function roles({ guild }) {
  return (guild?.roles ?? []).map((role) => ({
    value: role.id,
    label: role.name.startsWith("@") ? role.name : `@${role.name}`,
  }));
}

export function channels({ world, guild }, types) {
  const inOrder = (guild ? world.listed(guild) : []).flatMap((one) => [one, ...world.threads(one.id)]);
  const found = inOrder.filter((one) => !types?.length || types.includes(one.type));
  return found.map((one) => ({
    value: one.id,
    label: one.type === FORUM ? one.name : `#${one.name}`,
    description: one.parent_id ? `in #${world.channels.get(one.parent_id)?.name}` : undefined,
  }));
}

export function Menu({ id: given, label, options, chosen, least, most, disabled, busy, onChoose, describedBy, required, wrong }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [up, setUp] = useState(false);
  const [active, setActive] = useState(0);
  const [picked, setPicked] = useState(chosen);
  const frame = useRef(null);
  const typed = useRef({ text: "", at: 0 });
  const several = most > 1;
  const known = chosen.join(" ");
  useEffect(() => setPicked(chosen), [known]);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event) => {
      if (!frame.current.contains(event.target)) close();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  });
  useLayoutEffect(() => {
    if (open) setUp(roomier(frame.current));
  }, [open]);
  useEffect(() => {
    if (open) frame.current.querySelector(".drop").scrollIntoView({ block: "nearest" });
  }, [open, up]);
  useEffect(() => {
    if (!open) return;
    const list = frame.current.querySelector("[role=listbox]");
    (list.querySelector("[data-active=true]") ?? list).scrollIntoView({ block: "nearest" });
  }, [open, active, up]);

  const show = () => {
    if (disabled || busy || open) return;
    const first = options.findIndex((one) => picked.includes(one.value));
    setActive(Math.max(0, first));
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    if (!several) return;
    if (picked.length >= least && picked.join(" ") !== known) onChoose(picked);
    else setPicked(chosen);
  };
  const choose = (option) => {
    if (several) {
      const without = picked.filter((value) => value !== option.value);
      const more = without.length === picked.length;
      if (!more || picked.length < most) setPicked(more ? [...picked, option.value] : without);
      return;
    }
    const again = picked.includes(option.value) && least === 0;
    setOpen(false);
    setPicked(again ? [] : [option.value]);
    onChoose(again ? [] : [option.value]);
  };
  const typedBefore = () => (performance.now() - typed.current.at < TYPING ? typed.current.text : "");
  const search = (key) => {
    const text = typedBefore() + key.toLowerCase();
    typed.current = { text, at: performance.now() };
    const found = options.findIndex((one) => one.label.toLowerCase().startsWith(text));
    if (found >= 0) setActive(found);
  };
  const onKeyDown = (event) => {
    const { key } = event;
    if (!open) {
      if (["ArrowDown", "ArrowUp", "Enter", " "].includes(key)) {
        event.preventDefault();
        show();
      }
      return;
    }
    const last = options.length - 1;
    const moves = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
      PageDown: Math.min(last, active + 8),
      PageUp: Math.max(0, active - 8),
    };
    if (key in moves) setActive(moves[key]);
    else if (key === "Enter" || (key === " " && !typedBefore())) options.length && choose(options[active]);
    else if (key === "Escape") close();
    else if (key === "Tab") return close();
    else if (key.length === 1) search(key);
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  };

  const labels = options.filter((one) => picked.includes(one.value)).map((one) => one.label);
  const count = several ? ` (${least === most ? most : `${least} to ${most}`})` : "";
  return html`<div class="menu" ref=${frame} data-open=${open}>
    <button
      type="button"
      id=${given}
      class="opener"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded=${open}
      aria-controls=${`${id}-list`}
      aria-activedescendant=${open && options.length ? `${id}-${active}` : undefined}
      aria-label=${labels.length ? `${label}: ${labels.join(", ")}` : label + count}
      aria-describedby=${describedBy}
      aria-required=${required}
      aria-invalid=${wrong}
      aria-busy=${Boolean(busy)}
      disabled=${disabled}
      onClick=${() => (open ? close() : show())}
      onKeyDown=${onKeyDown}
    >
      <span class=${labels.length ? "picked" : "placeholder"}>${labels.join(", ") || label}</span>
      <span class="arrow" aria-hidden="true"></span>
    </button>
    <div class="drop" data-up=${up} hidden=${!open} onPointerDown=${keepFocus}>
      <ul role="listbox" id=${`${id}-list`} aria-label=${label} aria-multiselectable=${several}>
        ${options.map(
          (option, index) => html`<${Option}
            key=${option.value}
            id=${`${id}-${index}`}
            option=${option}
            active=${index === active}
            selected=${picked.includes(option.value)}
            several=${several}
            onChoose=${() => choose(option)}
            onPoint=${() => setActive(index)}
          />`,
        )}
      </ul>
      ${options.length ? null : html`<p class="none">There is nothing to choose here.</p>`}
      ${several ? html`<button type="button" class="done" onClick=${close}>Done${count}</button>` : null}
    </div>
  </div>`;
}

// The keys stay with the menu while its list is clicked.
function keepFocus(event) {
  event.preventDefault();
}

// Whether the list has to go above its menu to be seen whole, and can.
function roomier(frame) {
  const around = frame.closest(".messages, .fields").getBoundingClientRect();
  const menu = frame.getBoundingClientRect();
  const list = frame.querySelector(".drop").getBoundingClientRect();
  const [above, below] = [menu.top - around.top, around.bottom - menu.bottom];
  return list.height > below && above > below;
}

export function Option({ id, option, active, selected, several, onChoose, onPoint }) {
  return html`<li
    role="option"
    id=${id}
    aria-selected=${selected}
    data-active=${active}
    onClick=${onChoose}
    onPointerMove=${onPoint}
  >
    ${option.emoji?.name ? html`<span class="emoji" aria-hidden="true">${option.emoji.name}</span>` : null}
    <span class="about">
      <span class="label">${option.label}</span>
      ${option.description ? html`<small>${option.description}</small>` : null}
    </span>
    ${several ? html`<span class="tick" aria-hidden="true"></span>` : null}
  </li>`;
}
