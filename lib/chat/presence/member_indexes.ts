import { SingleFlight } from "../../async/single_flight.ts";
import { Throttle } from "../../async/throttle.ts";
import type { Bus } from "../../cluster/bus.ts";
import {
  type ConversationId,
  GENERAL,
  type PresenceChange,
  type UserId,
} from "../../protocol/events.ts";
import type { PresenceCounts } from "../../protocol/requests/people.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import type { Announcer, Feeds, Presence } from "../chat.ts";
import type { Directory } from "../identity/profiles.ts";
import { MemberIndex } from "./member_index.ts";
import { uncountedAmong } from "./member_counts.ts";

/** Members that one read takes. */
const PAGE = 1_000;
/** Members of all indexes together; an id takes some 100 bytes. */
const MAX_INDEXED = 200_000;
/** Where nobody here follows a conversation, nobody tells of its members: it is read again. */
const UNFOLLOWED_TTL_MS = 10_000;
/** Where somebody does, joining and leaving are heard; what was missed is found after this. */
const FOLLOWED_TTL_MS = 5 * 60_000;
/** Between suspicions that make indexes be read again. */
const CLEAR_EVERY_MS = 10_000;

/**
 * Who is listed in a conversation: of a group those too who are asked first (Q6), so that nobody is told by
 * it whether somebody is asked. Rejects with `Unavailable`.
 */
async function listedIn(
  conversations: Pick<Conversations, "members" | "get">,
  conversation: ConversationId,
): Promise<UserId[]> {
  if (isGroup(conversation)) return (await conversations.get(conversation))?.people ?? [];
  const ids: UserId[] = [];
  for (let more = true; more;) {
    const page = await conversations.members(conversation, { after: ids.at(-1), limit: PAGE });
    ids.push(...page);
    more = page.length === PAGE;
  }
  return ids;
}

/** What indexes are kept with. */
export interface MemberIndexesParts {
  conversations: Pick<Conversations, "members" | "get">;
  presence: Pick<Presence, "find" | "onChanges">;
  directory: Pick<Directory, "profiles">;
  feeds: Pick<Feeds, "onDeliver" | "position">;
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Pick<Bus, "onSuspicion">;
  clock: Clock;
}

/** An index in memory: when it was read, and the seq up to which it has heard the conversation since. */
interface Kept {
  index: MemberIndex;
  readAt: number;
  /** `undefined` where nobody here followed the conversation as it was read. */
  heard: number | undefined;
}

/**
 * The indexes of the conversations whose members are looked at (P5), the last used last: kept by
 * presence changes and by who joins and leaves. What is not in memory is read from the store.
 */
export class MemberIndexes {
  readonly #kept = new Map<ConversationId, Kept>();
  readonly #reading = new SingleFlight<MemberIndex>();
  /** Those that are being read, and who came into them or left them meanwhile. */
  readonly #underWay = new Map<ConversationId, Map<UserId, boolean>>();

  readonly #listeners: Array<(conversation: ConversationId) => void> = [];

  constructor(private readonly parts: MemberIndexesParts) {
    const { presence, feeds, announcer, bus, clock } = parts;
    presence.onChanges((changes) => this.#apply(changes));
    feeds.onDeliver(({ conversation, events }) => {
      const kept = this.#kept.get(conversation);
      if (kept?.heard !== undefined) kept.heard = events.at(-1)?.seq ?? kept.heard;
      for (const { kind, by } of events) {
        if (kind === "join" || kind === "leave") this.#moved(conversation, by, kind === "join");
      }
    });
    announcer.onAnnouncement((_, message) => {
      if (message.type === "membership") {
        this.#moved(message.conversation, message.user, message.member);
      }
      if (message.type === "changed" && message.what === "user") void this.#dropGone(message.id);
    });
    const clearing = new Throttle(clock, () => CLEAR_EVERY_MS, () => this.#kept.clear());
    bus.onSuspicion(() => clearing.request());
  }

  /** The index of a conversation. Rejects with `Unavailable`. */
  async get(conversation: ConversationId): Promise<MemberIndex> {
    const kept = this.#kept.get(conversation);
    if (kept && this.#isFresh(conversation, kept)) {
      this.#kept.delete(conversation);
      this.#kept.set(conversation, kept);
      return kept.index;
    }
    return await this.#reading.run(
      conversation,
      () => this.#read(conversation).finally(() => this.#underWay.delete(conversation)),
    );
  }

  /** Calls `changed` when the members of a conversation in memory, or their states, changed. */
  onChanged(changed: (conversation: ConversationId) => void): void {
    this.#listeners.push(changed);
  }

  /** The counts of a conversation that is in memory: what changes them is told, however old it is. */
  counts(conversation: ConversationId): PresenceCounts | undefined {
    return this.#kept.get(conversation)?.index.counts;
  }

  /** The same, where nothing can have been missed since it was read. */
  freshCounts(conversation: ConversationId): PresenceCounts | undefined {
    const kept = this.#kept.get(conversation);
    return kept && this.#isFresh(conversation, kept) ? kept.index.counts : undefined;
  }

  /** How many people a conversation that is in memory has; guests who left it are none (P8). */
  people(conversation: ConversationId): number | undefined {
    return this.#kept.get(conversation)?.index.people;
  }

  /**
   * Where the conversation is followed, an index has heard all that was delivered since it was read: one
   * from before that, or from before it was followed anew, may lack who joined in between.
   */
  #isFresh(conversation: ConversationId, { readAt, heard }: Kept): boolean {
    const ageMs = this.parts.clock.elapsed() - readAt;
    const position = this.parts.feeds.position(conversation);
    if (position === undefined) return ageMs < UNFOLLOWED_TTL_MS;
    return heard === position && ageMs < FOLLOWED_TTL_MS;
  }

  async #read(conversation: ConversationId): Promise<MemberIndex> {
    const { conversations, presence, feeds, clock } = this.parts;
    const readAt = clock.elapsed();
    const position = feeds.position(conversation);
    const moved = new Map<UserId, boolean>();
    this.#underWay.set(conversation, moved);
    const ids = await listedIn(conversations, conversation);
    const uncounted = await uncountedAmong(ids, this.parts);
    const index = new MemberIndex(ids, (user) => presence.find(user), uncounted);
    // Whoever moved meanwhile may be in what was read, or not.
    for (const [user, isMember] of moved) {
      if (isMember) index.add(user, presence.find(user));
      else index.remove(user);
    }
    this.#kept.delete(conversation);
    const heard = position === undefined ? undefined : feeds.position(conversation);
    this.#kept.set(conversation, { index, readAt, heard });
    this.#shrink();
    return index;
  }

  #shrink(): void {
    let indexed = 0;
    for (const { index } of this.#kept.values()) indexed += index.ids.size;
    for (const [conversation, { index }] of this.#kept) {
      if (indexed <= MAX_INDEXED || this.#kept.size === 1) return;
      this.#kept.delete(conversation);
      indexed -= index.ids.size;
    }
  }

  #apply(changes: readonly PresenceChange[]): void {
    // Everyone is in `general` without having joined.
    const newcomers = this.#underWay.get(GENERAL);
    for (const { user, state } of newcomers ? changes : []) {
      if (state !== "offline") newcomers?.set(user, true);
    }
    for (const [conversation, { index }] of this.#kept) {
      const before = index.version;
      for (const change of changes) {
        if (index.apply(change)) continue;
        if (conversation === GENERAL && change.state !== "offline") index.add(change.user, change);
      }
      if (index.version !== before) this.#tell(conversation);
    }
  }

  /** Somebody came into a conversation or left it. */
  #moved(conversation: ConversationId, user: UserId, isMember: boolean): void {
    this.#underWay.get(conversation)?.set(user, isMember);
    const index = this.#kept.get(conversation)?.index;
    if (!index || index.ids.has(user) === isMember) return;
    if (!isMember) index.remove(user);
    else {
      const presence = this.parts.presence.find(user);
      index.add(user, presence);
      if (!presence) void this.#discount(conversation, index, user);
    }
    this.#tell(conversation);
  }

  /** Who joined and is not here may be a bot or a guest: then they do not count (B1, P8). */
  async #discount(conversation: ConversationId, index: MemberIndex, user: UserId): Promise<void> {
    try {
      const profiles = await this.parts.directory.profiles([user]);
      const { bot, role } = profiles[user] ?? {};
      const isUncounted = bot ? index.addBot(user) : role === "guest" && index.addDeparted(user);
      if (isUncounted) this.#tell(conversation);
    } catch {
      // an index that is read again leaves it out
    }
  }

  /** Whoever deleted their account is a member of nothing, and nobody says that they left. */
  async #dropGone(user: UserId): Promise<void> {
    if (![...this.#kept.values()].some(({ index }) => index.ids.has(user))) return;
    try {
      const profiles = await this.parts.directory.profiles([user]);
      if (!profiles[user]?.gone) return;
    } catch {
      return; // an index that is read again leaves them out
    }
    for (const conversation of this.#kept.keys()) this.#moved(conversation, user, false);
  }

  #tell(conversation: ConversationId): void {
    for (const changed of this.#listeners) changed(conversation);
  }
}
