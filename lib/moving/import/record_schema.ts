// What a line of an export of ours may be. Whoever brings one in may have it from anybody.
import * as v from "valibot";
import { isRoomName } from "../../protocol/room_names.ts";
import { LogEvent } from "../../protocol/events.ts";
import { emoji } from "../../protocol/requests/reactions.ts";
import type { MovingRecord } from "../records.ts";
import { LARGEST } from "./values.ts";

/** Ids become parts of keys and of paths. */
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
const conversationId = v.pipe(v.string(), v.regex(/^(group:|direct:[\w-]{1,64}:)?[\w-]{1,64}$/));
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A conversation, as far as an import reads it. */
const Row = v.object({
  id: conversationId,
  kind: v.picklist(["room", "direct"]),
  name: v.optional(v.pipe(v.string(), v.check(isRoomName))),
  title: v.optional(v.string()),
  topic: v.optional(v.string()),
  vanishMs: v.optional(v.number()),
  private: v.optional(v.boolean()),
  readOnly: v.optional(v.boolean()),
  closed: v.optional(v.boolean()),
  slowSeconds: v.optional(v.number()),
  topicLocked: v.optional(v.boolean()),
  people: v.optional(v.array(id)),
  from: v.optional(v.record(id, v.number())),
  createdAt: v.number(),
  by: v.optional(v.string()),
});

const Entry = v.object({
  event: LogEvent,
  id: v.string(),
  messages: v.number(),
  aside: v.optional(v.number()),
});

const Line = v.variant("is", [
  v.object({
    is: v.literal("community"),
    palabre: v.literal("export"),
    format: v.number(),
    name: v.string(),
    at: v.number(),
    scope: v.string(),
  }),
  v.object({ is: v.literal("emoji"), name: v.string(), base64: v.string() }),
  v.object({
    is: v.literal("person"),
    id,
    name: v.string(),
    role: v.string(),
    createdAt: v.number(),
    bot: v.optional(v.literal(true)),
    gone: v.optional(v.literal(true)),
  }),
  v.object({
    is: v.literal("conversation"),
    row: Row,
    members: v.array(v.object({ id, joinedAt: v.number() })),
  }),
  v.object({ is: v.literal("entry"), entry: Entry }),
  v.object({
    is: v.literal("version"),
    seq,
    n: v.pipe(v.number(), v.safeInteger()),
    text: v.string(),
    at: v.number(),
  }),
  v.object({ is: v.literal("reactor"), seq, emoji, user: v.string() }),
  v.object({ is: v.literal("pins"), seqs: v.array(seq) }),
  v.object({ is: v.literal("origin"), seq, conversation: conversationId, of: seq }),
  v.object({
    is: v.literal("file"),
    id,
    owner: v.string(),
    name: v.string(),
    size: v.number(),
    at: v.number(),
    type: v.string(),
    cleaned: v.optional(v.boolean()),
  }),
  v.object({ is: v.literal("bytes"), file: id, at: v.number(), base64: v.string() }),
  v.object({ is: v.literal("lost-file"), id: v.string(), seq }),
  v.object({ is: v.literal("end"), lines: v.number() }),
]);

/** A line as the record that it is; nothing where it is none. */
export function readRecord(line: string): MovingRecord | undefined {
  try {
    const read = v.safeParse(Line, JSON.parse(line, bounded));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

function bounded(_key: string, value: unknown): unknown {
  if (typeof value === "number" && Math.abs(value) > LARGEST) throw new RangeError();
  return value;
}
