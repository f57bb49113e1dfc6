// What takes long of an import: reading what was sent, bringing it in, taking it back. A job sees that
// one instance does it; whoever does it holds the import, and goes on where another ended.
import * as v from "valibot";
import { type JobKind, planJob } from "../../jobs/job.ts";
import { keys } from "../../kv/keys.ts";
import { writeRow } from "../../kv/checked_write.ts";
import { type Kv, type Mutation, Unavailable } from "../../kv/kv.ts";
import type { ImportProblem } from "../../protocol/administration.ts";
import type { EmojiMeans } from "../../chat/community/make_emoji.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { PieceStores } from "../../files/stored_bytes.ts";
import type { Users } from "../../store/people/users.ts";
import type { WriteFile } from "./files.ts";
import { forgetFound, keepFound, readAcquaintances, readChoices } from "./found.ts";
import { type Hold, Stopped, takeHold } from "./hold.ts";
import { noteDone } from "./journal.ts";
import { createPace } from "./pace.ts";
import type { ImportRow } from "./rows.ts";
import { runImport } from "./run.ts";
import { createSink } from "./sink.ts";
import { NotAnExport } from "./source.ts";
import { removeHalf, undoImport } from "./undo.ts";
import {
  isMergeWanted,
  type MergeId,
  type MergeTold,
  noteMergeFailed,
  workOnCount,
  workOnMerge,
} from "../merge/work.ts";
import type { UploadBytes } from "./upload_bytes.ts";
import { KEPT_MS, type UploadRow } from "./upload_rows.ts";
import { forgetUpload } from "./upload_sweep.ts";

const KIND = "import";
/** How often a job looks whether what it is about is still done, or must be done by its instance. */
const LOOK_MS = 5_000;
/** Tries of one piece of work that end by an error of ours, or with the server; then it has failed. */
const TRIES = 5;

/**
 * `upload`: absent where it is taken back. `import`: absent where it is not known yet. `placeholder`: whose
 * name becomes somebody (`count`, `merge`).
 */
const Payload = v.object({
  task: v.picklist(["read", "run", "undo", "count", "merge"]),
  placeholder: v.optional(v.string()),
  upload: v.optional(v.string()),
  import: v.optional(v.string()),
});
type Payload = v.InferOutput<typeof Payload>;

/** Plans it: goes with the commit that says it shall be. */
export function planWork(payload: Payload, now: number): Mutation {
  const id = `${KIND} ${aboutOf(payload)}`;
  return planJob({ kind: KIND, id, due: now, payload });
}

/** What it is and about what: one of a kind. */
function aboutOf({ task, upload, import: id, placeholder }: Payload): string {
  return `${task} ${placeholder ?? id ?? upload}`;
}

/** What is held meanwhile: who counts changes nothing, and waits for nobody. */
function heldFor({ task, upload, import: id, placeholder }: Payload): string {
  return (task === "count" ? placeholder : id ?? upload)!;
}

/** What work is done with. */
export interface WorkParts {
  kv: Kv;
  bytes: UploadBytes;
  files: { write(kv: Kv): WriteFile; stores: PieceStores };
  users: Pick<Users, "byName">;
  /** Told of who becomes whom, and that the community has other emoji. */
  told: MergeTold & { emojiChanged(): void };
  outside: { clock: Clock; random: Random; emoji: EmojiMeans };
  logger: Logger;
}

/** The work of one instance. */
export interface ImportWork {
  job: JobKind<Payload>;
  /** Stops what runs here, so that another instance goes on at once. */
  close(): Promise<void>;
}

export function createImportWork(parts: WorkParts): ImportWork {
  return new Worker(parts);
}

class Worker implements ImportWork {
  /** What runs here, by what it holds. */
  readonly #running = new Map<string, { hold: Hold; ended: Promise<void> }>();
  #isClosed = false;

  constructor(private readonly parts: WorkParts) {}

  readonly job: JobKind<Payload> = {
    kind: KIND,
    payload: Payload,
    run: async (payload) => {
      const { outside: { clock } } = this.parts;
      const again = () => ({ due: clock.now() + LOOK_MS, payload });
      const held = heldFor(payload);
      if (this.#isClosed || this.#running.has(held)) return again();
      if (!await this.#isWanted(payload)) return;
      const hold = await takeHold({ kv: this.parts.kv, ...this.parts.outside }, held);
      if (hold) this.#begin(held, payload, hold);
      return again();
    },
  };

  async close(): Promise<void> {
    this.#isClosed = true;
    const running = [...this.#running.values()];
    await Promise.all(running.map(({ hold }) => hold.release()));
    await Promise.all(running.map(({ ended }) => ended));
  }

  async #isWanted({ task, upload, import: id, placeholder }: Payload): Promise<boolean> {
    const { kv } = this.parts;
    if (task === "count" || task === "merge") {
      const which = { import: id!, placeholder: placeholder! };
      return await isMergeWanted(kv, which, task === "count" ? "counting" : "running");
    }
    if (task === "read") {
      return (await kv.get<UploadRow>(keys.importUpload(upload!))).value?.state === "reading";
    }
    const state = (await kv.get<ImportRow>(keys.import(id!))).value?.state;
    if (task === "undo") return state === "undoing";
    // What is done and still has its file ended before it said so.
    const isLeft = state === "done" && await this.#upload(upload!) !== undefined;
    return state === "running" || isLeft;
  }

  #begin(held: string, payload: Payload, hold: Hold): void {
    const ended = this.#try(payload, hold)
      .catch((error) => this.#failed(payload, hold, error))
      .catch((error) => this.parts.logger.error("an import could not say that it failed", error))
      .then(() => hold.release())
      .catch(() => {}) // it lapses
      .finally(() => this.#running.delete(held));
    this.#running.set(held, { hold, ended });
  }

  /** Counts the try before it begins: whoever dies of it counts nothing afterwards. */
  async #try(payload: Payload, hold: Hold): Promise<void> {
    const key = triesOf(payload);
    const tries = (await hold.kv.get<number>(key)).value ?? 0;
    if (tries >= TRIES) throw new Error("The server ended each time that it was tried");
    const expireIn = KEPT_MS;
    await hold.kv.commit([], [{ type: "set", key, value: tries + 1, expireIn }]);
    const work = {
      read: this.#read,
      run: this.#run,
      undo: this.#undo,
      count: this.#count,
      merge: this.#merge,
    }[payload.task];
    await work.call(this, payload, hold);
    await hold.kv.commit([], [{ type: "delete", key }]);
  }

  /** Says what would come. */
  async #read({ upload: id }: Payload, hold: Hold): Promise<void> {
    const { bytes, outside, users } = this.parts;
    const upload = await this.#upload(id!);
    if (!upload) return;
    const { kv } = hold;
    const { source, digest } = await this.#open(upload);
    const report = await runImport({
      kv,
      outside,
      shared: "process",
      signal: hold.signal,
      what: { source, id: digest, file: upload.file },
    });
    const before = (await kv.get(keys.import(digest))).value;
    await forgetFound(kv, upload.id); // of a run that did not come to its end
    const sink = createSink(createPace(kv, outside.clock, "process"), outside.clock);
    await keepFound(sink, upload.id, report, await readAcquaintances(kv, users));
    await writeRow<UploadRow>(kv, keys.importUpload(upload.id), (now) =>
      now && {
        value: {
          ...now,
          state: "read",
          touched: outside.clock.now(),
          import: digest,
          kind: source.kind,
          counts: report.counts,
          losses: report.losses.map(({ what, count }) => ({ what, count })),
          already: before !== null,
        },
      });
    if (!await this.#upload(upload.id)) await bytes.remove(upload);
  }

  async #run({ upload: id, import: digest }: Payload, hold: Hold): Promise<void> {
    const { bytes, outside, files, told } = this.parts;
    const { kv } = hold;
    const upload = await this.#upload(id!);
    if (!upload) throw new Error("The file of an import is gone");
    const { source } = await this.#open(upload);
    const { file, by, counts } = upload;
    const report = await runImport({
      kv,
      outside,
      shared: "process",
      signal: hold.signal,
      what: {
        source,
        id: digest!,
        file,
        by,
        total: counts?.messages,
        ...await readChoices(kv, upload.id),
      },
      apply: { writeFile: files.write(kv) },
    });
    if (report.counts.emoji) told.emojiChanged();
    await noteDone(kv, digest!, { by, file }, report);
    await forgetUpload(kv, bytes, upload);
  }

  async #undo({ import: id }: Payload, hold: Hold): Promise<void> {
    const { files: { stores }, outside: { clock, random }, told } = this.parts;
    const { kv } = createPace(hold.kv, clock, "process");
    await undoImport(kv, id!, { stores, fraction: random.fraction });
    await forgetFound(hold.kv, id!);
    told.emojiChanged();
  }

  async #count(payload: Payload, hold: Hold): Promise<void> {
    await workOnCount(this.#mergeParts(hold), mergeIdOf(payload));
  }

  async #merge(payload: Payload, hold: Hold): Promise<void> {
    await workOnMerge(this.#mergeParts(hold), mergeIdOf(payload));
  }

  #mergeParts(hold: Hold) {
    const { outside, told } = this.parts;
    return { hold, outside, told, shared: "process" as const };
  }

  async #open(upload: UploadRow) {
    // Few ask for it: what reads exports is loaded then.
    const { importId, openExport } = await import("./open.ts");
    const input = this.parts.bytes.input(upload);
    const digest = upload.import ?? await importId(input);
    const source = await openExport(input, (bytes) => this.parts.bytes.keep(upload, bytes));
    return { source, digest };
  }

  async #upload(id: string): Promise<UploadRow | undefined> {
    return (await this.parts.kv.get<UploadRow>(keys.importUpload(id))).value ?? undefined;
  }

  /** What cannot be read says why; what went wrong is tried again, and then has failed. */
  async #failed(payload: Payload, { kv }: Hold, error: unknown) {
    const { logger } = this.parts;
    const { task, upload, import: id } = payload;
    const key = triesOf(payload);
    if (error instanceof Stopped || error instanceof Unavailable) {
      const isOurs = this.#isClosed || error instanceof Unavailable; // no fault of the export
      if (isOurs) await this.parts.kv.commit([], [{ type: "delete", key }]);
      return;
    }
    const isRefused = error instanceof NotAnExport;
    const failures = (await kv.get<number>(key)).value ?? 0;
    if (!isRefused) logger.error("an import failed", error, { task, failures });
    if (!isRefused && failures < TRIES) return;
    await kv.commit([], [{ type: "delete", key }]);
    const problem: { why: ImportProblem; detail: string } = isRefused
      ? { why: error.why, detail: error.detail.slice(0, 200) }
      : {
        why: "failed",
        detail: String(error instanceof Error ? error.message : error).slice(0, 200),
      };
    if (task === "read") {
      await writeRow<UploadRow>(
        kv,
        keys.importUpload(upload!),
        (now) => now && { value: { ...now, state: "unreadable", problem } },
      );
    } else if (task === "count" || task === "merge") {
      await noteMergeFailed(kv, mergeIdOf(payload), this.parts.outside.clock.now());
    } else {
      const { files: { stores }, outside: { random } } = this.parts;
      if (task === "run") await removeHalf(kv, id!, { stores, fraction: random.fraction });
      await writeRow<ImportRow>(
        kv,
        keys.import(id!),
        (now) => now && { value: { ...now, state: "failed", problem } },
      );
    }
  }
}

function triesOf(payload: Payload) {
  return keys.importTries(aboutOf(payload));
}

function mergeIdOf({ import: id, placeholder }: Payload): MergeId {
  return { import: id!, placeholder: placeholder! };
}
