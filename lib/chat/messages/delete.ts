import { ChatError } from "../../protocol/errors.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import { emptied } from "../../protocol/emptied.ts";
import { may } from "../../protocol/permissions.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import type { ReadReferences } from "../../store/messages/references.ts";
import type { RemovedMessages } from "../../store/community/removed.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Chat } from "../chat.ts";
import type { Directory } from "../identity/profiles.ts";
import type { Amend, Amended } from "./amend.ts";
import type { ForgetCalled } from "./called_rows.ts";
import { rowsOf } from "./remains.ts";

/** What messages are deleted with. */
export interface DeleteParts {
  amend: Amend;
  directory: Pick<Directory, "person">;
  audit: AuditEntries;
  forgetCalled: ForgetCalled;
  references: ReadReferences;
  /** How many moderators removed. */
  removed: Pick<RemovedMessages, "counting">;
}

/** Deleting a message: an event of its own, and all that belongs to the message gone with it (M3). */
export function createDelete(
  { amend, directory, audit, forgetCalled, references, removed }: DeleteParts,
): Pick<Chat, "delete"> {
  return {
    async delete(actor, { conversation: id, target }, acknowledge) {
      let referred = false;
      const placed = await amend(actor, { conversation: id, target }, {
        draft: { kind: "delete", target },
        access: "author",
        revise(found, at) {
          if (isOfAnother(found) && !moderates(found)) return new ChatError("not-allowed");
          return found.message.deletedAt === undefined ? emptied(found.message, at) : "unchanged";
        },
        also: (message, { at }) => rowsOf(id, message, { at, referred }),
        async confirm(found) {
          const [called, read] = await Promise.all([
            forgetCalled(id, found.message),
            references({ conversation: id, seq: target }),
          ]);
          referred = read.any;
          if (!isOfAnother(found)) return { checks: [read.check], also: called };
          const { by } = found.message;
          const { checks } = await audit.confirm(actor, "delete what others wrote");
          const entry = audit.entry(actor.user, {
            act: "message-deleted",
            whom: { id: by, name: (await directory.person(by))?.name ?? "" },
            where: {
              conversation: id,
              name: found.conversation && roomTitle(found.conversation),
              seq: target,
            },
          });
          const counting = await removed.counting(id);
          return {
            checks: [...checks, read.check, ...counting.checks],
            also: [entry, ...called, ...counting.mutations],
          };
        },
      }, acknowledge);
      return placed;
    },
  };
}

/** Whether it is not the actor who wrote it. */
export function isOfAnother(
  { message, actor }: { message: MessageEvent; actor: Amended["actor"] },
) {
  return message.by !== actor.user.id;
}

/** Whether the actor may take away what others wrote there. */
export function moderates({ conversation, actor }: Amended): boolean {
  return conversation?.kind === "room" && may(actor.user.role, "delete what others wrote");
}
