import type { Actor, Announcer, Chat } from "../../chat/chat.ts";
import { announceOutgoing } from "../../chat/bots/outgoing.ts";
import { planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { LogEvent, Profiles, UserId } from "../../protocol/events.ts";
import { FAILING_OFF_MS, RETRY_PAUSES_MS } from "../../protocol/outgoing.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { derivedUuid, digest } from "../../runtime/digest.ts";
import type { Conversation } from "../../store/conversations/conversations.ts";
import {
  deliveryId,
  type DeliveryRow,
  type OutgoingRow,
  type OutgoingRows,
} from "../../store/integrations/outgoing_rows.ts";
import { textOfAnswer } from "./answer.ts";
import type { Called, CallOut } from "./call.ts";
import { bodyOf, type Telling } from "./tell.ts";
import { unlessRefused } from "./write_to.ts";

/** The job that tries a delivery again. */
export const AGAIN_KIND = "outgoing hook again";
/** The job that tells whoever made a hook that it is switched off. */
export const OFF_KIND = "outgoing hook off";

/** A receiver says so that it is not there any more. */
const GONE = 410;

/** An event, the hook that is told of it, and with what. */
export interface HookEvent {
  hook: UserId;
  row: OutgoingRow;
  actor: Actor;
  room: Pick<Conversation, "id" | "name" | "title">;
  event: LogEvent;
  users: Profiles;
  telling: Telling;
}

/** Tells a hook of an event, once. */
export interface Deliver {
  /** Calls, posts what it answers, and gives the delivery as it stands then; it is not stored. */
  once(told: HookEvent, before: DeliveryRow): Promise<DeliveryRow>;
  /** The write that stores one, and plans when it is tried again. */
  store(hook: UserId, row: DeliveryRow): Mutation[];
}

/** What it is made over. */
export interface DeliverParts {
  rows: Pick<OutgoingRows, "change">;
  chat: Pick<Chat, "post">;
  announcer: Pick<Announcer, "announce">;
  call: CallOut;
  clock: Pick<Clock, "now">;
  random: Pick<Random, "uuid">;
}

/** A delivery that was not tried yet. */
export function freshDelivery(
  { room, event, telling }: Pick<HookEvent, "room" | "event" | "telling">,
): DeliveryRow {
  const { seq, at } = event;
  return {
    type: telling.type,
    conversation: room.id,
    seq,
    at,
    state: "waiting",
    tries: [],
  };
}

/** Delivers by calls; what fails is noted at the hook, which is switched off after days of that. */
export function createDeliver(parts: DeliverParts): Deliver {
  const { chat, call, clock, random } = parts;

  async function postAnswer(
    { actor, room, event, telling }: HookEvent,
    { answer }: Called,
    id: string,
  ) {
    // Programs that answer each other would never end.
    if (telling.type !== "message.posted" || !answer || event.kind !== "message") return;
    const text = await textOfAnswer(answer);
    if (text === undefined) return;
    const message = {
      conversation: room.id,
      id: derivedUuid(`${id} answer`),
      text,
      after: event.seq,
    };
    await chat.post(actor, { ...message, ...threadOf(event) }).catch(unlessRefused);
  }

  return {
    async once(told, before) {
      const { hook, row, event, users } = told;
      const id = `msg_${digest(`${hook} ${deliveryId(before)}`).slice(0, 27)}`;
      const body = bodyOf(told.telling, { ...told, origin: row.origin });
      const words = "text" in event ? event.text ?? "" : "";
      const called = await call(row, { id, body, words });
      await note(parts, hook, row, called);
      if (!users[event.by]?.bot) await postAnswer(told, called, id);
      return after(before, called, { now: clock.now(), job: `${id} ${random.uuid()}` });
    },

    store(hook, row) {
      const { job, next, at } = row;
      const again = job !== undefined && next !== undefined &&
        planJob({
          kind: AGAIN_KIND,
          id: job,
          due: next,
          payload: { hook, at, id: deliveryId(row) },
        });
      return again ? [again] : [];
    },
  };
}

function threadOf(event: Extract<LogEvent, { kind: "message" }>) {
  return event.thread === undefined ? {} : { thread: event.thread };
}

/** How a delivery stands after a call. */
function after(
  { tries, next: _, job: __, ...row }: DeliveryRow,
  { tried, answer }: Called,
  { now, job }: { now: number; job: string },
): DeliveryRow {
  const all = [...tries, tried];
  const pause = row.asked || tried.status === GONE ? undefined : RETRY_PAUSES_MS[all.length - 1];
  if (answer) return { ...row, tries: all, state: "done" };
  if (pause === undefined) return { ...row, tries: all, state: "failed" };
  return { ...row, tries: all, state: "waiting", next: now + pause, job };
}

/** Notes at the hook how a call went, where that is news. */
async function note(
  { rows, announcer, clock }: Pick<DeliverParts, "rows" | "announcer" | "clock">,
  hook: UserId,
  { failed }: OutgoingRow,
  { tried, answer }: Called,
): Promise<void> {
  if (answer && !failed) return;
  const now = clock.now();
  const row = await rows.change(hook, (row) => {
    const { failed: before, ...rest } = row;
    if (answer) return before && { value: rest };
    const since = before?.since ?? now;
    const value = { ...row, failed: { count: (before?.count ?? 0) + 1, since } };
    const isGone = tried.status === GONE;
    if (row.off || !isGone && now - since < FAILING_OFF_MS) return { value };
    const job = { kind: OFF_KIND, id: `${hook} off ${now}`, due: now, payload: { hook, now } };
    return {
      value: { ...value, off: isGone ? "gone" : "failing" },
      mutations: [planJob(job)],
    };
  });
  if (!row?.off) return;
  announceOutgoing(announcer, hook);
}
