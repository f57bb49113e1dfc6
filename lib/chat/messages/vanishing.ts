import * as v from "valibot";
import { dropJob, type JobKind, planJob } from "../../jobs/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Mutation } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, Draft, MessageEvent } from "../../protocol/events.ts";
import type { Committed, ConversationLog } from "../../log/log.ts";
import type { Actor, Chat, LogPosition } from "../chat.ts";

const KIND = "vanish";
const Payload = v.object({ conversation: v.string(), seq: v.number() });

/** Plans the removal of a message, in the commit that makes it. */
export function planVanishing(
  draft: Draft,
  { conversation, seq, at }: LogPosition,
): Mutation[] {
  if (draft.kind !== "message" || draft.vanishMs === undefined) return [];
  const [id, payload] = [idOf({ conversation, seq }), { conversation, seq }];
  return [planJob({ kind: KIND, id, due: at + draft.vanishMs, payload })];
}

/** Takes that back, in the commit that removes the message earlier; of the job that does it, nothing. */
export function dropVanishing(
  { seq, at, vanishMs }: MessageEvent,
  conversation: ConversationId,
): Mutation[] {
  if (vanishMs === undefined) return [];
  return [dropJob({ id: idOf({ conversation, seq }), due: at + vanishMs })];
}

function idOf({ conversation, seq }: v.InferOutput<typeof Payload>): string {
  return `${KIND} ${conversation} ${seq}`;
}

/** Has the jobs of what was committed start in time. */
export function wakeForVanishing(jobs: Pick<Jobs, "wake">, committed: readonly Committed[]): void {
  for (const { entries } of committed) {
    for (const { event } of entries) {
      if (event.kind === "message" && event.vanishMs) jobs.wake(event.at + event.vanishMs);
    }
  }
}

/** What messages are removed with. */
interface Removal {
  log: Pick<ConversationLog, "entries">;
  remove: Chat["delete"];
}

/** Removes a message when its time has come, as its author would (M3, M11). */
export function createVanishingJobs(removal: Removal): JobKind<v.InferOutput<typeof Payload>> {
  return {
    kind: KIND,
    payload: Payload,
    run: (place) => removeAsAuthor(removal, place),
  };
}

/** Removes a message that still stands, as its author would; harmless twice. */
export async function removeAsAuthor(
  { log, remove }: Removal,
  { conversation, seq }: { conversation: ConversationId; seq: number },
): Promise<void> {
  const [entry] = await log.entries(conversation, [seq]);
  const message = entry?.event;
  if (message?.kind !== "message" || message.deletedAt !== undefined) return;
  await remove(authorOf(message, conversation), { conversation, target: seq }).catch((error) => {
    if (!(error instanceof ChatError) || error.code !== "unknown-message") throw error;
  });
}

/** Who may always remove it: also when they have left, or are gone. */
function authorOf({ by }: MessageEvent, conversation: ConversationId): Actor {
  return { user: { id: by, name: "", role: "member" }, session: `${KIND} ${conversation}` };
}
