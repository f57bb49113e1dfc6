import { Refused } from "../lib/client/model.ts";
import { Lost } from "../lib/client/requests.ts";

/** Names of what a browser does not let a page do, or cannot do now. */
const REFUSALS: ReadonlySet<string> = new Set([
  ...["AbortError", "NetworkError", "NotAllowedError", "NotSupportedError"],
  ...["QuotaExceededError", "SecurityError", "UnknownError"],
]);
/** How browsers say that nobody answered, or that a script did not come. */
const NO_NETWORK = /fetch|network|load failed|importing/i;

/**
 * Reports what nobody foresaw. What the server or the browser refuses, and what the network loses, is no
 * fault of ours: it is said where somebody waits for it, and nowhere else.
 */
export function reportFault(error: unknown): void {
  if (!isForeseen(error)) reportError(error);
}

/** Whether something failed as it may: refused, lost, or not allowed by the browser. */
export function isForeseen(error: unknown): boolean {
  if (error instanceof Refused || error instanceof Lost) return true;
  if (error instanceof DOMException) return REFUSALS.has(error.name);
  return error instanceof TypeError && NO_NETWORK.test(error.message);
}
