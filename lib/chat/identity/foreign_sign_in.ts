import { ChatError } from "../../protocol/errors.ts";
import type { ForeignProvider } from "../../protocol/foreign_providers.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import {
  type ForeignAccount,
  type ForeignAccounts,
  foreignIds,
} from "../../store/people/foreign_accounts.ts";
import type { ForeignFlows, ForeignPurpose } from "../../store/people/foreign_flows.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";
import type { Arrival, ForeignWays } from "./foreign.ts";
import { foreignProof } from "./foreign_proof.ts";
import { type Claims, labelOf, mayComeIn } from "./foreign_rules.ts";
import type { LimitFailures, LimitIdentity } from "./limits.ts";
import type { MakeForeigner } from "./make_foreigner.ts";
import type { Providers } from "./providers.ts";
import type { ProveOwn } from "./prove_own.ts";
import type { EnterProven } from "./second_step.ts";
import type { Visitor } from "./visitor.ts";

/** What one way to a provider and back is known by. */
interface Way {
  state: string;
  verifier: string;
  nonce: string;
}

/** Talks to providers; rejects with what went wrong, for the log (lib/net/openid.ts). */
export interface OpenId {
  reach(provider: ForeignProvider): Promise<void>;
  leave(provider: ForeignProvider, way: Way & { redirect: string }): Promise<string>;
  arrive(provider: ForeignProvider, way: Way & { url: URL }): Promise<Claims & { sub: string }>;
}

/** What people come from elsewhere with. */
export interface ForeignSignInParts {
  providers: Providers;
  openId: OpenId;
  accounts: ForeignAccounts;
  flows: ForeignFlows;
  people: {
    get: Users["get"];
    enter: EnterProven;
    make: MakeForeigner;
    prove: ProveOwn;
  };
}

/** Bytes of a verifier and a nonce: 256 bits each. */
const SECRET_BYTES = 32;

/** Where a provider sends one back to: each has an address of its own, so that none passes for another. */
export function callbackPath(provider: string): string {
  return `/door/with/${provider}/callback`;
}

/** Ways out and back, whatever they are for. */
function createWays(
  { openId, flows }: Pick<ForeignSignInParts, "openId" | "flows">,
  { random, logger }: { random: Random; logger: Logger },
) {
  const draw = () => encodeBase64Url(random.bytes(SECRET_BYTES));

  return {
    async leave(
      provider: ForeignProvider,
      { origin, next, purpose }: { origin: string; next: string; purpose: ForeignPurpose },
    ) {
      const [verifier, nonce, redirect] = [draw(), draw(), origin + callbackPath(provider.id)];
      try {
        await openId.reach(provider);
        const { id, issuer, client } = provider;
        const whose = { provider: id, issuer, client };
        const state = await flows.begin({ ...whose, purpose, verifier, nonce, redirect, next });
        return { state, url: await openId.leave(provider, { state, verifier, nonce, redirect }) };
      } catch (error) {
        logger.error("a provider could not be reached", error, { provider: provider.id });
        throw new ChatError("provider-unreachable", { provider: provider.name });
      }
    },

    /** Who is back by a way that this very browser began at this provider. */
    async arrived(provider: ForeignProvider, url: string, state: string | undefined) {
      const { search, searchParams } = new URL(url);
      const failed = () => new ChatError("provider-failed", { provider: provider.name });
      if (state === undefined || searchParams.get("state") !== state) throw failed();
      const flow = await flows.take(state);
      // Nor is one that was added under the id of another meanwhile told the code of that other.
      const isSame = flow?.provider === provider.id && flow.issuer === provider.issuer &&
        flow.client === provider.client;
      if (!flow || !isSame) throw failed();
      const { verifier, nonce } = flow;
      const back = new URL(flow.redirect);
      back.search = search;
      try {
        const claims = await openId.arrive(provider, { url: back, state, verifier, nonce });
        return { flow, claims };
      } catch (error) {
        logger.error("a sign-in elsewhere failed", error, { provider: provider.id });
        throw failed();
      }
    },
  };
}

/** The ways to providers and back. */
export function createForeignSignIn(
  parts: ForeignSignInParts,
  { limit, limitFailures, clock, random, logger }: {
    limit: LimitIdentity;
    limitFailures: LimitFailures;
    clock: Clock;
    random: Random;
    logger: Logger;
  },
): Pick<ForeignWays, "providers" | "leaveForProvider" | "leaveToLink" | "arriveFromProvider"> {
  const { providers } = parts;
  const { leave, arrived } = createWays(parts, { random, logger });

  return {
    providers: () => providers.shown(),

    async leaveForProvider({ address }, id, way) {
      await limit("foreign-address", address);
      return await leave(await providers.find(id), { ...way, purpose: { is: "sign-in" } });
    },

    async leaveToLink(actor, id, { origin, password }) {
      const { id: user } = await parts.people.prove(actor, password, "foreign");
      const purpose = { is: "link", user, session: actor.session } as const;
      return await leave(await providers.find(id), { origin, next: "", purpose });
    },

    async arriveFromProvider(visitor, id, { url, state, actor }) {
      const provider = await providers.find(id);
      const { flow, claims } = await limitFailures(
        ...["foreign", visitor.address] as const,
        ["provider-failed"],
        () => arrived(provider, url, state),
      );
      const { next } = flow;
      if (!mayComeIn(provider, claims)) {
        throw new ChatError("provider-refused", { provider: provider.name, next });
      }
      const account: ForeignAccount = {
        id: await idOf(parts.accounts, provider, claims.sub),
        provider: provider.id,
        issuer: provider.issuer,
        label: labelOf(claims),
        createdAt: clock.now(),
      };
      try {
        return flow.purpose.is === "link"
          ? { next, ...await link(parts, flow.purpose, account, provider, actor) }
          : { next, ...await enter(parts, visitor, account, provider, claims) };
      } catch (error) {
        throw error instanceof ChatError ? goingOn(error, next) : error;
      }
    },
  };
}

/** The id that it is known by here, or the one that it gets. */
async function idOf(
  accounts: Pick<ForeignAccounts, "owner">,
  { issuer }: ForeignProvider,
  subject: string,
): Promise<string> {
  const ids = foreignIds(issuer, subject);
  for (const id of ids) if (await accounts.owner(id) !== undefined) return id;
  return ids[0];
}

/** The same refusal, which knows where they were going: the door, or a second step, leads there. */
function goingOn({ refusal, values, retryAfterMs }: ChatError, next: string): ChatError {
  return new ChatError(refusal, { ...values, next }, retryAfterMs);
}

async function link(
  { accounts, providers }: Pick<ForeignSignInParts, "accounts" | "providers">,
  purpose: Extract<ForeignPurpose, { is: "link" }>,
  account: ForeignAccount,
  provider: ForeignProvider,
  actor: Actor | undefined,
): Promise<Pick<Extract<Arrival, { is: "linked" }>, "is">> {
  // Whoever proved the password is still the one who is signed in here.
  const isSame = actor?.user.id === purpose.user && actor.session === purpose.session;
  if (!isSame) throw new ChatError("provider-failed", { provider: provider.name });
  const linked = await accounts.link(purpose.user, account, () => providers.confirm(provider));
  if (linked === "known") throw new ChatError("provider-known", { provider: provider.name });
  return { is: "linked" };
}

async function enter(
  { accounts, people }: ForeignSignInParts,
  visitor: Visitor,
  account: ForeignAccount,
  provider: ForeignProvider,
  claims: Claims,
) {
  const owner = await accounts.owner(account.id);
  const user = owner === undefined ? undefined : await people.get(owner);
  if (!user || user.goneAt !== undefined) {
    if (owner !== undefined) await accounts.removeAll(owner);
    return {
      is: "entered",
      entered: await people.make.make(visitor, account, provider, claims),
    } as const;
  }
  // One that was disconnected makes nobody anew: a single account elsewhere would make any number here.
  if (!(await accounts.list(user.id)).some(({ id }) => id === account.id)) {
    throw new ChatError("provider-known", { provider: provider.name });
  }
  const now = await people.make.giveRole(user, provider, claims);
  const entered = await people.enter(now, visitor, { by: foreignProof(provider, account.id) });
  return { is: "entered", entered } as const;
}
