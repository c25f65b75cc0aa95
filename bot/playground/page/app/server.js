// The people's interface of the playground server, over HTTP.
const GONE = "The playground does not answer. If it was ended, start it again and open its new address.";
const MIB = 1024 * 1024;
const MOST = 10; // MiB that Discord takes of a file
const NO_KEY =
  "To see anything here, open the whole address that was printed at the start: this one lacks its key.";

// What the server says to another key than its own, or the page to none: nothing changes until its address does.
export class Refused extends Error {}

export class Server {
  // `key` is the one in the page's address: without it the server shows and changes nothing.
  constructor(key) {
    this.key = key;
  }

  async get(verb, query = {}) {
    return this.#answered(`${verb}?${new URLSearchParams(query)}`, {});
  }

  async post(verb, body) {
    return this.#answered(verb, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async delete(verb) {
    return this.#answered(verb, { method: "DELETE" });
  }

  // The stream of what happens, as it comes (live.js).
  async stream(signal) {
    return (await this.#response("live", { signal, cache: "no-store" })).body;
  }

  async #answered(path, options) {
    return (await this.#response(path, options)).json().catch(() => ({}));
  }

  async #response(path, options) {
    if (!this.key) throw new Refused(NO_KEY);
    const headers = { ...options.headers, "X-Playground-Key": this.key };
    let response;
    try {
      response = await fetch(`/playground/${path}`, { ...options, headers });
    } catch {
      throw new Error(GONE);
    }
    if (response.ok) return response;
    const { problem } = await response.json().catch(() => ({}));
    if (response.status === 403 && problem) throw new Refused(problem);
    throw new Error(problem || `${GONE} (${response.status})`);
  }
}

// A file as the interface takes it; throws if it is too large to be sent, or cannot be read.
export async function asUpload(file) {
  if (file.size > MOST * MIB) {
    const has = Math.ceil((file.size / MIB) * 10) / 10;
    throw new Error(`${file.name} has ${has} MiB; Discord takes ${MOST} at most`);
  }
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Error(`${file.name} cannot be read: choose it again.`));
    reader.readAsDataURL(file);
  });
  const base64 = url.slice(url.indexOf(",") + 1);
  return { filename: file.name, content_type: file.type || "application/octet-stream", base64 };
}

// The files that a person chose, as the interface takes them.
export async function uploads(files) {
  return Promise.all([...files].map(asUpload));
}

// Whether what a person did went out to the bot at all, whatever came of it.
export function reached({ ok, interaction }) {
  return ok || Boolean(interaction);
}
