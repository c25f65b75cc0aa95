// What a Discord client knows and does: who one is, where, what is there, and what one does about it.
import { optioned } from "./commands.js";
import { follow } from "./live.js";
import { LOCALES } from "./locales.js";
import { createContext, useContext } from "./ui.js";
import { Unread } from "./unread.js";
import { FORUM, World } from "./world.js";

const GATHER = 40; // milliseconds for which changes gather before everything is read anew
const KEPT_CALLS = 300;
const SHOWN_MESSAGES = 100;
const NEW_MESSAGES = 50; // that may come at once without those further up going
const FARTHEST = 1000; // messages among which a link may lead to one

const LATE = "A form came in answer to this when you were somebody else. To fill it in, do this again.";

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
  earlier = false; // whether there are messages from before these
  sought = null; // the id of the message that a link leads to
  following = true; // whether the end of the messages is in sight
  reading = true; // until the messages are those of who and where one is
  commands = [];
  calls = []; // what the bot asked of the REST API
  faults = [];
  link = ""; // the latest of what befell the bot's connection to the gateway
  unread = new Unread();
  drafts = new Map(); // what is written and not sent
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
  #limit = SHOWN_MESSAGES;

  // `start` is where to begin, as who and in which language, as the address says it.
  constructor(server, start = {}) {
    this.server = server;
    this.#take(start);
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open() {
    follow(this.server, {
      opened: () => {
        this.live = true;
        this.#readCalls();
        this.#soon();
      },
      lost: () => {
        this.live = false; // which says it all: what cannot be read meanwhile is no problem of its own
        this.problem = "";
        this.#changed();
      },
      refused: (problem) => {
        this.problem = problem;
        this.#changed();
      },
      happened: ({ name }) => {
        this.link = BEFELL[name] ?? this.link;
        this.#soon();
      },
      request: (call) => {
        this.calls = [...this.calls, call].slice(-KEPT_CALLS);
        if (call.method !== "GET" || this.faults.length) this.#soon();
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

  // Goes to a channel, and there to a message if one is given.
  async goTo(where, message = null) {
    this.where = where;
    this.sought = message;
    await this.#anew(message ? FARTHEST : SHOWN_MESSAGES);
  }

  // Reads messages from further up; those that are there stay.
  async readEarlier() {
    this.earlier = false;
    this.#limit = this.messages.length + SHOWN_MESSAGES;
    await this.refresh();
  }

  // Goes where an address leads; what it does not say stays as it is.
  async visit(address) {
    const before = [this.who, this.where].join();
    this.#take(address);
    if (!this.world) return this.#anew();
    this.#settle();
    if ([this.who, this.where].join() === before) return this.#changed();
    this.form = null;
    return this.#anew();
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
    this.following = true;
    return this.#deed(`/${command}`, "command", { command, options, files, where: this.place });
  }

  async type(text) {
    this.following = true;
    const name = text.split(/\s/)[0];
    return this.#deed(name, "type", { text: optioned(this.commands, text), where: this.place });
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
    const { form } = this;
    const outcome = await this.#sent("submit", { interaction: form.interaction, fields });
    if (!outcome.ok) return outcome.problem;
    if (this.form === form) this.form = outcome.modal ? outcome : null;
    this.#soon();
    this.#changed();
    return "";
  }

  closeForm() {
    this.form = null;
    this.#changed();
  }

  // Gives whether it was said.
  async say(text) {
    return this.#tried(() => this.server.post("messages", { text, as: this.who, where: this.place }));
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

  // Lets the bot take another date for today; null gives it the real one back. Gives why not, if so.
  async pretend(date) {
    try {
      await this.server.post("pretend", { date });
    } catch (error) {
      return error.message;
    }
    await this.refresh();
    return "";
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

  // Says something here and now; of a deed, there and then where it was done.
  note(text, deed = this.#here()) {
    this.following = true;
    this.#count += 1;
    const notice = { ...deed, id: this.#count, text };
    this.notices = [...this.notices, notice].slice(-20);
    this.#changed();
  }

  #here(name = "") {
    const after = this.messages.at(-1)?.id ?? "0";
    return { name, did: name.startsWith("/") ? name : "", where: this.where, who: this.who, after };
  }

  // Does what a person did, and shows what came of it; gives the outcome.
  async #deed(name, verb, body) {
    const pending = this.#here(name);
    this.waiting.add(pending);
    this.#changed();
    const outcome = await this.#sent(verb, body);
    this.waiting.delete(pending);
    if (!outcome.ok) this.note(outcome.problem, pending);
    if (outcome.modal && this.who === pending.who) this.form = outcome;
    else if (outcome.modal) this.note(LATE, pending);
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
      return true;
    } catch (error) {
      this.note(error.message);
      return false;
    }
  }

  // Shows nothing that belongs to another place or person.
  async #anew(limit = SHOWN_MESSAGES) {
    this.messages = [];
    this.earlier = false;
    this.#limit = limit;
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
      this.unread.look(this.world, this.where, this.who);
      const there = { as: this.who, where: this.place };
      const { commands } = await this.server.get("commands", there);
      this.commands = commands;
      const messages = await this.#messages(there);
      if (there.as === this.who && there.where === this.place) {
        this.messages = this.#same(this.#kept(messages));
        this.earlier = messages.length > this.messages.length;
        this.reading = false;
      }
      this.problem = "";
    } catch (error) {
      if (this.live || !this.world) this.problem = error.message;
    }
    this.#changed();
  }

  async #messages(there) {
    if (this.channel?.type === FORUM) return [];
    const limit = Math.max(this.#limit, this.messages.length) + NEW_MESSAGES;
    const found = await this.server.get("messages", { ...there, limit });
    return found.map(({ message }) => message);
  }

  // The latest ones; for who reads further up, nothing that is there goes.
  #kept(found) {
    const latest = found.slice(-this.#limit);
    const first = this.messages[0]?.id;
    const at = found.findIndex((one) => one.id === first);
    return this.following || at < 0 ? latest : found.slice(Math.min(at, found.length - latest.length));
  }

  #take({ where, as, locale }) {
    this.where = where ?? this.where;
    this.who = as ?? this.who;
    if (LOCALES.includes(locale)) this.locale = locale;
  }

  // Goes to where the day's post is if nothing is open, or what was open is gone.
  #settle() {
    if (!this.me) this.who = "member";
    this.where = this.world.placed(this.where);
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
