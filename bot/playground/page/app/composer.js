// The message box: plain messages, and the choice of a command once a slash is typed.
import { useClient } from "./client.js";
import { leaves, matching } from "./commands.js";
import { CommandLine } from "./commandline.js";
import { useDraft } from "./drafts.js";
import { useListing } from "./listing.js";
import { reached } from "./server.js";
import { title } from "./chat.js";
import { html, useLayoutEffect, useRef } from "./ui.js";
import { nameOf } from "./world.js";

export function Composer() {
  const [{ text, command, fields }, write, giveBack] = useDraft();
  const back = useRef(false); // whether the box is to take the focus again
  const leave = (written = "") => {
    back.current = true;
    write({ text: written, command: null, fields: null });
  };
  const typed = {
    text,
    onText: (written) => write({ text: written }),
    onCommand: (chosen) => write({ text: "", command: chosen, fields: null }),
    onUnsent: (unsent) => giveBack({ text: unsent }),
  };
  return html`<div class="composer">
    ${
      command
        ? html`<${CommandLine}
            command=${command}
            given=${fields}
            onFields=${(filled) => write({ fields: filled })}
            onLeave=${leave}
            onUnsent=${(unsent) => giveBack({ command, fields: unsent })}
          />`
        : html`<${Box} ...${typed} focused=${back} />`
    }
  </div>`;
}

function Box({ text, onText, onCommand, onUnsent, focused }) {
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
  const send = async (said) => {
    onText("");
    const sent = said.startsWith("/") ? reached(await client.type(said)) : await client.say(said);
    if (!sent) onUnsent(said);
  };
  const onKeyDown = (event) => {
    if (listing.used(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const said = text.trim();
    if (said) send(said);
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

function none({ me, commands, guild }, typed) {
  const name = nameOf(me);
  if (commands.length) return `No command that ${name} may use here begins with /${typed}`;
  const lacking = `There are no commands for ${name} here`;
  if (!guild || guild.has_bot || me.installed) return `${lacking}. They come when Fasti has registered them.`;
  return `${lacking}. Tick “${name} has the app on their own account” in the switches.`;
}

function Row({ command }) {
  const options = command.options.map((one) => (one.required ? one.name : `${one.name}?`));
  return html`<span class="about">
    <span class="label">/${command.name} <span class="takes">${options.join(" ")}</span></span>
    <small>${command.description}</small>
  </span>`;
}
