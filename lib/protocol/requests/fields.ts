// The fields that requests of several areas have in common.
import * as v from "valibot";

/** Matches a reply with its request. */
export const ref = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** The place of an event in its log. */
export const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** The last place that somebody knows, 0 where it is none; or a time, milliseconds UTC. */
export const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A conversation, by its id. */
export const conversation = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
/**
 * What a person types. What is far too long is cut, not refused: the rule that reads it says in the
 * person's words what it may be, where a schema would say the field's name.
 */
export const typed = (most: number) =>
  v.pipe(v.string(), v.transform((text) => text.slice(0, most)));
/** The name of a room or a person, before the rules have seen it. */
export const name = typed(200);
/** What fits into a frame, in code units. */
export const MAX_TEXT = 64 * 1024;
/** The words of a message, before the rules have seen it. */
export const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

/** The reply to what was appended to a log. */
export const placed = v.object({ seq: v.number() });
/** The reply that says no more than that it is done. */
export const nothing = v.object({});
