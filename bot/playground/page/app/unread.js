// What came since one looked: the channels that hold something new, by their latest messages.
export class Unread {
  #read = null; // the latest message that was seen, by channel or DM; on opening the page all is old

  // Takes what there is now: what is open is being read, a DM by the person whose it is.
  look(world, where, who) {
    const all = [...world.channels.values(), ...world.people.map((one) => one.dm).filter(Boolean)];
    const known = this.#read ?? new Map(all.map((one) => [one.id, latest(one)]));
    const open = where === "dm" ? world.person(who).dm : world.channels.get(where);
    if (open) known.set(open.id, latest(open));
    this.#read = known;
  }

  // Of a channel, or of a person's DM, which there may not be yet.
  has(channel) {
    return latest(channel) > (this.#read?.get(channel?.id) ?? 0n);
  }

  isIn(guild) {
    return guild.channels.some((one) => this.has(one));
  }

  isFor({ dm }, world) {
    return this.has(dm) || world.guilds.some((one) => this.isIn(one));
  }
}

function latest(channel) {
  return BigInt(channel?.last_message_id ?? 0);
}
