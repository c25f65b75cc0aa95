// Message components: layouts, texts, media, buttons and menus.
// https://discord.com/developers/docs/components/reference
import { useClient } from "./client.js";
import { useHidden } from "./hidden.js";
import { Download, Picture } from "./media.js";
import { Menu, SELECTS, choices } from "./menu.js";
import { Outside, Text } from "./text.js";
import { html, useLayoutEffect, useRef, useState } from "./ui.js";

const DRAWN = {
  1: ({ part, message }) =>
    html`<div class="row"><${Components} parts=${part.components} message=${message} /></div>`,
  2: Button,
  3: Select,
  5: Select,
  6: Select,
  7: Select,
  8: Select,
  9: Section,
  10: ({ part }) => html`<${Text} text=${part.content} />`,
  11: ({ part }) => html`<${Picture} class="thumbnail" item=${part} />`,
  12: Gallery,
  13: ({ part }) =>
    html`<${Download} name=${part.name} size=${part.size} url=${part.file.url} spoiler=${part.spoiler} />`,
  14: Separator,
  17: Container,
};

export function Components({ parts, message }) {
  return (parts ?? []).map((part) => {
    if (!Object.hasOwn(DRAWN, part.type)) return html`<p class="unknown">A component of type ${part.type}</p>`;
    const Drawn = DRAWN[part.type];
    return html`<${Drawn} key=${part.custom_id ?? part.id} part=${part} message=${message} />`;
  });
}

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };
const LINK = 5;

function Button({ part, message }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const emoji = part.emoji?.name ? html`<span class="emoji">${emojiOf(part)}</span>` : null;
  if (part.style === LINK && !part.disabled) {
    return html`<${Outside} class="button secondary" href=${part.url}>
      ${emoji}${part.label}<span class="leaves" aria-hidden="true">↗</span>
    <//>`;
  }
  const press = async () => {
    if (busy) return;
    setBusy(true);
    await client.press(message.id, part);
    setBusy(false);
  };
  return html`<button
    type="button"
    class="button ${STYLES[part.style] ?? "secondary"}"
    disabled=${part.disabled}
    aria-busy=${busy}
    aria-label=${part.label ? undefined : emojiOf(part)}
    onClick=${press}
  >
    ${emoji}${part.label}
  </button>`;
}

// A custom emoji lies on Discord's servers: its name stands for it.
function emojiOf({ emoji }) {
  return emoji?.id ? `:${emoji.name}:` : emoji?.name;
}

function Select({ part, message }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const send = async (values) => {
    setBusy(true);
    await client.choose(message.id, part, values);
    setBusy(false);
  };
  return html`<${Menu}
    label=${part.placeholder || "Make a selection"}
    options=${choices(part, client)}
    chosen=${chosenIn(part)}
    least=${part.min_values ?? 1}
    most=${part.max_values ?? 1}
    disabled=${part.disabled}
    busy=${busy}
    onChoose=${send}
  />`;
}

// What a menu shows as chosen before anybody chooses.
export function chosenIn(part) {
  if (part.type !== SELECTS.string) return (part.default_values ?? []).map((one) => one.id);
  return part.options.filter((one) => one.default).map((one) => one.value);
}

function Section({ part, message }) {
  return html`<div class="section">
    <div class="beside"><${Components} parts=${part.components} message=${message} /></div>
    <${Components} parts=${[part.accessory]} message=${message} />
  </div>`;
}

function Gallery({ part }) {
  const { items } = part;
  return html`<div class="gallery" data-count=${items.length}>
    ${items.map((item) => html`<${Picture} item=${item} />`)}
  </div>`;
}

function Separator({ part }) {
  const large = part.spacing === 2 ? "large" : "";
  return html`<hr class="separator ${large}" data-line=${part.divider !== false} />`;
}

function Container({ part, message }) {
  const [shown, show] = useHidden(part.spoiler, part.spoiler && words(part));
  const cover = useRef(null);
  useLayoutEffect(() => {
    if (!shown && cover.current.parentElement.contains(document.activeElement)) cover.current.focus();
  }, [shown]);
  const accent = part.accent_color ?? null;
  const style =
    accent === null ? {} : { "--accent": `#${accent.toString(16).padStart(6, "0").slice(-6)}` };
  const content = html`<div class="within" inert=${!shown}>
    <${Components} parts=${part.components} message=${message} />
  </div>`;
  return html`<div class="container" style=${style} data-accent=${accent !== null} data-hidden=${!shown}>
    ${content}
    ${
      shown
        ? null
        : html`<button
            type="button"
            class="cover"
            ref=${cover}
            aria-label="Spoiler, hidden: press to show"
            onClick=${show}
          >
            <span>Spoiler</span>
          </button>`
    }
  </div>`;
}

// All that a component tells, in words and pictures; what is chosen in its menus is no part of that.
function words({ content, media, file, items, components, accessory }) {
  const own = [content, media?.url, media?.description, file?.url];
  const inside = [...(items ?? []), ...(components ?? []), ...(accessory ? [accessory] : [])].map(words);
  return JSON.stringify([own, inside]);
}
