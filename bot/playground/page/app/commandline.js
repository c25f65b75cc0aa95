// A chosen command with a field for each of its options, until it is sent.
import { useClient } from "./client.js";
import { required } from "./commands.js";
import { Field } from "./field.js";
import { useListing } from "./listing.js";
import { reached } from "./server.js";
import { html, useLayoutEffect, useRef, useState } from "./ui.js";

const ATTACHMENT = 11;
const MORE = "more"; // the place behind the fields, where further options are chosen

// `given` is what its fields held when it was left or could not be sent.
export function CommandLine({ command, given, onFields, onLeave, onUnsent }) {
  const client = useClient();
  const [fields, setFields] = useState(() => given ?? required(command).map(blank));
  const [focus, move] = useState(() => ({ on: given ? "" : (required(command)[0]?.name ?? MORE) }));
  const setFocus = (name) => move({ on: name }); // anew, even to where it was before a button had it
  const [missing, setMissing] = useState("");
  const frame = useRef(null);
  const rest = command.options.filter((one) => !fields.some(({ option }) => option === one));
  useLayoutEffect(() => {
    frame.current.querySelector(`[data-field="${focus.on}"]`)?.focus();
  }, [focus]);
  useLayoutEffect(() => onFields(fields), [fields]);

  const change = (option, made) => {
    setMissing("");
    setFields((now) => now.map((one) => (one.option === option ? { ...one, ...made } : one)));
  };
  const add = (option, value = "") => {
    setFields((now) => [...now, { ...blank(option), value, shown: value }]);
    setFocus(option.name);
  };
  const next = (option, made = {}) => {
    const after = fields.map((one) => (one.option === option ? { ...one, ...made } : one));
    const empty = after.find((one) => one.option !== option && !filled(one));
    setFocus(empty ? empty.option.name : MORE);
  };
  const remove = (option) => {
    const at = fields.findIndex((one) => one.option === option);
    if (option.required) {
      if (at === 0) onLeave(`/${command.name}`);
      else setFocus(fields[at - 1].option.name);
      return;
    }
    setFields(fields.filter((one) => one.option !== option));
    setFocus(at > 0 ? fields[at - 1].option.name : MORE);
  };
  const send = async () => {
    const empty = fields.find((one) => one.option.required && !filled(one));
    if (empty) {
      setMissing(empty.option.name);
      setFocus(empty.option.name);
      return;
    }
    const given = fields.filter(filled);
    const texts = given.filter((one) => !one.upload).map((one) => [one.option.name, one.value]);
    const files = given.filter((one) => one.upload).map((one) => [one.option.name, one.upload]);
    onLeave();
    const outcome = await client.run(command.name, Object.fromEntries(texts), Object.fromEntries(files));
    if (!reached(outcome)) onUnsent(fields);
  };
  const values = Object.fromEntries(fields.map((one) => [one.option.name, one.value]));
  return html`<div class="box command-line" ref=${frame} role="group" aria-label=${`The command /${command.name}`}>
    <span class="chosen" title=${command.description}>/${command.name}</span>
    ${fields.map(
      (one) => html`<${Field}
        key=${one.option.name}
        command=${command}
        field=${one}
        values=${values}
        rest=${rest}
        missing=${missing === one.option.name}
        onChange=${(made) => change(one.option, made)}
        onNext=${(made) => next(one.option, made)}
        onAdd=${add}
        onRemove=${() => remove(one.option)}
        onSend=${send}
        onFocus=${() => setFocus(one.option.name)}
        onLeave=${() => onLeave()}
      />`,
    )}
    <${More}
      rest=${rest}
      onAdd=${add}
      onSend=${send}
      onFocus=${() => setFocus(MORE)}
      onBack=${() => (fields.length ? setFocus(fields.at(-1).option.name) : onLeave(`/${command.name}`))}
      onLeave=${() => onLeave()}
    />
    <button type="button" class="icon send" aria-label=${`Send /${command.name}`} onClick=${send}>➤</button>
    ${missing ? html`<p class="missing" role="alert">${missing}: this option is required.</p>` : null}
  </div>`;
}

// The end of the line: Enter sends, further options are offered, and what names none of them is
// taken for the value of the first.
function More({ rest, onAdd, onSend, onFocus, onBack, onLeave }) {
  const [text, setText] = useState("");
  const [focused, setFocused] = useState(false);
  const named = (typed) => rest.filter((one) => one.name.startsWith(typed.replace(/:$/, "").toLowerCase()));
  const items = (focused ? named(text) : []).map((one) => ({ key: one.name, option: one }));
  const add = (option, value) => {
    setText("");
    onAdd(option, value);
  };
  const listing = useListing({
    id: "options",
    items,
    onPick: ({ option }) => add(option),
    label: "Options",
    drawn: OptionRow,
    passive: !text,
  });
  const onKeyDown = (event) => {
    if (listing.used(event) || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      onSend();
    } else if (event.key === "Backspace" && !text) {
      event.preventDefault();
      onBack();
    } else if (event.key === "Escape") onLeave();
  };
  const onInput = ({ currentTarget: { value } }) => {
    const whole = rest.find((one) => `${one.name}:` === value.toLowerCase());
    const first = rest.find((one) => one.type !== ATTACHMENT);
    if (whole) add(whole);
    else if (value.trim() && first && !named(value.trim()).length) add(first, value);
    else setText(value);
  };
  const count = rest.length;
  return html`<span class="more">
    <input
      data-field=${MORE}
      value=${text}
      placeholder=${count ? `+${count} optional` : "Enter sends"}
      aria-label=${count ? `${count} more options: arrow down goes to them, Enter sends` : "Enter sends"}
      onInput=${onInput}
      onKeyDown=${onKeyDown}
      onFocus=${() => {
        setFocused(true);
        onFocus();
      }}
      onBlur=${() => setFocused(false)}
      ...${listing.box}
    />
    ${listing.shown}
  </span>`;
}

function OptionRow({ option }) {
  return html`<span class="about">
    <span class="label">${option.name}</span><small>${option.description}</small>
  </span>`;
}

function blank(option) {
  return { option, value: "", shown: "", upload: null };
}

function filled({ value, upload }) {
  return Boolean(value || upload);
}
