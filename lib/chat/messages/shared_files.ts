import type { ConversationLog } from "../../log/log.ts";
import type { FileRows } from "../../store/files/file_rows.ts";
import type { SharedFilesUseCases } from "../contract/shared_files.ts";
import type { Access } from "../conversations/access.ts";
import { firstVisible } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import type { ReadOut } from "./read_out.ts";

/** What shared files are listed with. */
export interface SharedFilesParts {
  access: Pick<Access, "see">;
  rows: Pick<FileRows, "sharedIn">;
  log: Pick<ConversationLog, "entries">;
  readOut: Pick<ReadOut, "known">;
  directory: Pick<Directory, "profiles">;
}

/** The files of a conversation by its index, which holds seqs and kinds: what is said is read anew. */
export function createSharedFiles(
  { access, rows, log, readOut, directory }: SharedFilesParts,
): SharedFilesUseCases {
  return {
    async sharedFiles(actor, { conversation, ...asked }) {
      const from = firstVisible(await access.see(actor, conversation), actor.user.id);
      const { seqs, next } = await rows.sharedIn(conversation, { from, ...asked });
      const entries = await log.entries(conversation, seqs);
      const messages = readOut.known(entries.filter((entry) => entry !== undefined))
        // What vanished may still be in the index.
        .flatMap((event) => event.kind === "message" && event.files ? [event] : [])
        .sort((one, other) => other.seq - one.seq);
      const users = await directory.profiles(new Set(messages.map(({ by }) => by)));
      return { messages, users, ...(next !== undefined && { next }) };
    },
  };
}
