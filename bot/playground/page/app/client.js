// What a Discord client knows and does: who one is, where, what is there, and what one does about it.
import { asUpload } from "./server.js";
import { createContext, useContext } from "./ui.js";
import { FORUM, World } from "./world.js";

const GATHER = 40; // milliseconds for which changes gather before everything is read anew
const KEPT_CALLS = 300;
const SHOWN_MESSAGES = 100;
export const LOCALES = ["en-US", "en-GB", "de", "fr", "es-ES", "it", "pl", "ru", "uk"];

const BEFELL = {
  DISCONNECT: "Fasti has lost the gateway.",
  RESUME: "Fasti lost the gateway, and is back by itself: it missed nothing.",
  CONNECT: "Fasti is connected to the gateway anew.",
};

const Here = createContext(null);
export const ClientProvider = Here.Provider;
export const useClient = () => useContext(Here);

export class Client {
  who = "member";
  locale = "en-US";
  where = null; // the id of the channel that is open
  world = null;
  messages = [];
  reading = true; // until the messages are those of who and where one is
  commands = [];
  calls = []; // what the bot asked of the REST API
  faults = [];
  link = ""; // the latest of what befell the bot's connection to the gateway
  notices = []; // what only this page says, by channel
  form = null; // the outcome whose modal is open
  waiting = new Set(); // what has been sent and not been answered
  problem = ""; // what keeps the page from showing anything
  live = false;
  #seen = new Map(); // JSON of a message by id, so that what has not changed stays the same object
  #listeners = new Set();
  #refreshing = null;
  #timer = null;
  #count = 0;

  constructor(server) {
    this.server = server;
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open() {
    this.server.live({
      opened: () => {
        this.live = true;
        this.#readCalls();
        this.#soon();
      },
      lost: () => {
        this.live = false;
        this.#changed();
      },
      happened: ({ name }) => {
        this.link = BEFELL[name] ?? this.link;
        this.#soon();
      },
      request: (call) => {
        this.calls = [...this.calls, call].slice(-KEPT_CALLS);
        if (call.method !== "GET") this.#soon();
        this.#changed();
      },
    });
    return this.refresh();
  }

  get channel() {
    return this.world?.channels.get(this.where) ?? null;
  }

  get guild() {
    return this.channel?.guild ?? null;
  }

  get connected() {
    return this.world !== null && this.world.sessions.length > 0;
  }

  get me() {
    return this.world.person(this.who);
  }

  // The server's channels by id; a DM goes by the name `dm`.
  get place() {
    return this.where === "dm" ? "dm" : this.where;
  }

  // Reads everything anew; what is asked for meanwhile is read in one go afterwards.
  async refresh() {
    if (this.#refreshing) {
      await this.#refreshing.catch(() => {});
      if (this.#refreshing) return this.#refreshing;
    }
    this.#refreshing = this.#read().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async goTo(where) {
    this.where = where;
    await this.#anew();
  }

  async become(who) {
    this.who = who;
    this.form = null;
    await this.#anew();
  }

  speak(locale) {
    this.locale = locale;
    this.#changed();
  }

  async run(command, options, files) {
    return this.#deed(`/${command}`, "command", { command, options, files, where: this.place });
  }

  async type(text) {
    const name = text.split(/\s/)[0];
    return this.#deed(name, "type", { text, where: this.place });
  }

  async suggest(command, options, focused) {
    const body = { command, options, focused, as: this.who, where: this.place, locale: this.locale };
    const outcome = await this.server.post("suggest", body);
    if (!outcome.ok) throw new Error(outcome.problem);
    return outcome.choices;
  }

  async press(message, button) {
    return this.#deed(button.label || "a button", "press", { message, button: button.custom_id });
  }

  async choose(message, select, values) {
    const name = select.placeholder || "a menu";
    return this.#deed(name, "choose", { message, select: select.custom_id, values });
  }

  // Gives the sentence that keeps the form open, or nothing.
  async submit(fields) {
    const { interaction } = this.form;
    const outcome = await this.#sent("submit", { interaction, fields });
    if (!outcome.ok) return outcome.problem;
    this.form = outcome.modal ? outcome : null;
    this.#soon();
    this.#changed();
    return "";
  }

  closeForm() {
    this.form = null;
    this.#changed();
  }

  async say(text) {
    await this.#tried(() => this.server.post("messages", { text, as: this.who, where: this.place }));
  }

  async dismiss(message) {
    await this.#tried(() => this.server.post("dismiss", { message, as: this.who }));
    this.#soon();
  }

  dismissNotice(id) {
    this.notices = this.notices.filter((one) => one.id !== id);
    this.#changed();
  }

  async install(installed) {
    await this.#tried(() => this.server.post("install", { as: this.who, installed }));
    this.#soon();
  }

  // Lets the bot take another date for today; null gives it the real one back.
  async pretend(date) {
    await this.#tried(() => this.server.post("pretend", { date }));
    this.#soon();
  }

  async fail(fault) {
    await this.#tried(() => this.server.post("faults", fault));
    this.#soon();
  }

  async mend() {
    await this.#tried(() => this.server.delete("faults"));
    this.#soon();
  }

  async gateway(what) {
    await this.#tried(() => this.server.post("gateway", what));
    this.#soon();
  }

  note(text) {
    this.#count += 1;
    const notice = { id: this.#count, where: this.where, who: this.who, text };
    this.notices = [...this.notices, notice].slice(-20);
    this.#changed();
  }

  // Does what a person did, and shows what came of it; gives the outcome.
  async #deed(name, verb, body) {
    const pending = { name, where: this.where };
    this.waiting.add(pending);
    this.#changed();
    const outcome = await this.#sent(verb, body);
    this.waiting.delete(pending);
    if (!outcome.ok) this.note(outcome.problem);
    if (outcome.modal) this.form = outcome;
    this.#changed();
    await this.refresh().catch(() => {});
    return outcome;
  }

  async #sent(verb, body) {
    try {
      return await this.server.post(verb, { ...body, as: this.who, locale: this.locale });
    } catch (error) {
      return { ok: false, problem: error.message };
    }
  }

  async #tried(deed) {
    try {
      await deed();
    } catch (error) {
      this.note(error.message);
    }
  }

  // Shows nothing that belongs to another place or person.
  async #anew() {
    this.messages = [];
    this.reading = true;
    this.#changed();
    await this.refresh();
  }

  async #read() {
    try {
      const [state, faults] = await Promise.all([
        this.server.get("state"),
        this.server.get("faults"),
      ]);
      this.world = new World(state);
      this.faults = faults;
      this.#settle();
      const there = { as: this.who, where: this.place };
      const { commands } = await this.server.get("commands", there);
      this.commands = commands;
      const messages = await this.#messages(there);
      if (there.as === this.who && there.where === this.place) {
        this.messages = this.#same(messages);
        this.reading = false;
      }
      this.problem = "";
    } catch (error) {
      this.problem = error.message;
    }
    this.#changed();
  }

  async #messages(there) {
    if (this.channel?.type === FORUM) return [];
    const found = await this.server.get("messages", { ...there, limit: SHOWN_MESSAGES });
    return found.map(({ message }) => message);
  }

  // Goes to where the day's post is if nothing is open, or what was open is gone.
  #settle() {
    if (this.where === "dm" || this.world.channels.has(this.where)) return;
    const [guild] = this.world.guilds;
    const listed = this.world.listed(guild);
    const [first] = listed;
    this.where = (listed.find((one) => one.name === "on-this-day") ?? first).id;
  }

  #same(messages) {
    const seen = new Map();
    const kept = messages.map((message) => {
      const json = JSON.stringify(message);
      const before = this.#seen.get(message.id);
      const same = before?.json === json ? before : { json, message };
      seen.set(message.id, same);
      return same.message;
    });
    this.#seen = seen;
    return kept;
  }

  async #readCalls() {
    await this.#tried(async () => {
      this.calls = await this.server.get("requests", { limit: KEPT_CALLS });
    });
    this.#changed();
  }

  #soon() {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.refresh();
    }, GATHER);
  }

  #changed() {
    for (const listener of this.#listeners) listener();
  }
}

// The files that a person chose, as the interface takes them.
export async function uploads(files) {
  return Promise.all([...files].map(asUpload));
}
