// One option of a command while it is filled in, with what may be meant by what is typed.
import { useClient } from "./client.js";
import { useListing } from "./listing.js";
import { channels, people, roles } from "./menu.js";
import { asUpload } from "./server.js";
import { html, useEffect, useRef, useState } from "./ui.js";

const [BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT] = [5, 6, 7, 8, 9, 11];
const PAUSE = 120; // milliseconds without a keystroke until suggestions are asked for
const MOST = 25;
const NOTHING = "Nothing fits; Enter sends it as typed";
const NEVER_CAME = "Suggestions did not come; Enter sends it as typed";

export function Field(props) {
  const { option } = props.field;
  return option.type === ATTACHMENT ? html`<${File} ...${props} />` : html`<${Typed} ...${props} />`;
}

function Typed({ command, field, values, rest, missing, onChange, onNext, onAdd, onRemove, onSend, onFocus, onLeave }) {
  const { option } = field;
  const [focused, setFocused] = useState(false);
  const { offered, late, told } = useOffered(command, field, values, focused);
  const items = focused ? offered : [];
  const pick = ({ choice }, key) => {
    const made = { value: String(choice.value), shown: choice.label };
    onChange(made);
    if (key === "Enter" || key === "Tab") onNext(made);
  };
  const id = `option-${option.name}`;
  const listing = useListing({ id, items, onPick: pick, label: option.description, drawn: ChoiceRow, passive: late });
  const onInput = ({ currentTarget: { value } }) => {
    if (value === `${option.name}:`) return onChange({ value: "", shown: "" });
    const other = rest.find((one) => value.endsWith(` ${one.name}:`));
    if (other) {
      const kept = value.slice(0, -other.name.length - 2);
      onChange({ value: kept, shown: kept });
      return onAdd(other);
    }
    return onChange({ value, shown: value });
  };
  const onKeyDown = (event) => {
    // A list that answers an earlier text can be closed, and clicked on; no key goes into it.
    if ((!late || event.key === "Escape") && listing.used(event)) return;
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      onSend();
    } else if (event.key === "Backspace" && !field.shown) {
      event.preventDefault();
      onRemove();
    } else if (event.key === "Escape") onLeave();
  };
  return html`<span class="field" data-missing=${missing}>
    <label for=${id}>${option.name}</label>
    <span class="grow" data-text=${field.shown}>
      <input
        id=${id}
        data-field=${option.name}
        value=${field.shown}
        size="1"
        maxlength="6000"
        aria-required=${Boolean(option.required)}
        aria-invalid=${missing}
        aria-describedby=${`${id}-hint`}
        onInput=${onInput}
        onKeyDown=${onKeyDown}
        onFocus=${() => {
          setFocused(true);
          onFocus();
        }}
        onBlur=${() => setFocused(false)}
        ...${listing.box}
      />
    </span>
    <span class="unseen" id=${`${id}-hint`}>${option.description}</span>
    ${listing.shown}
    ${focused && !offered.length && !field.shown && !told ? html`<${Hint} text=${option.description} />` : null}
    ${focused ? html`<span role="status">${told ? html`<${Hint} text=${told} />` : null}</span>` : null}
  </span>`;
}

function Hint({ text }) {
  return html`<div class="listing hint"><p class="listing-title">${text}</p></div>`;
}

function ChoiceRow({ choice }) {
  return html`<span class="about">
    <span class="label">${choice.label}</span>
    ${choice.description ? html`<small>${choice.description}</small>` : null}
  </span>`;
}

// What may be meant: choices, people, roles and channels at once, the bot's suggestions when they come.
// Until then those for an earlier text are `late`; where there are none, it is `told` why.
function useOffered(command, field, values, focused) {
  const client = useClient();
  const { option, shown } = field;
  const [suggested, setSuggested] = useState({ text: null, found: [], failed: false });
  const chosen = field.value !== shown;
  useEffect(() => {
    if (!option.autocomplete || !focused || chosen) return undefined;
    let current = true;
    const timer = setTimeout(async () => {
      const came = await suggestions(client, command, values, option);
      if (current) setSuggested({ text: shown, ...came });
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [shown, focused, chosen]);
  if (chosen) return { offered: [], late: false, told: "" };
  const found = option.autocomplete ? suggested.found : known(option, client, shown);
  const late = Boolean(option.autocomplete) && suggested.text !== shown;
  // Another text makes another list of it, in which nothing has been gone to.
  const offered = found.slice(0, MOST).map((choice) => ({ key: `${shown} ${choice.value}`, choice }));
  return { offered, late, told: late ? "" : reason(option, client, shown, offered, suggested.failed) };
}

async function suggestions(client, command, values, option) {
  try {
    const found = await client.suggest(command.name, values, option.name);
    return { found: found.map((one) => ({ label: one.name, value: one.value })), failed: false };
  } catch {
    return { found: [], failed: true }; // what is typed can be sent without suggestions
  }
}

// Why nothing is offered where something could be.
function reason(option, client, typed, offered, failed) {
  if (option.autocomplete && failed) return NEVER_CAME;
  const offers = option.autocomplete || all(option, client).length > 0;
  return offers && typed && !offered.length ? NOTHING : "";
}

function known(option, client, typed) {
  const begun = typed.replace(/^[#@]/, "").toLowerCase();
  return all(option, client).filter(({ label }) => label.toLowerCase().includes(begun));
}

function all(option, client) {
  if (option.choices) return option.choices.map((one) => ({ label: one.name, value: one.value }));
  switch (option.type) {
    case BOOLEAN:
      return [
        { label: "True", value: "true" },
        { label: "False", value: "false" },
      ];
    case USER:
      return people(client);
    case ROLE:
      return roles(client);
    case MENTIONABLE:
      return [...people(client), ...roles(client)];
    case CHANNEL:
      return channels(client, option.channel_types);
    default:
      return [];
  }
}

function File({ field, missing, onChange, onRemove, onSend, onFocus }) {
  const { option } = field;
  const id = `option-${option.name}`;
  const [problem, setProblem] = useState("");
  const [held, setHeld] = useState(Boolean(field.upload)); // from before: the input cannot show it
  const input = useRef(null);
  const drop = () => onChange({ upload: null, shown: "" });
  const take = async ({ currentTarget: { files } }) => {
    const [file] = files;
    if (!file) return;
    setHeld(false);
    try {
      onChange({ upload: await asUpload(file), shown: file.name });
      setProblem("");
    } catch (error) {
      drop(); // what was chosen before does not go instead
      setProblem(error.message);
    }
  };
  const takeAway = () => {
    drop();
    input.current.focus();
  };
  const onKeyDown = (event) => {
    if (event.key === "Enter" && field.upload) {
      event.preventDefault();
      onSend();
    } else if (event.key === "Backspace") onRemove();
  };
  return html`<span class="field" data-missing=${missing}>
    <label for=${id}>${option.name}</label>
    <input
      ref=${input}
      id=${id}
      type="file"
      data-field=${option.name}
      aria-required=${Boolean(option.required)}
      aria-invalid=${missing}
      aria-describedby=${held && field.upload ? `${id}-held` : undefined}
      onChange=${take}
      onFocus=${onFocus}
      onKeyDown=${onKeyDown}
    />
    ${
      held && field.upload
        ? html`<span class="held">
            <span id=${`${id}-held`}>${field.shown}</span>
            <button type="button" class="icon" aria-label=${`Take ${field.shown} away`} onClick=${takeAway}>✕</button>
          </span>`
        : null
    }
    ${problem ? html`<span class="missing" role="alert">${problem}</span>` : null}
  </span>`;
}
