// The content that Fasti shows, and what is wrong with what an author changed in its files since.
import { useClient } from "./client.js";
import { instant } from "./times.js";
import { html } from "./ui.js";

export function Content() {
  const { world, locale } = useClient();
  const { content } = world;
  if (!content?.line) return null;
  return html`<section class="content-told" aria-label="Content">
    <h3>Content</h3>
    <p>${content.line}, loaded ${instant(content.loaded_at, "t", locale)}</p>
    ${
      content.count
        ? html`<ul class="faults">
            ${content.faults.map((fault) => html`<li>${fault}</li>`)}
            ${rest(content, content.faults.length)}
          </ul>`
        : html`<p class="hint">A change to its files is shown here a second later.</p>`
    }
  </section>`;
}

// Says above the messages why a change is not shown; nothing while all is well.
export function Refused() {
  const { content } = useClient().world;
  if (!content?.count) return null;
  return html`<p class="banner warning">
    The changed content cannot be shown, the last good one stays: mend${" "}
    <span class="fault">${content.faults[0]}</span>${" "}
    ${content.count > 1 ? `(and ${content.count - 1} more, listed with the switches)` : null}
  </p>`;
}

function rest({ count }, shown) {
  return count > shown ? html`<li>And ${count - shown} more.</li>` : null;
}
