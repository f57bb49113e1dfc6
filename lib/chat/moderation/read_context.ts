import type { Context, ContextMessage } from "../../protocol/administration.ts";
import type { ConversationId, LogEvent, MessageEvent } from "../../protocol/events.ts";
import { standsInTimeline } from "../../protocol/threads.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { Directory } from "../identity/profiles.ts";
import { unlessVanished } from "../messages/read_out.ts";

/** Messages that are shown on each side, and entries that are read for them. */
const SHOWN = 3;
const LOOKED_AT = 20;

/**
 * The messages around a place of a public room: those up to `after`, and those behind it; without the
 * one at `but`. Rejects with `Unavailable`.
 */
export type ReadContext = (
  conversation: ConversationId,
  place: { after: number; but?: number },
) => Promise<Context>;

/** Over the log, with the names of now. */
export function createReadContext(
  { log, directory, clock }: {
    log: Pick<ConversationLog, "read">;
    directory: Pick<Directory, "profiles">;
    clock: Pick<Clock, "now">;
  },
): ReadContext {
  return async (conversation, { after, but }) => {
    const range = { after: Math.max(0, after - LOOKED_AT), before: after + LOOKED_AT + 1 };
    const entries = await log.read(conversation, { ...range, limit: 2 * LOOKED_AT });
    const read = entries.flatMap(({ event }) => readable(event, clock) ?? []);
    const messages = read.filter(({ seq }) => seq !== but);
    const users = await directory.profiles(new Set(messages.map(({ by }) => by)));
    const shown = ({ seq, at, by, text }: MessageEvent): ContextMessage => ({
      seq,
      at,
      text,
      by: { id: by, name: users[by]?.name ?? "" },
    });
    return {
      before: messages.filter(({ seq }) => seq <= after).slice(-SHOWN).map(shown),
      after: messages.filter(({ seq }) => seq > after).slice(0, SHOWN).map(shown),
    };
  };
}

function readable(event: LogEvent, clock: Pick<Clock, "now">): MessageEvent | undefined {
  if (event.kind !== "message" || !standsInTimeline(event)) return undefined;
  const now = unlessVanished(event, clock);
  return now && now.deletedAt === undefined && now.text !== "" ? now : undefined;
}
