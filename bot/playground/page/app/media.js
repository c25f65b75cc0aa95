// Pictures and files. What lies elsewhere is named and not fetched: the page stays on this machine.
import { useHidden } from "./hidden.js";
import { html } from "./ui.js";
import { Outside } from "./text.js";

const PICTURE = /^image\/(?:png|jpeg|gif|webp)\b/;

// Whether the playground has it; `//` and what browsers take for it lead to others.
function here(url) {
  const { origin } = location;
  if (!url.startsWith("/") && !url.startsWith(`${origin}/`)) return false;
  return URL.canParse(url, origin) && new URL(url, origin).origin === origin;
}

// A picture of a gallery, a thumbnail or an embed, with what it shows in words.
export function Picture({ item, class: name = "" }) {
  const { url } = item.media;
  const [shown, show] = useHidden(item.spoiler, url);
  const words = item.description || "Picture";
  if (!shown) {
    return html`<button type="button" class="picture hidden ${name}" onClick=${show}>
      <span>Spoiler</span><span class="unseen"> picture, hidden: press to show</span>
    </button>`;
  }
  if (!here(url)) {
    return html`<${Outside} class="picture elsewhere ${name}" href=${url}>
      ${words} (not loaded: it is on another site)
    <//>`;
  }
  return html`<img class="picture ${name}" src=${url} alt=${words} title=${item.description} loading="lazy" />`;
}

export function Attachments({ attachments }) {
  if (!attachments.length) return null;
  const drawn = attachments.map((one) => {
    const spoiler = one.filename.startsWith("SPOILER_");
    if (!PICTURE.test(one.content_type ?? "")) {
      return html`<${Download} name=${one.filename} size=${one.size} url=${one.url} spoiler=${spoiler} />`;
    }
    const item = { media: { url: one.url }, description: one.description, spoiler };
    return html`<${Picture} item=${item} />`;
  });
  return html`<div class="attachments">${drawn}</div>`;
}

export function Download({ name, size, url, spoiler }) {
  const [shown, show] = useHidden(spoiler, url);
  const title = name || url.split("/").pop();
  if (!shown) {
    return html`<button type="button" class="file hidden" onClick=${show}>
      <span>Spoiler</span><span class="unseen"> file, hidden: press to show</span>
    </button>`;
  }
  return html`<div class="file">
    <span class="sheet" aria-hidden="true"></span>
    <span class="about">
      ${
        here(url)
          ? html`<a href=${url} download=${title}>${title}</a>`
          : html`<${Outside} href=${url}>${title}<//>`
      }
      ${size === null || size === undefined ? null : html`<small>${bytes(size)}</small>`}
    </span>
  </div>`;
}

function bytes(size) {
  if (size < 1024) return `${size} bytes`;
  const kilo = size / 1024;
  return kilo < 1024 ? `${kilo.toFixed(1)} kB` : `${(kilo / 1024).toFixed(1)} MB`;
}
