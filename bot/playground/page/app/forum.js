// A forum: its posts, each a thread, with their tags.
import { useClient } from "./client.js";
import { plain } from "./message.js";
import { posted } from "./times.js";
import { html } from "./ui.js";
import { nameOf } from "./world.js";

export function Forum({ channel }) {
  const client = useClient();
  const posts = client.world.threads(channel.id);
  const tags = new Map(channel.available_tags.map((tag) => [tag.id, tag.name]));
  return html`<section class="forum" tabindex="0" aria-label="Posts">
    ${posts.length ? null : html`<p class="empty-forum">No posts yet. A daily post can be set up here, too.</p>`}
    ${posts.map(
      (post) => html`<button type="button" class="post" key=${post.id} onClick=${() => client.goTo(post.id)}>
        <span class="tags">${post.applied_tags.map((id) => html`<span class="tag">${tags.get(id)}</span>`)}</span>
        <strong title=${post.name}>${post.name}</strong>
        ${
          post.starter
            ? html`<span class="excerpt">
                <span class="author">${nameOf(post.starter.author)}:</span> ${plain(post.starter.text)}
              </span>`
            : null
        }
        <small>
          ${post.message_count} ${post.message_count === 1 ? "message" : "messages"} •${" "}
          ${posted(post.thread_metadata.create_timestamp, client.locale)}
        </small>
      </button>`,
    )}
  </section>`;
}
