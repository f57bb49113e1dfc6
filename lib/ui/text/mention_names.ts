import { type Call, CALLS, type MessageEvent } from "../../protocol/events.ts";
import { nameKey } from "../../protocol/names.ts";

const NOBODY: readonly string[] = [];
/** A text is parsed anew for another array of names: each has one for each call. */
const withCalls = new WeakMap<readonly string[], Map<Call, readonly string[]>>();

/**
 * Names to draw as mentions in a message: none where the server found none, as of people who were not
 * there, or of `@room` by somebody who may not call so many.
 */
export function mentionNames(
  { mentions, call }: Pick<MessageEvent, "mentions" | "call">,
  names: readonly string[],
): readonly string[] {
  if (!call) return mentions ? names : NOBODY;
  let made = withCalls.get(names);
  if (!made) withCalls.set(names, made = new Map());
  const known = made.get(call) ?? [...names, call];
  made.set(call, known);
  return known;
}

/** Whether a name that is drawn as a mention stands for everyone. */
export function isCall(name: string): boolean {
  return CALLS.some((call) => call === nameKey(name));
}
