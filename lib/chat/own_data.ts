// What the server holds of somebody: theirs to take along, and to take back.
import type { ConversationSummary, MessageEvent } from "../protocol/events.ts";
import { MAX_HISTORY } from "../protocol/limits.ts";
import type { Users } from "../store/users.ts";
import type { Actor, Chat } from "./chat.ts";
import type { Identity } from "./identity.ts";

/** Deletions under way at once: enough to share commits, few enough to leave room for others. */
const DELETIONS_AT_ONCE = 32;

export interface OwnDataParts {
  chat: Pick<Chat, "sync" | "history" | "delete">;
  identity: Pick<Identity, "sessions">;
  users: Pick<Users, "get">;
}

type Own = { conversation: ConversationSummary; message: MessageEvent };

async function* ownMessages({ chat }: Pick<OwnDataParts, "chat">, actor: Actor) {
  for (const conversation of (await chat.sync(actor)).conversations) {
    let after = 0;
    for (let more = true; more;) {
      const asked = { conversation: conversation.id, after, limit: MAX_HISTORY };
      const page = await chat.history(actor, asked);
      for (const event of page.events) {
        const own = event.kind === "message" && event.by === actor.user.id;
        if (own && event.deletedAt === undefined) yield { conversation, message: event } as Own;
      }
      after = page.events.at(-1)?.seq ?? after;
      more = page.more && page.events.length > 0;
    }
  }
}

/**
 * Everything of somebody's, one JSON value a line: the account, the sessions, the conversations and
 * the messages they wrote in them. Passwords and tokens are not told: nobody knows them.
 */
export async function* exportOf(parts: OwnDataParts, actor: Actor): AsyncGenerator<string> {
  const { passwordHash: _, ...account } = await parts.users.get(actor.user.id) ?? {};
  yield line("account", account);
  for (const session of await parts.identity.sessions(actor)) yield line("session", session);
  for (const { id, kind, name, with: other } of (await parts.chat.sync(actor)).conversations) {
    yield line("conversation", { id, kind, name, with: other?.name });
  }
  for await (const { conversation, message } of ownMessages(parts, actor)) {
    yield line("message", { conversation: conversation.id, ...message });
  }
}

/** Deletes what somebody wrote, in every conversation that they are in. */
export async function takeBackMessages(
  parts: Pick<OwnDataParts, "chat">,
  actor: Actor,
): Promise<void> {
  let waiting: Promise<unknown>[] = [];
  for await (const { conversation, message } of ownMessages(parts, actor)) {
    const target = { conversation: conversation.id, target: message.seq };
    waiting.push(parts.chat.delete(actor, target));
    if (waiting.length < DELETIONS_AT_ONCE) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

function line(is: string, value: Record<string, unknown>): string {
  return `${JSON.stringify({ is, ...value })}\n`;
}
