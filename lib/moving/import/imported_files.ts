// Files of an export, under ids of their own.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import type { SharedFile } from "../../protocol/files.ts";
import { Incomplete, TooLarge, type WriteFile } from "./files.ts";
import { derivedId } from "./ids.ts";
import type { Losses } from "./losses.ts";
import type { TakeFile } from "./message_writer.ts";
import type { ImportCounts } from "./rows.ts";
import type { SourceItem } from "./source.ts";

type RecordedFile = Extract<SourceItem, { is: "file" }>;

/** Files of one import. */
export class ImportedFiles {
  readonly #written = new Map<string, SharedFile>();

  constructor(
    private readonly parts: {
      /** Of the import. */
      id: string;
      kv: Pick<Kv, "getMany">;
      /** Absent: they are only counted. */
      write: WriteFile | undefined;
      losses: Losses;
      counts: ImportCounts;
    },
  ) {}

  /** What came of an export of ours, by the id there. */
  get written(): ReadonlyMap<string, SharedFile> {
    return this.#written;
  }

  /** Takes one beside a message. */
  readonly take: TakeFile = async (file, { id, where, ...about }) => {
    const { write, losses, counts } = this.parts;
    const place = `${where} ${file.name}`;
    if (!file.open) return void losses.note("no-file", place);
    counts.files++;
    if (!write) return { id, name: file.name, type: "application/octet-stream", size: 0 };
    try {
      return await write(id, { ...about, name: file.name }, file.open());
    } catch (error) {
      counts.files--;
      if (error instanceof Incomplete) return undefined; // its own line follows, and is noted
      if (!(error instanceof TooLarge)) throw error;
      return void losses.note("large-file", place);
    }
  };

  /** Takes one of an export of ours: under its own id, where no other file has it. Gives the id. */
  async takeRecorded(
    { record, open }: Pick<RecordedFile, "record" | "open">,
    { owner, where }: { owner: UserId; where: string },
  ): Promise<string | undefined> {
    const { kv, id } = this.parts;
    const derived = derivedId(id, "file", record.id);
    const rows = await kv.getMany([keys.file(derived), keys.file(record.id)]);
    const isOurs = rows[0]?.value !== null || rows[1]?.value !== null;
    if (!this.parts.write && await isCut(open())) return undefined;
    const { at, cleaned } = record;
    const named = { id: isOurs ? derived : record.id, owner, where, at, cleaned };
    const taken = await this.take({ name: record.name, open }, named);
    if (!taken) return undefined;
    this.#written.set(record.id, taken);
    return named.id;
  }
}

/** Reads what is only looked at to its end. */
async function isCut(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    for await (const _ of bytes);
    return false;
  } catch (error) {
    if (error instanceof Incomplete) return true;
    throw error;
  }
}
