import type { Bot } from "../../protocol/bots.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { readKeywords } from "../../protocol/keywords.ts";
import { type HookDelivery, MAX_HOOK_URL, SECRET_OVERLAP_MS } from "../../protocol/outgoing.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import {
  deliveryId,
  type DeliveryKey,
  type DeliveryRow,
  type OutgoingRow,
  type OutgoingRows,
  setOutgoing,
  type SigningSecret,
} from "../../store/integrations/outgoing_rows.ts";
import type { User, Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { OutgoingAdministration, OutgoingWish } from "../contract/outgoing.ts";
import type { BotCare } from "./care.ts";
import type { MakeBot } from "./make_bot.ts";
import type { ShowBots } from "./show.ts";

const SECRET_BYTES = 32;

/** What tells hooks (`lib/integrations/outgoing`). */
export interface HookTeller {
  /** From here on; `added`: only where nothing was told yet. */
  begin(hook: UserId, where: "anew" | "added"): Promise<void>;
  sendAgain(key: DeliveryKey): Promise<boolean>;
  /** Whether the operator lets this host be called without encryption. */
  mayBePlain(url: URL): boolean;
}

/** What outgoing hooks are added with. */
export interface OutgoingParts {
  bots: { care: BotCare; make: MakeBot; show: ShowBots };
  stores: {
    users: Pick<Users, "update">;
    rows: OutgoingRows;
    conversations: Pick<Conversations, "getMany">;
  };
  telling: HookTeller;
  announcer: Pick<Announcer, "announce">;
  audit: Pick<AuditEntries, "entry">;
  clock: Pick<Clock, "now">;
  random: Random;
}

/** Tells every instance that a hook was changed. */
export function announceOutgoing(announcer: Pick<Announcer, "announce">, id: UserId): void {
  announcer.announce([{
    topic: "everyone",
    message: { type: "changed", what: "outgoing", id },
  }]);
}

/** A new secret of signatures, Base64. */
export function newSigningSecret(random: Pick<Random, "bytes">): string {
  return random.bytes(SECRET_BYTES).toBase64();
}

/** As receivers are given it (Standard Webhooks). */
export function shownSigningSecret(secret: string): string {
  return `whsec_${secret}`;
}

/** The next secret, beside which the one before is good for a day. */
export function renewedSecret(
  { secret }: SigningSecret,
  fresh: string,
  now: number,
): SigningSecret {
  return { secret: fresh, former: { secret, until: now + SECRET_OVERLAP_MS } };
}

/** An address that may be called, as it is written. Throws `hook-url`. */
export function readHookUrl(written: string, mayBePlain: HookTeller["mayBePlain"]): string {
  const text = written.trim();
  const url = URL.canParse(text) && text.length <= MAX_HOOK_URL ? new URL(text) : undefined;
  const isOpen = url && (url.protocol === "https:" || url.protocol === "http:" && mayBePlain(url));
  if (!isOpen || url.username || url.password) throw new ChatError("hook-url", { field: "url" });
  return url.href;
}

/** How those that are there are found, and stored as they shall be. */
function createStored({ bots, stores, announcer, audit }: OutgoingParts) {
  async function shown(id: UserId, user: User | undefined): Promise<Bot> {
    const [bot] = user ? await bots.show([user]) : [];
    if (!bot) throw new ChatError("unknown-user", { name: id });
    return bot;
  }

  return {
    shown,

    async find(actor: Actor, id: UserId) {
      const found = await bots.care.find(actor, id);
      const row = await stores.rows.get(id);
      if (!row) throw new ChatError("unknown-user", { name: id });
      return { found, row };
    },

    /** Stores it, with a line of the audit log; `by` answers for it from now on. */
    async store(
      actor: Actor,
      found: User,
      { row, act, by }: {
        row: OutgoingRow;
        act: "outgoing-changed" | "outgoing-secret";
        by?: UserId;
      },
    ): Promise<Bot> {
      const { id } = found;
      const line = audit.entry(actor.user, { act, whom: named(found) });
      const user = await stores.users.update(
        id,
        (one) => by === undefined ? one : { ...one, botBy: by },
        async () => {
          const { checks } = await bots.care.confirm(actor);
          return { checks, mutations: [setOutgoing(id, row), line] };
        },
      );
      announceOutgoing(announcer, id);
      return await shown(id, user);
    },
  };
}

/** Outgoing hooks over the store. */
export function createOutgoing(parts: OutgoingParts): OutgoingAdministration {
  const { bots: { make }, stores: { rows, conversations }, telling, clock, random } = parts;
  const { find, store, shown } = createStored(parts);

  return {
    async addOutgoing(actor, { name, rooms, origin, ...wish }) {
      if (rooms.length === 0) throw new ChatError("invalid-field", { field: "rooms" });
      const secret = newSigningSecret(random);
      const wanted = readWish(wish, telling.mayBePlain);
      const user = await make(actor, {
        name,
        rooms,
        act: { act: "outgoing-made", what: new URL(wanted.url).host },
        with: (id) => [setOutgoing(id, { ...wanted, secret, origin })],
      });
      await telling.begin(user.id, "anew");
      announceOutgoing(parts.announcer, user.id);
      return { bot: await shown(user.id, user), secret: shownSigningSecret(secret) };
    },

    async changeOutgoing(actor, id, { on, ...wish }) {
      const { found, row: { off, failed, ...row } } = await find(actor, id);
      const { url, events, keywords } = row;
      const wanted = readWish({ url, events, keywords, ...wish }, telling.mayBePlain);
      const isOff = on === undefined ? off !== undefined : !on;
      const begins = off !== undefined && !isOff;
      if (begins) await telling.begin(id, "anew");
      const next: OutgoingRow = {
        ...row,
        ...wanted,
        ...(failed && !begins && { failed }),
        ...(isOff && { off: off ?? "asked" }),
      };
      // Who has its rooms told elsewhere answers for that.
      const by = wanted.url === url ? undefined : actor.user.id;
      return await store(actor, found, { row: next, act: "outgoing-changed", by });
    },

    async renewOutgoingSecret(actor, id) {
      const { found, row } = await find(actor, id);
      const secret = newSigningSecret(random);
      const next = { ...row, ...renewedSecret(row, secret, clock.now()) };
      const change = { row: next, act: "outgoing-secret" as const, by: actor.user.id };
      const bot = await store(actor, found, change);
      return { bot, secret: shownSigningSecret(secret) };
    },

    async deliveries(actor, id, page) {
      await find(actor, id);
      const found = await rows.deliveries(id, page);
      const rooms = await conversations.getMany(found.map((one) => one.conversation));
      return found.map((row) => shownDelivery(row, rooms.get(row.conversation)?.name ?? ""));
    },

    async sendAgain(actor, id, delivery) {
      await find(actor, id);
      if (!await telling.sendAgain({ hook: id, ...delivery })) {
        throw new ChatError("unknown-delivery");
      }
    },
  };
}

function readWish(
  { url, events, keywords = [] }: OutgoingWish,
  mayBePlain: HookTeller["mayBePlain"],
): Pick<OutgoingRow, "url" | "events" | "keywords"> {
  const words = readKeywords(keywords);
  if (!words) throw new ChatError("keywords", { field: "keywords" });
  const wanted = [...new Set(events)];
  if (wanted.length === 0) throw new ChatError("invalid-field", { field: "events" });
  if (wanted.includes("keyword") && words.length === 0) {
    throw new ChatError("invalid-field", { field: "keywords" });
  }
  return { url: readHookUrl(url, mayBePlain), events: wanted, keywords: words };
}

function shownDelivery(row: DeliveryRow, room: string): HookDelivery {
  const { type, at, seq, state, tries, next } = row;
  return {
    id: `${at}.${deliveryId(row)}`,
    type,
    at,
    room,
    seq,
    state,
    tries,
    ...(next !== undefined && { next }),
  };
}

/** The parts of a delivery's id. Throws `unknown-delivery`. */
export function readDeliveryId(text: string): Pick<DeliveryKey, "at" | "id"> {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15}\..{1,80})$/.exec(text) ?? [];
  if (at === undefined || id === undefined) throw new ChatError("unknown-delivery");
  return { at: Number(at), id };
}
