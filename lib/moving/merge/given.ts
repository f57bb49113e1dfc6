// An entry of a log as it stands once a placeholder is somebody.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { ConversationId, LogEvent, Replies, UserId } from "../../protocol/events.ts";
import type { SharedFile } from "../../protocol/files.ts";
import { withReply } from "../../protocol/threads.ts";
import { withRenamedMentions } from "../../text/renamed_mentions.ts";
import { entryHere, type IdsHere } from "../import/entries.ts";

/** A placeholder by its id and name, and who it turned out to be. */
export interface Merged {
  from: UserId;
  name: string;
  into: { id: UserId; name: string };
}

/** Whether an entry names somebody. */
export function names(entry: LogEntry, user: UserId): boolean {
  return JSON.stringify(entry).includes(user);
}

/** The entry with who it is in place of the placeholder, who is mentioned by their own name. */
export function entryGiven(entry: LogEntry, { from, name, into }: Merged): LogEntry {
  const ids: IdsHere = {
    person: (user) => user === from ? into.id : user,
    conversation: (one) => one,
    file: (one: SharedFile) => one,
  };
  const given = entryHere(entry, ids);
  const { event } = given;
  if (event.kind !== "message" && event.kind !== "edit" || !event.mentions) return given;
  const wasNamed = "mentions" in entry.event && entry.event.mentions?.includes(from) === true;
  return {
    ...given,
    event: {
      ...event,
      mentions: [...new Set(event.mentions)],
      ...(event.kind === "message" && wasNamed && {
        text: withRenamedMentions(event.text, name, into.name),
      }),
    },
  } as LogEntry;
}

/** Replies of a thread that are read at once. */
const REPLIES_AT_ONCE = 200;

/**
 * What the root of a thread says of its replies, where it shows the faces of both: one makes room for
 * somebody else. Nothing where `entryGiven` says it.
 */
export async function repliesGiven(
  kv: Pick<Kv, "list" | "getMany">,
  conversation: ConversationId,
  event: LogEvent,
  { from, into }: Merged,
): Promise<{ replies?: Replies }> {
  const faces = event.kind === "message" ? event.replies?.by ?? [] : [];
  if (!faces.includes(from) || !faces.includes(into.id)) return {};
  let replies: Replies | undefined;
  for (let after = 0;;) {
    const prefix = keys.threadReplies(conversation, event.seq);
    const start = keys.threadReply(conversation, event.seq, after + 1);
    const page = await kv.list({ prefix, start }, { limit: REPLIES_AT_ONCE });
    const seqs = page.map(({ key }) => Number(key.at(-1)));
    const rows = await kv.getMany<LogEntry>(seqs.map((seq) => keys.entry(conversation, seq)));
    for (const { value } of rows) {
      if (!value) continue;
      const { seq, at, by } = value.event;
      replies = withReply(replies, { seq, at, by: by === from ? into.id : by });
    }
    if (page.length < REPLIES_AT_ONCE) return replies ? { replies } : {};
    after = seqs.at(-1)!;
  }
}
