import type { CommitParts } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import {
  type AdministeredProvider,
  type ForeignProvider,
  MAX_PROVIDERS,
  type ProviderAnswer,
  type ProviderUse,
} from "../../protocol/foreign_providers.ts";
import type { Random } from "../../runtime/clock.ts";
import {
  type DecidedProviders,
  readProviders,
  type StoredProvider,
  writeProviders,
} from "../../store/community/providers.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import type { LimitIdentity } from "../identity/limits.ts";
import { allProviders, type KnownProvider } from "../identity/providers.ts";
import type { Proof, ProveOwn } from "../identity/prove_own.ts";
import { requirePermission } from "../moderation/authorize.ts";
import { orRefuse } from "../refusals.ts";
import type { ProviderUsers } from "./provider_users.ts";
import {
  changed,
  linesOf,
  partsOf,
  type ProviderChange,
  type ProviderLine,
  type ProviderWish,
  readWish,
  requireOnce,
  WAYS_IN,
} from "./provider_wish.ts";

/** Providers of OpenID Connect as administrators look after them. Each method throws `not-allowed`. */
export interface ProviderAdministration {
  /** All of them in the order of their buttons, without their secrets. */
  administeredProviders(actor: Actor): Promise<AdministeredProvider[]>;
  /**
   * What a provider says of itself: one that is known by its id, or one that is not added yet. Throws
   * `unknown-provider`, `too-fast`, and what `addProvider` throws of what was written.
   */
  askProvider(actor: Actor, wish: { id: string } | ProviderWish): Promise<ProviderAnswer>;
  /**
   * Throws what the proof throws, `provider-id`, `provider-issuer`, `provider-taken`, `provider-twice`,
   * `provider-too-long`, `too-many-providers`, and `invalid-field`.
   */
  addProvider(actor: Actor, wish: ProviderWish, proof: Proof): Promise<AdministeredProvider>;
  /**
   * Throws the same, `unknown-provider`, `provider-fixed` of one of the configuration; of one that is
   * turned off what `removeProvider` throws. Of another client, secret, scopes or rule who comes in it
   * throws `provider-needed` where somebody has no other way in, and of other roles where that is who
   * asks, unless one is `sure`.
   */
  changeProvider(
    actor: Actor,
    id: string,
    wish: { change: ProviderChange; sure?: boolean },
    proof: Proof,
  ): Promise<AdministeredProvider>;
  /**
   * Accounts stay, and who is signed in stays it. Throws `provider-needed` where somebody has no other
   * way in, unless one is `sure`; `provider-last` where that is who asks.
   */
  removeProvider(actor: Actor, id: string, wish: { sure?: boolean }, proof: Proof): Promise<void>;
  /** Ids in the order in which the buttons stand from now on; those that are not named come after. */
  orderProviders(actor: Actor, order: readonly string[]): Promise<void>;
  /** Who comes in by it. Reads what all accounts elsewhere are. Throws `unknown-provider`. */
  providerUse(actor: Actor, id: string): Promise<ProviderUse>;
}

/** What providers are looked after with. */
export interface ProviderAdministrationParts {
  kv: Kv;
  /** Those of the configuration. */
  fixed: readonly ForeignProvider[];
  audit: AuditEntries;
  users: ProviderUsers;
  /** What is told of a change. */
  told: { community: Pick<Community, "refresh">; announcer: Pick<Announcer, "announce"> };
  guard: { prove: ProveOwn; limit: LimitIdentity };
  outside: {
    random: Random;
    /** Whether people may be sent to an issuer at all. */
    mayBeCalled(url: URL): boolean;
    /** What a provider says of itself, and what of it will be missed. */
    ask(provider: ForeignProvider): Promise<ProviderAnswer>;
  };
}

const ACTION = "change who may come in";

/** Providers over the store: each change and its line in the audit log in one commit. */
export function createProviderAdministration(
  parts: ProviderAdministrationParts,
): ProviderAdministration {
  const { kv, fixed, users, guard, outside } = parts;
  const write = createWrite(parts);
  const { all, find, isFixed } = createFind(parts);

  return {
    async administeredProviders(actor) {
      requirePermission(actor, ACTION);
      const { decided } = await readProviders(kv);
      const isAside = (id: string) => isFixed(id) && decided.providers.some((one) => one.id === id);
      return allProviders(fixed, decided).map((one) => shown(one, isAside(one.id)));
    },

    async askProvider(actor, wish) {
      requirePermission(actor, ACTION);
      const isKnown = !("issuer" in wish);
      const provider = isKnown ? await find(wish.id) : readWish(wish, outside.mayBeCalled);
      await guard.limit("provider-asked", actor.user.id);
      return await outside.ask(provider);
    },

    async addProvider(actor, wish, proof) {
      requirePermission(actor, ACTION);
      const provider = readWish(wish, outside.mayBeCalled);
      if (isFixed(provider.id)) throw taken();
      await guard.prove(actor, proof, "provider");
      await write(actor, (before) => {
        if (before.providers.some(({ id }) => id === provider.id)) throw taken();
        if (before.providers.length >= MAX_PROVIDERS) {
          throw new ChatError("too-many-providers", { limit: MAX_PROVIDERS });
        }
        requireOnce(provider, allProviders(fixed, before));
        const decided = { ...before, providers: [...before.providers, provider] };
        return { decided, lines: [{ act: "provider-added", what: provider.name }] };
      });
      return shown({ ...provider, from: "administration" });
    },

    ...createChanges(parts, write),

    async orderProviders(actor, order) {
      requirePermission(actor, ACTION);
      const ids = [...new Set(order)].slice(0, MAX_ORDERED);
      await write(actor, (before) => ({
        decided: { ...before, order: ids },
        lines: [{ act: "providers-ordered" }],
      }));
    },

    async providerUse(actor, id) {
      requirePermission(actor, ACTION);
      const { accounts, locked } = await users.by(await find(id), await all());
      const names = locked.slice(0, NAMED).map(({ name }) => name);
      return { accounts, locked: locked.length, names };
    },
  };
}

/** What becomes of those that were added. */
function createChanges(
  parts: ProviderAdministrationParts,
  write: ReturnType<typeof createWrite>,
): Pick<ProviderAdministration, "changeProvider" | "removeProvider"> {
  const { kv, fixed, users, guard: { prove }, outside: { mayBeCalled } } = parts;
  const { isFixed } = createFind(parts);

  function own(id: string, { providers }: DecidedProviders): StoredProvider {
    if (isFixed(id)) throw new ChatError("provider-fixed");
    return orRefuse(providers.find((one) => one.id === id), "unknown-provider");
  }

  /** Throws where somebody, or who asks, could not come in any more by what becomes of one. */
  async function requireUnneeded(
    { user }: Actor,
    { before, now, decided }: {
      before: StoredProvider;
      now?: StoredProvider;
      decided: DecidedProviders;
    },
    sure = false,
  ) {
    const ends = !now || (now.off === true && !before.off);
    const parts = now && !before.off ? partsOf(before, now) : [];
    const bends = WAYS_IN.some((part) => parts.includes(part));
    if (!ends && !bends && !parts.includes("roles")) return;
    const { locked } = await users.by(before, allProviders(fixed, decided));
    const own = locked.filter(({ id }) => id === user.id);
    if (ends && own.length > 0) throw new ChatError("provider-last");
    const count = (ends || bends ? locked : own).length;
    if (count > 0 && !sure) throw new ChatError("provider-needed", { count, field: "sure" });
  }

  /** Decides once before a proof is used up, and again in each try of the commit. */
  async function decideProven<T extends Decision>(
    actor: Actor,
    proof: Proof,
    decide: (decided: DecidedProviders) => Promise<T>,
  ): Promise<T> {
    let last = await decide((await readProviders(kv)).decided);
    await prove(actor, proof, "provider");
    await write(actor, async (decided) => last = await decide(decided));
    return last;
  }

  return {
    async changeProvider(actor, id, { change, sure }, proof) {
      requirePermission(actor, ACTION);
      const { now } = await decideProven(actor, proof, async (decided) => {
        const before = own(id, decided);
        const now = changed(before, change, mayBeCalled);
        if (now.client !== before.client) requireOnce(now, allProviders(fixed, decided));
        await requireUnneeded(actor, { before, now, decided }, sure);
        const providers = decided.providers.map((one) => one === before ? now : one);
        return { now, decided: { ...decided, providers }, lines: linesOf(before, now) };
      });
      return shown({ ...now, from: "administration" });
    },

    async removeProvider(actor, id, { sure }, proof) {
      requirePermission(actor, ACTION);
      await decideProven(actor, proof, async (decided) => {
        const before = own(id, decided);
        await requireUnneeded(actor, { before, decided }, sure);
        return {
          decided: {
            providers: decided.providers.filter((one) => one !== before),
            order: decided.order.filter((one) => one !== id),
          },
          lines: [{ act: "provider-removed", what: before.name }],
        };
      });
    },
  };
}

function createFind({ kv, fixed }: Pick<ProviderAdministrationParts, "kv" | "fixed">) {
  const all = async () => allProviders(fixed, (await readProviders(kv)).decided);
  return {
    all,
    isFixed: (id: string) => fixed.some((one) => one.id === id),
    find: async (id: string) =>
      orRefuse((await all()).find((one) => one.id === id), "unknown-provider"),
  };
}

/** Ids of an order: those of the configuration and those that were added. */
const MAX_ORDERED = 100;
/** People who are named when they would be locked out. */
const NAMED = 5;

const taken = () => new ChatError("provider-taken", { field: "id" });

/** What is decided, and what the audit log says of it. */
interface Decision {
  decided: DecidedProviders;
  lines: ProviderLine[];
}

/** Writes what was decided with its lines in the audit log, and tells all instances. */
function createWrite(
  { kv, audit, told: { community, announcer }, outside: { random } }: ProviderAdministrationParts,
) {
  return async (
    actor: Actor,
    decide: (before: DecidedProviders) => Decision | Promise<Decision>,
  ): Promise<void> => {
    await writeProviders(kv, {
      id: random.uuid(),
      async decide(before): Promise<{ decided: DecidedProviders } & CommitParts> {
        const { decided, lines } = await decide(before);
        const { checks } = await audit.confirm(actor, ACTION);
        return { decided, checks, mutations: lines.map((line) => audit.entry(actor.user, line)) };
      },
    });
    await community.refresh();
    const message = { type: "changed", what: "settings", id: "" } as const;
    announcer.announce([{ topic: "everyone", message }]);
  };
}

/** Without its secret. */
function shown({ secret, ...provider }: KnownProvider, aside = false): AdministeredProvider {
  return { ...provider, hasSecret: secret !== undefined, ...(aside && { aside }) };
}
