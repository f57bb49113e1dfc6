import { ChatError } from "../../protocol/errors.ts";
import type { PresenceChange, Profile, UserId } from "../../protocol/events.ts";
import { MAX_REPLY_BYTES, MAX_SHOWN_READERS } from "../../protocol/limits.ts";
import { nameKey } from "../../protocol/names.ts";
import type { Member } from "../../protocol/requests/people.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Chat, Presence } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import { personOf } from "../identity/current_user.ts";
import type { Directory } from "../identity/profiles.ts";
import type { ReceiptsOf } from "../receipts/receipts_of.ts";
import { compareKeys, type MemberIndex, orderKey } from "./member_index.ts";
import type { MemberIndexes } from "./member_indexes.ts";

/** People whom one search finds at most, and of whom a search among members looks at. */
const MAX_PEOPLE = 50;
const MAX_LOOKED_AT = 500;
/** The offline members of a conversation with more than these are not sorted by name. */
const MAX_SORTED = 1_000;
/** What a reply carries besides its members. */
const REPLY_OVERHEAD_BYTES = 1_024;

/** What members are listed and people found with. */
export interface MembersParts {
  access: Access;
  indexes: Pick<MemberIndexes, "get">;
  conversations: Pick<Conversations, "membersAmong">;
  presence: Pick<Presence, "find">;
  users: Pick<Users, "search">;
  directory: Directory;
  receiptsOf: ReceiptsOf;
}

/** A member, and the cursor of the page that goes on behind them. */
interface Row {
  member: Member;
  cursor: string;
}

/** Members by pages, and people by the beginning of their name (P5). */
export function createMembers(
  { access, indexes, conversations, presence, users, directory, receiptsOf }: MembersParts,
): Pick<Chat, "members" | "people" | "profiles"> {
  const offline = new OfflineMembers(directory);
  const memberOf = (user: User): Member => (
    { ...personOf(user), ...stateOf(presence.find(user.id)) }
  );

  return {
    async members(actor, { conversation, after = HERE, limit }) {
      const { id } = await access.see(actor, conversation);
      const index = await indexes.get(id);
      const [group, key] = readCursor(after);
      const here = group === HERE ? index.here(key, limit + 1).map(rowOf) : [];
      const missing = limit + 1 - here.length;
      const rows = missing > 0
        ? [...here, ...await offline.page(index, group === OFFLINE ? key : "", missing)]
        : here;
      const listed = rows.slice(0, limit);
      const people = listed.map(({ member }) => member.id);
      const receipts = index.people <= MAX_SHOWN_READERS
        ? await receiptsOf(actor.user.id, id, people)
        : undefined;
      const profiles = await directory.profiles(people);
      // Who came or went while all that was read is shown, and counted, as they are now.
      const shown = listed.map(({ member, cursor }) => {
        const read = receipts?.get(member.id);
        const picture = profiles[member.id]?.picture;
        const known = { ...member, ...(picture !== undefined && { picture }) };
        const now = { ...known, ...stateOf(presence.find(member.id)), ...(read && { read }) };
        return { cursor, member: now };
      });
      const kept = shown.slice(0, countFitting(shown));
      const more = kept.length < rows.length;
      return {
        members: kept.map(({ member }) => member),
        counts: index.counts,
        ...(more && { next: kept.at(-1)?.cursor }),
      };
    },

    profiles: (_actor, asked) => directory.profiles(asked),

    async people(actor, { query, conversation }) {
      if (conversation === undefined) {
        return (await users.search(query, MAX_PEOPLE)).map(memberOf);
      }
      const seen = await access.see(actor, conversation);
      const found = await users.search(query, MAX_LOOKED_AT);
      const members = isGroup(seen.id)
        ? new Set(seen.people)
        : await conversations.membersAmong(seen.id, found.map((user) => user.id));
      return found.filter((user) => members.has(user.id)).slice(0, MAX_PEOPLE).map(memberOf);
    },
  };
}

/** The members who are offline: by name, those of a large conversation by id. */
class OfflineMembers {
  readonly #sorted = new WeakMap<
    MemberIndex,
    { version: number; rows: Array<{ id: UserId; key: string }> }
  >();

  constructor(private readonly directory: Directory) {}

  async page(index: MemberIndex, after: string, limit: number): Promise<Row[]> {
    const rows = index.ids.size > MAX_SORTED
      ? byId(index, after, limit)
      : (await this.#byName(index)).filter(({ key }) => key > after).slice(0, limit);
    const profiles = await this.directory.profiles(rows.map(({ id }) => id));
    return rows.flatMap(({ id, key }): Row[] => {
      const profile: Profile | undefined = profiles[id];
      if (!profile || profile.gone) return [];
      return [{ member: { id, ...profile, state: "offline" }, cursor: `${OFFLINE}${key}` }];
    });
  }

  async #byName(index: MemberIndex): Promise<Array<{ id: UserId; key: string }>> {
    const kept = this.#sorted.get(index);
    if (kept?.version === index.version) return kept.rows;
    const { version } = index;
    const ids = [...index.ids].filter((id) => index.isOffline(id));
    const profiles = await this.directory.profiles(ids);
    const rows = ids.map((id) => ({ id, key: `${nameKey(profiles[id]?.name ?? "")}\0${id}` }))
      .sort((one, other) => compareKeys(one.key, other.key));
    this.#sorted.set(index, { version, rows });
    return rows;
  }
}

function byId(index: MemberIndex, after: string, limit: number) {
  const rows: Array<{ id: UserId; key: string }> = [];
  for (const id of index.ids) {
    if (rows.length === limit) break;
    if (id > after && index.isOffline(id)) rows.push({ id, key: id });
  }
  return rows;
}

function rowOf(presence: PresenceChange): Row {
  const { user: id, name, role } = presence;
  return {
    member: { id, name, role, ...stateOf(presence) },
    cursor: `${HERE}${orderKey(presence)}`,
  };
}

function stateOf(presence: PresenceChange | undefined): Pick<Member, "state" | "status" | "until"> {
  if (!presence) return { state: "offline" };
  const { state, status, until } = presence;
  return { state, ...(status !== undefined && { status }), ...(until !== undefined && { until }) };
}

/** How many fit into one reply: at least one. */
function countFitting(rows: readonly Row[]): number {
  const encoder = new TextEncoder();
  let left = MAX_REPLY_BYTES - REPLY_OVERHEAD_BYTES;
  let count = 0;
  for (const { member } of rows) {
    left -= encoder.encode(JSON.stringify(member)).length + 1;
    if (left < 0 && count > 0) break;
    count++;
  }
  return count;
}

/** The groups of a list, as cursors begin: those who are here, and the others. */
const HERE = "h";
const OFFLINE = "o";

/** Throws `invalid-field` for what no reply gave as `next`. */
function readCursor(text: string): [group: typeof HERE | typeof OFFLINE, key: string] {
  const [group, key] = [text.slice(0, 1), text.slice(1)];
  if (group === HERE || group === OFFLINE) return [group, key];
  throw new ChatError("invalid-field", { field: "after" });
}
