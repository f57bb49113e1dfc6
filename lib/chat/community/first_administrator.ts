import type { Person } from "../../protocol/events.ts";
import type { Actor } from "../chat.ts";
import type { Entered, Identity, Visitor } from "../identity/identity.ts";
import type { Roles } from "./roles.ts";
import { ChatError } from "../../protocol/errors.ts";

export interface FirstAdministratorParts {
  identity: Pick<Identity, "registerFirst" | "becomeFirst">;
  administration: Pick<Roles, "checkSetup" | "setUp">;
}

/** What the first administrator gives: the code, and where they have no account yet, that. */
export interface FirstAdministratorRequest {
  code: string;
  name?: string;
  password?: string;
}

/**
 * Makes the first administrator by the setup code: of the member who asks, of a guest who gives a
 * password, or of a stranger who gives a name too. `entered` is the session of a stranger's account.
 */
export async function makeFirstAdministrator(
  { identity, administration }: FirstAdministratorParts,
  visitor: Visitor,
  actor: Actor | undefined,
  { code, name, password }: FirstAdministratorRequest,
): Promise<{ user: Person; entered?: Entered }> {
  await administration.checkSetup(code, visitor.address);
  if (actor && actor.user.role !== "guest") {
    return { user: await administration.setUp(actor, code, visitor.locale) };
  }
  if (password === undefined) throw new ChatError("invalid-field", { field: "password" });
  if (actor) {
    const user = await identity.becomeFirst(actor, visitor, { password });
    return { user: await administration.setUp({ ...actor, user }, code, visitor.locale) };
  }
  if (name === undefined) throw new ChatError("invalid-field", { field: "name" });
  const entered = await identity.registerFirst(visitor, { name, password });
  const user = await administration.setUp(entered.actor, code, visitor.locale);
  return { user, entered: { ...entered, actor: { ...entered.actor, user } } };
}
