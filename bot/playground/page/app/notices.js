// What only this page says to a person, among the messages where it happened.
import { useClient } from "./client.js";
import { html } from "./ui.js";
import { nameOf } from "./world.js";

// Gives the notices that stand right before a message; before none, those at the end.
export function before(messages, index, notices) {
  const after = (one, each) => BigInt(one?.id ?? 0) <= BigInt(each.after);
  return notices.filter(
    (each) =>
      (index === messages.length || !after(messages[index], each)) &&
      (index === 0 || after(messages[index - 1], each)),
  );
}

export function Notice({ notice }) {
  const client = useClient();
  const { id, text, did } = notice;
  return html`<div class="message said" role="alert">
    ${
      did
        ? html`<p class="occasion"><strong>${nameOf(client.me)}</strong> used <span class="mention">${did}</span></p>`
        : null
    }
    <div class="content">
      <p>${text}</p>
      <p class="only">
        Only you can see this •${" "}
        <button type="button" class="link" onClick=${() => client.dismissNotice(id)}>Dismiss message</button>
      </p>
    </div>
  </div>`;
}
