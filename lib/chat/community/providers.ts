import * as v from "valibot";
import type { CommitParts } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import {
  type AdministeredProvider,
  ForeignProvider,
  MAX_PROVIDER_LENGTH,
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

/** A provider as an administrator writes it; the secret of one that is known stays where none is said. */
export type ProviderWish = Omit<v.InferInput<typeof ForeignProvider>, "secret"> & {
  secret?: string;
};

/**
 * What becomes of one: what is not named stays; `null` takes it away. The id and the issuer stay for
 * good: a secret is never shown to another than whom it was given for.
 */
export type ProviderChange = Partial<Omit<ProviderWish, "id" | "issuer" | "secret" | "roles">> & {
  secret?: string | null;
  roles?: ProviderWish["roles"] | null;
  off?: boolean;
};

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
   * Throws what the proof throws, `provider-id`, `provider-issuer`, `provider-taken`,
   * `provider-too-long`, `too-many-providers`, and `invalid-field`.
   */
  addProvider(actor: Actor, wish: ProviderWish, proof: Proof): Promise<AdministeredProvider>;
  /**
   * Throws the same, `unknown-provider`, `provider-fixed` of one of the configuration; of one that is
   * turned off what `removeProvider` throws.
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
      await write(actor, { act: "provider-added", what: provider.name }, (before) => {
        if (before.providers.some(({ id }) => id === provider.id)) throw taken();
        if (before.providers.length >= MAX_PROVIDERS) {
          throw new ChatError("too-many-providers", { limit: MAX_PROVIDERS });
        }
        return { ...before, providers: [...before.providers, provider] };
      });
      return shown({ ...provider, from: "administration" });
    },

    ...createChanges(parts, write),

    async orderProviders(actor, order) {
      requirePermission(actor, ACTION);
      const ids = [...new Set(order)].slice(0, MAX_ORDERED);
      await write(actor, { act: "providers-ordered" }, (before) => ({ ...before, order: ids }));
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
  const { users, guard: { prove }, outside: { mayBeCalled } } = parts;
  const { all, find } = createFind(parts);

  async function own(id: string): Promise<KnownProvider> {
    const provider = await find(id);
    if (provider.from === "environment") throw new ChatError("provider-fixed");
    return provider;
  }

  /** Throws where somebody, or who asks, could not come in any more. */
  async function requireUnneeded({ user }: Actor, provider: KnownProvider, sure = false) {
    const { locked } = await users.by(provider, await all());
    if (locked.some(({ id }) => id === user.id)) throw new ChatError("provider-last");
    if (locked.length > 0 && !sure) {
      throw new ChatError("provider-needed", { count: locked.length, field: "sure" });
    }
  }

  return {
    async changeProvider(actor, id, { change, sure }, proof) {
      requirePermission(actor, ACTION);
      const before = await own(id);
      changed(before, change, mayBeCalled); // what does not fit is said before a proof is used up
      if (change.off && !before.off) await requireUnneeded(actor, before, sure);
      await prove(actor, proof, "provider");
      let now: StoredProvider = before;
      await write(actor, lineOf(before, change), (decided) => {
        const providers = decided.providers.map((one) =>
          one.id === id ? now = changed(one, change, mayBeCalled) : one
        );
        return { ...decided, providers };
      });
      return shown({ ...now, from: "administration" });
    },

    async removeProvider(actor, id, { sure }, proof) {
      requirePermission(actor, ACTION);
      const provider = await own(id);
      await requireUnneeded(actor, provider, sure);
      await prove(actor, proof, "provider");
      await write(actor, { act: "provider-removed", what: provider.name }, (before) => ({
        providers: before.providers.filter((one) => one.id !== id),
        order: before.order.filter((one) => one !== id),
      }));
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

/** Writes what was decided with its line in the audit log, and tells all instances. */
function createWrite(
  { kv, audit, told: { community, announcer }, outside: { random } }: ProviderAdministrationParts,
) {
  return async (
    actor: Actor,
    line: Omit<Parameters<AuditEntries["entry"]>[1], "at">,
    decide: (before: DecidedProviders) => DecidedProviders,
  ): Promise<void> => {
    const entry = audit.entry(actor.user, line);
    await writeProviders(kv, {
      id: random.uuid(),
      async decide(before): Promise<{ decided: DecidedProviders } & CommitParts> {
        const decided = decide(before);
        const { checks } = await audit.confirm(actor, ACTION);
        return { decided, checks, mutations: [entry] };
      },
    });
    await community.refresh();
    const message = { type: "changed", what: "settings", id: "" } as const;
    announcer.announce([{ topic: "everyone", message }]);
  };
}

/** What the audit log says of a change: that it was turned off or on, or what of it is another. */
function lineOf({ name, off }: KnownProvider, change: ProviderChange) {
  if (change.off !== undefined && change.off !== (off === true)) {
    return { act: change.off ? "provider-off" : "provider-on", what: name } as const;
  }
  const { off: _, ...fields } = change;
  const named = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : field
  );
  return { act: "provider-changed", what: `${named.join(", ")}; ${name}` } as const;
}

/** A provider as it is after a change. Throws as `readWish` does. */
function changed(
  before: StoredProvider,
  { off = before.off, secret, roles, ...change }: ProviderChange,
  mayBeCalled: (url: URL) => boolean,
): StoredProvider {
  const { off: _, ...known } = before;
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const wish = { ...known, ...given, ...(secret && { secret }), ...(roles && { roles }) };
  if (secret === null) delete wish.secret;
  if (roles === null) delete wish.roles;
  return { ...readWish(wish, mayBeCalled), ...(off && { off: true as const }) };
}

const OWN_REFUSALS = { id: "provider-id", issuer: "provider-issuer" } as const;

/** Throws `provider-id`, `provider-issuer`, `provider-too-long` or `invalid-field`, with the field. */
function readWish(wish: ProviderWish, mayBeCalled: (url: URL) => boolean): ForeignProvider {
  const known = Object.fromEntries(
    Object.keys(ForeignProvider.entries).flatMap((name) => {
      const value = wish[name as keyof ProviderWish];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const parsed = v.safeParse(ForeignProvider, known);
  if (!parsed.success) {
    const field = (v.getDotPath(parsed.issues[0]) ?? "").split(".")[0] ?? "";
    const own = OWN_REFUSALS[field as keyof typeof OWN_REFUSALS];
    throw new ChatError(own ?? "invalid-field", { field });
  }
  const provider = parsed.output;
  const issuer = new URL(provider.issuer);
  // OpenID Connect Discovery 1.0, 3: no query and no fragment.
  if (!mayBeCalled(issuer) || issuer.search || issuer.hash) {
    throw new ChatError("provider-issuer", { field: "issuer" });
  }
  if (JSON.stringify(provider).length > MAX_PROVIDER_LENGTH) {
    throw new ChatError("provider-too-long", { limit: MAX_PROVIDER_LENGTH });
  }
  return provider;
}

/** Without its secret. */
function shown({ secret, ...provider }: KnownProvider, aside = false): AdministeredProvider {
  return { ...provider, hasSecret: secret !== undefined, ...(aside && { aside }) };
}
