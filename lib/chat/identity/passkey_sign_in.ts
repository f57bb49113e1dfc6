import { ChatError } from "../../protocol/errors.ts";
import type { PasskeyChallenges } from "../../store/people/passkey_challenges.ts";
import type { Passkeys } from "../../store/people/passkeys.ts";
import type { Users } from "../../store/people/users.ts";
import type { BeginSession } from "./begin_session.ts";
import type { Identity } from "./identity.ts";
import type { LimitFailures, LimitIdentity } from "./limits.ts";
import type { Entered, Visitor } from "./visitor.ts";
import {
  type PasskeySite,
  readSigned,
  requestOptions,
  userHandleOf,
  verifySigned,
} from "./web_authn.ts";

/** What members sign in with by a passkey. */
export interface PasskeySignInParts {
  passkeys: Pick<Passkeys, "find" | "using">;
  challenges: PasskeyChallenges;
  users: Pick<Users, "get">;
  limit: LimitIdentity;
  limitFailures: LimitFailures;
  beginSession: BeginSession;
}

/** The way in by a passkey, without a name. */
export function createPasskeySignIn(
  { passkeys, challenges, users, limit, limitFailures, beginSession }: PasskeySignInParts,
): Pick<Identity, "beginPasskeySignIn" | "signInByPasskey"> {
  async function enter(visitor: Visitor, site: PasskeySite, response: string): Promise<Entered> {
    const signed = readSigned(response);
    const waiting = signed && await challenges.asked(signed.challenge);
    if (!waiting || waiting.purpose.is !== "sign-in") throw new ChatError("passkey-failed");
    const found = await passkeys.find(signed.id);
    const user = found && await users.get(found.user);
    if (!found || !user || user.goneAt !== undefined) throw new ChatError("passkey-unknown");
    const { passkey } = found;
    // Who was not named by themselves is named by the passkey (Web Authentication, 7.2, step 6).
    if (signed.response.userHandle !== userHandleOf(user.id)) {
      throw new ChatError("passkey-failed");
    }
    const counter = await verifySigned(site, signed, passkey);
    if (counter === undefined) throw new ChatError("passkey-failed");
    return await beginSession(user, visitor, async () => {
      // A challenge lets somebody in once, and a passkey as long as it is not removed.
      const again = await challenges.asked(signed.challenge);
      const using = again && await passkeys.using(user.id, passkey.id, counter);
      if (!using) throw new ChatError("passkey-failed");
      return {
        checks: [...again.use.checks, ...using.checks],
        mutations: [...again.use.mutations, ...using.mutations],
      };
    });
  }

  return {
    async beginPasskeySignIn({ address }, site) {
      await limit("passkey-address", address);
      return await requestOptions(site, await challenges.ask({ is: "sign-in" }));
    },

    signInByPasskey: (visitor, site, response) =>
      limitFailures(
        ...["passkey", visitor.address] as const,
        ["passkey-failed", "passkey-unknown"],
        () => enter(visitor, site, response),
      ),
  };
}
