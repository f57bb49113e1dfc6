import { ChatError } from "../../protocol/errors.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { ProvenAct } from "../../protocol/proofs.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Actor } from "../chat.ts";
import type { Credentials } from "./credentials.ts";
import { currentUser } from "./current_user.ts";
import type { LimitIdentity } from "./limits.ts";

/** What a passkey signed (`AuthenticationResponseJSON`, as a string) for what `beginProof` gave, at an origin. */
export interface PasskeyProof {
  signed: string;
  origin: string;
}

/** What one is known by to be still oneself: the password, empty where there is none, or a passkey. */
export type Proof = string | PasskeyProof;

/**
 * A member who is signed in proves that it is still them, for one act. Throws `wrong-password`,
 * `passkey-failed`, `too-fast`, and `not-allowed` to guests and bots; `prove-again` to who has no
 * password and signed in a while ago.
 */
export type ProveOwn = (actor: Actor, proof: Proof, act: ProvenAct) => Promise<User>;

/** Who has no password has signed in within this time, in milliseconds. */
const FRESH_MS = 10 * 60_000;

/** Proves it by the password, by a passkey, or by a sign-in of just now. */
export function createProveOwn(
  { users, sessions, credentials, limit, clock, acceptPasskey }: {
    users: Pick<Users, "get">;
    sessions: Pick<Sessions, "hold">;
    clock: Clock;
    credentials: Credentials;
    limit: LimitIdentity;
    acceptPasskey(actor: Actor, proof: PasskeyProof, act: ProvenAct): Promise<void>;
  },
): ProveOwn {
  return async (actor, proof, act) => {
    await limit("proof-session", actor.session);
    await limit("proof-person", actor.user.id);
    const user = await currentMember(users, actor);
    if (typeof proof !== "string") await acceptPasskey(actor, proof, act);
    else if (user.passwordHash === undefined) await requireFresh(actor);
    else if (!await credentials.proves(user, proof)) throw new ChatError("wrong-password");
    return user;
  };

  /** Who has no password proves themselves by signing in. */
  async function requireFresh({ session }: Actor): Promise<void> {
    const held = await sessions.hold(session);
    const { signedInAt } = held ?? {};
    if (signedInAt === undefined || clock.now() - signedInAt > FRESH_MS) {
      throw new ChatError("prove-again");
    }
  }
}

/** The record of a member who asks. Throws `not-allowed` to guests and bots. */
export async function currentMember(users: Pick<Users, "get">, actor: Actor): Promise<User> {
  const user = await currentUser(users, actor);
  if (user.role === "guest" || user.botBy) throw new ChatError("not-allowed");
  return user;
}
