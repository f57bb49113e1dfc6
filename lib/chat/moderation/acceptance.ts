import { TtlCache } from "../../async/ttl_cache.ts";
import { type AskedRules, RULES_PATH } from "../../protocol/community.ts";
import { ChatError } from "../../protocol/errors.ts";
import { may } from "../../protocol/permissions.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";

/** Versions that are kept in memory: nobody takes an acceptance back, so for long. */
const KEPT = { max: 20_000, ttlMs: 60 * 60_000 };

/** Who has accepted the rules, where the community has them accepted before one writes. */
export interface Acceptance {
  /** Throws `rules-first` with the path where they are accepted. */
  check(actor: Actor): Promise<void>;
  /** Whether it needs no read that `check` lets somebody through. */
  isKnown(actor: Actor): boolean;
}

/** Bots accept nothing, and who writes the rules needs not be asked for them. */
export function isAskedForRules({ user, bot }: Actor): boolean {
  return !bot && !may(user.role, "change who may come in");
}

/** Acceptance over people's records: who accepted is remembered, who did not is read anew. */
export function createAcceptance({ users, asked, clock }: {
  users: Pick<Users, "get">;
  /** The rules that are to be accepted, as far as this instance knows. */
  asked: () => AskedRules | undefined;
  clock: Clock;
}): Acceptance {
  const accepted = new TtlCache<number>(clock, KEPT);

  function isKnown(actor: Actor): boolean {
    const rules = asked();
    return !rules || !isAskedForRules(actor) || (accepted.get(actor.user.id) ?? 0) >= rules.version;
  }

  return {
    isKnown,

    async check(actor) {
      if (isKnown(actor)) return;
      const { id } = actor.user;
      accepted.delete(id);
      await accepted.getOne(id, async () => (await users.get(id))?.acceptedRules?.version);
      if (!isKnown(actor)) throw new ChatError("rules-first", { path: RULES_PATH });
    },
  };
}
