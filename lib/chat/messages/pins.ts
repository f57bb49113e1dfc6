import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import { MAX_PINS } from "../../protocol/limits.ts";
import { may } from "../../protocol/permissions.ts";
import type { PinRows } from "../../store/messages/pin_rows.ts";
import type { Chat } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import { firstVisible } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import { namedIn } from "../../protocol/named_in.ts";
import type { Amend } from "./amend.ts";
import type { ReadOut } from "./read_out.ts";

/** What pins are made over. */
export interface PinParts {
  amend: Amend;
  access: Access;
  log: Pick<ConversationLog, "entries">;
  directory: Pick<Directory, "profiles">;
  readOut: Pick<ReadOut, "known">;
  pinRows: PinRows;
}

/**
 * Pinning messages. The message says that it is pinned; the row of the conversation lists which are,
 * so that the limit holds (M14). A message that goes leaves the row by a job (forget_marks.ts), or
 * before it, where the room is needed.
 */
export function createPins(
  { amend, access, log, directory, readOut, pinRows }: PinParts,
): Pick<Chat, "pin" | "pins"> {
  async function pinnedOf(conversation: string, seqs: readonly number[]): Promise<MessageEvent[]> {
    const entries = await log.entries(conversation, seqs);
    const events = readOut.known(entries.filter((entry) => entry !== undefined));
    return events.flatMap((event) => event.kind === "message" && event.pinned ? [event] : []);
  }

  return {
    async pin(actor, { conversation, target, on }, acknowledge) {
      if (!may(actor.user.role, "pin a message")) {
        await access.see(actor, conversation); // who is not in it learns nothing else
        throw new ChatError("members-only");
      }
      return await amend(actor, { conversation, target }, {
        draft: { kind: "pin", target, on },
        access: "write",
        revise({ message }, at) {
          if (message.deletedAt !== undefined) return new ChatError("unknown-message");
          const { pinned, ...rest } = message;
          if ((pinned !== undefined) === on) return "unchanged";
          return on ? { ...rest, pinned: { by: actor.user.id, at } } : rest;
        },
        async confirm() {
          const { seqs, check, set } = await pinRows.read(conversation);
          let others = seqs.filter((seq) => seq !== target);
          if (on && others.length >= MAX_PINS) {
            others = (await pinnedOf(conversation, others)).map(({ seq }) => seq);
          }
          if (on && others.length >= MAX_PINS) {
            throw new ChatError("too-many-pins", { limit: MAX_PINS });
          }
          return { checks: [check], also: [set(on ? [...others, target] : others)] };
        },
      }, acknowledge);
    },

    async pins(actor, conversation) {
      const first = firstVisible(await access.see(actor, conversation), actor.user.id);
      const { seqs } = await pinRows.read(conversation);
      const shown = seqs.toReversed().filter((seq) => seq >= first);
      const messages = await pinnedOf(conversation, shown);
      return { messages, users: await directory.profiles(namedIn(messages)) };
    },
  };
}
