import { ChatError } from "../../lib/protocol/errors.ts";

/** The message that a path names by `:conversation` and `:seq`. Throws `unknown-message`. */
export function targetOf(
  part: (name: string) => string,
): { conversation: string; target: number } {
  const target = Number(part("seq"));
  if (!Number.isSafeInteger(target) || target < 1) throw new ChatError("unknown-message");
  return { conversation: part("conversation"), target };
}
