// What belongs to a message and goes with it (M3). What is left: lib/protocol/emptied.ts.
import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent } from "../../protocol/events.ts";
import { standsInTimeline } from "../../protocol/threads.ts";
import { markGone } from "../../store/conversations/read_marks.ts";
import { forgetCalls } from "../../store/messages/mentions.ts";
import { forgetVersions } from "../../store/messages/versions.ts";
import { followIndexLater } from "../../search/indexing.ts";
import { forgetFilesAt } from "../../store/files/file_rows.ts";
import { forgetFiles } from "./forget_files.ts";
import { forgetReferencesLater } from "./forget_references.ts";
import { dropPollEnd } from "./new_poll.ts";
import { dropVanishing } from "./vanishing.ts";
import { forgetMarksLater } from "./forget_marks.ts";

/**
 * The one list of the rows that belong to a message: removed in the commit that removes its words,
 * which also notes for counts of what is unread that it is gone.
 * `message` is what stood there before; `at` is when it goes; `referred`: as
 * references.ts reads it; `files`: whether these go too, or are shown elsewhere now. What may be more than a commit holds goes by a job that is planned in it.
 */
export function rowsOf(
  conversation: ConversationId,
  message: MessageEvent,
  { at, referred, files = "go" }: { at: number; referred: boolean; files?: "go" | "move" },
): Mutation[] {
  return [
    ...(standsInTimeline(message) ? [markGone(conversation, message.seq)] : []),
    ...forgetCalls(message.mentions ?? [], { conversation, seq: message.seq, at: message.at }),
    ...forgetVersions(conversation, message),
    ...forgetMarksLater(conversation, message, at),
    ...(referred || message.forwarded ? forgetReferencesLater(conversation, message.seq, at) : []),
    ...dropPollEnd(message, conversation),
    ...dropVanishing(message, conversation),
    ...(files === "go"
      ? forgetFiles(conversation, message, at)
      : message.files
      ? [forgetFilesAt(conversation, message.seq)]
      : []),
    ...followIndexLater(conversation, at),
  ];
}
