import { planJob } from "../../jobs/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { KEPT_DAYS, type Retention } from "../../protocol/administration.ts";
import type { Kept } from "../../protocol/kept.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/events.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import type { Random } from "../../runtime/clock.ts";
import type { RemovedMessages } from "../../store/community/removed.ts";
import { daysIn, readRetention, writeRetention } from "../../store/community/retention.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import { roomWritten } from "../conversations/lookup.ts";
import { requirePermission } from "../moderation/authorize.ts";
import { requireInRange } from "../refusals.ts";
import { SWEEP } from "./sweep.ts";

/** Rooms that may have a rule of their own. */
const MAX_ROOMS = 500;

/** How long messages are kept, as administrators decide it. */
export interface RetentionAdministration {
  /**
   * How long messages are kept and how many moderators removed, for everybody: in all rooms, or in one
   * conversation. Throws as `Access.see`.
   */
  kept(actor: Actor, conversation?: ConversationId): Promise<Kept>;
  /** Throws `not-allowed`. */
  retention(actor: Actor): Promise<Retention>;
  /**
   * Keeps messages for so many days, everywhere or in the room of a name; without `days` they stay, or
   * the room has no rule of its own any more. Of a room, 0: they stay. Throws `not-allowed`,
   * `number-range`, `unknown-room`.
   */
  setRetention(actor: Actor, rule: RetentionRule): Promise<void>;
  /**
   * For how many days messages would stay by a rule, where that is shorter than they stay now: what is
   * older would go for good. Throws as `setRetention`.
   */
  shortens(actor: Actor, rule: RetentionRule): Promise<number | undefined>;
}

/** Without `room`: of all rooms that have no rule of their own. */
interface RetentionRule {
  days?: number;
  room?: string;
}

/** Decides how long messages are kept; a job removes what is older. */
export function createRetention(
  { kv, access, removed, conversations, audit, jobs, random }: {
    kv: Kv;
    access: Pick<Access, "see">;
    removed: Pick<RemovedMessages, "everywhere" | "in">;
    conversations: Pick<Conversations, "getMany" | "roomAt">;
    audit: AuditEntries;
    jobs: Pick<Jobs, "wake">;
    random: Random;
  },
): RetentionAdministration {
  return {
    kept: createKept({ kv, access, removed, conversations }),

    async retention(actor) {
      requirePermission(actor, "change who may come in");
      const row = await readRetention(kv);
      const rooms = await conversations.getMany(row?.rooms ?? []);
      return {
        ...(row?.days !== undefined && { days: row.days }),
        rooms: [...rooms.values()].flatMap((room) =>
          room.ownDays === undefined
            ? []
            : [{ id: room.id, name: roomTitle(room), days: room.ownDays }]
        ),
      };
    },

    async shortens(actor, rule) {
      const id = await placeOf(conversations, actor, rule);
      const row = await readRetention(kv);
      const own = id === undefined
        ? undefined
        : (await kv.get<Conversation>(keys.conversation(id))).value?.ownDays;
      const now = daysIn(own, row?.days);
      const then = id !== undefined ? daysIn(rule.days, row?.days) : rule.days;
      return then !== undefined && then < (now ?? Infinity) ? then : undefined;
    },

    async setRetention(actor, { days, room: name }) {
      const id = await placeOf(conversations, actor, { days, room: name });
      const change = random.uuid();
      const now = audit.now();
      const what = [name === undefined ? "*" : `#${name}`, days ?? "–"].join(": ");
      const entry = audit.entry(actor.user, { act: "retention", what });
      await writeRetention(
        kv,
        (row) => {
          if (id === undefined) {
            return { change, rooms: row.rooms, ...(days !== undefined && { days }) };
          }
          const others = row.rooms.filter((one) => one !== id);
          if (days !== undefined && others.length >= MAX_ROOMS) {
            throw new ChatError("invalid-field", { field: "room" });
          }
          return { ...row, change, rooms: days === undefined ? others : [...others, id] };
        },
        async () => {
          const { checks } = await audit.confirm(actor, "change who may come in");
          const job = planJob({
            kind: SWEEP,
            id: `${SWEEP} ${change}`,
            due: now,
            payload: { change },
          });
          if (id === undefined) return { checks, mutations: [entry, job] };
          const { key, value, versionstamp } = await kv.get<Conversation>(keys.conversation(id));
          if (!value) throw new ChatError("unknown-room", { name: name ?? "" });
          return {
            checks: [...checks, { key, versionstamp }],
            mutations: [entry, job, { type: "set", key, value: { ...value, ownDays: days } }],
          };
        },
      );
      jobs.wake(now);
    },
  };
}

/** The room of a rule, none of one for all; throws what a rule may break. */
async function placeOf(
  conversations: Pick<Conversations, "roomAt">,
  actor: Actor,
  { days, room: name }: { days?: number | undefined; room?: string | undefined },
): Promise<ConversationId | undefined> {
  requirePermission(actor, "change who may come in");
  const isExempt = name !== undefined && days === 0;
  if (days !== undefined && !isExempt) requireInRange(days, KEPT_DAYS, "days");
  const id = name === undefined ? undefined : await roomWritten(conversations, name);
  if (name !== undefined && id === undefined) throw new ChatError("unknown-room", { name });
  return id;
}

/** `RetentionAdministration.kept`. */
function createKept({ kv, access, removed, conversations }: {
  kv: Kv;
  access: Pick<Access, "see">;
  removed: Pick<RemovedMessages, "everywhere" | "in">;
  conversations: Pick<Conversations, "getMany">;
}): RetentionAdministration["kept"] {
  return async (actor, id) => {
    if (id === undefined) {
      const [row, count] = await Promise.all([readRetention(kv), removed.everywhere()]);
      return keptFor(row?.days, count);
    }
    await access.see(actor, id);
    const [row, rooms, count] = await Promise.all([
      readRetention(kv),
      conversations.getMany([id]), // what it was seen by may be a while old
      removed.in(id),
    ]);
    const { kind, ownDays } = rooms.get(id) ?? {};
    return keptFor(kind === "room" ? daysIn(ownDays, row?.days) : undefined, count);
  };
}

function keptFor(days: number | undefined, removed: number): Kept {
  return { ...(days !== undefined && { days }), removed };
}
