// Removes what is kept no longer: each message as its author would, so that nothing of it stays (M3).
import * as v from "valibot";
import { commitChecked } from "../../kv/checked_write.ts";
import type { JobKind } from "../../jobs/job.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { keyAfter } from "../../kv/list_pages.ts";
import type { ConversationLog, LogEntry } from "../../log/log.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { daysIn, readRetention, type SweptRow } from "../../store/community/retention.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import type { Announcer, Chat } from "../chat.ts";
import { removeAsAuthor } from "../messages/vanishing.ts";

/** The kind of the job that goes through all rooms, again and again. */
export const SWEEP = "retention";
/** `change`: of the rule that it was planned for. `after`: the conversation before the next one. */
const Payload = v.object({ change: v.string(), after: v.optional(v.string()) });

const DAY_MS = 86_400_000;
/** It goes through all rooms this often. */
const EVERY_MS = 60 * 60_000;
/** A run goes on as another one after this long. */
const RUN_MS = 10_000;
const PAGE = 100;
/** Messages that are removed at once: enough to share commits. */
const AT_ONCE = 16;

/** What it is done with. */
export interface SweepParts {
  kv: Kv;
  log: Pick<ConversationLog, "read" | "entries">;
  remove: Chat["delete"];
  announcer: Pick<Announcer, "announce">;
  clock: Clock;
}

/** The job. A rule that was replaced ends its own: that of the new one goes on. */
export function createSweep(parts: SweepParts): JobKind<v.InferOutput<typeof Payload>> {
  const { kv, clock } = parts;
  return {
    kind: SWEEP,
    payload: Payload,
    async run({ change, after }, { signal }) {
      const began = clock.elapsed();
      let last = after;
      for (;;) {
        const rule = await readRetention(kv);
        if (rule?.change !== change) return;
        const prefix = keys.conversations();
        const start = last === undefined ? {} : { start: keyAfter(keys.conversation(last)) };
        const [row] = await kv.list<Conversation>({ prefix, ...start }, { limit: 1 });
        if (!row) {
          const isNeeded = rule.days !== undefined || rule.rooms.length > 0;
          return isNeeded ? { due: clock.now() + EVERY_MS, payload: { change } } : undefined;
        }
        const days = await settle(parts, row.value, rule.days);
        const isOver = () => signal.aborted || clock.elapsed() - began > RUN_MS;
        const done = days === undefined || await sweepRoom(parts, row.value.id, days, isOver);
        if (!done || isOver()) {
          return {
            due: clock.now(),
            payload: { change, ...(last !== undefined && { after: last }) },
          };
        }
        last = row.value.id;
      }
    },
  };
}

/** Writes in the row of a room what holds there now, for all who read its head. */
async function settle(
  { kv, announcer }: SweepParts,
  { id, kind }: Conversation,
  everywhere: number | undefined,
): Promise<number | undefined> {
  if (kind !== "room") return undefined;
  let changed = false;
  const days = await commitChecked<number | undefined>(kv, async () => {
    const { key, value, versionstamp } = await kv.get<Conversation>(keys.conversation(id));
    const days = daysIn(value?.ownDays, everywhere);
    if (!value || value.keptDays === days) return { is: "done", result: days };
    changed = true;
    return {
      is: "commit",
      result: days,
      checks: [{ key, versionstamp }],
      mutations: [{ type: "set", key, value: { ...value, keptDays: days } satisfies Conversation }],
    };
  });
  if (changed) {
    announcer.announce([{
      topic: `conversation:${id}`,
      message: { type: "changed", what: "conversation", id },
    }]);
  }
  return days;
}

/** Removes what is too old in a room; false where it was not come to its end. */
async function sweepRoom(
  { kv, log, remove, clock }: SweepParts,
  conversation: ConversationId,
  days: number,
  isOver: () => boolean,
): Promise<boolean> {
  const key = keys.swept(conversation);
  const cutoff = clock.now() - days * DAY_MS;
  const { seq: begun, pinned: passed } = (await kv.get<SweptRow>(key)).value ??
    { seq: 0, pinned: [] };
  let seq = begun;
  // What was pinned then may be no more.
  const before = (await log.entries(conversation, passed)).flatMap((entry) => entry ?? []);
  let pinned = before.filter(isPinned).map(({ event }) => event.seq);
  await removeAll(before.filter((entry) => !isPinned(entry)));
  for (;;) {
    const page = await log.read(conversation, { after: seq, limit: PAGE });
    const old = page.filter(({ event }) => event.at < cutoff);
    await removeAll(old.filter((entry) => !isPinned(entry)));
    pinned = [...pinned, ...old.filter(isPinned).map(({ event }) => event.seq)];
    seq = old.at(-1)?.event.seq ?? seq;
    const value: SweptRow = { seq, pinned };
    if (old.length > 0 || pinned.length !== passed.length) {
      await kv.commit([], [{ type: "set", key, value }]);
    }
    if (old.length < page.length || page.length < PAGE) return true;
    if (isOver()) return false;
  }

  async function removeAll(entries: readonly LogEntry[]): Promise<void> {
    const standing = entries.filter(({ event }) =>
      event.kind === "message" && event.deletedAt === undefined
    ).values();
    const next = async () => {
      for (const { event } of standing) {
        await removeAsAuthor({ log, remove }, { conversation, seq: event.seq });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }
}

function isPinned({ event }: LogEntry): boolean {
  return event.kind === "message" && event.pinned !== undefined;
}
