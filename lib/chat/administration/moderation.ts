import type { Expulsion } from "../../cluster/bus.ts";
import { parseDuration } from "../../protocol/durations.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { outranks } from "../../protocol/permissions.ts";
import type { SanctionKind } from "../../protocol/sanctions.ts";
import type { Act } from "../../store/journal.ts";
import type { Sanction } from "../../store/sanctions.ts";
import type { User } from "../../store/users.ts";
import type { Actor } from "../chat.ts";
import { expulsionBy } from "../admission_policy.ts";
import {
  type AdministrationParts,
  demand,
  journal,
  named,
  readWords,
  type Whom,
  whomMeant,
} from "./parts.ts";

/** Addresses that were used within this time are barred with their user: others are of the past. */
const RECENT_MS = 24 * 60 * 60_000;
/** Addresses that one sanction bars at most. */
const MAX_ADDRESSES = 20;

/** What is asked for; `addresses: false` spares whoever else comes from the same address. */
export interface SanctionWish extends Whom {
  /** As people write it: `10s`, `5m`, `1h`, `2d`. A ban without one has no end. */
  duration?: string;
  reason?: string;
  addresses?: boolean;
}

/** A sanction in force, as moderators see it. Times in milliseconds UTC. */
export interface SanctionSeen extends Pick<Sanction, "at" | "until" | "by" | "words"> {
  kind: SanctionKind;
  whom: { id: UserId; name: string };
  /** How many addresses are barred with it; which, nobody is told. */
  addresses: number;
}

/** Keeping people out, or quiet. All throw a `ChatError` with the reason when they refuse. */
export interface Moderation {
  /** Ends every connection on every instance; nobody comes back before the time. */
  kick(actor: Actor, wish: SanctionWish): Promise<SanctionSeen>;
  mute(actor: Actor, wish: SanctionWish): Promise<SanctionSeen>;
  ban(actor: Actor, wish: SanctionWish): Promise<SanctionSeen>;
  /** Ends a sanction before its time; harmless where there is none. */
  lift(actor: Actor, which: Whom & { what: SanctionKind; reason?: string }): Promise<void>;
  sanctions(actor: Actor): Promise<SanctionSeen[]>;
}

/** Moderation: each act and its line in the journal in one commit. */
export function createModeration(parts: AdministrationParts): Moderation {
  const { announcer, clock, sanctions, sessions, users } = parts;

  async function addressesOf(user: UserId): Promise<string[]> {
    const since = clock.now() - RECENT_MS;
    const recent = (await sessions.list(user)).filter(({ usedAt }) => usedAt >= since);
    const known = recent.flatMap(({ address }) => address ?? []);
    return [...new Set(known)].slice(0, MAX_ADDRESSES);
  }

  function permit(actor: Actor, target: User | undefined): asserts target is User {
    if (!target || target.goneAt !== undefined) {
      throw new ChatError("unknown-user", { name: target?.name ?? "" });
    }
    if (!outranks(actor.user.role, target.role)) throw new ChatError("outranked");
  }

  async function impose(
    actor: Actor,
    kind: SanctionKind,
    wish: SanctionWish,
  ): Promise<SanctionSeen> {
    demand(actor, "kick, mute and ban");
    const ms = readDuration(kind, wish.duration);
    const words = readWords(wish.reason);
    const target = await whomMeant(parts, wish);
    permit(actor, target);
    const bars = kind !== "mute" && wish.addresses !== false;
    const at = clock.now();
    const sanction: Sanction = {
      ...{ at, by: named(actor.user), words },
      ...(ms !== undefined && { until: at + ms }),
      addresses: bars ? await addressesOf(target.id) : [],
    };
    const whom = named(target);
    const { until } = sanction;
    const line = journal(parts, actor.user, { act: kind satisfies Act, at, whom, until, words });
    await sanctions.put(whom, kind, sanction, (now) => {
      permit(actor, now);
      return [line];
    });
    forget(target.id);
    if (kind !== "mute") expel(target.id, expulsionBy({ kind, sanction }));
    return seen(kind, whom, sanction);
  }

  function forget(user: UserId) {
    announcer.announce([{
      topic: "everyone",
      message: { type: "changed", what: "sanctions", id: user },
    }]);
  }

  function expel(user: UserId, why: Expulsion) {
    announcer.announce([{ topic: `user:${user}`, message: { type: "expel", user, why } }]);
  }

  /** Whoever is gone may be sanctioned still: the name in the sanction is asked then. */
  async function liftable(which: Whom) {
    if (which.id !== undefined) return await users.get(which.id) ?? { id: which.id, name: "" };
    return await whomMeant(parts, which);
  }

  return {
    kick: (actor, wish) => impose(actor, "kick", wish),
    mute: (actor, wish) => impose(actor, "mute", wish),
    ban: (actor, wish) => impose(actor, "ban", wish),

    async lift(actor, { what, reason, ...which }) {
      demand(actor, "kick, mute and ban");
      const words = readWords(reason);
      const target = await liftable(which);
      if ("role" in target && !outranks(actor.user.role, target.role)) {
        throw new ChatError("outranked");
      }
      const line = journal(parts, actor.user, { act: "lift", what, whom: named(target), words });
      if (await sanctions.lift(target.id, what, [line])) forget(target.id);
    },

    async sanctions(actor) {
      demand(actor, "kick, mute and ban");
      const found = await sanctions.list();
      return found.map(({ kind, whom, sanction }) => seen(kind, whom, sanction))
        .sort((one, other) => other.at - one.at);
    },
  };
}

/** Throws `duration-form`, also where there must be one and is none. */
function readDuration(kind: SanctionKind, text: string | undefined): number | undefined {
  if (kind === "ban" && !text?.trim()) return undefined;
  const ms = parseDuration(text ?? "");
  if (ms === undefined) throw new ChatError("duration-form");
  return ms;
}

function seen(
  kind: SanctionKind,
  whom: SanctionSeen["whom"],
  { at, until, by, words, addresses }: Sanction,
): SanctionSeen {
  return {
    ...{ kind, whom, at, by, words, addresses: addresses.length },
    ...(until !== undefined && { until }),
  };
}
