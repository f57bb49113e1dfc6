// Deliveries that failed, tried again; and the word to whoever made a hook that is switched off.
import * as v from "valibot";
import type { Chat } from "../../chat/chat.ts";
import { type JobKind, planJob } from "../../jobs/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import { hookOffWord } from "../../i18n/hook_off_word.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type {
  DeliveryKey,
  DeliveryRow,
  OutgoingRows,
} from "../../store/integrations/outgoing_rows.ts";
import type { Users } from "../../store/people/users.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { derivedUuid } from "../../runtime/digest.ts";
import { AGAIN_KIND, type Deliver, type HookEvent, OFF_KIND } from "./deliver.ts";
import { actingBot, type PumpParts } from "./pump.ts";
import { tellingOf } from "./tell.ts";
import { unlessRefused, writeTo, type WriteToParts } from "./write_to.ts";

const Again = v.object({ hook: v.string(), at: v.number(), id: v.string() });

/** What they are tried again with. */
export interface AgainParts extends Pick<PumpParts, "identity"> {
  rows: OutgoingRows;
  conversations: Pick<Conversations, "getMany">;
  chat: Pick<Chat, "history">;
  deliver: Deliver;
  jobs: Pick<Jobs, "wake">;
  clock: Pick<Clock, "now">;
}

/** Tries a delivery once more. */
export function createAgain(parts: AgainParts): JobKind<DeliveryKey> {
  const { rows, deliver, jobs } = parts;
  return {
    kind: AGAIN_KIND,
    payload: Again,
    async run(key, { id: job }) {
      const before = await rows.delivery(key);
      if (!before || before.job !== job) return; // it stands otherwise by now
      const told = await toldOf(parts, key, before);
      const row: DeliveryRow = typeof told === "string"
        ? { ...withoutJob(before), state: told }
        : await deliver.once(told, before);
      await rows.changeDelivery(key, (now) => {
        if (now?.job !== job) return undefined;
        return { value: row, mutations: deliver.store(key.hook, row) };
      });
      if (row.next !== undefined) jobs.wake(row.next);
    },
  };
}

function withoutJob({ job: _, next: __, ...row }: DeliveryRow): DeliveryRow {
  return row;
}

/** What is told; or how the delivery ends where nothing can be any more. */
async function toldOf(
  parts: AgainParts,
  { hook }: DeliveryKey,
  { conversation, seq, asked }: DeliveryRow,
): Promise<HookEvent | "failed" | "dropped"> {
  const [row, actor, rooms] = await Promise.all([
    parts.rows.get(hook),
    actingBot(parts, hook),
    parts.conversations.getMany([conversation]),
  ]);
  const room = rooms.get(conversation);
  if (!row || !actor || !room || row.off && !asked) return "failed";
  try {
    const page = await parts.chat.history(actor, { conversation, after: seq - 1, limit: 1 });
    const event = page.events.find((one) => one.seq === seq);
    // Of what was deleted since there is nothing to tell; that it was is told by itself.
    const telling = event && tellingOf(row, hook, event);
    if (!event || !telling) return "dropped";
    return { hook, row, actor, room, event, users: page.users, telling };
  } catch (error) {
    if (error instanceof ChatError && error.code === "forbidden") return "failed";
    throw error;
  }
}

/** Plans one more try at somebody's wish. Gives whether there is such a delivery. */
export async function sendAgain(
  { rows, jobs, clock, random }: Pick<AgainParts, "rows" | "jobs" | "clock"> & {
    random: Pick<Random, "uuid">;
  },
  key: DeliveryKey,
): Promise<boolean> {
  const due = clock.now();
  const job = `again ${random.uuid()}`;
  const row = await rows.changeDelivery(key, (now) => {
    if (!now || now.state === "waiting" && now.next !== undefined && now.next <= due) {
      return undefined; // it is tried right now
    }
    return {
      value: { ...now, state: "waiting", next: due, job, asked: true },
      mutations: [planJob({ kind: AGAIN_KIND, id: job, due, payload: key })],
    };
  });
  if (row) jobs.wake(due);
  return row !== undefined;
}

const Off = v.object({ hook: v.string(), now: v.number() });

/** What the word is said with. */
export interface OffParts extends Pick<PumpParts, "identity">, WriteToParts {
  rows: Pick<OutgoingRows, "get">;
  users: Pick<Users, "get">;
}

/** Tells whoever answers for a hook that it was switched off. */
export function createOffWord(
  parts: OffParts,
): JobKind<v.InferOutput<typeof Off>> {
  return {
    kind: OFF_KIND,
    payload: Off,
    async run({ hook, now }) {
      const [row, actor] = await Promise.all([parts.rows.get(hook), actingBot(parts, hook)]);
      const maker = actor?.bot && await parts.users.get(actor.bot.by);
      if (!row?.off || row.off === "asked" || !actor || !maker) return;
      const text = hookOffWord(maker.locale, row.off, new URL(row.url).host);
      const id = derivedUuid(`${actor.user.id} off ${now}`);
      await writeTo(parts, actor, { whom: maker.id, id, text, now }).catch(unlessRefused);
    },
  };
}
