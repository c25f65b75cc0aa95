// A modal: a form that the bot opened, to be filled in and sent or left.
// https://discord.com/developers/docs/components/reference#label
import { useClient } from "./client.js";
import { chosenIn } from "./components.js";
import { useFilled } from "./drafts.js";
import { Menu, choices } from "./menu.js";
import { uploads } from "./server.js";
import { Text } from "./text.js";
import { html, useEffect, useRef, useState } from "./ui.js";

const [ROW, TEXT_INPUT, TEXT, LABEL, UPLOAD, RADIO, BOXES, BOX] = [1, 4, 10, 18, 19, 21, 22, 23];
const PARAGRAPH = 2;
const FIELDS = ".fields :is(input, textarea, button)";
const WRONG = ".labelled[data-wrong=true] :is(input, textarea, button)";
const PROBLEM = "form-problem";

export function Form() {
  const client = useClient();
  const { modal, interaction } = client.form;
  const dialog = useRef(null);
  const { values, fill, kept, forget } = useFilled();
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const { current } = dialog;
    current.showModal();
    current.querySelector(FIELDS)?.focus();
    return () => current.close(); // gives the focus back to what had it
  }, []);
  useEffect(() => {
    if (problem) dialog.current.querySelector(WRONG)?.focus();
  }, [problem]);
  const set = (field, value) => {
    setProblem("");
    fill({ [field.custom_id]: value });
  };
  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem("");
    const told = await client.submit(values);
    if (!told) forget();
    setProblem(told);
    setBusy(false);
  };
  const onClose = () => {
    if (client.form?.interaction === interaction) client.closeForm();
  };
  return html`<dialog class="form" ref=${dialog} aria-labelledby="form-title" onClose=${onClose}>
    <form onSubmit=${submit} novalidate>
      <h2 id="form-title">${modal.title}</h2>
      <div class="fields">
        ${kept ? html`<p class="hint">This holds what you wrote before. Nothing of it has been sent.</p>` : null}
        ${modal.components.map((part) => html`<${Part} part=${part} values=${values} problem=${problem} set=${set} />`)}
      </div>
      ${problem ? html`<p class="problem" id=${PROBLEM} role="alert">${problem}</p>` : null}
      <footer>
        <button type="button" class="button secondary" onClick=${() => dialog.current.close()}>Cancel</button>
        <button type="submit" class="button primary" aria-busy=${busy}>Submit</button>
      </footer>
    </form>
  </dialog>`;
}

function Part({ part, ...rest }) {
  switch (part.type) {
    case TEXT:
      return html`<${Text} text=${part.content} />`;
    case ROW:
      return part.components.map(
        (field) => html`<${Labelled} label=${field.label} field=${field} ...${rest} />`,
      );
    case LABEL:
      return html`<${Labelled}
        label=${part.label}
        hint=${part.description}
        field=${part.component}
        ...${rest}
      />`;
    default:
      return null;
  }
}

function Labelled({ label, hint, field, values, problem, set }) {
  const id = `field-${field.custom_id}`;
  const wrong = problem.startsWith(`${label}: `); // so a problem says whose it is
  const described = [hint && `${id}-hint`, wrong && PROBLEM].filter(Boolean).join(" ") || undefined;
  const given = Object.hasOwn(values, field.custom_id) ? values[field.custom_id] : undefined;
  const common = { id, label, field, given, hint: described, wrong, set: (value) => set(field, value) };
  const required = field.required !== false && field.type !== BOX;
  const boxes = field.type === RADIO || field.type === BOXES; // each of them has a label of its own
  return html`<div class="labelled" data-wrong=${wrong}>
    <${boxes ? "span" : "label"} class="label" for=${boxes ? undefined : id} id=${`${id}-label`}>
      ${label}${required ? html`<span class="needed" aria-hidden="true"> *</span>` : null}
    <//>
    ${hint ? html`<p class="hint" id=${`${id}-hint`}>${hint}</p>` : null}
    <${Input} ...${common} required=${required} />
  </div>`;
}

function Input(props) {
  const { field } = props;
  switch (field.type) {
    case TEXT_INPUT:
      return html`<${Written} ...${props} />`;
    case UPLOAD:
      return html`<${Files} ...${props} />`;
    case RADIO:
    case BOXES:
      return html`<${Boxes} ...${props} />`;
    case BOX:
      return html`<${Box} ...${props} />`;
    default:
      return html`<${Chosen} ...${props} />`;
  }
}

function Written({ id, field, given, hint, required, wrong, set }) {
  const value = given ?? field.value ?? "";
  const common = {
    id,
    value,
    placeholder: field.placeholder,
    maxlength: field.max_length ?? 4000,
    "aria-describedby": hint,
    "aria-required": required,
    "aria-invalid": wrong,
    onInput: ({ currentTarget }) => set(currentTarget.value),
  };
  const box = field.style === PARAGRAPH ? html`<textarea rows="5" ...${common}></textarea>` : html`<input type="text" ...${common} />`;
  return html`${box}<small class="count">${value.length} of ${field.max_length ?? 4000}</small>`;
}

function Chosen({ id, label, field, given, hint, required, wrong, set }) {
  const client = useClient();
  return html`<${Menu}
    id=${id}
    label=${label}
    options=${choices(field, client)}
    chosen=${given ?? chosenIn(field)}
    least=${field.required === false ? 0 : (field.min_values ?? 1)}
    most=${field.max_values ?? 1}
    describedBy=${hint}
    required=${required}
    wrong=${wrong}
    onChoose=${set}
  />`;
}

function Files({ id, field, given, hint, required, wrong, set }) {
  const [problem, setProblem] = useState("");
  const take = async ({ currentTarget: { files } }) => {
    try {
      set(await uploads(files));
      setProblem("");
    } catch (error) {
      if (given) set([]); // those that were chosen before do not go instead
      setProblem(error.message);
    }
  };
  return html`<input
      id=${id}
      type="file"
      multiple=${(field.max_values ?? 1) > 1}
      aria-describedby=${hint}
      aria-required=${required}
      aria-invalid=${wrong}
      onChange=${take}
    />
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}`;
}

// One box of a group, or several of them.
function Boxes({ id, field, given, hint, wrong, set }) {
  const one = field.type === RADIO;
  const before = field.options.filter((each) => each.default).map((each) => each.value);
  const chosen = given ?? before;
  const toggle = (value) => {
    if (one) return set([value]);
    return set(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  };
  return html`<div role=${one ? "radiogroup" : "group"} aria-labelledby=${`${id}-label`} aria-describedby=${hint} class="boxes">
    ${field.options.map(
      (option) => html`<label>
        <input
          type=${one ? "radio" : "checkbox"}
          name=${field.custom_id}
          aria-invalid=${wrong}
          checked=${chosen.includes(option.value)}
          onChange=${() => toggle(option.value)}
        />
        <span>${option.label}${option.description ? html`<small>${option.description}</small>` : null}</span>
      </label>`,
    )}
  </div>`;
}

function Box({ id, field, given, hint, wrong, set }) {
  const checked = given ?? Boolean(field.default);
  return html`<input
    id=${id}
    type="checkbox"
    checked=${checked}
    aria-describedby=${hint}
    aria-invalid=${wrong}
    onChange=${({ currentTarget }) => set(currentTarget.checked)}
  />`;
}
