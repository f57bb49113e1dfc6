import { ChatError } from "../../protocol/errors.ts";
import type { Appended, AppendRequest, ConversationLog } from "../../log/log.ts";

/** How often a checked append is tried while others change what it checks. */
const MAX_TRIES = 5;

/**
 * Appends what `prepare` proposes, which reads anew on each try what the append then checks. Gives
 * the place in the log, or `undefined` where `prepare` proposed nothing.
 *
 * Throws `unavailable` when something it checks changed under every try.
 */
export async function appendChecked(
  log: Pick<ConversationLog, "append" | "heads" | "noteRemoteAppend">,
  prepare: () => Promise<Omit<AppendRequest, "after"> | undefined>,
): Promise<Appended | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const request = await prepare();
    if (!request) return undefined;
    const [head] = await log.heads([request.conversation]);
    // What another instance wrote meanwhile may be what this one changes.
    log.noteRemoteAppend(request.conversation, head?.seq ?? 0);
    // The request is new to the log: a duplicate can only stand after the head of now.
    const outcome = await log.append({ ...request, after: head?.seq ?? 0 });
    if (outcome.is === "appended") return outcome.appended;
  }
  throw new ChatError("unavailable");
}
