import { commitChecked } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ProvenAct } from "../../protocol/proofs.ts";
import type { PasskeyChallenges } from "../../store/people/passkey_challenges.ts";
import type { Passkeys } from "../../store/people/passkeys.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";
import type { Identity } from "./identity.ts";
import type { LimitIdentity } from "./limits.ts";
import { currentMember, type PasskeyProof } from "./prove_own.ts";
import { readSigned, requestOptions, userHandleOf, verifySigned } from "./web_authn.ts";

/** What somebody proves by a passkey that it is still them with. */
export interface PasskeyProofParts {
  kv: Kv;
  passkeys: Pick<Passkeys, "list" | "find" | "using">;
  challenges: PasskeyChallenges;
  users: Pick<Users, "get">;
  limit: LimitIdentity;
}

/** Gives who is signed in something to sign with a passkey of theirs. */
export function createBeginProof(
  { passkeys, challenges, users, limit }: Omit<PasskeyProofParts, "kv">,
): Pick<Identity, "beginProof"> {
  return {
    async beginProof(actor, origin, act) {
      await limit("proof-asked", actor.user.id);
      const { id } = await currentMember(users, actor);
      const held = await passkeys.list(id);
      if (held.length === 0) throw new ChatError("passkey-unknown");
      const { session } = actor;
      const challenge = await challenges.ask({ is: "proof", user: id, session, act });
      return await requestOptions({ origin }, challenge, held);
    },
  };
}

/**
 * Uses up what was signed in this session for this act, with a passkey of the actor's. Throws
 * `passkey-failed` for everything else.
 */
export function createAcceptPasskeyProof(
  { kv, passkeys, challenges }: Pick<PasskeyProofParts, "kv" | "passkeys" | "challenges">,
): (actor: Actor, proof: PasskeyProof, act: ProvenAct) => Promise<void> {
  return async ({ user: { id }, session }, { signed: text, origin }, act) => {
    const signed = readSigned(text);
    /** What uses the challenge up, as long as it waits for this very act. */
    const waiting = async () => {
      const asked = signed && await challenges.asked(signed.challenge);
      const purpose = asked?.purpose;
      const isOurs = purpose?.is === "proof" && purpose.user === id &&
        purpose.session === session && purpose.act === act;
      return isOurs ? asked?.use : undefined;
    };
    if (!signed || !await waiting()) throw new ChatError("passkey-failed");
    const found = await passkeys.find(signed.id);
    const { userHandle } = signed.response; // an authenticator need not say it of a passkey that was named
    const isOwn = found?.user === id &&
      (userHandle === undefined || userHandle === userHandleOf(id));
    const counter = isOwn ? await verifySigned({ origin }, signed, found.passkey) : undefined;
    if (!found || counter === undefined) throw new ChatError("passkey-failed");
    await commitChecked<void>(kv, async () => {
      const use = await waiting();
      const using = use && await passkeys.using(id, found.passkey.id, counter);
      if (!using) throw new ChatError("passkey-failed");
      return {
        is: "commit",
        result: undefined,
        checks: [...use.checks, ...using.checks],
        mutations: [...use.mutations, ...using.mutations],
      };
    });
  };
}
