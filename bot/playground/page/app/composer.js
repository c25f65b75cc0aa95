// The message box: plain messages, and the choice of a command once a slash is typed.
import { useClient } from "./client.js";
import { leaves, matching } from "./commands.js";
import { CommandLine } from "./commandline.js";
import { useListing } from "./listing.js";
import { title } from "./chat.js";
import { html, useLayoutEffect, useRef, useState } from "./ui.js";
import { nameOf } from "./world.js";

export function Composer() {
  const [command, setCommand] = useState(null);
  const [text, setText] = useState("");
  const back = useRef(false); // whether the box is to take the focus again
  const leave = (written = "") => {
    back.current = true;
    setCommand(null);
    setText(written);
  };
  return html`<div class="composer">
    ${
      command
        ? html`<${CommandLine} command=${command} onLeave=${leave} />`
        : html`<${Box} text=${text} onText=${setText} onCommand=${setCommand} focused=${back} />`
    }
  </div>`;
}

function Box({ text, onText, onCommand, focused }) {
  const client = useClient();
  const box = useRef(null);
  const all = leaves(client.commands);
  const typed = /^\/([\w -]*)$/.exec(text)?.[1];
  const found = typed === undefined ? [] : matching(all, typed);
  const items = found.map((one) => ({ key: one.name, command: one }));
  const pick = ({ command }) => onCommand(command);
  const listing = useListing({ id: "commands", items, onPick: pick, label: "Commands", drawn: Row });
  useLayoutEffect(() => {
    if (focused.current) box.current.focus();
    focused.current = false;
  }, []);
  useLayoutEffect(() => {
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [text]);

  const onInput = ({ currentTarget: { value } }) => {
    const whole = /^\/([\w -]+) $/.exec(value)?.[1];
    const exact = whole && all.find((one) => one.name === whole);
    if (exact) onCommand(exact);
    else onText(value);
  };
  const onKeyDown = (event) => {
    if (listing.used(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    onText("");
    if (said.startsWith("/")) client.type(said);
    else client.say(said);
  };
  return html`<div class="box">
    ${listing.shown}
    ${
      typed !== undefined && !found.length
        ? html`<div class="listing hint" role="status"><p class="listing-title">${none(client, typed)}</p></div>`
        : null
    }
    <textarea
      ref=${box}
      rows="1"
      maxlength="4000"
      aria-label=${`Message ${title(client)}, or / for commands`}
      placeholder=${`Message ${client.channel ? "#" : "@"}${title(client)}, or / for commands`}
      value=${text}
      onInput=${onInput}
      onKeyDown=${onKeyDown}
      ...${listing.box}
    ></textarea>
  </div>`;
}

function none({ me, commands }, typed) {
  if (commands.length) return `No command that ${nameOf(me)} may use here begins with /${typed}`;
  return `There are no commands for ${nameOf(me)} here`;
}

function Row({ command }) {
  const options = command.options.map((one) => (one.required ? one.name : `${one.name}?`));
  return html`<span class="about">
    <span class="label">/${command.name} <span class="takes">${options.join(" ")}</span></span>
    <small>${command.description}</small>
  </span>`;
}
