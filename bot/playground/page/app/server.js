// The people's interface of the playground server, over HTTP.
const GONE = "The playground does not answer. If it was ended, start it again and open its new address.";
export const READ_ONLY =
  "To do anything here, open the whole address that was printed at the start: this one lacks its key.";

export class Server {
  // `key` is the one in the page's address: without it the server changes nothing.
  constructor(key) {
    this.key = key;
  }

  async get(verb, query = {}) {
    return this.#answered(`/playground/${verb}?${new URLSearchParams(query)}`, {});
  }

  async post(verb, body) {
    return this.#answered(`/playground/${verb}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Playground-Key": this.key },
      body: JSON.stringify(body),
    });
  }

  async delete(verb) {
    return this.#answered(`/playground/${verb}`, {
      method: "DELETE",
      headers: { "X-Playground-Key": this.key },
    });
  }

  // Calls `opened` whenever the stream begins anew, `lost` when it ends, and one for each event.
  live({ opened, lost, happened, request }) {
    const stream = new EventSource("/playground/live");
    stream.onopen = opened;
    stream.onerror = lost;
    stream.addEventListener("happened", (event) => happened(JSON.parse(event.data)));
    stream.addEventListener("request", (event) => request(JSON.parse(event.data)));
    return stream;
  }

  async #answered(url, options) {
    if (options.method && !this.key) throw new Error(READ_ONLY);
    let response;
    try {
      response = await fetch(url, options);
    } catch {
      throw new Error(GONE);
    }
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(answer.problem || `${GONE} (${response.status})`);
    return answer;
  }
}

// A file as the interface takes it.
export async function asUpload(file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Error(`${file.name} cannot be read: choose it again.`));
    reader.readAsDataURL(file);
  });
  const base64 = url.slice(url.indexOf(",") + 1);
  return { filename: file.name, content_type: file.type || "application/octet-stream", base64 };
}
