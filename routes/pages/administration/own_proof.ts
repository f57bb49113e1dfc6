import type { Actor } from "../../../lib/chat/chat.ts";
import type { PageServices } from "../services.ts";

/** By what the reader proves that it is still them. */
export async function proofOf({ hasPassword, passkeys }: PageServices["identity"], actor: Actor) {
  const [isSet, own] = await Promise.all([hasPassword(actor), passkeys(actor)]);
  return { hasPassword: isSet, hasPasskey: own.length > 0 };
}
