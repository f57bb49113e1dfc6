// Outgoing hooks (B3): what they tell of, and how it went.
import * as v from "valibot";

/**
 * What a hook is told of: what is written, edited and deleted; what names it; what holds one of its
 * keywords; reactions; and who comes in.
 */
export const OUTGOING_EVENTS = ["message", "mention", "keyword", "reaction", "join"] as const;
export type OutgoingEvent = (typeof OUTGOING_EVENTS)[number];

/** What a delivery says: `type` of Standard Webhooks. */
const DELIVERY_TYPES = [
  "message.posted",
  "message.edited",
  "message.deleted",
  "reaction.added",
  "reaction.removed",
  "member.joined",
] as const;
export type DeliveryType = (typeof DELIVERY_TYPES)[number];

export const MAX_HOOK_URL = 2_000;
/** So many times one is tried, the last about a day after the first; in milliseconds between. */
export const RETRY_PAUSES_MS = [1, 5, 30, 120, 300, 480, 480].map((minutes) => minutes * 60_000);
/** The receiver answers within this. */
export const DELIVERY_TIMEOUT_MS = 5_000;
/** Deliveries are listed for so long. */
export const DELIVERIES_KEPT_MS = 3 * 86_400_000;
/** A hook that nobody answered for so long is switched off. */
export const FAILING_OFF_MS = 3 * 86_400_000;
/** Beside a new secret, the one before is good for so long. */
export const SECRET_OVERLAP_MS = 24 * 60 * 60_000;

/** Why there was no answer. */
const NO_ANSWERS = [
  "url",
  "port",
  "address",
  "redirects",
  "size",
  "encoding",
  "time",
  "unreachable",
] as const;

/** One try: when, how long it took, and what was answered, or why nothing was. Milliseconds. */
export const Try = v.object({
  at: v.number(),
  ms: v.number(),
  status: v.optional(v.number()),
  failed: v.optional(v.picklist(NO_ANSWERS)),
  /** How an answer that is no success begins. */
  said: v.optional(v.string()),
});
export type Try = v.InferOutput<typeof Try>;

/** How a delivery stands. `dropped`: what it tells of is gone. */
const DELIVERY_STATES = ["waiting", "done", "failed", "dropped"] as const;

/** One event, told to one hook. */
export const HookDelivery = v.object({
  id: v.string(),
  type: v.picklist(DELIVERY_TYPES),
  /** When it happened, in milliseconds UTC. */
  at: v.number(),
  /** The room, as it is called now. */
  room: v.string(),
  seq: v.number(),
  state: v.picklist(DELIVERY_STATES),
  tries: v.array(Try),
  /** When it is tried again. */
  next: v.optional(v.number()),
});
export type HookDelivery = v.InferOutput<typeof HookDelivery>;

/** Why a hook is switched off: it was, it failed for days, or its receiver said that it is gone. */
const OFF_REASONS = ["asked", "failing", "gone"] as const;
export type OffReason = (typeof OFF_REASONS)[number];

/** An outgoing hook beside its bot. */
export const Outgoing = v.object({
  url: v.string(),
  events: v.array(v.picklist(OUTGOING_EVENTS)),
  keywords: v.array(v.string()),
  /** Tries in a row that failed. */
  failed: v.optional(v.number()),
  off: v.optional(v.picklist(OFF_REASONS)),
  /** Until then, the secret before is good too. */
  formerUntil: v.optional(v.number()),
});
export type Outgoing = v.InferOutput<typeof Outgoing>;
