import { computed, signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { Timer } from "../runtime/clock.ts";
import type { ConversationId, EventBatch, Person, UserId } from "../protocol/events.ts";
import type { Member, PresenceCounts } from "../protocol/requests/people.ts";
import { peopleIn } from "../protocol/room_preview.ts";
import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";
import { isPassing, type MemberList } from "./model.ts";
import type { PresenceList, PresenceTransition } from "./presence.ts";
import type { Fields } from "./requests.ts";
import type { ClientRuntime } from "./runtime.ts";

/** A room whose members are all held is asked for again at most this often. */
const REFRESH_EVERY_MS = 2_000;
/** Of a larger one, the first pages grow old: asked for again within this, and 10 ms for each who is here. */
const LARGE_REFRESH_MS = 30_000;
const LARGE_REFRESH_MS_EACH = 10;
/** What the server could not give for now is asked for again after this. */
const ASK_AGAIN_MS = 2_000;
/** Pages that one refresh asks for. */
const MAX_PAGES = 20;

/** What it asks the server, and whom it tells. */
export interface RoomMembersHost {
  /** Whether requests can be sent now. */
  online(): boolean;
  /** A page of members. Rejects as `Client.request` does. */
  page(fields: Fields<"members">): Promise<ReplyOf<"members">>;
  /** Whether the server tells of a user whatever is shown: oneself, and who one talks to directly. */
  isDirect(user: UserId): boolean;
  /** Somebody is new among the members, and online. */
  arrived(conversation: ConversationId, transitions: readonly PresenceTransition[]): void;
}

/** The members of a conversation that are held; `next` leads to more. */
interface Held {
  conversation: ConversationId;
  members: readonly Member[];
  counts: PresenceCounts | undefined;
  next: string | undefined;
}

/** The members of the one room that is shown, by pages, and how many there are in each state (P5). */
export class RoomMembers implements MemberList {
  readonly #runtime: ClientRuntime;
  readonly #host: RoomMembersHost;
  readonly #presence: PresenceList;
  readonly #held = signal<Held | undefined>(undefined);
  readonly #ids = computed(() => new Set(this.#held.value?.members.map(({ id }) => id)));
  /** Who was held and deleted their account: that they go offline is told after it. */
  readonly #gone = new Set<UserId>();
  #asking: "no" | "yes" | "again" = "no";
  #askedAt = -Infinity;
  #timer: Timer | undefined;

  /** Those that are held, as they are now. */
  readonly list: ReadonlySignal<readonly Member[]> = computed(() => {
    const known = this.#presence.known.value;
    return (this.#held.value?.members ?? []).flatMap(
      ({ id, name, role, bot, hook, read }): Member | [] => {
        const here = known.get(id);
        // A guest who left is in no list until they come back (P8).
        if (!here) {
          if (role === "guest") return [];
          return { id, name, role, bot, hook, state: "offline", read };
        }
        const { user: _, ...rest } = here;
        return { id, ...rest, read };
      },
    );
  });

  /** What the server counted, with what is known to have changed since. */
  readonly #counts = computed((): PresenceCounts | undefined => {
    const held = this.#held.value;
    if (!held?.counts) return undefined;
    const counts = { ...held.counts };
    const known = this.#presence.known.value;
    for (const { id, role, state: before } of held.members) {
      const state = known.get(id)?.state ?? "offline";
      if (state === before) continue;
      // A guest who left is in no list.
      if (before !== "offline" || role !== "guest") counts[before]--;
      if (state !== "offline" || role !== "guest") counts[state]++;
      if (role === "guest") counts.guests = guestsIn(counts) + isHere(state) - isHere(before);
    }
    return counts;
  });

  constructor(runtime: ClientRuntime, host: RoomMembersHost, presence: PresenceList) {
    this.#runtime = runtime;
    this.#host = host;
    this.#presence = presence;
  }

  /** The conversation that is shown. */
  get conversation(): ConversationId | undefined {
    return this.#held.value?.conversation;
  }

  get counts(): PresenceCounts | undefined {
    return this.#counts.value;
  }

  /** Whether there are more than those that are held. */
  get hasMore(): boolean {
    return this.#held.value?.next !== undefined;
  }

  /** Whether somebody is among those that are held, or was until they deleted their account. */
  has(user: UserId): boolean {
    return this.#ids.value.has(user) || this.#gone.has(user);
  }

  /** Starts with a page that the server drew. */
  seed(conversation: ConversationId, { members, counts, next }: ReplyOf<"members">): void {
    this.#held.value = { conversation, members, counts, next };
    this.#learn(members);
  }

  /** Somebody who is held is called something else now, or is gone: who is gone is no member. */
  renewPerson({ id, name, role, gone }: Person): void {
    const held = this.#held.peek();
    const before = held?.members.find((one) => one.id === id);
    if (!held || !before) return;
    if (gone) {
      this.#gone.add(id);
      const counts = held.counts && { ...held.counts };
      if (counts && !before.bot) counts[before.state]--;
      if (counts && before.role === "guest") {
        counts.guests = guestsIn(counts) - isHere(before.state);
      }
      const members = held.members.filter((one) => one !== before);
      this.#held.value = { ...held, counts, members };
      return;
    }
    if (before.name === name && before.role === role) return;
    const members = held.members.map((one) => one.id === id ? { ...one, name, role } : one);
    const counts = held.counts && { ...held.counts };
    const wasGuest = before.role === "guest" && role !== "guest";
    if (counts && wasGuest) counts.guests = guestsIn(counts) - isHere(before.state);
    this.#held.value = { ...held, counts, members };
  }

  /** Shows the members of another conversation; of the same, nothing changes. */
  show(conversation: ConversationId): void {
    if (this.#held.peek()?.conversation === conversation) return;
    this.#held.value = { conversation, members: [], counts: undefined, next: undefined };
    this.#gone.clear();
    this.#presence.keep((user) => this.#host.isDirect(user));
    void this.#refresh();
  }

  /** Loads the next page. Rejects as a request does. */
  async loadMore(): Promise<void> {
    const held = this.#held.peek();
    if (held?.next === undefined) return;
    const { conversation, next: after } = held;
    const page = await this.#host.page({ conversation, after });
    const now = this.#held.peek();
    if (now?.conversation !== conversation || now.next !== after) return;
    this.#learn(page.members);
    this.#held.value = {
      ...now,
      ...page,
      next: page.next,
      members: joined(now.members, page.members),
    };
    this.#refreshIfMoved(now.members.length);
  }

  /** Somebody has read on, or lets it be seen no more (M15). */
  onRead({ conversation, user, seq, at, hidden }: PushOf<"read">): void {
    const held = this.#held.peek();
    if (held?.conversation !== conversation) return;
    const members = held.members.map((one) => {
      if (one.id !== user || (!hidden && seq <= (one.read?.seq ?? 0))) return one;
      return { ...one, read: hidden ? undefined : { seq, at } };
    });
    this.#held.value = { ...held, members };
  }

  /** The connection is back: whom the server told of is to be asked for anew. */
  resume(): void {
    void this.#refresh();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** The server counted again. */
  onCounts({ conversation, ...counts }: { conversation: ConversationId } & PresenceCounts): void {
    const held = this.#held.peek();
    if (held?.conversation !== conversation) return;
    // They count from now on by how they differ from what they are now.
    const known = this.#presence.known.peek();
    const members = held.members.map((one) => ({
      ...one,
      state: known.get(one.id)?.state ?? "offline",
    }));
    const now = { ...held, members, counts };
    this.#held.value = now;
    if (now.next !== undefined || differsFromCounts(now)) this.#refreshSoon();
  }

  /**
   * One is in the conversation that is shown, maybe again: where one had left it for a moment, the
   * server tells of its members no more.
   */
  onSummary(conversation: ConversationId): void {
    if (this.#held.peek()?.conversation === conversation) this.#refreshSoon();
  }

  /** Somebody joined or left the conversation that is shown. */
  onEvents({ conversation, events }: EventBatch): void {
    const held = this.#held.peek();
    if (held?.conversation !== conversation || held.next !== undefined) return;
    if (events.some(({ kind }) => kind === "join" || kind === "leave")) this.#refreshSoon();
  }

  #refreshSoon(): void {
    if (this.#timer) return;
    const { clock, random } = this.#runtime;
    const held = this.#held.peek();
    const here = (held?.counts?.online ?? 0) + (held?.counts?.away ?? 0);
    // Everyone hears of a change at once: of a large room they must not all ask at once.
    const inMs = held?.next !== undefined
      ? random.fraction() * (LARGE_REFRESH_MS + here * LARGE_REFRESH_MS_EACH)
      : Math.max(0, this.#askedAt + REFRESH_EVERY_MS - clock.elapsed());
    this.#timer = clock.after(inMs, () => {
      this.#timer = undefined;
      void this.#refresh();
    });
  }

  /** Asks for as many pages as are held. Never rejects. */
  async #refresh(): Promise<void> {
    if (this.#asking !== "no") {
      this.#asking = "again";
      return;
    }
    const before = this.#held.peek();
    if (!before || !this.#host.online()) return;
    this.#asking = "yes";
    this.#askedAt = this.#runtime.clock.elapsed();
    try {
      const pages = await this.#pages(before);
      if (this.#held.peek()?.conversation === before.conversation) this.#take(before, pages);
    } catch (error) { // what is shown stays until the next time
      if (isPassing(error)) this.#askAgain();
    }
    const again = this.#wasAskedAgain();
    this.#asking = "no";
    if (again) await this.#refresh();
  }

  /**
   * Takes the states of a page, but for those whom the server tells of anyhow: the page may have been
   * read before they came, oneself first of all.
   */
  #learn(members: readonly Member[]): void {
    this.#presence.learn(members.filter(({ id }) => !this.#host.isDirect(id)));
  }

  #wasAskedAgain(): boolean {
    return this.#asking === "again";
  }

  async #pages({ conversation, members }: Held): Promise<Held> {
    let page = await this.#host.page({ conversation });
    this.#learn(page.members); // at once: changes that follow are newer
    let all: readonly Member[] = page.members;
    for (let n = 1; n < MAX_PAGES && page.next !== undefined && all.length < members.length; n++) {
      page = await this.#host.page({ conversation, after: page.next });
      this.#learn(page.members);
      all = joined(all, page.members);
    }
    return { conversation, members: all, counts: page.counts, next: page.next };
  }

  #take(before: Held, now: Held): void {
    const known = new Set(before.members.map(({ id }) => id));
    this.#held.value = { ...now, members: withReads(this.#held.peek(), now.members) };
    this.#refreshIfMoved(before.members.length);
    const held = this.#ids.peek();
    this.#presence.keep((user) => held.has(user) || this.#host.isDirect(user));
    const wasComplete = before.counts !== undefined && before.next === undefined;
    if (!wasComplete) return;
    const arrived = now.members.filter(({ id, state }) => state !== "offline" && !known.has(id))
      .map(({ id: user, name }): PresenceTransition => ({ user, name, state: "online" }));
    if (arrived.length > 0) this.#host.arrived(now.conversation, arrived);
  }

  /**
   * Who came or went while pages were read one by one moved from one to another, and may be in none.
   * Asks anew, unless there are as many as before: what does not change is not asked for for ever.
   */
  #refreshIfMoved(before: number): void {
    const held = this.#held.peek();
    if (held && differsFromCounts(held) && held.members.length !== before) this.#refreshSoon();
  }

  #askAgain(): void {
    this.#timer ??= this.#runtime.clock.after(ASK_AGAIN_MS, () => {
      this.#timer = undefined;
      void this.#refresh();
    });
  }
}

/** Whether all pages together hold other than as many as the server counted: bots it does not count (B1). */
function differsFromCounts({ members, counts, next }: Held): boolean {
  return next === undefined && counts !== undefined &&
    peopleIn(counts) !== members.filter(({ bot }) => !bot).length;
}

function guestsIn({ guests = 0 }: PresenceCounts): number {
  return guests;
}

/** One for who is here, to count them; zero for who is not. */
function isHere(state: Member["state"]): 0 | 1 {
  return state === "offline" ? 0 : 1;
}

/** As the server has them; what pushes told since of how far they read stays. */
function withReads(before: Held | undefined, members: readonly Member[]): readonly Member[] {
  const told = new Map(before?.members.map(({ id, read }) => [id, read]));
  return members.map((one) => {
    const read = told.get(one.id);
    return one.read && read && read.seq > one.read.seq ? { ...one, read } : one;
  });
}

/** Pages one after the other; who moved between them is listed once, as last told. */
function joined(before: readonly Member[], page: readonly Member[]): readonly Member[] {
  const fresh = new Set(page.map(({ id }) => id));
  return [...before.filter(({ id }) => !fresh.has(id)), ...page];
}
