import type { Bus } from "../../cluster/bus.ts";
import type { Named } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Person } from "../../protocol/events.ts";
import { codePoints } from "../../protocol/limits.ts";
import { type Action, may } from "../../protocol/permissions.ts";
import type { Attempts } from "../../store/attempts.ts";
import type { ConversationLog } from "../../store/conversation_log.ts";
import type { Conversations } from "../../store/conversations.ts";
import type { Invitations } from "../../store/invitations.ts";
import { type JournalEntry, noted } from "../../store/journal.ts";
import type { Kv } from "../../store/kv.ts";
import type { Sanctions } from "../../store/sanctions.ts";
import type { Sessions } from "../../store/sessions.ts";
import type { User, Users } from "../../store/users.ts";
import type { Report } from "../../world/report.ts";
import type { Clock, Random } from "../../world/world.ts";
import type { Access } from "../access.ts";
import type { Actor, Announcer, Presence } from "../chat.ts";
import type { Community } from "../community.ts";

/** What administration works with: one of each an instance. */
export interface AdministrationParts {
  kv: Kv;
  users: Users;
  sessions: Sessions;
  sanctions: Sanctions;
  invitations: Invitations;
  attempts: Attempts;
  community: Community;
  conversations: Conversations;
  log: ConversationLog;
  access: Access;
  presence: Presence;
  announcer: Announcer;
  bus: Bus;
  clock: Clock;
  random: Random;
  report: Report;
}

/** Reasons, notices and what a report says are a paragraph, no letter. In code points. */
const MAX_WORDS = 500;

/** Throws `not-allowed` where somebody of the actor's role may not do that. */
export function demand(actor: Actor, action: Action): void {
  if (!may(actor.user.role, action)) throw new ChatError("not-allowed");
}

/** Words that somebody writes beside an act. Throws `text-too-long`. */
export function readWords(text = ""): string {
  const words = text.trim();
  if (codePoints(words) > MAX_WORDS) throw new ChatError("text-too-long", { limit: MAX_WORDS });
  return words;
}

/** The same, where there must be some. Throws `empty-text` too. */
export function readSomeWords(text: string): string {
  const words = readWords(text);
  if (words === "") throw new ChatError("empty-text");
  return words;
}

/** Somebody as they are called now: for what is kept, since names change hands. */
export function named({ id, name }: Pick<Person, "id" | "name">): Named {
  return { id, name };
}

/** The write that says in the journal what somebody does now, or did at `at`. */
export function journal(
  { clock, random }: Pick<AdministrationParts, "clock" | "random">,
  by: Person,
  entry: Omit<JournalEntry, "id" | "at" | "by"> & { at?: number },
): ReturnType<typeof noted> {
  return noted({ id: random.uuid(), at: clock.now(), by: named(by), ...entry });
}

/** Somebody, by name or by id. */
export interface Whom {
  user?: string;
  id?: string;
}

/** The one who is meant. Throws `unknown-user`, or `invalid-field` when neither is given. */
export async function whomMeant(
  { users }: Pick<AdministrationParts, "users">,
  { user: name, id }: Whom,
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
