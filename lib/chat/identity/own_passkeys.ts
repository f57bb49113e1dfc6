import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { ForeignAccounts } from "../../store/people/foreign_accounts.ts";
import type { PasskeyChallenges } from "../../store/people/passkey_challenges.ts";
import { MAX_PASSKEYS, passkeyId, type Passkeys } from "../../store/people/passkeys.ts";
import { isBlank } from "../../text/message_text.ts";
import { signInNameOf } from "../../store/people/user.ts";
import type { Users } from "../../store/people/users.ts";
import { orRefuse } from "../refusals.ts";
import { currentUser } from "./current_user.ts";
import type { Identity } from "./identity.ts";
import type { ProveOwn } from "./prove_own.ts";
import type { Providers } from "./providers.ts";
import { creationOptions, readCreated, verifyCreated } from "./web_authn.ts";

/** What passkeys are made with. */
export interface OwnPasskeysParts {
  passkeys: Passkeys;
  challenges: PasskeyChallenges;
  accounts: Pick<ForeignAccounts, "list">;
  providers: Pick<Providers, "opening">;
  users: Pick<Users, "get">;
  proveOwn: ProveOwn;
  clock: Clock;
}

const MAX_NAME_LENGTH = 60;

/** The list of one's own passkeys. */
export function createOwnPasskeys(
  { passkeys, challenges, accounts, providers, users, proveOwn, clock }: OwnPasskeysParts,
): Pick<
  Identity,
  | "passkeys"
  | "beginPasskey"
  | "addPasskey"
  | "renamePasskey"
  | "removePasskey"
> {
  return {
    async passkeys({ user }) {
      const held = await passkeys.list(user.id);
      return held.map(({ id, name, createdAt, usedAt }) => ({ id, name, createdAt, usedAt }));
    },

    async beginPasskey(actor, site, proof) {
      const user = await proveOwn(actor, proof, "passkey");
      const held = await passkeys.list(user.id);
      if (held.length >= MAX_PASSKEYS) throw passkeysFull();
      const challenge = await challenges.ask({ is: "adding", user: user.id });
      const { id, name } = user;
      const signInName = signInNameOf(user);
      return await creationOptions(site, { challenge, user: { id, name, signInName }, held });
    },

    async addPasskey({ user }, site, { response, name }) {
      const called = nameOfOwn(name);
      const created = readCreated(response);
      if (!created) throw new ChatError("passkey-failed");
      /** What uses the challenge up, as long as it waits for this very person. */
      const using = async () => {
        const waiting = await challenges.asked(created.challenge);
        const { purpose, use } = orRefuse(waiting, "passkey-failed");
        const isOurs = purpose.is === "adding" && purpose.user === user.id;
        if (!isOurs) throw new ChatError("passkey-failed");
        return use;
      };
      await using();
      const made = orRefuse(await verifyCreated(site, created), "passkey-failed");
      const id = passkeyId(made.credential);
      const passkey = { id, ...made, name: called, createdAt: clock.now() };
      const added = await passkeys.add(user.id, passkey, using);
      if (added === "full") throw passkeysFull();
      if (added === "known") throw new ChatError("passkey-failed");
    },

    async renamePasskey({ user }, id, name) {
      return await passkeys.rename(user.id, id, nameOfOwn(name));
    },

    async removePasskey(actor, id) {
      const { id: owner, passwordHash } = await currentUser(users, actor);
      const held = await passkeys.list(owner);
      const isOnly = held.length === 1 && held[0]?.id === id && passwordHash === undefined;
      // The counterpart of `unlinkForeign`: the last way in stays.
      if (isOnly && (await providers.opening(await accounts.list(owner))).length === 0) {
        throw new ChatError("passkey-last");
      }
      return await passkeys.remove(owner, id);
    },
  };
}

/** What somebody calls something of theirs. Throws `passkey-name`. */
export function nameOfOwn(typed: string): string {
  const name = typed.replace(/[\p{Cc}\s]+/gu, " ").trim();
  if (isBlank(name) || [...name].length > MAX_NAME_LENGTH) {
    throw new ChatError("passkey-name", { limit: MAX_NAME_LENGTH });
  }
  return name;
}

function passkeysFull(): ChatError {
  return new ChatError("passkeys-full", { limit: MAX_PASSKEYS });
}
