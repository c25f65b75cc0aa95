// One option of a command while it is filled in, with what may be meant by what is typed.
import { useClient } from "./client.js";
import { useListing } from "./listing.js";
import { channels, people, roles } from "./menu.js";
import { asUpload } from "./server.js";
import { html, useEffect, useState } from "./ui.js";

const [BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT] = [5, 6, 7, 8, 9, 11];
const PAUSE = 120; // milliseconds without a keystroke until suggestions are asked for
const MOST = 25;

export function Field(props) {
  const { option } = props.field;
  return option.type === ATTACHMENT ? html`<${File} ...${props} />` : html`<${Typed} ...${props} />`;
}

function Typed({ command, field, values, rest, missing, onChange, onNext, onAdd, onRemove, onSend, onFocus, onLeave }) {
  const { option } = field;
  const [focused, setFocused] = useState(false);
  const offered = useOffered(command, field, values, focused);
  const items = focused ? offered : [];
  const pick = ({ choice }, key) => {
    const made = { value: String(choice.value), shown: choice.label };
    onChange(made);
    if (key === "Enter" || key === "Tab") onNext(made);
  };
  const id = `option-${option.name}`;
  const listing = useListing({ id, items, onPick: pick, label: option.description, drawn: ChoiceRow });
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
    if (listing.used(event) || event.isComposing) return;
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
    ${
      focused && !offered.length && !field.shown
        ? html`<div class="listing hint"><p class="listing-title">${option.description}</p></div>`
        : null
    }
  </span>`;
}

function ChoiceRow({ choice }) {
  return html`<span class="about">
    <span class="label">${choice.label}</span>
    ${choice.description ? html`<small>${choice.description}</small>` : null}
  </span>`;
}

// What may be meant: choices, people, roles and channels at once, the bot's suggestions when they come.
function useOffered(command, field, values, focused) {
  const client = useClient();
  const { option } = field;
  const [suggested, setSuggested] = useState([]);
  const chosen = field.value !== field.shown;
  useEffect(() => {
    if (!option.autocomplete || !focused || chosen) return undefined;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const found = await client.suggest(command.name, values, option.name);
        if (current) setSuggested(found.map((one) => ({ label: one.name, value: one.value })));
      } catch {
        if (current) setSuggested([]); // what is typed can be sent without suggestions
      }
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [field.shown, focused, chosen]);
  if (chosen) return [];
  const found = option.autocomplete ? suggested : known(option, client, field.shown);
  return found.slice(0, MOST).map((choice) => ({ key: String(choice.value), choice }));
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
  const take = async ({ currentTarget: { files } }) => {
    const [file] = files;
    if (!file) return;
    try {
      onChange({ upload: await asUpload(file), shown: file.name });
      setProblem("");
    } catch (error) {
      setProblem(error.message);
    }
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
      id=${id}
      type="file"
      data-field=${option.name}
      aria-required=${Boolean(option.required)}
      aria-invalid=${missing}
      onChange=${take}
      onFocus=${onFocus}
      onKeyDown=${onKeyDown}
    />
    ${problem ? html`<span class="missing" role="alert">${problem}</span>` : null}
  </span>`;
}
