// What a client sends. See “Frames” in docs/protocol.md.
import * as v from "valibot";
import { MAX_HISTORY, MAX_SYNC_CONVERSATIONS } from "./limits.ts";

const ref = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const conversation = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const name = v.pipe(v.string(), v.maxLength(200));
const text = v.pipe(v.string(), v.maxLength(64 * 1024));

/** A status and when it ends (milliseconds UTC). */
const status = { status: v.optional(v.string()), until: v.optional(position) };

const requests = {
  sync: v.object({
    type: v.literal("sync"),
    ref,
    since: v.optional(
      v.pipe(v.record(conversation, position), v.maxEntries(MAX_SYNC_CONVERSATIONS)),
      {},
    ),
  }),
  send: v.object({
    type: v.literal("send"),
    ref,
    conversation: v.optional(conversation),
    to: v.optional(name),
    id: v.pipe(v.string(), v.uuid()),
    text,
    after: v.optional(position, 0),
    replyTo: v.optional(seq),
  }),
  delete: v.object({ type: v.literal("delete"), ref, conversation, target: seq }),
  history: v.object({
    type: v.literal("history"),
    ref,
    conversation,
    before: v.optional(seq),
    after: v.optional(position),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_HISTORY)), 50),
  }),
  open: v.object({ type: v.literal("open"), ref, with: name }),
  create: v.object({
    type: v.literal("create"),
    ref,
    name,
    topic: v.optional(v.string()),
    private: v.optional(v.boolean()),
  }),
  join: v.object({
    type: v.literal("join"),
    ref,
    conversation: v.optional(conversation),
    room: v.optional(name),
  }),
  leave: v.object({
    type: v.literal("leave"),
    ref,
    conversation: v.optional(conversation),
    room: v.optional(name),
  }),
  invite: v.object({ type: v.literal("invite"), ref, conversation, user: name }),
  topic: v.object({ type: v.literal("topic"), ref, conversation, topic: v.string() }),
  read: v.object({ type: v.literal("read"), ref, conversation, seq }),
  members: v.object({ type: v.literal("members"), ref, conversation }),
  rooms: v.object({ type: v.literal("rooms"), ref }),
  people: v.object({ type: v.literal("people"), ref, query: v.optional(name, "") }),
  /** Asks for a sign of life: the page cannot see the pings of the platform. */
  ping: v.object({ type: v.literal("ping"), ref }),
};

const signals = {
  typing: v.object({ type: v.literal("typing"), conversation }),
  presence: v.object({
    type: v.literal("presence"),
    state: v.optional(v.picklist(["active", "away"])),
    ...status,
  }),
};

/** Every frame that a client may send, by `type`. */
export const clientFrames = { ...requests, ...signals };

export type RequestType = keyof typeof requests;
export type Request = { [T in RequestType]: v.InferOutput<(typeof requests)[T]> }[RequestType];
export type RequestOf<T extends RequestType> = v.InferOutput<(typeof requests)[T]>;
export type Signal = v.InferOutput<(typeof signals)[keyof typeof signals]>;
export type ClientFrame = Request | Signal;

/** What a frame was, once read: a frame, or why it is none (T4, T5). */
export type ReadFrame =
  | { is: "frame"; frame: ClientFrame }
  | { is: "unknown-type"; ref: number | undefined; type: string }
  | { is: "invalid"; ref: number | undefined; field: string };

/** Reads one text frame. Never throws; `field` names what does not fit, “frame” for no JSON object. */
export function readClientFrame(data: string): ReadFrame {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { is: "invalid", ref: undefined, field: "frame" }; // not JSON: said to the client
  }
  const head = v.safeParse(v.looseObject({ type: v.string() }), value);
  const usable = v.safeParse(v.object({ ref }), value);
  const known = usable.success ? usable.output.ref : undefined;
  if (!head.success) {
    return { is: "invalid", ref: known, field: head.issues[0].path ? "type" : "frame" };
  }
  const { type } = head.output;
  if (!Object.hasOwn(clientFrames, type)) return { is: "unknown-type", ref: known, type };
  const parsed = v.safeParse(clientFrames[type as keyof typeof clientFrames], value);
  if (parsed.success) return { is: "frame", frame: parsed.output };
  return { is: "invalid", ref: known, field: v.getDotPath(parsed.issues[0]) ?? "frame" };
}
