// The desk beside the window: as whom, where and when one looks, what is to go wrong, what the bot asked.
import { useClient } from "./client.js";
import { Calls } from "./calls.js";
import { Content } from "./content.js";
import { Faults } from "./faults.js";
import { LOCALES } from "./locales.js";
import { Day } from "./pretending.js";
import { html, useState } from "./ui.js";
import { nameOf } from "./world.js";

const ROLES = { moderator: "admin: owns the server", editor: "has the role Editors", member: "like anybody" };

export function Desk({ phone, onPhone, onClose }) {
  return html`<aside class="desk" aria-label="Switches">
    <header>
      <h2>Switches</h2>
      <button type="button" class="icon close" aria-label="Close the switches" onClick=${onClose}>✕</button>
    </header>
    <${People} />
    <${Places} />
    <${Day} />
    <${Content} />
    <${Looks} phone=${phone} onPhone=${onPhone} />
    <${Faults} />
    <${Calls} />
  </aside>`;
}

function People() {
  const client = useClient();
  const { world, who } = client;
  return html`<fieldset>
    <legend>Act as</legend>
    ${[...world.people].reverse().map(
      (one) => html`<label class="choice" key=${one.id}>
        <input type="radio" name="who" value=${one.username} checked=${one.username === who} onChange=${() => client.become(one.username)} />
        <span>${nameOf(one)} ${ROLES[one.username] ? html`<small>${ROLES[one.username]}</small>` : null}</span>
      </label>`,
    )}
    <label class="choice">
      <input
        type="checkbox"
        checked=${client.me.installed}
        onChange=${({ currentTarget }) => client.install(currentTarget.checked)}
      />
      <span>${nameOf(client.me)} has the app on their own account</span>
    </label>
  </fieldset>`;
}

function Places() {
  const client = useClient();
  const { world, guild, where } = client;
  const home = world.guilds.find((one) => one.has_bot);
  const elsewhere = world.guilds.find((one) => !one.has_bot);
  const first = (one) => {
    const listed = world.listed(one);
    return (listed.find((each) => each.name === "on-this-day") ?? listed[0]).id;
  };
  const places = [
    home && { name: "In a server", on: guild?.id === home.id, go: () => first(home) },
    { name: "In a direct message", on: where === "dm", go: () => "dm" },
    elsewhere && { name: "As a user-installed app", on: guild?.id === elsewhere.id, go: () => first(elsewhere) },
  ];
  return html`<fieldset>
    <legend>Where</legend>
    ${places.filter(Boolean).map(
      (one) => html`<label class="choice" key=${one.name}>
        <input type="radio" name="where" checked=${one.on} onChange=${() => client.goTo(one.go())} />
        <span>${one.name}</span>
      </label>`,
    )}
  </fieldset>`;
}

function Looks({ phone, onPhone }) {
  const client = useClient();
  const [theme, setTheme] = useState(document.documentElement.dataset.theme);
  const paint = (name) => {
    document.documentElement.dataset.theme = name;
    localStorage.setItem("theme", name);
    setTheme(name);
  };
  return html`<fieldset>
    <legend>Looks</legend>
    <label class="choice">
      <input type="checkbox" checked=${theme === "light"} onChange=${({ currentTarget }) => paint(currentTarget.checked ? "light" : "dark")} />
      <span>Light theme</span>
    </label>
    <label class="choice">
      <input type="checkbox" checked=${phone} onChange=${({ currentTarget }) => onPhone(currentTarget.checked)} />
      <span>Phone width</span>
    </label>
    <label for="locale">Language of the client</label>
    <select id="locale" aria-describedby="locale-hint" value=${client.locale} onChange=${({ currentTarget }) => client.speak(currentTarget.value)}>
      ${LOCALES.map((one) => html`<option value=${one}>${language(one)}</option>`)}
    </select>
    <p class="hint" id="locale-hint">
      The page writes times in it, and Fasti is told of it. Fasti itself speaks English for now.
    </p>
  </fieldset>`;
}

function language(locale) {
  return `${new Intl.DisplayNames("en", { type: "language" }).of(locale)} (${locale})`;
}
