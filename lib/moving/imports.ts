// A community that is brought in on a page: its export is sent in parts, read, mapped, brought in by a
// job, and taken back. Rows say how far it is: any instance answers, and any goes on.
import { limitAttempts } from "../chat/attempts.ts";
import { type AuditEntries, named } from "../chat/audit_entries.ts";
import type { Actor } from "../chat/chat.ts";
import type { ProveOwn } from "../chat/identity/prove_own.ts";
import { requirePermission } from "../chat/moderation/authorize.ts";
import { createPresentNames } from "../chat/present_names.ts";
import { safeFileName } from "../files/file_name.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { commitChecked, writeRow } from "../kv/checked_write.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { BroughtIn, FoundPerson, FoundRoom, LossPlaces } from "../protocol/administration.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Action } from "../protocol/permissions.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import type { Attempts } from "../store/people/attempt_limits.ts";
import type { FileQuotas } from "../store/files/file_quotas.ts";
import type { Users } from "../store/people/users.ts";
import { type Choices, keepChoices } from "./import/choices.ts";
import { breakHold } from "./import/hold.ts";
import { pageOfFound, readLosses } from "./import/found.ts";
import { type ImportRow, readImports } from "./import/rows.ts";
import { broughtIn, uploaded } from "./import/shown.ts";
import { writtenSince } from "./import/undo.ts";
import type { UploadBytes } from "./import/upload_bytes.ts";
import { partsOf, readUploads, takenBytes, type UploadRow } from "./import/upload_rows.ts";
import { forgetUpload, planUploadSweep } from "./import/upload_sweep.ts";
import { planWork } from "./import/work.ts";
import { createPlaceholders, type Placeholders } from "./placeholders.ts";

const MAY: Action = "bring a community in";
/** Exports that wait to be brought in; and how many may be announced. */
const WAITING = 3;
const ANNOUNCED = { count: 30, windowMs: 60 * 60_000 };

/** Bringing a community in. All throw `not-allowed`, and `unknown-import` where there is none. */
export interface Imports {
  /** What was brought in or is about to be, the last first. */
  list(actor: Actor): Promise<BroughtIn[]>;
  /** Announces an export. Throws `file-size`, `files-full`, `imports-full`, `too-fast`. */
  announce(actor: Actor, file: { file: string; size: number }): Promise<BroughtIn>;
  /** `missing`: parts of its file that have not come. */
  find(actor: Actor, id: string): Promise<{ import: BroughtIn; missing: number[] }>;
  /**
   * Takes a part of its file, again as often as one likes; after the last one it is read. Throws
   * `import-state`, `file-size` for less than the part has, `file-too-large`, `file-offset` where it
   * comes twice at once.
   */
  put(actor: Actor, id: string, part: number, body: ReadableStream<Uint8Array>): Promise<BroughtIn>;
  /** Who is in it, once it was read. */
  people(actor: Actor, id: string, page: Page): Promise<{ people: FoundPerson[]; next?: string }>;
  rooms(actor: Actor, id: string, page: Page): Promise<{ rooms: FoundRoom[]; next?: string }>;
  /** What is lost, with its first places. */
  losses(actor: Actor, id: string): Promise<LossPlaces[]>;
  /** Decides what becomes of it. Throws `import-state`, `unknown-user`, `import-nobody`, `invalid-field`. */
  choose(actor: Actor, id: string, choices: Choices): Promise<void>;
  /**
   * Begins to bring it in; gives it under its new id. One that failed goes on, by that one. Throws
   * `import-state`.
   */
  start(actor: Actor, id: string): Promise<BroughtIn>;
  /** Takes it back, also while it comes. Throws `import-written`, `import-state`. */
  undo(actor: Actor, id: string): Promise<void>;
  /** Forgets an export that was not brought in. Throws `import-state`. */
  forget(actor: Actor, id: string): Promise<void>;
  /** The names without an account that came, and who they turn out to be. */
  readonly placeholders: Placeholders;
}

/** A page of what was found. */
export interface Page {
  after?: string;
  limit: number;
}

/** What imports are made over. `maxBytes`: of all files here. */
export interface ImportsParts {
  kv: Kv;
  bytes: UploadBytes;
  quotas: Pick<FileQuotas, "total">;
  maxBytes: number;
  people: {
    users: Pick<Users, "get" | "getMany" | "byName">;
    attempts: Attempts;
    audit: AuditEntries;
    prove: ProveOwn;
  };
  jobs: Pick<Jobs, "wake">;
  outside: { clock: Clock; random: Random };
}

export function createImports(parts: ImportsParts): Imports {
  return new AllImports(parts);
}

class AllImports implements Imports {
  readonly placeholders: Placeholders;

  constructor(private readonly parts: ImportsParts) {
    this.placeholders = createPlaceholders(parts);
  }

  async list(actor: Actor): Promise<BroughtIn[]> {
    requirePermission(actor, MAY);
    const { kv, bytes, people } = this.parts;
    const [uploads, imports] = await Promise.all([readUploads(kv), readImports(kv)]);
    const waiting = uploads.filter(({ state }) => state !== "started");
    return await createPresentNames(people.users)([
      ...await Promise.all(waiting.map((one) => uploaded(bytes, one))),
      ...imports.map(broughtIn),
    ]);
  }

  async announce(actor: Actor, { file, size }: { file: string; size: number }) {
    requirePermission(actor, MAY);
    const { kv, bytes, quotas, maxBytes, people, outside: { clock, random } } = this.parts;
    if (!Number.isSafeInteger(size) || size < 1) throw new ChatError("file-size");
    await limitAttempts(people.attempts, "community-import", actor.user.id, ANNOUNCED);
    const at = clock.now();
    const upload: UploadRow = {
      id: random.uuid(),
      file: safeFileName(file),
      size,
      by: named(actor.user),
      at,
      touched: at,
      state: "coming",
      ...bytes.place(),
    };
    await commitChecked<void>(kv, async () => {
      const { key, versionstamp } = await kv.get<string>(keys.announcedImport());
      const waiting = await readUploads(kv);
      if (waiting.some(({ id }) => id === upload.id)) return { is: "done", result: undefined };
      if (waiting.length >= WAITING) throw new ChatError("imports-full");
      if (await takenBytes(quotas, waiting) + size > maxBytes) throw new ChatError("files-full");
      return {
        is: "commit",
        result: undefined,
        checks: [{ key, versionstamp }],
        mutations: [
          { type: "set", key, value: upload.id },
          { type: "set", key: keys.importUpload(upload.id), value: upload },
          planUploadSweep(upload.id, at),
        ],
      };
    });
    return await uploaded(this.parts.bytes, upload);
  }

  async find(actor: Actor, id: string) {
    requirePermission(actor, MAY);
    const { kv, bytes } = this.parts;
    const { value: upload } = await kv.get<UploadRow>(keys.importUpload(id));
    if (!upload || upload.state === "started") {
      const { value: row } = await kv.get<ImportRow>(keys.import(upload?.import ?? id));
      if (!row) throw new ChatError("unknown-import");
      return { import: broughtIn(row), missing: [] };
    }
    const here = upload.state === "coming" ? await bytes.here(upload) : undefined;
    const all = Array.from({ length: partsOf(upload) }, (_, part) => part);
    const missing = here ? all.filter((part) => !here.has(part)) : [];
    return { import: await uploaded(this.parts.bytes, upload), missing };
  }

  async put(actor: Actor, id: string, part: number, body: ReadableStream<Uint8Array>) {
    requirePermission(actor, MAY);
    const { kv, bytes, jobs, outside: { clock } } = this.parts;
    const upload = await this.#upload(id, "coming");
    if (!Number.isInteger(part) || part < 0 || part >= partsOf(upload)) {
      throw new ChatError("invalid-field", { field: "part" });
    }
    await bytes.receive(upload, part, body);
    const here = await bytes.here(upload);
    const isWhole = here.size === partsOf(upload);
    const now = clock.now();
    const changed = await writeRow<UploadRow>(kv, keys.importUpload(id), (row) => {
      if (row?.state !== "coming") return undefined;
      const state = isWhole ? "reading" as const : row.state;
      const work = isWhole ? [planWork({ task: "read", upload: id }, now)] : [];
      return { value: { ...row, state, touched: now }, mutations: work };
    });
    if (!changed) { // it was taken away meanwhile
      await bytes.remove(upload);
      throw new ChatError("unknown-import");
    }
    if (isWhole) jobs.wake(now);
    return await uploaded(bytes, changed);
  }

  async people(actor: Actor, id: string, page: Page) {
    requirePermission(actor, MAY);
    const { found, next } = await pageOfFound<FoundPerson>(this.parts.kv, id, "person", page);
    return { people: found, next };
  }

  async rooms(actor: Actor, id: string, page: Page) {
    requirePermission(actor, MAY);
    const { found, next } = await pageOfFound<FoundRoom>(this.parts.kv, id, "room", page);
    return { rooms: found, next };
  }

  async losses(actor: Actor, id: string) {
    requirePermission(actor, MAY);
    const { kv } = this.parts;
    const kept = await readLosses(kv, id);
    // While it runs, and of what came by a command, its row has the first ones.
    return kept.length > 0 ? kept : (await kv.get<ImportRow>(keys.import(id))).value?.losses ?? [];
  }

  async choose(actor: Actor, id: string, choices: Choices): Promise<void> {
    requirePermission(actor, MAY);
    const { kv, people: { users }, outside: { clock } } = this.parts;
    await this.#upload(id, "read");
    await keepChoices({ kv, users }, id, choices);
    await writeRow<UploadRow>(
      kv,
      keys.importUpload(id),
      (now) => now && { value: { ...now, touched: clock.now() } },
    );
  }

  async start(actor: Actor, id: string): Promise<BroughtIn> {
    const { kv, jobs, people: { audit }, outside: { clock } } = this.parts;
    requirePermission(actor, MAY);
    const now = clock.now();
    const started = await commitChecked<ImportRow>(kv, async () => {
      const { checks } = await audit.confirm(actor, MAY);
      const sent = await this.#sentFor(id);
      const { key, value: upload, versionstamp } = await kv.get<UploadRow>(
        keys.importUpload(sent ?? id),
      );
      if (!upload) throw new ChatError("unknown-import");
      const own = keys.import(upload.import ?? "");
      const before = await kv.get<ImportRow>(own);
      const hasFailed = before.value?.state === "failed";
      if (upload.state === "started" && before.value && !hasFailed) {
        return { is: "done", result: before.value }; // an earlier try of ours
      }
      const isNew = upload.state === "read" ? before.value === null : hasFailed;
      if (!isNew || !upload.import || !upload.kind) throw new ChatError("import-state");
      const row: ImportRow = {
        id: upload.import,
        kind: upload.kind,
        file: upload.file,
        state: "running",
        at: now,
        by: named(actor.user),
        losses: [],
        total: upload.counts?.messages,
        counts: { people: 0, rooms: 0, messages: 0, files: 0 },
      };
      const line = audit.entry(actor.user, { act: "import-started", what: upload.file });
      return {
        is: "commit",
        result: row,
        checks: [{ key, versionstamp }, { key: own, versionstamp: before.versionstamp }, ...checks],
        mutations: [
          { type: "set", key, value: { ...upload, state: "started", by: named(actor.user) } },
          { type: "set", key: own, value: row },
          line,
          planWork({ task: "run", upload: upload.id, import: upload.import }, now),
        ],
      };
    });
    jobs.wake(now);
    return broughtIn(started);
  }

  /** The file of an import that was begun here. */
  async #sentFor(id: string): Promise<string | undefined> {
    const uploads = await readUploads(this.parts.kv);
    return uploads.find((one) => one.import === id && one.state === "started")?.id;
  }

  async undo(actor: Actor, id: string): Promise<void> {
    const { kv, jobs, people: { audit }, outside: { clock } } = this.parts;
    requirePermission(actor, MAY);
    const now = clock.now();
    await commitChecked<void>(kv, async () => {
      const { checks } = await audit.confirm(actor, MAY);
      const { key, value: row, versionstamp } = await kv.get<ImportRow>(keys.import(id));
      if (!row) throw new ChatError("unknown-import");
      if (row.state === "undoing") return { is: "done", result: undefined };
      const written = await writtenSince(kv, id);
      if (written.length > 0) {
        throw new ChatError("import-written", {
          rooms: written.map((one) => `#${one}`).join(", "),
        });
      }
      const line = audit.entry(actor.user, { act: "import-undone", what: row.file });
      return {
        is: "commit",
        result: undefined,
        checks: [{ key, versionstamp }, ...checks],
        mutations: [
          { type: "set", key, value: { ...row, state: "undoing" } satisfies ImportRow },
          breakHold(id),
          line,
          planWork({ task: "undo", import: id }, now),
        ],
      };
    });
    // What was sent may be brought in otherwise.
    const sent = await this.#sentFor(id);
    if (sent !== undefined) {
      await writeRow<UploadRow>(
        kv,
        keys.importUpload(sent),
        (row) => row && { value: { ...row, state: "read", touched: now } },
      );
    }
    jobs.wake(now);
  }

  async forget(actor: Actor, id: string): Promise<void> {
    requirePermission(actor, MAY);
    const { kv, bytes } = this.parts;
    const upload = await this.#upload(id);
    if (upload.state === "started") throw new ChatError("import-state");
    await kv.commit([], [breakHold(id)]);
    await forgetUpload(kv, bytes, upload);
  }

  async #upload(id: string, state?: UploadRow["state"]): Promise<UploadRow> {
    const { value } = await this.parts.kv.get<UploadRow>(keys.importUpload(id));
    if (!value) throw new ChatError("unknown-import");
    if (state !== undefined && value.state !== state) throw new ChatError("import-state");
    return value;
  }
}
