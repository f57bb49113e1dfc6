import type { ConversationLog } from "../../log/log.ts";
import { vanishAt } from "../../protocol/emptied.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Later } from "../../protocol/requests/later.ts";
import type { LaterRow, ReminderRow } from "../../store/messages/later_rows.ts";
import type { Actor } from "../chat.ts";
import type { ReadOut } from "../messages/read_out.ts";
import type { Access } from "../conversations/access.ts";
import { requireVisible } from "../conversations/visible.ts";

/** As much of a message as a reminder shows. */
const EXCERPT_LENGTH = 200;

/** What somebody is told of a row of theirs. */
export type ViewLater = (actor: Actor, id: string, row: LaterRow) => Promise<Later>;

/** Reads what a reminder is about as it is now, if its owner may: a row holds no words of others. */
export function createViewLater(
  { access, log, readOut }: {
    access: Access;
    log: Pick<ConversationLog, "read">;
    readOut: Pick<ReadOut, "known">;
  },
): ViewLater {
  async function aboutOf(actor: Actor, { conversation, target: seq }: ReminderRow) {
    if (conversation === undefined || seq === undefined) return undefined;
    try {
      requireVisible(await access.see(actor, conversation), actor.user.id, seq);
    } catch (error) {
      if (error instanceof ChatError) return { conversation, seq };
      throw error;
    }
    const range = { after: seq - 1, before: seq + 1, limit: 1 };
    const [message] = readOut.known(await log.read(conversation, range));
    if (message?.kind !== "message" || message.deletedAt) return { conversation, seq };
    const { by, text } = message;
    const goes = vanishAt(message);
    return {
      conversation,
      seq,
      by,
      text: [...text].slice(0, EXCERPT_LENGTH).join(""),
      ...(goes !== undefined && { vanishAt: goes }),
    };
  }

  return async (actor, id, row) => {
    const { at, createdAt } = row;
    if (row.kind === "message") {
      const { conversation, text, replyTo, thread, alsoInRoom, failed } = row;
      return {
        kind: "message",
        id,
        at,
        createdAt,
        conversation,
        text,
        replyTo,
        thread,
        alsoInRoom,
        failed,
      };
    }
    const { due, note } = row;
    return { kind: "reminder", id, at, createdAt, due, note, about: await aboutOf(actor, row) };
  };
}
