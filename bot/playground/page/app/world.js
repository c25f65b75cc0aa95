// What the playground's state says of servers, channels and people, ready to be looked up.
export const TEXT = 0;
export const DM = 1;
export const ANNOUNCEMENT = 5;
export const FORUM = 15;
const THREADS = new Set([10, 11, 12]);

export class World {
  constructor(state) {
    Object.assign(this, state);
    this.users = new Map([...state.people, state.bot].map((user) => [user.id, user]));
    this.roles = new Map(state.guilds.flatMap((guild) => guild.roles).map((one) => [one.id, one]));
    this.channels = new Map();
    for (const guild of state.guilds) {
      for (const channel of guild.channels) this.channels.set(channel.id, { ...channel, guild });
    }
    this.names = this.#names();
  }

  person(username) {
    return this.people.find((one) => one.username === username);
  }

  // The channels of a server as its list shows them, without threads.
  listed(guild) {
    const shown = guild.channels.filter((one) => !THREADS.has(one.type));
    return shown.sort((one, other) => one.position - other.position);
  }

  // The channels of a server with the threads of each behind it.
  inOrder(guild) {
    return this.listed(guild).flatMap((one) => [one, ...this.threads(one.id)]);
  }

  // How an address calls a channel: by its name, if that says which; a thread by its id.
  address(id) {
    const name = this.channels.get(id)?.name;
    return this.#called(name).length === 1 && this.placed(name) === id ? name : id;
  }

  // The id of the channel that an address means, as it stands there if there is none.
  placed(address) {
    const [only, another] = this.#called(address);
    return only && !another && !this.channels.has(address) && address !== "dm" ? only.id : address;
  }

  // What texts may mention, in one string: as long as it is the same, they read the same.
  #names() {
    const named = [...this.users.values(), ...this.roles.values(), ...this.channels.values()];
    return JSON.stringify(named.map((one) => [one.id, one.name ?? one.username, one.global_name, one.color]));
  }

  #called(name) {
    return [...this.channels.values()].filter((one) => one.name === name && !this.isThread(one));
  }

  // The threads of a channel, those with the latest message first.
  threads(channelId) {
    const found = [...this.channels.values()].filter((one) => one.parent_id === channelId);
    return found.filter((one) => THREADS.has(one.type)).sort(byLatest);
  }

  isThread(channel) {
    return THREADS.has(channel?.type);
  }
}

export function nameOf(user) {
  return user.global_name || (user.bot ? titled(user.username) : user.username);
}

function titled(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function byLatest(one, other) {
  const [left, right] = [one, other].map((each) => BigInt(each.last_message_id || each.id));
  return left < right ? 1 : left > right ? -1 : 0;
}
