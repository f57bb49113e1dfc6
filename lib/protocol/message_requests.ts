// Who is written to by somebody whom they may not want to hear, and is asked first.
import * as v from "valibot";
import { Person } from "./events.ts";

/** Whose first direct message waits until it is accepted: of nobody, of newcomers, of strangers too. */
export const REQUEST_RULES = ["nobody", "newcomers", "strangers"] as const;
export type RequestRule = (typeof REQUEST_RULES)[number];

/** What somebody wants for themselves; `community`: as it is for everybody. */
export const OWN_REQUEST_RULES = ["community", ...REQUEST_RULES] as const;
export type OwnRequestRule = (typeof OWN_REQUEST_RULES)[number];

/** Why it waits: who wrote is new, or shares nothing private with whom they wrote to. */
export const REQUEST_REASONS = ["new", "stranger"] as const;
export type RequestReason = (typeof REQUEST_REASONS)[number];

/** Messages that may wait for one answer. */
export const MAX_REQUEST_MESSAGES = 3;

/** Groups that somebody may put another into, or begin with them, who has not accepted those before. */
export const MAX_REQUESTS_TO_ONE = 5;

/**
 * That somebody wrote to the user, who does not see what until they accept: `join` the conversation, or
 * `decline`, of which nobody is told. `at`: when they first did, milliseconds UTC.
 */
export const MessageRequest = v.object({
  conversation: v.string(),
  by: Person,
  at: v.number(),
  because: v.picklist(REQUEST_REASONS),
  /** How many messages wait; the seq of the first of them, to report it: none where only put into a group. */
  messages: v.number(),
  first: v.optional(v.number()),
  /** Groups only: who else is in it. */
  people: v.optional(v.array(Person)),
});
export type MessageRequest = v.InferOutput<typeof MessageRequest>;
