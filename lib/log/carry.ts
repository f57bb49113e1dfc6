import { keys } from "../kv/keys.ts";
import type { Check, Kv, Mutation } from "../kv/kv.ts";
import type { ConversationId, Draft, UserId } from "../protocol/events.ts";
import type { Head, LogEntry } from "./log.ts";

/** An event of the timeline that is appended to one log in the commit of something else. */
export interface Carried {
  entry: LogEntry;
  /** That the log still ends where it did; whoever appended meanwhile makes the commit fail. */
  check: Check;
  mutations: Mutation[];
}

/** What is carried: of an author, under an id that is new. */
export interface CarriedMessage {
  by: UserId;
  id: string;
  draft: Extract<Draft, { kind: "message" }>;
}
type CarriedEvent = CarriedMessage | Omit<CarriedMessage, "draft"> & { draft: { kind: "join" } };

/**
 * What appends an event of the timeline to a log beside a commit of another log (`also` and `checks` of
 * its request) or of rows: both are there, or neither. Read anew on each try. The log's own lanes take it as they
 * take what another instance appended. Its author has not read up to it. Rejects with `Unavailable`.
 */
export async function carryInto(
  kv: Pick<Kv, "get">,
  conversation: ConversationId,
  event: (place: { seq: number; at: number }) => CarriedEvent,
  now: number,
): Promise<Carried> {
  const { key, value, versionstamp } = await kv.get<Head>(keys.head(conversation));
  const { seq: last, messages, at: lastAt, gone } = value ?? { seq: 0, messages: 0, at: 0 };
  const place = { seq: last + 1, at: Math.max(now, lastAt) }; // times in a log never decrease
  const { by, id, draft } = event(place);
  const counted = messages + (draft.kind === "message" ? 1 : 0);
  const entry: LogEntry = { event: { ...draft, ...place, by }, id, messages: counted };
  const head: Head = {
    ...place,
    messages: counted,
    ...(gone !== undefined && { gone }),
  };
  return {
    entry,
    check: { key, versionstamp },
    mutations: [
      { type: "set", key: keys.entry(conversation, place.seq), value: entry },
      { type: "set", key, value: head },
    ],
  };
}
