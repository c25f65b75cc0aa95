// What is to go wrong between the bot and Discord, for an author who wants to see what members see then.
import { useClient } from "./client.js";
import { html } from "./ui.js";

const NEXT = [
  ["Slow", "The next five requests are handled 2 seconds late", { what: "late", seconds: 2, times: 5 }],
  ["429", "The next five requests meet a rate limit", { what: "status", status: 429, retry_after: 2, times: 5 }],
  ["500", "The next five requests fail within Discord", { what: "status", status: 500, times: 5 }],
];

export function Faults() {
  const client = useClient();
  const { faults, link } = client;
  return html`<fieldset>
    <legend>What goes wrong</legend>
    <div class="line">
      ${NEXT.map(
        ([name, words, fault]) => html`<button
          type="button"
          class="button secondary"
          key=${name}
          title=${words}
          aria-label=${`${name}: ${words}`}
          onClick=${() => client.fail(fault)}
        >
          ${name}
        </button>`,
      )}
      <button
        type="button"
        class="button secondary"
        title="Ends the bot's connection without a word; it comes back by itself"
        onClick=${() => client.gateway({ do: "cut" })}
      >
        Cut the gateway
      </button>
    </div>
    <p class="hint" role="status">${faults.length ? faults.map(told).join(" ") : "Nothing is set to go wrong."}</p>
    <p class="hint" role="status">${link}</p>
    ${
      faults.length
        ? html`<button type="button" class="link" onClick=${() => client.mend()}>Let all go well</button>`
        : null
    }
  </fieldset>`;
}

function told({ what, status, seconds, times, method, path }) {
  const how = what === "status" ? `Status ${status}` : what === "slow" || what === "late" ? `${seconds} s late` : what;
  const which = method === "*" && path === "*" ? "requests" : `${method} ${path}`;
  return `${how} for ${times === null ? "all" : `the next ${times}`} ${which}.`;
}
