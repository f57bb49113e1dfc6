import { ChatError } from "../../protocol/errors.ts";
import type { KnownDevices } from "../../store/people/known_devices.ts";
import type { Users } from "../../store/people/users.ts";
import type { Credentials } from "./credentials.ts";
import type { Identity } from "./identity.ts";
import type { LimitGuesses } from "./limits.ts";
import type { EnterProven } from "./second_step.ts";

/** What members sign in with. */
export interface SignInParts {
  users: Pick<Users, "bySignInName">;
  credentials: Credentials;
  limitGuesses: LimitGuesses;
  knownDevices: Pick<KnownDevices, "find">;
  enterProven: EnterProven;
}

/** The way in of members. */
export function createSignIn(
  { users, knownDevices, credentials, limitGuesses, enterProven }: SignInParts,
): Pick<Identity, "signIn"> {
  return {
    async signIn(visitor, { name, password }) {
      const user = await users.bySignInName(name);
      // Looked for also where there is nobody: no name answers later than another.
      const known = await knownDevices.find(user?.id ?? "", visitor.devices ?? []);
      await limitGuesses(name, visitor.address, known?.id);
      const proven = await credentials.proves(user, password);
      if (!user || !proven) throw new ChatError("wrong-credentials");
      return await enterProven(user, visitor);
    },
  };
}
