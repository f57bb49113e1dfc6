// Outgoing hooks: where they call, how far they were told, and how each delivery went.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import {
  DELIVERIES_KEPT_MS,
  type DeliveryType,
  type HookDelivery,
  type OffReason,
  type OutgoingEvent,
  type Try,
} from "../../protocol/outgoing.ts";
import { keys } from "../../kv/keys.ts";
import { type RowProposal, writeRow } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";

/** What a receiver knows the sender by. It is stored as it is: each delivery is signed with it. */
export interface SigningSecret {
  /** Base64. */
  secret: string;
  /** The one before, which is good until then (milliseconds UTC). */
  former?: { secret: string; until: number };
}

/** An outgoing hook; its bot has the name and the rooms. */
export interface OutgoingRow extends SigningSecret {
  url: string;
  events: OutgoingEvent[];
  keywords: string[];
  /** This server, as whoever made it reaches it: for links. */
  origin: string;
  /** Tries in a row that failed, and when the first of them did (milliseconds UTC). */
  failed?: { count: number; since: number };
  off?: OffReason;
}

/** How far a hook was told, by room. */
export interface PumpRow {
  told: Record<ConversationId, number>;
  /** The job that tells it now, and until when it is taken to be at work (milliseconds UTC). */
  job?: { id: string; until: number };
}

/** A delivery: what it tells of is read from the log when it is sent, for words may go (M3). */
export interface DeliveryRow {
  type: DeliveryType;
  conversation: ConversationId;
  seq: number;
  /** When it happened, in milliseconds UTC. */
  at: number;
  state: HookDelivery["state"];
  tries: Try[];
  next?: number;
  /** The job that tries it again. */
  job?: string;
  /** Once more at somebody's wish: no further try follows. */
  asked?: true;
}

/** Names a delivery: the same for each try, on every instance. */
export interface DeliveryKey {
  hook: UserId;
  at: number;
  id: string;
}

export function deliveryId({ conversation, seq }: Pick<DeliveryRow, "conversation" | "seq">) {
  return `${seq}.${conversation}`;
}

/** The write that stores a hook. */
export function setOutgoing(bot: UserId, row: OutgoingRow): Mutation {
  return { type: "set", key: keys.outgoing(bot), value: row };
}

/** The writes that end one; what was delivered expires. */
export function removeOutgoing(bot: UserId): Mutation[] {
  return [keys.outgoing(bot), keys.outgoingPump(bot)].map((key) => ({ type: "delete", key }));
}

/** The write that stores a delivery. */
export function setDelivery(hook: UserId, row: DeliveryRow): Mutation {
  return {
    type: "set",
    key: keys.outgoingDelivery(hook, row.at, deliveryId(row)),
    value: row,
    expireIn: DELIVERIES_KEPT_MS,
  };
}

/** The outgoing hooks of a store. Each method rejects with `Unavailable`. */
export interface OutgoingRows {
  get(bot: UserId): Promise<OutgoingRow | undefined>;
  /** The ids of those that are on. */
  all(): Promise<UserId[]>;
  /** Changes one, with what `change` gives; nothing where it gives nothing. */
  change(
    bot: UserId,
    change: (row: OutgoingRow) => RowProposal<OutgoingRow> | undefined,
  ): Promise<OutgoingRow | undefined>;
  pump(bot: UserId): Promise<PumpRow | undefined>;
  changePump(
    bot: UserId,
    change: (row: PumpRow | undefined) => RowProposal<PumpRow> | undefined,
  ): Promise<PumpRow | undefined>;
  delivery(key: DeliveryKey): Promise<DeliveryRow | undefined>;
  changeDelivery(
    key: DeliveryKey,
    change: (row: DeliveryRow | undefined) => RowProposal<DeliveryRow> | undefined,
  ): Promise<DeliveryRow | undefined>;
  /** The newest first; those before one with `before`. */
  deliveries(
    hook: UserId,
    page: { before?: Pick<DeliveryKey, "at" | "id">; limit: number },
  ): Promise<DeliveryRow[]>;
}

/** The outgoing hooks in `kv`. */
export function createOutgoingRows(kv: Kv): OutgoingRows {
  const at = ({ hook, at, id }: DeliveryKey) => keys.outgoingDelivery(hook, at, id);
  return {
    get: async (bot) => (await kv.get<OutgoingRow>(keys.outgoing(bot))).value ?? undefined,

    async all() {
      const rows = await listAll<OutgoingRow>(kv, keys.allOutgoing());
      return rows.filter(({ value }) => !value.off).map(({ key }) => String(key.at(-1)));
    },

    change: (bot, change) =>
      writeRow<OutgoingRow>(kv, keys.outgoing(bot), (row) => row && change(row)),

    pump: async (bot) => (await kv.get<PumpRow>(keys.outgoingPump(bot))).value ?? undefined,

    changePump: (bot, change) => writeRow<PumpRow>(kv, keys.outgoingPump(bot), change),

    delivery: async (key) => (await kv.get<DeliveryRow>(at(key))).value ?? undefined,

    changeDelivery: (key, change) =>
      writeRow<DeliveryRow>(kv, at(key), (row) => {
        const proposed = change(row);
        return proposed && { ...proposed, expireIn: DELIVERIES_KEPT_MS };
      }),

    async deliveries(hook, { before, limit }) {
      const prefix = keys.outgoingDeliveries(hook);
      const range = { prefix, ...(before && { end: at({ hook, ...before }) }) };
      const rows = await kv.list<DeliveryRow>(range, { limit, reverse: true });
      return rows.map(({ value }) => value);
    },
  };
}
