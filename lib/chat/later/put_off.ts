import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import { MAX_LATER } from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { LaterRow, LaterRows } from "../../store/messages/later_rows.ts";
import type { Actor } from "../chat.ts";
import type { LaterUseCases } from "../contract/later.ts";
import type { Access } from "../conversations/access.ts";
import type { OpenDirect } from "../conversations/direct_messages.ts";
import { requireVisible } from "../conversations/visible.ts";
import { rootOf } from "../threads/reply.ts";
import type { LaterChanges } from "./changes.ts";
import { checkTime, readNote, readWords } from "./rules.ts";
import type { ViewLater } from "./view.ts";

/** What messages and reminders are put off with. */
export interface PutOffParts {
  rows: LaterRows;
  changes: LaterChanges;
  view: ViewLater;
  access: Access;
  openDirect: OpenDirect;
  log: Pick<ConversationLog, "heads" | "entries">;
  clock: Pick<Clock, "now">;
}

/** Scheduling messages and asking for reminders. */
export function createPutOff(parts: PutOffParts): Pick<LaterUseCases, "schedule" | "remind"> {
  const { rows, changes, view, log, clock } = parts;

  /** Puts a new one there; the same id again changes nothing. */
  async function put(actor: Actor, id: string, row: LaterRow) {
    const { id: user } = actor.user;
    if ((await rows.of(user, MAX_LATER)).length >= MAX_LATER) {
      if (!await rows.get(user, id)) throw new ChatError("later-full", { limit: MAX_LATER });
    }
    const written = await changes.change(
      user,
      id,
      (now) => now ? { is: "same" } : { is: "put", row },
    );
    return await view(actor, id, written ?? row);
  }

  return {
    async schedule(actor, { id, conversation, to, text, at, replyTo, thread, alsoInRoom }) {
      const now = clock.now();
      checkTime(at, now);
      const words = readWords(text);
      const target = await targetOf(parts, actor, { conversation, to });
      if (replyTo !== undefined) await requireThere(log, target, replyTo);
      if (thread !== undefined) await requireRoot(parts, actor, target, thread);
      const row: LaterRow = {
        kind: "message",
        at,
        createdAt: now,
        conversation: target,
        text: words,
        ...(replyTo !== undefined && { replyTo }),
        ...(thread !== undefined && { thread }),
        ...(thread !== undefined && alsoInRoom && { alsoInRoom }),
      };
      return await put(actor, id, row);
    },

    async remind(actor, { id, at, note, conversation, target }) {
      const now = clock.now();
      checkTime(at, now);
      const words = readNote(note);
      if (conversation !== undefined && target !== undefined) {
        await parts.access.see(actor, conversation);
        await requireThere(log, conversation, target);
      } else if (words === undefined) throw new ChatError("empty-text");
      const row: LaterRow = {
        kind: "reminder",
        at,
        createdAt: now,
        ...(words !== undefined && { note: words }),
        ...(target !== undefined && { conversation, target }),
      };
      return await put(actor, id, row);
    },
  };
}

async function targetOf(
  { access, openDirect }: Pick<PutOffParts, "access" | "openDirect">,
  actor: Actor,
  { conversation, to }: { conversation?: string; to?: string },
): Promise<string> {
  if (conversation === undefined && to === undefined) {
    throw new ChatError("invalid-field", { field: "conversation" });
  }
  const id = conversation ?? (await openDirect(actor, to ?? "")).id;
  return (await access.write(actor, id)).id;
}

/** Throws `unknown-message` for what is no root of a thread that the actor is shown. */
async function requireRoot(
  { access, log }: Pick<PutOffParts, "access" | "log">,
  actor: Actor,
  conversation: string,
  thread: number,
): Promise<void> {
  requireVisible(await access.see(actor, conversation), actor.user.id, thread);
  const [entry] = await log.entries(conversation, [thread]);
  if (!rootOf(entry?.event)) throw new ChatError("unknown-message");
}

async function requireThere(
  log: Pick<ConversationLog, "heads">,
  conversation: string,
  seq: number,
): Promise<void> {
  const [head] = await log.heads([conversation]);
  if (seq > (head?.seq ?? 0)) throw new ChatError("unknown-message");
}
