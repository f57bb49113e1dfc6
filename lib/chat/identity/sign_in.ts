import { ChatError } from "../../protocol/errors.ts";
import type { Users } from "../../store/people/users.ts";
import type { BeginSession } from "./begin_session.ts";
import type { Credentials } from "./credentials.ts";
import type { Identity } from "./identity.ts";
import type { LimitGuesses } from "./limits.ts";

/** What members sign in with. */
export interface SignInParts {
  users: Pick<Users, "bySignInName">;
  credentials: Credentials;
  limitGuesses: LimitGuesses;
  beginSession: BeginSession;
}

/** The way in of members. */
export function createSignIn(
  { users, credentials, limitGuesses, beginSession }: SignInParts,
): Pick<Identity, "signIn"> {
  return {
    async signIn(visitor, { name, password }) {
      await limitGuesses(name, visitor.address);
      const user = await users.bySignInName(name);
      const proven = await credentials.proves(user, password);
      if (!user || !proven) throw new ChatError("wrong-credentials");
      return await beginSession(user, visitor);
    },
  };
}
