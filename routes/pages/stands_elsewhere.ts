import { actorOf, type HttpContext } from "../../lib/http/environment.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { standsInTimeline, threadOf } from "../../lib/protocol/threads.ts";
import { messagePath, replyPath } from "../../lib/ui/paths.ts";
import type { PageServices } from "./services.ts";

/** The page of a message that is not in this timeline: in a thread alone, or moved to another room. */
export async function standsElsewhere(
  c: HttpContext,
  { chat }: Pick<PageServices, "chat">,
  found: ConversationSummary,
  seq: number,
): Promise<string | undefined> {
  const { id: conversation } = found;
  const asked = { conversation, after: seq - 1, limit: 1 };
  const { events: [event] } = await chat.history(actorOf(c), asked);
  if (event?.seq !== seq) return undefined;
  const moved = event.kind === "message" ? event.moved : undefined;
  if (moved) {
    const { conversation } = moved;
    // Who is not in that room finds the stub, which says what they may know.
    const there = await chat.summary(actorOf(c), { conversation }).catch(unlessRefused);
    return there && messagePath(there, moved.seq);
  }
  const root = standsInTimeline(event) ? undefined : threadOf(event);
  return root === undefined ? undefined : replyPath(found, root, seq);
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ChatError)) throw error;
}
