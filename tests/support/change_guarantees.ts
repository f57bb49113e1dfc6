import type { LogEntry } from "../../lib/log/log.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { allRows } from "./gone_words.ts";
import { type LogEvent, type MessageEvent } from "../../lib/protocol/events.ts";

/** What an edit puts at the end of a text, in place of that of the edit before. */
export const EDITED = / ✎\d+$/;

/**
 * A message is the fold of the events that change it; the log holds no words of an edit (M1), and of a
 * message that is gone no row holds any (M3).
 */
export async function checkChanges(store: Kv, conversations: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  const rows = await allRows(store);
  for (const conversation of conversations) {
    const entries = await store.list<LogEntry>(
      { prefix: keys.entries(conversation) },
      { limit: 100_000 },
    );
    const events = entries.map(({ value }) => value.event);
    for (const event of events) {
      if (event.kind === "edit" && event.text !== undefined) {
        wrong.push(`M1: the edit ${event.seq} of ${conversation} holds words`);
      }
      if (event.kind === "message") wrong.push(...checkFold(conversation, event, events, rows));
    }
  }
  return wrong;
}

function checkFold(
  conversation: string,
  message: MessageEvent,
  events: readonly LogEvent[],
  rows: ReadonlyArray<{ key: readonly unknown[] }>,
): string[] {
  const changes = events.filter((event) => "target" in event && event.target === message.seq);
  const edits = changes.filter(({ kind }) => kind === "edit");
  const [deletion, ...more] = changes.filter(({ kind }) => kind === "delete" || kind === "move");
  const versions = rows.filter(({ key: [table, place, seq] }) =>
    table === "version" && place === conversation && seq === message.seq
  );
  const at = `${conversation} ${message.seq}`;
  const wrong: string[] = [];
  if (more.length > 0) wrong.push(`M3: ${at} was deleted ${more.length + 1} times`);
  if (message.deletedAt !== deletion?.at) wrong.push(`M3: ${at} is not as deleted as its events`);
  if (deletion) {
    if (message.text !== "" || versions.length > 0) wrong.push(`M3: words of ${at} are left`);
    if (edits.some(({ seq }) => seq > deletion.seq)) wrong.push(`M2: ${at} was edited when gone`);
    return wrong;
  }
  const said = [message.version ?? 0, message.editedAt, versions.length];
  const folded = [edits.length, edits.at(-1)?.at, edits.length];
  if (said.join() !== folded.join()) wrong.push(`M1: ${at} says ${said}, its events ${folded}`);
  return wrong;
}
