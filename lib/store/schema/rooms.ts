import { keys } from "../../kv/keys.ts";
import type { Check, Entry, Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Conversation } from "../conversations/conversation.ts";
import { listing, MAX_ROOMS_MADE } from "../conversations/room_index.ts";
import type { TableStep } from "./table_step.ts";

/** Rooms whose rows one commit writes; each may need two checks. */
const ROOMS_AT_ONCE = 50;

/** The index of public rooms, and the open rooms that each person made. */
export const fillRooms: TableStep = {
  prefix: keys.rooms(),
  pageSize: (maxChecks) => Math.min(ROOMS_AT_ONCE, Math.floor(maxChecks / 2)),
  async fill(kv, rows) {
    const records = await kv.getMany<Conversation>(
      rows.map(({ value }) => keys.conversation(String(value))),
    );
    const rooms = records.flatMap((record, n) => {
      const isNamedSo = record.value?.name === rows[n]?.key.at(-1);
      return record.value && isNamedSo ? [record] : [];
    });
    const made = await countMade(kv, rooms.map(({ value }) => value));
    return {
      checks: [...rooms.map(({ key, versionstamp }) => ({ key, versionstamp })), ...made.checks],
      mutations: [...rooms.flatMap(({ value }) => listing(value)), ...made.mutations],
    };
  },
};

/** Counts open rooms for who made them: as many as anybody may make, for more are no more. */
async function countMade(
  kv: Pick<Kv, "getMany">,
  rooms: readonly Conversation[],
): Promise<{ checks: Check[]; mutations: Mutation[] }> {
  const byMaker = new Map<UserId, ConversationId[]>();
  for (const { id, by, closed } of rooms) {
    if (by !== undefined && !closed) byMaker.set(by, [...byMaker.get(by) ?? [], id]);
  }
  const counted: Entry<ConversationId[]>[] = await kv.getMany(
    [...byMaker.keys()].map(keys.roomsMadeBy),
  );
  return {
    checks: counted.map(({ key, versionstamp }) => ({ key, versionstamp })),
    mutations: [...byMaker.values()].map((ids, n): Mutation => {
      const before = counted[n]?.value ?? [];
      const value = [...new Set([...before, ...ids])].slice(0, MAX_ROOMS_MADE);
      return { type: "set", key: counted[n]!.key, value };
    }),
  };
}
