import * as v from "valibot";
import type { Actor, Chat, Page } from "../../chat/chat.ts";
import type { Identity } from "../../chat/identity/identity.ts";
import { type JobKind, planJob } from "../../jobs/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { RETRY_PAUSES_MS } from "../../protocol/outgoing.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import {
  type OutgoingRow,
  type OutgoingRows,
  type PumpRow,
  setDelivery,
} from "../../store/integrations/outgoing_rows.ts";
import { type Deliver, freshDelivery, type HookEvent } from "./deliver.ts";
import { tellingOf } from "./tell.ts";

const PUMP_KIND = "outgoing hook";

/** Events that one read looks at. */
const PAGE = 50;
/** Calls of one hook at once. */
const CALLS_AT_ONCE = 4;
/** Hooks that are told at once on an instance: other jobs have places too. */
const HOOKS_AT_ONCE = 6;
const CROWDED_MS = 500;
/** A run begins no more calls after this. */
const RUN_MS = 12_000;
/** A job of which nothing was heard for so long beyond its time is taken for lost. */
const LOST_MS = 10 * 60_000;
/** So far behind in a room, or so old, a hook is not told any more. */
const MAX_BEHIND = 2_000;
const MAX_AGE_MS = 86_400_000;
/** After so many failures in a row, what is new waits until the receiver answers again. */
const FAILED_REST = 5;

const Payload = v.object({ hook: v.string() });
type Payload = v.InferOutput<typeof Payload>;

/** What hooks are told by. */
export interface PumpParts {
  rows: OutgoingRows;
  read: {
    conversations: Pick<Conversations, "membershipsOf" | "getMany">;
    log: Pick<ConversationLog, "heads">;
    chat: Pick<Chat, "history">;
  };
  identity: Pick<Identity, "actingBot">;
  deliver: Deliver;
  jobs: Pick<Jobs, "wake">;
  clock: Clock;
  random: Pick<Random, "uuid">;
}

/** A hook that is told now. */
interface Hook {
  id: UserId;
  row: OutgoingRow;
  actor: Actor;
  pump: PumpRow;
}

/** Tells hooks what happened in their rooms, from where they were told. */
export interface Pump {
  /** Something happened that concerns this hook: one job at a time tells it, over all instances. */
  wake(hook: UserId): Promise<void>;
  /** From here on: what was before is told no more; `added`: only in rooms where nothing was told yet. */
  begin(hook: UserId, where: "anew" | "added"): Promise<void>;
  job: JobKind<Payload>;
}

/** Tells hooks by jobs, over the logs of their rooms. */
export function createPump(parts: PumpParts): Pump {
  const { rows, jobs, clock, random } = parts;
  let running = 0;

  async function wake(hook: UserId): Promise<void> {
    let due: number | undefined;
    await rows.changePump(hook, (row) => {
      const now = clock.now();
      due = undefined;
      if (!row || row.job && row.job.until > now) return undefined;
      const id = `${hook} tell ${random.uuid()}`;
      due = now;
      return {
        value: { ...row, job: { id, until: now + LOST_MS } },
        mutations: [planJob({ kind: PUMP_KIND, id, due, payload: { hook } })],
      };
    });
    if (due !== undefined) jobs.wake(due);
  }

  async function begin(hook: UserId, where: "anew" | "added"): Promise<void> {
    const heads = await headsOf(parts, hook);
    await rows.changePump(hook, (row) => {
      const told = Object.fromEntries([...heads].map(([room, seq]) => {
        return [room, where === "added" ? row?.told[room] ?? seq : seq];
      }));
      return { value: { ...row, told } };
    });
  }

  async function run({ hook }: Payload, job: { id: string; signal: AbortSignal }) {
    const payload = { hook };
    if (running >= HOOKS_AT_ONCE) return { due: clock.now() + CROWDED_MS, payload };
    running++;
    try {
      return await tell(hook, job);
    } finally {
      running--;
    }
  }

  async function tell(hook: UserId, { id: job, signal }: { id: string; signal: AbortSignal }) {
    const endBy = clock.elapsed() + RUN_MS;
    for (;;) {
      const [row, pump] = await Promise.all([rows.get(hook), rows.pump(hook)]);
      if (pump?.job?.id !== job) return; // another tells it
      const actor = await actingBot(parts, hook);
      if (!row || row.off || !actor) {
        await end(hook, job);
        return;
      }
      const restMs = (row.failed?.count ?? 0) >= FAILED_REST ? restOf(row) : 0;
      const moved = await tellMore(parts, { id: hook, row, actor, pump }, { job, restMs });
      if (!moved) {
        await end(hook, job);
        // What came before the end, and found it at work.
        if (await isBehind(parts, hook)) await wake(hook);
        return;
      }
      const over = signal.aborted || clock.elapsed() >= endBy;
      if (restMs > 0 || over) return { due: clock.now() + restMs, payload: { hook } };
    }
  }

  async function end(hook: UserId, job: string): Promise<void> {
    await rows.changePump(
      hook,
      (row) => row?.job?.id === job ? { value: { told: row.told } } : undefined,
    );
  }

  return { wake, begin, job: { kind: PUMP_KIND, payload: Payload, run } };
}

/** How long what is new waits, while nobody answers. */
function restOf({ failed }: OutgoingRow): number {
  const step = Math.min((failed?.count ?? 0) - FAILED_REST, 2);
  return RETRY_PAUSES_MS[step] ?? 0;
}

/** As whom a hook reads; nobody where who answers for it is kept out. */
export async function actingBot(
  { identity }: Pick<PumpParts, "identity">,
  hook: UserId,
): Promise<Actor | undefined> {
  try {
    return await identity.actingBot(hook);
  } catch (error) {
    if (error instanceof ChatError && error.code === "forbidden") return undefined;
    throw error;
  }
}

/** Where the logs of its rooms end. */
async function headsOf(
  { read: { conversations, log } }: Pick<PumpParts, "read">,
  hook: UserId,
): Promise<Map<ConversationId, number>> {
  const found = await conversations.getMany(await conversations.membershipsOf(hook));
  const rooms = [...found.values()].filter(({ kind }) => kind === "room").map(({ id }) => id);
  const heads = await log.heads(rooms);
  return new Map(rooms.map((room, n) => [room, heads[n]?.seq ?? 0]));
}

async function isBehind(parts: PumpParts, hook: UserId): Promise<boolean> {
  const [pump, heads] = await Promise.all([parts.rows.pump(hook), headsOf(parts, hook)]);
  return [...heads].some(([room, seq]) => seq > (pump?.told[room] ?? seq));
}

/** Tells a few events of the first room that goes on, and writes down how far it was told. */
async function tellMore(
  parts: PumpParts,
  hook: Hook,
  { job, restMs }: { job: string; restMs: number },
): Promise<boolean> {
  const heads = await headsOf(parts, hook.id);
  const behind = [...heads].find(([room, seq]) => seq > (hook.pump.told[room] ?? seq));
  if (!behind) return false;
  const [room, head] = behind;
  const { upTo, told } = await nextOf(parts, hook, room, head);
  const delivered = await Promise.all(
    told.map(async (one) => await parts.deliver.once(one, freshDelivery(one))),
  );
  const { clock, rows, jobs, deliver } = parts;
  const next = delivered.flatMap((row) => row.next ?? []);
  await rows.changePump(hook.id, (row) => {
    if (row?.job?.id !== job) return undefined;
    const until = clock.now() + restMs + LOST_MS;
    return {
      value: { told: { ...row.told, [room]: upTo }, job: { id: job, until } },
      mutations: delivered.flatMap((one) => [
        setDelivery(hook.id, one),
        ...deliver.store(hook.id, one),
      ]),
    };
  });
  if (next.length > 0) jobs.wake(Math.min(...next));
  return true;
}

/** The events that are told next, a few, and how far that reaches. */
async function nextOf(
  { read: { chat, conversations }, clock }: PumpParts,
  { id, row, actor, pump }: Hook,
  conversation: ConversationId,
  head: number,
): Promise<{ upTo: number; told: HookEvent[] }> {
  const after = Math.max(pump.told[conversation] ?? head, head - MAX_BEHIND);
  const [page, rooms] = await Promise.all([
    pageAfter(chat, actor, conversation, after),
    conversations.getMany([conversation]),
  ]);
  const room = rooms.get(conversation);
  const told: HookEvent[] = [];
  if (!page || !room) return { upTo: head, told };
  let upTo = after;
  for (const event of page.events) {
    const isOld = clock.now() - event.at > MAX_AGE_MS;
    const telling = isOld ? undefined : tellingOf(row, id, event);
    if (telling) {
      told.push({ hook: id, row, actor, room, event, users: page.users, telling });
    }
    upTo = event.seq;
    if (told.length === CALLS_AT_ONCE) break;
  }
  return { upTo: page.events.length === 0 ? head : upTo, told };
}

async function pageAfter(
  chat: Pick<Chat, "history">,
  actor: Actor,
  conversation: ConversationId,
  after: number,
): Promise<Page | undefined> {
  try {
    return await chat.history(actor, { conversation, after, limit: PAGE });
  } catch (error) {
    if (error instanceof ChatError && error.code === "forbidden") return undefined;
    throw error;
  }
}
