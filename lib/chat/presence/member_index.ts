import type { PresenceChange, UserId } from "../../protocol/events.ts";
import { nameKey } from "../../protocol/names.ts";
import type { PresenceCounts } from "../../protocol/requests/people.ts";

/** Members whose roles are looked at, so that departed guests are left out. */
export const MAX_LOOKED_AT = 1_000;

/** Who of a conversation is here: its members' ids, and the presence of those who are not offline. */
export class MemberIndex {
  /** Changes with everything that is changed here. */
  version = 0;
  readonly #ids: Set<UserId>;
  /** Guests who are not here: members still, and in no list until they come back (P8). */
  readonly #departed: Set<UserId>;
  /** Members who are no people: they are listed, and do not count (B1). */
  readonly #bots: Set<UserId>;
  /** Of very many members nobody is looked at: departed guests are counted as who is not here (P8). */
  readonly #looksAtGuests: boolean;
  readonly #here = new Map<UserId, PresenceChange>();
  /** Those who are here, by `orderKey`. */
  readonly #ordered: PresenceChange[];
  #online = 0;
  /** Those of them who are guests. */
  #guests = 0;

  /** `present`: how a user is who is not offline; `departed`, `bots`: those among the others who do not count. */
  constructor(
    ids: Iterable<UserId>,
    present: (user: UserId) => PresenceChange | undefined,
    { departed = [], bots = [] }: { departed?: Iterable<UserId>; bots?: Iterable<UserId> } = {},
  ) {
    this.#ids = new Set(ids);
    this.#looksAtGuests = this.#ids.size <= MAX_LOOKED_AT;
    this.#departed = new Set(departed);
    this.#bots = new Set(bots);
    for (const id of this.#ids) {
      const presence = present(id);
      if (!presence) continue;
      this.#departed.delete(id);
      this.#here.set(id, presence);
      this.#count(presence, 1);
    }
    this.#ordered = [...this.#here.values()]
      .sort((one, other) => compareKeys(orderKey(one), orderKey(other)));
  }

  /** All members, in the order in which they were read. */
  get ids(): ReadonlySet<UserId> {
    return this.#ids;
  }

  /** How many there are, members and guests; guests who are not here do not count (P8), nor do bots (B1). */
  get people(): number {
    return this.#ids.size - this.#departed.size - this.#bots.size;
  }

  get counts(): PresenceCounts {
    const here = this.#here.size;
    const offline = this.people - here;
    // Where nobody is looked at, guests count as members, here or not: that is the same whoever comes.
    const guests = this.#looksAtGuests ? this.#guests : 0;
    return {
      online: this.#online,
      away: here - this.#online,
      offline,
      ...(guests > 0 && { guests }),
    };
  }

  /** Whether a member is listed among those who are not here. */
  isOffline(user: UserId): boolean {
    return !this.#here.has(user) && !this.#departed.has(user);
  }

  /** Those who are here behind `after`, an `orderKey`: the online first, each group by name. */
  here(after: string, limit: number): PresenceChange[] {
    let from = this.#placeOf(after);
    const there = this.#ordered[from];
    if (there && orderKey(there) === after) from++;
    return this.#ordered.slice(from, from + limit);
  }

  add(user: UserId, presence: PresenceChange | undefined): void {
    this.version++;
    this.#ids.add(user);
    if (presence) this.#put(presence);
  }

  /** A member is a bot: gives whether that was not known. */
  addBot(user: UserId): boolean {
    return this.#discount(this.#bots, user);
  }

  /** A member is a guest who is not here: likewise. */
  addDeparted(user: UserId): boolean {
    return this.#looksAtGuests && !this.#here.has(user) && this.#discount(this.#departed, user);
  }

  #discount(uncounted: Set<UserId>, user: UserId): boolean {
    if (!this.#ids.has(user) || uncounted.has(user)) return false;
    this.version++;
    uncounted.add(user);
    return true;
  }

  remove(user: UserId): void {
    this.version++;
    this.#ids.delete(user);
    this.#bots.delete(user);
    this.#departed.delete(user);
    this.#drop(user);
  }

  /** Takes a change of anybody; gives whether it concerned a member. */
  apply(change: PresenceChange): boolean {
    if (!this.#ids.has(change.user)) return false;
    this.version++;
    if (change.state !== "offline") this.#put(change);
    else {
      this.#drop(change.user);
      if (change.role === "guest" && this.#looksAtGuests) this.#departed.add(change.user);
    }
    return true;
  }

  #put(presence: PresenceChange): void {
    this.#drop(presence.user);
    this.#departed.delete(presence.user);
    this.#here.set(presence.user, presence);
    this.#count(presence, 1);
    this.#ordered.splice(this.#placeOf(orderKey(presence)), 0, presence);
  }

  #drop(user: UserId): void {
    const before = this.#here.get(user);
    if (!before) return;
    this.#count(before, -1);
    this.#here.delete(user);
    this.#ordered.splice(this.#placeOf(orderKey(before)), 1);
  }

  #count({ state, role }: PresenceChange, by: 1 | -1): void {
    if (state === "online") this.#online += by;
    if (role === "guest") this.#guests += by;
  }

  /** The first place whose key is not before `key`. */
  #placeOf(key: string): number {
    let [low, high] = [0, this.#ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = this.#ordered[middle];
      if (there && orderKey(there) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const KEYS = new WeakMap<PresenceChange, string>();

/** The place of somebody among those who are here: state, name, id. */
export function orderKey(presence: PresenceChange): string {
  let key = KEYS.get(presence);
  if (key === undefined) {
    const state = presence.state === "online" ? "0" : "1";
    key = `${state}${nameKey(presence.name)}\0${presence.user}`;
    KEYS.set(presence, key);
  }
  return key;
}

/** By code units, as strings compare. */
export function compareKeys(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
