// What came since one looked: the channels that hold something new, by their latest messages.
export class Unread {
  #read = null; // the latest message that was seen, by channel; on opening the page all is old

  // Takes what there is now: what is open is being read.
  look(world, where) {
    const known = this.#read ?? new Map([...world.channels.values()].map((one) => [one.id, latest(one)]));
    const open = world.channels.get(where);
    if (open) known.set(where, latest(open));
    this.#read = known;
  }

  has(channel) {
    return latest(channel) > (this.#read?.get(channel.id) ?? 0n);
  }
}

function latest({ last_message_id: id }) {
  return BigInt(id ?? 0);
}
