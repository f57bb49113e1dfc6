import { type Operation, operation } from "../../lib/http/operation.ts";
import { sharedFilesReply, sharedFilesRequest } from "../../lib/protocol/requests/file_list.ts";
import type { MessageParts } from "./messages.ts";

/** What was shared in a conversation, by pages. */
export function sharedFileOperations({ chat }: Pick<MessageParts, "chat">): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/conversations/:conversation/files",
      bots: "read",
      summary: "Messages with files, the newest first, by pages; of one kind if asked",
      query: sharedFilesRequest,
      reply: sharedFilesReply,
      run: ({ actor, part, query }) =>
        chat.sharedFiles(actor(), { conversation: part("conversation"), ...query }),
    }),
  ];
}
