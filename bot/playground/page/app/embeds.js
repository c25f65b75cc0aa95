// Embeds: framed boxes of title, text, fields and pictures.
// https://discord.com/developers/docs/resources/message#embed-object
import { useClient } from "./client.js";
import { Picture } from "./media.js";
import { Line, Outside, Text } from "./text.js";
import { posted } from "./times.js";
import { html } from "./ui.js";

export function Embed({ embed }) {
  const { locale } = useClient();
  const style = embed.color ? { "--accent": `#${embed.color.toString(16).padStart(6, "0")}` } : {};
  const foot = [embed.footer?.text, embed.timestamp && posted(embed.timestamp, locale)];
  const picture = (part, name) =>
    part ? html`<${Picture} class=${name} item=${{ media: { url: part.url } }} />` : null;
  return html`<article class="embed" style=${style}>
    <div class="words">
      ${embed.author ? html`<div class="author"><${Linked} url=${embed.author.url}>${embed.author.name}<//></div>` : null}
      ${embed.title ? html`<div class="title"><${Linked} url=${embed.url}><${Line} text=${embed.title} /><//></div>` : null}
      ${embed.description ? html`<${Text} text=${embed.description} />` : null}
      ${embed.fields?.length ? html`<div class="fields">${embed.fields.map(field)}</div>` : null}
    </div>
    ${picture(embed.thumbnail, "thumbnail")} ${picture(embed.image, "large")}
    ${foot.some(Boolean) ? html`<footer>${foot.filter(Boolean).join(" • ")}</footer>` : null}
  </article>`;
}

function field(one) {
  return html`<div class="fact" data-inline=${one.inline}>
    <div class="name"><${Line} text=${one.name} /></div>
    <${Text} text=${one.value} />
  </div>`;
}

function Linked({ url, children }) {
  return url ? html`<${Outside} href=${url}>${children}<//>` : children;
}
