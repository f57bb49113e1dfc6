import type { Expulsion } from "../../cluster/bus.ts";
import { parseDuration } from "../../protocol/durations.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Role, SentOut, UserId } from "../../protocol/events.ts";
import { outranks } from "../../protocol/permissions.ts";
import type { SanctionKind } from "../../protocol/sanctions.ts";
import type { Act } from "../../store/moderation/audit_log.ts";
import type { Sanction, Sanctions } from "../../store/moderation/sanctions.ts";
import type { Session, Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import { expulsionBy } from "../identity/admission.ts";
import { findPerson, type PersonReference, readNote, requirePermission } from "./authorize.ts";

/** Addresses that were used within this time are barred with their user: others are of the past. */
const RECENT_MS = 24 * 60 * 60_000;
/** Addresses that one sanction bars at most. */
const MAX_ADDRESSES = 20;

/** What is asked for; `addresses: false` spares whoever else comes from the same address. */
export interface SanctionRequest extends PersonReference {
  /** As people write it: `10s`, `5m`, `1h`, `2d`. A ban without one has no end. */
  duration?: string;
  reason?: string;
  addresses?: boolean;
}

const SENT_OUT = { kick: "kicked", ban: "banned", mute: undefined } as const;

/** A sanction in force, as moderators see it. Times in milliseconds UTC. */
export interface SanctionView extends Pick<Sanction, "at" | "until" | "by" | "words"> {
  kind: SanctionKind;
  whom: { id: UserId; name: string };
  /** How many addresses are barred with it; which, nobody is told. */
  addresses: number;
}

/**
 * Keeping people out, or quiet. All throw `not-allowed`; those that name somebody, `unknown-user` and
 * `outranked`; those with a duration or a reason, `duration-form` and `text-too-long`.
 */
export interface Moderation {
  /** Ends every connection on every instance; nobody comes back before the time. */
  kick(actor: Actor, wish: SanctionRequest): Promise<SanctionView>;
  /** Reading goes on; whatever others would read is refused with `muted`. */
  mute(actor: Actor, wish: SanctionRequest): Promise<SanctionView>;
  /** As a kick, without end where no duration is given. */
  ban(actor: Actor, wish: SanctionRequest): Promise<SanctionView>;
  /** Ends a sanction before its time; harmless where there is none. */
  lift(
    actor: Actor,
    which: PersonReference & { what: SanctionKind; reason?: string },
  ): Promise<void>;
  /** Those in force, the newest first. */
  sanctions(actor: Actor): Promise<SanctionView[]>;
}

/** What moderation works with. */
export interface ModerationParts {
  sanctions: Sanctions;
  sessions: Pick<Sessions, "list">;
  users: Pick<Users, "byName" | "get">;
  announcer: Announcer;
  audit: AuditEntries;
}

/** Moderation: each act and its line in the audit log in one commit. */
export function createModeration(
  { sanctions, sessions, users, announcer, audit }: ModerationParts,
): Moderation {
  async function impose(
    actor: Actor,
    kind: SanctionKind,
    wish: SanctionRequest,
  ): Promise<SanctionView> {
    requirePermission(actor, "kick, mute and ban");
    const ms = readDuration(kind, wish.duration);
    const words = readNote(wish.reason);
    const target = await findPerson(users, wish);
    checkRank(actor.user.role, target);
    const bars = kind !== "mute" && wish.addresses !== false;
    const at = audit.now();
    const sanction: Sanction = {
      at,
      by: named(actor.user),
      words,
      ...(ms !== undefined && { until: at + ms }),
      addresses: bars ? recentAddresses(await sessions.list(target.id), at) : [],
    };
    const whom = named(target);
    const { until } = sanction;
    const line = audit.entry(actor.user, { act: kind satisfies Act, at, whom, until, words });
    await sanctions.put(whom, kind, sanction, async (now) => {
      const { user, checks } = await audit.confirm(actor, "kick, mute and ban");
      checkRank(user.role, now);
      return { checks, mutations: [line] };
    });
    announceSanctions(announcer, target.id, SENT_OUT[kind]);
    if (kind !== "mute") expel(target.id, expulsionBy({ kind, sanction }));
    return viewOf(kind, whom, sanction);
  }

  function expel(user: UserId, why: Expulsion) {
    announcer.announce([{ topic: `user:${user}`, message: { type: "expel", user, why } }]);
  }

  /** Whoever is gone may be sanctioned still: the name in the sanction is asked then. */
  async function liftable(which: PersonReference) {
    if (which.id !== undefined) return await users.get(which.id) ?? { id: which.id, name: "" };
    return await findPerson(users, which);
  }

  return {
    kick: (actor, wish) => impose(actor, "kick", wish),
    mute: (actor, wish) => impose(actor, "mute", wish),
    ban: (actor, wish) => impose(actor, "ban", wish),

    async lift(actor, { what, reason, ...which }) {
      requirePermission(actor, "kick, mute and ban");
      const words = readNote(reason);
      const target = await liftable(which);
      if ("role" in target && !outranks(actor.user.role, target.role)) {
        throw new ChatError("outranked");
      }
      const line = audit.entry(actor.user, { act: "lift", what, whom: named(target), words });
      const beside = async () => {
        const { checks } = await audit.confirm(actor, "kick, mute and ban");
        return { checks, mutations: [line] };
      };
      if (await sanctions.lift(target.id, what, beside)) announceSanctions(announcer, target.id);
    },

    async sanctions(actor) {
      requirePermission(actor, "kick, mute and ban");
      const found = await sanctions.list();
      return found.map(({ kind, whom, sanction }) => viewOf(kind, whom, sanction))
        .sort((one, other) => other.at - one.at);
    },
  };
}

/** What is remembered of their sanctions is read anew; who sees them is told that they were sent out. */
export function announceSanctions(
  announcer: Pick<Announcer, "announce">,
  user: UserId,
  sentOut?: SentOut,
): void {
  announcer.announce([{
    topic: "everyone",
    message: { type: "changed", what: "sanctions", id: user, ...(sentOut && { sentOut }) },
  }]);
}

/** Throws `unknown-user` and `outranked`. */
function checkRank(role: Role, target: User | undefined): void {
  if (!target || target.goneAt !== undefined) {
    throw new ChatError("unknown-user", { name: target?.name ?? "" });
  }
  if (!outranks(role, target.role)) throw new ChatError("outranked");
}

/** The addresses that somebody's sessions were lately used from. */
function recentAddresses(sessions: readonly Session[], now: number): string[] {
  const recent = sessions.filter(({ usedAt }) => usedAt >= now - RECENT_MS);
  const known = recent.flatMap(({ address }) => address ?? []);
  return [...new Set(known)].slice(0, MAX_ADDRESSES);
}

/** Throws `duration-form`, also where there must be one and is none. */
function readDuration(kind: SanctionKind, text: string | undefined): number | undefined {
  if (kind === "ban" && !text?.trim()) return undefined;
  const ms = parseDuration(text ?? "");
  if (ms === undefined) throw new ChatError("duration-form");
  return ms;
}

function viewOf(
  kind: SanctionKind,
  whom: SanctionView["whom"],
  { at, until, by, words, addresses }: Sanction,
): SanctionView {
  return {
    kind,
    whom,
    at,
    by,
    words,
    addresses: addresses.length,
    ...(until !== undefined && { until }),
  };
}
