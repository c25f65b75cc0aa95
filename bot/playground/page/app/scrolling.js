// Where one is among the messages: at their end, which is followed, or further up, where one stays.
import { useClient } from "./client.js";
import { useLayoutEffect, useRef, useState } from "./ui.js";

const NEAR = 120; // pixels from the end within which the end is followed, and from the beginning for earlier ones
const MARKED = 2000; // milliseconds for which a message that a link led to stands out

// Gives the attributes of the part that scrolls, whether something newer is below, what goes there.
export function useScrolling() {
  const client = useClient();
  const { messages, where, who } = client;
  const scroller = useRef(null);
  const held = useRef(null); // the first message in sight while the end is not followed
  const first = useRef(true); // until the messages of this place have been seen
  const put = useRef(null); // how far down they were put then
  const last = messages.at(-1);
  const seen = useRef(null); // the latest message that has been in sight
  const end = useRef(null); // where the end was when it was last gone to, for as long as it is followed
  const [newer, setNewer] = useState(false);
  useLayoutEffect(() => {
    client.following = true;
    first.current = true;
    end.current = null;
  }, [where, who]);
  useLayoutEffect(() => {
    if (last && asked(last) === client.me.id) client.following = true;
  }, [last?.id]);
  useLayoutEffect(() => {
    if (client.sought && !client.reading) seek(client);
  }, [client.sought, client.reading, messages]);
  const leave = (current) => {
    client.following = false;
    end.current = null;
    const message = inSight(current);
    held.current = message && { message, above: above(current, message) };
  };
  const settle = () => {
    const { current } = scroller;
    if (client.following && gone(current, end.current)) leave(current); // no event has told of it yet
    if (client.following) {
      current.scrollTop = current.scrollHeight;
      end.current = { top: current.scrollTop, height: current.scrollHeight };
    } else if (held.current?.message.isConnected) {
      current.scrollTop += above(current, held.current.message) - held.current.above;
    }
  };
  useLayoutEffect(settle);
  useLayoutEffect(() => {
    if (client.reading || !first.current) return;
    first.current = false;
    seen.current = last?.id;
    const latest = client.following && tall(scroller.current);
    if (!latest) return;
    client.following = false;
    end.current = null;
    held.current = { message: latest, above: 0 };
    settle();
    put.current = scroller.current.scrollTop;
  });
  const look = () => {
    if (client.following || client.reading) seen.current = last?.id;
    setNewer(BigInt(last?.id ?? 0) > BigInt(seen.current ?? 0));
  };
  useLayoutEffect(look);
  const toEnd = () => {
    client.following = true;
    settle();
    look();
  };
  const onScroll = ({ currentTarget }) => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget;
    if (scrollTop === put.current) return;
    put.current = null;
    client.following = scrollHeight - scrollTop - clientHeight < NEAR;
    if (client.following) held.current = null;
    else leave(currentTarget);
    if (scrollTop < NEAR && !client.following && client.earlier) client.readEarlier();
    look();
  };
  return { ref: scroller, onScroll, onLoadCapture: settle, newer, toEnd };
}

// Whether somebody has gone up from the end, rather than that something has gone from there.
function gone({ scrollTop, scrollHeight }, end) {
  return end !== null && scrollHeight >= end.height && end.top - scrollTop > NEAR;
}

function above(scroller, message) {
  return message.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function inSight(scroller) {
  const { top } = scroller.getBoundingClientRect();
  const messages = [...scroller.querySelectorAll("article")];
  return messages.find((one) => one.getBoundingClientRect().bottom > top) ?? null;
}

// The latest message if there is not room for it: it is read from its beginning.
function tall(scroller) {
  const latest = [...scroller.querySelectorAll("article")].at(-1);
  return latest?.offsetHeight > scroller.clientHeight ? latest : null;
}

// Goes to the message that a link leads to.
function seek(client) {
  const found = document.querySelector(`.messages [data-id="${client.sought}"]`);
  client.sought = null;
  if (!found) {
    client.note("The message that this link leads to is not here any more.");
    return;
  }
  client.following = false;
  found.scrollIntoView({ block: "center" });
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.dataset.found = "true";
  setTimeout(() => delete found.dataset.found, MARKED);
}

// Whose doing a message is: its author's, or that of who gave the command or pressed the button.
function asked({ author, interaction_metadata: metadata }) {
  return metadata ? metadata.user.id : author.id;
}
