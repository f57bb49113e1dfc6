import { dayOf } from "../store/community/message_counts.ts";
import type { FileAllowance } from "../protocol/files.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Actor } from "../chat/chat.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import type { FileQuotas } from "../store/files/file_quotas.ts";
import type { FileRow, FileRows, ReadFile } from "../store/files/file_rows.ts";
import { safeFileName } from "./file_name.ts";
import type { FinishFile } from "./finish.ts";
import { GUEST_PART, LEAST_CHARGED_BYTES, type UploadLimits } from "./limits.ts";
import type { PieceStore } from "./pieces.ts";
import { KEPT_UNSENT_MS, planSweep, type RemoveFile } from "./removal.ts";
import type { ReceiveBytes } from "./receiving.ts";
import { WrittenMeanwhile } from "./written_meanwhile.ts";

/** A file on its way, as whoever sends it sees it. */
export interface Upload {
  id: string;
  name: string;
  size: number;
  /** Bytes that have come: what comes next begins there. */
  offset: number;
  /** When it goes if nothing more of it comes and nothing is sent with it (milliseconds UTC). */
  expires: number;
  /** Its media type by its content, once all of it is here: from then on it can be sent. */
  type?: string;
}

/**
 * Bringing files here, in as many requests as it takes. A file is its owner's alone until it is sent;
 * to anybody else there is none (`unknown-file`).
 */
export interface Uploads {
  /** Throws `muted`, `file-size`, `file-too-large`, `files-of-today`, `files-full`. */
  create(actor: Actor, file: { name: string; size: number }): Promise<Upload>;
  /** What one may announce today (UTC), and what of it is left, in bytes (F5). Rejects with `Unavailable`. */
  allowance(actor: Actor): Promise<FileAllowance>;
  /** How far it has come; ends a request that still brings some of it. Throws `unknown-file`. */
  find(actor: Actor, id: string): Promise<Upload>;
  /**
   * Takes what comes, and keeps what came when the line is cut. Throws `unknown-file`; `file-offset`
   * where `offset` is not where it goes on; `file-too-large` for more than was announced.
   */
  append(
    actor: Actor,
    id: string,
    offset: number,
    body: ReadableStream<Uint8Array>,
  ): Promise<Upload>;
  /** Takes it back, before it is sent. Throws `unknown-file`. */
  remove(actor: Actor, id: string): Promise<void>;
}

/** What uploads are made over. */
export interface UploadParts {
  rows: Pick<FileRows, "add" | "linked">;
  quotas: Pick<FileQuotas, "read">;
  /** Where new files go. */
  store: PieceStore;
  limits: UploadLimits;
  requireUnmuted(actor: Actor): Promise<void>;
  work: { receive: ReceiveBytes; finish: FinishFile; remove: RemoveFile };
  outside: { clock: Clock; random: Random };
}

export function createUploads(parts: UploadParts): Uploads {
  const { rows, work } = parts;
  /** Requests that bring bytes to this instance, by the file. */
  const running = new Map<string, { stop: AbortController; ended: Promise<unknown> }>();

  async function own(actor: Actor, id: string): Promise<ReadFile> {
    const { file, link } = await rows.linked(id);
    if (!file || link || file.row.owner !== actor.user.id) throw new ChatError("unknown-file");
    return file;
  }

  /** Ends what still brings bytes: its line is lost, or whoever sends would not ask. */
  async function interrupt(id: string): Promise<void> {
    const other = running.get(id);
    other?.stop.abort();
    await other?.ended;
  }

  async function finished(actor: Actor, file: ReadFile): Promise<ReadFile> {
    try {
      return await work.finish(file);
    } catch (error) {
      if (!(error instanceof WrittenMeanwhile)) throw error;
      return await work.finish(await own(actor, file.id)); // another request began before
    }
  }

  return {
    create: createAnnounce(parts),

    async allowance(actor) {
      const { quotas, limits, outside: { clock, random } } = parts;
      const today = dayOf(clock.now());
      const { ofDay, total } = await quotas.read(actor.user.id, today, random.fraction());
      const day = dayBytes(actor, limits);
      return { day, left: Math.max(0, Math.min(day - ofDay, limits.totalBytes - total)) };
    },

    async find(actor, id) {
      const file = await own(actor, id);
      await interrupt(id);
      return uploadOf(await finished(actor, await own(actor, file.id)));
    },

    async append(actor, id, offset, body) {
      await own(actor, id);
      await interrupt(id);
      const stop = new AbortController();
      const bringing = (async () => {
        const file = await own(actor, id);
        if (file.row.offset !== offset) throw new ChatError("file-offset");
        return await work.receive(file, body, stop.signal);
      })();
      const entry = { stop, ended: bringing.catch(() => {}) }; // who waits only wants it ended
      running.set(id, entry);
      try {
        return uploadOf(await finished(actor, await bringing));
      } catch (error) {
        if (error instanceof WrittenMeanwhile) throw new ChatError("file-offset");
        throw error;
      } finally {
        if (running.get(id) === entry) running.delete(id);
      }
    },

    async remove(actor, id) {
      await own(actor, id);
      await interrupt(id);
      await work.remove(id);
    },
  };
}

/** The first step: what is announced is counted before a byte of it comes. */
function createAnnounce(
  { rows, quotas, store, limits, requireUnmuted, outside: { clock, random } }: UploadParts,
): Uploads["create"] {
  return async (actor, { name, size }) => {
    if (!Number.isSafeInteger(size) || size < 1) throw new ChatError("file-size");
    if (size > limits.bytes) throw new ChatError("file-too-large", { bytes: limits.bytes });
    await requireUnmuted(actor);
    const [id, at] = [random.uuid(), clock.now()];
    const charged = Math.max(size, LEAST_CHARGED_BYTES);
    const row: FileRow = {
      owner: actor.user.id,
      name: safeFileName(name),
      size,
      offset: 0,
      store: store.kind,
      blob: random.uuid(),
      pieceBytes: store.pieceBytes,
      digests: new Uint8Array(0),
      charged,
      at,
      touched: at,
    };
    const file = await rows.add(id, row, async () => {
      const read = await quotas.read(actor.user.id, dayOf(at), random.fraction());
      refuseTooMuch(actor, limits, { ...read, charged, at });
      const { checks, mutations } = read.charge(charged);
      return { checks, mutations: [...mutations, planSweep(id, at)] };
    });
    return uploadOf(file);
  };
}

function uploadOf({ id, row }: ReadFile): Upload {
  const { name, size, offset, touched, content } = row;
  const expires = touched + KEPT_UNSENT_MS;
  return { id, name, size, offset, expires, ...(content && { type: content.type }) };
}

function refuseTooMuch(
  actor: Actor,
  limits: UploadLimits,
  { ofDay, total, charged, at }: { ofDay: number; total: number; charged: number; at: number },
): void {
  const bytes = dayBytes(actor, limits);
  if (ofDay + charged > bytes) {
    const left = nextDay(at) - at;
    throw new ChatError("files-of-today", { bytes, left }, left);
  }
  if (total + charged > limits.totalBytes) throw new ChatError("files-full");
}

function dayBytes({ user }: Actor, limits: UploadLimits): number {
  return limits.dayBytes * (user.role === "guest" ? GUEST_PART : 1);
}

const DAY_MS = 86_400_000;

function nextDay(at: number): number {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS;
}
