// The stream of what happens: read as it comes, begun anew when it ends, left while nobody sees the page.
import { Refused } from "./server.js";

const SHORTEST = 500; // milliseconds from the end of a stream to the next try; each one in vain doubles them
const LONGEST = 4000;

// Calls `opened` whenever the stream begins, `lost` when it ends, `refused` if the key is not the server's, and the
// function of its name for each event. A browser has six connections for all pages of a server: one that is hidden
// needs none.
export function follow(server, hear) {
  let stream = null; // ends what is read at present
  const look = () => {
    if (document.hidden) {
      stream?.abort();
      stream = null;
    } else if (stream === null) {
      stream = new AbortController();
      keep(server, hear, stream.signal);
    }
  };
  document.addEventListener("visibilitychange", look);
  look();
}

async function keep(server, hear, signal) {
  let pause = SHORTEST;
  while (!signal.aborted) {
    try {
      const body = await server.stream(signal);
      pause = SHORTEST;
      hear.opened();
      await listen(body.getReader(), hear);
    } catch (error) {
      if (error instanceof Refused) return hear.refused(error.message);
    }
    if (signal.aborted) return undefined;
    hear.lost();
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(2 * pause, LONGEST);
  }
  return undefined;
}

// Tells of each event of a stream until its end. https://html.spec.whatwg.org/multipage/server-sent-events.html
async function listen(reader, hear) {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true }));
    if (done) return;
    const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = events.pop();
    for (const event of events) tell(event.split("\n"), hear);
  }
}

function tell(lines, hear) {
  const field = (name) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  if (field("data")) hear[field("event")]?.(JSON.parse(field("data")));
}
