// Exports of ours (docs/moving.md).
import { type FileRecord, type MovingRecord, RECORD_FORMAT } from "../records.ts";
import { gunzipped, linesOf } from "../../runtime/lines.ts";
import { Incomplete } from "./files.ts";
import { bytesOf, type ImportInput } from "./input.ts";
import { readRecord } from "./record_schema.ts";
import { type ImportSource, NotAnExport, type SourceItem } from "./source.ts";

/** Opens an export of ours; `compressed`: by gzip. Throws `NotAnExport`. */
export async function openPalabre(
  input: ImportInput,
  compressed: boolean,
): Promise<ImportSource> {
  const lines = () => linesOf(compressed ? gunzipped(bytesOf(input)) : bytesOf(input));
  const records = recordsOf(lines());
  const { value: head } = await records.next();
  await records.return(undefined);
  if (head?.is !== "community") {
    throw new NotAnExport("not-palabre");
  }
  if (head.format > RECORD_FORMAT) {
    throw new NotAnExport("newer");
  }
  return { kind: "palabre", name: head.name, items: () => itemsOf(new Records(lines())) };
}

/** Records, of which the next one can be looked at. */
class Records {
  readonly #records: AsyncGenerator<MovingRecord>;
  #next: Promise<IteratorResult<MovingRecord>> | undefined;

  constructor(lines: AsyncIterable<string>) {
    this.#records = recordsOf(lines);
  }

  async peek(): Promise<MovingRecord | undefined> {
    this.#next ??= this.#records.next();
    const { done, value } = await this.#next;
    return done ? undefined : value;
  }

  async take(): Promise<MovingRecord | undefined> {
    const record = await this.peek();
    this.#next = undefined;
    return record;
  }
}

function unreadable(n: number): NotAnExport {
  return new NotAnExport("broken-line", String(n));
}

/** The lines; throws what `why` gives where one is too long. */
async function* readable(lines: AsyncIterable<string>, why: () => Error): AsyncGenerator<string> {
  try {
    yield* lines;
  } catch (error) {
    throw error instanceof RangeError ? why() : error;
  }
}

async function* recordsOf(lines: AsyncIterable<string>): AsyncGenerator<MovingRecord> {
  let n = 0;
  let ended = false;
  for await (const line of readable(lines, () => unreadable(n + 1))) {
    n++;
    const record = readRecord(line);
    if (!record) throw unreadable(n);
    if (record.is === "end") ended = record.lines === n;
    yield record;
  }
  if (!ended) throw new NotAnExport("cut", String(n));
}

async function* itemsOf(records: Records): AsyncGenerator<SourceItem> {
  let room = "";
  for (let record = await records.take(); record; record = await records.take()) {
    switch (record.is) {
      case "person":
        yield { is: "person", person: { key: record.id, name: record.name } };
        break;
      case "emoji": {
        const { name, base64 } = record;
        yield { is: "emoji", emoji: { name, open: () => once(bytesOfText(base64)) } };
        break;
      }
      case "conversation": {
        if (room !== "") yield { is: "room-end", room };
        const { row, members } = record;
        room = row.id;
        yield {
          is: "room",
          room: {
            key: room,
            kind: row.kind,
            name: row.name ?? row.title ?? room,
            row,
            members: row.people ?? members.map(({ id }) => id),
            joined: new Map(members.map(({ id, joinedAt }) => [id, joinedAt])),
            createdAt: row.createdAt,
            ...(row.topic !== undefined && { topic: row.topic }),
            ...(row.private && { private: true }),
            ...(row.closed && { closed: true }),
          },
        };
        break;
      }
      case "entry":
        yield { is: "entry", room, entry: record.entry };
        break;
      case "file":
        yield { is: "file", room, record, open: () => bytesFrom(records, record as FileRecord) };
        break;
      case "bytes":
        break; // of a file that nobody read
      case "community":
      case "end":
        break;
      default:
        yield { is: "beside", room, record };
    }
  }
  if (room !== "") yield { is: "room-end", room };
}

async function* bytesFrom(records: Records, { id }: FileRecord): AsyncGenerator<Uint8Array> {
  for (;;) {
    const record = await records.peek();
    if (record?.is === "lost-file" && record.id === id) throw new Incomplete();
    if (record?.is !== "bytes" || record.file !== id) return;
    await records.take();
    yield bytesOfText(record.base64);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function bytesOfText(base64: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    throw new NotAnExport("broken-file");
  }
}
