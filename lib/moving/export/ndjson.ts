import { keys } from "../../kv/keys.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import { shownFiles } from "../../protocol/link_previews.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { type MovingRecord, type PersonRecord, RECORD_FORMAT } from "../records.ts";
import type { User } from "../../store/people/user.ts";
import { type ExportSource, whole } from "./source.ts";

/** The lines of an export without loss, each with its end. */
export async function* exportLines(source: ExportSource): AsyncGenerator<string> {
  let lines = 1;
  for await (const record of recordsOf(source)) {
    lines++;
    yield `${JSON.stringify(record)}\n`;
  }
  yield `${JSON.stringify({ is: "end", lines } satisfies MovingRecord)}\n`;
}

async function* recordsOf(source: ExportSource): AsyncGenerator<MovingRecord> {
  const { name, at, scope } = source.parts;
  yield { is: "community", palabre: "export", format: RECORD_FORMAT, name, at, scope };
  for (const { name, bytes } of await source.emoji()) {
    yield { is: "emoji", name, base64: bytes.toBase64() };
  }
  for await (const user of source.people()) yield personRecord(user);
  for await (const row of source.conversations()) {
    yield { is: "conversation", row, members: await source.members(row.id) };
    yield* besideOf(source, row);
    for await (const entry of source.entries(row.id)) {
      if (entry.event.kind === "message") yield* ofMessage(source, row, entry.event);
      yield { is: "entry", entry };
    }
  }
}

function personRecord({ id, name, role, createdAt, botBy, goneAt }: User): PersonRecord {
  return {
    is: "person",
    id,
    name,
    role,
    createdAt,
    ...(botBy !== undefined && { bot: true }),
    ...(goneAt !== undefined && { gone: true }),
  };
}

/** What is kept beside the log as a whole. */
async function* besideOf(
  source: ExportSource,
  { id }: Conversation,
): AsyncGenerator<MovingRecord> {
  const pins = await source.get<{ seqs: number[] }>(keys.pins(id));
  if (pins) yield { is: "pins", seqs: pins.seqs };
}

/** What belongs to a message: said before it. */
async function* ofMessage(
  source: ExportSource,
  { id }: Conversation,
  message: MessageEvent,
): AsyncGenerator<MovingRecord> {
  const { seq, version = 0, reactions = {}, forwarded } = message;
  if (version > 0) {
    const prefix = keys.versionsOf(id, seq);
    for await (const { key, value } of source.below<{ text: string; at: number }>(prefix)) {
      yield { is: "version", seq, n: Number(key[3]), text: value.text, at: value.at };
    }
  }
  if (Object.values(reactions).some(({ count, by }) => count > by.length)) {
    for await (const { key } of source.below(keys.reactorsOf(id, seq))) {
      yield { is: "reactor", seq, emoji: String(key[3]), user: String(key[4]) };
    }
  }
  if (forwarded && source.parts.scope === "all") {
    const origin = await source.get<{ conversation: string; seq: number }>(keys.origin(id, seq));
    if (origin) yield { is: "origin", seq, conversation: origin.conversation, of: origin.seq };
  }
  for (const file of shownFiles(message)) yield* ofFile(source, file, seq);
}

async function* ofFile(
  source: ExportSource,
  id: string,
  seq: number,
): AsyncGenerator<MovingRecord> {
  const file = await source.file(id);
  if (!file) return void (yield { is: "lost-file", id, seq });
  const { owner, name, size, at, content } = file.row;
  yield { is: "file", id, owner, name, size, at, ...content! };
  let from = 0;
  let isCut = false;
  for await (const bytes of whole(file.bytes.stream(), () => isCut = true)) {
    yield { is: "bytes", file: id, at: from, base64: bytes.toBase64() };
    from += bytes.length;
  }
  if (isCut) yield { is: "lost-file", id, seq };
}
