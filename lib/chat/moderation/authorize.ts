import { ChatError } from "../../protocol/errors.ts";
import { codePoints } from "../../protocol/limits.ts";
import { type Action, may } from "../../protocol/permissions.ts";
import type { User, Users } from "../../store/people/users.ts";
import { isBlank } from "../../text/message_text.ts";
import type { Actor } from "../chat.ts";

/** Reasons, notices and what a report says have at most the length of a paragraph, in code points. */
const MAX_NOTE = 500;

/** Throws `not-allowed` where somebody of the actor's role may not do that. */
export function requirePermission(actor: Actor, action: Action): void {
  if (!may(actor.user.role, action)) throw new ChatError("not-allowed");
}

/** What somebody writes beside an act. Throws `text-too-long`. */
export function readNote(text = ""): string {
  const note = isBlank(text) ? "" : text.trim();
  if (codePoints(note) > MAX_NOTE) throw new ChatError("text-too-long", { limit: MAX_NOTE });
  return note;
}

/** The same, where there must be something. Throws `empty-text` too. */
export function readRequiredNote(text: string): string {
  const note = readNote(text);
  if (note === "") throw new ChatError("empty-text");
  return note;
}

/** Somebody, by name or by id. */
export interface PersonReference {
  user?: string;
  id?: string;
}

/** The one who is meant. Throws `unknown-user`, or `invalid-field` when neither is given. */
export async function findPerson(
  users: Pick<Users, "byName" | "get">,
  { user: name, id }: PersonReference,
): Promise<User> {
  if (id === undefined && name === undefined) {
    throw new ChatError("invalid-field", { field: "user" });
  }
  const found = id === undefined ? await users.byName(name ?? "") : await users.get(id);
  if (!found || found.goneAt !== undefined) {
    throw new ChatError("unknown-user", { name: name ?? id ?? "" });
  }
  return found;
}
