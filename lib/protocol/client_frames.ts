// What a client sends. See “Frames” in docs/protocol.md.
import * as v from "valibot";
import { MAX_SYNC_CONVERSATIONS } from "./limits.ts";
import { conversation, position, ref, seq } from "./requests/fields.ts";
import { bookmarkRequests } from "./requests/bookmarks.ts";
import { commandRequests } from "./requests/commands.ts";
import { forwardRequests } from "./requests/forwards.ts";
import { inboxRequests } from "./requests/inbox.ts";
import { laterRequests } from "./requests/later.ts";
import { editRequests } from "./requests/edits.ts";
import { moveRequests } from "./requests/moves.ts";
import { messageRequests } from "./requests/messages.ts";
import { notificationRequests } from "./requests/notifications.ts";
import { isPlainSend } from "./requests/plain_send.ts";
import { peopleRequests } from "./requests/people.ts";
import { linkPreviewRequests } from "./requests/link_previews.ts";
import { pollRequests } from "./requests/polls.ts";
import { reactionRequests } from "./requests/reactions.ts";
import { roomRequests } from "./requests/rooms.ts";
import { searchRequests } from "./requests/search.ts";
import { threadRequests } from "./requests/threads.ts";

/** A status and when it ends (milliseconds UTC). */
const status = { status: v.optional(v.string()), until: v.optional(position) };

/** Those of the connection itself; the others are in `requests/`, one file an area. */
const connectionRequests = {
  sync: v.object({
    type: v.literal("sync"),
    ref,
    since: v.optional(
      v.pipe(v.record(conversation, position), v.maxEntries(MAX_SYNC_CONVERSATIONS)),
      {},
    ),
    /** The `version` of the community's emoji that the client draws; one that draws none says none. */
    emoji: v.optional(v.pipe(v.string(), v.maxLength(64))),
  }),
  /** Asks for a sign of life: the page cannot see the pings of the platform. */
  ping: v.object({ type: v.literal("ping"), ref }),
};

const requests = {
  ...connectionRequests,
  ...messageRequests,
  ...editRequests,
  ...moveRequests,
  ...roomRequests,
  ...peopleRequests,
  ...inboxRequests,
  ...notificationRequests,
  ...bookmarkRequests,
  ...forwardRequests,
  ...reactionRequests,
  ...threadRequests,
  ...pollRequests,
  ...linkPreviewRequests,
  ...laterRequests,
  ...searchRequests,
  ...commandRequests,
};

const signals = {
  typing: v.object({ type: v.literal("typing"), conversation, thread: v.optional(seq) }),
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

const typed = v.looseObject({ type: v.string() });
const referred = v.object({ ref });

/** Reads one text frame. Never throws; `field` names what does not fit, “frame” for no JSON object. */
export function readClientFrame(data: string): ReadFrame {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { is: "invalid", ref: undefined, field: "frame" }; // not JSON: said to the client
  }
  if (isPlainSend(value)) return { is: "frame", frame: value };
  const head = v.safeParse(typed, value);
  const usable = v.safeParse(referred, value);
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
